#include "base/message.h"
#include "base/utf8.h"
#include "doc/slug.h"
#include "edition/removed.h"
#include "pass/copy.h"
#include "pass/local_labels.h"
#include "pass/pass.h"
#include "pass/roots.h"

#define NBSP "\xC2\xA0"

/* One run of the pass. */
struct resolution {
    struct pass_context *context;
    struct roots roots;
    struct node *reference; /* under way */
};

static struct text
word(const struct resolution *resolution, const char *key)
{
    return book_word(resolution->context->book, key);
}

/* --- words for what is there -----------------------------------------------
 */

static void
add(const struct resolution *resolution, struct text text)
{
    append_text(resolution->context->arena, resolution->reference, text);
}

/* "bouwsteen 7" */
static void
add_numbered(const struct resolution *resolution, struct text name, int number)
{
    add(resolution, arena_printf(resolution->context->arena, "%.*s" NBSP "%d",
                                 TEXT_PRINTF(name), number));
}

/* The title in quotation marks; typography makes them the book's. */
static void
add_title(const struct resolution *resolution, const struct node *heading)
{
    add(resolution, TEXT("\""));
    copy_inlines(resolution->context->arena, heading, resolution->reference);
    add(resolution, TEXT("\""));
}

/* " op bladzijde 58" */
static void
add_page(const struct resolution *resolution, struct node *target)
{
    struct arena *arena = resolution->context->arena;
    add(resolution, arena_printf(arena, " %.*s" NBSP,
                                 TEXT_PRINTF(word(resolution, "on-page"))));
    append_locator(arena, resolution->reference, target);
}

/* "bladzijde 58", for what has neither title nor number. */
static void
add_only_page(const struct resolution *resolution, struct node *target)
{
    struct arena *arena = resolution->context->arena;
    add(resolution, arena_printf(arena, "%.*s" NBSP,
                                 TEXT_PRINTF(word(resolution, "page"))));
    append_locator(arena, resolution->reference, target);
}

/* "figuur 25.1", and its page when that may be far. */
static void
add_figure(const struct resolution *resolution, const char *key,
           struct text number, struct node *target, bool near)
{
    add(resolution,
        arena_printf(resolution->context->arena, "%.*s" NBSP "%.*s",
                     TEXT_PRINTF(word(resolution, key)), TEXT_PRINTF(number)));
    if (!near)
        add_page(resolution, target);
}

static void
add_chapter(const struct resolution *resolution, struct node *chapter)
{
    struct node *heading = node_heading(chapter);
    if (chapter->chapter.kind == CHAPTER_BLOCK)
        add_numbered(resolution, book_block_word(resolution->context->book),
                     chapter->chapter.number);
    else if (heading)
        add_title(resolution, heading);
    else {
        add_only_page(resolution, chapter);
        return;
    }
    add_page(resolution, chapter);
}

/* "werkblad 7" or "'Stappen' in bouwsteen 7", and its page. */
static void
add_section(const struct resolution *resolution, struct node *section,
            const struct node *chapter, bool near)
{
    struct node *heading = node_heading(section);
    bool in_block = chapter && chapter->chapter.kind == CHAPTER_BLOCK;
    if (in_block && text_equals(section->role, "werkblad")) {
        add_numbered(resolution, word(resolution, "worksheet"),
                     chapter->chapter.number);
    } else if (heading) {
        add_title(resolution, heading);
        if (in_block && !near) {
            add(resolution, arena_printf(resolution->context->arena, " %.*s ",
                                         TEXT_PRINTF(word(resolution, "in"))));
            add_numbered(resolution, book_block_word(resolution->context->book),
                         chapter->chapter.number);
        }
    } else {
        add_only_page(resolution, section);
        return;
    }
    add_page(resolution, section);
}

