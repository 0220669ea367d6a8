/* {{name}} in text. */
#ifndef DOC_VARIABLE_H
#define DOC_VARIABLE_H

#include "doc/book.h"

/* NULL if there is none of that name. */
const struct variable *variable_find(const struct variable *variables,
                                     size_t count, struct text name);
/* "did you mean", or the empty text. */
struct text variable_suggest(struct arena *arena,
                             const struct variable *variables, size_t count,
                             struct text name);
/* The text with the variables' values in it, which are not looked at again.
 * Reports what is undefined or not closed at its place in `span`. */
struct text variables_expand(struct arena *arena, struct text text,
                             struct span span, const struct variable *variables,
                             size_t count, struct diag *diag);

#endif
