/* Paragraphs set a line longer or shorter, where the page breaks ask for
 * that. */
#ifndef LAYOUT_VARY_H
#define LAYOUT_VARY_H

#include "layout/pagebreak.h"

/* Sets the paragraphs anew that the cuts vary; boxes move, and the cuts with
 * them, so that this is the last that happens to a galley before it is
 * composed. */
void galley_vary(struct galley *galley, struct page_cuts *cuts);

#endif
