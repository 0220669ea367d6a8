/* Words set in glyphs by HarfBuzz, kept for the whole process.
 *
 * A shape does not depend on size, edition or thread: the same text in the
 * same font is shaped once and shared read-only.  Widths are font units. */
#ifndef FONT_SHAPE_H
#define FONT_SHAPE_H

#include "base/scaled.h"
#include "font/font.h"

struct glyph {
    uint16_t id;
    uint16_t cluster; /* byte in the shape's text where it begins */
    int16_t advance;  /* with kerning */
    int16_t x_offset, y_offset;
    uint16_t is_safe; /* a line may be broken before it without reshaping */
};

struct shape {
    const struct font *font; /* the one that had the glyphs */
    struct text text;        /* what these glyphs stand for; the head of a
                                chain too has only its own part */
    const struct glyph *glyphs;
    uint32_t glyph_count;
    int32_t width;            /* sum of the advances, font units */
    const struct shape *next; /* rest of the word, in a fallback font */
    uint32_t number;          /* of this piece in its cache, from 0: for tables;
                                 not the same in every run */
    /* Holds a character that no font has: shown as U+FFFD, or as glyph 0 when
     * the last font has not even that.  The head of a chain tells it for the
     * whole chain. */
    bool has_missing;
};

struct shape_cache;

struct shape_cache *shape_cache_new(void);
void shape_cache_free(struct shape_cache *cache);
/* The language words are shaped in (BCP 47; "nl" unless told): chooses forms
 * such as the accented ij.  To be called before the first shape_word.  A
 * cache serves one font set. */
void shape_cache_set_language(struct shape_cache *cache, struct text language);

/* The shape of a word (any text without line breaks; what is longer than
 * 60,000 bytes becomes several pieces of the chain).  Thread-safe; never
 * NULL; the same pointer for the same word and font.
 *
 * No-break spaces get the space's glyph, U+2011 the hyphen's where the font
 * has none, a lone ij ligature the letters i and j.  Soft hyphens, U+200B,
 * U+2060 and U+FEFF get no glyph: their bytes lie in the cluster before. */
const struct shape *shape_word(struct shape_cache *cache,
                               const struct font *font, struct text word);
/* How many words are kept: for statistics. */
size_t shape_cache_count(struct shape_cache *cache);
/* More than the number of any shape made so far. */
size_t shape_cache_numbers(struct shape_cache *cache);
/* What glyph `index` stands for, without the characters that get no glyph:
 * the text of its cluster.  All glyphs of a cluster (has the same `cluster`)
 * give the same text.  Points into the shape's text, or into `arena` when
 * something had to be left out. */
struct text shape_glyph_text(struct arena *arena, const struct shape *shape,
                             uint32_t index);
/* Width of the whole chain at a size (scaled points of the role "text"; the
 * font's own scale applies). */
scaled shape_width(const struct shape *shape, scaled size);
/* Effective size of a segment: size * font->scale / 1000. */
static inline scaled
shape_size(const struct shape *segment, scaled size)
{
    return segment->font->scale == 1000
               ? size
               : scaled_ratio(size, segment->font->scale, 1000);
}

/* Optical margin of a glyph that stands first or last in a line, in 1/1000 of
 * the em, by the character it stands for (after Thành 2000). */
int shape_protrusion_left(const struct shape *shape);
int shape_protrusion_right(const struct shape *shape);

#endif
