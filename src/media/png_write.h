/* Pixels to a PNG file in memory. */
#ifndef MEDIA_PNG_WRITE_H
#define MEDIA_PNG_WRITE_H

#include "base/buffer.h"

#include <stdint.h>

/* `pixels`: one byte a pixel, rows from the top: places in `palette`, whose
 * `colours` entries (at most 256) are 0xRRGGBB.  False when memory for the
 * compressor lacks. */
bool png_write_palette(const uint8_t *pixels, uint32_t width, uint32_t height,
                       const uint32_t *palette, size_t colours,
                       struct buffer *out);

#endif
