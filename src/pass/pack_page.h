/* The page of a replacement pack that says which sheets go and come. */
#ifndef PASS_PACK_PAGE_H
#define PASS_PACK_PAGE_H

#include "doc/book.h"

struct pack_row {
    struct text out, in; /* sheets; an empty one is said in words */
};

/* A tree by itself: NODE_BOOK with one chapter.  `from`: the version whose
 * print is brought up to date. */
struct node *pack_page_make(struct arena *arena, const struct book *book,
                            const struct edition *edition, struct text from,
                            const struct pack_row *rows, size_t row_count);

#endif
