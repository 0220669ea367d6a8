/* A face as a web font whose characters are its glyphs, for who shows pages
 * that are laid out already: what HarfBuzz chose is shown, and a browser
 * shapes nothing.
 *
 * Glyph n is the character GLYPH_FONT_FIRST + n, in a plane for private use. */
#ifndef FONT_GLYPH_FONT_H
#define FONT_GLYPH_FONT_H

#include "font/font.h"

enum { GLYPH_FONT_FIRST = 0xF0000 };

/* The file, in the arena.  False when the face cannot be written so. */
bool glyph_font(struct arena *arena, const struct font_face *face,
                struct text *bytes);

#endif
