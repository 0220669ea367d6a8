#include "language/language_check.h"

#include "language/wording.h"
#include "pass/roots.h"

struct language {
    struct speller *speller;
    struct diag *diag;
};

const char *
language_fault_name(enum language_fault fault)
{
#define N_(english) english
    static const char *const names[LANGUAGE_FAULT_COUNT] = {
        N_("sentence too long"),
        N_("abbreviation that is not explained"),
        N_("jargon that is not explained"),
        N_("list whose items end in different ways"),
        N_("word that stands twice"),
        N_("word that is in no dictionary"),
    };
#undef N_
    return names[fault];
}

struct language *
language_open(struct arena *arena, const struct book *book, struct diag *diag)
{
    if (!book->language_rules.span.source) {
        diag_report(diag, LANGUAGE_UNCHECKED, span_of(book->manifest, 0, 0));
        return NULL;
    }
    struct speller *speller = speller_open(arena, book, diag);
    if (!speller)
        return NULL;
    struct language *language = ARENA_NEW(arena, struct language);
    *language = (struct language){speller, diag};
    return language;
}

void
language_close(struct language *language)
{
    if (language)
        speller_close(language->speller);
}

void
language_finish(struct language *language)
{
    speller_report_idle(language->speller);
}

/* --- lists ---------------------------------------------------------------- */

/* How an item ends; those that end otherwise are not judged. */
enum ending { ENDING_OTHER, ENDING_BARE, ENDING_STOP, ENDING_COMMA };

static enum ending
ending_of(unsigned last)
{
    switch (last) {
    case '.':
    case '!':
    case '?':
        return ENDING_STOP;
    case ';':
    case ',':
        return ENDING_COMMA;
    case ':':
    /* What stands before it is not looked for. */
    case ')':
    case '"':
    case '\'':
    case 0x201D:
    case 0x2026: /* to be filled in */
    case 0xFFFC: /* no text */
    case 0:
        return ENDING_OTHER;
    default:
        return ENDING_BARE;
    }
}

/* The last block of an item that has text; NULL when a list ends it. */
static const struct node *
item_last(const struct node *item)
{
    if (block_has_text(item))
        return item;
    const struct node *last = item->last_child;
    return last && block_has_text(last) ? last : NULL;
}

static enum ending
item_ending(struct reading *reading, const struct node *item)
{
    const struct node *last = item_last(item);
    struct block_words words;
    if (!last)
        return ENDING_OTHER;
    block_words_read(reading->arena, last, reading->context->book->language,
                     &words);
    return ending_of(words.last);
}

/* "a; b; c." is one way of ending too. */
static void
check_list(struct reading *reading, const struct node *list)
{
    enum ending first = ENDING_OTHER;
    for (const struct node *item = list->first_child; item; item = item->next) {
        enum ending ending = item_ending(reading, item);
        bool is_last = !item->next;
        if (first == ENDING_OTHER)
            first = ending;
        if (ending == ENDING_OTHER || ending == first ||
            (is_last && first == ENDING_COMMA && ending == ENDING_STOP))
            continue;
        reading->count->faults[LANGUAGE_LIST]++;
        diag_report(reading->context->diag, LIST_MIXED, item->span);
        return;
    }
}

/* --- blocks --------------------------------------------------------------- */

/* Made by the compiler, or no prose. */
static bool
is_passed_over(const struct node *node)
{
    if (node->kind == NODE_CODE_BLOCK || node->kind == NODE_CONTENTS ||
        node->kind == NODE_INDEX || node_has_class(node, "sic") ||
        /* A copy out of the glossary, beside the term: read there. */
        (node->kind == NODE_DIV && node_has_class(node, "begrip")))
        return true;
    return node->kind == NODE_CHAPTER &&
           (node->chapter.kind == CHAPTER_CONTENTS ||
            node->chapter.kind == CHAPTER_INDEX ||
            node->chapter.kind == CHAPTER_CHANGES ||
            node->chapter.kind == CHAPTER_CONCORDANCE);
}

static bool
is_running(const struct node *block)
{
    return block->kind == NODE_PARAGRAPH || block->kind == NODE_ITEM ||
           block->kind == NODE_DEFINITION;
}

static void
check_block(struct reading *reading, const struct node *block)
{
    struct block_words words;
    block_words_read(reading->arena, block, reading->context->book->language,
                     &words);
    if (is_running(block))
        wording_check_sentences(reading, &words);
    wording_check_twice(reading, &words);
    wording_check_abbreviations(reading, &words);
    /* Who has a session's file has the handbook, and its glossary. */
    if (!book_is_session(reading->context->book, reading->context->edition))
        wording_check_jargon(reading, &words);
    wording_check_spelling(reading, &words);
}

static void
check_root(struct reading *reading, const struct node *root)
{
    const struct node *node = root;
    while (node) {
        if (is_passed_over(node)) {
            node = node_skip(node, root);
            continue;
        }
        if (node->kind == NODE_LIST)
            check_list(reading, node);
        if (block_has_text(node)) {
            check_block(reading, node);
            node = node_skip(node, root);
        } else {
            node = node_next(node, root);
        }
        arena_reset(reading->arena);
    }
}

/* What the glossary of this edition explains: "ABCD", and in "Wet
 * maatschappelijke ondersteuning (Wmo)" both. */
static void
collect_terms(struct reading *reading, struct node *root)
{
    struct arena *arena = reading->context->arena;
    for (struct node *node = root; node; node = node_next(node, root)) {
        if (node->kind != NODE_TERM)
            continue;
        struct text term = word_lower(arena, node_plain_text(arena, node));
        size_t open = text_index(term, '(', 0);
        size_t close = text_index(term, ')', open);
        map_set(&reading->terms, text_trim(text_slice(term, 0, open)), node);
        if (open < close && close < term.size)
            map_set(&reading->terms, text_slice(term, open + 1, close), node);
    }
}

void
language_check(struct language *language, struct pass_context *context,
               struct language_count *count)
{
    struct reading reading = {.context = context,
                              .rules = &context->book->language_rules,
                              .speller = language->speller,
                              .count = count,
                              .arena = arena_new(),
                              .terms = map_in(context->arena),
                              .seen = map_in(context->arena),
                              .is_dutch = book_is_dutch(context->book)};
    struct roots roots = roots_collect(context);
    *count = (struct language_count){0};
    for (size_t i = 0; i < roots.count; i++)
        collect_terms(&reading, roots.items[i].node);
    for (size_t i = 0; i < roots.count; i++)
        check_root(&reading, roots.items[i].node);
    arena_free(reading.arena);
}
