#include "pass/prose.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

void
prose_release(struct prose *prose)
{
    free(prose->letters.items);
    free(prose->made.items);
    free(prose->owners);
    *prose = (struct prose){0};
}

void
prose_clear(struct prose *prose)
{
    prose->letters.count = prose->made.count = prose->owner_count = 0;
}

void
prose_add_owner(struct prose *prose, struct node *node,
                enum prose_language language)
{
    if (prose->owner_count == prose->owner_capacity) {
        prose->owner_capacity =
            prose->owner_capacity ? 2 * prose->owner_capacity : 16;
        prose->owners = memory_realloc(
            prose->owners, prose->owner_capacity * sizeof *prose->owners);
    }
    prose->owners[prose->owner_count++] =
        (struct owner){.node = node, .language = language};
}

static void
letters_push(struct letters *letters, struct letter letter)
{
    if (letters->count == letters->capacity) {
        letters->capacity = letters->capacity ? 2 * letters->capacity : 256;
        letters->items = memory_realloc(
            letters->items, letters->capacity * sizeof *letters->items);
    }
    letters->items[letters->count++] = letter;
}

void
prose_add_code(struct prose *prose, unsigned code)
{
    letters_push(&prose->letters,
                 (struct letter){code, (uint32_t)(prose->owner_count - 1)});
}

void
prose_add_text(struct prose *prose, struct text text)
{
    for (size_t at = 0; at < text.size;) {
        unsigned char byte = (unsigned char)text.data[at];
        if (byte < 0x80)
            at++;
        prose_add_code(prose, byte < 0x80 ? byte : utf8_next(text, &at));
    }
}

unsigned
prose_at(const struct prose *prose, size_t at)
{
    /* One before the start wraps around and is outside too. */
    return at < prose->letters.count ? prose->letters.items[at].code : 0;
}

enum prose_language
prose_language_at(const struct prose *prose, size_t at)
{
    return prose->owners[prose->letters.items[at].owner].language;
}

void
prose_set(struct prose *prose, size_t at, unsigned code)
{
    struct letter *letter = &prose->letters.items[at];
    if (letter->code == code || letter->code == PROSE_OBJECT)
        return;
    letter->code = code;
    prose->owners[letter->owner].changed = true;
}

void
prose_emit(struct prose *prose, unsigned code, size_t like)
{
    uint32_t owner = prose->letters.items[like].owner;
    letters_push(&prose->made, (struct letter){code, owner});
    prose->owners[owner].changed = true;
}

unsigned
prose_emitted(const struct prose *prose)
{
    return prose->made.count ? prose->made.items[prose->made.count - 1].code
                             : 0;
}

void
prose_set_emitted(struct prose *prose, unsigned code)
{
    struct letter *letter = &prose->made.items[prose->made.count - 1];
    if (letter->code == code)
        return;
    letter->code = code;
    prose->owners[letter->owner].changed = true;
}

void
prose_copy(struct prose *prose, size_t at)
{
    letters_push(&prose->made, prose->letters.items[at]);
}

void
prose_filtered(struct prose *prose)
{
    struct letters letters = prose->letters;
    prose->letters = prose->made;
    prose->made = letters;
    prose->made.count = 0;
}

bool
code_is_space(unsigned code)
{
    return code == 0 || code == ' ' || code == '\n' || code == NO_BREAK_SPACE ||
           code == 0x2009 || code == 0x202F;
}

bool
code_is_word(unsigned code)
{
    if (code < 0x80)
        return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
               (code >= '0' && code <= '9');
    return utf8_is_letter(code) || (code >= 0x300 && code < 0x370);
}

bool
code_is_ascii_digit(unsigned code)
{
    return code >= '0' && code <= '9';
}

bool
prose_spells(const struct prose *prose, size_t at, const char *word)
{
    for (; *word; word++, at++) {
        unsigned code = prose_at(prose, at);
        if (code >= 'A' && code <= 'Z')
            code += 'a' - 'A';
        if (code != (unsigned char)*word)
            return false;
    }
    return true;
}

size_t
prose_word_start(const struct prose *prose, size_t end)
{
    while (end > 0 && code_is_word(prose_at(prose, end - 1)))
        end--;
    return end;
}

size_t
prose_word_end(const struct prose *prose, size_t at)
{
    while (code_is_word(prose_at(prose, at)))
        at++;
    return at;
}
