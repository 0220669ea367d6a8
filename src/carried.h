/* What the PDF of an edition carries along, ready to be written into it.
 *
 * It makes no edition itself: who calls it does. */
#ifndef CARRIED_H
#define CARRIED_H

#include "base/buffer.h"
#include "doc/book.h"
#include "pdf/pdf.h"

struct carried {
    struct arena *arena; /* of its own; NULL: there is nothing */
    struct pdf_attachment *items;
    size_t count;
};

/* Writes the PDF of a form; nothing when it has nothing to show. */
typedef void form_writer(const void *closure, const struct edition *form,
                         struct buffer *pdf);

/* `edition` carries `attachments` (edition/attached.h), whose texts must stay
 * until carried_release. */
void carried_make(const struct book *book, const struct edition *edition,
                  const struct attachments *attachments, form_writer *write,
                  const void *closure, struct carried *carried);
void carried_release(struct carried *carried);

#endif
