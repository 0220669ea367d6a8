/* A hash map from text to pointer, in an arena.  Keys are borrowed.  Walks
 * in order of insertion, so that nothing depends on hash order. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

struct map_entry {
    struct text key;
    void *value;
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* in order of insertion */
    size_t count, capacity;
    unsigned *slots; /* 1-based index into entries, 0 is free */
    size_t slot_count;
};

/* An empty map whose memory comes from `arena`. */
struct map map_in(struct arena *arena);
/* NULL if absent. */
void *map_find(const struct map *map, struct text key);
/* The value's place, made (NULL) if absent; valid until the next call. */
void **map_place(struct map *map, struct text key);
void map_set(struct map *map, struct text key, void *value);

#endif
