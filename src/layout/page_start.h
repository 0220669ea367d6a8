/* Where each print page begins in the document tree, as plain data for the
 * e-book's page list. */
#ifndef LAYOUT_PAGE_START_H
#define LAYOUT_PAGE_START_H

#include "doc/page_labels.h"
#include "layout/page.h"

/* One label for each page that holds anything; blank pages have none.
 * Repeated table heads, running heads and folios do not count: what counts
 * is the first piece of content, be it a word, a label such as "Tip" or a
 * picture. */
void layout_page_labels(struct arena *arena, const struct pages *pages,
                        struct page_labels *labels);

#endif
