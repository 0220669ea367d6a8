/* Writes the catalog of the files of a build beside them. */
#ifndef COMMAND_CATALOG_FILES_H
#define COMMAND_CATALOG_FILES_H

#include "catalog/catalog.h"

/* What a build has made of an edition, or of a form of one: its PDF. */
struct catalog_source {
    const struct edition *edition;
    const struct buffer *pdf, *epub; /* NULL: not made */
    size_t page_count;
};

/* Where a deliverable's file lies below the output folder:
 * "nieuw/boek-nieuw.epub", "excerpts/wijkteam/boek-wijkteam.pdf", and -concept
 * in a draft's name. */
struct text output_address(struct arena *arena, const struct book *book,
                           const struct edition *edition, bool is_draft,
                           const char *extension);
/* DIR/catalog: index.html, opds.xml and a cover for each e-book.  False after
 * a message. */
bool catalog_files_write(struct arena *arena, const struct book *book,
                         int64_t date, const struct catalog_source *sources,
                         size_t count, const char *output);

#endif
