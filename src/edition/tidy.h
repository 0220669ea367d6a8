/* Sets straight what a selection leaves behind, so that nothing shows that
 * there was more: emptied elements go, white space closes up, and a list's
 * looseness comes from what is left of it. */
#ifndef EDITION_TIDY_H
#define EDITION_TIDY_H

#include "doc/book.h"

/* Tidies `root` (a CHAPTER or a FOOTNOTE) and what is below it.  Emptied
 * elements go in books with audiences only: they are left out alike whether
 * their content was hidden or never there, so that hidden text cannot show by
 * its traces.  A heading that is left without text is reported. */
void tidy_tree(struct arena *arena, const struct book *book,
               const struct edition *edition, struct node *root,
               struct diag *diag);
/* The next node that has no meaning once `node` is gone: a definition of a
 * TERM that shares none with another, a TERM of an only DEFINITION.  NULL when
 * there is none (any more). */
struct node *tidy_companion(const struct node *node);

#endif
