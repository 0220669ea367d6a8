/* What stands around the text: running heads and folios. */
#ifndef LAYOUT_FURNITURE_H
#define LAYOUT_FURNITURE_H

#include "layout/paragraph.h"

struct furniture {
    const struct node *chapter; /* CHAPTER or PART on the page */
    const struct node *part;    /* PART it lies in; NULL */
    bool is_opening;            /* first page of the chapter: no head */
};

void furniture_add(struct layout_context *context,
                   const struct furniture *furniture, struct page *page);

#endif
