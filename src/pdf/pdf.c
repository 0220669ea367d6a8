#include "pdf/pdf.h"

#include "pdf/pdf_format.h"
#include "pdf/pdf_writer.h"

/* --- first pass: what is used -------------------------------------------- */

static void
note_pages(struct pdf_writer *writer)
{
    for (size_t i = 0; i < writer->pages->count; i++) {
        const struct page *page = &writer->pages->items[i];
        pdf_nodes_note_page(&writer->nodes, page);
        for (size_t j = 0; j < page->mark_count; j++) {
            const struct mark *mark = &page->marks[j];
            if (mark->kind == MARK_TEXT)
                pdf_text_note(writer, mark);
            else if (mark->kind == MARK_IMAGE)
                pdf_picture_note(writer, mark);
        }
    }
}

/* --- second pass: pages -------------------------------------------------- */

static void
draw_mark(struct pdf_writer *writer, const struct page *page,
          const struct mark *mark)
{
    switch (mark->kind) {
    case MARK_TEXT:
        pdf_text_draw(writer, mark);
        break;
    case MARK_IMAGE:
        pdf_picture_draw(writer, mark);
        break;
    case MARK_RECT:
    case MARK_FRAME:
    case MARK_LINE:
    case MARK_PATH: {
        struct mark bled = pdf_press_bleed(writer, page, mark);
        pdf_draw_mark(writer, &bled);
        break;
    }
    case MARK_FIELD:
        pdf_field_note(writer, page, mark);
        break;
    }
}

void
pdf_origin_set(struct pdf_writer *writer, const struct pdf_object *object,
               const struct node *node)
{
    if (writer->rules->origins && node && object->id)
        span_table_set(writer->rules->origins, object->id, node->span);
}

/* A page comes from the first that stands on it. */
static void
page_origin(struct pdf_writer *writer, const struct page *page)
{
    for (size_t i = 0; i < page->mark_count; i++)
        if (page->marks[i].node) {
            pdf_origin_set(writer, &writer->page_objects[page->index],
                           page->marks[i].node);
            return;
        }
}

static void
tag_origins(struct pdf_writer *writer)
{
    for (size_t i = 0; i < writer->tags.list.count; i++) {
        const struct pdf_tag *tag = writer->tags.list.items[i];
        pdf_origin_set(writer, &tag->object, tag->node);
    }
}

enum { FAN_OUT = 64 }; /* kids of a node of the page tree */

static void
draw_page(struct pdf_writer *writer, const struct page *page,
          struct buffer *widgets)
{
    pdf_content_begin(&writer->content, &writer->inks,
                      writer->rules->tagged ? &writer->tags : NULL, page->index,
                      page->height);
    pdf_press_open(writer);
    for (size_t i = 0; i < page->mark_count; i++)
        draw_mark(writer, page, &page->marks[i]);
    pdf_press_marks(writer, page);
    pdf_fields_end_page(writer, widgets);
    pdf_content_end(&writer->content);
}

/* "0 0 419.53 595.28" */
static void
append_box(struct buffer *out, const struct page *page)
{
    buffer_append_string(out, "0 0 ");
    pdf_length(out, page->width);
    buffer_append_byte(out, ' ');
    pdf_length(out, page->height);
}

/* A page that is drawn on a sheet. */
static void
write_form(struct pdf_writer *writer, const struct page *page)
{
    struct pdf_object *object = &writer->page_objects[page->index];
    struct buffer body = {0}, widgets = {0};
    draw_page(writer, page, &widgets);
    page_origin(writer, page);
    buffer_append_string(&body, "/Type/XObject/Subtype/Form/BBox[");
    append_box(&body, page);
    buffer_append_string(&body, "]/Resources ");
    pdf_reference(&body, writer->resources.id);
    pdf_object_set_stream(object, writer->arena, buffer_text(&body),
                          buffer_text(&writer->content.out));
    buffer_release(&body);
    buffer_release(&widgets);
}

