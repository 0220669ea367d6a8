#include "base/arena.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif
#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#define POISON(at, size) ASAN_POISON_MEMORY_REGION(at, size)
#define UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION(at, size)
/* Room between blocks, so that an overrun lands on poison. */
enum { GUARD = 16 };
#else
#define POISON(at, size) ((void)0)
#define UNPOISON(at, size) ((void)0)
enum { GUARD = 0 };
#endif

enum {
    HUGE_PAGE = 2 * 1024 * 1024,
    RANKS = 5, /* sizes of small chunks: 64 KB to 1 MB */
    FIRST_CHUNK = HUGE_PAGE >> RANKS,
    LARGEST_CHUNK = HUGE_PAGE / 8, /* where nobody asks for more at once */
    ALIGNMENT = 16
};

/* All that is not handed out yet is zero: fresh memory comes zeroed from the
 * system, which costs nothing where it has to fetch the page anyway, and a
 * chunk that is kept is cleared as far as it was used. */
struct chunk {
    struct chunk *previous;
    size_t size, used; /* of the bytes after this head */
    size_t padding;    /* keeps the head a multiple of the alignment */
};

struct arena {
    struct chunk *chunk;
    size_t size; /* handed out */
};

static _Noreturn void
out_of_memory(void)
{
    fputs("bouwsteen: out of memory\n", stderr);
    exit(2);
}

void *
memory_alloc(size_t size)
{
    void *block = malloc(size ? size : 1);
    if (!block)
        out_of_memory();
    return block;
}

void *
memory_alloc_zeroed(size_t count, size_t size)
{
    void *block = calloc(count ? count : 1, size ? size : 1);
    if (!block)
        out_of_memory();
    return block;
}

void *
memory_alloc_table(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory();
    return memset(memory_alloc(count * size), 0, count * size);
}

void *
memory_realloc(void *block, size_t size)
{
    void *moved = realloc(block, size ? size : 1);
    if (!moved)
        out_of_memory();
    return moved;
}

struct arena *
arena_new(void)
{
    struct arena *arena = memory_alloc(sizeof *arena);
    *arena = (struct arena){0};
    return arena;
}

/* --- chunks --------------------------------------------------------------- */

#ifdef ARENA_POISONS

/* The leak sanitizer finds pointers in what malloc has handed out only. */
static struct chunk *
chunk_new(size_t size)
{
    struct chunk *chunk = memory_alloc_zeroed(1, sizeof *chunk + size);
    chunk->size = size;
    POISON(chunk + 1, size);
    return chunk;
}

static void
chunk_free(struct chunk *chunk)
{
    UNPOISON(chunk + 1, chunk->size);
    free(chunk);
}

#else

/* Chunks lie in the system's large pages, where it has them: to fetch each
 * 4 KB when it is first touched was a tenth of the time of a small book.
 * Several small chunks share a large page; one that is freed waits, cleared,
 * for the next arena. */
static struct {
    pthread_mutex_t mutex;
    struct chunk *waiting[RANKS]; /* by size */
    char *at;                     /* where the page in use goes on */
    size_t left;                  /* bytes of it */
} store = {.mutex = PTHREAD_MUTEX_INITIALIZER};

/* Zeroed; `size` is a multiple of HUGE_PAGE. */
static char *
pages_map(size_t size)
{
    char *area = mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (area == MAP_FAILED)
        out_of_memory();
    /* Aligned; what lies before and behind goes back. */
    size_t before = HUGE_PAGE - (uintptr_t)area % HUGE_PAGE;
    munmap(area, before);
    if (before < HUGE_PAGE)
        munmap(area + before + size, HUGE_PAGE - before);
    madvise(area + before, size, MADV_HUGEPAGE); /* a wish, no more */
    return area + before;
}

/* The rank of the smallest chunk of so many bytes; RANKS: it is large. */
static unsigned
rank_of(size_t whole)
{
    unsigned rank = 0;
    while (rank < RANKS && (size_t)FIRST_CHUNK << rank < whole)
        rank++;
    return rank;
}

static struct chunk *
chunk_take(unsigned rank)
{
    size_t whole = (size_t)FIRST_CHUNK << rank;
    pthread_mutex_lock(&store.mutex);
    struct chunk *chunk = store.waiting[rank];
    if (chunk) {
        store.waiting[rank] = chunk->previous;
    } else {
        /* What is left of the page, too little for this one, is lost. */
        if (store.left < whole) {
            store.at = pages_map(HUGE_PAGE);
            store.left = HUGE_PAGE;
        }
        chunk = (struct chunk *)(void *)store.at;
        store.at += whole;
        store.left -= whole;
    }
    pthread_mutex_unlock(&store.mutex);
    *chunk = (struct chunk){.size = whole - sizeof *chunk};
    return chunk;
}

