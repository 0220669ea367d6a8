#include "language/block_words.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <string.h>

enum {
    SOFT_HYPHEN = 0xAD,
    NO_BREAK_SPACE = 0xA0,
    NARROW_SPACE = 0x202F,
    NO_BREAK_HYPHEN = 0x2011,
    APOSTROPHE = 0x2019,
    WORD_JOINER = 0x2060,
    RIGHT_QUOTE = 0x201D,
    ELLIPSIS = 0x2026,
    PAGE = '0',     /* a page's number, before layout has found it */
    OBJECT = 0xFFFC /* what is no text, but parts words */
};

struct letter {
    unsigned code;
    const struct node *node;
    size_t at;
    const struct node *reference;
    bool is_foreign;
};

struct letters {
    ARRAY(struct letter) items;
};

/* --- gathering ------------------------------------------------------------ */

static unsigned
plain_code(unsigned code)
{
    if (code == NO_BREAK_SPACE || code == NARROW_SPACE || code == '\n' ||
        code == '\t')
        return ' ';
    if (code == NO_BREAK_HYPHEN)
        return '-';
    return code == APOSTROPHE ? '\'' : code;
}

static bool
is_foreign(const struct node *node, struct text language)
{
    for (; node; node = node->parent)
        if (node->language.size)
            return !text_equal(node->language, language);
    return false;
}

/* The reference that wrote this text itself; NULL when an author did. */
static const struct node *
reference_of(const struct node *node, const struct node *block)
{
    for (; node != block; node = node->parent)
        if (node->kind == NODE_REFERENCE && !node->reference.written)
            return node;
    return NULL;
}

static void
add_code(struct arena *arena, struct letters *letters, unsigned code,
         const struct node *node, const struct node *block)
{
    *ARRAY_PUSH(arena, &letters->items) = (struct letter){
        .code = code, .node = node, .reference = reference_of(node, block)};
}

static void
add_text(struct arena *arena, struct letters *letters, const struct node *node,
         const struct node *block, struct text language)
{
    struct letter like = {.node = node,
                          .reference = reference_of(node, block),
                          .is_foreign = is_foreign(node, language)};
    for (size_t at = 0; at < node->text.size;) {
        like.at = at;
        like.code = plain_code(utf8_next(node->text, &at));
        if (like.code != SOFT_HYPHEN && like.code != WORD_JOINER)
            *ARRAY_PUSH(arena, &letters->items) = like;
    }
}

/* A link whose words are where it goes: no text to read aloud. */
static bool
is_address(const struct node *node)
{
    static const char *const schemes[] = {"", "https://", "http://", "mailto:"};
    const struct node *words = node->first_child;
    if (node->kind != NODE_LINK)
        return false;
    if (!words || words->next || words->kind != NODE_TEXT)
        return node->link.bare;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (text_has_prefix(node->link.url, schemes[i]) &&
            text_equal(text_slice(node->link.url, strlen(schemes[i]),
                                  node->link.url.size),
                       words->text))
            return true;
    return false;
}

static bool
is_left_out(const struct node *node)
{
    return node->kind == NODE_CODE || node->kind == NODE_IMAGE ||
           node_has_class(node, "sic") || is_address(node);
}

static void
gather(struct arena *arena, const struct node *block, struct text language,
       struct letters *letters)
{
    const struct node *node = node_next(block, block);
    while (node) {
        if (is_left_out(node)) {
            add_code(arena, letters, OBJECT, node, block);
            node = node_skip(node, block);
            continue;
        }
        if (node->kind == NODE_INDEX_MARK || node->kind == NODE_NOTE_CALL) {
            node = node_skip(node, block);
            continue;
        }
        if (node->kind == NODE_TEXT)
            add_text(arena, letters, node, block, language);
        else if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK)
            add_code(arena, letters, ' ', node, block);
        else if (node->kind == NODE_LOCATOR)
            add_code(arena, letters, PAGE, node, block);
        node = node_next(node, block);
    }
}

/* --- words ---------------------------------------------------------------- */

static unsigned
code_at(const struct letters *letters, size_t at)
{
    return at < letters->items.count ? letters->items.items[at].code : 0;
}

static bool
is_word_code(unsigned code)
{
    return utf8_is_letter(code) || utf8_is_digit(code);
}

/* Goes a word on over the character at `at`?  "twee-onder-een-kap", "foto's",
 * "o.a", "2,5", "voorbeeld.nl". */
static bool
goes_on(const struct letters *letters, size_t at)
{
    unsigned code = code_at(letters, at), next = code_at(letters, at + 1);
    if (is_word_code(code))
        return true;
    if (!is_word_code(next))
        return false;
    if (code == ',')
        return utf8_is_digit(code_at(letters, at - 1)) && utf8_is_digit(next);
    /* "Zo.En" is two words, and a slip. */
    return code == '-' || code == '\'' || code == '/' ||
           (code == '.' && !utf8_is_upper(next));
}

static size_t
word_end(const struct letters *letters, size_t start)
{
    size_t at = start;
    while (at < letters->items.count && goes_on(letters, at))
        at++;
    return at;
}

static struct text
word_text(struct arena *arena, const struct letters *letters, size_t start,
          size_t end)
{
    char *bytes = arena_alloc(arena, (end - start) * 4 + 1);
    size_t size = 0;
    for (size_t i = start; i < end; i++)
        size += utf8_encode(code_at(letters, i), bytes + size);
    return (struct text){bytes, size};
}

