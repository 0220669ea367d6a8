#include "pdf/pdf_content.h"

#include "pdf/pdf_format.h"

#include <stdlib.h>
#include <string.h>

/* A gap wider than this many ems starts the line anew instead of being put
 * into the TJ array. */
enum { WIDEST_GAP = 30 };

void
pdf_content_begin(struct pdf_content *content, const struct pdf_inks *inks,
                  struct pdf_tags *tags, uint32_t page, scaled height)
{
    enum { USUAL = 12 * 1024 }; /* bytes of a page */
    struct buffer out = content->out;
    buffer_clear(&out);
    buffer_reserve(&out, USUAL);
    *content = (struct pdf_content){
        .out = out, .inks = inks, .tags = tags, .page = page, .height = height};
    pdf_content_forget(content);
}

void
pdf_content_forget(struct pdf_content *content)
{
    content->text = (struct pdf_text_state){.expansion = 1000};
    /* Black is what a page begins with, but after Q anything may hold. */
    content->has_fill = content->has_stroke = false;
    content->has_overprint = false;
}

/* --- text objects and marked content ------------------------------------- */

static void
array_close(struct pdf_content *content)
{
    if (content->in_array)
        buffer_append(&content->out, ")]TJ\n", 5);
    content->in_array = false;
}

static void
mark_close(struct pdf_content *content)
{
    array_close(content);
    if (content->is_marked)
        buffer_append(&content->out, "EMC\n", 4);
    content->is_marked = false;
}

static void
text_close(struct pdf_content *content)
{
    mark_close(content);
    if (content->in_text)
        buffer_append(&content->out, "ET\n", 3);
    content->in_text = false;
}

void
pdf_content_end(struct pdf_content *content)
{
    mark_close(content);
    text_close(content);
}

static void
append_actual(struct pdf_content *content, struct text actual)
{
    buffer_append_string(&content->out, "/ActualText<FEFF");
    pdf_utf16(&content->out, actual);
    buffer_append_byte(&content->out, '>');
}

static const char *
artifact_properties(enum artifact artifact)
{
    switch (artifact) {
    case ARTIFACT_HEADER:
        return "/Artifact<</Type/Pagination/Subtype/Header"
               "/Attached[/Top]>>BDC\n";
    case ARTIFACT_FOOTER:
        return "/Artifact<</Type/Pagination/Subtype/Footer"
               "/Attached[/Bottom]>>BDC\n";
    case ARTIFACT_TAB:
        return "/Artifact<</Type/Pagination>>BDC\n";
    case ARTIFACT_NONE:
    case ARTIFACT_LAYOUT:
    case ARTIFACT_BACKGROUND:
        break;
    }
    return "/Artifact<</Type/Layout>>BDC\n";
}

/* A background says where it lies (14.8.2.2.2), so that reflowing viewers can
 * tell what it stands behind. */
static void
background_open(struct pdf_content *content, const scaled box[4])
{
    struct buffer *out = &content->out;
    scaled bottom = content->height - box[1] - box[3];
    buffer_append_string(out, "/Artifact<</Type/Background/BBox[");
    pdf_length(out, box[0]);
    buffer_append_byte(out, ' ');
    pdf_length(out, bottom);
    buffer_append_byte(out, ' ');
    pdf_length(out, box[0] + box[2]);
    buffer_append_byte(out, ' ');
    pdf_length(out, bottom + box[3]);
    buffer_append_string(out, "]>>BDC\n");
}

static void
mark_open(struct pdf_content *content, const struct pdf_place *place)
{
    struct buffer *out = &content->out;
    content->place = *place;
    content->place.box = NULL; /* it may not live as long */
    content->is_marked = content->tags || place->actual.data;
    if (!content->tags) {
        if (place->actual.data) {
            buffer_append_string(out, "/Span<<");
            append_actual(content, place->actual);
            buffer_append_string(out, ">>BDC\n");
        }
        return;
    }
    if (!place->tag && place->artifact == ARTIFACT_BACKGROUND && place->box) {
        background_open(content, place->box);
        return;
    }
    if (!place->tag) {
        buffer_append_string(out, artifact_properties(place->artifact));
        return;
    }
    buffer_append_byte(out, '/');
    buffer_append_string(out, place->tag->type);
    buffer_append_string(out, "<</MCID ");
    pdf_integer(out,
                pdf_tags_content(content->tags, place->tag, content->page));
    if (place->actual.data)
        append_actual(content, place->actual);
    buffer_append_string(out, ">>BDC\n");
}

static bool
is_same_place(const struct pdf_content *content, const struct pdf_place *place)
{
    if (content->place.actual.data || place->actual.data || place->box)
        return false;
    if (!content->tags)
        return true;
    return content->is_marked && content->place.tag == place->tag &&
           (place->tag || content->place.artifact == place->artifact);
}

void
pdf_content_text(struct pdf_content *content, const struct pdf_place *place)
{
    if (content->in_text && is_same_place(content, place))
        return;
    mark_close(content);
    if (!content->in_text) {
        buffer_append(&content->out, "BT\n", 3);
        content->in_text = true;
        content->has_line = false;
        content->line_x = content->line_y = 0;
    }
    mark_open(content, place);
}

void
pdf_content_graphics(struct pdf_content *content, const struct pdf_place *place)
{
    if (!content->in_text && is_same_place(content, place))
        return;
    mark_close(content);
    text_close(content);
    mark_open(content, place);
}

