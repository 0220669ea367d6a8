/* The margin column: blocks set small beside the text. */
#include "layout/galley.h"

/* Two blocks that come to stand beside one box share a galley. */
void
galley_add_margin(struct galley *galley, struct node *node)
{
    struct layout_context *context = galley->context;
    const struct page_style *page = style_page(context->style);
    struct galley *margin = galley->margin;
    if (!margin) {
        margin = ARENA_NEW(context->galleys, struct galley);
        galley_init(margin, context, page->margin_column, galley->note_galleys);
        margin->in_margin = true;
        margin->outer = galley;
        galley->margin = margin;
    }
    galley_add_block(margin, node, NULL);
}
