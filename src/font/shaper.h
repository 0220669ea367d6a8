/* One font set to work: text in, HarfBuzz glyphs out.
 *
 * Private to font/.  It keeps nothing of what it shapes (shape.c does) and
 * knows no fallback fonts. */
#ifndef FONT_SHAPER_H
#define FONT_SHAPER_H

#include "font/font.h"

#include <hb.h>

struct shaper;

struct shaper *shaper_new(const struct font *font, hb_language_t language);
void shaper_free(struct shaper *shaper);

/* Replaces the buffer's content by the glyphs of `text`.  Clusters are bytes
 * of the text, by graphemes.  Thread-safe as long as buffers differ. */
void shaper_run(const struct shaper *shaper, hb_buffer_t *buffer,
                struct text text);
/* The same for characters by code point, without any standing in for others;
 * clusters are indices. */
void shaper_run_characters(const struct shaper *shaper, hb_buffer_t *buffer,
                           const uint32_t *code_points, unsigned count);
const struct font *shaper_font(const struct shaper *shaper);
hb_shape_plan_t *shaper_plan(const struct shaper *shaper);
/* Characters that are in the text but get no glyph. */
bool shaper_is_invisible(unsigned code_point);

#endif
