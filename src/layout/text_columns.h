/* Text in columns side by side: the index.
 *
 * What stands in the columns is a galley of its own, cut into columns that
 * fill the pages one after the other; on the last page they are level.  The
 * columns of a page are one box of the chapter's galley. */
#ifndef LAYOUT_TEXT_COLUMNS_H
#define LAYOUT_TEXT_COLUMNS_H

#include "layout/galley.h"

enum { TEXT_COLUMNS_MOST = 4 };

struct text_columns { /* on one page */
    struct galley *galley;
    int count;
    struct {
        size_t first, last; /* boxes first .. last - 1 */
        scaled x;
    } items[TEXT_COLUMNS_MOST];
};

/* A galley as wide as one of `style`'s columns, to be filled and handed to
 * galley_add_columns. */
struct galley *text_columns_new(struct galley *galley,
                                const struct block_style *style);
/* `drop`: white space at the top of the chapter's first page. */
void galley_add_columns(struct galley *galley, struct galley *inner,
                        const struct block_style *style, scaled drop);

#endif
