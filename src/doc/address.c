#include "doc/address.h"

#include "base/utf8.h"

#include <stdint.h>

bool
address_is_web(struct text url)
{
    return text_has_prefix(url, "https://") || text_has_prefix(url, "http://");
}

/* What somebody would type. */
static struct text
bare(struct text address)
{
    static const char *const starts[] = {"https://", "http://", "www."};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (text_has_prefix(address, starts[i]))
            address =
                text_slice(address, text_of(starts[i]).size, address.size);
    if (text_has_suffix(address, "/"))
        address.size--;
    return address;
}

/* The next character, without those that only say where a line may end. */
static uint32_t
next_shown(struct text text, size_t *at)
{
    enum { SOFT_HYPHEN = 0xad, ZERO_WIDTH_SPACE = 0x200b, JOINER = 0x2060 };
    while (*at < text.size) {
        uint32_t code = utf8_next(text, at);
        if (code != SOFT_HYPHEN && code != ZERO_WIDTH_SPACE && code != JOINER)
            return code;
    }
    return 0;
}

bool
address_is_shown(struct text words, struct text url)
{
    words = bare(text_trim(words));
    url = bare(url);
    size_t in_words = 0, in_url = 0;
    for (;;) {
        uint32_t word = next_shown(words, &in_words);
        if (word != next_shown(url, &in_url))
            return false;
        if (!word)
            return words.size > 0;
    }
}
