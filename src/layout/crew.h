/* The threads that set chapters side by side, each with a context of its own.
 *
 * Arenas and styles serve one thread; fonts, shapes and hyphens serve all.
 * Whoever has work to do asks for his context, which is made when it is first
 * needed. */
#ifndef LAYOUT_CREW_H
#define LAYOUT_CREW_H

#include "layout/paragraph.h"

struct crew_member {
    struct layout_context *context;
    struct page draft; /* lists for the page under way */
};

struct crew {
    struct crew_member *captain;   /* the thread that opened it */
    struct layout_context pattern; /* his context as it was then */
    struct crew_member **members;  /* by pool_worker(); NULL: not come yet */
    size_t count;
};

/* Gives the captain's context an arena for galleys. */
void crew_open(struct crew *crew, struct layout_context *context);
/* Once all work is done.  What lives as long as the pages goes to the
 * captain's arena. */
void crew_close(struct crew *crew);
/* The calling thread. */
struct crew_member *crew_member(const struct crew *crew);

#endif
