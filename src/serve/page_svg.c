#include "serve/page_svg.h"

#include "font/glyph_font.h"
#include "serve/page_draw.h"
#include "serve/svg_out.h"

/* --- glyphs --------------------------------------------------------------- */

/* Glyphs that make one SVG text: of one face, size, rise and colour. */
struct glyph_run {
    struct buffer *out;
    struct buffer places, characters; /* x coordinates; what stands there */
    const struct font_face *face;
    scaled size, y;
    int expansion;
    colour colour;
};

void
glyph_run_end(struct glyph_run *run)
{
    struct buffer *out = run->out;
    if (!run->characters.size)
        return;
    buffer_append_string(out, "<text class=\"f");
    out_integer(out, run->face->index);
    buffer_append_byte(out, '"');
    out_length_attribute(out, "font-size", run->size);
    out_length_attribute(out, "y", run->y);
    if (run->colour)
        out_colour_attribute(out, "fill", run->colour);
    if (run->expansion != 1000) {
        buffer_append_string(out, " transform=\"scale(");
        out_real(out, run->expansion / 1000.0);
        buffer_append_string(out, " 1)\"");
    }
    buffer_append_string(out, " x=\"");
    buffer_append_text(out, buffer_text(&run->places));
    buffer_append_string(out, "\">");
    buffer_append_text(out, buffer_text(&run->characters));
    buffer_append_string(out, "</text>\n");
    buffer_clear(&run->places);
    buffer_clear(&run->characters);
}

static void
run_glyph(struct glyph_run *run, const struct font_face *face, scaled size,
          scaled x, scaled y, unsigned glyph)
{
    if (run->face != face || run->size != size || run->y != y) {
        glyph_run_end(run);
        run->face = face;
        run->size = size;
        run->y = y;
    }
    if (run->places.size)
        buffer_append_byte(&run->places, ' ');
    out_length(&run->places, scaled_ratio(x, 1000, run->expansion));
    buffer_append_code_point(&run->characters, GLYPH_FONT_FIRST + glyph);
}

scaled
draw_glyphs(struct glyph_run *run, const struct shape *shape,
            const struct glyph_size *size, scaled x, scaled y)
{
    for (; shape; shape = shape->next) {
        scaled em = shape_size(shape, size->size);
        int64_t units = shape->font->face->units_per_em;
        int64_t pen = 0; /* font units */
        for (uint32_t i = 0; i < shape->glyph_count; i++) {
            const struct glyph *glyph = &shape->glyphs[i];
            scaled at = scaled_ratio(em, pen + glyph->x_offset, units);
            at = scaled_ratio(at, run->expansion, 1000) + size->tracking * i;
            run_glyph(run, shape->font->face, em, x + at,
                      y - scaled_ratio(em, glyph->y_offset, units), glyph->id);
            pen += glyph->advance;
        }
        x += scaled_ratio(scaled_ratio(em, shape->width, units), run->expansion,
                          1000) +
             size->tracking * shape->glyph_count;
    }
    return x;
}

static int
expansion_of(const struct mark *mark)
{
    return mark->text.expansion > 0 ? mark->text.expansion : 1000;
}

static void
text_glyphs(struct glyph_run *run, const struct mark *mark)
{
    struct glyph_size size = {mark->text.size, mark->text.tracking};
    if (run->expansion != expansion_of(mark) || run->colour != mark->colour)
        glyph_run_end(run);
    run->expansion = expansion_of(mark);
    run->colour = mark->colour;
    for (uint32_t i = 0; i < mark->text.word_count; i++)
        draw_glyphs(run, mark->text.words[i].shape, &size,
                    mark->x + mark->text.words[i].x, mark->y);
}

struct glyph_run *
glyph_run_new(struct arena *arena, struct buffer *out)
{
    struct glyph_run *run = ARENA_NEW(arena, struct glyph_run);
    *run = (struct glyph_run){.out = out, .expansion = 1000};
    return run;
}

void
glyph_run_colour(struct glyph_run *run, colour rgb)
{
    glyph_run_end(run);
    run->colour = rgb;
    run->expansion = 1000;
}

void
glyph_run_release(struct glyph_run *run)
{
    buffer_release(&run->places);
    buffer_release(&run->characters);
}

/* --- the text over them --------------------------------------------------- */

static scaled
word_width(const struct mark *mark, const struct page_word *word)
{
    scaled width = 0;
    for (const struct shape *s = word->shape; s; s = s->next)
        width +=
            scaled_ratio(scaled_ratio(shape_size(s, mark->text.size), s->width,
                                      s->font->face->units_per_em),
                         expansion_of(mark), 1000) +
            mark->text.tracking * s->glyph_count;
    return width;
}

static void
word_text(const struct mark *mark, size_t number, uint32_t at,
          struct buffer *out)
{
    const struct page_word *word = &mark->text.words[at];
    scaled width = word_width(mark, word);
    buffer_append_string(out, "<tspan data-w=\"");
    out_integer(out, (long long)number);
    buffer_append_byte(out, '.');
    out_integer(out, at);
    buffer_append_byte(out, '"');
    out_length_attribute(out, "x", mark->x + word->x);
    if (width > 0) {
        out_length_attribute(out, "textLength", width);
        buffer_append_string(out, " lengthAdjust=\"spacingAndGlyphs\"");
    }
    buffer_append_byte(out, '>');
    if (mark->text.actual.size && mark->text.word_count == 1)
        buffer_append_markup(out, mark->text.actual);
    else
        for (const struct shape *s = word->shape; s; s = s->next)
            buffer_append_markup(out, s->text);
    buffer_append_string(out, "</tspan>");
}

