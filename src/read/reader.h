/* One chapter being read: what the parts of read/ share.  Internal to read/.
 *
 * A region is a stretch of Markdown of its own: the file's body, or the text
 * of a note or definition with its indentation taken off.  Offsets count in
 * the region; region_span turns them into places in the file. */
#ifndef READ_READER_H
#define READ_READER_H

#include "base/map.h"
#include "doc/book.h"

/* From region offset `at` on, bytes stem from `start` on in the source. */
struct segment {
    size_t at, start;
};

struct region {
    struct text text;
    const struct segment *segments; /* sorted by `at`; at least one, at 0 */
    size_t segment_count;
};

/* An element for some readers only, and all that lies in it.  What is defined
 * in it (links, notes) exists only there. */
struct scope {
    const struct scope *parent; /* NULL: the file */
    struct atoms atoms;
    bool is_visible;
};

struct reader {
    struct arena *arena;
    const struct book *book;
    const struct edition *edition; /* NULL: sees everything */
    const struct source *source;
    struct diag *diag;
    struct text path; /* in the book */
    struct node *chapter;
    struct scope file_scope;
    struct map notes;    /* name -> struct note, the latest first */
    struct links *links; /* link definitions at the top level of regions */
    size_t expanded;     /* bytes that links have grown to */
    size_t block_count;  /* made by md4c so far */
    int depth;           /* of regions in regions */
    bool in_note;
};

struct span region_span(const struct reader *reader,
                        const struct region *region, size_t start, size_t end);
/* Lines start..end of a region as one of their own: `indent` columns are
 * taken off each line but the first, which starts at `first`. */
struct region region_unindent(struct reader *reader,
                              const struct region *region, size_t first,
                              size_t end, size_t indent);
/* May the edition see what these atoms see? */
bool reader_sees(const struct reader *reader, const struct atoms *atoms);
/* Reads a region's blocks into `parent`. */
void region_read(struct reader *reader, const struct region *region,
                 const struct scope *scope, struct node *parent);

#endif
