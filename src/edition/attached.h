/* What an edition's PDF carries along for this reader (doc/attachment.h). */
#ifndef EDITION_ATTACHED_H
#define EDITION_ATTACHED_H

#include "doc/book.h"

/* Of what the manifest lists, that which the edition's reader may have, with
 * the content of files read; those that cannot be read are reported and left
 * out.  A form of an edition has none. */
struct attachments attached_load(struct arena *arena, const struct book *book,
                                 const struct edition *edition,
                                 struct diag *diag);

#endif
