/* Text as a scan for leaks compares it: words and runs of words as numbers.
 *
 * A word is a run of letters or of digits, in lower case, soft hyphens left
 * out.  All else parts words; what typography changes (quotes, dashes, spaces)
 * changes nothing here.  Digests and identifiers (hexadecimal digits, 16 or
 * more) are none. */
#ifndef PROOF_LEAK_WORDS_H
#define PROOF_LEAK_WORDS_H

#include "base/text.h"

#include <stdint.h>

/* How many words of running text are as good as a finger print. */
enum { LEAK_RUN = 4 };

struct leak_word {
    uint64_t hash;
    uint32_t size; /* letters or digits */
    bool is_number, is_capital;
    const char *start, *end; /* where it was read */
};

/* Takes the next word off text at *position.  False at the end. */
bool leak_word_next(struct text text, size_t *position, struct leak_word *word);

/* The last words of a text under way. */
struct leak_run {
    struct leak_word words[LEAK_RUN]; /* the latest last */
    unsigned count;                   /* of them */
};
void leak_run_add(struct leak_run *run, const struct leak_word *word);
/* The number that stands for the last `count` words. */
uint64_t leak_run_hash(const struct leak_run *run, unsigned count);
/* Is a lone word telling at all?  Two letters or a page number are not. */
bool leak_word_is_telling(const struct leak_word *word);

#endif
