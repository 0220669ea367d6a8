/* House style on text: each block's inline content is one prose, so that
 * quotes pair over emphasis and links; the rules stand in dashes.c, amounts.c,
 * quotes.c, spaces.c and capitals.c. */
#include "base/buffer.h"
#include "doc/slug.h"
#include "pass/pass.h"
#include "pass/prose.h"
#include "pass/roots.h"

static enum prose_language
language_of(struct text tag)
{
    if (text_equals(tag, "nl") || text_has_prefix(tag, "nl-"))
        return PROSE_DUTCH;
    if (text_equals(tag, "en") || text_has_prefix(tag, "en-"))
        return PROSE_ENGLISH;
    return PROSE_OTHER;
}

/* The language of a node: the nearest that is stated, else the book's. */
static enum prose_language
node_language(const struct pass_context *context, const struct node *node)
{
    for (; node; node = node->parent)
        if (node->language.size)
            return language_of(node->language);
    return language_of(context->book->language);
}

static void
prose_run(struct prose *prose)
{
    if (prose->has & (PROSE_HAS_DASH | PROSE_HAS_DOTS))
        prose_set_dashes(prose);
    if (prose->has & PROSE_HAS_DIGIT)
        prose_set_amounts(prose);
    if (prose->has & PROSE_HAS_QUOTE)
        prose_set_quotes(prose);
    /* What is tied stands beside a number, an apostrophe, a shortened
     * title. */
    if (prose->has & (PROSE_HAS_DIGIT | PROSE_HAS_QUOTE | PROSE_HAS_TITLE))
        prose_set_spaces(prose);
    if (prose->has & PROSE_HAS_QUOTE)
        prose_set_capitals(prose);
}

/* A soft break at which no line may end becomes text, that of the node before
 * it where there is one. */
static void
node_store(struct arena *arena, struct node *node, struct text text)
{
    struct node *before = node->previous;
    if (node->kind == NODE_SOFT_BREAK && before && before->kind == NODE_TEXT) {
        before->text = arena_text_concat(arena, before->text, text);
        node_remove(node);
    } else if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_TEXT) {
        node->kind = NODE_TEXT;
        node->text = arena_text(arena, text);
    }
}

/* Writes changed texts back to their nodes. */
static void
prose_store(struct arena *arena, struct prose *prose)
{
    const struct letters *letters = &prose->letters;
    struct buffer text = {0};
    size_t at = 0;
    for (size_t i = 0; i < prose->owner_count; i++) {
        const struct owner *owner = &prose->owners[i];
        bool stores = owner->changed && owner->node;
        buffer_clear(&text);
        for (; at < letters->count && letters->items[at].owner == i; at++)
            if (stores)
                buffer_append_code_point(&text, letters->items[at].code);
        if (stores)
            node_store(arena, owner->node, buffer_text(&text));
    }
    buffer_release(&text);
}

static void
add_leaf(struct pass_context *context, struct prose *prose, struct node *node)
{
    switch ((int)node->kind) {
    case NODE_TEXT:
        prose_add_owner(prose, node, node_language(context, node));
        prose_add_text(prose, node->text);
        return;
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
        prose_add_owner(prose, node, node_language(context, node));
        prose_add_code(prose, node->kind == NODE_SOFT_BREAK ? ' ' : '\n');
        return;
    case NODE_CODE:
    case NODE_IMAGE:
    case NODE_LOCATOR:
        prose_add_owner(prose, node, node_language(context, node));
        prose_add_code(prose, PROSE_OBJECT);
        return;
    default:
        return;
    }
}

/* A text that stands alone: an alternative text, a running head. */
static void
set_alone(struct pass_context *context, struct prose *prose, struct text *text,
          const struct node *node)
{
    if (!text->size)
        return;
    prose_clear(prose);
    prose->is_title = true;
    prose->is_cell = false;
    prose_add_owner(prose, NULL, node_language(context, node));
    prose_add_text(prose, *text);
    if (!prose->has)
        return;
    prose_run(prose);
    struct buffer out = {0};
    for (size_t i = 0; i < prose->letters.count; i++)
        buffer_append_code_point(&out, prose->letters.items[i].code);
    *text = arena_text(context->arena, buffer_text(&out));
    buffer_release(&out);
}

static void
set_block(struct pass_context *context, struct prose *prose, struct node *block)
{
    prose_clear(prose);
    prose->is_title = block->kind == NODE_HEADING;
    prose->is_cell = block->kind == NODE_CELL;
    for (struct node *node = block; (node = node_next(node, block));)
        if (node_kind_is_inline(node->kind))
            add_leaf(context, prose, node);
    if (!prose->has)
        return;
    prose_run(prose);
    prose_store(context->arena, prose);
}

static void
set_tree(struct pass_context *context, struct prose *prose, struct node *root)
{
    for (struct node *node = root; node;) {
        if (node->kind == NODE_IMAGE) {
            set_alone(context, prose, &node->text, node);
            set_alone(context, prose, &node->image.title, node);
        } else if (node->kind == NODE_CHAPTER) {
            set_alone(context, prose, &node->text, node);
        } else if (node->kind == NODE_PART) {
            set_alone(context, prose, &node->text, node);
            set_alone(context, prose, &node->part.tab, node);
        }
        bool holds_text = node->kind != NODE_CODE_BLOCK && node->first_child &&
                          node_kind_is_inline(node->first_child->kind) &&
                          !node_kind_is_inline(node->kind);
        if (holds_text)
            set_block(context, prose, node);
        node = node_next(node, root);
    }
}

void
typography_apply(struct pass_context *context)
{
    struct prose prose = {.block_word = book_block_word(context->book)};
    struct roots roots = roots_collect(context);
    for (size_t i = 0; i < roots.count; i++)
        set_tree(context, &prose, roots.items[i].node);
    prose_release(&prose);
}
