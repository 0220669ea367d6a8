/* Labels of a plain book, chapter by chapter.
 *
 * Other programs make labels from titles in ways of their own, and the same
 * label may stand in two chapters.  Here only letters and digits count, in
 * any case, so that most ways find their title. */
#ifndef PASS_LOCAL_LABELS_H
#define PASS_LOCAL_LABELS_H

#include "pass/pass.h"

/* A label, or a title, of `node` in a chapter.  The first one stays; further
 * ones are found with -1, -2 ... behind it. */
void local_labels_add(struct pass_context *context, const struct node *chapter,
                      struct text label, struct node *node);
/* NULL if the chapter has none. */
struct node *local_labels_find(const struct pass_context *context,
                               const struct node *chapter, struct text label);

#endif
