/* Page numbers in the text: of references, contents and index.
 *
 * They are known once pages are made, so layout writes them into the LOCATORs
 * between its rounds.  It never decides where a page ends. */
#ifndef LAYOUT_LOCATOR_H
#define LAYOUT_LOCATOR_H

#include "layout/paragraph.h"

/* The label of the page on which `target` begins; "000" while unknown. */
struct text locator_label(const struct layout_context *context,
                          const struct node *target);
/* Writes into each LOCATOR below `root` and in its notes the page it points to,
 * "12" or for a range "12–14".  In an index entry each page is named once: a
 * later locator to it is merged away with the comma before it, and if one of
 * them is a main place, the one that stays is.  True if anything changed. */
bool locators_update(const struct layout_context *context, struct node *root);
/* Is it a locator merged away, or the comma before one? */
bool locator_is_hidden(const struct node *node);
/* Does it, or anything below it, change when page numbers do? */
bool node_has_locator(const struct node *node);

#endif