/* Writes the words of a reference to what is in this edition. */
static void
add_words(const struct resolution *resolution, struct node *target)
{
    struct node *chapter = roots_chapter(&resolution->roots, target);
    bool near =
        chapter == roots_chapter(&resolution->roots, resolution->reference);
    if (target->kind == NODE_CHAPTER) {
        add_chapter(resolution, target);
    } else if (target->kind == NODE_PART) {
        add_numbered(resolution, word(resolution, "part"), target->part.number);
        add_page(resolution, target);
    } else if (target->kind == NODE_FIGURE && target->figure.number.size) {
        add_figure(resolution, "figure", target->figure.number, target, near);
    } else if (target->kind == NODE_TABLE && target->table.number.size) {
        add_figure(resolution, "table", target->table.number, target, near);
    } else if (target->kind == NODE_SECTION || target->kind == NODE_DIV) {
        add_section(resolution, target, chapter, near);
    } else {
        add_only_page(resolution, target);
    }
}

/* --- the start of a sentence -------------------------------------------------
 */

/* The text that stands just before a reference in its block; empty at the
 * start of the block. */
static struct text
text_before(const struct node *reference)
{
    for (const struct node *node = reference;
         node && node_kind_is_inline(node->kind); node = node->parent) {
        const struct node *before = node->previous;
        while (before && before->last_child)
            before = before->last_child;
        if (before && before->kind == NODE_SOFT_BREAK)
            before = before->previous;
        if (before)
            return before->kind == NODE_TEXT ? before->text : TEXT("-");
    }
    return TEXT("");
}

static bool
ends_sentence(struct text text)
{
    text = text_trim(text);
    return text_has_suffix(text, ".") || text_has_suffix(text, "!") ||
           text_has_suffix(text, "?");
}

/* Does a reference open a sentence?  At the start of a block only when the
 * block ends like one: list items and cells are often fragments. */
static bool
opens_sentence(const struct resolution *resolution)
{
    const struct node *reference = resolution->reference;
    struct text before = text_before(reference);
    if (before.size)
        return ends_sentence(before);
    const struct node *block = reference;
    while (block->parent && node_kind_is_inline(block->kind))
        block = block->parent;
    const struct node *last = block->last_child;
    return last && last->kind == NODE_TEXT && ends_sentence(last->text);
}

/* Gives the words their capital: "Bouwsteen 7". */
static void
capitalise(const struct resolution *resolution)
{
    struct node *first = resolution->reference->first_child;
    if (!first || first->kind != NODE_TEXT || !opens_sentence(resolution))
        return;
    size_t at = 0;
    char capital[4];
    unsigned letter = utf8_to_upper(utf8_next(first->text, &at));
    size_t size = utf8_encode(letter, capital);
    first->text = arena_text_concat(
        resolution->context->arena, (struct text){capital, size},
        text_slice(first->text, at, first->text.size));
}

/* --- words for what is not -------------------------------------------------
 */

/* "bouwsteen 7 in het volledige boek", of nothing but the public list. */
static struct text
removed_words(const struct resolution *resolution,
              const struct block_title *block)
{
    if (!block->number)
        return word(resolution, "full-book");
    return arena_printf(resolution->context->arena, "%.*s" NBSP "%d %.*s",
                        TEXT_PRINTF(book_block_word(resolution->context->book)),
                        block->number,
                        TEXT_PRINTF(word(resolution, "in-full-book")));
}

static void
resolve_removed(const struct resolution *resolution,
                const struct block_title *block)
{
    struct pass_context *context = resolution->context;
    struct node *reference = resolution->reference;
    if (context->edition->references == REFERENCES_ERROR) {
        struct text name =
            block->number
                ? arena_printf(context->arena, "%.*s %d",
                               TEXT_PRINTF(book_block_word(context->book)),
                               block->number)
                : arena_printf(context->arena, "label '%.*s'",
                               TEXT_PRINTF(reference->reference.label));
        diag_report(context->diag, REFERENCE_REMOVED, reference->span,
                    TEXT_PRINTF(name), TEXT_PRINTF(context->edition->id));
        return;
    }
    if (context->edition->references == REFERENCES_OMIT &&
        reference->reference.written)
        return; /* the words stay, and say no more than they did */
    struct text words = removed_words(resolution, block);
    if (!reference->reference.written) {
        add(resolution, words);
        capitalise(resolution);
        return;
    }
    if (!block->number)
        words = word(resolution, "in-full-book");
    add(resolution,
        arena_printf(context->arena, " (%.*s)", TEXT_PRINTF(words)));
}

