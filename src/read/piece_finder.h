/* The state of cutting a region into pieces, shared by read/pieces and
 * read/definitions only. */
#ifndef READ_PIECE_FINDER_H
#define READ_PIECE_FINDER_H

#include "read/pieces.h"

struct open_section { /* a heading with an audience */
    int level;
    const struct scope *scope;
};

struct open_sections {
    struct open_section *items;
    size_t count, capacity;
};

struct open_div {
    struct span span;
    const struct scope *outer;
    struct open_sections sections; /* around it */
    bool emits;
};

struct piece_finder {
    struct reader *reader;
    const struct region *region;
    struct scanner *scanner;
    struct pieces pieces;
    const struct scope *scope;     /* of the innermost div, or the region */
    struct open_sections sections; /* in it */
    ARRAY(struct open_div) divs;
    size_t start; /* of the run under way */
    size_t item_start, fence_start;
    /* The last line that was not blank, and blank lines since. */
    size_t last_start, last_end, blank_lines;
    size_t last_content;    /* after its containers' marks */
    int table_columns;      /* of the table under way; 0: it is none */
    size_t paragraph_lines; /* 1: that line is all of its paragraph so far */
};

/* A scope narrowed by an audience; `outer` itself without one. */
const struct scope *finder_narrow(struct piece_finder *finder,
                                  const struct scope *outer,
                                  const struct attributes *attributes);
struct piece *finder_push(struct piece_finder *finder, enum piece_kind kind);
/* Ends the run under way before `end`. */
void finder_flush(struct piece_finder *finder, size_t end);
/* The next run begins at `start`, as a document of its own. */
void finder_resume(struct piece_finder *finder, size_t start);

#endif
