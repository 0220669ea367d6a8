/* The document tree as text: for people, and for tests that compare it.
 *
 * One node a line, two spaces a level:
 *     kind details "text" #id .class role=slug key="value" line:column
 * Quotation marks, backslashes and control characters in text are escaped as
 * in C.  A note's text stands below its call. */
#ifndef DOC_NODE_DUMP_H
#define DOC_NODE_DUMP_H

#include "base/buffer.h"
#include "doc/node.h"

void node_dump(const struct node *root, struct buffer *out);

#endif
