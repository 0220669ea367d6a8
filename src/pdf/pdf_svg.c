#include "pdf/pdf_writer.h"

#include "pdf/pdf_format.h"

/* A figure's text is set in the book's own fonts. */
static const struct font *
shape_font(const struct pdf_writer *writer, const struct svg_shape *shape)
{
    enum font_variant variant =
        shape->bold     ? shape->italic ? FONT_BOLD_ITALIC : FONT_BOLD
        : shape->italic ? FONT_ITALIC
                        : FONT_REGULAR;
    struct text role = TEXT("sans");
    if (text_equals(shape->family, "serif"))
        role = TEXT("text");
    if (text_equals(shape->family, "monospace"))
        role = TEXT("mono");
    const struct font *font =
        font_find(writer->rules->fonts, role, variant, FONT_PLAIN);
    return font ? font
                : font_find(writer->rules->fonts, TEXT("text"), variant,
                            FONT_PLAIN);
}

static const struct shape *
shape_words(const struct pdf_writer *writer, const struct svg_shape *shape)
{
    const struct font *font = shape_font(writer, shape);
    if (!font || !writer->rules->shapes)
        return NULL;
    return shape_word(writer->rules->shapes, font, shape->text);
}

void
pdf_svg_note(struct pdf_writer *writer, const struct svg *svg,
             const struct node *node)
{
    for (size_t i = 0; i < svg->shape_count; i++)
        if (svg->shapes[i].kind == SVG_TEXT)
            pdf_text_note_chain(writer, shape_words(writer, &svg->shapes[i]),
                                node);
}

/* --- paths --------------------------------------------------------------- */

static void
point(struct buffer *out, const struct svg *svg, double x, double y)
{
    pdf_real(out, x - svg->x);
    buffer_append_byte(out, ' ');
    pdf_real(out, svg->y + svg->height - y);
    buffer_append_byte(out, ' ');
}

static void
segment_write(struct buffer *out, const struct svg *svg,
              const struct svg_segment *segment)
{
    switch (segment->command) {
    case SVG_MOVE:
        point(out, svg, segment->x, segment->y);
        buffer_append_string(out, "m\n");
        break;
    case SVG_LINE:
        point(out, svg, segment->x, segment->y);
        buffer_append_string(out, "l\n");
        break;
    case SVG_CURVE:
        point(out, svg, segment->x1, segment->y1);
        point(out, svg, segment->x2, segment->y2);
        point(out, svg, segment->x, segment->y);
        buffer_append_string(out, "c\n");
        break;
    case SVG_CLOSE:
        buffer_append_string(out, "h\n");
        break;
    }
}

static void
pen_write(struct buffer *out, const struct svg_shape *shape)
{
    pdf_real(out, shape->stroke_width);
    buffer_printf(out, " w %d J %d j [", shape->line_cap, shape->line_join);
    for (int i = 0; i < shape->dash_count; i++) {
        if (i)
            buffer_append_byte(out, ' ');
        pdf_real(out, shape->dashes[i]);
    }
    buffer_append_string(out, "] 0 d\n");
}

static void
path_write(const struct svg *svg, const struct svg_shape *shape,
           struct pdf_content *content)
{
    struct buffer *out = &content->out;
    struct pdf_place place = {0};
    pdf_content_graphics(content, &place);
    if (!shape->fill.none)
        pdf_content_fill(content, shape->fill.rgb);
    if (!shape->stroke.none) {
        pdf_content_stroke(content, shape->stroke.rgb);
        pen_write(out, shape);
    }
    for (size_t i = 0; i < shape->segment_count; i++)
        segment_write(out, svg, &shape->segments[i]);
    const char *star = shape->even_odd ? "*" : "";
    if (shape->fill.none)
        buffer_append_string(out, "S\n");
    else
        buffer_printf(out, "%s%s\n", shape->stroke.none ? "f" : "B", star);
}

/* --- text ---------------------------------------------------------------- */

static void
text_write(struct pdf_writer *writer, const struct svg *svg,
           const struct svg_shape *shape, struct pdf_content *content)
{
    struct pdf_place place = {0};
    struct pdf_run run = {.size = scaled_from_pt(shape->font_size),
                          .expansion = 1000};
    const struct shape *words = shape_words(writer, shape);
    scaled width = 0;
    for (const struct shape *s = words; s; s = s->next)
        width += pdf_text_width(s, &run);
    scaled x = scaled_from_pt(shape->x);
    if (shape->anchor == SVG_MIDDLE)
        x -= width / 2;
    if (shape->anchor == SVG_END)
        x -= width;
    /* The picture's matrix, with y upward on both sides. */
    const double *m = shape->matrix;
    double matrix[6] = {m[0], -m[1],         -m[2],
                        m[3], m[4] - svg->x, svg->y + svg->height - m[5]};
    pdf_content_graphics(content, &place);
    buffer_append_string(&content->out, "q ");
    pdf_reals(&content->out, matrix, 6);
    buffer_append_string(&content->out, "cm\n");
    pdf_content_text(content, &place);
    pdf_content_fill(content, shape->fill.rgb);
    scaled y = scaled_from_pt(shape->y);
    const struct shape *space = NULL;
    for (const struct shape *s = words; s; s = s->next) {
        x += pdf_text_segment(writer, content, &place, s, &run, x, y);
        space = pdf_shapes_space(&writer->shapes, s->font);
    }
    if (space) /* parts the words of this text from the next one's */
        pdf_text_segment(writer, content, &place, space, &run, x, y);
    pdf_content_graphics(content, &place);
    buffer_append_string(&content->out, "Q\n");
    pdf_content_forget(content);
}

void
pdf_svg_content(struct pdf_writer *writer, const struct svg *svg,
                struct pdf_content *content)
{
    buffer_append_string(&content->out, "4 M\n"); /* SVG's miter limit */
    for (size_t i = 0; i < svg->shape_count; i++) {
        const struct svg_shape *shape = &svg->shapes[i];
        if (shape->kind == SVG_TEXT)
            text_write(writer, svg, shape, content);
        else
            path_write(svg, shape, content);
    }
}
