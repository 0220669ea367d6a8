/* A finished EPUB read back as the bytes say it: a zip reader of its own, so
 * that it shares no fault with the library that wrote the file.
 *
 * It reads one zip file without ZIP64, comment or encryption, which is all
 * that bouwsteen writes.  It never extracts anything to a disk. */
#ifndef PROOF_EPUB_ARCHIVE_H
#define PROOF_EPUB_ARCHIVE_H

#include "base/arena.h"

struct epub_archive_entry {
    struct text name;
    struct text bytes;      /* unpacked; empty when `is_broken` */
    size_t offset;          /* of its local header */
    unsigned method, flags; /* 0 stored, 8 deflated */
    unsigned date, time;    /* as DOS counts them */
    bool has_extra;         /* an extra field, in either header */
    bool is_broken;         /* another method, or bytes that do not fit */
};

struct epub_archive {
    struct epub_archive_entry *entries; /* in the directory's order */
    size_t count;
};

/* False when `file` is no zip file that can be read.  Texts lie in the arena
 * or in `file`. */
bool epub_archive_open(struct arena *arena, struct text file,
                       struct epub_archive *archive);
/* NULL if absent. */
const struct epub_archive_entry *
epub_archive_find(const struct epub_archive *archive, struct text name);

#endif
