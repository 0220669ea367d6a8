/* Words whose shape is their characters' own glyphs plus kerning of pairs:
 * nine of ten, found without HarfBuzz.
 *
 * Private to font/.  Which words these are is read from the font (trigger.h);
 * each pair's kerning is asked of HarfBuzz once.  The result is what HarfBuzz
 * gives, down to the flags: the tests compare all words of wdutch. */
#ifndef FONT_SIMPLE_H
#define FONT_SIMPLE_H

#include "font/shape.h"
#include "font/shaper.h"

struct simple;

/* Longer words are left to HarfBuzz. */
enum { SIMPLE_GLYPHS_MOST = 64 };

struct simple *simple_new(const struct shaper *shaper);
void simple_free(struct simple *simple);
/* Writes the word's glyphs and returns how many; -1 when the word is not
 * simple.  `buffer` is for asking about pairs.  Thread-safe as long as
 * buffers differ. */
int simple_shape(struct simple *simple, hb_buffer_t *buffer, struct text word,
                 struct glyph glyphs[SIMPLE_GLYPHS_MOST]);

#endif
