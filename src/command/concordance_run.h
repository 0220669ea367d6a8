/* Lays out editions, excerpts and hand-outs to see on which page a building
 * block and its parts stand in each: for who works with readers of different
 * ones. */
#ifndef COMMAND_CONCORDANCE_RUN_H
#define COMMAND_CONCORDANCE_RUN_H

#include "base/buffer.h"
#include "doc/concordance.h"
#include "pipeline.h"

/* Lays out each of `editions`, side by side when the session has a pool, and
 * keeps nothing but the pages, in the session's arena.  Errors are in its
 * diagnostics. */
struct concordance *concordance_read(const struct session *session,
                                     const struct edition *const *editions,
                                     size_t count);
/* What facilitator's files among `editions` print: the session's concordance
 * becomes that of their hand-outs, and of the printed editions and excerpts
 * that take any of their blocks.  Nothing is done when none is among them. */
void concordance_prepare(struct session *session,
                         const struct edition *const *editions, size_t count);
/* A row for each block and part, a column for each reader. */
void concordance_csv(const struct concordance *concordance,
                     const struct book *book, struct buffer *out);

#endif
