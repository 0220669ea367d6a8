/* What an editor would mend in the text of an edition: long sentences, words
 * that nobody explains, words written twice or wrong, lists that end in two
 * ways.  For `check --language`; builds do not look.
 *
 * Works on the finished tree, so that each edition is judged by what its own
 * reader sees.  What stands in `{.sic}` is meant so. */
#ifndef LANGUAGE_LANGUAGE_CHECK_H
#define LANGUAGE_LANGUAGE_CHECK_H

#include "pass/pass.h"

enum language_fault {
    LANGUAGE_LONG,         /* a sentence of too many words */
    LANGUAGE_ABBREVIATION, /* at its first use, not explained */
    LANGUAGE_JARGON,       /* not in this edition's glossary */
    LANGUAGE_LIST,         /* items end in different ways */
    LANGUAGE_TWICE,        /* a word that stands twice */
    LANGUAGE_SPELLING,     /* in neither dictionary nor the book's words */
    LANGUAGE_FAULT_COUNT
};

struct language_count {
    size_t faults[LANGUAGE_FAULT_COUNT];
    size_t sentences, words, long_sentences; /* of running text */
    size_t passives; /* sentences that say not who does it */
};

struct language; /* what the editions of a run share; threads may share it */

/* NULL after a report: the manifest names no language-check, or what it
 * names is not there. */
struct language *language_open(struct arena *arena, const struct book *book,
                               struct diag *diag);
void language_close(struct language *language);
/* Reports what is wrong and counts it. */
void language_check(struct language *language, struct pass_context *context,
                    struct language_count *count);
/* After all editions: words of the book's own list that nobody used. */
void language_finish(struct language *language);
/* Short names for the table, to be translated. */
const char *language_fault_name(enum language_fault fault);

#endif
