#include "proof/pdf_value.h"

#include "base/utf8.h"

#include <string.h>

const struct pdf_value pdf_null = {0};

/* --- looking into values -------------------------------------------------- */

const struct pdf_value *
pdf_entry(const struct pdf_value *dictionary, const char *key)
{
    if (dictionary->kind != PDF_DICTIONARY)
        return &pdf_null;
    size_t size = strlen(key);
    for (uint32_t i = 0; i < dictionary->count; i++) {
        const struct pdf_value *entry = &dictionary->items[2 * (size_t)i];
        if (entry->text.size == size && !memcmp(entry->text.data, key, size))
            return entry + 1;
    }
    return &pdf_null;
}

const struct pdf_value *
pdf_item(const struct pdf_value *array, size_t index)
{
    if (array->kind != PDF_ARRAY || index >= array->count)
        return &pdf_null;
    return &array->items[index];
}

bool
pdf_is_true(const struct pdf_value *value)
{
    return value->kind == PDF_BOOLEAN && value->boolean;
}

bool
pdf_is_name(const struct pdf_value *value, const char *name)
{
    return value->kind == PDF_NAME && text_equals(value->text, name);
}

bool
pdf_is_number(const struct pdf_value *value)
{
    return value->kind == PDF_INTEGER || value->kind == PDF_REAL;
}

double
pdf_number(const struct pdf_value *value)
{
    if (value->kind == PDF_REAL)
        return value->real;
    return value->kind == PDF_INTEGER ? (double)value->integer : 0;
}

int64_t
pdf_whole(const struct pdf_value *value)
{
    if (value->kind == PDF_REAL && value->real > -1e15 && value->real < 1e15)
        return (int64_t)value->real;
    return value->kind == PDF_INTEGER ? value->integer : 0;
}

struct text
pdf_bytes_of(const struct pdf_value *value)
{
    if (value->kind == PDF_STRING || value->kind == PDF_NAME)
        return value->text;
    return TEXT("");
}

