#include "base/utf8.h"

#include "base/arena.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* Length of the valid sequence at `at`, 0 if none; *code_point is set. */
static size_t
utf8_decode(const unsigned char *at, size_t size, unsigned *code_point)
{
    unsigned lead = at[0];
    if (lead < 0x80) {
        *code_point = lead;
        return 1;
    }
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || size < length)
        return 0;
    unsigned value = lead & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (at[i] & 0x3Fu);
    }
    /* Overlong forms, surrogates, beyond Unicode. */
    if ((length == 3 && value < 0x800) || (length == 4 && value < 0x10000) ||
        (value >= 0xD800 && value < 0xE000) || value > 0x10FFFF)
        return 0;
    *code_point = value;
    return length;
}

unsigned
utf8_next_long(struct text text, size_t *position)
{
    if (*position >= text.size)
        return 0;
    unsigned code_point = 0;
    size_t length = utf8_decode((const unsigned char *)text.data + *position,
                                text.size - *position, &code_point);
    *position += length ? length : 1;
    return length ? code_point : 0xFFFD;
}

unsigned
utf8_previous(struct text text, size_t *position)
{
    size_t end = *position;
    if (end == 0)
        return 0;
    size_t start = end - 1;
    while (start > 0 && end - start < 4 &&
           ((unsigned char)text.data[start] & 0xC0) == 0x80)
        start--;
    size_t at = start;
    unsigned code_point = utf8_next(text, &at);
    if (at != end) { /* a stray continuation byte */
        start = end - 1;
        code_point = 0xFFFD;
    }
    *position = start;
    return code_point;
}

size_t
utf8_first_invalid(struct text text)
{
    const unsigned char *data = (const unsigned char *)text.data;
    size_t at = 0;
    while (at < text.size) {
        unsigned code_point;
        if (data[at] < 0x80) {
            at++;
            continue;
        }
        size_t length = utf8_decode(data + at, text.size - at, &code_point);
        if (!length)
            return at;
        at += length;
    }
    return text.size;
}

size_t
utf8_encode(unsigned code_point, char out[4])
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if ((code_point >= 0xD800 && code_point < 0xE000) || code_point > 0x10FFFF)
        code_point = 0xFFFD;
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(leads[length] | code_point);
    return length;
}

size_t
utf8_length(struct text text)
{
    size_t length = 0, at = 0;
    while (at < text.size) {
        utf8_next(text, &at);
        length++;
    }
    return length;
}

unsigned
utf8_columns(unsigned code_point)
{
    if (code_point < 0x300)
        return code_point != 0xAD; /* a soft hyphen is not shown */
    switch (u_charType((UChar32)code_point)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
        return 0;
    default:
        break;
    }
    int width =
        u_getIntPropertyValue((UChar32)code_point, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

unsigned
utf8_to_lower(unsigned code_point)
{
    if (code_point < 0x80)
        return code_point - 'A' < 26 ? code_point + 32 : code_point;
    return (unsigned)u_tolower((UChar32)code_point);
}

unsigned
utf8_to_upper(unsigned code_point)
{
    if (code_point < 0x80)
        return code_point - 'a' < 26 ? code_point - 32 : code_point;
    return (unsigned)u_toupper((UChar32)code_point);
}

bool
utf8_is_letter(unsigned code_point)
{
    if (code_point < 0x80)
        return (code_point | 32) - 'a' < 26;
    return u_isalpha((UChar32)code_point);
}

bool
utf8_is_digit(unsigned code_point)
{
    return code_point - '0' < 10;
}

bool
utf8_is_upper(unsigned code_point)
{
    if (code_point < 0x80)
        return code_point - 'A' < 26;
    return u_isupper((UChar32)code_point);
}

unsigned
utf8_without_accents(unsigned code_point)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar parts[8];
    UChar32 base = (UChar32)code_point;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    if (U_FAILURE(status))
        return code_point;
    int32_t size = unorm2_getDecomposition(nfd, base, parts, 8, &status);
    if (U_SUCCESS(status) && size > 0 && !U16_IS_SURROGATE(parts[0]))
        base = parts[0];
    return (unsigned)base;
}

/* Below U+0300 everything is composed: no byte from 0xCC on. */
static bool
may_hold_marks(struct text text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] >= 0xCC &&
            (unsigned char)text.data[i] != 0xE2)
            return true;
    return false;
}

struct text
utf8_compose(struct arena *arena, struct text text)
{
    UErrorCode status = U_ZERO_ERROR;
    if (!may_hold_marks(text) || text.size > INT32_MAX / 4)
        return text;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t room = (int32_t)text.size + 1, size = 0;
    UChar *wide = arena_alloc_array(arena, (size_t)room, sizeof *wide);
    u_strFromUTF8(wide, room, &size, text.data, (int32_t)text.size, &status);
    if (U_FAILURE(status) || unorm2_isNormalized(nfc, wide, size, &status))
        return text;
    /* Composing never makes UTF-16 more than three times as long. */
    int32_t composed_room = 3 * room, composed_size = 0, bytes = 0;
    UChar *composed =
        arena_alloc_array(arena, (size_t)composed_room, sizeof *composed);
    composed_size =
        unorm2_normalize(nfc, wide, size, composed, composed_room, &status);
    int32_t byte_room = 3 * composed_size + 1;
    char *result = arena_alloc(arena, (size_t)byte_room);
    u_strToUTF8(result, byte_room, &bytes, composed, composed_size, &status);
    return U_FAILURE(status) ? text : (struct text){result, (size_t)bytes};
}
