#include "doc/slug.h"

#include "base/utf8.h"

/* Letters of Latin-1 Supplement and Latin Extended-A, from U+00C0 on, each
 * without its accent; a hyphen for what is no letter.  Two-letter results
 * follow separately. */
static const char latin_base[] =
    "AAAAAAACEEEEIIIIDNOOOOO-OUUUUYTsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLl"
    "NnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/* The ASCII letters or digits for a code point: "", "a", "ss". */
static const char *
slug_letters(unsigned code_point, char single[2])
{
    switch (code_point) {
    case 0xC6:
    case 0xE6:
        return "ae";
    case 0xDF:
        return "ss";
    case 0x132:
    case 0x133:
        return "ij";
    case 0x152:
    case 0x153:
        return "oe";
    default:
        break;
    }
    if (code_point >= 0xC0 && code_point - 0xC0 < sizeof latin_base - 1)
        code_point = (unsigned char)latin_base[code_point - 0xC0];
    if (code_point >= 'A' && code_point <= 'Z')
        code_point += 'a' - 'A';
    bool kept = (code_point >= 'a' && code_point <= 'z') ||
                (code_point >= '0' && code_point <= '9');
    single[0] = kept ? (char)code_point : '\0';
    return single;
}

/* Is it left out without parting words: an apostrophe, a combining accent, a
 * soft hyphen? */
static bool
slug_skips(unsigned code_point)
{
    return code_point == '\'' || code_point == 0x2019 || code_point == 0x2018 ||
           code_point == 0xAD || (code_point >= 0x300 && code_point < 0x370);
}

struct text
slug_of(struct arena *arena, struct text title)
{
    char *slug = arena_alloc(arena, 2 * title.size + 1);
    size_t size = 0;
    bool gap = false;
    for (size_t at = 0; at < title.size;) {
        unsigned code_point = utf8_next(title, &at);
        if (slug_skips(code_point))
            continue;
        char single[2] = "";
        const char *letters = slug_letters(code_point, single);
        if (!*letters) {
            gap = true;
            continue;
        }
        if (gap && size)
            slug[size++] = '-';
        gap = false;
        while (*letters)
            slug[size++] = *letters++;
    }
    slug[size] = '\0';
    return (struct text){slug, size};
}

struct text
book_block_word(const struct book *book)
{
    return book->block_name.size ? book->block_name
                                 : book_word(book, "chapter");
}

struct text
book_block_capital(const struct book *book, struct arena *arena)
{
    struct text word = book_block_word(book);
    size_t at = 0;
    char first[4];
    size_t size = utf8_encode(utf8_to_upper(utf8_next(word, &at)), first);
    return arena_text_concat(arena, (struct text){first, size},
                             text_slice(word, at, word.size));
}
