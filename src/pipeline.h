/* The one list of passes and outputs, in their order.
 *
 * A session is what all editions of a run share; a product is what comes out
 * of one edition.  Nothing here writes files or prints. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "base/blake2.h"
#include "base/buffer.h"
#include "book_session.h"
#include "doc/page_labels.h"
#include "language/language_check.h"
#include "layout/audit.h"
#include "layout/cover.h"
#include "layout/imposition.h"
#include "layout/page.h"
#include "pack_file.h"
#include "doc/version.h"

enum product_part {
    PRODUCT_TREE = 1,
    PRODUCT_PAGES = 2,
    PRODUCT_PDF = 4,
    PRODUCT_EPUB = 8,
    PRODUCT_AUDIT = 16,    /* of the pages' typography; faults are reported */
    PRODUCT_LANGUAGE = 32, /* the text is held to the book's rules */
    PRODUCT_SEEN = 64,     /* digests of what its reader sees */
    /* What to replace in the print of an earlier version.  Pages are numbered
     * as in that print, in all parts; without such a version there is none. */
    PRODUCT_PACK = 128
};

enum phase {
    PHASE_READ,
    PHASE_PASSES,
    PHASE_LAYOUT,
    PHASE_PDF,
    PHASE_PROOF, /* what was written is opened again and judged */
    PHASE_EPUB,
    PHASE_SCAN,
    PHASE_COUNT
};

struct product {
    const struct edition *edition;
    struct arena *arena;
    struct node *tree;
    const struct style *style; /* NULL: there are no pages */
    struct pages pages;
    struct imposition imposition; /* of a booklet */
    struct cover cover;           /* of a cover */
    struct node *cover_words;     /* for it */
    struct page_labels labels;
    struct audit audit;
    struct language_count language;
    struct attachments attachments;  /* that its PDF carries along */
    struct sign_off sign_off;        /* of an excerpt; its lists may be gone */
    struct version_reader seen;      /* its pages only with PRODUCT_SEEN */
    struct version_changes *changes; /* NULL: compared with nothing */
    struct pack_file pack_file;
    size_t page_count;
    size_t memory; /* bytes of the arena */
    uint64_t style_digest;
    struct text note; /* of which both files carry a copy; see proof/seal.h */
    struct buffer pdf, epub, pack;
    double seconds[PHASE_COUNT]; /* wall clock, for -v and the benchmark */
};

/* Called when a phase of a product begins; from any thread. */
typedef void phase_observer(const struct product *product, enum phase phase,
                            void *closure);

/* Makes the wanted parts (a set of enum product_part).  Outputs are left
 * empty when the edition has errors.  Tree and pages are there afterwards only
 * when they were wanted: hundreds of excerpts would not fit otherwise. */
void product_make(const struct session *session, const struct edition *edition,
                  unsigned wanted, phase_observer *observer, void *closure,
                  struct product *product);
/* Makes files (PRODUCT_PDF, PRODUCT_EPUB) of a product whose tree and pages are
 * there already, and stay. */
void product_add(const struct session *session, struct product *product,
                 unsigned wanted);
/* The pages of a file that has no tags (a booklet's, a print shop's) by
 * themselves, with their tags: what the scan looks at. */
bool product_tagged_write(const struct session *session,
                          const struct product *product, struct buffer *out);
/* The sheet to try a printer with, in the style of booklets.  False after
 * reporting. */
bool testsheet_make(const struct session *session, struct buffer *pdf);
/* A digest of what the edition shows, for telling whether a file is outdated
 * (proof/shown.h).  False when the book has errors. */
bool product_shown(const struct session *session, const struct edition *edition,
                   unsigned char digest[BLAKE2_SIZE]);
void product_release(struct product *product);

#endif