static void
write_page(struct pdf_writer *writer, const struct page *page,
           const struct pdf_object *parent)
{
    struct pdf_object *object = &writer->page_objects[page->index];
    struct pdf_object *content = ARENA_NEW(writer->arena, struct pdf_object);
    struct buffer out = {0}, widgets = {0};
    draw_page(writer, page, &widgets);
    pdf_object_add(writer->file, content);
    pdf_object_pack_stream(content, &writer->content.out);
    if (!writer->rules->press) /* PDF/X has no annotations on the page */
        pdf_links_write(writer, page);
    page_origin(writer, page);
    buffer_printf(&out,
                  "/Type/Page/Parent %u 0 R/Contents %u 0 R"
                  "/Resources %u 0 R",
                  parent->id, content->id, writer->resources.id);
    pdf_press_boxes(writer, page, &out);
    if (writer->rules->tagged)
        buffer_printf(&out, "/StructParents %u/Tabs/S", page->index);
    struct text annotations = writer->page_annotations[page->index];
    if (annotations.size || widgets.size)
        buffer_printf(&out, "/Annots[%.*s%.*s]", TEXT_PRINTF(annotations),
                      TEXT_PRINTF(buffer_text(&widgets)));
    object->body = arena_text(writer->arena, buffer_text(&out));
    buffer_release(&out);
    buffer_release(&widgets);
}

/* --- the page tree ------------------------------------------------------- */

struct page_group { /* a node of the page tree above pages */
    struct pdf_object object;
    size_t first, count; /* pages */
};

/* Two levels are enough for 64 * as many groups as the root may name. */
static struct page_group *
make_groups(struct pdf_writer *writer)
{
    size_t pages = writer->leaf_count;
    size_t count = (pages + FAN_OUT - 1) / FAN_OUT;
    struct page_group *groups =
        ARENA_ARRAY(writer->arena, count, struct page_group);
    struct buffer kids = {0};
    pdf_file_set_pages(writer->file, &writer->root_pages);
    for (size_t i = 0; i < count; i++) {
        groups[i].first = i * FAN_OUT;
        groups[i].count = groups[i].first + FAN_OUT < pages
                              ? FAN_OUT
                              : pages - groups[i].first;
        pdf_object_add(writer->file, &groups[i].object);
        pdf_reference(&kids, groups[i].object.id);
        buffer_append_byte(&kids, i % 16 == 15 ? '\n' : ' ');
    }
    writer->root_pages.body = arena_printf(writer->arena, "/Kids[%s]/Count %zu",
                                           kids.data ? kids.data : "", pages);
    buffer_release(&kids);
    return groups;
}

static void
write_groups(struct pdf_writer *writer, struct page_group *groups)
{
    struct buffer kids = {0};
    size_t count = (writer->leaf_count + FAN_OUT - 1) / FAN_OUT;
    for (size_t i = 0; i < count; i++) {
        buffer_clear(&kids);
        for (size_t j = 0; j < groups[i].count; j++) {
            pdf_reference(&kids, writer->leaves[groups[i].first + j].id);
            buffer_append_byte(&kids, j % 16 == 15 ? '\n' : ' ');
        }
        groups[i].object.body = arena_printf(
            writer->arena, "/Type/Pages/Parent %u 0 R/Kids[%s]/Count %zu",
            writer->root_pages.id, kids.data, groups[i].count);
    }
    buffer_release(&kids);
}

/* --- the whole ----------------------------------------------------------- */

static void
write_resources(struct pdf_writer *writer)
{
    struct buffer out = {0};
    buffer_append_string(&out, "/Font<<");
    pdf_fonts_resources(&writer->fonts, &out);
    buffer_append_string(&out, ">>/XObject<<");
    pdf_pictures_resources(writer, &out);
    buffer_append_string(&out, ">>");
    pdf_press_resources(writer, &out);
    writer->resources.body = arena_text(writer->arena, buffer_text(&out));
    buffer_release(&out);
}

static bool
fail(struct pdf_writer *writer, const char *why)
{
    diag_report(writer->diag, PDF_LIBRARY, writer->rules->edition->span, why);
    return false;
}

