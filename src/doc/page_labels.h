/* Where the print pages of an edition begin, as plain data on the document
 * tree: written by the pipeline after layout, read by epub/. */
#ifndef DOC_PAGE_LABELS_H
#define DOC_PAGE_LABELS_H

#include "doc/node.h"

struct page_label {
    struct text label;       /* "58", "iv" */
    const struct node *node; /* TEXT node (or block) that opens the page */
    uint32_t offset;         /* byte in the node's text; 0 for blocks */
};

struct page_labels {
    struct page_label *items; /* in reading order */
    size_t count;
};

#endif
