/* On which page a building block and its parts stand, in each edition and
 * excerpt: for who works with readers of different ones. */
#ifndef COMMAND_CONCORDANCE_H
#define COMMAND_CONCORDANCE_H

#include "base/array.h"
#include "base/buffer.h"
#include "pipeline.h"

struct concordance_row {
    int block;
    const struct role *role; /* a part of it; NULL: the block itself */
    struct text *pages;      /* by reader, as printed; empty: not there */
};

struct concordance {
    struct arena *arena;
    const struct book *book;
    const struct edition **readers;
    size_t reader_count;
    ARRAY(struct concordance_row) rows; /* by block, then as first met */
};

struct concordance concordance_new(struct arena *arena, const struct book *book,
                                   size_t most_readers);
/* Adds what a product's pages say; it may be released after, `edition` is the
 * book's. */
void concordance_add(struct concordance *concordance,
                     const struct edition *edition,
                     const struct product *product);
/* A row for each block and part, a column for each reader. */
void concordance_csv(const struct concordance *concordance, struct buffer *out);

#endif
