/* What an edition can be made as beside its own PDF and EPUB: a PDF laid out
 * anew or written for another use, which holds what the edition holds and is
 * approved with it.
 *
 * A form is an edition of its own (edition/edition_form.h).  Its name is a
 * target of the manifest and of -t, and ends the id. */
#ifndef DOC_FORM_H
#define DOC_FORM_H

#include "base/text.h"

enum form {
    FORM_OWN,        /* the edition itself */
    FORM_WORKSHEETS, /* its worksheets alone, to fill in on a screen */
    FORM_LARGE,      /* large print */
    FORM_HANDOUT,    /* A4, with room for a punch */
    FORM_BOOKLET,    /* A5, two-up on A4 in the order of a stapled booklet */
    FORM_PRINT,      /* its own pages, for a print shop */
    FORM_COVER       /* back, spine and front, for a print shop */
};
enum { FORM_COUNT = FORM_COVER + 1 };

/* What ends the id of a form, or of the edition itself, that is printed with
 * black alone: "nieuw-booklet-black". */
#define FORM_BLACK "black"

/* "large"; empty for FORM_OWN. */
struct text form_name(enum form form);
/* FORM_OWN if there is none of that name. */
enum form form_named(struct text name);

#endif
