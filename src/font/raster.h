/* Words drawn in pixels, for the cover of an e-book. */
#ifndef FONT_RASTER_H
#define FONT_RASTER_H

#include "font/shape.h"

/* Blends a shaped word into an RGB picture, its baseline beginning at (x, y),
 * at `pixels` an em.  What falls outside is cut off.  Returns the width. */
int raster_word(const struct shape *shape, int pixels, int x, int y,
                uint32_t rgb, uint8_t *picture, int width, int height);
/* The width alone. */
int raster_width(const struct shape *shape, int pixels);

#endif
