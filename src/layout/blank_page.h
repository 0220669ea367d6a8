/* A page that is blank where readers expect one with text: it says so. */
#ifndef LAYOUT_BLANK_PAGE_H
#define LAYOUT_BLANK_PAGE_H

#include "layout/crew.h"

/* The page, with its label and side, gets these words and its folio.  `unit`:
 * the chapter that it comes behind. */
void blank_page_fill(struct crew_member *member, const struct node *unit,
                     struct page *page);

#endif
