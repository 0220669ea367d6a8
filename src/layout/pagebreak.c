#include "layout/pagebreak.h"

#include <stdint.h>

enum {
    LINE_COST = 100, /* of one line of white space, squared */
    OVERFULL_COST = 20000000
};

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
page_head_height(const struct galley *galley, size_t first)
{
    scaled height = repeated_head_height(galley, first);
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
box_top(const struct galley *galley, size_t first, size_t index, scaled y)
{
    const struct galley_box *box = &galley->boxes.items[index];
    if (index != first)
        y += box->space_before;
    if (!box->on_grid)
        return y;
    scaled grid = galley->grid;
    return (y + box->pad_above + grid - 1) / grid * grid - box->pad_above;
}

static scaled
notes_height(struct galley *galley, const struct galley_box *box)
{
    scaled height = 0;
    for (size_t i = 0; i < box->note_count; i++) {
        struct galley *note = footnote_galley(galley, box->notes[i]);
        height += galley_height(note, 0, note->boxes.count);
    }
    return height;
}

struct best {
    int64_t cost;    /* of all pages before */
    size_t previous; /* box with which the page before begins */
};

struct breaker {
    struct galley *galley;
    const struct page_rules *rules;
    struct best *best; /* by box with which a page begins; count + 1 */
    scaled *notes;     /* height of each box's footnotes */
};

static void
offer(struct breaker *breaker, size_t first, size_t next, int64_t cost)
{
    struct best *best = &breaker->best[next];
    if (cost < best->cost)
        *best = (struct best){cost, first};
}

static int64_t
page_cost(const struct breaker *breaker, size_t next, scaled room)
{
    const struct galley *galley = breaker->galley;
    if (next == galley->boxes.count) {
        /* The last page may be short, but not have a line or two only. */
        scaled used = breaker->rules->height - room;
        int64_t lines = used / galley->grid;
        return lines < 4 ? (4 - lines) * 400 : 0;
    }
    int break_cost = galley->boxes.items[next].break_cost;
    if (break_cost == BREAK_FORCED)
        return 0;
    int64_t lines = room / galley->grid;
    return LINE_COST * lines * lines + break_cost;
}

/* Offers every place where the page that begins with box `first` may end. */
static void
page_extend(struct breaker *breaker, size_t first)
{
    const struct galley *galley = breaker->galley;
    int64_t before = breaker->best[first].cost;
    scaled height = breaker->rules->height;
    if (first == 0)
        height -= breaker->rules->first_drop;
    scaled y = page_head_height(galley, first), notes = 0;
    for (size_t i = first; i < galley->boxes.count; i++) {
        const struct galley_box *box = &galley->boxes.items[i];
        if (i > first && box->break_cost == BREAK_FORCED)
            return;
        y = box_top(galley, first, i, y) + box->pad_above + box->height +
            box->pad_below;
        if (breaker->notes[i])
            notes += breaker->notes[i] + (notes ? 0 : breaker->rules->note_gap);
        scaled room = height - y - notes - page_tail_height(galley, i);
        if (room < 0) {
            /* A box too tall for any page stands alone. */
            if (i == first)
                offer(breaker, first, i + 1, before + OVERFULL_COST);
            if (height - y - notes < 0)
                return;
            continue;
        }
        offer(breaker, first, i + 1, before + page_cost(breaker, i + 1, room));
    }
}

void
pages_break(struct galley *galley, const struct page_rules *rules,
            struct page_cuts *cuts)
{
    struct arena *arena = galley->context->galleys;
    size_t count = galley->boxes.count;
    struct breaker breaker = {.galley = galley,
                              .rules = rules,
                              .best =
                                  ARENA_ARRAY(arena, count + 1, struct best),
                              .notes = ARENA_ARRAY(arena, count + 1, scaled)};
    *cuts = (struct page_cuts){0};
    if (!count)
        return;
    for (size_t i = 0; i < count; i++) {
        breaker.best[i].cost = INT64_MAX;
        breaker.notes[i] = notes_height(galley, &galley->boxes.items[i]);
    }
    breaker.best[count].cost = INT64_MAX;
    breaker.best[0].cost = 0;
    for (size_t i = 0; i < count; i++)
        if (breaker.best[i].cost != INT64_MAX)
            page_extend(&breaker, i);
    for (size_t at = count; at > 0; at = breaker.best[at].previous)
        cuts->count++;
    cuts->items = ARENA_ARRAY(arena, cuts->count, struct page_cut);
    size_t page = cuts->count;
    for (size_t at = count; at > 0; at = breaker.best[at].previous)
        cuts->items[--page] = (struct page_cut){breaker.best[at].previous, at};
}
