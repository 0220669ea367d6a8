#include "pdf/pdf_field.h"

#include "doc/slug.h"
#include "pdf/pdf_format.h"
#include "pdf/pdf_writer.h"

/* Field flags (ISO 32000-1, tables 226 to 228). */
enum { FIELD_MULTILINE = 1 << 12, FIELD_RADIO = 1 << 15 };

void
pdf_fields_init(struct pdf_fields *fields, struct arena *arena)
{
    *fields = (struct pdf_fields){.arena = arena,
                                  .names = map_in(arena),
                                  .labels = map_in(arena),
                                  .appearances = map_in(arena)};
}

/* --- one page ------------------------------------------------------------- */

static bool
is_text(const struct mark *mark)
{
    return mark->field.kind == FIELD_LINES || mark->field.kind == FIELD_CELL;
}

static struct pdf_choices *
choices_of(struct pdf_writer *writer, const struct mark *mark)
{
    struct pdf_fields *fields = &writer->fields;
    const struct node *owner = pdf_choices_owner(mark);
    struct pdf_choices *last =
        fields->choices.count ? fields->choices.items[fields->choices.count - 1]
                              : NULL;
    if (last && last->owner == owner)
        return last;
    struct pdf_choices *choices = ARENA_NEW(writer->arena, struct pdf_choices);
    *ARRAY_PUSH(writer->arena, &fields->choices) = choices;
    choices->owner = owner;
    choices->name = pdf_field_name(fields, mark);
    choices->label = pdf_choices_label(fields, writer->rules->book, mark);
    choices->states = map_in(writer->arena);
    pdf_object_add(writer->file, &choices->object);
    pdf_origin_set(writer, &choices->object, owner);
    return choices;
}

/* "ja", "1-helemaal-niet": what the form's data hold when it is chosen. */
static struct text
state_of(struct pdf_writer *writer, struct pdf_choices *choices,
         struct text option)
{
    struct text slug = slug_of(writer->arena, option), state = slug;
    for (int i = 2; !state.size || map_find(&choices->states, state); i++)
        state = arena_printf(writer->arena, "%.*s-%d", TEXT_PRINTF(slug), i);
    map_set(&choices->states, state, choices);
    return state;
}

static void
name_field(struct pdf_writer *writer, struct pdf_field *field)
{
    const struct mark *mark = field->mark;
    if (mark->field.kind == FIELD_TICK || is_text(mark)) {
        field->name = pdf_field_name(&writer->fields, mark);
        field->label =
            pdf_field_label(&writer->fields, writer->rules->book, mark);
        return;
    }
    field->choices = choices_of(writer, mark);
    field->name = state_of(writer, field->choices, mark->field.option);
    field->label = arena_printf(writer->arena, "%.*s: %.*s",
                                TEXT_PRINTF(field->choices->label),
                                TEXT_PRINTF(mark->field.option));
    pdf_reference(&field->choices->kids, field->object.id);
    buffer_append_byte(&field->choices->kids, ' ');
}

void
pdf_field_note(struct pdf_writer *writer, const struct page *page,
               const struct mark *mark)
{
    struct pdf_fields *fields = &writer->fields;
    struct pdf_field *last = fields->items.count > fields->page_first
                                 ? fields->items.items[fields->items.count - 1]
                                 : NULL;
    if (last && mark->field.kind == FIELD_LINES &&
        last->mark->node == mark->node) {
        last->bottom = mark->y + mark->height;
        return;
    }
    struct pdf_field *field = ARENA_NEW(writer->arena, struct pdf_field);
    *ARRAY_PUSH(writer->arena, &fields->items) = field;
    field->mark = mark;
    field->page = page->index;
    field->bottom = mark->y + mark->height;
    pdf_object_add(writer->file, &field->object);
    pdf_origin_set(writer, &field->object, mark->node);
    name_field(writer, field);
    if (!writer->rules->tagged)
        return;
    struct pdf_tag *parent = pdf_tags_find(
        &writer->tags, mark->node,
        mark->field.kind == FIELD_TICK ? PART_LABEL : PART_CONTENT);
    struct pdf_tag *form = pdf_tags_form(&writer->tags, parent, mark->node);
    field->parent_key =
        pdf_tags_annotation(&writer->tags, form, &field->object, page->index);
}

