/* Floats: figures, tables and boxes that may leave their place for the top or
 * the foot of their page or the next, where that fills pages better.
 *
 * This collects them while blocks are appended; pagebreak.c chooses where they
 * stand, as part of the best breaks.  The boxes of a galley never move: a
 * page's cut says which of its boxes stand where (page_runs.h). */
#ifndef LAYOUT_GALLEY_FLOAT_H
#define LAYOUT_GALLEY_FLOAT_H

#include "layout/galley.h"

struct page_cuts;

/* May the block float that comes next?  It does when its style says so, when
 * it has a caption or is a box, when nothing lies around it but sections, and
 * when the text before it does not lead up to it with a colon. */
bool float_may_begin(const struct galley *galley, const struct node *node,
                     const struct block_style *style);
/* Its boxes are those from `first` on; `owed` is the white space that was owed
 * before it.  None is made of what is too tall to be worth moving. */
void float_add(struct galley *galley, const struct node *node, size_t first,
               scaled owed, const struct block_style *style);
/* The lines of a paragraph that begins with box `first`.  True when it comes
 * after a float, and would look other without it: it must stay as it is. */
bool float_add_next(struct galley *galley, const struct node *paragraph,
                    const struct paragraph_rules *rules, size_t first,
                    const struct lines *lines, size_t anchor_count);
/* The section ends that has boxes from `first` on, and the floats from
 * `floats` on. */
void float_end_section(struct galley *galley, size_t first, size_t floats);
/* Once all blocks are there. */
void floats_settle(struct galley *galley);
/* Sets the paragraphs anew after floats that have left their place; before
 * galley_vary. */
void floats_leave(struct galley *galley, const struct page_cuts *cuts);

#endif
