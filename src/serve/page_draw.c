#include "serve/page_draw.h"

#include "media/svg.h"
#include "pdf/pdf_icon.h"
#include "serve/svg_out.h"

/* --- lines and boxes ------------------------------------------------------ */

static void
draw_box(const struct mark *mark, struct buffer *out)
{
    buffer_append_string(out, "<rect");
    out_length_attribute(out, "x", mark->x);
    out_length_attribute(out, "y", mark->y);
    out_length_attribute(out, "width", mark->width);
    out_length_attribute(out, "height", mark->height);
    if (mark->line.radius > 0)
        out_length_attribute(out, "rx", mark->line.radius);
    if (mark->kind == MARK_FRAME) {
        buffer_append_string(out, " fill=\"none\"");
        out_colour_attribute(out, "stroke", mark->colour);
        out_length_attribute(out, "stroke-width",
                             mark->line.stroke > 0 ? mark->line.stroke
                                                   : SCALED_PT / 2);
    } else {
        out_colour_attribute(out, "fill", mark->colour);
    }
    buffer_append_string(out, "/>\n");
}

static void
draw_line(const struct mark *mark, struct buffer *out)
{
    buffer_append_string(out, "<line");
    out_length_attribute(out, "x1", mark->x);
    out_length_attribute(out, "y1", mark->y);
    out_length_attribute(out, "x2", mark->x + mark->width);
    out_length_attribute(out, "y2", mark->y + mark->height);
    out_colour_attribute(out, "stroke", mark->colour);
    out_length_attribute(out, "stroke-width",
                         mark->line.stroke > 0 ? mark->line.stroke
                                               : SCALED_PT / 2);
    buffer_append_string(out, "/>\n");
}

/* --- icons ---------------------------------------------------------------- */

/* PDF's operators as SVG's commands: what an operator works on stands before
 * it there, and behind it here. */
static void
icon_path(struct text path, struct buffer *out)
{
    struct text operands[6], word;
    size_t count = 0;
    while (text_next_word(&path, &word)) {
        char byte = word.data[0];
        if ((byte >= '0' && byte <= '9') || byte == '-') {
            if (count < 6)
                operands[count++] = word;
            continue;
        }
        if (text_equals(word, "re") && count == 4) {
            buffer_printf(out, "M%.*s %.*sh%.*sv%.*sH%.*sZ",
                          TEXT_PRINTF(operands[0]), TEXT_PRINTF(operands[1]),
                          TEXT_PRINTF(operands[2]), TEXT_PRINTF(operands[3]),
                          TEXT_PRINTF(operands[0]));
        } else {
            buffer_append_byte(out, byte == 'm'   ? 'M'
                                    : byte == 'l' ? 'L'
                                    : byte == 'c' ? 'C'
                                                  : 'Z');
            for (size_t i = 0; i < count; i++) {
                buffer_append_text(out, operands[i]);
                buffer_append_byte(out, ' ');
            }
        }
        count = 0;
    }
}

static void
draw_icon(const struct mark *mark, struct buffer *out)
{
    const char *path = pdf_icon_find(mark->path.name);
    double unit = scaled_to_pt(mark->width) / 100;
    scaled stroke =
        mark->path.stroke > 0 ? mark->path.stroke : mark->width / 12;
    if (!path || mark->width <= 0 || mark->height <= 0)
        return;
    buffer_append_string(out, "<path transform=\"matrix(");
    out_real(out, unit);
    buffer_append_string(out, " 0 0 ");
    out_real(out, scaled_to_pt(mark->height) / 100);
    buffer_append_byte(out, ' ');
    out_length(out, mark->x);
    buffer_append_byte(out, ' ');
    out_length(out, mark->y);
    buffer_append_string(out, ")\" fill=\"none\" stroke-linecap=\"round\" "
                              "stroke-linejoin=\"round\"");
    out_colour_attribute(out, "stroke", mark->colour);
    buffer_append_string(out, " stroke-width=\"");
    out_real(out, scaled_to_pt(stroke) / unit);
    buffer_append_string(out, "\" d=\"");
    icon_path(text_of(path), out);
    buffer_append_string(out, "\"/>\n");
}

