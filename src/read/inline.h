/* The inline constructs that CommonMark does not have: attributes, bracketed
 * spans, notes, index terms.  Internal to read/. */
#ifndef READ_INLINE_H
#define READ_INLINE_H

#include "read/reader.h"

/* Reads the constructs in all text below `root`, joins what md4c cut up, and
 * composes characters (NFC).  Notes and links of `scope` may be used. */
void inline_read(struct reader *reader, const struct scope *scope,
                 struct node *root);

#endif
