/* A folder that nothing read from it lies outside of.
 *
 * Names that macOS has decomposed are found; it never opens a file. */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include "base/arena.h"

#include <stdbool.h>

struct folder {
    struct text path; /* as given, for messages; no trailing slash */
    struct text real; /* resolved */
};

/* False when it is no folder that can be entered. */
bool folder_open(struct arena *arena, const char *path, struct folder *folder);
/* `path` inside `folder`, resolved, NUL-terminated; empty text when it does
 * not exist; *outside tells a path that leads out of the folder.  A name in
 * decomposed or composed Unicode finds its other form. */
struct text folder_resolve(struct arena *arena, const struct folder *folder,
                           struct text path, bool *outside);
/* "did you mean 'x'?", for a path that does not exist but for a name that is
 * nearly right, or differs in capitals; else the empty text. */
struct text folder_suggest(struct arena *arena, const struct folder *folder,
                           struct text path);

/* The names in a folder inside `folder`, sorted, without hidden files and
 * what office programs leave ("~$x").  None when it is not there; *outside as
 * above. */
struct text *folder_list(struct arena *arena, const struct folder *folder,
                         struct text path, size_t *count, bool *outside);

#endif
