/* The alternative texts of a book's figures, one after the other, each with
 * its place in the sources and its pages. */
#ifndef COMMAND_ALTERNATIVES_H
#define COMMAND_ALTERNATIVES_H

#include "pipeline.h"

/* Those of these editions, on standard output. */
void alternatives_print(struct session *session,
                        const struct edition *const *editions, size_t count);

#endif