/* --- state --------------------------------------------------------------- */

void
pdf_content_resources(struct buffer *out)
{
    for (int i = 0; i < 4; i++)
        buffer_printf(out, "/O%d%d<</OP %s/op %s/OPM 1>>", i >> 1, i & 1,
                      i >> 1 ? "true" : "false", i & 1 ? "true" : "false");
}

static void
set_overprint(struct pdf_content *content, bool stroke, bool fill)
{
    if (!content->inks->press ||
        (content->has_overprint && content->stroke_overprints == stroke &&
         content->fill_overprints == fill))
        return;
    buffer_printf(&content->out, "/O%d%d gs\n", stroke, fill);
    content->has_overprint = true;
    content->stroke_overprints = stroke;
    content->fill_overprints = fill;
}

void
pdf_content_fill(struct pdf_content *content, uint32_t rgb)
{
    if (content->has_fill && content->fill == rgb)
        return;
    array_close(content);
    pdf_colour(&content->out, content->inks, rgb, false);
    set_overprint(content, content->stroke_overprints,
                  pdf_is_black(content->inks, rgb));
    content->has_fill = true;
    content->fill = rgb;
}

void
pdf_content_stroke(struct pdf_content *content, uint32_t rgb)
{
    if (content->has_stroke && content->stroke == rgb)
        return;
    array_close(content);
    pdf_colour(&content->out, content->inks, rgb, true);
    set_overprint(content, pdf_is_black(content->inks, rgb),
                  content->fill_overprints);
    content->has_stroke = true;
    content->stroke = rgb;
}

static void
set_number(struct pdf_content *content, int64_t *now, int64_t wanted,
           int decimals, const char *operator)
{
    if (*now == wanted)
        return;
    array_close(content);
    pdf_decimal(&content->out, wanted, decimals);
    buffer_append_string(&content->out, operator);
    *now = wanted;
}

static void
set_state(struct pdf_content *content, const struct pdf_text_state *state)
{
    struct pdf_text_state *now = &content->text;
    if (now->face != state->face || now->size != state->size) {
        array_close(content);
        buffer_append(&content->out, "/F", 2);
        pdf_integer(&content->out, state->face->face->index);
        buffer_append_byte(&content->out, ' ');
        pdf_decimal(&content->out, state->size, 3);
        buffer_append(&content->out, " Tf\n", 4);
        now->face = state->face;
        now->size = state->size;
    }
    /* Tz wants per cent. */
    set_number(content, &now->expansion, state->expansion, 1, " Tz\n");
    set_number(content, &now->tracking, state->tracking, 3, " Tc\n");
    set_number(content, &now->rise, state->rise, 3, " Ts\n");
}

/* --- showing ------------------------------------------------------------- */

/* Width in scaled points of `width` at the state's size; the pen moves in the
 * numbers that are written, not in the layout's, so that errors do not add
 * up. */
static scaled
pen_width(const struct pdf_text_state *state, em_width width)
{
    return scaled_ratio(width * state->size, state->expansion * SCALED_PT,
                        (int64_t)EM_WIDTH * 1000 * 1000);
}

static void
go_to_line(struct pdf_content *content, scaled x, int64_t line_y)
{
    int64_t line_x = pdf_hundredths(x);
    array_close(content);
    pdf_decimal(&content->out, line_x - content->line_x, 2);
    buffer_append_byte(&content->out, ' ');
    pdf_decimal(&content->out, line_y - content->line_y, 2);
    buffer_append(&content->out, " Td\n", 4);
    content->line_x = line_x;
    content->line_y = line_y;
    content->has_line = true;
    content->pen = scaled_ratio(line_x, SCALED_PT, 100);
}

/* Moves the pen to x by a number in the array: thousandths of an em, to the
 * left. */
static void
go_to_glyph(struct pdf_content *content, const struct pdf_text_state *state,
            scaled x)
{
    int64_t unit = state->size * state->expansion;
    int64_t number = 0;
    if (unit > 0)
        number = -scaled_ratio(x - content->pen, 1000 * 1000 * 1000,
                               unit * SCALED_PT);
    if (number && content->in_array)
        buffer_append_byte(&content->out, ')');
    if (!content->in_array)
        buffer_append_byte(&content->out, '[');
    if (number)
        pdf_integer(&content->out, number);
    if (number || !content->in_array)
        buffer_append_byte(&content->out, '(');
    content->in_array = true;
    if (number)
        content->pen -= pen_width(state, (em_width)(number * 100));
}

void
pdf_content_show(struct pdf_content *content,
                 const struct pdf_text_state *state, scaled x, scaled y,
                 const struct pdf_piece *piece)
{
    int64_t line_y = pdf_hundredths(content->height - y);
    scaled widest = WIDEST_GAP * scaled_ratio(state->size, SCALED_PT, 1000);
    if (memcmp(&content->text, state, sizeof *state) != 0)
        set_state(content, state);
    if (!content->has_line || line_y != content->line_y ||
        llabs(x - content->pen) > widest)
        go_to_line(content, x, line_y);
    go_to_glyph(content, state, x);
    buffer_append_text(&content->out, piece->codes);
    content->pen += pen_width(state, piece->width);
    if (state->tracking)
        content->pen += scaled_ratio(state->tracking * piece->glyph_count,
                                     state->expansion * SCALED_PT, 1000 * 1000);
}
