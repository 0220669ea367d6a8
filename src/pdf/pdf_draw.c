#include "pdf/pdf_writer.h"

#include "pdf/pdf_format.h"
#include "pdf/pdf_icon.h"

/* A quarter of a circle as one cubic: 4/3 (sqrt 2 - 1), in 1/10000. */
enum { KAPPA = 5523 };

static void
point(struct pdf_content *content, scaled x, scaled y)
{
    pdf_length(&content->out, x);
    buffer_append_byte(&content->out, ' ');
    pdf_length(&content->out, content->height - y);
    buffer_append_byte(&content->out, ' ');
}

static void
operator(struct pdf_content *content, const char *name)
{
    buffer_append_string(&content->out, name);
    buffer_append_byte(&content->out, '\n');
}

static void
curve(struct pdf_content *content, const scaled at[6])
{
    for (int i = 0; i < 6; i += 2)
        point(content, at[i], at[i + 1]);
    operator(content, "c");
}

static void
rounded(struct pdf_content *content, const struct mark *mark, scaled r)
{
    scaled l = mark->x, t = mark->y, ri = l + mark->width;
    scaled b = t + mark->height, k = r - scaled_ratio(r, KAPPA, 10000);
    point(content, l + r, t);
    operator(content, "m");
    point(content, ri - r, t);
    operator(content, "l");
    curve(content, (scaled[]){ri - k, t, ri, t + k, ri, t + r});
    point(content, ri, b - r);
    operator(content, "l");
    curve(content, (scaled[]){ri, b - k, ri - k, b, ri - r, b});
    point(content, l + r, b);
    operator(content, "l");
    curve(content, (scaled[]){l + k, b, l, b - k, l, b - r});
    point(content, l, t + r);
    operator(content, "l");
    curve(content, (scaled[]){l, t + k, l + k, t, l + r, t});
    operator(content, "h");
}

static void
rectangle(struct pdf_content *content, const struct mark *mark)
{
    scaled radius = mark->line.radius;
    if (radius > mark->width / 2)
        radius = mark->width / 2;
    if (radius > mark->height / 2)
        radius = mark->height / 2;
    if (radius > 0) {
        rounded(content, mark, radius);
        return;
    }
    point(content, mark->x, mark->y + mark->height);
    pdf_length(&content->out, mark->width);
    buffer_append_byte(&content->out, ' ');
    pdf_length(&content->out, mark->height);
    operator(content, " re");
}

static void
line_width(struct pdf_content *content, scaled width)
{
    pdf_length(&content->out, width > 0 ? width : SCALED_PT / 2);
    operator(content, " w");
}

static void
draw_icon(struct pdf_content *content, const struct mark *mark)
{
    const char *path = pdf_icon_find(mark->path.name);
    scaled stroke =
        mark->path.stroke > 0 ? mark->path.stroke : mark->width / 12;
    if (!path || mark->width <= 0 || mark->height <= 0)
        return;
    /* The path lies in 100 x 100 units; the pen is scaled back. */
    double unit = scaled_to_pt(mark->width) / 100;
    double matrix[6] = {unit,
                        0,
                        0,
                        -scaled_to_pt(mark->height) / 100,
                        scaled_to_pt(mark->x),
                        scaled_to_pt(content->height - mark->y)};
    pdf_content_stroke(content, mark->colour);
    buffer_append_string(&content->out, "q ");
    pdf_reals(&content->out, matrix, 6);
    buffer_append_string(&content->out, "cm 1 J 1 j ");
    pdf_real(&content->out, scaled_to_pt(stroke) / unit);
    buffer_append_string(&content->out, " w\n");
    buffer_append_string(&content->out, path);
    buffer_append_string(&content->out, "\nS Q\n");
}

static void
draw_outline(struct pdf_content *content, const struct mark *mark)
{
    pdf_content_stroke(content, mark->colour);
    line_width(content, mark->line.stroke);
    if (mark->kind == MARK_FRAME) {
        if (mark->line.dashed)
            operator(content, "[4 3] 0 d");
        rectangle(content, mark);
        operator(content, "S");
        if (mark->line.dashed)
            operator(content, "[] 0 d");
        return;
    }
    point(content, mark->x, mark->y);
    operator(content, "m");
    point(content, mark->x + mark->width, mark->y + mark->height);
    operator(content, "l S");
}

/* Icons say nothing that text does not say, but for boxes to tick: those are
 * read out. */
static struct pdf_place
icon_place(struct pdf_writer *writer, const struct mark *mark)
{
    struct pdf_place place = {.artifact = ARTIFACT_LAYOUT};
    bool is_box = text_equals(mark->path.name, "box");
    bool is_checked = text_equals(mark->path.name, "box-checked");
    if (!is_box && !is_checked)
        return place;
    place = pdf_mark_place(writer, mark);
    if (place.tag && !place.tag->actual.data)
        place.tag->actual =
            book_word(writer->rules->book, is_box ? "checkbox" : "checked");
    return place;
}

void
pdf_draw_mark(struct pdf_writer *writer, const struct mark *mark)
{
    struct pdf_content *content = &writer->content;
    struct pdf_place place = {.artifact = mark->artifact ? mark->artifact
                                                         : ARTIFACT_LAYOUT};
    if (mark->kind == MARK_PATH && mark->artifact == ARTIFACT_NONE)
        place = icon_place(writer, mark);
    scaled box[4] = {mark->x, mark->y, mark->width, mark->height};
    if (place.artifact == ARTIFACT_BACKGROUND && mark->kind == MARK_RECT)
        place.box = box;
    pdf_content_graphics(content, &place);
    if (mark->kind == MARK_PATH) {
        draw_icon(content, mark);
    } else if (mark->kind == MARK_RECT) {
        pdf_content_fill(content, mark->colour);
        rectangle(content, mark);
        operator(content, "f");
    } else {
        draw_outline(content, mark);
    }
}
