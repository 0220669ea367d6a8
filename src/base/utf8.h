/* UTF-8 (RFC 3629): decoding, validation, simple case mapping. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/text.h"

/* utf8_next for what is not ASCII. */
unsigned utf8_next_long(struct text text, size_t *position);
/* The code point at byte *position, which moves past it.  Invalid bytes
 * give U+FFFD and move by one.  At the end: 0, and *position stays. */
static inline unsigned
utf8_next(struct text text, size_t *position)
{
    if (*position < text.size && (unsigned char)text.data[*position] < 0x80)
        return (unsigned char)text.data[(*position)++];
    return utf8_next_long(text, position);
}
/* The code point that ends before *position, which moves to its start. */
unsigned utf8_previous(struct text text, size_t *position);
/* Byte index of the first invalid sequence; text.size if all is valid. */
size_t utf8_first_invalid(struct text text);
/* Writes 1 to 4 bytes; returns how many.  What is no character (a surrogate,
 * beyond Unicode) is written as U+FFFD. */
size_t utf8_encode(unsigned code_point, char out[4]);
/* Number of code points. */
size_t utf8_length(struct text text);
/* Columns that it takes on a terminal: 0 for marks on the letter before, 2
 * for wide letters and emoji, else 1. */
unsigned utf8_columns(unsigned code_point);
/* ICU's simple mappings. */
unsigned utf8_to_lower(unsigned code_point);
unsigned utf8_to_upper(unsigned code_point);
/* The letter without its accents. */
unsigned utf8_without_accents(unsigned code_point);
bool utf8_is_letter(unsigned code_point);
bool utf8_is_digit(unsigned code_point);
bool utf8_is_upper(unsigned code_point);

struct arena;
/* The text with characters composed (NFC); itself when it is so already. */
struct text utf8_compose(struct arena *arena, struct text text);

#endif
