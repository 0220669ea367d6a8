/* Who sees what, of all that is written: each chapter and each piece of text
 * against each edition and excerpt, with the rule that decided.
 *
 * From proof/sight's reading; it decides nothing of its own. */
#ifndef PROOF_VISIBILITY_H
#define PROOF_VISIBILITY_H

#include "proof/sight.h"

enum visibility_state { VISIBILITY_NONE, VISIBILITY_SHORT, VISIBILITY_FULL };

/* A chapter for one reader. */
struct visibility_cell {
    enum visibility_state state;
    struct sight sight; /* NONE: why */
    struct text depth;  /* SHORT: its name */
    size_t shown;       /* of the chapter's pieces */
};

struct visibility_chapter {
    struct text path; /* empty: a building block without a file */
    int block;        /* 0: none */
    struct text title;
    struct span span;
    size_t first_piece, piece_count;
    struct visibility_cell *cells; /* by reader */
};

/* A paragraph, a table's row, words with an audience of their own ... */
struct visibility_piece {
    const struct node *node;
    struct text text;     /* local names as the book has them */
    struct sight *sights; /* by reader */
};

struct visibility {
    struct arena *arena;
    const struct book *book;
    const struct edition **readers; /* editions, then excerpts */
    size_t reader_count;
    ARRAY(struct visibility_chapter) chapters; /* blocks first, by number */
    ARRAY(struct visibility_piece) pieces;
};

void visibility_read(struct visibility *view, struct arena *arena,
                     const struct book *book);
/* Does any reader see some of the chapter? */
bool visibility_is_seen(const struct visibility *view,
                        const struct visibility_chapter *chapter);
/* Line of a place in its source, from 1; 0: nowhere. */
int visibility_line(struct span span);

#endif