static void
rectangle(const struct pdf_writer *writer, const struct pdf_field *field,
          struct buffer *out)
{
    const struct mark *mark = field->mark;
    scaled top = writer->pages->items[field->page].height - mark->y;
    scaled low = writer->pages->items[field->page].height - field->bottom;
    const scaled sides[4] = {mark->x, low, mark->x + mark->width, top};
    for (int i = 0; i < 4; i++) {
        if (i)
            buffer_append_byte(out, ' ');
        pdf_length(out, sides[i]);
    }
}

/* The ground of a text field belongs to the page, so that it stays when a
 * viewer draws what was typed. */
static void
draw_ground(struct pdf_writer *writer, const struct pdf_field *field)
{
    struct mark ground = {.kind = MARK_RECT,
                          .artifact = ARTIFACT_LAYOUT,
                          .x = field->mark->x,
                          .y = field->mark->y,
                          .width = field->mark->width,
                          .height = field->bottom - field->mark->y,
                          .colour = field->mark->field.ground};
    pdf_draw_mark(writer, &ground);
    ground.kind = MARK_FRAME;
    ground.colour = field->mark->colour;
    ground.line.stroke = SCALED_PT / 2;
    pdf_draw_mark(writer, &ground);
}

void
pdf_fields_end_page(struct pdf_writer *writer, struct buffer *annotations)
{
    struct pdf_fields *fields = &writer->fields;
    for (size_t i = fields->page_first; i < fields->items.count; i++) {
        const struct pdf_field *field = fields->items.items[i];
        if (is_text(field->mark))
            draw_ground(writer, field);
        pdf_reference(annotations, field->object.id);
        buffer_append_byte(annotations, ' ');
    }
    fields->page_first = fields->items.count;
}

/* --- widgets -------------------------------------------------------------- */

/* Of what is typed: as large as the page's own words. */
static scaled
text_size(const struct pdf_writer *writer, const struct pdf_field *field)
{
    return scaled_ratio(field->mark->field.size, writer->fields.font_scale,
                        1000);
}

/* Two lines need a bit more than twice the size. */
static bool
has_many_lines(const struct pdf_field *field, scaled size)
{
    return field->bottom - field->mark->y > size * 12 / 5;
}

