#include "pass/roots.h"

#include "base/array.h"

/* A note's number is its place among the roots, so that it tells whether the
 * note has been met; it is checked, and may hold anything before. */
static bool
is_listed(const struct root *items, size_t count, const struct node *note)
{
    int number = note->footnote.number;
    return number >= 1 && (size_t)number < count && items[number].node == note;
}

struct roots
roots_collect(struct pass_context *context)
{
    ARRAY(struct root) roots = {0};
    *ARRAY_PUSH(context->arena, &roots) =
        (struct root){.node = context->tree->root};
    for (size_t i = 0; i < roots.count; i++) {
        struct node *root = roots.items[i].node;
        for (struct node *node = root; node; node = node_next(node, root)) {
            if (node->kind != NODE_NOTE_CALL || !node->target ||
                is_listed(roots.items, roots.count, node->target))
                continue;
            node->target->footnote.number = (int)roots.count;
            *ARRAY_PUSH(context->arena, &roots) =
                (struct root){.node = node->target, .call = node};
        }
    }
    return (struct roots){roots.items, roots.count};
}

struct node *
roots_chapter(const struct roots *roots, struct node *node)
{
    /* Each note leads to its call; a note cannot stand in itself. */
    for (size_t steps = 0; steps <= roots->count; steps++) {
        struct node *top = node;
        while (top->parent && top->kind != NODE_CHAPTER)
            top = top->parent;
        if (top->kind == NODE_CHAPTER)
            return top;
        if (top->kind != NODE_FOOTNOTE ||
            !is_listed(roots->items, roots->count, top))
            return NULL;
        node = roots->items[top->footnote.number].call;
    }
    return NULL;
}
