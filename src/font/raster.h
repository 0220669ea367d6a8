/* Words drawn in pixels, for the cover of an e-book. */
#ifndef FONT_RASTER_H
#define FONT_RASTER_H

#include "font/shape.h"

/* A drawing of coverage: one byte a pixel, 0 to `shades` - 1, rows from the
 * top. */
struct raster {
    uint8_t *pixels;
    int width, height;
    int shades; /* 2 to 256 */
};

/* Adds a shaped word, its baseline beginning at (x, y), at `size` pixels an
 * em, every shade raised by `base`.  What falls outside is cut off.  Returns
 * the width. */
int raster_word(const struct shape *shape, int size, int x, int y, int base,
                const struct raster *raster);
/* The width alone. */
int raster_width(const struct shape *shape, int size);

#endif
