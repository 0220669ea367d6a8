/* Liang's hyphenation patterns, as libhyphen reads its dictionaries.
 *
 * Gives what libhyphen gives, found in a third of the time and loaded in a
 * sixth (the tests compare them on all words of wdutch).  It knows nothing
 * of minima, capitals or exceptions. */
#ifndef FONT_PATTERN_H
#define FONT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct patterns;

/* Longer runs of letters are not hyphenated. */
enum { PATTERN_WORD_MOST = 200 };

/* Reads a dictionary in ISO 8859-1 without replacements (as hyph_nl).  NULL
 * with errno set; EILSEQ when it is of another kind. */
struct patterns *patterns_open(const char *path);
void patterns_close(struct patterns *patterns);

/* Sets breaks[i] for each i where the word of `size` lower-case Latin-1
 * letters may break before letter i, 0 < i < size. */
void patterns_apply(const struct patterns *patterns, const unsigned char *word,
                    size_t size, bool *breaks);

#endif
