#include "base/text.h"

#include "base/utf8.h"

int
text_compare(struct text a, struct text b)
{
    size_t shared = a.size < b.size ? a.size : b.size;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    if (order)
        return order;
    return a.size < b.size ? -1 : a.size > b.size;
}

bool
text_has_prefix(struct text text, const char *prefix)
{
    size_t size = strlen(prefix);
    return text.size >= size && !memcmp(text.data, prefix, size);
}

bool
text_has_suffix(struct text text, const char *suffix)
{
    size_t size = strlen(suffix);
    return text.size >= size &&
           !memcmp(text.data + text.size - size, suffix, size);
}

static bool
is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' ||
           byte == '\f' || byte == '\v';
}

struct text
text_trim(struct text text)
{
    size_t start = 0, end = text.size;
    while (start < end && is_space(text.data[start]))
        start++;
    while (end > start && is_space(text.data[end - 1]))
        end--;
    return text_slice(text, start, end);
}

size_t
text_index(struct text text, char byte, size_t start)
{
    if (start >= text.size)
        return text.size;
    const char *at = memchr(text.data + start, byte, text.size - start);
    return at ? (size_t)(at - text.data) : text.size;
}

bool
text_next_word(struct text *rest, struct text *word)
{
    size_t start = 0;
    while (start < rest->size && is_space(rest->data[start]))
        start++;
    size_t end = start;
    while (end < rest->size && !is_space(rest->data[end]))
        end++;
    *word = text_slice(*rest, start, end);
    *rest = text_slice(*rest, end, rest->size);
    return word->size > 0;
}

enum { EDIT_LENGTH = 64 };

static unsigned
least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* How many letters; those that fit go to `letters`. */
static unsigned
letters_of(struct text text, unsigned letters[EDIT_LENGTH])
{
    unsigned count = 0;
    for (size_t at = 0; at < text.size; count++) {
        unsigned letter = utf8_next(text, &at);
        if (count < EDIT_LENGTH)
            letters[count] = letter;
    }
    return count;
}

unsigned
text_edit_distance(struct text one, struct text other, unsigned limit)
{
    unsigned a[EDIT_LENGTH], b[EDIT_LENGTH];
    unsigned a_count = letters_of(one, a), b_count = letters_of(other, b);
    unsigned gap = a_count > b_count ? a_count - b_count : b_count - a_count;
    if (gap > limit || a_count > EDIT_LENGTH || b_count > EDIT_LENGTH)
        return text_equal(one, other) ? 0 : limit + 1;
    unsigned rows[3][EDIT_LENGTH + 1];
    for (unsigned j = 0; j <= b_count; j++)
        rows[0][j] = j;
    for (unsigned i = 1; i <= a_count; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3],
                 *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (unsigned j = 1; j <= b_count; j++) {
            unsigned cost = a[i - 1] != b[j - 1];
            row[j] =
                least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return least(rows[a_count % 3][b_count], limit + 1);
}

unsigned long long
text_hash(struct text text)
{
    unsigned long long hash = 14695981039346656037ULL;
    for (size_t i = 0; i < text.size; i++) {
        hash ^= (unsigned char)text.data[i];
        hash *= 1099511628211ULL;
    }
    return hash;
}
