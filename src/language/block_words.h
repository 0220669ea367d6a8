/* The words of one block, and where its sentences end.
 *
 * A word is a run of letters and digits, with the hyphens, apostrophes and
 * dots ("o.a.") inside it.  Text after the passes and after typography: no-
 * break spaces and hyphens, soft hyphens and curly apostrophes are taken for
 * the plain ones.  Code, addresses, pictures, notes and what stands in
 * `{.sic}` give no words.  Internal to language/. */
#ifndef LANGUAGE_BLOCK_WORDS_H
#define LANGUAGE_BLOCK_WORDS_H

#include "base/array.h"
#include "doc/node.h"

struct block_word {
    struct text text; /* with plain hyphens and apostrophes */
    const struct node *node;
    size_t at;              /* its first byte in node->text */
    unsigned before, after; /* the characters beside it; 0 at the edges */
    bool follows;           /* nothing but space parts it from the last word */
    bool is_foreign;        /* in another language than the book's */
    const struct node *reference; /* that writes itself, and this; or NULL */
    bool ends_sentence;
};

struct block_words {
    ARRAY(struct block_word) items;
    unsigned last; /* the block's last character but space; 0: none */
};

/* Does its text stand in it, not in blocks below? */
bool block_has_text(const struct node *block);
/* In `arena`.  `language` is the book's. */
void block_words_read(struct arena *arena, const struct node *block,
                      struct text language, struct block_words *words);
/* Where the word was written, as nearly as can be told. */
struct span block_word_span(const struct block_word *word);
/* "o.a", "d.w.z": single letters with dots between them? */
bool word_is_dotted(struct text word);
/* In lower case, in `arena`. */
struct text word_lower(struct arena *arena, struct text word);

#endif
