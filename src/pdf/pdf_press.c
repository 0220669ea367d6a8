/* What a print shop needs around a page: a bleed, marks to cut and fold by,
 * and boxes that tell where these are (PDF/X-4, ISO 15930-7).
 *
 * The origin is moved, so that the MediaBox begins at 0 0: tools for imposing
 * pages are known to forget another origin.  There is no CropBox, which would
 * hide the marks from viewers and serves no print shop. */
#include "pdf/pdf_format.h"
#include "pdf/pdf_writer.h"

/* Marks begin where the bleed has ended, so that none is cut into: ISO
 * 15930-7 wants them outside the BleedBox. */
enum {
    MARK_GAP = 1,    /* mm, from the bleed */
    MARK_LENGTH = 5, /* mm */
    MARK_EDGE = 1    /* mm, from mark to the edge of the media */
};
static const scaled MARK_WIDTH = SCALED_PT / 4;

static scaled
media_margin(const struct pdf_press *press)
{
    return press->bleed + (MARK_GAP + MARK_LENGTH + MARK_EDGE) * SCALED_MM;
}

void
pdf_press_open(struct pdf_writer *writer)
{
    const struct pdf_press *press = writer->rules->press;
    struct buffer *out = &writer->content.out;
    if (!press)
        return;
    buffer_append_string(out, "1 0 0 1 ");
    pdf_length(out, media_margin(press));
    buffer_append_byte(out, ' ');
    pdf_length(out, media_margin(press));
    buffer_append_string(out, " cm\n");
}

/* --- bleed ---------------------------------------------------------------- */

/* What reaches an edge of the page goes on into the bleed. */
static void
reach_out(scaled *at, scaled *length, scaled edge, scaled bleed)
{
    if (*at <= 0 && *at + *length > 0) {
        *length += *at + bleed;
        *at = -bleed;
    }
    if (*at < edge && *at + *length >= edge)
        *length = edge + bleed - *at;
}

struct mark
pdf_press_bleed(const struct pdf_writer *writer, const struct page *page,
                const struct mark *mark)
{
    struct mark bled = *mark;
    const struct pdf_press *press = writer->rules->press;
    bool is_line = mark->kind == MARK_LINE;
    if (!press || (mark->kind != MARK_RECT && !is_line))
        return bled;
    if (!is_line || mark->height == 0)
        reach_out(&bled.x, &bled.width, page->width, press->bleed);
    if (!is_line || mark->width == 0)
        reach_out(&bled.y, &bled.height, page->height, press->bleed);
    return bled;
}

/* --- marks ---------------------------------------------------------------- */

static void
line(struct buffer *out, scaled x, scaled y, scaled width, scaled height)
{
    const scaled at[4] = {x, y, x + width, y + height};
    for (int i = 0; i < 4; i++) {
        pdf_length(out, at[i]);
        buffer_append_string(out, i == 1 ? " m " : i == 3 ? " l S\n" : " ");
    }
}

/* Above and below a place on the lower and upper edge. */
static void
upright_marks(struct buffer *out, const struct page *page, scaled x,
              scaled away)
{
    line(out, x, -away, 0, -MARK_LENGTH * SCALED_MM);
    line(out, x, page->height + away, 0, MARK_LENGTH * SCALED_MM);
}

void
pdf_press_marks(struct pdf_writer *writer, const struct page *page)
{
    const struct pdf_press *press = writer->rules->press;
    struct pdf_content *content = &writer->content;
    struct buffer *out = &content->out;
    struct pdf_place place = {.artifact = ARTIFACT_LAYOUT};
    if (!press)
        return;
    scaled away = press->bleed + MARK_GAP * SCALED_MM;
    pdf_content_graphics(content, &place);
    /* On all plates, to lay them over one another by; with one ink alone a
     * mark on the others would have them made. */
    buffer_append_string(out, writer->inks.is_black ? "0 0 0 1 K "
                                                    : "/All CS 1 SCN ");
    pdf_length(out, MARK_WIDTH);
    buffer_append_string(out, " w\n");
    for (int right = 0; right < 2; right++)
        upright_marks(out, page, right ? page->width : 0, away);
    for (int top = 0; top < 2; top++) {
        scaled y = top ? page->height : 0;
        line(out, -away, y, -MARK_LENGTH * SCALED_MM, 0);
        line(out, page->width + away, y, MARK_LENGTH * SCALED_MM, 0);
    }
    buffer_append_string(out, press->fold_count ? "[1 1] 0 d\n" : "");
    for (int i = 0; i < press->fold_count; i++)
        upright_marks(out, page, press->folds[i], away);
    pdf_content_forget(content);
}

/* --- boxes and resources -------------------------------------------------- */

static void
box(struct buffer *out, const char *name, const struct page *page,
    scaled margin, scaled around)
{
    const scaled at[4] = {margin - around, margin - around,
                          margin + page->width + around,
                          margin + page->height + around};
    buffer_printf(out, "/%s[", name);
    for (int i = 0; i < 4; i++) {
        pdf_length(out, at[i]);
        buffer_append_byte(out, i < 3 ? ' ' : ']');
    }
}

void
pdf_press_boxes(const struct pdf_writer *writer, const struct page *page,
                struct buffer *out)
{
    const struct pdf_press *press = writer->rules->press;
    scaled margin = press ? media_margin(press) : 0;
    box(out, "MediaBox", page, margin, margin);
    if (!press)
        return;
    box(out, "BleedBox", page, margin, press->bleed);
    box(out, "TrimBox", page, margin, 0);
}

void
pdf_press_resources(const struct pdf_writer *writer, struct buffer *out)
{
    if (!writer->rules->press)
        return;
    buffer_append_string(out, "/ExtGState<<");
    pdf_content_resources(out);
    buffer_append_string(out, ">>/ColorSpace<</All[/Separation/All/DeviceCMYK"
                              "<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]"
                              "/C1[1 1 1 1]/N 1>>]>>");
}
