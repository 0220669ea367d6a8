/* Where the print pages of an edition begin, as plain data on the document
 * tree: written by the pipeline after layout, read by epub/. */
#ifndef DOC_PAGE_LABELS_H
#define DOC_PAGE_LABELS_H

#include "doc/node.h"

struct page_label {
    struct text label;       /* "58", "iv" */
    const struct node *node; /* what opens the page; NULL: nothing that an
                                e-book shows at that place */
    uint32_t offset;         /* TEXT, CODE, CODE_BLOCK: byte in its text */
};

struct page_labels {
    struct page_label *items; /* in the order of pages; none for blank ones */
    size_t count;
};

#endif