/* What to do when the label stands in a block that is not in this edition;
 * empty when it stands in none. */
static struct text
hint_left_out(const struct resolution *resolution, struct text label)
{
    struct pass_context *context = resolution->context;
    const struct book *book = context->book;
    struct arena *arena = context->arena;
    int number = book->plain ? 0 : removed_label_file(book, arena, label);
    if (!number)
        return TEXT("");
    return arena_printf(
        arena,
        message("it stands in %.*s %d, which edition %.*s does not take: write "
                "[](#%.*s)"),
        TEXT_PRINTF(book_block_word(book)), number,
        TEXT_PRINTF(context->edition->id),
        TEXT_PRINTF(removed_block_label(book, arena, number)));
}

static void
report_undefined(const struct resolution *resolution)
{
    struct pass_context *context = resolution->context;
    const struct map *labels = &context->labels;
    if (context->tree->incomplete) /* it may stand there */
        return;
    struct text *names =
        ARENA_ARRAY(context->arena, labels->count + 1, struct text);
    for (size_t i = 0; i < labels->count; i++)
        names[i] = labels->entries[i].key;
    const struct node *reference = resolution->reference;
    struct text label = reference->reference.label;
    struct text hint = hint_left_out(resolution, label);
    if (!hint.size)
        hint = diag_suggest(context->arena, label, names, labels->count);
    if (context->book->plain)
        diag_report_hint(context->diag, LABEL_UNDEFINED_PLAIN, hint,
                         reference->span, TEXT_PRINTF(label));
    else
        diag_report_hint(
            context->diag, LABEL_UNDEFINED,
            hint.size ? hint
                      : text_of(N_("look up the label: it stands as {#label} "
                                   "behind a heading, a picture or a table")),
            reference->span, TEXT_PRINTF(label));
}

/* --- the pass --------------------------------------------------------------
 */

static struct node *
find_label(const struct resolution *resolution, struct node *reference)
{
    struct pass_context *context = resolution->context;
    struct text label = reference->reference.label;
    struct node *target = local_labels_find(
        context,
        context->book->plain ? roots_chapter(&resolution->roots, reference)
                             : NULL,
        label);
    if (!target)
        target = map_find(&context->labels, label);
    if (target || !context->book->plain)
        return target;
    /* Other programs make other labels from the same title; what a slug keeps
     * of them is mostly the same. */
    struct text slug = slug_of(context->arena, label);
    target = map_find(&context->labels, slug);
    if (!target && slug.size)
        target =
            map_find(&context->labels,
                     arena_printf(context->arena, "s-%.*s", TEXT_PRINTF(slug)));
    return target;
}

static void
resolve(struct resolution *resolution, struct node *reference)
{
    struct pass_context *context = resolution->context;
    struct text label = reference->reference.label;
    resolution->reference = reference;
    if (!reference->target) /* links_resolve may have found it */
        reference->target = find_label(resolution, reference);
    if (reference->target) {
        if (reference->reference.written || reference->first_child)
            return;
        add_words(resolution, reference->target);
        capitalise(resolution);
        return;
    }
    const struct block_title *removed =
        removed_find(context->tree, context->book, context->arena, label);
    if (removed)
        resolve_removed(resolution, removed);
    else
        report_undefined(resolution);
}

void
references_resolve(struct pass_context *context)
{
    struct resolution resolution = {.context = context,
                                    .roots = roots_collect(context)};
    for (size_t i = 0; i < resolution.roots.count; i++) {
        struct node *root = resolution.roots.items[i].node;
        for (struct node *node = root; node; node = node_next(node, root))
            if (node->kind == NODE_REFERENCE)
                resolve(&resolution, node);
    }
}
