/* Which byte of the Markdown a byte of a TEXT node's text comes from.
 *
 * Most text stands in its source as it is.  Where it does not (escapes,
 * entities, variables, what the typography pass has set) both are walked side
 * by side, and what differs is stepped over to where they agree again.  It
 * never looks outside the node's span. */
#ifndef SERVE_ORIGIN_WALK_H
#define SERVE_ORIGIN_WALK_H

#include "doc/node.h"

/* A walk through one node, on to later and later bytes. */
struct origin_walk {
    const struct node *node;
    bool is_literal; /* the text stands there as it is */
    size_t at;       /* in the node's text */
    size_t source;   /* in the source; where all of it begins when literal */
};

/* `node` has a source. */
struct origin_walk origin_walk_start(const struct node *node);
/* The byte of the source from which byte `offset` of the node's text comes;
 * `offset` never goes back. */
size_t origin_walk_next(struct origin_walk *walk, size_t offset);
/* Does the text at `offset` begin as the source does at `source`?  What a
 * variable or a reference stands for does not. */
bool origin_walk_agrees(const struct node *node, size_t offset, size_t source);

#endif
