/* The rules on the words of one block.  Internal to language/. */
#ifndef LANGUAGE_WORDING_H
#define LANGUAGE_WORDING_H

#include "language/block_words.h"
#include "language/language_check.h"
#include "language/spelling.h"

/* An edition being read, in its order. */
struct reading {
    struct pass_context *context;
    const struct language_rules *rules;
    struct speller *speller;
    struct language_count *count;
    struct arena *arena; /* of the block; reset after each */
    struct map terms;    /* of the glossary, in lower case -> its TERM */
    struct map seen;     /* abbreviations and jargon met before */
    bool is_dutch;
};

/* Lengths and passives.  Counted only for running text; reported there. */
void wording_check_sentences(struct reading *reading,
                             const struct block_words *words);
void wording_check_twice(struct reading *reading,
                         const struct block_words *words);
void wording_check_abbreviations(struct reading *reading,
                                 const struct block_words *words);
void wording_check_jargon(struct reading *reading,
                          const struct block_words *words);
void wording_check_spelling(struct reading *reading,
                            const struct block_words *words);

#endif
