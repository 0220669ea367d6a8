/* versions/VERSION.digests: what every reader saw in a version.
 *
 *     bouwsteen-digests 1
 *     # kept in the book's folder, and handed to nobody
 *     book: bouwstenenboek
 *     version: 0.1
 *     key: 0123456789ab            which key the digests are made with
 *     reader: ervaren              sorted
 *     chapter: block-7 0123456789ab
 *     piece: 0123456789ab          in reading order, as all that follows
 *     page: 41 0123456789ab
 *     page: 42 -                   blank
 *
 * No text of the book is in it, and the digests are keyed (version/digest). */
#ifndef VERSION_VERSION_FILE_H
#define VERSION_VERSION_FILE_H

#include "base/buffer.h"
#include "base/diag.h"
#include "doc/version.h"

struct version_head {
    struct text book, version;
    short_digest key;
};

/* Sorts the readers. */
void version_write(const struct version_head *head, struct version *version,
                   struct buffer *out);
/* Texts point into the source.  Reports what is no such text, and returns
 * false. */
bool version_parse(struct arena *arena, const struct source *source,
                   struct version_head *head, struct version *version,
                   struct diag *diag);

#endif
