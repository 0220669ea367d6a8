/* A run of Latin-1 letters and what rules R1 to R3 leave of its breaks.
 *
 * Private to font/; it knows no UTF-8 and no dictionaries. */
#ifndef FONT_SYLLABLE_H
#define FONT_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>

/* Lower-case Latin-1: is it a vowel, with or without accent? */
bool syllable_is_vowel(unsigned char letter);
bool syllable_has_trema(unsigned char letter);

/* Drops breaks (breaks[i]: before letter i) that the patterns should not have
 * given:
 *     R1  a segment between two breaks without a vowel: the earlier break
 *         goes (mee-st-al becomes meest-al);
 *     R2  a segment of one vowel, after a consonant: the later break goes
 *         (straat-o-ver becomes straat-over);
 *     R3  a head or tail without a vowel: its break goes (nij-mee-gs
 *         becomes nij-meegs). */
void syllable_filter(const unsigned char *letters, size_t size, bool *breaks);

#endif
