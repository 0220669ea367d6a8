/* Words with something worked out for each, once a process, shared by all
 * threads.
 *
 * Private to font/.  Finding takes no lock; a word that is not there yet is
 * made under a lock of its part of the table, so that it is made once
 * whatever the threads do. */
#ifndef FONT_WORD_TABLE_H
#define FONT_WORD_TABLE_H

#include "base/arena.h"

#include <stdint.h>

/* First member of an entry. */
struct word_entry {
    uint64_t hash;
    unsigned tag; /* distinguishes the same word in two fonts */
    struct text word;
};

struct word_table;

/* Fills in the rest of a zeroed entry.  Memory comes from `arena`; *scratch
 * belongs to this part of the table, NULL at first. */
typedef void word_maker(void *context, struct word_entry *entry,
                        struct arena *arena, void **scratch);

struct word_table *word_table_new(size_t entry_size, word_maker *make,
                                  void *context);
/* Calls free_scratch for each scratch that is not NULL. */
void word_table_free(struct word_table *table,
                     void (*free_scratch)(void *scratch));
/* The word's entry, made if need be.  Stays where it is until the table is
 * freed. */
struct word_entry *word_table_place(struct word_table *table, unsigned tag,
                                    struct text word);
size_t word_table_count(struct word_table *table);

#endif
