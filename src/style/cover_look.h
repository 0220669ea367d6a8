/* What covers look like, printed ones and those of e-books: a coloured band
 * over pale paper, and a wall of building blocks under way.  The colours stand
 * in the style sheet; each edition has one of them by its name alone, so that
 * what other editions there are does not show. */
#ifndef STYLE_COVER_LOOK_H
#define STYLE_COVER_LOOK_H

#include "doc/book.h"
#include "style/style.h"

/* The colour of an edition, of a form that of what it is made of. */
uint32_t cover_ink(const struct cover_style *cover,
                   const struct edition *edition);
/* `part` of `whole` towards the other colour. */
uint32_t cover_mix(uint32_t from, uint32_t to, uint32_t part, uint32_t whole);
/* The colour of a brick's shade. */
uint32_t cover_shade(const struct cover_style *cover,
                     const struct edition *edition, int shade);

/* A cover is COVER_WIDTH units wide, whatever its size. */
enum {
    COVER_WIDTH = 1600,
    COVER_MARGIN = 140,
    COVER_WALL_HEIGHT = 546, /* from the top of the highest row */
    COVER_SHADES = 3,
    COVER_MOST_BRICKS = 32
};
struct cover_brick {
    int left, right, top, bottom; /* units, from the wall's top */
    int shade;                    /* 0 to COVER_SHADES - 1 */
};
/* Fills `bricks`; returns how many. */
int cover_wall(const struct edition *edition,
               struct cover_brick bricks[COVER_MOST_BRICKS]);

#endif
