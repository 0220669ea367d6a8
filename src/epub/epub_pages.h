/* Where the markers of print pages go.
 *
 * A page begins at a word; its marker goes to the nearest place that XHTML
 * and readers allow: before a heading, a figure or a table, inside the first
 * item of a list, in the first cell of a row. */
#ifndef EPUB_EPUB_PAGES_H
#define EPUB_EPUB_PAGES_H

#include "epub/epub_plan.h"

/* Makes plan->pages and plan->marks from the rules' page labels. */
void epub_pages_place(struct epub_plan *plan);

#endif
