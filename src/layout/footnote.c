/* Footnotes: each set once in the text's measure, with its number before its
 * first line. */
#include "layout/galley.h"

#include "base/map.h"

static struct text
node_key(struct arena *arena, const struct node *node)
{
    return arena_text(arena, (struct text){(const char *)&node, sizeof node});
}

struct galley *
footnote_galley(struct galley *galley, const struct node *note)
{
    struct layout_context *context = galley->context;
    struct text probe = {(const char *)&note, sizeof note};
    struct galley *made = map_find(galley->note_galleys, probe);
    if (made)
        return made;
    made = ARENA_NEW(context->galleys, struct galley);
    map_set(galley->note_galleys, node_key(context->galleys, note), made);
    const struct page_style *page = style_page(context->style);
    galley_init(made, context, page->width - page->inner - page->outer,
                galley->note_galleys);
    made->outer = galley;
    const struct block_style *style = style_block(context->style, note);
    struct item_label label = {
        .text = arena_printf(context->arena, "%d", note->footnote.number),
        .node = note,
        .width =
            style->marker_gap ? style->marker_gap : style->text.size * 3 / 2};
    *ARRAY_PUSH(context->galleys, &made->pending) = note;
    made->x += label.width;
    made->width -= label.width;
    galley_add_children(made, (struct node *)note, &label);
    galley_settle(made);
    return made;
}
