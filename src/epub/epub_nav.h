/* The navigation: nav.xhtml (contents, landmarks, pages, tables, figures) and
 * toc.ncx for old readers. */
#ifndef EPUB_EPUB_NAV_H
#define EPUB_EPUB_NAV_H

#include "epub/epub_plan.h"

/* One line of the contents, in reading order. */
struct epub_toc_entry {
    int depth; /* 0.. ; never more than one deeper than the line before */
    struct text title;
    const struct epub_file *file;
    struct text id; /* empty: the file's start */
    bool is_minor;  /* left out where the contents are shown as a page */
};

struct epub_toc {
    struct epub_toc_entry *items;
    size_t count, capacity;
};

struct epub_toc epub_toc_of(const struct epub_plan *plan);
/* Once all other files have been written: only pages whose marker stands
 * somewhere are listed. */
void epub_nav_write(struct epub_plan *plan, const struct epub_toc *toc,
                    struct buffer *out);
void epub_ncx_write(const struct epub_plan *plan, const struct epub_toc *toc,
                    struct text identifier, struct text title,
                    struct buffer *out);

/* Places of a kind that readers offer as short cuts. */
struct epub_landmark {
    const char *type; /* epub:type */
    struct text title;
    const struct epub_file *file;
};
/* At most `limit`, in reading order; each type once. */
size_t epub_landmarks_of(const struct epub_plan *plan,
                         struct epub_landmark *landmarks, size_t limit);

#endif
