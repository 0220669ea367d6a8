#include "pass/vocabulary.h"

#include "base/utf8.h"

#include <string.h>

static bool
is_word_part(unsigned code_point)
{
    return utf8_is_letter(code_point) || utf8_is_digit(code_point) ||
           code_point == '\'' || code_point == 0x2019 || code_point == '-';
}

struct text
words_normal(struct arena *arena, struct text text)
{
    /* Lower case may take more bytes than upper case, rarely: 2 to 3. */
    char *data = arena_alloc(arena, 2 * text.size + 1);
    size_t size = 0;
    bool gap = false;
    for (size_t at = 0; at < text.size;) {
        unsigned code_point = utf8_next(text, &at);
        if (code_point == 0xAD || code_point == 0x2060)
            continue;
        if (!is_word_part(code_point)) {
            gap = true;
            continue;
        }
        if (gap && size)
            data[size++] = ' ';
        gap = false;
        if (code_point == 0x2019)
            code_point = '\'';
        char bytes[4];
        size_t length = utf8_encode(utf8_to_lower(code_point), bytes);
        memcpy(data + size, bytes, length);
        size += length;
    }
    return (struct text){data, size};
}

void
vocabulary_init(struct vocabulary *vocabulary, struct arena *arena)
{
    *vocabulary = (struct vocabulary){.arena = arena, .words = map_in(arena)};
}

void
vocabulary_release(struct vocabulary *vocabulary)
{
    buffer_release(&vocabulary->stream);
}

void
vocabulary_add_text(struct vocabulary *vocabulary, struct text text)
{
    struct text rest = words_normal(vocabulary->arena, text), word;
    while (text_next_word(&rest, &word)) {
        map_set(&vocabulary->words, word, vocabulary);
        buffer_append_byte(&vocabulary->stream, ' ');
        buffer_append_text(&vocabulary->stream, word);
    }
}

/* Blocks that hold inline text themselves. */
static bool
holds_inlines(const struct node *node)
{
    return !node_kind_is_inline(node->kind) && node->first_child &&
           node_kind_is_inline(node->first_child->kind);
}

void
vocabulary_add(struct vocabulary *vocabulary, const struct node *node)
{
    for (const struct node *at = node; at;) {
        if (at->kind == NODE_INDEX_MARK)
            vocabulary_add_text(vocabulary, at->index.key);
        /* A block as a whole: its words may run over inline nodes. */
        if (holds_inlines(at))
            vocabulary_add_text(vocabulary,
                                node_plain_text(vocabulary->arena, at));
        at = node_next(at, node);
    }
}

/* --- forms -----------------------------------------------------------------
 */

enum { FORMS_MAX = 8, FORM_SIZE = 64 };

/* Beginnings by which a term's forms are known. */
struct forms {
    char text[FORMS_MAX][FORM_SIZE];
    size_t count;
};

static void
forms_add(struct forms *forms, struct text a, const char *b, struct text c)
{
    size_t size = a.size + strlen(b) + c.size;
    if (forms->count == FORMS_MAX || size >= FORM_SIZE)
        return;
    char *form = forms->text[forms->count++];
    memcpy(form, a.data, a.size);
    memcpy(form + a.size, b, strlen(b));
    memcpy(form + a.size + strlen(b), c.data, c.size);
    form[size] = '\0';
}

static bool
is_vowel(char letter)
{
    return letter && strchr("aeiou", letter) != NULL;
}

/* Dutch spells a long vowel once in an open syllable, twice in a closed one:
 * "buur" and "buren", "agenderen" and "agendeer".  v and z close as f and
 * s. */
