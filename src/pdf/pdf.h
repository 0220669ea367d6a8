/* Pages to PDF, through libharu's object model and serializer; the only
 * folder that knows libharu. */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "base/buffer.h"
#include "doc/book.h"
#include "layout/imposition.h"
#include "layout/page.h"

/* The printing condition of pdf_press.profile, as ICC's registry names it. */
#define PDF_PRESS_CONDITION "FOGRA39"

struct pool;
struct press;
struct style_ink;

/* For a print shop (PDF/X-4): pages with a bleed and crop marks, in the inks
 * of a press. */
struct pdf_press {
    struct press *press;
    struct text profile; /* of the press, as a file; goes into the PDF */
    scaled bleed;
    /* Where the paper is folded, from a page's left edge: a cover's spine. */
    scaled folds[2];
    int fold_count;
    const struct style_ink *inks; /* what the style asks for */
    size_t ink_count;
};

struct pdf_attachment {      /* a file that lies in the PDF */
    struct text name;        /* different from all others' */
    struct text description; /* what it is, in words */
    struct text media_type;  /* "text/csv" */
    struct text content;
    bool is_worksheets; /* belongs to the sections that are worksheets */
};

struct pdf_rules {
    const struct book *book;
    const struct edition *edition;
    const struct font_set *fonts;
    struct shape_cache *shapes; /* text in SVG figures */
    int64_t date;               /* seconds since 1970, UTC */
    struct text version;        /* of the program, for Producer */
    unsigned long long style_digest;
    /* With one of them the file says PDF/A-3a instead of 2a. */
    const struct pdf_attachment *attachments;
    size_t attachment_count;
    struct text note; /* carried along unread, uncompressed; may be empty */
    bool tagged;
    /* Pages two-up on sheets, for printing alone; NULL: each by itself.  Such
     * a file has no links and no bookmarks, and is not tagged. */
    const struct imposition *imposition;
    const struct pdf_press *press; /* NULL: for the screen */
    /* For printing alone, as pages on sheets and for a press: no links, no
     * bookmarks. */
    bool bare;
    struct pool *pool;          /* NULL: one thread */
    bool packed;                /* see pdf_pack.h */
    struct span_table *origins; /* gets where objects come from, by their
                                   number; NULL: not wanted */
};

/* The whole file in `out`.  `tree` is the NODE_BOOK whose nodes the marks
 * name.  False after reporting. */
bool pdf_write(struct arena *arena, const struct pages *pages,
               const struct node *tree, const struct pdf_rules *rules,
               struct diag *diag, struct buffer *out);

#endif
