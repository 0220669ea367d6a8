/* Growing arrays in an arena.
 *
 *     struct { struct line *items; size_t count, capacity; } lines = {0};
 *     *ARRAY_PUSH(arena, &lines) = line;
 *
 * Growth doubles; the old block stays in the arena until its reset, so the
 * waste is at most the final size. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include "base/arena.h"

/* Declares an array of `type` as an anonymous struct member or variable. */
#define ARRAY(type)                                                            \
    struct {                                                                   \
        type *items;                                                           \
        size_t count, capacity;                                                \
    }

/* A pointer to a new zeroed last element of *array. */
#define ARRAY_PUSH(arena, array)                                               \
    ((array)->items =                                                          \
         (array)->count < (array)->capacity                                    \
             ? (array)->items                                                  \
             : array_grow((arena), (array)->items, (array)->count,             \
                          &(array)->capacity, sizeof *(array)->items),         \
     &(array)->items[(array)->count++])

void *array_grow(struct arena *arena, void *items, size_t count,
                 size_t *capacity, size_t item_size);

#endif
