/* Files that an edition's PDF carries along, for who reads it.
 *
 * The worksheets of the same edition, made as a file of their own, or a file
 * of plain text from the book's folder: text is all that the scan for leaks
 * (proof/leak.h) can look through. */
#ifndef DOC_ATTACHMENT_H
#define DOC_ATTACHMENT_H

#include "base/source.h"
#include "doc/form.h"

struct attachment {
    enum form form;       /* FORM_WORKSHEETS; FORM_OWN: the file at `path` */
    struct text path;     /* in the book's folder */
    struct text title;    /* in words; empty: none was given */
    struct text audience; /* who gets it; empty: who reads the edition */
    struct span span, audience_span;
    struct text content; /* of a file, once it is read */
};

struct attachments {
    struct attachment *items;
    size_t count, capacity;
};

/* "text/csv"; empty for files that may not be attached. */
struct text attachment_media_type(struct text path);

#endif
