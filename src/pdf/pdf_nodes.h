/* What the PDF knows about nodes of the document tree: where they begin, and
 * which structure elements stand for them.  Only blocks, and inline nodes
 * that a link or an id needs, are kept. */
#ifndef PDF_PDF_NODES_H
#define PDF_PDF_NODES_H

#include "layout/page.h"

struct pdf_tag; /* pdf_tags.h */

struct pdf_node {
    const struct node *node;
    struct pdf_tag *outer;   /* hangs in the parent's inner one */
    struct pdf_tag *inner;   /* takes the content */
    struct pdf_tag *label;   /* takes PART_LABEL; NULL until there is one */
    const struct node *call; /* FOOTNOTE: the NOTE_CALL it belongs to */
    uint32_t page;           /* where it begins */
    scaled y;
    bool is_placed;
    bool is_linked; /* an active area belongs to it */
};

struct pdf_nodes {
    struct arena *arena;
    struct pdf_node **slots; /* by the node's address */
    size_t slot_count, count;
};

void pdf_nodes_init(struct pdf_nodes *nodes, struct arena *arena);
/* NULL if absent. */
struct pdf_node *pdf_nodes_find(const struct pdf_nodes *nodes,
                                const struct node *node);
/* Made if absent. */
struct pdf_node *pdf_nodes_place(struct pdf_nodes *nodes,
                                 const struct node *node);
/* Notes where nodes begin, what is linked and which call a note has, from a
 * page's anchors, marks and links.  Pages come in order. */
void pdf_nodes_note_page(struct pdf_nodes *nodes, const struct page *page);
/* Where `node` begins: its own place, or the nearest around it. */
const struct pdf_node *pdf_nodes_destination(const struct pdf_nodes *nodes,
                                             const struct node *node);

#endif
