/* The tree's shape, once blocks and inline constructs are read.
 * Internal to read/. */
#ifndef READ_TREE_H
#define READ_TREE_H

#include "read/reader.h"

/* Below `root`, which holds the blocks of one run: fences become DIVs,
 * images that stand alone FIGUREs, captions go into their tables, restricted
 * headings in lists and quotes open SECTIONs. */
void tree_blocks(struct reader *reader, const struct region *region,
                 struct node *root);
/* A DIV that is complete: its sections, or WRITING_LINES in its place. */
void tree_div(struct reader *reader, struct node *div);
/* Nests the children of a node into SECTIONs by their headings.  The first
 * heading stays as its title. */
void tree_sections(struct reader *reader, struct node *parent);

#endif
