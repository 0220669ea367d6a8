/* A style sheet being read, with those that it is based on: what the readers of
 * its sections share.  Internal to style/. */
#ifndef STYLE_SHEET_H
#define STYLE_SHEET_H

#include "base/array.h"
#include "style/cascade.h"
#include "style/style.h"

/* based-on chains longer than this are taken for a circle. */
enum { MOST_SHEETS = 8 };

struct sheet_reader {
    struct arena *arena;
    struct diag *diag;
    const struct text *folders;
    size_t folder_count;
    const struct yaml *sheets[MOST_SHEETS]; /* the outermost base first */
    int sheet_count;
    struct map colours;
    struct property_reader properties;
    bool failed;
    uint64_t digest;
};

struct style_inks {
    struct style_ink *items;
    size_t count, capacity;
};

/* Sets *place when the map has the key. */
void sheet_length(struct sheet_reader *reader, const struct yaml *map,
                  const char *key, scaled grid, scaled *place);

/* sheet_print: sections for print shops; `map` NULL: it is not there. */
void print_read(struct sheet_reader *reader, const struct yaml *map,
                struct print_style *print);
void cover_read(struct sheet_reader *reader, const struct yaml *map,
                scaled grid, struct cover_style *cover);
void inks_read(struct sheet_reader *reader, const struct yaml *map,
               struct style_inks *inks);

#endif
