#include "base/map.h"

#include "base/array.h"

struct map
map_in(struct arena *arena)
{
    return (struct map){.arena = arena};
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t
map_slot(const struct map *map, struct text key)
{
    size_t slot = (size_t)text_hash(key) & (map->slot_count - 1);
    while (map->slots[slot] &&
           !text_equal(map->entries[map->slots[slot] - 1].key, key))
        slot = (slot + 1) & (map->slot_count - 1);
    return slot;
}

void *
map_find(const struct map *map, struct text key)
{
    if (!map->count)
        return NULL;
    unsigned entry = map->slots[map_slot(map, key)];
    return entry ? map->entries[entry - 1].value : NULL;
}

static void
map_rehash(struct map *map)
{
    map->slot_count = map->slot_count ? map->slot_count * 2 : 16;
    map->slots =
        arena_alloc_table(map->arena, map->slot_count, sizeof *map->slots);
    for (size_t i = 0; i < map->count; i++)
        map->slots[map_slot(map, map->entries[i].key)] = (unsigned)(i + 1);
}

void **
map_place(struct map *map, struct text key)
{
    if ((map->count + 1) * 3 > map->slot_count * 2)
        map_rehash(map);
    size_t slot = map_slot(map, key);
    if (!map->slots[slot]) {
        map->entries = array_grow(map->arena, map->entries, map->count,
                                  &map->capacity, sizeof *map->entries);
        map->entries[map->count++] = (struct map_entry){.key = key};
        map->slots[slot] = (unsigned)map->count;
    }
    return &map->entries[map->slots[slot] - 1].value;
}

void
map_set(struct map *map, struct text key, void *value)
{
    *map_place(map, key) = value;
}
