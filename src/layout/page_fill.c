#include "layout/page_fill.h"

enum {
    /* A paragraph set a line longer or shorter than is best for it: at least
     * this, and a share of what it costs its lines. */
    VARIATION_COST = 60,
    VARIATION_SHARE = 100,
    SPACE_COST = 500,      /* a line of white space more within a page */
    TIGHT_SPACE_COST = 600 /* a line less */
};

static void
offers_add(struct offers *offers, int64_t cost, struct page_variation variation)
{
    int at = offers->count;
    while (at > 0 && offers->items[at - 1].cost > cost)
        at--;
    if (at == PAGE_VARIATIONS_MOST)
        return;
    if (offers->count < PAGE_VARIATIONS_MOST)
        offers->count++;
    for (int i = offers->count - 1; i > at; i--)
        offers->items[i] = offers->items[i - 1];
    offers->items[at].cost = cost;
    offers->items[at].variation = variation;
}

static void
offers_add_paragraph(struct offers *offers, int64_t demerits, size_t paragraph,
                     int8_t extra)
{
    if (demerits >= 0)
        offers_add(offers, VARIATION_COST + demerits / VARIATION_SHARE,
                   (struct page_variation){.index = (uint32_t)paragraph,
                                           .extra = extra});
}

static bool
is_in_float(const struct galley_float *item, size_t box)
{
    return item && item->first <= box && box < item->last;
}

/* Those that end with box `last` at the latest. */
static void
extent_add_paragraphs(const struct page_stock *stock, struct extent *extent,
                      size_t last)
{
    const struct galley *galley = stock->galley;
    const struct galley_float *item = page_cut_float(galley, &extent->cut);
    while (extent->paragraph < galley->paragraphs.count) {
        const struct galley_paragraph *paragraph =
            &galley->paragraphs.items[extent->paragraph];
        if (paragraph->first + paragraph->count > last + 1)
            return;
        if (!is_in_float(item, paragraph->first)) {
            offers_add_paragraph(&extent->longer, paragraph->looser,
                                 extent->paragraph, 1);
            offers_add_paragraph(&extent->shorter, paragraph->tighter,
                                 extent->paragraph, -1);
        }
        extent->paragraph++;
    }
}

/* White space above a heading, a figure, a box may be a line more; where it is
 * two lines, also a line less. */
static void
extent_add_space(struct extent *extent, const struct galley *galley,
                 size_t index, scaled space)
{
    const struct galley_box *box = &galley->boxes.items[index];
    struct page_variation variation = {
        .index = (uint32_t)index, .extra = 1, .is_space = true};
    bool begins_frame = box->frame && box->frame->first == index;
    if (box->follows_title || (!box->is_rigid && !begins_frame))
        return;
    offers_add(&extent->longer, SPACE_COST, variation);
    variation.extra = -1;
    if (space >= 2 * galley->grid)
        offers_add(&extent->shorter, TIGHT_SPACE_COST, variation);
}

/* What stands in the margin pushes down what comes after it there. */
static void
extent_add_margin(struct extent *extent, const struct galley *margin,
                  scaled top)
{
    if (!margin)
        return;
    scaled from = top > extent->margin ? top : extent->margin;
    extent->margin = from + galley_height(margin, 0, margin->boxes.count);
}

static void
extent_add_height(const struct page_stock *stock, struct extent *extent,
                  size_t index, scaled space)
{
    const struct galley *galley = stock->galley;
    const struct galley_box *box = &galley->boxes.items[index];
    scaled top = box_top(galley, index, extent->y, space);
    extent->y = top + box->pad_above + box->height + box->pad_below;
    /* A note may be on the page already. */
    scaled notes =
        box->repeats_note
            ? footnotes_height(stock->galley, extent->cut.first, index)
            : stock->notes[index];
    if (notes)
        extent->notes += notes + (extent->notes ? 0 : stock->rules->note_gap);
    extent_add_margin(extent, box->margin_before, top);
    extent_add_margin(extent, box->margin, top);
}

static void
extent_add_float(const struct page_stock *stock, struct extent *extent)
{
    const struct galley_float *item =
        page_cut_float(stock->galley, &extent->cut);
    for (size_t i = item->first; i < item->last; i++)
        extent_add_height(stock, extent, i,
                          page_space(stock->galley, &extent->cut, i));
}

void
extent_add_box(const struct page_stock *stock, struct extent *extent,
               size_t index)
{
    const struct galley *galley = stock->galley;
    scaled space = page_space(galley, &extent->cut, index);
    extent_add_height(stock, extent, index, space);
    extent_add_paragraphs(stock, extent, index);
    if (index > extent->cut.first && space >= galley->grid)
        extent_add_space(extent, galley, index, space);
}

void
extent_add_foot(const struct page_stock *stock, struct extent *extent)
{
    extent_add_float(stock, extent);
}

static size_t
first_paragraph_from(const struct galley *galley, size_t box)
{
    size_t low = 0, high = galley->paragraphs.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (galley->paragraphs.items[middle].first < box)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void
extent_begin(const struct page_stock *stock, const struct page_cut *cut,
             struct extent *extent)
{
    *extent = (struct extent){
        .cut = *cut,
        .y = page_head_height(stock->galley, cut->first),
        .paragraph = first_paragraph_from(stock->galley, cut->first)};
    if (cut->place == FLOAT_TOP)
        extent_add_float(stock, extent);
}

scaled
page_room(const struct page_stock *stock, const struct page_cut *cut)
{
    struct extent extent;
    extent_begin(stock, cut, &extent);
    const struct galley_float *item = page_cut_float(stock->galley, cut);
    for (size_t i = cut->first; i < cut->last; i++)
        if (!is_in_float(item, i))
            extent_add_box(stock, &extent, i);
    if (cut->place == FLOAT_FOOT)
        extent_add_foot(stock, &extent);
    scaled room = stock->rules->height - extent.y - extent.notes;
    if (cut->first == 0)
        room -= stock->rules->first_drop;
    for (int i = 0; i < cut->variation_count; i++)
        room -= cut->variations[i].extra * stock->galley->grid;
    return room;
}

void
page_stock_init(struct page_stock *stock, struct galley *galley,
                const struct page_rules *rules)
{
    size_t count = galley->boxes.count;
    *stock = (struct page_stock){
        .galley = galley,
        .rules = rules,
        .notes = ARENA_ARRAY(galley->context->galleys, count, scaled)};
    footnotes_find_repeated(galley);
    for (size_t i = 0; i < count; i++)
        stock->notes[i] = footnotes_height(galley, i, i);
}
