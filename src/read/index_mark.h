/* [term]{.index key="a!b" see="c" .main range=start}.  Internal to read/. */
#ifndef READ_INDEX_MARK_H
#define READ_INDEX_MARK_H

#include "read/attributes.h"

/* Puts an INDEX_MARK behind the text of `node` (a SPAN, or a LINK, IMAGE ...
 * that stands for itself).  A SPAN that is nothing but an index term gives
 * way to its text; one that is more holds the mark as its last child. */
void index_mark_apply(struct reader *reader,
                      const struct attributes *attributes,
                      enum attribute_place place, struct node *node);

#endif