static void
forms_of(struct forms *forms, struct text term)
{
    struct text none = TEXT("");
    size_t size = term.size;
    forms_add(forms, term, "", none);
    if (size < 4)
        return;
    struct text stem = term;
    if (text_has_suffix(term, "en") && size > 5)
        stem = text_slice(term, 0, size - 2);
    const char *end = stem.data + stem.size;
    struct text last = text_slice(stem, stem.size - 1, stem.size);
    if (stem.size < term.size) { /* a verb or a plural: its closed form */
        struct text body = text_slice(stem, 0, stem.size - 1);
        forms_add(forms, stem, "", none);
        if (is_vowel(end[-2]) && !is_vowel(end[-3]) && !is_vowel(end[-1])) {
            char twice[2] = {end[-2], '\0'};
            struct text closed = end[-1] == 'v'   ? TEXT("f")
                                 : end[-1] == 'z' ? TEXT("s")
                                                  : last;
            forms_add(forms, body, twice, closed);
        }
    } else if (size > 4 && is_vowel(end[-2]) && end[-2] == end[-3]) {
        /* "buur" -> "buren" */
        forms_add(forms, text_slice(term, 0, size - 2), "", last);
    } else if (!is_vowel(end[-1]) && is_vowel(end[-2]) && !is_vowel(end[-3])) {
        forms_add(forms, term, "", last); /* "stap" -> "stappen" */
    }
    if (end[-1] == 'f')
        forms_add(forms, text_slice(stem, 0, stem.size - 1), "ven", none);
}

/* Endings that a short word may take without becoming another word. */
static bool
is_ending(struct text rest)
{
    static const char *const endings[] = {"",   "s",   "'s", "en", "e",  "n",
                                          "je", "jes", "t",  "d",  "de", "te"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (text_equals(rest, endings[i]))
            return true;
    return false;
}

static bool
form_matches(const char *form, struct text word)
{
    size_t size = strlen(form);
    if (!text_has_prefix(word, form))
        return false;
    return size >= 6 || is_ending(text_slice(word, size, word.size));
}

static bool
forms_match(const struct forms *forms, struct text word)
{
    struct text inner = text_has_prefix(word, "ge") && word.size > 5
                            ? text_slice(word, 2, word.size)
                            : word;
    for (size_t i = 0; i < forms->count; i++)
        if (form_matches(forms->text[i], word) ||
            form_matches(forms->text[i], inner))
            return true;
    return false;
}

bool
words_match(struct text term, struct text word)
{
    struct forms forms = {.count = 0};
    forms_of(&forms, term);
    return forms_match(&forms, word);
}

/* Terms of several words: only the last is inflected. */
static bool
stream_has(const struct vocabulary *vocabulary, struct text term)
{
    size_t cut = term.size;
    while (term.data[cut - 1] != ' ')
        cut--;
    struct text head = text_slice(term, 0, cut);
    struct forms forms = {.count = 0};
    forms_of(&forms, text_slice(term, cut, term.size));
    struct text rest = buffer_text(&vocabulary->stream);
    for (;;) {
        const char *at =
            rest.size ? memmem(rest.data, rest.size, head.data, head.size)
                      : NULL;
        if (!at)
            return false;
        size_t start = (size_t)(at - rest.data);
        bool at_word = start > 0 && at[-1] == ' ';
        size_t next = start + head.size;
        struct text word = text_slice(rest, next, text_index(rest, ' ', next));
        if (at_word && forms_match(&forms, word))
            return true;
        rest = text_slice(rest, next, rest.size);
    }
}

/* All forms begin with the term's first byte, in words perhaps behind "ge":
 * most words need not be looked at further. */
static bool
may_be_form(struct text word, char first)
{
    return word.data[0] == first ||
           (word.size > 5 && word.data[0] == 'g' && word.data[1] == 'e' &&
            word.data[2] == first);
}

bool
vocabulary_has(const struct vocabulary *vocabulary, struct text term)
{
    if (!term.size)
        return false;
    if (text_index(term, ' ', 0) < term.size)
        return stream_has(vocabulary, term);
    if (map_find(&vocabulary->words, term))
        return true;
    struct forms forms = {.count = 0};
    forms_of(&forms, term);
    for (size_t i = 0; i < vocabulary->words.count; i++) {
        struct text word = vocabulary->words.entries[i].key;
        if (may_be_form(word, term.data[0]) && forms_match(&forms, word))
            return true;
    }
    return false;
}
