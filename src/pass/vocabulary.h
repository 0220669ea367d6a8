/* The words of an edition, for asking whether a term occurs in it. */
#ifndef PASS_VOCABULARY_H
#define PASS_VOCABULARY_H

#include "base/buffer.h"
#include "base/map.h"
#include "doc/node.h"

struct vocabulary {
    struct arena *arena;
    struct map words;     /* lower case -> not NULL */
    struct buffer stream; /* all words in order, a space before each */
};

/* The words of a text in lower case, with one space between: "De Stip!"
 * gives "de stip".  Apostrophes and hyphens belong to words. */
struct text words_normal(struct arena *arena, struct text text);

void vocabulary_init(struct vocabulary *vocabulary, struct arena *arena);
void vocabulary_release(struct vocabulary *vocabulary);
/* Adds the words of a node and of all below it; of index marks, what they
 * stand for too. */
void vocabulary_add(struct vocabulary *vocabulary, const struct node *node);
void vocabulary_add_text(struct vocabulary *vocabulary, struct text text);
/* Does the term occur, as it is, inflected or in a compound that begins with
 * it?  `term` is normal.  Rather yes than no: a term too many does less harm
 * than one that is missed. */
bool vocabulary_has(const struct vocabulary *vocabulary, struct text term);
/* Is `word` a form of `term` (both normal)? */
bool words_match(struct text term, struct text word);

#endif
