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
    prose->has = 0;
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
letters_reserve(struct letters *letters, size_t more)
{
    if (letters->capacity - letters->count >= more)
        return;
    letters->capacity = 2 * letters->capacity + more;
    letters->items = memory_realloc(letters->items,
                                    letters->capacity * sizeof *letters->items);
}

static void
letters_push(struct letters *letters, struct letter letter)
{
    letters_reserve(letters, 1);
    letters->items[letters->count++] = letter;
}

/* drs., ing., mr., mw., prof., st. */
static bool
ends_title(unsigned code)
{
    return code == 'f' || code == 'g' || (code >= 'r' && code <= 't') ||
           code == 'w';
}

/* What a code point adds to `has`, after the one before it. */
static unsigned
has_code(unsigned code, unsigned before)
{
    if (code > '9')
        return code < EN_DASH       ? 0
               : code <= EM_DASH    ? PROSE_HAS_DASH
               : code < SINGLE_OPEN ? 0
               : code <= LOW_DOUBLE ? PROSE_HAS_QUOTE
                                    : 0;
    if (code >= '0')
        return PROSE_HAS_DIGIT;
    if (code == '.')
        return before == '.'        ? PROSE_HAS_DOTS
               : ends_title(before) ? PROSE_HAS_TITLE
                                    : 0;
    if (code == '-')
        return PROSE_HAS_DASH;
    return code == '"' || code == '\'' ? PROSE_HAS_QUOTE : 0;
}

void
prose_add_code(struct prose *prose, unsigned code)
{
    unsigned before = prose_at(prose, prose->letters.count - 1);
    prose->has |= has_code(code, before);
    letters_push(&prose->letters,
                 (struct letter){code, (uint32_t)(prose->owner_count - 1)});
}

void
prose_add_text(struct prose *prose, struct text text)
{
    uint32_t owner = (uint32_t)(prose->owner_count - 1);
    unsigned before = prose_at(prose, prose->letters.count - 1);
    unsigned has = prose->has;
    if (!text.size)
        return;
    letters_reserve(&prose->letters, text.size);
    struct letter *letter = prose->letters.items + prose->letters.count;
    for (size_t at = 0; at < text.size; letter++) {
        unsigned code = utf8_next(text, &at);
        has |= has_code(code, before);
        *letter = (struct letter){code, owner};
        before = code;
    }
    prose->letters.count = (size_t)(letter - prose->letters.items);
    prose->has = has;
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
prose_drop(struct prose *prose, size_t at)
{
    prose->owners[prose->letters.items[at].owner].changed = true;
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

bool
prose_is_one_of(const struct prose *prose, size_t start, size_t end,
                const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) == end - start && prose_spells(prose, start, *words))
            return true;
    return false;
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
