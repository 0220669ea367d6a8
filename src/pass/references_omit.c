#include "base/array.h"
#include "edition/removed.h"
#include "pass/pass.h"
#include "pass/roots.h"

#include <string.h>

/* A place in the inline content of a block: before byte `offset` of TEXT
 * `node`, else before the node itself; NULL: at the end. */
struct spot {
    struct node *node;
    size_t offset;
};

/* What goes: from `start` to before `end`, children of one block. */
struct cut {
    struct spot start, end;
};

/* --- where a sentence or a parenthesis begins and ends -------------------- */

static bool
ends_abbreviation(struct text text, size_t point)
{
    static const char *const words[] = {"bijv", "bv",  "blz", "p",  "nr",
                                        "ca",   "evt", "e.g", "i.e"};
    size_t start = point;
    while (start > 0 && text.data[start - 1] != ' ' &&
           text.data[start - 1] != '(')
        start--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equals(text_slice(text, start, point), words[i]))
            return true;
    return false;
}

/* Does a sentence end with the byte at `at`?  Its text goes on with a blank,
 * or ends. */
static bool
is_sentence_end(struct text text, size_t at)
{
    bool blank_follows = at + 1 >= text.size || text.data[at + 1] == ' ' ||
                         text.data[at + 1] == '\n';
    return strchr(".!?", text.data[at]) && blank_follows &&
           !ends_abbreviation(text, at);
}

/* The start of the sentence that `from` stands in. */
static struct spot
sentence_start(struct node *block, struct node *from)
{
    for (struct node *node = from->previous; node; node = node->previous) {
        if (node->kind == NODE_HARD_BREAK)
            return (struct spot){node->next, 0};
        for (size_t at = node->kind == NODE_TEXT ? node->text.size : 0;
             at-- > 0;)
            if (is_sentence_end(node->text, at))
                return (struct spot){node, at + 1};
    }
    return (struct spot){block->first_child, 0};
}

static struct spot
sentence_end(struct node *from)
{
    for (struct node *node = from->next; node; node = node->next) {
        if (node->kind == NODE_HARD_BREAK)
            return (struct spot){node, 0};
        for (size_t at = 0; node->kind == NODE_TEXT && at < node->text.size;
             at++)
            if (is_sentence_end(node->text, at))
                return (struct spot){node, at + 1};
    }
    return (struct spot){0};
}

/* The parenthesis around `from`, with the blank before it.  False when there
 * is none. */
static bool
find_parenthesis(struct node *from, struct cut *cut)
{
    struct node *node = from->previous;
    size_t at = 0;
    for (; node; node = node->previous) {
        at = node->kind == NODE_TEXT ? node->text.size : 0;
        while (at > 0 && !strchr("()", node->text.data[at - 1]))
            at--;
        if (at > 0)
            break;
    }
    if (!node || node->text.data[at - 1] == ')')
        return false;
    at--;
    while (at > 0 && node->text.data[at - 1] == ' ')
        at--;
    cut->start = (struct spot){node, at};
    for (node = from->next; node; node = node->next) {
        size_t end =
            node->kind == NODE_TEXT ? text_index(node->text, ')', 0) : 0;
        if (node->kind == NODE_TEXT && end < node->text.size) {
            cut->end = (struct spot){node, end + 1};
            return true;
        }
    }
    return false;
}

/* --- cutting -------------------------------------------------------------- */

/* What is cut is known as removed, and no longer a label's target. */
static void
drop(struct pass_context *context, struct node *node)
{
    removed_note(context->tree, node, NULL);
    for (const struct node *at = node; at; at = node_next(at, node))
        if (at->id.size && map_find(&context->labels, at->id) == at)
            map_set(&context->labels, at->id, NULL);
    node_remove(node);
}

/* Closes up the blanks on both sides of where something was. */
static void
close_blanks(struct pass_context *context, struct node *block)
{
    bool after_blank = true;
    for (struct node *node = block->first_child, *next; node; node = next) {
        next = node->next;
        if (node->kind != NODE_TEXT) {
            after_blank =
                node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK;
            continue;
        }
        while (after_blank && node->text.size && node->text.data[0] == ' ')
            node->text = text_slice(node->text, 1, node->text.size);
        if (node->text.size)
            after_blank = node->text.data[node->text.size - 1] == ' ';
        else
            drop(context, node);
    }
}

