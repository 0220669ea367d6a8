#include "font/syllable.h"

#include <string.h>

bool
syllable_is_vowel(unsigned char letter)
{
    /* a-e, e, i, o, u, y with their accents; not ae and o-slash apart, they
     * are vowels as well. */
    return (letter < 0x80 && letter != 0 && strchr("aeiouy", letter)) ||
           (letter >= 0xE0 && letter != 0xE7 && letter != 0xF0 &&
            letter != 0xF1 && letter != 0xF7 && letter != 0xFE);
}

bool
syllable_has_trema(unsigned char letter)
{
    return letter == 0xE4 || letter == 0xEB || letter == 0xEF ||
           letter == 0xF6 || letter == 0xFC;
}

static bool
has_vowel(const unsigned char *letters, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (syllable_is_vowel(letters[i]))
            return true;
    return false;
}

/* The first break after `start`; `size` when there is none. */
static size_t
next_break(const bool *breaks, size_t start, size_t size)
{
    size_t i = start + 1;
    while (i < size && !breaks[i])
        i++;
    return i < size ? i : size;
}

static void
join_vowelless(const unsigned char *letters, size_t size, bool *breaks)
{
    size_t start = next_break(breaks, 0, size);
    while (start < size) {
        size_t end = next_break(breaks, start, size);
        if (end < size && !has_vowel(letters, start, end))
            breaks[start] = false;
        start = end;
    }
}

static void
join_lone_vowels(const unsigned char *letters, size_t size, bool *breaks)
{
    size_t start = next_break(breaks, 0, size);
    while (start < size) {
        size_t end = next_break(breaks, start, size);
        if (end < size && end == start + 1 &&
            syllable_is_vowel(letters[start]) &&
            !syllable_is_vowel(letters[start - 1]))
            breaks[end] = false;
        start = next_break(breaks, start, size);
    }
}

static void
join_ends(const unsigned char *letters, size_t size, bool *breaks)
{
    size_t head = next_break(breaks, 0, size);
    while (head < size && !has_vowel(letters, 0, head)) {
        breaks[head] = false;
        head = next_break(breaks, 0, size);
    }
    for (size_t tail = size; tail-- > 1;) {
        if (!breaks[tail])
            continue;
        if (has_vowel(letters, tail, size))
            break;
        breaks[tail] = false;
    }
}

void
syllable_filter(const unsigned char *letters, size_t size, bool *breaks)
{
    join_vowelless(letters, size, breaks);
    join_lone_vowels(letters, size, breaks);
    join_ends(letters, size, breaks);
}
