/* Source files as read, and places in them.
 *
 * A source keeps its bytes for the whole run; spans point into them.  It
 * never opens anything itself: base/file does. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/arena.h"

#include <stdint.h>

struct source {
    struct text path;    /* as shown in diagnostics, relative to the caller */
    struct text content; /* without byte order mark; line ends as in the file */
};

/* Bytes start..end of a source.  source == NULL: no place known. */
struct span {
    const struct source *source;
    uint32_t start, end;
};

/* Where numbered things come from: spans by number. */
struct span_table {
    struct arena *arena;
    struct span *items;
    size_t count, capacity;
};

struct place {
    uint32_t line, column; /* 1-based; column counts code points */
    struct text line_text; /* the whole line, without line end */
};

struct span span_of(const struct source *source, size_t start, size_t end);
/* The span that covers both; one without source gives the other. */
struct span span_join(struct span a, struct span b);
struct text span_text(struct span span);
/* Sets the span of a number; those before it that have none yet get one
 * without source. */
void span_table_set(struct span_table *table, size_t number, struct span span);
/* Where the span starts.  Counts from the start of the file: for messages. */
struct place span_place(struct span span);
/* The same for many spans in order: counts on from the last one.  Starts as
 * {0}; a span before the last one, or in another source, counts anew. */
struct place_memo {
    const struct source *source;
    size_t at, line_start;
    struct place place;
};
struct place span_place_on(struct span span, struct place_memo *memo);

#endif
