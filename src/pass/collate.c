#include "pass/collate.h"

#include "base/utf8.h"
#include "doc/slug.h"

#include <unicode/ucol.h>

#include <string.h>

struct collator {
    UCollator *icu; /* NULL: by code point */
};

struct collator *
collator_open(struct arena *arena, struct text language)
{
    struct collator *collator = ARENA_NEW(arena, struct collator);
    UErrorCode error = U_ZERO_ERROR;
    collator->icu = ucol_open(arena_string(arena, language), &error);
    if (U_FAILURE(error)) {
        collator->icu = NULL;
        return collator;
    }
    ucol_setAttribute(collator->icu, UCOL_NUMERIC_COLLATION, UCOL_ON, &error);
    ucol_setAttribute(collator->icu, UCOL_STRENGTH, UCOL_TERTIARY, &error);
    return collator;
}

void
collator_close(struct collator *collator)
{
    if (collator->icu)
        ucol_close(collator->icu);
    collator->icu = NULL;
}

/* Hyphens, apostrophes, quotes, and what is not seen. */
static bool
is_left_out(unsigned code_point)
{
    return code_point == '-' || code_point == '\'' || code_point == '"' ||
           code_point == 0xAD ||
           (code_point >= 0x2010 && code_point <= 0x2011) ||
           (code_point >= 0x2018 && code_point <= 0x201F) ||
           code_point == 0x2060;
}

/* What of an entry counts for its place. */
static struct text
entry_skeleton(struct arena *arena, struct text entry)
{
    char *data = arena_alloc(arena, entry.size + 1);
    size_t size = 0;
    for (size_t at = 0; at < entry.size;) {
        size_t start = at;
        unsigned code_point = utf8_next(entry, &at);
        if (is_left_out(code_point))
            continue;
        if (code_point == 0xA0) {
            data[size++] = ' ';
            continue;
        }
        memcpy(data + size, entry.data + start, at - start);
        size += at - start;
    }
    return text_trim((struct text){data, size});
}

struct text
collator_key(const struct collator *collator, struct arena *arena,
             struct text entry)
{
    struct text skeleton = entry_skeleton(arena, entry);
    if (!collator->icu)
        return skeleton;
    /* UTF-16 never takes more units than UTF-8 takes bytes. */
    UChar *units = ARENA_ARRAY(arena, skeleton.size + 1, UChar);
    int32_t count = 0;
    for (size_t at = 0; at < skeleton.size;) {
        unsigned code_point = utf8_next(skeleton, &at);
        if (code_point < 0x10000) {
            units[count++] = (UChar)code_point;
        } else {
            units[count++] = (UChar)(0xD7C0 + (code_point >> 10));
            units[count++] = (UChar)(0xDC00 + (code_point & 0x3FF));
        }
    }
    int32_t size = ucol_getSortKey(collator->icu, units, count, NULL, 0);
    uint8_t *key = arena_alloc(arena, (size_t)size + 1);
    ucol_getSortKey(collator->icu, units, count, key, size);
    return (struct text){(const char *)key, (size_t)size};
}

struct text
collator_letter(struct arena *arena, struct text entry)
{
    struct text slug = slug_of(arena, entry);
    if (!slug.size)
        return TEXT("#");
    if (slug.data[0] >= '0' && slug.data[0] <= '9')
        return TEXT("0\xE2\x80\x93"
                    "9");
    return arena_printf(arena, "%c", slug.data[0] - 'a' + 'A');
}
