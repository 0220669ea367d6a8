/* Pictures of a book: found, measured, checked once a process, shared
 * read-only.  No picture ever reaches libharu's loaders.  PNG by libpng, JPEG
 * by our own reader of its headers, SVG by media/svg. */
#ifndef MEDIA_IMAGE_H
#define MEDIA_IMAGE_H

#include "base/diag.h"
#include "base/file.h"
#include "base/scaled.h"

#include <stdint.h>

enum image_kind { IMAGE_PNG, IMAGE_JPEG, IMAGE_SVG };

struct svg; /* media/svg.h */

struct image {
    enum image_kind kind;
    struct text path;       /* in the book */
    struct text bytes;      /* the file without metadata; SVG: as
                                  svg_write has it */
    uint32_t width, height; /* pixels; SVG: view box, rounded up */
    scaled natural_width, natural_height; /* at its own resolution or 96 dpi */
    uint8_t components;                   /* gray 1, RGB 3; CMYK is refused */
    uint8_t orientation; /* JPEG: 1 upright; 2..8 as in EXIF: how the
                            stored rows are to be turned.  width and
                            height are those of the turned picture */
    const struct svg *svg;
};

struct image_store;

struct image_store *image_store_new(const struct folder *folder);
void image_store_free(struct image_store *store);
/* The picture at `path` in the book; NULL after reporting at `from`:
 * missing, outside, not an image, broken, too large (40 megapixels), SVG
 * beyond our subset.  Loaded once; thread-safe. */
const struct image *image_load(struct image_store *store, struct text path,
                               struct span from, struct diag *diag);

/* Pixels of a PNG or JPEG, decoded: 8 bits a component, rows as they are
 * stored, from the top; `alpha` NULL when it has none.  Malloced; free both.
 * False when it is broken. */
struct pixels {
    uint32_t width, height;
    uint8_t components; /* 1 or 3 */
    uint8_t *colour, *alpha;
};
bool image_decode(const struct image *image, struct pixels *pixels);
bool image_decode_png(const struct image *image, struct pixels *pixels);
bool image_decode_jpeg(const struct image *image, struct pixels *pixels);

/* A PNG whose compressed rows can stand in a PDF as they are: 8 bits a
 * component or less, neither alpha, transparent colours nor interlacing. */
struct png_rows {
    struct text data;    /* zlib data with PNG's predictors, in the arena */
    struct text palette; /* RGB triples; empty when there is none */
    uint32_t width, height;
    uint8_t components; /* 1 or 3 */
    uint8_t bits;       /* a component: 1, 2, 4, 8 */
};
/* False when this PNG must be decoded. */
bool image_png_rows(struct arena *arena, const struct image *image,
                    struct png_rows *rows);

#endif
