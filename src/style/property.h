/* The properties of style sheets: their names, types and units, one table.
 *
 * A sheet's values are kept as written (a number with its unit) until they
 * are applied, since em depends on the text size there. */
#ifndef STYLE_PROPERTY_H
#define STYLE_PROPERTY_H

#include "base/map.h"
#include "base/yaml.h"
#include "style/style.h"

struct property; /* a row of the table */

enum length_unit { UNIT_MM, UNIT_PT, UNIT_EM, UNIT_GRID };

struct length {
    int64_t number; /* 1/10000 of the unit */
    enum length_unit unit;
};

struct declaration {
    const struct property *property;
    union {
        struct length length;
        int number; /* also a choice's index, a colour, a boolean */
        struct text text;
    };
    bool is_none; /* a fill: none */
};

enum { DECLARATIONS_MOST = 64 }; /* at least as many as properties */

struct declarations {
    struct declaration *items;
    size_t count;
};

struct property_reader {
    struct arena *arena;
    struct diag *diag;
    const struct map *colours; /* the sheet's names -> struct colour_entry */
};

struct colour_entry {
    uint32_t colour;
};

/* Reads a map of properties; `inline_only` allows those of text alone.
 * False after reporting unknown names and values that do not fit. */
bool declarations_read(const struct property_reader *reader,
                       const struct yaml *map, bool inline_only,
                       struct declarations *declarations);
/* Adds those of `more`, which count above what is there.  `merged` must have
 * room: DECLARATIONS_MOST. */
void declarations_merge(struct declarations *merged,
                        const struct declarations *more);
/* Sets them in `style`; the size first, so that em means the new size. */
void declarations_apply(const struct declarations *declarations, scaled grid,
                        struct block_style *style);

/* "10.25pt"; false after reporting at the value. */
bool length_read(const struct yaml *value, struct diag *diag,
                 struct length *length);
scaled length_resolve(struct length length, scaled em, scaled grid);
/* "#rrggbb"; false when it is not one. */
bool colour_parse(struct text text, uint32_t *colour);

#endif
