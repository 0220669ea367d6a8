/* Does a finished file hold words that its reader may not see?
 *
 * All words of the book are targets: single ones, runs of four, short titles
 * and names as they stand.  For each edition or excerpt those are crossed off
 * that it may show, by proof/sight's own reading; not one of the others may
 * stand anywhere in its PDF or EPUB, whose bytes are opened again for this.
 * What it cannot see: paraphrases, words that are visible elsewhere too, and
 * pixels. */
#ifndef PROOF_LEAK_H
#define PROOF_LEAK_H

#include "base/diag.h"
#include "doc/book.h"
#include "media/image.h"

struct leak_book; /* the targets; made once, read-only after */

/* Reads all chapters of the book.  Lives in `arena`, which no other thread may
 * use meanwhile. */
const struct leak_book *leak_book_new(struct arena *arena,
                                      const struct book *book,
                                      struct image_store *images);

/* Is this edition one whose files are to be scanned: an excerpt, or one whose
 * readers share a group with partners that does not hold everybody? */
bool leak_is_wanted(const struct book *book, const struct edition *edition);

/* Looks through finished files (empty: not made) and reports each leak at its
 * place in the sources.  False when there was one. */
bool leak_scan(const struct leak_book *leaks, const struct edition *edition,
               struct text pdf, struct text epub, struct diag *diag);

/* A booklet: sheets that show pages two-up and have no tags.  They are held
 * against the same pages with their tags, which are looked through for them:
 * what the sheets say must be that, letter for letter. */
struct leak_booklet {
    struct text sheets, pages; /* PDFs */
    const uint32_t *order;     /* indexes of pages, as they lie on the sides */
    size_t count;
};
bool leak_scan_booklet(const struct leak_book *leaks,
                       const struct edition *edition,
                       const struct leak_booklet *booklet, struct diag *diag);

#endif
