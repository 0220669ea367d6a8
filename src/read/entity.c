#include "read/entity.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <md4c-html.h>
#include <string.h>

/* &#233; and &#xE9;; 0, surrogates and what lies beyond Unicode give U+FFFD,
 * as CommonMark wants. */
static struct text
numeric_text(struct arena *arena, struct text entity)
{
    unsigned code_point = 0;
    bool hexadecimal = (entity.data[2] | 0x20) == 'x';
    for (size_t i = hexadecimal ? 3 : 2; i + 1 < entity.size; i++) {
        char byte = entity.data[i];
        unsigned digit = byte <= '9' ? (unsigned)(byte - '0')
                                     : (unsigned)((byte | 0x20) - 'a' + 10);
        if (code_point <= 0x10FFFF)
            code_point = code_point * (hexadecimal ? 16 : 10) + digit;
    }
    if (!code_point || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point < 0xE000))
        code_point = 0xFFFD;
    char bytes[4];
    size_t size = utf8_encode(code_point, bytes);
    return arena_text(arena, (struct text){bytes, size});
}

static void
collect_html(const MD_CHAR *data, MD_SIZE size, void *buffer)
{
    buffer_append(buffer, data, size);
}

/* md4c's HTML writer holds the table of names; ours would be a copy. */
static struct text
named_text(struct arena *arena, struct text entity)
{
    static const struct {
        const char *name, *character;
    } escaped[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}};
    for (size_t i = 0; i < sizeof escaped / sizeof *escaped; i++)
        if (text_equals(entity, escaped[i].name))
            return text_of(escaped[i].character);
    struct buffer html = {0};
    struct text result = entity;
    if (!md_html(entity.data, (MD_SIZE)entity.size, collect_html, &html, 0,
                 0)) {
        struct text written = text_trim(buffer_text(&html));
        if (text_has_prefix(written, "<p>") && text_has_suffix(written, "</p>"))
            written = text_slice(written, 3, written.size - 4);
        if (text_equals(written, "&amp;"))
            result = TEXT("&"); /* &AMP; and the like */
        else if (text_equals(written, "&lt;"))
            result = TEXT("<");
        else if (text_equals(written, "&gt;"))
            result = TEXT(">");
        else if (text_equals(written, "&quot;"))
            result = TEXT("\"");
        else if (written.size && !text_has_prefix(written, "&amp;"))
            result = arena_text(arena, written);
        else if (!written.size)
            result = TEXT(" "); /* white space only: &Tab; &NewLine; */
    }
    buffer_release(&html);
    return result;
}

struct text
entity_text(struct arena *arena, struct text entity)
{
    if (entity.size >= 4 && entity.data[1] == '#')
        return numeric_text(arena, entity);
    return named_text(arena, entity);
}
