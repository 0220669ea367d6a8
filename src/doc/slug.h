/* ASCII slugs: labels made from titles. */
#ifndef DOC_SLUG_H
#define DOC_SLUG_H

#include "doc/book.h"

/* Lower-case ASCII letters, digits and single hyphens: "Een op één" gives
 * "een-op-een".  Accents are dropped, other letters left out.  Empty when
 * nothing is left. */
struct text slug_of(struct arena *arena, struct text title);
/* The manifest's word for a numbered block, "bouwsteen"; the book's language
 * has one when the manifest gives none. */
struct text book_block_word(const struct book *book);
/* The same with a capital: "Bouwsteen". */
struct text book_block_capital(const struct book *book, struct arena *arena);

#endif
