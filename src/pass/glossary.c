#include "base/array.h"
#include "doc/slug.h"
#include "edition/removed.h"
#include "pass/copy.h"
#include "pass/pass.h"
#include "pass/roots.h"
#include "pass/vocabulary.h"

/* One or more terms and their definitions, siblings first..last. */
struct explained {
    struct node *first, *last;
    bool used;
};

struct term {
    struct text words; /* normal */
    struct node *node;
    size_t explained; /* index */
};

struct glossary {
    struct pass_context *context;
    struct vocabulary vocabulary;
    ARRAY(struct explained) explained;
    ARRAY(struct term) terms;
    struct map by_words; /* normal words -> struct node TERM */
};

static bool
is_glossary(const struct node *node)
{
    return node->kind == NODE_CHAPTER && node->chapter.kind == CHAPTER_GLOSSARY;
}

/* --- what is explained -----------------------------------------------------
 */

static void
collect_definitions(struct glossary *glossary, struct node *definitions)
{
    struct arena *arena = glossary->context->arena;
    bool open = false; /* does a TERM join the group before it? */
    for (struct node *node = definitions->first_child; node;
         node = node->next) {
        if (node->kind == NODE_TERM) {
            if (!open)
                *ARRAY_PUSH(arena, &glossary->explained) =
                    (struct explained){.first = node};
            *ARRAY_PUSH(arena, &glossary->terms) =
                (struct term){words_normal(arena, node_plain_text(arena, node)),
                              node, glossary->explained.count - 1};
        }
        open = node->kind == NODE_TERM;
        if (glossary->explained.count)
            glossary->explained.items[glossary->explained.count - 1].last =
                node;
    }
}

/* The vocabulary is that of all but the glossaries. */
static void
collect(struct glossary *glossary)
{
    struct node *root = glossary->context->tree->root;
    for (struct node *node = root; node;) {
        bool skip = false;
        if (is_glossary(node)) {
            for (struct node *at = node; at; at = node_next(at, node))
                if (at->kind == NODE_DEFINITIONS)
                    collect_definitions(glossary, at);
            skip = true;
        }
        node = skip ? node_skip(node, root) : node_next(node, root);
    }
}

static void
collect_words(struct glossary *glossary)
{
    struct roots roots = roots_collect(glossary->context);
    for (size_t i = 0; i < roots.count; i++) {
        struct node *root = roots.items[i].node;
        struct node *chapter = roots_chapter(&roots, root);
        if (i > 0) {
            if (!chapter || !is_glossary(chapter))
                vocabulary_add(&glossary->vocabulary, root);
            continue;
        }
        for (struct node *node = root; node;) {
            bool whole = node->kind == NODE_CHAPTER;
            if (whole && !is_glossary(node))
                vocabulary_add(&glossary->vocabulary, node);
            if (!whole && node->kind != NODE_BOOK && node->kind != NODE_PART) {
                vocabulary_add(&glossary->vocabulary, node);
                whole = true;
            }
            node = whole ? node_skip(node, root) : node_next(node, root);
        }
    }
}

/* --- what is used ----------------------------------------------------------
 */

/* A used entry's own explanation uses terms too. */
static void
use(struct glossary *glossary, struct explained *explained)
{
    explained->used = true;
    for (struct node *node = explained->first;; node = node->next) {
        if (node->kind == NODE_DEFINITION)
            vocabulary_add(&glossary->vocabulary, node);
        if (node == explained->last)
            break;
    }
}

static void
find_used(struct glossary *glossary)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < glossary->terms.count; i++) {
            const struct term *term = &glossary->terms.items[i];
            struct explained *explained =
                &glossary->explained.items[term->explained];
            if (explained->used ||
                !vocabulary_has(&glossary->vocabulary, term->words))
                continue;
            use(glossary, explained);
            changed = true;
        }
    }
}

/* --- dropping and linking --------------------------------------------------
 */

static void
forget_labels(struct pass_context *context, const struct node *node)
{
    removed_note(context->tree, node, NULL);
    for (const struct node *at = node; at; at = node_next(at, node))
        if (at->id.size && map_find(&context->labels, at->id) == at)
            map_set(&context->labels, at->id, NULL);
}

static void
drop(struct glossary *glossary, struct explained *explained)
{
    struct node *definitions = explained->first->parent;
    for (struct node *node = explained->first;;) {
        struct node *next = node->next;
        bool last = node == explained->last;
        forget_labels(glossary->context, node);
        node_remove(node);
        if (last)
            break;
        node = next;
    }
    if (!definitions->first_child)
        node_remove(definitions);
}

/* A label for each term that stays. */
static void
name_term(struct glossary *glossary, const struct term *term)
{
    struct pass_context *context = glossary->context;
    struct text slug = slug_of(context->arena, term->words);
    struct node *node = term->node;
    if (!map_find(&glossary->by_words, term->words))
        map_set(&glossary->by_words, term->words, node);
    for (unsigned i = 1; !node->id.size; i++) {
        struct text label =
            i == 1
                ? arena_printf(context->arena, "begrip-%.*s", TEXT_PRINTF(slug))
                : arena_printf(context->arena, "begrip-%.*s-%u",
                               TEXT_PRINTF(slug), i);
        if (map_find(&context->labels, label))
            continue;
        node->id = label;
        map_set(&context->labels, label, node);
    }
}

