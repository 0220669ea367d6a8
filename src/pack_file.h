/* The replacement pack: a file with the sheets of an edition that changed
 * since an earlier print, behind a page that says where they go.
 *
 * It has no tags, links or bookmarks: it is for printing, and what it shows is
 * in the edition's own PDF. */
#ifndef PACK_FILE_H
#define PACK_FILE_H

#include "layout/layout.h"
#include "reader_changes.h"

struct pack_file {
    struct pages pages;
    /* Which page of the edition each one is; PACK_OWN_PAGE: none. */
    uint32_t *order;
    size_t sheet_count; /* that are new; 0: nothing has changed */
};
#define PACK_OWN_PAGE UINT32_MAX

/* `pages` are the edition's, in the folios of the earlier print. */
void pack_lay_out(struct layout_context *context,
                  const struct reader_before *before, const struct pages *pages,
                  struct pack_file *file);

#endif
