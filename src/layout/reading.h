/* Marks of a page in the order in which they are read.
 *
 * Rows of tables are set line by line across their cells; who hears the page
 * wants cell after cell. */
#ifndef LAYOUT_READING_H
#define LAYOUT_READING_H

#include "layout/page.h"

/* Puts the marks of each row's cells together; what belongs to none stays
 * before them. */
void reading_order(struct arena *scratch, struct page *page);

#endif
