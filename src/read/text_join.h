/* TEXT nodes as the rest of the program wants them. */
#ifndef READ_TEXT_JOIN_H
#define READ_TEXT_JOIN_H

#include "doc/node.h"

/* Joins neighbouring TEXT children of a node, drops empty ones, and composes
 * characters (NFC).  Two braces that an escape keeps apart stay apart. */
void text_join(struct arena *arena, struct node *parent);

#endif
