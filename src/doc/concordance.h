/* On which printed pages the chapters and their parts stand in several
 * deliverables: plain data, for who works with readers of different ones.
 * command/concordance_run lays them out and makes it; pass/appendix prints it
 * in a facilitator's file. */
#ifndef DOC_CONCORDANCE_H
#define DOC_CONCORDANCE_H

#include "doc/book.h"

/* Where a chapter begins, or a part of it. */
struct concordance_place {
    struct text file;        /* of the chapter */
    const struct role *role; /* a part of it; NULL: the chapter itself */
    int block;               /* its number; 0: no building block */
    struct text page;        /* as printed */
};

/* One deliverable; each place once, in reading order. */
struct concordance_reader {
    const struct edition *edition;
    struct concordance_place *places;
    size_t place_count;
};

struct concordance {
    struct concordance_reader *readers;
    size_t reader_count;
};

/* The reader that is `edition`; NULL. */
const struct concordance_reader *
concordance_reader(const struct concordance *concordance,
                   const struct edition *edition);
/* The place of a chapter (role NULL) or of a part of it; NULL. */
const struct concordance_place *
concordance_place(const struct concordance_reader *reader, struct text file,
                  const struct role *role);

#endif
