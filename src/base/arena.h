/* Memory that is freed all at once: one arena a run, one scratch arena a
 * paragraph.
 *
 * Out of memory ends the program with status 2; no caller checks.  Blocks
 * are aligned for any type and zeroed.  Under AddressSanitizer the unused
 * part of an arena is poisoned. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/text.h"

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);
/* Takes over all blocks of `other`, which is gone. */
void arena_adopt(struct arena *arena, struct arena *other);
/* Forgets all blocks but keeps the largest chunk for reuse. */
void arena_reset(struct arena *arena);
/* Bytes handed out since the last reset. */
size_t arena_size(const struct arena *arena);

void *arena_alloc(struct arena *arena, size_t size);
/* count * size, checked against overflow. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);
/* One object or `count` objects of a type, zeroed. */
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type)                                        \
    ((type *)arena_alloc_array((arena), (count), sizeof(type)))

/* The same for a table that is looked into before it is filled: written with
 * zeros here and now, since reading fresh memory first makes the system fetch
 * each page twice. */
void *arena_alloc_table(struct arena *arena, size_t count, size_t size);
/* A copy of `count` objects; NULL when there are none. */
void *arena_copy(struct arena *arena, const void *items, size_t count,
                 size_t size);
/* Copies, NUL-terminated after the last byte. */
struct text arena_text(struct arena *arena, struct text text);
char *arena_string(struct arena *arena, struct text text);
struct text arena_text_concat(struct arena *arena, struct text a,
                              struct text b);
struct text arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct text arena_vprintf(struct arena *arena, const char *format,
                          va_list arguments);

/* Memory from malloc that never returns NULL (out of memory exits 2). */
void *memory_alloc(size_t size);
/* Zeroed by the system where it can be: large blocks cost only the pages that
 * are used. */
void *memory_alloc_zeroed(size_t count, size_t size);
/* As arena_alloc_table. */
void *memory_alloc_table(size_t count, size_t size);
void *memory_realloc(void *block, size_t size);

#endif
