/* Spelling, by hunspell's dictionary and the book's own words.
 *
 * The book's words stand in a file of its own, one on a line, after # a
 * remark.  One that begins small is good with a capital too.  Threads may
 * share a speller.  Internal to language/. */
#ifndef LANGUAGE_SPELLING_H
#define LANGUAGE_SPELLING_H

#include "base/diag.h"
#include "doc/book.h"

struct speller;

/* Opens what the rules name.  NULL after a report when it is not there; a
 * speller that takes everything when they name no dictionary. */
struct speller *speller_open(struct arena *arena, const struct book *book,
                             struct diag *diag);
void speller_close(struct speller *speller);
/* Is it a word?  Compounds with hyphens and slashes are, when their parts
 * are. */
bool speller_knows(struct speller *speller, struct text word);
/* The word that was meant; empty when there is no guess.  Lives as long as the
 * speller. */
struct text speller_guess(struct speller *speller, struct text word);
/* Reports words of the book's file that no text asked for. */
void speller_report_idle(struct speller *speller);

#endif
