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

/* What is made for printing alone and has no tags: sheets that show one page or
 * two on each side.  They are held against the same pages with their tags,
 * which are looked through for them: what the sheets say must be that, letter
 * for letter. */
struct leak_printed {
    struct text sheets, pages; /* PDFs */
    const uint32_t *order;     /* indexes of pages, as they lie on the sides;
                                  NULL: one after the other */
    size_t side_count, pages_on_side;
};
/* In `order`, one to a side: a page of the sheets' own, which is looked through
 * by itself.  All pages need not lie on such sheets. */
#define LEAK_OWN_PAGE UINT32_MAX
bool leak_scan_printed(const struct leak_book *leaks,
                       const struct edition *edition,
                       const struct leak_printed *printed, struct diag *diag);

#endif
