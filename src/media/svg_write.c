#include "media/svg.h"

#include "base/buffer.h"

/* Thousandths, without the C library's printf, which asks the locale. */
static void
number(struct buffer *out, double value)
{
    if (!(value <= 1e9 && value >= -1e9))
        value = 0;
    long long units = (long long)(value * 1000 + (value < 0 ? -0.5 : 0.5));
    bool negative = units < 0;
    if (negative)
        units = -units;
    buffer_printf(out, "%s%lld", negative ? "-" : "", units / 1000);
    if (units % 1000)
        buffer_printf(out, ".%03lld", units % 1000);
}

static void
attribute(struct buffer *out, const char *name, double value)
{
    buffer_printf(out, " %s=\"", name);
    number(out, value);
    buffer_append_byte(out, '"');
}

static void
numbers(struct buffer *out, const double *values, int count)
{
    for (int i = 0; i < count; i++) {
        if (i)
            buffer_append_byte(out, ' ');
        number(out, values[i]);
    }
}

static void
escaped(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '<')
            buffer_append_string(out, "&lt;");
        else if (byte == '&')
            buffer_append_string(out, "&amp;");
        else if (byte == '>')
            buffer_append_string(out, "&gt;");
        else
            buffer_append_byte(out, byte);
    }
}

static void
paint(struct buffer *out, const char *name, const struct svg_paint *colour)
{
    if (colour->none)
        buffer_printf(out, " %s=\"none\"", name);
    else
        buffer_printf(out, " %s=\"#%06x\"", name, colour->rgb);
}

static void
stroke(struct buffer *out, const struct svg_shape *shape)
{
    static const char *const caps[] = {"butt", "round", "square"};
    static const char *const joins[] = {"miter", "round", "bevel"};
    if (shape->stroke.none)
        return;
    paint(out, "stroke", &shape->stroke);
    attribute(out, "stroke-width", shape->stroke_width);
    if (shape->line_cap)
        buffer_printf(out, " stroke-linecap=\"%s\"", caps[shape->line_cap]);
    if (shape->line_join)
        buffer_printf(out, " stroke-linejoin=\"%s\"", joins[shape->line_join]);
    if (!shape->dash_count)
        return;
    buffer_append_string(out, " stroke-dasharray=\"");
    numbers(out, shape->dashes, shape->dash_count);
    buffer_append_byte(out, '"');
}

static void
path(struct buffer *out, const struct svg_shape *shape)
{
    buffer_append_string(out, "<path d=\"");
    for (size_t i = 0; i < shape->segment_count; i++) {
        const struct svg_segment *s = &shape->segments[i];
        const double points[] = {s->x1, s->y1, s->x2, s->y2, s->x, s->y};
        switch (s->command) {
        case SVG_MOVE:
            buffer_append_byte(out, 'M');
            numbers(out, points + 4, 2);
            break;
        case SVG_LINE:
            buffer_append_byte(out, 'L');
            numbers(out, points + 4, 2);
            break;
        case SVG_CURVE:
            buffer_append_byte(out, 'C');
            numbers(out, points, 6);
            break;
        case SVG_CLOSE:
            buffer_append_byte(out, 'Z');
            break;
        }
    }
    buffer_append_byte(out, '"');
    paint(out, "fill", &shape->fill);
    if (shape->even_odd)
        buffer_append_string(out, " fill-rule=\"evenodd\"");
    stroke(out, shape);
    buffer_append_string(out, "/>\n");
}

static void
text(struct buffer *out, const struct svg_shape *shape)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    const double *m = shape->matrix;
    buffer_append_string(out, "<text");
    attribute(out, "x", shape->x);
    attribute(out, "y", shape->y);
    attribute(out, "font-size", shape->font_size);
    buffer_append_string(out, " font-family=\"");
    escaped(out, shape->family);
    buffer_append_byte(out, '"');
    if (shape->bold)
        buffer_append_string(out, " font-weight=\"bold\"");
    if (shape->italic)
        buffer_append_string(out, " font-style=\"italic\"");
    if (shape->anchor)
        buffer_printf(out, " text-anchor=\"%s\"", anchors[shape->anchor]);
    if (m[0] < 1 || m[0] > 1 || m[1] < 0 || m[1] > 0 || m[2] < 0 || m[2] > 0 ||
        m[3] < 1 || m[3] > 1 || m[4] < 0 || m[4] > 0 || m[5] < 0 || m[5] > 0) {
        buffer_append_string(out, " transform=\"matrix(");
        numbers(out, m, 6);
        buffer_append_string(out, ")\"");
    }
    paint(out, "fill", &shape->fill);
    buffer_append_byte(out, '>');
    escaped(out, shape->text);
    buffer_append_string(out, "</text>\n");
}

struct text
svg_write(struct arena *arena, const struct svg *svg)
{
    struct buffer out = {0};
    const double box[] = {svg->x, svg->y, svg->width, svg->height};
    buffer_append_string(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    attribute(&out, "width", svg->natural_width);
    attribute(&out, "height", svg->natural_height);
    buffer_append_string(&out, " viewBox=\"");
    numbers(&out, box, 4);
    buffer_append_string(&out, "\">\n");
    if (svg->title.size) {
        buffer_append_string(&out, "<title>");
        escaped(&out, svg->title);
        buffer_append_string(&out, "</title>\n");
    }
    if (svg->description.size) {
        buffer_append_string(&out, "<desc>");
        escaped(&out, svg->description);
        buffer_append_string(&out, "</desc>\n");
    }
    for (size_t i = 0; i < svg->shape_count; i++) {
        if (svg->shapes[i].kind == SVG_TEXT)
            text(&out, &svg->shapes[i]);
        else
            path(&out, &svg->shapes[i]);
    }
    buffer_append_string(&out, "</svg>\n");
    struct text result = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return result;
}
