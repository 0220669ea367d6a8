/* A book's cover for a print shop: back, spine and front in one piece, as it
 * is printed, folded around the pages and glued. */
#ifndef LAYOUT_COVER_H
#define LAYOUT_COVER_H

#include "layout/paragraph.h"

struct cover {
    scaled spine;    /* how thick the book is */
    scaled folds[2]; /* from the left edge: both sides of the spine */
};

/* The thickness of a book of so many pages: of its sheets, two pages each, and
 * of the cover's board on both sides.  A sheet is as many thousandths of a
 * millimetre thick as it weighs grams a square metre, times the bulk of its
 * paper (Dutch "opdikking"). */
scaled cover_spine(const struct paper *paper, size_t page_count);
/* Lays out one page of all three, around the book's pages, in whose place it
 * comes.  `tree` has the words: pass/cover_words.  What reaches the edges is
 * meant to go on beyond them. */
void cover_pages(struct layout_context *context, struct node *tree,
                 struct pages *pages, struct cover *cover);

#endif
