/* Who may see what: the algebra of audiences.  Everything fails closed. */
#ifndef DOC_AUDIENCE_H
#define DOC_AUDIENCE_H

#include "doc/book.h"

/* The atoms that an attribute's value names: names and groups, `all` (as the
 * parent, i.e. `parent`), `not NAME` (narrows what stands before it, or
 * `parent`).  Intersected with `parent`.  Reports undeclared names ("did you
 * mean"), and an empty result; both give
 * the empty set: nobody. */
struct atoms audience_atoms(const struct book *book,
                            const struct attribute *value,
                            const struct atoms *parent, struct arena *arena,
                            struct diag *diag);
/* For front matter: `all` and `not` are not allowed. */
struct atoms audience_file_atoms(const struct book *book,
                                 const struct attribute *value,
                                 struct arena *arena, struct diag *diag);
/* All atoms of the book. */
struct atoms audience_everyone(const struct book *book);
/* Reports names that are one edit apart; called once by the pipeline. */
void audience_check_names(const struct book *book, struct arena *arena,
                          struct diag *diag);

#endif
