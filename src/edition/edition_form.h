/* Editions made in another form: worksheets alone, large print, hand-outs,
 * booklets, files for a print shop (doc/form.h).
 *
 * A form reads as the same atom as what it is made of, and shows nothing that
 * that does not.  It has a style sheet of its own, but for files for a print
 * shop and what is printed in black.  Forms can be made of
 * forms: the hand-out of an edition's worksheets is
 * "nieuw-worksheets-handout". */
#ifndef EDITION_EDITION_FORM_H
#define EDITION_EDITION_FORM_H

#include "doc/book.h"

/* Never fails; lives in the arena.  `form` is not FORM_OWN. */
const struct edition *form_of(struct arena *arena, const struct book *book,
                              const struct edition *whole, enum form form);
/* The same, printed with black alone; itself when it is so already. */
const struct edition *form_in_black(struct arena *arena,
                                    const struct edition *whole);
/* The edition, excerpt, session's file, or form of one of these, that has
 * this id; NULL. */
const struct edition *form_find(struct arena *arena, const struct book *book,
                                struct text id);
/* The edition, excerpt or session's file that it is made of; itself when it is
 * no form. */
const struct edition *form_root(const struct edition *edition);
/* What the test sheet of booklets is an edition of: a title and a style. */
struct edition testsheet_edition(const struct book *book);

#endif