static void
cut_out(struct pass_context *context, struct cut cut)
{
    struct node *first = cut.start.node, *last = cut.end.node;
    if (!first)
        return;
    if (first == last) { /* within one text */
        first->text = arena_text_concat(
            context->arena, text_slice(first->text, 0, cut.start.offset),
            text_slice(first->text, cut.end.offset, first->text.size));
        return;
    }
    struct node *node = first;
    if (cut.start.offset) {
        node = first->next;
        first->text = text_slice(first->text, 0, cut.start.offset);
    }
    while (node && node != last) {
        struct node *next = node->next;
        drop(context, node);
        node = next;
    }
    if (last && cut.end.offset)
        last->text = text_slice(last->text, cut.end.offset, last->text.size);
}

static bool
is_blank(const struct node *block)
{
    for (const struct node *node = block->first_child; node;
         node = node->next) {
        bool blank = node->kind == NODE_SOFT_BREAK ||
                     node->kind == NODE_HARD_BREAK ||
                     (node->kind == NODE_TEXT && !text_trim(node->text).size);
        if (!blank)
            return false;
    }
    return true;
}

/* A paragraph without words goes, and the items and lists that it leaves
 * empty. */
static void
drop_blank(struct pass_context *context, struct node *block)
{
    if (block->kind != NODE_PARAGRAPH || !is_blank(block))
        return;
    struct node *parent = block->parent;
    drop(context, block);
    while (parent && !parent->first_child &&
           (parent->kind == NODE_ITEM || parent->kind == NODE_LIST ||
            parent->kind == NODE_QUOTE)) {
        struct node *above = parent->parent;
        drop(context, parent);
        parent = above;
    }
}

/* What is to go with the reference, looked for in the emphasis or span that
 * it stands in, then in what is around that. */
static struct cut
find_cut(struct node *reference)
{
    struct node *top = reference;
    for (;; top = top->parent) {
        struct node *around = top->parent;
        struct cut cut;
        if (find_parenthesis(top, &cut))
            return cut;
        cut.start = sentence_start(around, top);
        cut.end = sentence_end(top);
        if (cut.end.node || !node_kind_is_inline(around->kind))
            return cut;
    }
}

/* An emphasis of which nothing is left goes too. */
static void
drop_blank_inlines(struct pass_context *context, struct node *node,
                   const struct node *block)
{
    while (node != block) {
        struct node *above = node->parent;
        close_blanks(context, node);
        if (node_kind_is_inline(node->kind) && !node->first_child)
            drop(context, node);
        node = above;
    }
}

static void
omit(struct pass_context *context, struct node *reference)
{
    struct node *block = reference->parent, *around = reference->parent;
    while (node_kind_is_inline(block->kind))
        block = block->parent;
    if (block->kind == NODE_HEADING || block->kind == NODE_TERM)
        drop(context, reference);
    else {
        struct cut cut = find_cut(reference);
        around = cut.start.node ? cut.start.node->parent : around;
        cut_out(context, cut);
    }
    drop_blank_inlines(context, around, block);
    close_blanks(context, block);
    drop_blank(context, block);
}

/* --- the pass ------------------------------------------------------------- */

static bool
is_removed(struct pass_context *context, const struct node *reference)
{
    struct text label = reference->reference.label;
    return !reference->reference.written && !reference->first_child &&
           !map_find(&context->labels, label) &&
           removed_find(context->tree, context->book, context->arena, label);
}

/* Was it cut out with a sentence of an earlier one? */
static bool
is_below(const struct node *node, const struct node *root)
{
    while (node && node != root)
        node = node->parent;
    return node != NULL;
}

/* A note of which nothing is left has no call. */
static void
drop_empty_notes(struct pass_context *context)
{
    struct node *root = context->tree->root;
    for (struct node *node = root; node;) {
        struct node *next = node_next(node, root);
        if (node->kind == NODE_NOTE_CALL && node->target &&
            !node->target->first_child)
            node_remove(node);
        node = next;
    }
}

void
references_omit(struct pass_context *context)
{
    if (context->edition->references != REFERENCES_OMIT)
        return;
    struct roots roots = roots_collect(context);
    for (size_t i = 0; i < roots.count; i++) {
        struct node *root = roots.items[i].node;
        ARRAY(struct node *) references = {0};
        for (struct node *node = root; node; node = node_next(node, root))
            if (node->kind == NODE_REFERENCE && is_removed(context, node))
                *ARRAY_PUSH(context->arena, &references) = node;
        for (size_t j = 0; j < references.count; j++)
            if (is_below(references.items[j], root))
                omit(context, references.items[j]);
    }
    drop_empty_notes(context);
}
