/* What an edition does not hold, by label: for messages and for rewording
 * references.  It knows the manifest's public list and the labels that were
 * cut from files of this edition; never a hidden title or text. */
#ifndef EDITION_REMOVED_H
#define EDITION_REMOVED_H

#include "edition/edition.h"

/* The number in a label that belongs to a building block ("bouwsteen-7",
 * "bouwsteen-7-stappen"); *rest is what follows the number, without the
 * hyphen.  0 when it is no such label. */
int removed_block_number(const struct book *book, struct arena *arena,
                         struct text label, struct text *rest);
/* "bouwsteen-7" */
struct text removed_block_label(const struct book *book, struct arena *arena,
                                int number);
/* Remembers the labels of `node` and all below it as removed from `block`
 * (NULL: from no block). */
void removed_note(struct edition_tree *tree, const struct node *node,
                  const struct block_title *block);
/* The block that a removed label belonged to; its number is 0 when it
 * belonged to none.  NULL when the label was not removed. */
const struct block_title *removed_find(const struct edition_tree *tree,
                                       const struct book *book,
                                       struct arena *arena, struct text label);
/* The number of the building block in whose file the label is written, for
 * messages only: it reads files that this edition may not show.  0: none. */
int removed_label_file(const struct book *book, struct arena *arena,
                       struct text label);

#endif
