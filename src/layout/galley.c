#include "layout/galley.h"

#include "base/map.h"
#include "layout/locator.h"

#include <string.h>

enum {
    FRAME_LINES = 4, /* least of a box on either side of a page break */
    BREAK_LITTLE = 4000,
    BREAK_IN_FRAME = 200
};

void
galley_init(struct galley *galley, struct layout_context *context, scaled width,
            struct map *note_galleys)
{
    *galley = (struct galley){.context = context,
                              .grid = style_page(context->style)->grid,
                              .width = width,
                              .note_galleys = note_galleys};
    if (galley->grid <= 0)
        galley->grid = SCALED_PT;
    galley->boxes.items = context->spare_boxes;
    galley->boxes.capacity = context->spare_box_capacity;
    context->spare_boxes = NULL;
    context->spare_box_capacity = 0;
}

void
galley_note_locators(struct galley *galley, const struct node *node,
                     const struct paragraph_rules *rules, size_t first,
                     size_t count)
{
    if (!node_has_locator(node))
        return;
    if (galley->outer)
        galley->outer->has_loose_locators = true;
    else if (!count)
        galley->has_loose_locators = true;
    else
        *ARRAY_PUSH(galley->context->galleys, &galley->locator_blocks) =
            (struct locator_block){.node = node,
                                   .rules = *rules,
                                   .first_box = first,
                                   .line_count = count};
}

void
galley_settle(struct galley *galley)
{
    struct layout_context *context = galley->context;
    struct galley_box *boxes = galley->boxes.items;
    size_t capacity = galley->boxes.capacity;
    galley->boxes.items =
        arena_copy(context->galleys, boxes, galley->boxes.count, sizeof *boxes);
    galley->boxes.capacity = galley->boxes.count;
    if (capacity > context->spare_box_capacity) {
        context->spare_boxes = boxes;
        context->spare_box_capacity = capacity;
    }
}

void
galley_add_space(struct galley *galley, scaled space)
{
    if (space > galley->space)
        galley->space = space;
    if (space > galley->space_without)
        galley->space_without = space;
}

void
galley_discourage(struct galley *galley, int cost)
{
    if (cost > galley->next_break && galley->next_break != BREAK_FORCED)
        galley->next_break = cost;
}

struct galley_box *
galley_add_box(struct galley *galley, scaled height, scaled baseline)
{
    struct arena *arena = galley->context->galleys;
    size_t index = galley->boxes.count;
    struct galley_box *box = ARRAY_PUSH(arena, &galley->boxes);
    *box = (struct galley_box){.space_before = galley->space};
    box->pad_above = galley->pad;
    box->height = height;
    box->baseline = baseline;
    box->x = galley->x;
    box->break_cost = galley->next_break;
    box->follows_title = galley->is_below_title;
    galley->is_below_title = false;
    if (galley->is_below_float)
        galley->floats.items[galley->floats.count - 1].space_without =
            galley->space_without;
    galley->is_below_float = false;
    box->frame = galley->frame;
    for (struct frame *frame = galley->frame; frame; frame = frame->parent) {
        if (frame->first == SIZE_MAX)
            frame->first = index;
        frame->last = index;
    }
    box->margin_before = galley->margin;
    galley->margin = NULL;
    box->anchors = galley->pending.items;
    box->anchor_count = galley->pending.count;
    memset(&galley->pending, 0, sizeof galley->pending);
    galley->space = galley->space_without = galley->pad = 0;
    if (galley->lines_owed && height > galley->grid * 3 / 2)
        galley->lines_owed = 0; /* a picture, a writing line */
    galley->lines_owed -= galley->lines_owed > 0;
    galley->next_break = galley->whole_depth || galley->lines_owed
                             ? BREAK_FORBIDDEN
                         : galley->keep_depth ? BREAK_KEPT
                                              : BREAK_FREE;
    return box;
}

struct frame *
galley_open_frame(struct galley *galley, const struct node *node,
                  const struct block_style *style)
{
    struct arena *arena = galley->context->galleys;
    struct frame *frame = ARENA_NEW(arena, struct frame);
    *frame = (struct frame){.parent = galley->frame,
                            .style = style,
                            .node = node,
                            .x = galley->x,
                            .width = galley->width,
                            .first = SIZE_MAX};
    *ARRAY_PUSH(arena, &galley->frames) = frame;
    galley->frame = frame;
    galley->pad += style->padding_top + style->rule_above;
    return frame;
}

/* A box is parted where it must be, and not so that a line or two of it stand
 * alone. */
static void
discourage_within(struct galley *galley, const struct frame *frame)
{
    for (size_t i = frame->first + 1; i <= frame->last; i++) {
        struct galley_box *box = &galley->boxes.items[i];
        bool leaves_little =
            i - frame->first < FRAME_LINES || frame->last + 1 - i < FRAME_LINES;
        int cost = leaves_little ? BREAK_LITTLE : BREAK_IN_FRAME;
        if (box->break_cost != BREAK_FORCED && box->break_cost < cost)
            box->break_cost = cost;
    }
}

void
galley_close_frame(struct galley *galley, struct frame *frame)
{
    galley->frame = frame->parent;
    if (frame->first == SIZE_MAX) { /* nothing came into it */
        galley->pad -= frame->style->padding_top + frame->style->rule_above;
        return;
    }
    galley->boxes.items[frame->last].pad_below +=
        frame->style->padding_bottom + frame->style->rule_below;
    if (frame->style->has_background || frame->style->has_border ||
        frame->style->bar_width)
        discourage_within(galley, frame);
}

void
galley_mark_changed(struct galley *galley, const struct node *node,
                    size_t first)
{
    for (size_t i = first; node->is_changed && i < galley->boxes.count; i++)
        galley->boxes.items[i].is_changed = true;
}

struct mark *
galley_box_add_mark(struct galley *galley, struct galley_box *box)
{
    /* A line's marks come from the paragraph, exactly as many as there are:
     * then the capacity is not ours, and the first one more copies. */
    if (box->mark_capacity < box->mark_count)
        box->mark_capacity = box->mark_count;
    box->marks =
        array_grow(galley->context->galleys, box->marks, box->mark_count,
                   &box->mark_capacity, sizeof *box->marks);
    return &box->marks[box->mark_count++];
}

scaled
galley_height(const struct galley *galley, size_t first, size_t last)
{
    scaled height = 0;
    for (size_t i = first; i < last; i++) {
        const struct galley_box *box = &galley->boxes.items[i];
        height += (i == first ? 0 : box->space_before) + box->pad_above +
                  box->height + box->pad_below;
    }
    return height;
}
