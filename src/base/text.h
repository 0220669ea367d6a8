/* A piece of UTF-8 text that lies somewhere else: a pointer and a size.
 *
 * A text never owns its bytes; they belong to an arena, a source file or the
 * program image, and outlive it.  It is not NUL-terminated in general; those
 * made by arena_text_* are. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct text {
    const char *data;
    size_t size; /* bytes */
};

/* A text of a string literal. */
#define TEXT(literal) ((struct text){"" literal, sizeof(literal) - 1})
/* For printf: "%.*s". */
#define TEXT_PRINTF(t) (int)(t).size, (t).data

/* The text of a NUL-terminated string; NULL gives the empty text. */
static inline struct text
text_of(const char *string)
{
    return (struct text){string ? string : "", string ? strlen(string) : 0};
}

static inline bool
text_is_empty(struct text text)
{
    return text.size == 0;
}

static inline bool
text_equal(struct text a, struct text b)
{
    return a.size == b.size && (a.size == 0 || !memcmp(a.data, b.data, a.size));
}

static inline bool
text_equals(struct text text, const char *string)
{
    return text_equal(text, text_of(string));
}

/* <0, 0, >0 by bytes, which for UTF-8 is by code point. */
int text_compare(struct text a, struct text b);
bool text_has_prefix(struct text text, const char *prefix);
bool text_has_suffix(struct text text, const char *suffix);
/* The part from byte `start` to before byte `end`, both cut to the size. */
static inline struct text
text_slice(struct text text, size_t start, size_t end)
{
    if (end > text.size)
        end = text.size;
    if (start > end)
        start = end;
    return (struct text){text.data ? text.data + start : "", end - start};
}

/* Without ASCII white space at both ends. */
struct text text_trim(struct text text);
/* Byte index of the first `byte` at or after `start`; text.size if none. */
size_t text_index(struct text text, char byte, size_t start);
/* Takes the next word (run without ASCII white space) off the front of
 * *rest.  False when none is left. */
bool text_next_word(struct text *rest, struct text *word);
/* Damerau-Levenshtein distance in letters, cut off at `limit` + 1: for "did
 * you mean". */
unsigned text_edit_distance(struct text one, struct text other, unsigned limit);
/* FNV-1a, 64 bits. */
unsigned long long text_hash(struct text text);

#endif
