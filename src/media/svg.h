/* Our subset of SVG (src/media/README.md): shapes, paths, groups, transforms,
 * text, as a flat list of painted paths and text runs in the picture's own
 * coordinates.  What is not in the subset is an error with its place. */
#ifndef MEDIA_SVG_H
#define MEDIA_SVG_H

#include "base/diag.h"
#include "base/source.h"

#include <stdint.h>

enum svg_command { SVG_MOVE, SVG_LINE, SVG_CURVE, SVG_CLOSE };

struct svg_segment { /* absolute, transforms applied; curves are cubic */
    enum svg_command command;
    double x1, y1, x2, y2, x, y;
};

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

struct svg_paint {
    bool none;
    uint32_t rgb; /* 0xRRGGBB */
};

struct svg_shape {
    enum { SVG_PATH, SVG_TEXT } kind;
    struct svg_paint fill, stroke;
    bool even_odd;
    double stroke_width;
    double dashes[8];
    int dash_count;
    int line_cap, line_join;            /* as in PDF: 0, 1, 2 */
    const struct svg_segment *segments; /* PATH */
    size_t segment_count;
    struct text text; /* TEXT */
    double x, y, font_size;
    double matrix[6]; /* TEXT: the transform, for rotated labels */
    enum svg_anchor anchor;
    bool bold, italic;
    struct text family; /* "sans-serif", "serif", "monospace" */
};

struct svg {
    double x, y, width, height;           /* view box */
    double natural_width, natural_height; /* CSS pixels of 1/96 inch */
    struct text title, description;
    const struct svg_shape *shapes;
    size_t shape_count;
};

/* NULL after reporting at places in `source`.  Bounded: 1 MiB, nesting 64,
 * 100,000 segments, no entities, no external references, no script. */
const struct svg *svg_parse(struct arena *arena, const struct source *source,
                            struct diag *diag);

/* The picture again as SVG, from what is drawn alone: no comments, notes of
 * drawing programs or hidden parts.  What svg_parse reads from it draws the
 * same. */
struct text svg_write(struct arena *arena, const struct svg *svg);

#endif
