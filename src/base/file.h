/* Files: reading inside a folder, and writing so that nothing is lost.
 *
 * Reading never leaves the root folder: symbolic links are resolved first.
 * Writing goes to a temporary name in the same folder, is flushed, synced
 * and renamed; on any failure the old file stays and the temporary goes. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/diag.h"
#include "base/folder.h"
#include "base/source.h"

/* Reads a text file of the book: reports missing, outside, unreadable, too
 * large (16 MiB) at `from`; not UTF-8 (names Windows-1252 and UTF-16 when it
 * looks so) and NUL bytes in the file itself; NULL then. */
struct source *file_read_source(struct arena *arena,
                                const struct folder *folder, struct text path,
                                struct span from, struct diag *diag);
/* Reads bytes of any kind, at most `limit`; false with errno set. */
bool file_read_bytes(struct arena *arena, const char *path, size_t limit,
                     struct text *content);

struct file_writer; /* one output file under way */

/* Creates folders as needed.  NULL with errno set; ENOTSUP for what is a
 * device or a pipe, which stays. */
struct file_writer *file_writer_open(const char *path);
/* False when this or an earlier write failed. */
bool file_writer_write(struct file_writer *writer, const void *data,
                       size_t size);
/* Syncs, renames, frees.  False with errno set: the old file is whole. */
bool file_writer_commit(struct file_writer *writer);
void file_writer_abandon(struct file_writer *writer);
/* Writes a whole file so. */
bool file_write(const char *path, const void *data, size_t size);
/* Removes what killed runs left beside `path` (names made by file_writer);
 * what another run is writing at the moment stays. */
void file_remove_stale(const char *path);

#endif
