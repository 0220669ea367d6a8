#include "pass/pass.h"
#include "pass/roots.h"

/* Figures or tables counted so far. */
struct counter {
    int in_block, in_book;
};

/* "7.1" in a building block, else counted through the book. */
static struct text
counter_next(struct counter *counter, struct arena *arena,
             const struct node *chapter)
{
    if (chapter && chapter->chapter.kind == CHAPTER_BLOCK)
        return arena_printf(arena, "%d.%d", chapter->chapter.number,
                            ++counter->in_block);
    return arena_printf(arena, "%d", ++counter->in_book);
}

void
numbers_assign(struct pass_context *context)
{
    roots_collect(context); /* numbers the notes */
    struct counter figures = {0}, tables = {0};
    const struct node *chapter = NULL;
    int part = 0;
    struct node *root = context->tree->root;
    for (struct node *node = root; node; node = node_next(node, root)) {
        if (node->kind == NODE_PART) {
            part++;
            if (!node->part.number)
                node->part.number = part;
            chapter = NULL; /* what stands in its opening is in no block */
        } else if (node->kind == NODE_CHAPTER) {
            chapter = node;
            figures.in_block = tables.in_block = 0;
        } else if (node->kind == NODE_FIGURE &&
                   node_child(node, NODE_CAPTION)) {
            node->figure.number =
                counter_next(&figures, context->arena, chapter);
        } else if (node->kind == NODE_TABLE && node_child(node, NODE_CAPTION)) {
            node->table.number = counter_next(&tables, context->arena, chapter);
        }
    }
}
