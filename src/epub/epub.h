/* The document tree to EPUB 3.3; the only folder that knows libzip.  It
 * never sees layout: print pages come as doc/page_labels.h. */
#ifndef EPUB_EPUB_H
#define EPUB_EPUB_H

#include "base/buffer.h"
#include "doc/book.h"
#include "doc/origins.h"
#include "doc/page_labels.h"
#include "font/font.h"
#include "media/image.h"

struct cover_style;

struct epub_rules {
    const struct book *book;
    const struct edition *edition;
    const struct font_set *fonts;
    struct image_store *images;
    const struct page_labels *page_labels; /* NULL: no page-list */
    const struct cover_style *cover;
    struct text style_sheet; /* content of styles/epub.css */
    struct text
        modern_style_sheet; /* of styles/epub-modern.css; may be empty */
    int64_t date;           /* seconds since 1970, UTC */
    struct text version;
    struct text note; /* META-INF/bouwsteen.txt, uncompressed; may be empty */
};

/* False after a report.  *origins gets where each piece of the texts was
 * written, by the names of their entries. */
bool epub_write(struct arena *arena, const struct node *tree,
                const struct epub_rules *rules, struct diag *diag,
                struct buffer *out, struct origins *origins);

#endif
