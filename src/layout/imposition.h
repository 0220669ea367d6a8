/* In what order pages are printed so that folded sheets make a booklet.
 *
 * Two pages lie side by side on each side of a sheet of A4, lying; sheets are
 * printed on both sides, turned over the short edge, laid into one another and
 * folded once: a signature, stapled through its fold (saddle stitch).  Too
 * many sheets cannot be: then there are several signatures, of nearly the same
 * size, which are bound side by side. */
#ifndef LAYOUT_IMPOSITION_H
#define LAYOUT_IMPOSITION_H

#include "base/arena.h"
#include "base/scaled.h"

#include <stddef.h>
#include <stdint.h>

/* A4, lying.  What lies nearer to an edge than IMPOSITION_EDGE many printers
 * cannot print. */
#define IMPOSITION_MM(number) ((number)*SCALED_PT * 360 / 127)
#define IMPOSITION_WIDTH IMPOSITION_MM(297)
#define IMPOSITION_HEIGHT (IMPOSITION_MM(210) + 1) /* 210mm is rounded up */
#define IMPOSITION_EDGE IMPOSITION_MM(5)

struct imposition_side {
    uint32_t left, right; /* indexes of pages */
    /* How far both are moved towards the fold.  Each sheet inside another
     * sticks out at the fore-edge by its thickness; this keeps the outer
     * margins alike once the booklet is trimmed, or looked at untrimmed. */
    scaled creep;
};

struct imposition {
    struct imposition_side *sides; /* front, back, front ... */
    size_t side_count;
    uint32_t *order; /* left, right, left ... of the sides */
    size_t sheet_count, signature_count;
    scaled page_width, page_height;
};

/* As many pages as fill whole sheets. */
size_t imposition_pages(size_t page_count);
/* `page_count` fills whole sheets.  At most `most_sheets` in a signature;
 * `thickness` of one sheet of paper. */
void imposition_make(struct arena *arena, size_t page_count, int most_sheets,
                     scaled thickness, struct imposition *imposition);

#endif
