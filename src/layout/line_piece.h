/* What stands in one line: whole words, parts of divided ones, white space.
 *
 * It says what a part stands for when its glyphs do not, and places nothing. */
#ifndef LAYOUT_LINE_PIECE_H
#define LAYOUT_LINE_PIECE_H

#include "layout/item.h"

/* A piece of the line: a whole word, or part of a divided one. */
struct piece {
    const struct item *item; /* BOX or SPACE */
    const struct shape *shape;
    scaled width, flex, stretch, shrink;
    uint32_t offset;
    enum mark_part part;
    struct text actual; /* what the piece stands for, if not its glyphs; as in
                           struct mark */
    bool alone;         /* a mark of its own */
};

struct pieces {
    struct item_list *list;
    struct piece *items; /* in the scratch arena */
    size_t count, capacity;
    bool hyphenated; /* the last word ends in a hyphen, added or its own */
};

/* The pieces between two breaks; `from` NULL: the first line.  `to` lies in
 * the array of all the paragraph's breaks. */
void line_pieces(struct pieces *pieces, const struct line_break *from,
                 const struct line_break *to);

#endif
