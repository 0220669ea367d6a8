/* Which characters, and which two side by side, may make a font's GSUB or
 * GPOS do more than kern a pair.
 *
 * Private to font/.  The tables are read, conservatively: a rule that is not
 * understood counts as one that fires.  Where nothing can fire, a word is its
 * characters' own glyphs plus pair kerning, and HarfBuzz need not be asked. */
#ifndef FONT_TRIGGER_H
#define FONT_TRIGGER_H

#include "font/font.h"

#include <hb.h>

/* Characters by a dense number: those common in Latin text. */
enum { TRIGGER_CHARACTERS = 384, TRIGGER_WORDS = TRIGGER_CHARACTERS / 64 };

struct trigger_set {
    uint64_t bits[TRIGGER_WORDS];
};

struct triggers {
    struct trigger_set alone;                     /* wherever it stands */
    struct trigger_set after[TRIGGER_CHARACTERS]; /* a pair, by its first */
};

/* The numbers of the characters that a face's glyphs stand for. */
struct trigger_glyphs {
    const uint16_t *first; /* by glyph: number + 1, 0 none */
    unsigned glyph_count;
    const uint16_t *others; /* by number: next number + 1 of the same glyph */
};

/* Fills *triggers for a font's shaping plan.  False when the face is shaped by
 * other tables (AAT), so that nothing can be said. */
bool triggers_find(const struct font *font, hb_shape_plan_t *plan,
                   const struct trigger_glyphs *glyphs,
                   struct triggers *triggers);

static inline bool
trigger_has(const struct trigger_set *set, unsigned number)
{
    return set->bits[number / 64] >> (number % 64) & 1;
}

#endif
