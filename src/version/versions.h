/* The folder versions/ of a book: one file for each version that went out,
 * and the key that their digests are made with. */
#ifndef VERSION_VERSIONS_H
#define VERSION_VERSIONS_H

#include "base/buffer.h"
#include "doc/book.h"
#include "version/digest.h"

/* A version to hold the book against. */
struct earlier {
    struct version version;
    unsigned char key[VERSION_KEY_SIZE];
};

/* "versions/0.1.digests" */
struct text version_path(struct arena *arena, struct text name);
/* Can a file have this name?  Letters, digits, . - and _, no dot first. */
bool version_name_is_good(struct text name);
/* The names of all versions, from old to new: numbers count as such, so that
 * 0.10 comes after 0.9. */
struct text *versions_list(struct arena *arena, const struct book *book,
                           size_t *count);
/* The newest one before the book's own version; empty when there is none. */
struct text version_before(struct arena *arena, const struct book *book);
/* NULL after reporting: it is not there (at `from`), broken, or of another
 * key. */
const struct earlier *version_open(struct arena *arena, const struct book *book,
                                   struct text name, struct span from,
                                   struct diag *diag);

enum key_state { KEY_READ, KEY_ABSENT, KEY_BROKEN /* reported */ };
enum key_state version_key_read(struct arena *arena, const struct book *book,
                                unsigned char key[VERSION_KEY_SIZE],
                                struct diag *diag);
/* The text of versions/key. */
void version_key_write(const unsigned char key[VERSION_KEY_SIZE],
                       struct buffer *out);
#define VERSION_KEY_PATH "versions/key"
/* Says in a version's file which key it was made with. */
short_digest version_key_mark(const unsigned char key[VERSION_KEY_SIZE]);

#endif