static void
write_text(struct pdf_writer *writer, struct pdf_field *field,
           struct buffer *out)
{
    struct buffer body = {0};
    scaled size = text_size(writer, field);
    buffer_append_string(out, "/FT/Tx/T");
    pdf_string(out, field->name);
    buffer_append_string(out, "/TU");
    pdf_string(out, field->label);
    if (has_many_lines(field, size))
        buffer_printf(out, "/Ff %d", FIELD_MULTILINE);
    buffer_append_string(out, "/DA(/F ");
    pdf_length(out, size);
    buffer_append_string(out, " Tf 0 g)");
    /* One for each field: there are programs that fill it in place. */
    pdf_object_add(writer->file, &field->text);
    buffer_append_string(&body, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    pdf_length(&body, field->mark->width);
    buffer_append_byte(&body, ' ');
    pdf_length(&body, field->bottom - field->mark->y);
    buffer_printf(&body, "]/Resources %u 0 R", writer->fields.resources.id);
    field->text.body = arena_text(writer->arena, buffer_text(&body));
    field->text.stream = TEXT("/Tx BMC EMC");
    buffer_release(&body);
    buffer_printf(out, "/AP<</N %u 0 R>>", field->text.id);
}

static void
write_states(struct pdf_writer *writer, const struct pdf_field *field,
             struct text state, bool is_on, struct buffer *out)
{
    buffer_printf(out, "/AP<</N<</%.*s %u 0 R/Off %u 0 R>>>>/AS/%.*s",
                  TEXT_PRINTF(state), pdf_field_look(writer, field, true),
                  pdf_field_look(writer, field, false),
                  TEXT_PRINTF(is_on ? state : TEXT("Off")));
}

static void
write_tick(struct pdf_writer *writer, const struct pdf_field *field,
           struct buffer *out)
{
    bool is_on = field->mark->node->item.checked;
    buffer_append_string(out, "/FT/Btn/T");
    pdf_string(out, field->name);
    buffer_append_string(out, "/TU");
    pdf_string(out, field->label);
    buffer_printf(out, "/V/%s", is_on ? "Yes" : "Off");
    write_states(writer, field, TEXT("Yes"), is_on, out);
}

static void
write_choice(struct pdf_writer *writer, const struct pdf_field *field,
             struct buffer *out)
{
    buffer_printf(out, "/Parent %u 0 R/TU", field->choices->object.id);
    pdf_string(out, field->label);
    write_states(writer, field, field->name, false, out);
}

static void
write_widget(struct pdf_writer *writer, struct pdf_field *field)
{
    struct buffer out = {0};
    buffer_append_string(&out, "/Type/Annot/Subtype/Widget/F 4/Rect[");
    rectangle(writer, field, &out);
    buffer_append_string(&out, "]/P ");
    pdf_reference(&out, writer->page_objects[field->page].id);
    if (writer->rules->tagged)
        buffer_printf(&out, "/StructParent %u", field->parent_key);
    switch (field->mark->field.kind) {
    case FIELD_LINES:
    case FIELD_CELL:
        write_text(writer, field, &out);
        break;
    case FIELD_TICK:
        write_tick(writer, field, &out);
        break;
    case FIELD_CHOICE:
    case FIELD_SCALE:
        write_choice(writer, field, &out);
        break;
    }
    field->object.body = arena_text(writer->arena, buffer_text(&out));
    buffer_release(&out);
}

static void
write_choices(struct pdf_writer *writer, struct pdf_choices *choices)
{
    struct buffer out = {0};
    buffer_printf(&out, "/FT/Btn/Ff %d/V/Off/T", FIELD_RADIO);
    pdf_string(&out, choices->name);
    buffer_append_string(&out, "/TU");
    pdf_string(&out, choices->label);
    buffer_append_string(&out, "/Kids[");
    buffer_append_text(&out, buffer_text(&choices->kids));
    buffer_append_byte(&out, ']');
    choices->object.body = arena_text(writer->arena, buffer_text(&out));
    buffer_release(&choices->kids);
    buffer_release(&out);
}

/* --- the form ------------------------------------------------------------- */

static void
write_form(struct pdf_writer *writer)
{
    struct pdf_fields *fields = &writer->fields;
    struct pdf_object *form = ARENA_NEW(writer->arena, struct pdf_object);
    struct buffer out = {0};
    const struct pdf_choices *last = NULL;
    buffer_append_string(&out, "/Fields[");
    for (size_t i = 0; i < fields->items.count; i++) {
        const struct pdf_field *field = fields->items.items[i];
        if (field->choices && field->choices == last)
            continue;
        last = field->choices;
        pdf_reference(&out, last ? last->object.id : field->object.id);
        buffer_append_byte(&out, i % 16 == 15 ? '\n' : ' ');
    }
    buffer_printf(&out, "]/DR %u 0 R/DA(/F 10 Tf 0 g)", fields->resources.id);
    form->body = arena_text(writer->arena, buffer_text(&out));
    buffer_release(&out);
    pdf_object_add(writer->file, form);
    fields->form = form->id;
}

bool
pdf_fields_write(struct pdf_writer *writer)
{
    struct pdf_fields *fields = &writer->fields;
    if (!fields->items.count)
        return true;
    if (!pdf_field_font_write(writer))
        return false;
    pdf_object_add(writer->file, &fields->resources);
    fields->resources.body =
        arena_printf(writer->arena, "/Font<</F %u 0 R>>", fields->font.id);
    for (size_t i = 0; i < fields->items.count; i++)
        write_widget(writer, fields->items.items[i]);
    for (size_t i = 0; i < fields->choices.count; i++)
        write_choices(writer, fields->choices.items[i]);
    write_form(writer);
    return true;
}
