/* Boxes of a galley put on a page: marks moved to their place, frames drawn
 * behind them, footnotes at the foot. */
#ifndef LAYOUT_COMPOSE_H
#define LAYOUT_COMPOSE_H

#include "layout/pagebreak.h"

/* Adds boxes cut.first .. cut.last - 1 to `page`, whose text area begins at
 * (left, top).  `drop` is white space above the first. */
void page_compose(struct galley *galley, struct page_cut cut, scaled left,
                  scaled drop, struct page *page);

/* A page is filled in lists that grow in context->galleys and serve one page
 * after the other: `draft` keeps them in between.  Settled, the page has
 * lists of its own, exactly as long as need be. */
void page_begin(struct page *page, const struct page *draft);
void page_settle(struct arena *arena, struct page *page, struct page *draft);
struct mark *page_add_mark(struct arena *arena, struct page *page);
struct page_link *page_add_link(struct arena *arena, struct page *page);
void page_add_anchor(struct arena *arena, struct page *page,
                     const struct node *node, scaled y);

#endif