/* --- sentences ------------------------------------------------------------ */

bool
word_is_dotted(struct text word)
{
    for (size_t at = 0; at < word.size;) {
        if (!utf8_is_letter(utf8_next(word, &at)))
            return false;
        if (at < word.size && utf8_next(word, &at) != '.')
            return false;
    }
    return text_index(word, '.', 0) < word.size;
}

/* "J. de Vries". */
static bool
is_initial(struct text word)
{
    size_t at = 0;
    return utf8_is_letter(utf8_next(word, &at)) && at == word.size;
}

/* After these, in lower case, a stop ends no sentence. */
static bool
is_stopped(struct text word)
{
    static const char *const words[] = {
        "art", "bijv", "bv",  "ca",  "dr",   "drs", "ing", "ir",
        "mr",  "nr",   "pag", "blz", "prof", "red", "st",  "tel",
        "vgl", "zgn",  "e.g", "i.e", "vs",   "no"};
    if (word_is_dotted(word) || is_initial(word))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equals(word, words[i]))
            return true;
    return false;
}

/* A colon ends none: the reader has to keep hold of the sentence. */
static bool
is_end_mark(unsigned code)
{
    return code == '.' || code == '!' || code == '?' || code == ELLIPSIS;
}

static bool
is_closing(unsigned code)
{
    return code == ')' || code == ']' || code == '"' || code == '\'' ||
           code == RIGHT_QUOTE || is_end_mark(code);
}

/* Does the word at `at` begin as a sentence does?  "'s Avonds" does. */
static bool
begins_sentence(const struct letters *letters, size_t at)
{
    unsigned code = code_at(letters, at);
    if (at && code_at(letters, at - 1) == '\'' &&
        code_at(letters, at + 1) == ' ')
        code = code_at(letters, at + 2);
    return utf8_is_upper(code) || utf8_is_digit(code);
}

/* Does a sentence end between a word, which ends before `end`, and the next
 * one?  Its last word need not touch the mark: "Typ `make`." */
static bool
ends_sentence(const struct letters *letters, size_t end, bool stopped)
{
    bool ends = false;
    size_t at = end;
    unsigned code;
    while ((code = code_at(letters, at)) && !is_word_code(code)) {
        if (code == OBJECT && ends)
            return true;
        at++;
        if (!is_end_mark(code) || (code == '.' && stopped && at == end + 1))
            continue;
        while (is_closing(code_at(letters, at)))
            at++;
        code = code_at(letters, at);
        ends |= !code || code == ' ' || code == OBJECT;
    }
    return ends && (!code || begins_sentence(letters, at));
}

static void
add_word(struct arena *arena, const struct letters *letters, size_t start,
         size_t end, struct block_words *words)
{
    const struct letter *first = &letters->items.items[start];
    struct text text = word_text(arena, letters, start, end);
    *ARRAY_PUSH(arena, &words->items) = (struct block_word){
        .text = text,
        .node = first->node,
        .at = first->at,
        .before = start ? code_at(letters, start - 1) : 0,
        .after = code_at(letters, end),
        .is_foreign = first->is_foreign,
        .reference = first->reference,
        .ends_sentence =
            ends_sentence(letters, end, is_stopped(word_lower(arena, text))),
    };
}

bool
block_has_text(const struct node *block)
{
    return block->first_child && node_kind_is_inline(block->first_child->kind);
}

void
block_words_read(struct arena *arena, const struct node *block,
                 struct text language, struct block_words *words)
{
    struct letters letters = {0};
    *words = (struct block_words){0};
    gather(arena, block, language, &letters);
    size_t count = letters.items.count, last_end = 0;
    for (size_t at = 0; at < count;) {
        if (!is_word_code(code_at(&letters, at))) {
            at++;
            continue;
        }
        size_t end = word_end(&letters, at);
        add_word(arena, &letters, at, end, words);
        bool follows = words->items.count > 1 && at > last_end;
        for (size_t i = last_end; i < at; i++)
            follows &= code_at(&letters, i) == ' ';
        words->items.items[words->items.count - 1].follows = follows;
        at = last_end = end;
    }
    if (words->items.count)
        words->items.items[words->items.count - 1].ends_sentence = true;
    while (count && code_at(&letters, count - 1) == ' ')
        count--;
    words->last = count ? code_at(&letters, count - 1) : 0;
}

/* --- places --------------------------------------------------------------- */

/* Typography has changed lengths; the word itself stands in the source, most
 * often near where it stands in the text. */
struct span
block_word_span(const struct block_word *word)
{
    struct span span = word->node->span;
    struct text source = span_text(span), text = word->text;
    if (!span.source || !source.size || !text.size)
        return span;
    size_t near = word->at > 8 ? word->at - 8 : 0;
    for (int again = 0; again < 2; again++) {
        size_t from = again ? 0 : near < source.size ? near : 0;
        const char *found = memmem(source.data + from, source.size - from,
                                   text.data, text.size);
        if (found) {
            size_t start = span.start + (size_t)(found - source.data);
            return span_of(span.source, start, start + text.size);
        }
    }
    return span;
}

struct text
word_lower(struct arena *arena, struct text word)
{
    char *bytes = arena_alloc(arena, word.size * 4 + 1);
    size_t size = 0;
    for (size_t at = 0; at < word.size;)
        size += utf8_encode(utf8_to_lower(utf8_next(word, &at)), bytes + size);
    return (struct text){bytes, size};
}
