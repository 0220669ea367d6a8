/* The container: named bytes in a zip, the same bytes on every machine with
 * the same libraries.
 *
 * The first entry is `mimetype`, stored, without extra field.  All entries
 * bear 1980-01-01 00:00 and the mode 0644; there are no folder entries.  It
 * never touches a file: the archive is made in memory. */
#ifndef EPUB_EPUB_ZIP_H
#define EPUB_EPUB_ZIP_H

#include "base/arena.h"
#include "base/buffer.h"

struct epub_entry {
    struct text name; /* ASCII, '/' between folders */
    struct text bytes;
    bool stored; /* already compressed: pictures */
};

/* `mimetype`, then the entries in their order.  False with a message when
 * libzip refuses (a name twice, an archive of 4 GiB ...). */
bool epub_zip_write(struct arena *arena, const struct epub_entry *entries,
                    size_t count, struct buffer *out, struct text *message);

#endif
