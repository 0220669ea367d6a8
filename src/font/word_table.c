#include "font/word_table.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* A part's slots are set once, and a grown table replaces the old one whole,
 * which stays readable: so finding needs no lock. */
enum {
    SHARDS = 16,
    SHARD_SHIFT = 60, /* the hash's top bits choose the shard */
    FIRST_SLOTS = 256 /* a power of two; a book has thousands of words */
};

struct slots {
    size_t mask; /* slots - 1 */
    _Atomic(struct word_entry *) entries[];
};

struct shard {
    _Atomic(struct slots *) slots;
    pthread_mutex_t mutex;
    struct arena *arena;
    void *scratch;
    size_t count;
};

struct word_table {
    struct shard shards[SHARDS];
    size_t entry_size;
    word_maker *make;
    void *context;
};

struct word_table *
word_table_new(size_t entry_size, word_maker *make, void *context)
{
    struct word_table *table = memory_alloc_zeroed(1, sizeof *table);
    table->entry_size = entry_size;
    table->make = make;
    table->context = context;
    for (size_t i = 0; i < SHARDS; i++)
        pthread_mutex_init(&table->shards[i].mutex, NULL);
    return table;
}

void
word_table_free(struct word_table *table, void (*free_scratch)(void *scratch))
{
    if (!table)
        return;
    for (size_t i = 0; i < SHARDS; i++) {
        struct shard *shard = &table->shards[i];
        if (shard->scratch)
            free_scratch(shard->scratch);
        pthread_mutex_destroy(&shard->mutex);
        arena_free(shard->arena);
    }
    free(table);
}

size_t
word_table_count(struct word_table *table)
{
    size_t count = 0;
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_mutex_lock(&table->shards[i].mutex);
        count += table->shards[i].count;
        pthread_mutex_unlock(&table->shards[i].mutex);
    }
    return count;
}

static uint64_t
load(const char *at, size_t size)
{
    uint64_t value = 0;
    memcpy(&value, at, size);
    return value;
}

/* The last one to eight bytes of a word: two reads that may overlap. */
static uint64_t
load_rest(const char *at, size_t size)
{
    if (size >= 4)
        return load(at, 4) << 32 | load(at + size - 4, 4);
    if (size >= 2)
        return load(at, 2) << 16 | load(at + size - 2, 2);
    return size ? (unsigned char)*at : 0;
}

/* Eight bytes at a time, multiplied and folded: several times as fast as
 * byte by byte, and nobody chooses the words of a book to collide. */
static uint64_t
hash_word(unsigned tag, struct text word)
{
    const uint64_t multiplier = 0x9E3779B97F4A7C15u;
    uint64_t hash = (tag + 1u) * multiplier ^ word.size;
    size_t at = 0;
    for (; at + 8 < word.size; at += 8) {
        hash = (hash ^ load(word.data + at, 8)) * multiplier;
        hash ^= hash >> 32;
    }
    hash ^= load_rest(word.data + at, word.size - at);
    hash *= multiplier;
    hash ^= hash >> 29;
    hash *= multiplier;
    return hash ^ hash >> 32;
}

static bool
is_entry(const struct word_entry *entry, uint64_t hash, unsigned tag,
         struct text word)
{
    return entry->hash == hash && entry->tag == tag &&
           entry->word.size == word.size &&
           !memcmp(entry->word.data, word.data, word.size);
}

/* The slot that holds the word, or the free one where it belongs; *found is
 * what it holds. */
static _Atomic(struct word_entry *) *
find_slot(struct slots *slots, uint64_t hash, unsigned tag, struct text word,
          struct word_entry **found)
{
    for (size_t i = hash & slots->mask;; i = (i + 1) & slots->mask) {
        *found = atomic_load_explicit(&slots->entries[i], memory_order_acquire);
        if (!*found || is_entry(*found, hash, tag, word))
            return &slots->entries[i];
    }
}

static struct word_entry *
find_entry(struct shard *shard, uint64_t hash, unsigned tag, struct text word)
{
    struct word_entry *found = NULL;
    struct slots *slots =
        atomic_load_explicit(&shard->slots, memory_order_acquire);
    if (slots)
        find_slot(slots, hash, tag, word, &found);
    return found;
}

static struct slots *
slots_new(struct arena *arena, size_t count)
{
    struct slots *slots = arena_alloc_table(
        arena, 1, sizeof *slots + count * sizeof(_Atomic(struct word_entry *)));
    slots->mask = count - 1;
    return slots;
}

/* Slots with room for one more; at most half full, so that searches end. */
static struct slots *
make_room(struct shard *shard)
{
    struct slots *slots =
        atomic_load_explicit(&shard->slots, memory_order_relaxed);
    if (slots && shard->count < (slots->mask + 1) / 2)
        return slots;
    struct slots *larger =
        slots_new(shard->arena, slots ? (slots->mask + 1) * 2 : FIRST_SLOTS);
    for (size_t i = 0; slots && i <= slots->mask; i++) {
        struct word_entry *none;
        struct word_entry *entry =
            atomic_load_explicit(&slots->entries[i], memory_order_relaxed);
        if (entry)
            atomic_store_explicit(
                find_slot(larger, entry->hash, entry->tag, entry->word, &none),
                entry, memory_order_relaxed);
    }
    atomic_store_explicit(&shard->slots, larger, memory_order_release);
    return larger;
}

/* A new entry is shown to others only when it is whole. */
static struct word_entry *
make_entry(struct word_table *table, struct shard *shard, uint64_t hash,
           unsigned tag, struct text word)
{
    if (!shard->arena)
        shard->arena = arena_new();
    struct word_entry *none;
    struct word_entry *entry = arena_alloc(shard->arena, table->entry_size);
    *entry = (struct word_entry){hash, tag, arena_text(shard->arena, word)};
    table->make(table->context, entry, shard->arena, &shard->scratch);
    struct slots *slots = make_room(shard);
    atomic_store_explicit(find_slot(slots, hash, tag, word, &none), entry,
                          memory_order_release);
    shard->count++;
    return entry;
}

struct word_entry *
word_table_place(struct word_table *table, unsigned tag, struct text word)
{
    uint64_t hash = hash_word(tag, word);
    struct shard *shard = &table->shards[hash >> SHARD_SHIFT];
    struct word_entry *entry = find_entry(shard, hash, tag, word);
    if (entry)
        return entry;
    pthread_mutex_lock(&shard->mutex);
    entry = find_entry(shard, hash, tag, word);
    if (!entry)
        entry = make_entry(table, shard, hash, tag, word);
    pthread_mutex_unlock(&shard->mutex);
    return entry;
}
