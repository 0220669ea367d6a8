/* Definition lists: a line with a term, then ":   what it is".
 * Internal to read/. */
#ifndef READ_DEFINITIONS_H
#define READ_DEFINITIONS_H

#include "read/piece_finder.h"

struct extent {  /* of an indented body */
    size_t end;  /* of its last line */
    size_t next; /* start of the line after it */
};

/* How far the body goes of which a first line ends at `first_end`: lines
 * indented by `indent`, blank ones between, and lines that go on with a
 * paragraph. */
struct extent definitions_extent(struct text text, size_t next,
                                 size_t first_end, size_t indent);
/* Does the line hold the first definition of a term above it? */
bool definitions_start(const struct piece_finder *finder,
                       const struct line *line);
/* Reads the whole list that this line belongs to. */
void definitions_read(struct piece_finder *finder, const struct line *line);

#endif
