/* An edition as it was built at some moment: its pages, its e-book, what was
 * reported.  Whoever holds a reference may read it while newer ones are made.
 *
 * A generation is the book as it was opened then; its views share it. */
#ifndef SERVE_VIEW_H
#define SERVE_VIEW_H

#include "pipeline.h"
#include "proof/epub_archive.h"
#include "serve/page_svg.h"
#include "serve/word_index.h"

#include <pthread.h>
#include <stdatomic.h>

struct generation {
    struct session session;
    struct generation
        *lender;     /* whose fonts it borrows; NULL: it has its own */
    bool is_open;    /* false: there is no book to go on with */
    bool has_errors; /* in what all editions share */
    atomic_uint references;
};

struct view {
    struct generation *generation;
    struct product product;
    unsigned number;           /* of the build; later ones are greater */
    bool is_good;              /* no errors */
    uint64_t *digests;         /* of the pages */
    struct buffer diagnostics; /* JSON list */
    atomic_uint references;

    pthread_mutex_t mutex;    /* for what follows */
    struct arena *arena;      /* of what is made later */
    struct word_index *index; /* NULL: nobody asked yet */
    bool has_archive;
    struct epub_archive archive;
};

/* Opens the book; never NULL.  `pool` is the caller's.  Fonts and what they
 * shaped are those of `before`, where there is one. */
struct generation *generation_open(struct generation *before,
                                   const char *book_folder, const char *program,
                                   struct pool *pool);
void generation_release(struct generation *generation);

enum view_use {
    VIEW_SHOWN,
    VIEW_CHECKED /* only what is reported counts */
};

/* Lays the edition out. */
struct view *view_make(struct generation *generation,
                       const struct edition *edition, enum view_use use,
                       unsigned number);
/* The e-book too; false when it has errors. */
bool view_make_reading(struct view *view);
struct view *view_hold(struct view *view);
/* NULL is fine. */
void view_release(struct view *view);

const struct word_index *view_index(struct view *view);
/* A file of the e-book: empty when there is none. */
struct text view_entry(struct view *view, struct text name);

/* What was reported, as a JSON list with places and lines. */
void diagnostics_json(const struct diag *diag, const struct book *book,
                      struct buffer *out);

#endif
