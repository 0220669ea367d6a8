/* What all editions of a run share: the book as its manifest has it, fonts,
 * hyphenation and caches.
 *
 * It makes nothing of an edition: pipeline.h does. */
#ifndef BOOK_SESSION_H
#define BOOK_SESSION_H

#include "base/pool.h"
#include "base/program.h"
#include "doc/book.h"
#include "doc/concordance.h"
#include "font/hyphenate.h"
#include "font/shape.h"
#include "media/image.h"
#include "proof/leak.h"
#include "proof/sign_off.h"
#include "version/versions.h"

/* What finished files are scanned for, once it is gathered. */
struct scan {
    struct pool_group group; /* of the gathering */
    struct arena *arena;
    const struct leak_book *leaks;
};

struct language; /* language/language_check.h */

struct session {
    struct arena *arena;
    struct diag *diag;
    struct book *book;
    struct text folders[4];      /* where styles/ is looked for */
    struct text font_folders[4]; /* fonts/ in each of these */
    size_t folder_count;
    struct font_set *fonts;
    struct shape_cache *shapes;
    struct hyphenator *hyphenator;
    struct image_store *images;
    struct text epub_style_sheet, epub_modern_sheet;
    struct scan *scan;         /* NULL: finished files are not scanned */
    struct language *language; /* what PRODUCT_LANGUAGE needs; else NULL */
    int64_t date;              /* of the build, seconds since 1970 */
    struct pool *pool;         /* NULL: one thread */
    enum sign_off_rule sign_off;
    /* What facilitators' files print; NULL: they have no such appendix. */
    const struct concordance *concordance;
    /* What editions and excerpts are held against: id -> const struct earlier;
     * what is not in it is held against nothing. */
    struct map earlier;
    struct map versions; /* those that were opened, by name */
    /* Of the book's versions; NULL: PRODUCT_SEEN cannot be wanted. */
    const unsigned char *version_key;
    bool borrows; /* fonts, shapes and hyphenation are another's */
};

/* Reads the manifest and opens what all editions share.  `program` is
 * argv[0]'s resolved path, for finding styles and fonts.  False when there is
 * nothing to go on with; errors are in session->diag. */
bool session_open(struct session *session, const char *book_folder,
                  const char *program);
/* The same for a book that is opened again and again: borrows the fonts, shapes
 * and hyphenation of `lender`, which stays open as long, where the language is
 * the same.  NULL: of nobody. */
bool session_open_again(struct session *session, const struct session *lender,
                        const char *book_folder, const char *program);
void session_close(struct session *session);
/* Holds all editions and excerpts against a version, or "last", whatever the
 * manifest says.  False when there is no such version; `earlier` then stays.
 * A version that is broken is in session->diag. */
bool session_since(struct session *session, struct text name);
/* Makes the files of an excerpt, and of an edition that partners get, be
 * scanned for what their readers may not see (proof/leak.h).  Call it once,
 * before products are made: the pool gathers what to look for beside them. */
void session_scan(struct session *session);

#endif