static void
writer_init(struct pdf_writer *writer)
{
    struct arena *arena = writer->arena;
    size_t pages = writer->pages->count;
    pdf_fonts_init(&writer->fonts, arena, writer->rules->fonts);
    pdf_shapes_init(&writer->shapes, arena, &writer->fonts,
                    writer->rules->shapes);
    pdf_nodes_init(&writer->nodes, arena);
    pdf_fields_init(&writer->fields, arena);
    pdf_inks_init(&writer->inks, writer->rules);
    writer->page_objects = ARENA_ARRAY(arena, pages, struct pdf_object);
    writer->page_annotations = ARENA_ARRAY(arena, pages, struct text);
    writer->leaves = writer->page_objects;
    writer->leaf_count = pages;
    if (writer->rules->imposition) {
        writer->leaf_count = writer->rules->imposition->side_count;
        writer->leaves =
            ARENA_ARRAY(arena, writer->leaf_count, struct pdf_object);
    }
}

/* All that is drawn, each object with its number first. */
static void
write_leaves(struct pdf_writer *writer)
{
    const struct pages *pages = writer->pages;
    bool is_imposed = writer->rules->imposition != NULL;
    struct page_group *groups = make_groups(writer);
    for (size_t i = 0; i < pages->count; i++)
        pdf_object_add(writer->file, &writer->page_objects[i]);
    for (size_t i = 0; i < writer->leaf_count && is_imposed; i++)
        pdf_object_add(writer->file, &writer->leaves[i]);
    pdf_object_add(writer->file, &writer->resources);
    pdf_tags_init(&writer->tags, writer->arena, writer->file, &writer->nodes,
                  writer->page_objects, pages->count);
    for (size_t i = 0; i < pages->count; i++)
        if (is_imposed)
            write_form(writer, &pages->items[i]);
        else
            write_page(writer, &pages->items[i], &groups[i / FAN_OUT].object);
    for (size_t i = 0; i < writer->leaf_count && is_imposed; i++)
        pdf_sheet_write(writer, i, &groups[i / FAN_OUT].object);
    write_groups(writer, groups);
}

static bool
write_document(struct pdf_writer *writer, struct buffer *out)
{
    const struct font_face *face = NULL;
    const char *why = NULL;
    note_pages(writer);
    if (writer->shapes.missing)
        return false;
    if (!pdf_fonts_subset(&writer->fonts, &face))
        return fail(
            writer,
            arena_string(writer->arena,
                         arena_printf(writer->arena, "no subset of font %.*s",
                                      TEXT_PRINTF(face->postscript_name))));
    write_leaves(writer);
    pdf_fonts_write(&writer->fonts, writer->file);
    if (!pdf_pictures_write(writer))
        return fail(writer, "a picture cannot be decoded");
    write_resources(writer);
    if (!pdf_fields_write(writer))
        return fail(writer, "no font is fit for fields");
    pdf_attachments_write(writer);
    if (writer->rules->tagged) {
        pdf_tags_write(&writer->tags);
        tag_origins(writer);
    }
    if (!writer->rules->bare && !writer->rules->imposition) {
        pdf_destinations_write(writer);
        pdf_outline_write(writer);
    }
    pdf_metadata_write(writer);
    /* Old machines of print shops take plain files best. */
    bool packed = writer->rules->packed && !writer->rules->press;
    return pdf_file_save(writer->file, packed, out, &why) || fail(writer, why);
}

bool
pdf_write(struct arena *arena, const struct pages *pages,
          const struct node *tree, const struct pdf_rules *rules,
          struct diag *diag, struct buffer *out)
{
    const char *why = NULL;
    struct pdf_writer writer = {.arena = arena,
                                .pages = pages,
                                .tree = tree,
                                .rules = rules,
                                .diag = diag};
    writer_init(&writer);
    writer.file = pdf_file_new(rules->pool, &why);
    if (!writer.file)
        return fail(&writer, why);
    if (rules->press)
        pdf_file_say_6(writer.file);
    bool done = write_document(&writer, out);
    buffer_release(&writer.content.out);
    pdf_shapes_release(&writer.shapes);
    pdf_file_free(writer.file);
    return done;
}
