/* Room to write and to draw: lines, and squared paper. */
#include "layout/field.h"
#include "layout/galley.h"

#define SQUARE (5 * SCALED_MM)

static void
add_line(struct galley *galley, struct galley_box *box, const struct node *node,
         const struct block_style *style, struct field_area area)
{
    struct mark *mark = galley_box_add_mark(galley, box);
    *mark = (struct mark){.kind = MARK_LINE,
                          .artifact = ARTIFACT_LAYOUT,
                          .node = node,
                          .x = area.x,
                          .y = area.y,
                          .width = area.width,
                          .height = area.height,
                          .colour = style->border_colour};
    mark->line.stroke = style->rule_below;
}

static void
add_lines(struct galley *galley, const struct node *node,
          const struct block_style *style)
{
    scaled height = style->leading;
    for (int i = 0; i < node->lines.count; i++) {
        galley_discourage(galley, i <= 1 || i + 1 == node->lines.count
                                      ? BREAK_FORBIDDEN
                                      : BREAK_FREE);
        struct galley_box *box =
            galley_add_box(galley, height, height - SCALED_PT);
        if (galley_has_fields(galley))
            field_add_line(galley, box, node, style);
        else
            add_line(galley, box, node, style,
                     (struct field_area){.width = galley->width});
    }
}

/* Whole squares, in the middle of the measure; each row is as high as one.
 * They stay on one page: what is drawn on them is not cut. */
static void
add_squares(struct galley *galley, const struct node *node,
            const struct block_style *style)
{
    scaled across = galley->width / SQUARE, down = node->lines.count;
    scaled most = style_page(galley->context->style)->height / 2 / SQUARE;
    down = down < most ? down : most;
    struct field_area area = {.x = (galley->width - across * SQUARE) / 2,
                              .width = across * SQUARE};
    struct galley_box *box = galley_add_box(galley, down * SQUARE, 0);
    if (galley_has_fields(galley)) {
        field_add_line(galley, box, node, style);
        return;
    }
    for (scaled i = 0; i <= down; i++, area.y += SQUARE)
        add_line(galley, box, node, style, area);
    area = (struct field_area){.x = area.x, .height = down * SQUARE};
    for (scaled i = 0; i <= across; i++, area.x += SQUARE)
        add_line(galley, box, node, style, area);
}

void
galley_add_writing_lines(struct galley *galley, const struct node *node)
{
    const struct block_style *style = style_block(galley->context->style, node);
    if (node_has_class(node, "ruitjes"))
        add_squares(galley, node, style);
    else
        add_lines(galley, node, style);
}