/* Could a link stand here?  None inside another. */
static bool
may_link(const struct node *node)
{
    for (; node; node = node->parent)
        if (node->kind == NODE_LINK || node->kind == NODE_REFERENCE ||
            node->kind == NODE_HEADING || is_glossary(node))
            return false;
    return true;
}

static bool
has_link(const struct node *span)
{
    for (const struct node *node = span; node; node = node_next(node, span))
        if (node->kind == NODE_LINK || node->kind == NODE_REFERENCE ||
            node->kind == NODE_NOTE_CALL)
            return true;
    return false;
}

/* The term that a span explains: the very words, or a form of them. */
static struct node *
term_of(const struct glossary *glossary, const struct node *span)
{
    struct arena *arena = glossary->context->arena;
    struct text key = node_attribute(span, "key");
    struct text words =
        words_normal(arena, key.size ? key : node_plain_text(arena, span));
    struct node *term = map_find(&glossary->by_words, words);
    for (size_t i = 0; !term && i < glossary->by_words.count; i++)
        if (words_match(glossary->by_words.entries[i].key, words))
            term = glossary->by_words.entries[i].value;
    return term;
}

static void
link_span(struct glossary *glossary, struct node *span)
{
    struct node *term = term_of(glossary, span);
    if (!term || !may_link(span) || has_link(span))
        return;
    struct arena *arena = glossary->context->arena;
    struct node *link = node_new(arena, NODE_REFERENCE, span->span);
    link->reference.label = term->id;
    link->reference.written = true;
    link->target = term;
    while (span->first_child) {
        struct node *child = span->first_child;
        node_remove(child);
        node_append(link, child);
    }
    node_append(span, link);
}

static void
link_spans(struct glossary *glossary)
{
    struct roots roots = roots_collect(glossary->context);
    for (size_t i = 0; i < roots.count; i++) {
        struct node *root = roots.items[i].node;
        for (struct node *node = root; node; node = node_next(node, root))
            if (node->kind == NODE_SPAN && node_has_class(node, "term"))
                link_span(glossary, node);
    }
}

/* --- explaining beside -------------------------------------------------------
 */

/* The block that a definition comes after: not within a list or a table. */
static struct node *
block_beside(struct node *span)
{
    struct node *block = span;
    while (block->parent && block->parent->kind != NODE_SECTION &&
           block->parent->kind != NODE_CHAPTER &&
           block->parent->kind != NODE_PART && block->parent->kind != NODE_DIV)
        block = block->parent;
    return block->parent ? block : NULL;
}

static const struct node *
definition_of(const struct node *term)
{
    for (const struct node *node = term->next; node; node = node->next)
        if (node->kind == NODE_DEFINITION)
            return node;
    return NULL;
}

/* "**term:** definition", in a block of the class begrip; definitions of one
 * block follow each other in the order of their terms. */
static void
explain(struct glossary *glossary, struct node *span, const struct node *term)
{
    struct arena *arena = glossary->context->arena;
    struct node *after = block_beside(span);
    const struct node *definition = definition_of(term);
    if (!after || !definition)
        return;
    while (after->next && node_has_class(after->next, "begrip"))
        after = after->next;
    struct node *block = node_new(arena, NODE_DIV, span->span);
    node_add_class(arena, block, TEXT("begrip"));
    block->is_generated = true;
    node_insert_after(after, block);
    struct node *paragraph =
        append_paragraph(arena, block, NODE_PARAGRAPH, NULL, TEXT(""));
    while (paragraph->first_child)
        node_remove(paragraph->first_child);
    struct node *words = node_new(arena, NODE_STRONG, span->span);
    node_append(paragraph, words);
    copy_inlines(arena, term, words);
    append_text(arena, words, TEXT(":"));
    append_text(arena, paragraph, TEXT(" "));
    const struct node *first = definition->first_child;
    copy_with_links(arena,
                    first && first->kind == NODE_PARAGRAPH ? first : definition,
                    paragraph);
}

/* Each term where the edition uses it first. */
static void
explain_beside(struct glossary *glossary)
{
    struct map explained = map_in(glossary->context->arena);
    struct node *root = glossary->context->tree->root;
    for (struct node *node = root; node; node = node_next(node, root)) {
        if (node->kind != NODE_SPAN || !node_has_class(node, "term") ||
            !node->first_child || node->first_child->kind != NODE_REFERENCE)
            continue;
        struct node *term = node->first_child->target;
        if (!term || term->kind != NODE_TERM || map_find(&explained, term->id))
            continue;
        map_set(&explained, term->id, term);
        explain(glossary, node, term);
    }
}

void
glossary_trim(struct pass_context *context)
{
    if (context->book->plain)
        return;
    struct glossary glossary = {.context = context,
                                .by_words = map_in(context->arena)};
    collect(&glossary);
    if (!glossary.terms.count)
        return;
    vocabulary_init(&glossary.vocabulary, context->arena);
    collect_words(&glossary);
    find_used(&glossary);
    for (size_t i = 0; i < glossary.explained.count; i++)
        if (!glossary.explained.items[i].used)
            drop(&glossary, &glossary.explained.items[i]);
    for (size_t i = 0; i < glossary.terms.count; i++) {
        const struct term *term = &glossary.terms.items[i];
        if (glossary.explained.items[term->explained].used)
            name_term(&glossary, term);
    }
    link_spans(&glossary);
    if (context->edition->explains_beside)
        explain_beside(&glossary);
    vocabulary_release(&glossary.vocabulary);
}
