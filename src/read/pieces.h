/* A region cut into pieces, each to be read on its own, so that nothing
 * crosses the border of a div or of a part for some readers only.  What the
 * edition may not see is left out here.  Internal to read/. */
#ifndef READ_PIECES_H
#define READ_PIECES_H

#include "base/array.h"
#include "read/attributes.h"
#include "read/scan.h"

enum piece_kind {
    PIECE_RUN,       /* Markdown, start..end */
    PIECE_OPEN,      /* a div begins, with `attributes` */
    PIECE_CLOSE,     /* it ends */
    PIECE_TERMS,     /* a definition list begins; PIECE_CLOSE ends it */
    PIECE_TERM,      /* one line, start..end */
    PIECE_DEFINITION /* `region` */
};

struct piece {
    enum piece_kind kind;
    size_t start, end;
    const struct scope *scope;
    size_t item_start, item_end, fence_start, fence_end; /* RUN: indices */
    struct attributes attributes;
    struct region region;
};

struct line_break { /* start..end: a line's end */
    size_t start, end;
};

struct pieces {
    ARRAY(struct piece) list;
    ARRAY(struct scan_fence) fences;
    /* Behind a "<!--" that ends its line, in a paragraph that goes on: md4c
     * 0.4.8 sees no comment there, and would print it. */
    ARRAY(struct line_break) comment_breaks;
    const struct scan_item *items;
};

/* Also notes the definitions of notes and links. */
struct pieces pieces_find(struct reader *reader, const struct region *region,
                          const struct scope *scope);

#endif
