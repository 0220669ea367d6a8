/* The worksheets of an edition, to be filled in on a screen: a form of it
 * (edition/edition_form.h), made from its outline and with nothing in it but
 * parts of the role of worksheets.
 *
 * What the edition itself leaves out is not in its worksheets either: they
 * read as the same atom, and a depth without worksheets has none. */
#ifndef EDITION_WORKSHEETS_H
#define EDITION_WORKSHEETS_H

#include "doc/book.h"

/* Gives an edition the outline of its worksheets, and says so in its
 * subtitle. */
void worksheets_take(struct arena *arena, const struct book *book,
                     struct edition *edition);
/* Is it made of worksheets, in whatever form? */
bool worksheets_alone(const struct edition *edition);

/* Is there a worksheet in the chapter with something to fill in: lines, a
 * table, a box to tick?  One that only says where the sheet is, is none. */
bool worksheets_are_in(const struct node *chapter);
/* A worksheet that begins with a line in bold has that as its title, instead
 * of the role's. */
void worksheets_take_titles(struct node *chapter);

#endif
