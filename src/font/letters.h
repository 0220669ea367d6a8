/* Runs of letters in a word, as hyphenation patterns see them: Latin-1, lower
 * case, composed.
 *
 * Private to font/; it knows no dictionaries. */
#ifndef FONT_LETTERS_H
#define FONT_LETTERS_H

#include "base/text.h"
#include "font/pattern.h"

#include <stdint.h>

struct letter_run {
    unsigned char letters[PATTERN_WORD_MOST];
    uint32_t offsets[PATTERN_WORD_MOST]; /* byte of each in the word */
    bool is_second[PATTERN_WORD_MOST];   /* the j of a one-character ij */
    size_t size;
    size_t end;           /* byte after the run */
    bool is_whole;        /* false: longer than we keep, or with digits */
    bool is_abbreviation; /* capitals beyond the first letter, or than IJ */
};

/* Is it a letter, a digit or a combining mark: part of a run? */
bool letters_is_part(unsigned code_point);
bool letters_is_combining(unsigned code_point);
/* Reads the run that begins at byte `start` of a word. */
void letters_read(struct text word, size_t start, struct letter_run *run);
/* The letter for the patterns; what Latin-1 lacks becomes a byte that no
 * pattern holds. */
unsigned char letters_latin(unsigned code_point);

#endif