/* --- drawings ------------------------------------------------------------- */

static void
shape_paint(const struct svg_shape *shape, struct buffer *out)
{
    static const char *const caps[] = {"butt", "round", "square"};
    static const char *const joins[] = {"miter", "round", "bevel"};
    if (shape->fill.none)
        buffer_append_string(out, " fill=\"none\"");
    else
        out_colour_attribute(out, "fill", shape->fill.rgb);
    if (shape->even_odd)
        buffer_append_string(out, " fill-rule=\"evenodd\"");
    if (shape->stroke.none)
        return;
    out_colour_attribute(out, "stroke", shape->stroke.rgb);
    buffer_append_string(out, " stroke-width=\"");
    out_real(out, shape->stroke_width);
    buffer_printf(out, "\" stroke-linecap=\"%s\" stroke-linejoin=\"%s\"",
                  caps[shape->line_cap], joins[shape->line_join]);
    if (!shape->dash_count)
        return;
    buffer_append_string(out, " stroke-dasharray=\"");
    for (int i = 0; i < shape->dash_count; i++) {
        if (i)
            buffer_append_byte(out, ' ');
        out_real(out, shape->dashes[i]);
    }
    buffer_append_byte(out, '"');
}

static void
append_points(const double *points, int count, struct buffer *out)
{
    for (int i = 0; i < count; i++) {
        out_real(out, points[i]);
        buffer_append_byte(out, ' ');
    }
}

static void
shape_path(const struct svg_shape *shape, struct buffer *out)
{
    buffer_append_string(out, "<path d=\"");
    for (size_t i = 0; i < shape->segment_count; i++) {
        const struct svg_segment *s = &shape->segments[i];
        const double points[] = {s->x1, s->y1, s->x2, s->y2, s->x, s->y};
        switch (s->command) {
        case SVG_MOVE:
            buffer_append_byte(out, 'M');
            append_points(points + 4, 2, out);
            break;
        case SVG_LINE:
            buffer_append_byte(out, 'L');
            append_points(points + 4, 2, out);
            break;
        case SVG_CURVE:
            buffer_append_byte(out, 'C');
            append_points(points, 6, out);
            break;
        case SVG_CLOSE:
            buffer_append_byte(out, 'Z');
            break;
        }
    }
    buffer_append_byte(out, '"');
    shape_paint(shape, out);
    buffer_append_string(out, "/>\n");
}

/* A drawing's text is set in the book's own fonts, as pdf/pdf_svg does. */
static const struct font *
shape_font(const struct page_svg_rules *rules, const struct svg_shape *shape)
{
    enum font_variant variant =
        shape->bold     ? shape->italic ? FONT_BOLD_ITALIC : FONT_BOLD
        : shape->italic ? FONT_ITALIC
                        : FONT_REGULAR;
    struct text role = text_equals(shape->family, "serif")       ? TEXT("text")
                       : text_equals(shape->family, "monospace") ? TEXT("mono")
                                                                 : TEXT("sans");
    const struct font *font =
        font_find(rules->fonts, role, variant, FONT_PLAIN);
    return font ? font
                : font_find(rules->fonts, TEXT("text"), variant, FONT_PLAIN);
}

