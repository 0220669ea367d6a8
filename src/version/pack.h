/* Which sheets of an earlier print have to be replaced, so that it becomes the
 * print of now: leaves of which a side says something else.
 *
 * What is printed on both sides decides, not what is written on it as a
 * number: so old print and pack make the new print whatever became of the
 * text; that few sheets change is the work of layout/folios. */
#ifndef VERSION_PACK_H
#define VERSION_PACK_H

#include "version/seen.h"

/* Sheets that follow one another: pages first .. first + count - 1, which are
 * recto, verso, recto ... */
struct pack_sheets {
    size_t first, count;
};

/* At one place of the book: some sheets go, others come. */
struct pack_step {
    struct pack_sheets out, in;
};

struct pack {
    struct version_page *old; /* all pages of the earlier print */
    size_t old_count;
    struct pack_step *steps; /* from front to back */
    size_t step_count;
};

struct pack *pack_make(struct arena *arena, const struct reader_key *key,
                       const struct version_reader *before,
                       const struct pages *pages);
/* "19/20, 21/22": how the sheets are called, by the numbers of their pages;
 * empty when there are none. */
struct text pack_old_words(struct arena *arena, const struct pack *pack,
                           struct pack_sheets sheets);
struct text pack_new_words(struct arena *arena, const struct pages *pages,
                           struct pack_sheets sheets);

#endif
