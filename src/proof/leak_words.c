#include "proof/leak_words.h"

#include "base/utf8.h"

#include <string.h>

static const uint64_t odd = 0x9e3779b97f4a7c15u;

static uint64_t
mix(uint64_t value)
{
    value = (value ^ value >> 32) * 0xd6e8feb86659fd93u;
    return value ^ value >> 29;
}

/* A letter or digit in lower case; 0: what parts words; 1: nothing at all. */
static unsigned
fold(unsigned code_point, bool *is_digit, bool *is_capital)
{
    *is_digit = code_point >= '0' && code_point <= '9';
    *is_capital = code_point >= 'A' && code_point <= 'Z';
    if (code_point < 0x80)
        return *is_capital ? code_point + 'a' - 'A'
               : *is_digit || (code_point >= 'a' && code_point <= 'z')
                   ? code_point
                   : 0;
    /* Soft hyphens, and marks on the letter before. */
    if (code_point == 0xAD || (code_point >= 0x300 && code_point < 0x370))
        return 1;
    if (!utf8_is_letter(code_point))
        return 0;
    *is_capital = utf8_is_upper(code_point);
    return utf8_to_lower(code_point);
}

/* The size of a digest or identifier that begins at `at`; 0: there is none. */
static size_t
hexadecimal_size(struct text text, size_t at)
{
    enum { LEAST = 16 }; /* no Dutch word is so long with a digit in it */
    size_t size = 0;
    bool has_digit = false, has_letter = false;
    for (; at + size < text.size; size++) {
        char byte = text.data[at + size];
        bool is_digit = byte >= '0' && byte <= '9';
        if (!is_digit && !(byte >= 'a' && byte <= 'f') && byte != '-')
            break;
        has_digit |= is_digit;
        has_letter |= !is_digit && byte != '-';
    }
    return has_digit && has_letter && size >= LEAST ? size : 0;
}

bool
leak_word_next(struct text text, size_t *position, struct leak_word *word)
{
    bool is_digit, is_capital;
    *word = (struct leak_word){.hash = odd};
    for (;;) {
        size_t before = *position;
        if (before == text.size)
            break;
        unsigned letter =
            fold(utf8_next(text, position), &is_digit, &is_capital);
        if (letter == 1)
            continue;
        bool ends = letter == 0 || is_digit != word->is_number;
        if (word->size && ends) {
            *position = before;
            break;
        }
        if (!letter)
            continue;
        size_t digest = word->size ? 0 : hexadecimal_size(text, before);
        if (digest) {
            *position = before + digest;
            continue;
        }
        if (!word->size) {
            word->start = text.data + before;
            word->is_number = is_digit;
            word->is_capital = is_capital;
        }
        word->size++;
        word->hash = mix(word->hash ^ letter) + odd;
        word->end = text.data + *position;
    }
    return word->size > 0;
}

void
leak_run_add(struct leak_run *run, const struct leak_word *word)
{
    memmove(run->words, run->words + 1, sizeof run->words - sizeof *run->words);
    run->words[LEAK_RUN - 1] = *word;
    run->count += run->count < LEAK_RUN;
}

uint64_t
leak_run_hash(const struct leak_run *run, unsigned count)
{
    uint64_t hash = count * odd;
    for (unsigned i = LEAK_RUN - count; i < LEAK_RUN; i++)
        hash = mix(hash ^ run->words[i].hash) * odd;
    return hash ? hash : 1;
}

bool
leak_word_is_telling(const struct leak_word *word)
{
    return word->is_number ? word->size >= 5 : word->size >= 3;
}
