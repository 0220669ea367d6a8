#include "proof/markup_text.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

struct markup {
    struct text rest;
    markup_fn *each;
    void *closure;
    struct buffer decoded;
};

/* --- entities ------------------------------------------------------------- */

static const struct {
    const char *name, *value;
} entities[] = {
    {"amp;", "&"}, {"lt;", "<"}, {"gt;", ">"}, {"quot;", "\""}, {"apos;", "'"}};

/* The entity after an ampersand, appended; its size. */
static size_t
decode_entity(struct text after, struct buffer *out)
{
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++)
        if (text_has_prefix(after, entities[i].name)) {
            buffer_append_string(out, entities[i].value);
            return strlen(entities[i].name);
        }
    size_t end = text_index(after, ';', 0);
    if (end < 2 || end > 9 || end == after.size || after.data[0] != '#')
        return 0;
    char digits[16];
    bool is_hex = after.data[1] == 'x' || after.data[1] == 'X';
    size_t start = is_hex ? 2 : 1;
    memcpy(digits, after.data + start, end - start);
    digits[end - start] = '\0';
    buffer_append_code_point(out,
                             (unsigned)strtoul(digits, NULL, is_hex ? 16 : 10));
    return end + 1;
}

static void
give(struct markup *markup, enum markup_part part, struct text text)
{
    size_t at = text_index(text, '&', 0);
    if (at < text.size) {
        struct buffer *out = &markup->decoded;
        buffer_clear(out);
        for (size_t from = 0; from < text.size;) {
            at = text_index(text, '&', from);
            buffer_append_text(out, text_slice(text, from, at));
            if (at == text.size)
                break;
            size_t used =
                decode_entity(text_slice(text, at + 1, text.size), out);
            if (!used)
                buffer_append_byte(out, '&');
            from = at + 1 + used;
        }
        text = buffer_text(out);
    }
    if (text.size || part == MARKUP_GAP)
        markup->each(markup->closure, part, text);
}

/* --- tags ----------------------------------------------------------------- */

/* Elements within a text. */
static bool
is_inline(struct text name)
{
    static const char *const names[] = {
        "a", "span",  "em",  "strong", "b",    "i",     "s",
        "u", "del",   "sup", "sub",    "code", "abbr",  "cite",
        "q", "small", "dfn", "ins",    "mark", "tspan", "rdf:li"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (text_equals(name, names[i]))
            return true;
    return false;
}

/* Attributes whose values hold words or names of the book; others hold the
 * vocabulary of XML, or numbers. */
static bool
holds_words(struct text name)
{
    static const char *const names[] = {"alt",
                                        "title",
                                        "aria-label",
                                        "id",
                                        "href",
                                        "src",
                                        "value",
                                        "name",
                                        "content",
                                        "xlink:href",
                                        "summary",
                                        "full-path",
                                        "aria-labelledby",
                                        "aria-describedby",
                                        "data-name"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (text_equals(name, names[i]))
            return true;
    return false;
}

static void
read_attributes(struct markup *markup, struct text tag)
{
    for (size_t at = 0; at < tag.size;) {
        size_t equals = text_index(tag, '=', at);
        if (equals + 1 >= tag.size)
            return;
        char quote = tag.data[equals + 1];
        size_t start = equals + 2, end = text_index(tag, quote, start);
        size_t from = equals;
        while (from > at && (unsigned char)tag.data[from - 1] > ' ')
            from--;
        if (holds_words(text_slice(tag, from, equals)))
            give(markup, MARKUP_ATTRIBUTE, text_slice(tag, start, end));
        at = end + 1;
    }
}

static void
read_tag(struct markup *markup, struct text tag)
{
    size_t start = tag.size && tag.data[0] == '/' ? 1 : 0, end = start;
    while (end < tag.size && (unsigned char)tag.data[end] > ' ' &&
           tag.data[end] != '/')
        end++;
    if (!is_inline(text_slice(tag, start, end)))
        give(markup, MARKUP_GAP, TEXT(""));
    read_attributes(markup, text_slice(tag, end, tag.size));
}

/* Where the first `string` begins; the size if there is none. */
static size_t
find(struct text text, const char *string)
{
    const char *at = memmem(text.data, text.size, string, strlen(string));
    return at ? (size_t)(at - text.data) : text.size;
}

void
markup_text(struct text markup, markup_fn *each, void *closure)
{
    struct markup reader = {.rest = markup, .each = each, .closure = closure};
    while (reader.rest.size) {
        struct text rest = reader.rest;
        size_t open = text_index(rest, '<', 0);
        give(&reader, MARKUP_TEXT, text_slice(rest, 0, open));
        rest = text_slice(rest, open, rest.size);
        bool is_comment = text_has_prefix(rest, "<!--");
        size_t end = is_comment ? find(rest, "-->") : text_index(rest, '>', 0);
        if (is_comment)
            give(&reader, MARKUP_COMMENT, text_slice(rest, 4, end));
        else if (rest.size)
            read_tag(&reader, text_slice(rest, 1, end));
        reader.rest = text_slice(rest, end + (is_comment ? 3 : 1), rest.size);
    }
    give(&reader, MARKUP_GAP, TEXT(""));
    buffer_release(&reader.decoded);
}
