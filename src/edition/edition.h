/* The document tree of one edition, assembled and pruned: nothing that this
 * edition may not see is left in it. */
#ifndef EDITION_EDITION_H
#define EDITION_EDITION_H

#include "base/map.h"
#include "doc/book.h"

/* What an edition leaves out, for messages and rewording only: labels ->
 * block, known from the public list; never titles from hidden files.
 * edition/removed.h reads it. */
struct edition_tree {
    struct node *root;  /* NODE_BOOK: PARTs and CHAPTERs in reading order */
    struct map removed; /* label -> const struct block_title; number 0 when
                           the label belonged to no block */
    bool incomplete;    /* a file could not be read: its labels are unknown */
    bool is_empty;      /* worksheets of which there are none */
};

/* Reads the edition's files in its order (read/markdown), makes PARTs and
 * generated chapters' places (title page, contents, index: empty CHAPTERs of
 * their kind), then selects: audiences, depths.  Reports all that is wrong
 * and goes on. */
struct edition_tree edition_assemble(struct arena *arena,
                                     const struct book *book,
                                     const struct edition *edition,
                                     struct diag *diag);

#endif
