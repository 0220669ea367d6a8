/* Pixels to a PNG file in memory. */
#ifndef MEDIA_PNG_WRITE_H
#define MEDIA_PNG_WRITE_H

#include "base/buffer.h"

#include <stdint.h>

/* `rgb`: 3 bytes a pixel, rows from the top.  False when libpng fails. */
bool png_write_rgb(const uint8_t *rgb, uint32_t width, uint32_t height,
                   struct buffer *out);

#endif
