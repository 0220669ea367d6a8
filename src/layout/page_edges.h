/* What stands at the edges of a page besides its boxes: the padding of frames
 * that go on from one page to the next, and repeated table heads. */
#ifndef LAYOUT_PAGE_EDGES_H
#define LAYOUT_PAGE_EDGES_H

#include "layout/galley.h"

/* Where box `index` begins (above its padding) with so much white space below
 * `y`: on the grid, if it is one of those that stand there. */
scaled box_top(const struct galley *galley, size_t index, scaled y,
               scaled space);
/* Height of the table head that is repeated when a page begins with box
 * `first`; 0 if none. */
scaled repeated_head_height(const struct galley *galley, size_t first);
/* Height of what is repeated above box `first` at the top of a column: the
 * entry of an index that goes on there; 0 if none. */
scaled continued_height(const struct galley *galley, size_t first);
/* Above box `first` at the top of a page: the padding of the boxes (tints,
 * frames) that go on there, then a repeated table head or entry. */
scaled page_head_height(const struct galley *galley, size_t first);
/* The padding of the boxes that go on after box `last`, the page's last. */
scaled page_tail_height(const struct galley *galley, size_t last);
/* A frame's padding where it goes on from one page to the next; 0 for one
 * that draws no tint, border or bar. */
scaled frame_padding_above(const struct frame *frame);
scaled frame_padding_below(const struct frame *frame);

#endif
