/* The trees that a pass walks: the edition, and the notes that hang off it. */
#ifndef PASS_ROOTS_H
#define PASS_ROOTS_H

#include "pass/pass.h"

struct root {
    struct node *node; /* BOOK, or a FOOTNOTE */
    struct node *call; /* the note's first NOTE_CALL; NULL for the BOOK */
};

struct roots {
    struct root *items; /* the BOOK first, then its notes as they are called */
    size_t count;
};

/* Gathers them and numbers the notes (footnote.number) from 1 in the order of
 * their first calls. */
struct roots roots_collect(struct pass_context *context);
/* The CHAPTER that a node stands in, also from within a note; NULL. */
struct node *roots_chapter(const struct roots *roots, struct node *node);

#endif
