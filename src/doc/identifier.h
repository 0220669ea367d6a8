/* The identifiers of an edition's files: the same over all builds and
 * versions, so that bookmarks survive an update; the e-book names the PDF as
 * the source of its page numbers by it. */
#ifndef DOC_IDENTIFIER_H
#define DOC_IDENTIFIER_H

#include "doc/book.h"

/* "urn:uuid:...", version 5.  Root: the manifest's `identifier`; without one
 * it is made of title and language.  `target`: "epub" (the edition itself) or
 * another target, "pdf". */
struct text edition_identifier(struct arena *arena, const struct book *book,
                               const struct edition *edition,
                               const char *target);

#endif
