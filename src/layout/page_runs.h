/* Which boxes of a galley stand on a page, and in which order: those between
 * two breaks, but for a float that leaves its place.
 *
 * A page holds runs of boxes that follow each other in the galley.  From top to
 * foot they may come in another order than they are read in. */
#ifndef LAYOUT_PAGE_RUNS_H
#define LAYOUT_PAGE_RUNS_H

#include "layout/pagebreak.h"

enum { PAGE_RUNS_MOST = 3 };

struct page_run { /* boxes first .. last - 1; not empty */
    size_t first, last;
};

struct page_runs {
    struct page_run items[PAGE_RUNS_MOST];
    int count;
};

/* The float that does not stand where it was written; NULL. */
static inline const struct galley_float *
page_cut_float(const struct galley *galley, const struct page_cut *cut)
{
    return cut->place == FLOAT_HERE ? NULL : &galley->floats.items[cut->moved];
}
/* Does the page begin with a float that was written on a page before? */
bool page_cut_holds(const struct galley *galley, const struct page_cut *cut);
/* The boxes from top to foot. */
struct page_runs page_runs_seen(const struct galley *galley,
                                const struct page_cut *cut);
/* The boxes in the order of the text. */
struct page_runs page_runs_read(const struct galley *galley,
                                const struct page_cut *cut);
/* White space above box `index` of the page; 0 for the topmost. */
scaled page_space(const struct galley *galley, const struct page_cut *cut,
                  size_t index);

#endif
