#include "media/svg_reader.h"

#include "media/svg_value.h"

#include <math.h>
#include <string.h>

static struct svg_shape
shape_styled(const struct svg_frame *frame)
{
    const struct svg_style *style = &frame->style;
    const double *m = frame->matrix;
    /* Stroke widths are those of the picture: exact for turns and even
     * scales, the mean for uneven ones. */
    double scale = sqrt(fabs(m[0] * m[3] - m[1] * m[2]));
    struct svg_shape shape = {
        .fill = style->fill,
        .stroke = style->stroke,
        .even_odd = style->even_odd,
        .stroke_width = style->stroke_width * scale,
        .dash_count = style->dash_count,
        .line_cap = style->line_cap,
        .line_join = style->line_join,
        .font_size = style->font_size,
        .anchor = style->anchor,
        .bold = style->bold,
        .italic = style->italic,
        .family = style->family,
    };
    for (int i = 0; i < style->dash_count; i++)
        shape.dashes[i] = style->dashes[i] * scale;
    if (!(shape.stroke_width > 0))
        shape.stroke.none = true;
    return shape;
}

static void
shape_rectangle(struct svg_reader *reader, struct svg_path *path)
{
    double x = svg_length_attribute(reader, "x", 0);
    double y = svg_length_attribute(reader, "y", 0);
    double width = svg_length_attribute(reader, "width", 0);
    double height = svg_length_attribute(reader, "height", 0);
    double rx = svg_length_attribute(reader, "rx", -1);
    double ry = svg_length_attribute(reader, "ry", -1);
    if (rx < 0)
        rx = ry;
    if (ry < 0)
        ry = rx;
    if (width > 0 && height > 0)
        svg_path_rectangle(path, x, y, width, height, rx, ry);
}

static void
shape_ellipse(struct svg_reader *reader, struct svg_path *path, bool is_circle)
{
    double cx = svg_length_attribute(reader, "cx", 0);
    double cy = svg_length_attribute(reader, "cy", 0);
    double rx = svg_length_attribute(reader, is_circle ? "r" : "rx", 0);
    double ry = is_circle ? rx : svg_length_attribute(reader, "ry", 0);
    if (rx > 0 && ry > 0)
        svg_path_ellipse(path, cx, cy, rx, ry);
}

static void
shape_line(struct svg_reader *reader, struct svg_path *path)
{
    svg_path_move(path, svg_length_attribute(reader, "x1", 0),
                  svg_length_attribute(reader, "y1", 0));
    svg_path_line(path, svg_length_attribute(reader, "x2", 0),
                  svg_length_attribute(reader, "y2", 0));
}

static void
shape_outline(struct svg_reader *reader, enum svg_element element,
              struct svg_path *path)
{
    size_t fault = 0;
    switch (element) {
    case SVG_ELEMENT_RECT:
        shape_rectangle(reader, path);
        break;
    case SVG_ELEMENT_CIRCLE:
        shape_ellipse(reader, path, true);
        break;
    case SVG_ELEMENT_ELLIPSE:
        shape_ellipse(reader, path, false);
        break;
    case SVG_ELEMENT_LINE:
        shape_line(reader, path);
        break;
    case SVG_ELEMENT_POLYLINE:
    case SVG_ELEMENT_POLYGON:
        if (!svg_path_points(path, svg_attribute(reader, "points"),
                             element == SVG_ELEMENT_POLYGON))
            svg_report_value(reader, "points");
        break;
    case SVG_ELEMENT_PATH:
        if (!svg_path_data(path, svg_attribute(reader, "d"), &fault))
            svg_report_value(reader, "d");
        break;
    case SVG_ELEMENT_SVG:
    case SVG_ELEMENT_G:
    case SVG_ELEMENT_TEXT:
    case SVG_ELEMENT_TSPAN:
    case SVG_ELEMENT_TITLE:
    case SVG_ELEMENT_DESC:
        break;
    }
}

void
svg_shape_add(struct svg_reader *reader, const struct svg_frame *frame)
{
    struct svg_path path = {
        .arena = reader->arena,
        .limit = SVG_MAX_SEGMENTS - reader->segment_count,
    };
    memcpy(path.matrix, frame->matrix, sizeof path.matrix);
    shape_outline(reader, frame->element, &path);
    if (path.overflow) {
        diag_report(reader->diag, SVG_TOO_LARGE, svg_reader_span(reader),
                    SVG_MAX_SEGMENTS, "path segments");
        reader->failed = true;
        XML_StopParser(reader->parser, XML_FALSE);
        return;
    }
    reader->segment_count += path.segments.count;
    struct svg_shape shape = shape_styled(frame);
    if (frame->element == SVG_ELEMENT_LINE)
        shape.fill.none = true;
    if (frame->style.hidden || !path.segments.count ||
        (shape.fill.none && shape.stroke.none))
        return;
    shape.kind = SVG_PATH;
    shape.segments = path.segments.items;
    shape.segment_count = path.segments.count;
    *ARRAY_PUSH(reader->arena, &reader->shapes) = shape;
}

/* --- text ---------------------------------------------------------------- */

/* dx, dy: lengths, in em too. */
static double
shift_attribute(struct svg_reader *reader, const char *name, double em)
{
    double value = 0;
    struct text text = svg_attribute(reader, name);
    if (text.data && !svg_length(text, em, &value)) {
        svg_report_value(reader, name);
        return 0;
    }
    return value;
}

void
svg_text_begin(struct svg_reader *reader, const struct svg_frame *frame)
{
    bool is_text = frame->element == SVG_ELEMENT_TEXT;
    if (is_text)
        reader->text_x = reader->text_y = 0;
    if (is_text || svg_attribute(reader, "x").data)
        reader->text_placed = true;
    reader->text_x = svg_length_attribute(reader, "x", reader->text_x);
    reader->text_y = svg_length_attribute(reader, "y", reader->text_y);
    reader->text_x += shift_attribute(reader, "dx", frame->style.font_size);
    reader->text_y += shift_attribute(reader, "dy", frame->style.font_size);
}

/* White space collapsed and trimmed, as xml:space="default" has it. */
static struct text
run_collapse(struct arena *arena, struct text run)
{
    char *copy = arena_string(arena, run);
    size_t size = 0;
    struct text word, rest = run;
    while (text_next_word(&rest, &word)) {
        if (size)
            copy[size++] = ' ';
        memcpy(copy + size, word.data, word.size);
        size += word.size;
    }
    copy[size] = '\0';
    return (struct text){copy, size};
}

void
svg_text_flush(struct svg_reader *reader, const struct svg_frame *frame)
{
    struct text text = run_collapse(reader->arena, buffer_text(&reader->run));
    buffer_clear(&reader->run);
    if (!text.size)
        return;
    if (!reader->text_placed) {
        diag_report_hint(reader->diag, SVG_ELEMENT,
                         TEXT("give every tspan its own x and y: text cannot "
                              "go on where other text ends"),
                         svg_reader_span(reader), TEXT_PRINTF(TEXT("tspan")));
        reader->failed = true;
        return;
    }
    reader->text_placed = false;
    if (frame->style.hidden || frame->style.fill.none)
        return;
    struct svg_shape shape = shape_styled(frame);
    shape.kind = SVG_TEXT;
    shape.text = text;
    shape.x = reader->text_x;
    shape.y = reader->text_y;
    memcpy(shape.matrix, frame->matrix, sizeof shape.matrix);
    *ARRAY_PUSH(reader->arena, &reader->shapes) = shape;
}
