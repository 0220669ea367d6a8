/* How buttons look, chosen or not.  Two of one size and colour share their
 * appearances: choosing one only names the other state. */
#include "pdf/pdf_writer.h"

#include "pdf/pdf_format.h"

/* Lines of the frame, in hundredths of a point; what is chosen is told by
 * form and thickness, not by colour. */
enum { THIN = 50, THICK = 150 };

/* A quarter of a circle as one cubic: 4/3 (sqrt 2 - 1), in 1/10000. */
enum { KAPPA = 5523 };

static void
numbers(struct buffer *out, const int64_t *values, int count,
        const char *operator)
{
    for (int i = 0; i < count; i++) {
        pdf_decimal(out, values[i], 2);
        buffer_append_byte(out, ' ');
    }
    buffer_append_string(out, operator);
}

static void
line_width(struct buffer *out, int64_t width)
{
    numbers(out, &width, 1, "w ");
}

/* A circle around x, y. */
static void
circle(struct buffer *out, int64_t x, int64_t y, int64_t r)
{
    int64_t k = r * KAPPA / 10000;
    numbers(out, (int64_t[]){x + r, y}, 2, "m ");
    numbers(out, (int64_t[]){x + r, y + k, x + k, y + r, x, y + r}, 6, "c ");
    numbers(out, (int64_t[]){x - k, y + r, x - r, y + k, x - r, y}, 6, "c ");
    numbers(out, (int64_t[]){x - r, y - k, x - k, y - r, x, y - r}, 6, "c ");
    numbers(out, (int64_t[]){x + k, y - r, x + r, y - k, x + r, y}, 6, "c h ");
}

static void
draw_tick(struct buffer *out, int64_t w, int64_t h, bool is_on)
{
    numbers(out, (int64_t[]){THIN, THIN, w - 2 * THIN, h - 2 * THIN}, 4,
            "re B ");
    if (!is_on)
        return;
    buffer_append_string(out, "0 G 1 J 1 j ");
    line_width(out, THICK);
    numbers(out, (int64_t[]){w * 24 / 100, h * 48 / 100}, 2, "m ");
    numbers(out, (int64_t[]){w * 43 / 100, h * 27 / 100}, 2, "l ");
    numbers(out, (int64_t[]){w * 78 / 100, h * 74 / 100}, 2, "l S");
}

static void
draw_scale(struct buffer *out, int64_t w, int64_t h, bool is_on)
{
    circle(out, w / 2, h / 2, w / 2 - THIN);
    buffer_append_string(out, "B ");
    if (!is_on)
        return;
    buffer_append_string(out, "0 g ");
    circle(out, w / 2, h / 2, w / 4);
    buffer_append_string(out, "f");
}

/* Nothing lies over the words themselves. */
static void
draw_choice(struct buffer *out, int64_t w, int64_t h, bool is_on)
{
    if (is_on) {
        buffer_append_string(out, "0 G ");
        line_width(out, THICK);
    }
    int64_t edge = THICK / 2;
    numbers(out, (int64_t[]){edge, edge, w - 2 * edge, h - 2 * edge}, 4,
            "re S");
}

static void
draw(const struct pdf_inks *inks, const struct mark *mark, int64_t w, int64_t h,
     bool is_on, struct buffer *out)
{
    pdf_colour(out, inks, mark->colour, true);
    pdf_colour(out, inks, mark->field.ground, false);
    line_width(out, THIN);
    switch (mark->field.kind) {
    case FIELD_TICK:
        draw_tick(out, w, h, is_on);
        break;
    case FIELD_SCALE:
        draw_scale(out, w, h, is_on);
        break;
    case FIELD_CHOICE:
        draw_choice(out, w, h, is_on);
        break;
    case FIELD_LINES:
    case FIELD_CELL:
        break;
    }
}

unsigned
pdf_field_look(struct pdf_writer *writer, const struct pdf_field *field,
               bool is_on)
{
    struct arena *arena = writer->arena;
    const struct mark *mark = field->mark;
    int64_t w = pdf_hundredths(mark->width), h = pdf_hundredths(mark->height);
    struct text key =
        arena_printf(arena, "%d %d %d %06x %06x %d", (int)mark->field.kind,
                     (int)w, (int)h, mark->colour, mark->field.ground, is_on);
    struct pdf_object *known = map_find(&writer->fields.appearances, key);
    if (known)
        return known->id;
    struct buffer out = {0};
    struct pdf_object *object = ARENA_NEW(arena, struct pdf_object);
    draw(&writer->inks, mark, w, h, is_on, &out);
    object->stream = arena_text(arena, buffer_text(&out));
    buffer_clear(&out);
    buffer_append_string(&out, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    numbers(&out, (int64_t[]){w, h}, 2, "]/Resources<<>>");
    object->body = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    pdf_object_add(writer->file, object);
    map_set(&writer->fields.appearances, key, object);
    return object->id;
}
