/* The worksheets of an edition, to be filled in on a screen: an edition of its
 * own, made from the other one's outline and with nothing in it but parts of
 * the role of worksheets.
 *
 * What the edition itself leaves out is not in its worksheets either: they
 * read as the same atom, and a depth without worksheets has none. */
#ifndef EDITION_WORKSHEETS_H
#define EDITION_WORKSHEETS_H

#include "doc/book.h"

/* What follows the edition's id in the worksheets' own. */
#define WORKSHEETS_SUFFIX "-worksheets"

/* Never fails; lives in the arena. */
const struct edition *worksheets_of(struct arena *arena,
                                    const struct book *book,
                                    const struct edition *whole);
/* The edition, excerpt, session's file, or worksheets of one of these, that
 * has this id; NULL. */
const struct edition *worksheets_find(struct arena *arena,
                                      const struct book *book, struct text id);

/* Is there a worksheet in the chapter? */
bool worksheets_are_in(const struct node *chapter);
/* A worksheet that begins with a line in bold has that as its title, instead
 * of the role's. */
void worksheets_take_titles(struct node *chapter);

#endif