static void
shape_label(const struct page_svg_rules *rules, const struct svg_shape *shape,
            struct glyph_run *run, struct buffer *out)
{
    const struct font *font = shape_font(rules, shape);
    if (!font)
        return;
    const struct shape *words = shape_word(rules->shapes, font, shape->text);
    struct glyph_size size = {.size = scaled_from_pt(shape->font_size)};
    scaled x = scaled_from_pt(shape->x);
    scaled width = shape_width(words, size.size);
    if (shape->anchor == SVG_MIDDLE)
        x -= width / 2;
    if (shape->anchor == SVG_END)
        x -= width;
    buffer_append_string(out, "<g transform=\"matrix(");
    append_points(shape->matrix, 6, out);
    buffer_append_string(out, ")\">");
    glyph_run_colour(run, shape->fill.rgb);
    draw_glyphs(run, words, &size, x, scaled_from_pt(shape->y));
    glyph_run_end(run);
    buffer_append_string(out, "</g>\n");
}

static void
draw_drawing(const struct mark *mark, const struct page_svg_rules *rules,
             struct glyph_run *run, struct buffer *out)
{
    const struct svg *svg = mark->image.image->svg;
    buffer_append_string(out, "<svg preserveAspectRatio=\"none\"");
    out_length_attribute(out, "x", mark->x);
    out_length_attribute(out, "y", mark->y);
    out_length_attribute(out, "width", mark->width);
    out_length_attribute(out, "height", mark->height);
    buffer_append_string(out, " viewBox=\"");
    append_points((const double[]){svg->x, svg->y, svg->width, svg->height}, 4,
                  out);
    buffer_append_string(out, "\">\n");
    for (size_t i = 0; i < svg->shape_count; i++) {
        if (svg->shapes[i].kind == SVG_TEXT)
            shape_label(rules, &svg->shapes[i], run, out);
        else
            shape_path(&svg->shapes[i], out);
    }
    buffer_append_string(out, "</svg>\n");
}

/* A browser turns a photograph as its EXIF data say; what we keep of the file
 * has none, so it is turned here.  Matrices of the unit square with y
 * downward, by orientation (EXIF 2.3, table 6). */
static const signed char turns[9][6] = {
    {1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},   {-1, 0, 0, 1, 1, 0},
    {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1},  {0, 1, 1, 0, 0, 0},
    {0, 1, -1, 0, 1, 0},  {0, -1, -1, 0, 1, 1}, {0, -1, 1, 0, 0, 1},
};

uint64_t
page_svg_picture_key(const struct image *image)
{
    return text_hash(image->path);
}

static void
draw_photograph(const struct mark *mark, const struct page_svg_rules *rules,
                struct buffer *out)
{
    const struct image *image = mark->image.image;
    const signed char *t = turns[image->orientation];
    double width = scaled_to_pt(mark->width);
    double height = scaled_to_pt(mark->height);
    const double matrix[6] = {t[0] * width,
                              t[1] * height,
                              t[2] * width,
                              t[3] * height,
                              scaled_to_pt(mark->x) + t[4] * width,
                              scaled_to_pt(mark->y) + t[5] * height};
    buffer_append_string(out, "<image width=\"1\" height=\"1\" "
                              "preserveAspectRatio=\"none\" "
                              "transform=\"matrix(");
    append_points(matrix, 6, out);
    buffer_append_string(out, ")\" href=\"");
    buffer_append_markup(out, rules->picture_address);
    buffer_printf(out, "%016llx\"/>\n",
                  (unsigned long long)page_svg_picture_key(image));
}

void
draw_mark(const struct mark *mark, const struct page_svg_rules *rules,
          struct glyph_run *run, struct buffer *out)
{
    switch (mark->kind) {
    case MARK_RECT:
    case MARK_FRAME:
        draw_box(mark, out);
        break;
    case MARK_LINE:
        draw_line(mark, out);
        break;
    case MARK_PATH:
        draw_icon(mark, out);
        break;
    case MARK_IMAGE:
        if (mark->image.image && mark->image.image->kind == IMAGE_SVG)
            draw_drawing(mark, rules, run, out);
        else if (mark->image.image)
            draw_photograph(mark, rules, out);
        break;
    case MARK_TEXT:
    case MARK_FIELD:
        break;
    }
}
