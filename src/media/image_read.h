/* The readers of raster formats, behind media/image.  Each fills width,
 * height, natural size and its own fields of an image whose `bytes` are the
 * whole file, and replaces `bytes` by a copy without metadata. */
#ifndef MEDIA_IMAGE_READ_H
#define MEDIA_IMAGE_READ_H

#include "media/image.h"

enum { IMAGE_MAX_PIXELS = 40 * 1000 * 1000 };

enum image_verdict {
    IMAGE_FINE,
    IMAGE_FAULTY,     /* *why says what is broken */
    IMAGE_NOT_SUITED, /* *why says what we cannot use */
    IMAGE_TOO_MANY_PIXELS
};

enum image_verdict png_read(struct arena *arena, struct image *image,
                            const char **why);
enum image_verdict jpeg_read(struct arena *arena, struct image *image,
                             const char **why);

/* Big-endian numbers, as PNG and JPEG have them. */
static inline uint32_t
read_u16(const char *at)
{
    const unsigned char *byte = (const unsigned char *)at;
    return (uint32_t)byte[0] << 8 | byte[1];
}

static inline uint32_t
read_u32(const char *at)
{
    return read_u16(at) << 16 | read_u16(at + 2);
}

#endif
