#include "doc/variable.h"
#include "pass/pass.h"
#include "pass/roots.h"

static struct text
replace(struct pass_context *context, struct text text, struct span span)
{
    return variables_expand(context->arena, text, span,
                            context->edition->variables,
                            context->edition->variable_count, context->diag);
}

static void
replace_in_node(struct pass_context *context, struct node *node)
{
    struct span span = node->span;
    if (node->kind == NODE_TEXT || node->kind == NODE_CHAPTER ||
        node->kind == NODE_PART) {
        node->text = replace(context, node->text, span);
    } else if (node->kind == NODE_IMAGE) {
        node->text = replace(context, node->text, span);
        node->image.title = replace(context, node->image.title, span);
    } else if (node->kind == NODE_LINK) {
        node->link.title = replace(context, node->link.title, span);
    } else if (node->kind == NODE_INDEX_MARK) {
        /* The key is the marked text where none is given. */
        node->index.key = replace(context, node->index.key, span);
        node->index.see = replace(context, node->index.see, span);
        node->index.see_also = replace(context, node->index.see_also, span);
    }
}

void
variables_replace(struct pass_context *context)
{
    if (context->book->plain)
        return;
    struct roots roots = roots_collect(context);
    for (size_t i = 0; i < roots.count; i++) {
        struct node *root = roots.items[i].node;
        for (struct node *node = root; node; node = node_next(node, root))
            replace_in_node(context, node);
    }
}