static void
mark_text(const struct mark *mark, size_t number, struct buffer *out)
{
    if (mark->kind != MARK_TEXT || mark->part == PART_LEADER ||
        mark->part == PART_SOFT_HYPHEN || !mark->text.word_count)
        return;
    buffer_append_string(out, "<text");
    out_length_attribute(out, "y", mark->y);
    out_length_attribute(out, "font-size", mark->text.size);
    buffer_append_byte(out, '>');
    for (uint32_t i = 0; i < mark->text.word_count; i++) {
        if (i)
            buffer_append_byte(out, ' ');
        word_text(mark, number, i, out);
    }
    if (mark->space_after)
        buffer_append_byte(out, ' ');
    buffer_append_string(out, "</text>\n");
}

/* --- links ---------------------------------------------------------------- */

/* Where a link within the book leads, as a number of a page from 1. */
static void
link_area(const struct page_link *link, const struct page_svg_rules *rules,
          struct buffer *out)
{
    const struct node *target = link->node->target;
    const struct page *page = target ? pages_find(rules->pages, target) : NULL;
    if (!page)
        return;
    buffer_append_string(out, "<rect class=\"link\" data-page=\"");
    out_integer(out, (long long)page->index);
    buffer_append_byte(out, '"');
    out_length_attribute(out, "x", link->x);
    out_length_attribute(out, "y", link->y);
    out_length_attribute(out, "width", link->width);
    out_length_attribute(out, "height", link->height);
    buffer_append_string(out, "/>\n");
}

/* --- the page ------------------------------------------------------------- */

void
page_svg(const struct page *page, const struct page_svg_rules *rules,
         struct buffer *out)
{
    struct arena *arena = arena_new();
    struct glyph_run *run = glyph_run_new(arena, out);
    buffer_append_string(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                              "viewBox=\"0 0 ");
    out_length(out, page->width);
    buffer_append_byte(out, ' ');
    out_length(out, page->height);
    buffer_append_string(out, "\"><g class=\"glyphs\" aria-hidden=\"true\">\n");
    for (size_t i = 0; i < page->mark_count; i++) {
        const struct mark *mark = &page->marks[i];
        if (mark->kind == MARK_TEXT) {
            text_glyphs(run, mark);
            continue;
        }
        glyph_run_end(run);
        draw_mark(mark, rules, run, out);
    }
    glyph_run_end(run);
    buffer_append_string(out, "</g>\n");
    if (rules->has_text) {
        for (size_t i = 0; i < page->link_count; i++)
            link_area(&page->links[i], rules, out);
        buffer_append_string(out, "<g class=\"text\">\n");
        for (size_t i = 0; i < page->mark_count; i++)
            mark_text(&page->marks[i], i, out);
        buffer_append_string(out, "</g>\n");
    }
    buffer_append_string(out, "</svg>\n");
    glyph_run_release(run);
    arena_free(arena);
}

/* --- digest --------------------------------------------------------------- */

/* Mixes as in MurmurHash3's finalizer (Appleby, public domain). */
static uint64_t
mix(uint64_t digest, uint64_t value)
{
    digest = (digest ^ value) * 0xFF51AFD7ED558CCDu;
    return digest ^ digest >> 33;
}

static uint64_t
digest_text(uint64_t digest, const struct mark *mark)
{
    digest = mix(digest, (uint64_t)mark->text.size);
    digest = mix(digest, (uint64_t)mark->text.expansion << 32 ^
                             (uint64_t)mark->text.tracking);
    for (uint32_t i = 0; i < mark->text.word_count; i++) {
        const struct page_word *word = &mark->text.words[i];
        digest = mix(digest, (uint64_t)word->x);
        for (const struct shape *s = word->shape; s; s = s->next) {
            digest = mix(digest, s->font->face->index);
            for (uint32_t j = 0; j < s->glyph_count; j++)
                digest = mix(digest, s->glyphs[j].id);
            digest = mix(digest, text_hash(s->text));
        }
    }
    return digest;
}

static uint64_t
digest_mark(uint64_t digest, const struct mark *mark)
{
    digest = mix(digest, (uint64_t)mark->kind << 40 ^
                             (uint64_t)mark->part << 32 ^ mark->colour);
    digest = mix(digest, (uint64_t)mark->x << 32 ^ (uint64_t)mark->y);
    if (mark->kind == MARK_TEXT)
        return digest_text(digest, mark);
    digest = mix(digest, (uint64_t)mark->width << 32 ^ (uint64_t)mark->height);
    if (mark->kind == MARK_IMAGE && mark->image.image)
        return mix(digest, text_hash(mark->image.image->bytes));
    return digest;
}

uint64_t
page_svg_digest(const struct page *page)
{
    uint64_t digest = mix((uint64_t)page->width, (uint64_t)page->height);
    for (size_t i = 0; i < page->mark_count; i++)
        digest = digest_mark(digest, &page->marks[i]);
    return digest;
}
