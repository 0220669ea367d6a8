#include "layout/text_columns.h"

#include "layout/pagebreak.h"

/* A page is short when its columns fill less than this part of it. */
enum { SHORT_PART = 4 };

static scaled
column_width(const struct galley *galley, const struct block_style *style)
{
    return (galley->width - style->column_gap * (style->columns - 1)) /
           style->columns;
}

struct galley *
text_columns_new(struct galley *galley, const struct block_style *style)
{
    struct galley *inner = ARENA_NEW(galley->context->galleys, struct galley);
    galley_init(inner, galley->context, column_width(galley, style),
                galley->note_galleys);
    inner->outer = galley;
    return inner;
}

static bool
may_part(const struct galley *inner, size_t at)
{
    return at == inner->boxes.count ||
           inner->boxes.items[at].break_cost < BREAK_FORBIDDEN;
}

/* Where a column ends that begins with box `first`: the last place within
 * `height` where it may, else the last that fits; one box at least. */
static size_t
column_end(const struct galley *inner, size_t first, scaled height)
{
    size_t allowed = first, at = first;
    for (scaled y = continued_height(inner, first); at < inner->boxes.count;
         at++) {
        const struct galley_box *box = &inner->boxes.items[at];
        y += (at == first ? 0 : box->space_before) + box->pad_above +
             box->height + box->pad_below;
        if (y > height)
            break;
        if (may_part(inner, at + 1))
            allowed = at + 1;
    }
    return allowed > first ? allowed : at > first ? at : first + 1;
}

/* Fills the columns of a page from box `first`; returns what comes after. */
static size_t
fill(struct text_columns *columns, size_t first, scaled height, int count)
{
    columns->count = 0;
    for (int i = 0; i < count && first < columns->galley->boxes.count; i++) {
        columns->items[i].first = first;
        first = column_end(columns->galley, first, height);
        columns->items[i].last = first;
        columns->count++;
    }
    return first;
}

/* Does the rest fit, and no column end where it may not? */
static bool
fills_well(struct text_columns *columns, size_t first, scaled height, int count)
{
    const struct galley *inner = columns->galley;
    if (fill(columns, first, height, count) < inner->boxes.count)
        return false;
    for (int i = 0; i < columns->count; i++)
        if (!may_part(inner, columns->items[i].last))
            return false;
    return true;
}

/* The least height, in lines of the grid, at which the rest fits. */
static scaled
level(struct text_columns *columns, size_t first, scaled height, int count)
{
    scaled grid = columns->galley->grid, low = grid;
    while (low < height && !fills_well(columns, first, low, count))
        low += grid;
    return low < height ? low : height;
}

static scaled
height_so_far(const struct galley *galley)
{
    scaled y = galley->boxes.count ? page_head_height(galley, 0) : 0;
    for (size_t i = 0; i < galley->boxes.count; i++) {
        const struct galley_box *box = &galley->boxes.items[i];
        y = box_top(galley, i, y, i ? box->space_before : 0) + box->pad_above +
            box->height + box->pad_below;
    }
    return y + galley->space;
}

/* The chapter's labels of pages are found by its boxes' anchors. */
static void
take_anchors(struct galley *galley, struct galley_box *box,
             const struct text_columns *columns)
{
    struct arena *arena = galley->context->galleys;
    ARRAY(const struct node *) anchors = {0};
    for (size_t i = 0; i < box->anchor_count; i++)
        *ARRAY_PUSH(arena, &anchors) = box->anchors[i];
    for (size_t i = columns->items[0].first;
         i < columns->items[columns->count - 1].last; i++) {
        const struct galley_box *inner = &columns->galley->boxes.items[i];
        for (size_t j = 0; j < inner->anchor_count; j++)
            *ARRAY_PUSH(arena, &anchors) = inner->anchors[j];
    }
    box->anchors = anchors.items;
    box->anchor_count = anchors.count;
}

static void
add_page(struct galley *galley, struct text_columns *columns, scaled height,
         const struct block_style *style)
{
    struct galley_box *box = galley_add_box(galley, height, 0);
    scaled step = column_width(galley, style) + style->column_gap;
    for (int i = 0; i < columns->count; i++)
        columns->items[i].x = step * i;
    box->columns = columns;
    box->is_rigid = true;
    take_anchors(galley, box, columns);
}

struct extent { /* of columns that begin with `room` on their page */
    size_t pages;
    scaled last; /* height of the last page's columns */
};

static struct extent
columns_extent(struct galley *inner, scaled room, scaled whole, int count)
{
    struct text_columns columns = {.galley = inner};
    struct extent extent = {.pages = 1};
    for (size_t next = 0;;) {
        size_t after = fill(&columns, next, room, count);
        if (after == inner->boxes.count) {
            extent.last = level(&columns, next, room, count);
            return extent;
        }
        next = after;
        room = whole;
        extent.pages++;
    }
}

/* A last page with a few lines only is saved where half the white between the
 * groups is enough for that. */
static void
columns_tighten(struct galley *inner, scaled room, scaled whole, int count)
{
    struct extent extent = columns_extent(inner, room, whole, count);
    if (extent.pages == 1 || extent.last > whole / SHORT_PART)
        return;
    struct arena *scratch = inner->context->galleys;
    scaled *spaces = ARENA_ARRAY(scratch, inner->boxes.count, scaled);
    for (size_t i = 0; i < inner->boxes.count; i++) {
        spaces[i] = inner->boxes.items[i].space_before;
        inner->boxes.items[i].space_before /= 2;
    }
    if (columns_extent(inner, room, whole, count).pages < extent.pages)
        return;
    for (size_t i = 0; i < inner->boxes.count; i++)
        inner->boxes.items[i].space_before = spaces[i];
}

void
galley_add_columns(struct galley *galley, struct galley *inner,
                   const struct block_style *style, scaled drop)
{
    const struct page_style *page = style_page(galley->context->style);
    scaled whole = page->height - page->top - page->bottom;
    scaled room = whole - drop - height_so_far(galley);
    size_t next = 0;
    if (room < whole / 4 && inner->boxes.count) {
        galley->next_break = BREAK_FORCED;
        room = whole;
    }
    if (inner->boxes.count)
        columns_tighten(inner, room, whole, style->columns);
    while (next < inner->boxes.count) {
        struct text_columns *columns =
            ARENA_NEW(galley->context->galleys, struct text_columns);
        columns->galley = inner;
        size_t after = fill(columns, next, room, style->columns);
        scaled height = room;
        if (after == inner->boxes.count) {
            height = level(columns, next, room, style->columns);
            fill(columns, next, height, style->columns);
        }
        next = after;
        add_page(galley, columns, height, style);
        if (next < inner->boxes.count)
            galley->next_break = BREAK_FORCED;
        room = whole;
    }
}
