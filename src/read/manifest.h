/* book.yaml to struct book. */
#ifndef READ_MANIFEST_H
#define READ_MANIFEST_H

#include "doc/book.h"

/* Reads FOLDER/book.yaml.  Always returns a book to go on with; errors are in
 * `diag`.  NULL only when there is no manifest to read. */
struct book *manifest_read(struct arena *arena, const char *folder,
                           struct diag *diag);
/* The same for text already at hand (tests, fuzzing).  Never NULL. */
struct book *manifest_parse(struct arena *arena, const struct folder *folder,
                            const struct source *source, struct diag *diag);

#endif
