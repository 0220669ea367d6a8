/* The margin column: blocks set small beside the text. */
#include "layout/galley.h"

/* The paragraph that the block comes after, with other blocks of the margin
 * in between at most. */
static const struct node *
paragraph_before(const struct galley *galley, const struct node *node)
{
    const struct node *before = node->previous;
    while (before && before->kind == NODE_DIV &&
           style_block(galley->context->style, before)->in_margin)
        before = before->previous;
    return before && before->kind == NODE_PARAGRAPH ? before : NULL;
}

static struct galley *
margin_new(struct galley *galley)
{
    struct layout_context *context = galley->context;
    struct galley *margin = ARENA_NEW(context->galleys, struct galley);
    galley_init(margin, context, style_page(context->style)->margin_column,
                galley->note_galleys);
    margin->in_margin = true;
    margin->outer = galley;
    return margin;
}

/* Two blocks that come to stand beside one box share a galley. */
void
galley_add_margin(struct galley *galley, struct node *node)
{
    const struct node *paragraph = paragraph_before(galley, node);
    struct galley **place = &galley->margin;
    if (paragraph && paragraph == galley->last_paragraph)
        place = &galley->boxes.items[galley->last_first].margin;
    if (!*place)
        *place = margin_new(galley);
    galley_add_block(*place, node, NULL);
}

void
galley_add_margin_mark(struct galley *galley, const struct mark *mark)
{
    if (!galley->margin)
        galley->margin = margin_new(galley);
    struct galley_box *box =
        galley_add_box(galley->margin, mark->height, -mark->y);
    *galley_box_add_mark(galley->margin, box) = *mark;
}
