/* Where on its page each box stands, once it is known which boxes do. */
#ifndef LAYOUT_PAGE_TOPS_H
#define LAYOUT_PAGE_TOPS_H

#include "layout/page_runs.h"

struct page_tops { /* above their padding */
    scaled *text;  /* of boxes cut.first .. cut.last - 1 */
    scaled *moved; /* of a float that the page before left; else NULL */
    scaled end;    /* of the last */
};

/* The text begins at `top`, and may go on to `foot`.  The arrays lie in
 * context->galleys. */
void page_tops_find(struct galley *galley, const struct page_cut *cut,
                    scaled top, scaled foot, struct page_tops *tops);

#endif
