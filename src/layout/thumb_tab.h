/* Thumb tabs: a coloured piece of the outer edge on each page of a part, the
 * next part's one step lower, so that a closed book shows where its parts
 * begin.  The part's number stands in it, and below that a word, which reads
 * downward.  Place, size and look come from the style sheet. */
#ifndef LAYOUT_THUMB_TAB_H
#define LAYOUT_THUMB_TAB_H

#include "layout/paragraph.h"

/* The tab of `part`; nothing for what is no PART. */
void thumb_tab_add(struct layout_context *context, const struct node *part,
                   struct page *page);

#endif
