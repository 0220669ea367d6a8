/* Addresses of files in a book, as Markdown writes them.
 *
 * Only names are worked on: nothing is opened, and nothing needs to exist.
 * Results lie in the arena. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/arena.h"

/* Does it begin with a scheme ("https:", "mailto:") or with two slashes: an
 * address outside the book?  One letter and a colon is a drive of Windows. */
bool path_is_address(struct text path);
/* "C:\..." */
bool path_has_drive(struct text path);
/* Without what follows '?' or '#'. */
struct text path_file(struct text path);
/* With %20 and the like as the bytes they stand for. */
struct text path_decode(struct arena *arena, struct text path);
/* `path` as seen from the folder that the file `from` lies in ("" is the
 * book's folder), without "." and ".." and with '/' for '\'.  One that begins
 * with '/' is seen from the book's folder.  Empty when it leads out. */
struct text path_beside(struct arena *arena, struct text from,
                        struct text path);
/* "07-krachtenveld.md" of "bouwstenen/07-krachtenveld.md" */
struct text path_name(struct text path);

#endif
