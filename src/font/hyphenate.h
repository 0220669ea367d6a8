/* Where Dutch words may be broken: libhyphen's patterns (package hyphen-nl),
 * rules R1-R3 on what they give, and the exceptions file
 * (src/font/README.md).  The patterns are read once a process, when the first
 * word asks for them; read-only after. */
#ifndef FONT_HYPHENATE_H
#define FONT_HYPHENATE_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdint.h>

struct hyphenator;

/* For a language ("nl"); reads exceptions-LANGUAGE.txt and
 * compounds-LANGUAGE.txt, each in the first of `folders` (fonts/) that has it.
 * NULL, with a diagnostic, when patterns are missing; a language without
 * patterns known to us gives a hyphenator that never breaks. */
struct hyphenator *hyphenator_open(struct arena *arena, struct text language,
                                   const struct text *folders,
                                   size_t folder_count, struct diag *diag);
/* Are there patterns for the language? */
bool hyphenator_knows(struct text language);
void hyphenator_close(struct hyphenator *hyphenator);
/* Reads the patterns now: for a thread that has nothing else to do.  NULL is
 * fine. */
void hyphenator_load(const struct hyphenator *hyphenator);

enum hyphen_kind {
    HYPHEN_SYLLABLE,
    HYPHEN_COMPOUND /* between members of a compound, where that is known */
};

struct hyphen_point {
    uint16_t offset;  /* byte in the word before which it may break */
    uint8_t kind;     /* enum hyphen_kind */
    uint8_t replaces; /* bytes of the character after the break that lose
                         their trema (co-ordinatie); 0 if nothing changes */
};

/* Breaks of a word (UTF-8), in order, at least `left` letters before and
 * `right` after.  Returns how many were written to `points`, at most `limit`.
 * Thread-safe.
 *
 * Soft hyphens in the word are breaks (the point lies after the soft
 * hyphen), and then the only ones, whatever the minima.  Each run of letters
 * is a word of its own: no break beside a bracket, none within 3 letters of a
 * hyphen or apostrophe.  A hyphen in the word is no point: the line breaker
 * knows that it may break there, without a second hyphen.  Runs in capitals
 * (AVG, WhatsApp) or with digits, and addresses (with @, _, // or a full stop
 * inside): none.  Proper names are not known here. */
size_t hyphenate_word(const struct hyphenator *hyphenator, struct text word,
                      unsigned left, unsigned right,
                      struct hyphen_point *points, size_t limit);
/* The word's own letters with U+00B7 at each break, minima 2 and 2: what the
 * command `hyphenate` prints. */
struct text hyphenate_marked(struct arena *arena,
                             const struct hyphenator *hyphenator,
                             struct text word);
/* The plain letter for one with a trema ("ö" -> "o"); the same text if it
 * has none. */
struct text hyphen_without_trema(struct text character);

#endif
