/* A hash map from pointer to pointer, in an arena: what the plan knows of a
 * node.  It has no order and is never walked. */
#ifndef EPUB_EPUB_MAP_H
#define EPUB_EPUB_MAP_H

#include "base/arena.h"

struct epub_map {
    struct arena *arena;
    const void **keys;
    void **values;
    size_t count, slot_count; /* slot_count: a power of two, or 0 */
};

struct epub_map epub_map_in(struct arena *arena);
/* NULL if absent. */
void *epub_map_find(const struct epub_map *map, const void *key);
void epub_map_set(struct epub_map *map, const void *key, void *value);

#endif