static struct chunk *
chunk_new(size_t size)
{
    if (size > SIZE_MAX - 2 * HUGE_PAGE)
        out_of_memory();
    size_t whole = sizeof(struct chunk) + size;
    unsigned rank = rank_of(whole);
    if (rank < RANKS)
        return chunk_take(rank);
    whole = (whole + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    struct chunk *chunk = (struct chunk *)(void *)pages_map(whole);
    chunk->size = whole - sizeof *chunk;
    return chunk;
}

static void
chunk_free(struct chunk *chunk)
{
    size_t whole = sizeof *chunk + chunk->size;
    unsigned rank = rank_of(whole);
    if (rank == RANKS) {
        munmap(chunk, whole);
        return;
    }
    memset(chunk + 1, 0, chunk->used);
    pthread_mutex_lock(&store.mutex);
    chunk->previous = store.waiting[rank];
    store.waiting[rank] = chunk;
    pthread_mutex_unlock(&store.mutex);
}

#endif

static void
chunks_free(struct chunk *chunk)
{
    while (chunk) {
        struct chunk *previous = chunk->previous;
        chunk_free(chunk);
        chunk = previous;
    }
}

void
arena_free(struct arena *arena)
{
    if (!arena)
        return;
    chunks_free(arena->chunk);
    free(arena);
}

void
arena_adopt(struct arena *arena, struct arena *other)
{
    struct chunk **end = &other->chunk;
    while (*end)
        end = &(*end)->previous;
    /* Behind the chunk in use, which goes on being used. */
    struct chunk **behind =
        arena->chunk ? &arena->chunk->previous : &arena->chunk;
    *end = *behind;
    *behind = other->chunk;
    arena->size += other->size;
    free(other);
}

void
arena_reset(struct arena *arena)
{
    struct chunk *largest = arena->chunk;
    arena->size = 0;
    if (!largest)
        return;
    for (struct chunk *chunk = largest->previous; chunk;
         chunk = chunk->previous)
        if (chunk->size > largest->size)
            largest = chunk;
    for (struct chunk **link = &arena->chunk; *link; link = &(*link)->previous)
        if (*link == largest) {
            *link = largest->previous;
            break;
        }
    chunks_free(arena->chunk);
    UNPOISON(largest + 1, largest->size);
    memset(largest + 1, 0, largest->used);
    *largest = (struct chunk){.size = largest->size};
    POISON(largest + 1, largest->size);
    arena->chunk = largest;
}

size_t
arena_size(const struct arena *arena)
{
    return arena->size;
}

static void
chunk_add(struct arena *arena, size_t least)
{
    size_t size = FIRST_CHUNK;
    if (arena->chunk)
        size = (sizeof(struct chunk) + arena->chunk->size) * 2;
    if (size > LARGEST_CHUNK)
        size = LARGEST_CHUNK;
    size -= sizeof(struct chunk);
    if (size < least)
        size = least;
    struct chunk *chunk = chunk_new(size);
    chunk->previous = arena->chunk;
    arena->chunk = chunk;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) /* room for guard, rounding and chunk head */
        out_of_memory();
    size_t room = (size + GUARD + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!arena->chunk || arena->chunk->size - arena->chunk->used < room)
        chunk_add(arena, room);
    char *block = (char *)(arena->chunk + 1) + arena->chunk->used;
    arena->chunk->used += room;
    arena->size += room;
    UNPOISON(block, size);
    return block;
}

void *
arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory();
    return arena_alloc(arena, count * size);
}

void *
arena_alloc_table(struct arena *arena, size_t count, size_t size)
{
    void *table = arena_alloc_array(arena, count, size);
    return memset(table, 0, count * size);
}

void *
arena_copy(struct arena *arena, const void *items, size_t count, size_t size)
{
    if (!count)
        return NULL;
    void *copy = arena_alloc_array(arena, count, size);
    memcpy(copy, items, count * size);
    return copy;
}

struct text
arena_text(struct arena *arena, struct text text)
{
    return (struct text){arena_string(arena, text), text.size};
}

char *
arena_string(struct arena *arena, struct text text)
{
    char *copy = arena_alloc(arena, text.size + 1);
    if (text.size)
        memcpy(copy, text.data, text.size);
    return copy;
}

struct text
arena_text_concat(struct arena *arena, struct text a, struct text b)
{
    char *copy = arena_alloc(arena, a.size + b.size + 1);
    if (a.size)
        memcpy(copy, a.data, a.size);
    if (b.size)
        memcpy(copy + a.size, b.data, b.size);
    return (struct text){copy, a.size + b.size};
}

struct text
arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (size < 0)
        return TEXT("");
    char *data = arena_alloc(arena, (size_t)size + 1);
    vsnprintf(data, (size_t)size + 1, format, arguments);
    return (struct text){data, (size_t)size};
}

struct text
arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct text text = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}
