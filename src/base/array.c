#include "base/array.h"

#include <string.h>

void *
array_grow(struct arena *arena, void *items, size_t count, size_t *capacity,
           size_t item_size)
{
    if (count < *capacity)
        return items;
    size_t larger = *capacity ? *capacity * 2 : 8;
    void *moved = arena_alloc_array(arena, larger, item_size);
    if (count)
        memcpy(moved, items, count * item_size);
    *capacity = larger;
    return moved;
}
