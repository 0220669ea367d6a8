#include "font/letters.h"

#include "base/utf8.h"

#include <string.h>

enum { FOREIGN_LETTER = 0x01, CAPITAL_IJ = 0x132, SMALL_IJ = 0x133 };

static bool
is_ascii_letter(unsigned code_point)
{
    return (code_point | 0x20) - 'a' < 26;
}

bool
letters_is_combining(unsigned code_point)
{
    return code_point >= 0x300 && code_point < 0x370;
}

bool
letters_is_part(unsigned code_point)
{
    if (code_point < 0x80)
        return is_ascii_letter(code_point) || code_point - '0' < 10;
    return utf8_is_letter(code_point) || utf8_is_digit(code_point) ||
           letters_is_combining(code_point);
}

unsigned char
letters_latin(unsigned code_point)
{
    if (code_point < 0x80)
        return (unsigned char)(is_ascii_letter(code_point) ? code_point | 0x20
                                                           : code_point);
    unsigned lower = utf8_to_lower(code_point);
    return lower < 0x100 ? (unsigned char)lower : FOREIGN_LETTER;
}

/* The Latin-1 letter that a letter and a combining mark make (text from a
 * Mac may be decomposed); the letter itself when there is none. */
static unsigned char
compose(unsigned char letter, unsigned mark)
{
    static const struct {
        unsigned mark;
        const char *bases, *composed;
    } marks[] = {
        {0x300, "aeiou", "\xE0\xE8\xEC\xF2\xF9"},
        {0x301, "aeiouy", "\xE1\xE9\xED\xF3\xFA\xFD"},
        {0x302, "aeiou", "\xE2\xEA\xEE\xF4\xFB"},
        {0x303, "ano", "\xE3\xF1\xF5"},
        {0x308, "aeiouy", "\xE4\xEB\xEF\xF6\xFC\xFF"},
        {0x327, "c", "\xE7"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *base =
            marks[i].mark == mark ? strchr(marks[i].bases, letter) : NULL;
        if (base && letter)
            return (unsigned char)marks[i].composed[base - marks[i].bases];
    }
    return letter;
}

static void
run_add(struct letter_run *run, unsigned char letter, size_t offset,
        bool is_second)
{
    if (run->size == PATTERN_WORD_MOST) {
        run->is_whole = false;
        return;
    }
    run->letters[run->size] = letter;
    run->offsets[run->size] = (uint32_t)offset;
    run->is_second[run->size] = is_second;
    run->size++;
}

static bool
is_capital(unsigned code_point)
{
    return code_point < 0x80 ? code_point - 'A' < 26
                             : utf8_is_upper(code_point);
}

/* A capital at the start, and the J of IJ after it, is a word's own. */
static bool
is_inner_capital(const struct letter_run *run, unsigned code_point,
                 bool starts_with_i)
{
    if (!is_capital(code_point) || run->size == 0)
        return false;
    return !(code_point == 'J' && run->size == 1 && starts_with_i);
}

static void
run_add_character(struct letter_run *run, unsigned code_point, size_t offset)
{
    if (letters_is_combining(code_point)) {
        if (run->size && run->is_whole)
            run->letters[run->size - 1] =
                compose(run->letters[run->size - 1], code_point);
    } else if (code_point == CAPITAL_IJ || code_point == SMALL_IJ) {
        run_add(run, 'i', offset, false);
        run_add(run, 'j', offset, true);
    } else {
        run_add(run, letters_latin(code_point), offset, false);
    }
}

void
letters_read(struct text word, size_t start, struct letter_run *run)
{
    bool starts_with_i = start < word.size && word.data[start] == 'I';
    run->size = 0;
    run->is_whole = true;
    run->is_abbreviation = false;
    run->end = start;
    for (size_t at = start; at < word.size; run->end = at) {
        size_t offset = at;
        unsigned code_point = (unsigned char)word.data[at];
        if (code_point < 0x80)
            at++;
        else
            code_point = utf8_next(word, &at);
        if (!letters_is_part(code_point))
            break;
        if (code_point < 0x80 ? code_point <= '9' : utf8_is_digit(code_point))
            run->is_whole = false;
        if (is_inner_capital(run, code_point, starts_with_i))
            run->is_abbreviation = true;
        run_add_character(run, code_point, offset);
    }
}
