#include "layout/page_tops.h"

/* White space that the page breaker gives to box `index`. */
static scaled
space_added(const struct galley *galley, const struct page_cut *cut,
            size_t index)
{
    scaled added = 0;
    for (int i = 0; i < cut->variation_count; i++)
        if (cut->variations[i].is_space && cut->variations[i].index == index)
            added += cut->variations[i].extra * galley->grid;
    return added;
}

static void
stack(const struct galley *galley, const struct page_cut *cut, scaled top,
      struct page_tops *tops)
{
    const struct galley_float *item = page_cut_float(galley, cut);
    struct page_runs runs = page_runs_seen(galley, cut);
    scaled y = page_head_height(galley, cut->first);
    for (int run = 0; run < runs.count; run++)
        for (size_t i = runs.items[run].first; i < runs.items[run].last; i++) {
            const struct galley_box *box = &galley->boxes.items[i];
            scaled space =
                page_space(galley, cut, i) + space_added(galley, cut, i);
            y = box_top(galley, i, y, space);
            if (i < cut->first)
                tops->moved[i - item->first] = top + y;
            else
                tops->text[i - cut->first] = top + y;
            y += box->pad_above + box->height + box->pad_below;
        }
    tops->end = top + y;
}

/* The box after what begins with box `first`: a heading, a figure, all in a
 * frame. */
static size_t
block_end(const struct galley *galley, size_t first)
{
    const struct galley_box *boxes = galley->boxes.items;
    size_t end = first + 1;
    for (const struct frame *frame = boxes[first].frame; frame;
         frame = frame->parent)
        if (frame->first == first && frame->last >= end)
            end = frame->last + 1;
    while (end < galley->boxes.count &&
           (boxes[end].goes_on || (boxes[first].is_announced &&
                                   boxes[end].break_cost >= BREAK_FORBIDDEN)))
        end++;
    return end;
}

/* A line of white more above a box, a figure is shared with the white below
 * it; a heading, which belongs to what follows, leaves a third of it there.
 * What follows stands on the grid as before. */
static void
share_space(const struct galley *galley, const struct page_cut *cut,
            struct page_tops *tops)
{
    for (int i = 0; i < cut->variation_count; i++) {
        size_t first = cut->variations[i].index;
        if (!cut->variations[i].is_space || cut->variations[i].extra < 0)
            continue;
        const struct galley_box *box = &galley->boxes.items[first];
        size_t end = block_end(galley, first);
        if (end >= cut->last || (!box->is_heading && !box->is_announced &&
                                 (!box->frame || box->frame->first != first)))
            continue;
        scaled up = galley->grid / (box->is_heading ? 3 : 2);
        for (size_t at = first; at < end; at++)
            tops->text[at - cut->first] -= up;
    }
}

/* A float at the foot of a page that is full but for less than a line stands
 * on its last line. */
static void
lower_foot(const struct galley *galley, const struct page_cut *cut, scaled foot,
           struct page_tops *tops)
{
    const struct galley_float *item = page_cut_float(galley, cut);
    scaled room = foot - tops->end;
    if (cut->place != FLOAT_FOOT || room <= 0 || room >= galley->grid)
        return;
    scaled *at = page_cut_holds(galley, cut)
                     ? tops->moved
                     : tops->text + (item->first - cut->first);
    for (size_t i = 0; i < item->last - item->first; i++)
        at[i] += room;
    tops->end += room;
}

void
page_tops_find(struct galley *galley, const struct page_cut *cut, scaled top,
               scaled foot, struct page_tops *tops)
{
    struct arena *arena = galley->context->galleys;
    const struct galley_float *item = page_cut_float(galley, cut);
    *tops = (struct page_tops){
        .text = ARENA_ARRAY(arena, cut->last - cut->first + 1, scaled)};
    if (page_cut_holds(galley, cut))
        tops->moved = ARENA_ARRAY(arena, item->last - item->first, scaled);
    stack(galley, cut, top, tops);
    share_space(galley, cut, tops);
    lower_foot(galley, cut, foot, tops);
}