void
pdf_utf16_decode(struct text bytes, struct buffer *out)
{
    for (size_t i = 0; i + 1 < bytes.size; i += 2) {
        unsigned unit = (unsigned)(unsigned char)bytes.data[i] << 8 |
                        (unsigned char)bytes.data[i + 1];
        if (unit >= 0xd800 && unit < 0xdc00 && i + 3 < bytes.size) {
            unsigned low = (unsigned)(unsigned char)bytes.data[i + 2] << 8 |
                           (unsigned char)bytes.data[i + 3];
            if (low >= 0xdc00 && low < 0xe000) {
                unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        buffer_append_code_point(out, unit);
    }
}

/* PDFDocEncoding where it is not Latin-1 (Annex D.3). */
static unsigned
document_character(unsigned char byte)
{
    static const uint16_t low[8] = {0x02d8, 0x02c7, 0x02c6, 0x02d9,
                                    0x02dd, 0x02db, 0x02da, 0x02dc};
    static const uint16_t high[33] = {
        0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039,
        0x203a, 0x2212, 0x2030, 0x201e, 0x201c, 0x201d, 0x2018, 0x2019, 0x201a,
        0x2122, 0xfb01, 0xfb02, 0x0141, 0x0152, 0x0160, 0x0178, 0x017d, 0x0131,
        0x0142, 0x0153, 0x0161, 0x017e, 0xfffd, 0x20ac};
    if (byte >= 0x18 && byte < 0x20)
        return low[byte - 0x18];
    if (byte >= 0x80 && byte <= 0xa0)
        return high[byte - 0x80];
    return byte;
}

struct text
pdf_text_of(struct arena *arena, const struct pdf_value *value)
{
    struct text bytes = pdf_bytes_of(value);
    struct buffer out = {0};
    if (bytes.size >= 2 && !memcmp(bytes.data, "\xfe\xff", 2))
        pdf_utf16_decode(text_slice(bytes, 2, bytes.size), &out);
    else
        for (size_t i = 0; i < bytes.size; i++)
            buffer_append_code_point(
                &out, document_character((unsigned char)bytes.data[i]));
    struct text text = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

/* --- characters ----------------------------------------------------------- */

enum { REGULAR, BLANK, DELIMITER };

static const unsigned char classes[256] = {
    ['\0'] = BLANK,    ['\t'] = BLANK,    ['\n'] = BLANK,    ['\f'] = BLANK,
    ['\r'] = BLANK,    [' '] = BLANK,     ['('] = DELIMITER, [')'] = DELIMITER,
    ['<'] = DELIMITER, ['>'] = DELIMITER, ['['] = DELIMITER, [']'] = DELIMITER,
    ['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER, ['%'] = DELIMITER,
};

static inline int
class_of(char byte)
{
    return classes[(unsigned char)byte];
}

static inline bool
is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static int
hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F')
        return byte - 'A' + 10;
    return -1;
}

void
pdf_skip_blanks(struct pdf_parser *parser)
{
    const char *at = parser->at, *end = parser->end;
    for (;;) {
        while (at < end && class_of(*at) == BLANK)
            at++;
        if (at == end || *at != '%')
            break;
        while (at < end && *at != '\n' && *at != '\r')
            at++;
    }
    parser->at = at;
}

struct text
pdf_take_word(struct pdf_parser *parser)
{
    const char *start = parser->at;
    while (parser->at < parser->end && class_of(*parser->at) == REGULAR)
        parser->at++;
    return (struct text){start, (size_t)(parser->at - start)};
}

bool
pdf_skip_word(struct pdf_parser *parser, const char *word)
{
    const char *start = parser->at;
    if (text_equals(pdf_take_word(parser), word))
        return true;
    parser->at = start;
    return false;
}

/* --- numbers, names, strings ---------------------------------------------- */

/* The digits from *at on as a number; what is beyond 15 of them only tells that
 * it is large. */
static double
read_digits(const char **at, const char *end)
{
    int64_t whole = 0;
    const char *start = *at, *stop = end - start > 15 ? start + 15 : end;
    while (*at < stop && is_digit(**at))
        whole = whole * 10 + (*(*at)++ - '0');
    double number = (double)whole;
    for (; *at < end && is_digit(**at); (*at)++)
        number = number * 10 + (**at - '0');
    return number;
}

static bool
parse_number(struct pdf_parser *parser, struct pdf_value *value)
{
    static const double tenths[16] = {1,    1e1,  1e2,  1e3, 1e4,  1e5,
                                      1e6,  1e7,  1e8,  1e9, 1e10, 1e11,
                                      1e12, 1e13, 1e14, 1e15};
    const char *at = parser->at, *end = parser->end;
    bool negative = *at == '-';
    at += negative || *at == '+';
    const char *start = at;
    double number = read_digits(&at, end);
    bool is_real = at < end && *at == '.';
    ptrdiff_t digits = at - start;
    if (is_real) {
        const char *point = ++at;
        double fraction = read_digits(&at, end);
        ptrdiff_t size = at - point;
        number += size < 16 ? fraction / tenths[size] : 0;
        digits += size;
    }
    if (!digits || (at < end && class_of(*at) == REGULAR))
        return false;
    number = negative ? -number : number;
    if (number > 2147483647.0 || number < -2147483648.0)
        parser->oddities |= PDF_NUMBER_LARGE;
    *value = (struct pdf_value){.kind = is_real ? PDF_REAL : PDF_INTEGER};
    if (is_real)
        value->real = number;
    else
        value->integer = number < 9e15 && number > -9e15 ? (int64_t)number : 0;
    parser->at = at;
    return true;
}

static void
check_name(struct pdf_parser *parser, struct text name)
{
    if (name.size > 127)
        parser->oddities |= PDF_NAME_LONG;
    for (size_t i = 0; i < name.size; i++)
        if ((unsigned char)name.data[i] >= 0x80) {
            if (utf8_first_invalid(name) < name.size)
                parser->oddities |= PDF_NAME_NO_UTF8;
            return;
        }
}

static void
parse_name(struct pdf_parser *parser, struct pdf_value *value)
{
    parser->at++;
    struct text name = pdf_take_word(parser);
    if (text_index(name, '#', 0) < name.size) {
        char *copy = arena_string(parser->arena, name);
        size_t size = 0;
        for (size_t i = 0; i < name.size; i++) {
            int high = i + 2 < name.size ? hex_digit(name.data[i + 1]) : -1;
            int low = high >= 0 ? hex_digit(name.data[i + 2]) : -1;
            if (name.data[i] == '#' && low >= 0) {
                copy[size++] = (char)(high << 4 | low);
                i += 2;
            } else {
                copy[size++] = name.data[i];
            }
        }
        name = (struct text){copy, size};
    }
    check_name(parser, name);
    *value = (struct pdf_value){.kind = PDF_NAME, .text = name};
}

/* The byte of an escape whose backslash *at has passed; -1: none (a line that
 * goes on). */
static int
escape(const char **at, const char *end)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    char byte = *(*at)++;
    const char *found = byte ? strchr(from, byte) : NULL;
    if (found)
        return to[found - from];
    if (byte == '\r' && *at < end && **at == '\n')
        (*at)++;
    if (byte == '\r' || byte == '\n')
        return -1;
    if (byte < '0' || byte > '7')
        return (unsigned char)byte;
    int octal = byte - '0';
    for (int i = 0; i < 2 && *at < end && **at >= '0' && **at <= '7'; i++)
        octal = octal * 8 + *(*at)++ - '0';
    return octal & 0xff;
}

/* Bytes of a string that mean more than themselves. */
static const bool is_special[256] = {
    ['('] = true, [')'] = true, ['\\'] = true, ['\r'] = true};

static inline const char *
skip_plain(const char *at, const char *end)
{
    while (at < end && !is_special[(unsigned char)*at])
        at++;
    return at;
}

/* Where the string that starts at `at` (after its parenthesis) ends; NULL. */
static const char *
string_end(const char *at, const char *end, bool *is_plain)
{
    for (int depth = 1; (at = skip_plain(at, end)) < end; at++) {
        if (*at == '(') {
            depth++;
        } else if (*at == ')') {
            if (--depth == 0)
                return at;
        } else {
            *is_plain = false;
            at += *at == '\\' && at + 1 < end;
        }
    }
    return NULL;
}

/* The string's bytes with its escapes and line ends replaced. */
static struct text
string_decode(struct arena *arena, const char *at, const char *end)
{
    char *copy = arena_alloc(arena, (size_t)(end - at) + 1);
    size_t size = 0;
    while (at < end) {
        const char *run = skip_plain(at, end);
        memcpy(copy + size, at, (size_t)(run - at));
        size += (size_t)(run - at);
        if (run == end)
            break;
        char byte = *run;
        at = run + 1;
        int escaped = (unsigned char)byte;
        if (byte == '\\' && at < end) {
            escaped = escape(&at, end);
        } else if (byte == '\r') { /* any line end reads as one */
            escaped = '\n';
            at += at < end && *at == '\n';
        }
        if (escaped >= 0)
            copy[size++] = (char)escaped;
    }
    return (struct text){copy, size};
}

static bool
parse_string(struct pdf_parser *parser, struct pdf_value *value)
{
    bool is_plain = true;
    const char *start = parser->at + 1;
    const char *end = string_end(start, parser->end, &is_plain);
    if (!end)
        return false;
    struct text text = {start, (size_t)(end - start)};
    if (!is_plain)
        text = string_decode(parser->arena, start, end);
    if (text.size > 32767)
        parser->oddities |= PDF_STRING_LONG;
    *value = (struct pdf_value){.kind = PDF_STRING, .text = text};
    parser->at = end + 1;
    return true;
}

static bool
parse_hex(struct pdf_parser *parser, struct pdf_value *value)
{
    const char *at = parser->at + 1;
    const char *end = memchr(at, '>', (size_t)(parser->end - at));
    if (!end)
        return false;
    char *bytes = arena_alloc(parser->arena, (size_t)(end - at) / 2 + 1);
    size_t digits = 0, strange = 0;
    for (; at < end; at++) {
        int digit = hex_digit(*at);
        if (digit < 0) {
            strange += class_of(*at) != BLANK;
            continue;
        }
        if (digits % 2)
            bytes[digits / 2] = (char)(bytes[digits / 2] | digit);
        else
            bytes[digits / 2] = (char)(digit << 4);
        digits++;
    }
    if (strange)
        parser->oddities |= PDF_HEX_STRANGE;
    if ((digits + strange) % 2)
        parser->oddities |= PDF_HEX_ODD;
    if (digits / 2 > 32767)
        parser->oddities |= PDF_STRING_LONG;
    *value = (struct pdf_value){.kind = PDF_STRING,
                                .text = {bytes, (digits + 1) / 2}};
    parser->at = end + 1;
    return true;
}

/* --- arrays, dictionaries, references ------------------------------------- */

static const char *
skip_class(const char *at, const char *end, int class)
{
    while (at < end && class_of(*at) == class)
        at++;
    return at;
}

/* "12 0 R", which begins like a number. */
static bool
parse_reference(struct pdf_parser *parser, struct pdf_value *value)
{
    const char *at = parser->at, *end = parser->end;
    int64_t number = 0;
    for (; at < end && is_digit(*at); at++)
        if ((number = number * 10 + (*at - '0')) > UINT32_MAX)
            return false;
    const char *next = skip_class(at, end, BLANK);
    if (next == at || next == end || !is_digit(*next))
        return false;
    while (next < end && is_digit(*next))
        next++;
    at = skip_class(next, end, BLANK);
    if (at == next || at == end || *at != 'R' ||
        (at + 1 < end && class_of(at[1]) == REGULAR))
        return false;
    parser->at = at + 1;
    *value = (struct pdf_value){.kind = PDF_REFERENCE, .integer = number};
    return true;
}

static bool
parse_word(struct pdf_parser *parser, struct pdf_value *value)
{
    *value = (struct pdf_value){.kind = PDF_BOOLEAN};
    if (pdf_skip_word(parser, "true")) {
        value->boolean = true;
        return true;
    }
    if (pdf_skip_word(parser, "false"))
        return true;
    value->kind = PDF_NULL;
    return pdf_skip_word(parser, "null");
}

static bool parse_value(struct pdf_parser *parser, struct pdf_value *value,
                        int depth);

/* Items up to the closing bracket are pushed on the parser's stack and copied
 * when their number is known. */
static bool
parse_items(struct pdf_parser *parser, struct pdf_value *value, int depth)
{
    bool is_dictionary = value->kind == PDF_DICTIONARY;
    size_t base = parser->stack.count;
    parser->at += is_dictionary ? 2 : 1;
    for (;;) {
        pdf_skip_blanks(parser);
        struct pdf_value item;
        if (parser->at < parser->end &&
            *parser->at == (is_dictionary ? '>' : ']'))
            break;
        bool is_key = is_dictionary && (parser->stack.count - base) % 2 == 0;
        if (!parse_value(parser, &item, depth + 1) ||
            (is_key && item.kind != PDF_NAME))
            return false;
        *ARRAY_PUSH(parser->arena, &parser->stack) = item;
    }
    size_t count = parser->stack.count - base;
    if (is_dictionary &&
        (count % 2 || parser->end - parser->at < 2 || parser->at[1] != '>'))
        return false;
    parser->at += is_dictionary ? 2 : 1;
    struct pdf_value *items =
        ARENA_ARRAY(parser->arena, count, struct pdf_value);
    if (count)
        memcpy(items, parser->stack.items + base, count * sizeof *items);
    parser->stack.count = base;
    value->count = (uint32_t)(is_dictionary ? count / 2 : count);
    value->items = items;
    return true;
}

static bool
parse_container(struct pdf_parser *parser, struct pdf_value *value, int depth)
{
    bool is_array = *parser->at == '[';
    size_t base = parser->stack.count;
    *value = (struct pdf_value){.kind = is_array ? PDF_ARRAY : PDF_DICTIONARY};
    if (depth < PDF_DEEPEST && parse_items(parser, value, depth))
        return true;
    parser->stack.count = base;
    return false;
}

static bool
parse_value(struct pdf_parser *parser, struct pdf_value *value, int depth)
{
    *value = pdf_null;
    if (parser->at == parser->end)
        return false;
    char byte = *parser->at;
    bool is_pair = parser->end - parser->at > 1 && parser->at[1] == byte;
    if (byte == '/') {
        parse_name(parser, value);
        return true;
    }
    if (byte == '(')
        return parse_string(parser, value);
    if (byte == '[' || (byte == '<' && is_pair))
        return parse_container(parser, value, depth);
    if (byte == '<')
        return parse_hex(parser, value);
    if (!parser->is_content && is_digit(byte) && byte != '0' &&
        parse_reference(parser, value))
        return true;
    return parse_number(parser, value) || parse_word(parser, value);
}

bool
pdf_parse(struct pdf_parser *parser, struct pdf_value *value)
{
    pdf_skip_blanks(parser);
    const char *start = parser->at;
    if (parse_value(parser, value, 0))
        return true;
    parser->at = start;
    return false;
}

/* --- arrays of strings and numbers ---------------------------------------- */

bool
pdf_skip_array(struct pdf_parser *parser, struct text *inside)
{
    const char *at = parser->at, *end = parser->end;
    bool is_plain;
    if (at == end || *at++ != '[')
        return false;
    for (const char *start = at; at < end; at++) {
        if (*at == '(') {
            at = string_end(at + 1, end, &is_plain);
        } else if (*at == '<') {
            at = at + 1 < end && at[1] != '<'
                     ? memchr(at, '>', (size_t)(end - at))
                     : NULL;
        } else if (*at == ']') {
            *inside = (struct text){start, (size_t)(at - start)};
            parser->at = at + 1;
            return true;
        } else if (!is_digit(*at) && *at != '-' && *at != '.' &&
                   class_of(*at) != BLANK) {
            return false;
        }
        if (!at)
            return false;
    }
    return false;
}

bool
pdf_next_string(struct pdf_parser *inside, struct pdf_value *string)
{
    const char *at = inside->at;
    while (at < inside->end && *at != '(' && *at != '<')
        at++;
    inside->at = at;
    return at < inside->end && (*at == '(' ? parse_string(inside, string)
                                           : parse_hex(inside, string));
}
