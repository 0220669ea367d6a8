#include "layout/page_edges.h"

scaled
repeated_head_height(const struct galley *galley, size_t first)
{
    const struct galley_table *table = galley->boxes.items[first].table;
    if (!table || !table->head_count ||
        first == table->head_first + table->head_count)
        return 0;
    return galley_height(galley, table->head_first,
                         table->head_first + table->head_count);
}

static bool
frame_is_seen(const struct frame *frame)
{
    return frame->style->has_background || frame->style->has_border ||
           frame->style->bar_width;
}

scaled
frame_padding_above(const struct frame *frame)
{
    return frame_is_seen(frame) ? frame->style->padding_top : 0;
}

scaled
frame_padding_below(const struct frame *frame)
{
    return frame_is_seen(frame) ? frame->style->padding_bottom : 0;
}

scaled
continued_height(const struct galley *galley, size_t first)
{
    const struct galley *continued = galley->boxes.items[first].continued;
    return continued ? galley_height(continued, 0, continued->boxes.count) : 0;
}

scaled
page_head_height(const struct galley *galley, size_t first)
{
    scaled height =
        repeated_head_height(galley, first) + continued_height(galley, first);
    for (const struct frame *frame = galley->boxes.items[first].frame; frame;
         frame = frame->parent)
        if (frame->first < first)
            height += frame_padding_above(frame);
    return height;
}

scaled
page_tail_height(const struct galley *galley, size_t last)
{
    scaled height = 0;
    for (const struct frame *frame = galley->boxes.items[last].frame; frame;
         frame = frame->parent)
        if (frame->last > last)
            height += frame_padding_below(frame);
    return height;
}

scaled
box_top(const struct galley *galley, size_t index, scaled y, scaled space)
{
    const struct galley_box *box = &galley->boxes.items[index];
    y += space;
    if (!box->on_grid)
        return y;
    scaled grid = galley->grid;
    return (y + box->pad_above + grid - 1) / grid * grid - box->pad_above;
}
