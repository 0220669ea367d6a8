/* A page while it is being filled: how much room its boxes and footnotes take,
 * and which of its paragraphs and white spaces could give. */
#ifndef LAYOUT_PAGE_FILL_H
#define LAYOUT_PAGE_FILL_H

#include "layout/page_runs.h"

struct page_stock { /* what pages are filled from */
    struct galley *galley;
    const struct page_rules *rules;
    scaled *notes; /* height of each box's footnotes */
};

/* Paragraphs of a page that may grow or shrink: the cheapest. */
struct offers {
    struct {
        int64_t cost;
        struct page_variation variation;
    } items[PAGE_VARIATIONS_MOST];
    int count;
};

struct extent {
    struct page_cut cut; /* where the page begins, and which float moves */
    scaled y, notes;
    scaled margin; /* end of its margin notes */
    struct offers longer, shorter;
    size_t paragraph; /* the next that may end on it */
};

/* Notes are set now, while nothing else is in context->scratch. */
void page_stock_init(struct page_stock *stock, struct galley *galley,
                     const struct page_rules *rules);
/* The page holds nothing yet but a float at its top, if there is one. */
void extent_begin(const struct page_stock *stock, const struct page_cut *cut,
                  struct extent *extent);
/* Boxes come in the order of the text. */
void extent_add_box(const struct page_stock *stock, struct extent *extent,
                    size_t index);
/* The float at its foot; nothing comes after. */
void extent_add_foot(const struct page_stock *stock, struct extent *extent);
/* White space at the foot of a page that has been chosen. */
scaled page_room(const struct page_stock *stock, const struct page_cut *cut);

#endif
