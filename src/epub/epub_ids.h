/* Names that are safe everywhere: ids and file names of lower-case ASCII. */
#ifndef EPUB_EPUB_IDS_H
#define EPUB_EPUB_IDS_H

#include "base/arena.h"
#include "base/map.h"

/* The slug of a title, starting with a letter, at most 80 bytes; `fallback`
 * when nothing is left. */
struct text epub_slug(struct arena *arena, struct text text,
                      const char *fallback);
/* The same for an id as written: ASCII letters of both cases, digits, '-',
 * '_' and '.' stay as they are. */
struct text epub_safe_id(struct arena *arena, struct text label);
/* `name`, or name-2, name-3 ... when the set holds it; joins the set. */
struct text epub_unique(struct arena *arena, struct map *used,
                        struct text name);

#endif
