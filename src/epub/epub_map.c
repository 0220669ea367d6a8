#include "epub/epub_map.h"

#include <stdint.h>

struct epub_map
epub_map_in(struct arena *arena)
{
    return (struct epub_map){.arena = arena};
}

/* The slot of a key, or the free one where it would go. */
static size_t
slot_of(const struct epub_map *map, const void *key)
{
    /* Fibonacci hashing; the low bits of an aligned pointer say nothing. */
    uint64_t hash = ((uint64_t)(uintptr_t)key >> 4) * 0x9E3779B97F4A7C15u;
    size_t mask = map->slot_count - 1;
    size_t slot = (size_t)(hash >> 20) & mask;
    while (map->keys[slot] && map->keys[slot] != key)
        slot = (slot + 1) & mask;
    return slot;
}

void *
epub_map_find(const struct epub_map *map, const void *key)
{
    if (!map->slot_count || !key)
        return NULL;
    size_t slot = slot_of(map, key);
    return map->keys[slot] ? map->values[slot] : NULL;
}

static void
map_grow(struct epub_map *map)
{
    struct epub_map bigger = {.arena = map->arena};
    bigger.slot_count = map->slot_count ? map->slot_count * 2 : 256;
    bigger.keys =
        arena_alloc_table(map->arena, bigger.slot_count, sizeof *bigger.keys);
    bigger.values = ARENA_ARRAY(map->arena, bigger.slot_count, void *);
    for (size_t i = 0; i < map->slot_count; i++)
        if (map->keys[i])
            epub_map_set(&bigger, map->keys[i], map->values[i]);
    *map = bigger;
}

void
epub_map_set(struct epub_map *map, const void *key, void *value)
{
    if (map->count * 2 >= map->slot_count)
        map_grow(map);
    size_t slot = slot_of(map, key);
    if (!map->keys[slot])
        map->count++;
    map->keys[slot] = key;
    map->values[slot] = value;
}
