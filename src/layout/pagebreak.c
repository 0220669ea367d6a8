#include "layout/pagebreak.h"

#include "layout/page_cost.h"
#include "layout/page_fill.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum {
    OVERFULL_COST = 20000000,
    MARGIN_COST = 5000, /* margin notes that run off the page */
    /* A first search leaves out pages with more white than this, and pages
     * that begin where others, further on, have come for so much less.  What
     * it finds counts if all pages together cost less than half a bad
     * spread. */
    SHORT_LINES = 14,
    GOOD_COST = UNLEVEL_COST / 2,
    LEAD_COST = 10000
};

struct best { /* of all pages before */
    int64_t cost;
    uint32_t previous; /* where the page before begins */
    uint8_t previous_start;
    uint8_t variation_count;
    uint16_t short_ends; /* the part of `cost` that pages with a few lines
                            only have, in SHORT_END_UNITs */
    uint32_t moved;      /* of that page, as in struct page_cut */
    uint8_t place;
    struct page_variation variations[PAGE_VARIATIONS_MOST];
};

/* Where a page may begin: before a box, or before a box while a float waits to
 * stand on that page.  The former are numbered as boxes are; the latter come
 * behind them. */
struct waiting {
    uint32_t box, item;
};

struct breaker {
    struct galley *galley;
    const struct page_rules *rules;
    struct page_stock stock;
    struct best *best; /* by place and start */
    int64_t *least;    /* cost of the best of these, by place */
    size_t place_count;
    struct waiting *waiting; /* by place, from box count + 1 on */
    uint32_t *waiting_at;    /* by box: the place; 0: none; NULL: no floats */
    bool is_thorough;
    /* The cheapest beginning beyond the page that is being extended. */
    int64_t ahead_cost;
    size_t ahead;
    struct {
        enum page_start start;
        int64_t cost;
    } starts[START_COUNT]; /* of the page that is being extended */
    int start_count;
    size_t from; /* where that begins */
};

struct page_end { /* a page as it might be */
    struct page_cut cut;
    scaled room;
    struct page_cost cost; /* whatever comes before it */
    const struct offers *offers;
};

static struct best *
best_at(const struct breaker *breaker, size_t place, enum page_start start)
{
    return &breaker->best[place * START_COUNT + start];
}

/* The box with which the text of a page begins. */
static size_t
box_at(const struct breaker *breaker, size_t place)
{
    size_t count = breaker->galley->boxes.count;
    return place <= count ? place : breaker->waiting[place - count - 1].box;
}

/* Where the page after it begins. */
static size_t
place_after(const struct breaker *breaker, const struct page_cut *cut)
{
    return cut->place == FLOAT_LATER ? breaker->waiting_at[cut->last]
                                     : cut->last;
}

static void
offer(struct breaker *breaker, const struct page_end *end, enum page_start from,
      enum page_start to, int64_t cost)
{
    const struct page_cut *cut = &end->cut;
    size_t place = place_after(breaker, cut);
    struct best *best = best_at(breaker, place, to);
    if (cost >= best->cost)
        return;
    int ends = (int)end->cost.short_end / SHORT_END_UNIT +
               best_at(breaker, breaker->from, from)->short_ends;
    uint16_t short_ends = (uint16_t)(ends < UINT16_MAX ? ends : UINT16_MAX);
    if (cost < breaker->least[place])
        breaker->least[place] = cost;
    if (cost < breaker->ahead_cost) {
        breaker->ahead_cost = cost;
        breaker->ahead = cut->last;
    }
    *best = (struct best){.cost = cost,
                          .previous = (uint32_t)breaker->from,
                          .previous_start = (uint8_t)from,
                          .variation_count = cut->variation_count,
                          .short_ends = short_ends,
                          .moved = cut->moved,
                          .place = cut->place};
    assert(end->offers || !cut->variation_count);
    for (int i = 0; i < cut->variation_count; i++)
        best->variations[i] = end->offers->items[i].variation;
}

/* Offers the page after each way in which it may begin. */
static void
end_offer(struct breaker *breaker, const struct page_end *end)
{
    const struct galley *galley = breaker->galley;
    struct page_foot foot = page_foot(galley, end->cut.last, end->room);
    int64_t overleaf = page_overleaf_cost(galley, &end->cut);
    int64_t own = end->cost.base + end->cost.white + end->cost.short_end;
    for (int i = 0; i < breaker->start_count; i++) {
        enum page_start start = breaker->starts[i].start;
        int64_t cost = breaker->starts[i].cost + own;
        if (start == START_VERSO)
            offer(breaker, end, start, page_facing(foot), cost);
        if (start == START_VERSO && foot.ends_white)
            offer(breaker, end, start, page_facing(page_foot_filled(foot)),
                  cost + WHITE_FOOT_COST);
        if (start != START_VERSO)
            offer(breaker, end, start, START_VERSO,
                  cost + overleaf + page_facing_cost(start, foot));
    }
}

/* --- paragraphs that give ------------------------------------------------- */

/* The page with 1 to PAGE_VARIATIONS_MOST paragraphs a line longer (`extra`
 * 1) or shorter (-1). */
static void
variations_offer(struct breaker *breaker, const struct page_end *natural,
                 const struct offers *offers, int extra, int64_t base)
{
    struct page_end end = *natural;
    end.offers = offers;
    for (int i = 0; i < offers->count; i++) {
        base += offers->items[i].cost;
        end.cut.variation_count = (uint8_t)(i + 1);
        end.room -= extra * breaker->galley->grid;
        if (end.room < 0)
            continue;
        end.cost = page_cost(&breaker->stock, &end.cut, end.room, base);
        end_offer(breaker, &end);
        if (extra < 0) /* no shorter than need be */
            return;
    }
}

/* --- floats --------------------------------------------------------------- */

/* Before which boxes a page may begin while a float waits for it. */
static bool
may_wait(const struct galley *galley, size_t box)
{
    return box < galley->boxes.count &&
           galley->boxes.items[box].break_cost != BREAK_FORCED;
}

static void
waiting_collect(struct breaker *breaker)
{
    const struct galley *galley = breaker->galley;
    struct arena *scratch = galley->context->scratch;
    size_t boxes = galley->boxes.count, count = 0, most = 0;
    breaker->place_count = boxes + 1;
    if (!galley->floats.count)
        return;
    breaker->waiting_at = ARENA_ARRAY(scratch, boxes + 1, uint32_t);
    for (size_t i = 0; i < galley->floats.count; i++)
        most += galley->floats.items[i].until - galley->floats.items[i].last;
    breaker->waiting = ARENA_ARRAY(scratch, most + 1, struct waiting);
    for (size_t i = 0; i < galley->floats.count; i++) {
        const struct galley_float *item = &galley->floats.items[i];
        for (size_t box = item->last + 1;
             box <= item->until && may_wait(galley, box); box++) {
            breaker->waiting[count] =
                (struct waiting){(uint32_t)box, (uint32_t)i};
            breaker->waiting_at[box] = (uint32_t)(boxes + 1 + count++);
        }
    }
    breaker->place_count += count;
}

/* --- pages ---------------------------------------------------------------- */

/* Offers the page `cut`, with `room` left over (or too little by up to two
 * lines), as it is and with paragraphs varied. */
static void
page_offer(struct breaker *breaker, const struct extent *extent,
           const struct page_cut *cut, int64_t base, scaled room)
{
    scaled grid = breaker->galley->grid;
    struct page_end end = {.cut = *cut, .room = room};
    if (extent->margin > breaker->rules->height)
        base += MARGIN_COST;
    if (room >= 0) {
        end.cost = page_cost(&breaker->stock, &end.cut, end.room, base);
        end_offer(breaker, &end);
    }
    if (room < 0)
        variations_offer(breaker, &end, &extent->shorter, -1, base);
    else if (room >= grid && room < grid * ROOM_CLASSES)
        variations_offer(breaker, &end, &extent->longer, 1, base);
}

static void
starts_collect(struct breaker *breaker, size_t place)
{
    breaker->from = place;
    breaker->start_count = 0;
    for (int start = 0; start < START_COUNT; start++) {
        int64_t cost = best_at(breaker, place, (enum page_start)start)->cost;
        if (cost == INT64_MAX)
            continue;
        breaker->starts[breaker->start_count].start = (enum page_start)start;
        breaker->starts[breaker->start_count++].cost = cost;
    }
}

/* Pages that end much too early are not worth a look. */
static bool
is_too_short(const struct breaker *breaker, size_t next, scaled room)
{
    const struct galley *galley = breaker->galley;
    return !breaker->is_thorough && room > SHORT_LINES * galley->grid &&
           next < galley->boxes.count &&
           galley->boxes.items[next].break_cost != BREAK_FORCED;
}

/* Offers the page that ends before box `next`; returns the room left over,
 * without what frames that go on need. */
static scaled
page_end_at(struct breaker *breaker, const struct extent *filled, size_t next)
{
    struct extent with_foot;
    if (filled->cut.place == FLOAT_FOOT) {
        with_foot = *filled;
        extent_add_foot(&breaker->stock, &with_foot);
        filled = &with_foot;
    }
    scaled room = breaker->rules->height - filled->y - filled->notes;
    if (filled->cut.first == 0)
        room -= breaker->rules->first_drop;
    if (is_too_short(breaker, next, room))
        return room;
    struct page_cut cut = filled->cut;
    cut.last = next;
    int64_t cost = float_cost(breaker->galley, &cut);
    if (cost < 0 || (cut.place == FLOAT_LATER && !breaker->waiting_at[next]))
        return room;
    scaled left = room - page_tail_height(breaker->galley, next - 1);
    page_offer(breaker, filled, &cut, cost, left);
    if (next == cut.first + 1 && left < 0 && cut.place == FLOAT_HERE) {
        /* too tall for any page: it is alone */
        struct page_end end = {.cut = cut, .cost = {.base = OVERFULL_COST}};
        end_offer(breaker, &end);
    }
    return room;
}

/* Offers every place where the page may end that begins as `cut` says; returns
 * the box that is too much for it. */
static size_t
page_fill(struct breaker *breaker, const struct page_cut *cut)
{
    const struct galley *galley = breaker->galley;
    const struct galley_float *item = page_cut_float(galley, cut);
    struct extent extent;
    extent_begin(&breaker->stock, cut, &extent);
    size_t i = cut->first;
    while (i < galley->boxes.count) {
        if (item && i == item->first) {
            i = item->last;
            continue;
        }
        if (i > cut->first && galley->boxes.items[i].break_cost == BREAK_FORCED)
            return i;
        extent_add_box(&breaker->stock, &extent, i);
        i++;
        bool is_above = item && i == item->first && cut->place == FLOAT_TOP;
        scaled room = page_end_at(breaker, &extent, is_above ? item->last : i);
        if (room < -PAGE_VARIATIONS_MOST * galley->grid)
            return i;
    }
    return i;
}

/* The page with a float that begins on it at its top, at its foot, and with
 * that on the next page. */
static void
page_fill_around(struct breaker *breaker, size_t first, uint32_t moved)
{
    const struct galley_float *item = &breaker->galley->floats.items[moved];
    struct page_cut cut = {.first = first, .moved = moved};
    cut.place = FLOAT_TOP;
    if (first >= item->from && first < item->first &&
        !page_head_height(breaker->galley, first))
        page_fill(breaker, &cut);
    cut.place = FLOAT_FOOT;
    page_fill(breaker, &cut);
    cut.place = FLOAT_LATER;
    if (first < item->first)
        page_fill(breaker, &cut);
}

/* The page with a float that the page before left. */
static void
page_fill_with(struct breaker *breaker, const struct waiting *waiting)
{
    struct page_cut cut = {.first = waiting->box, .moved = waiting->item};
    cut.place = FLOAT_TOP;
    if (!page_head_height(breaker->galley, waiting->box))
        page_fill(breaker, &cut);
    cut.place = FLOAT_FOOT;
    page_fill(breaker, &cut);
}

/* The first float from a box on. */
static size_t
first_float_from(const struct galley *galley, size_t box)
{
    size_t low = 0, high = galley->floats.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (galley->floats.items[middle].first < box)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Offers every page that begins at a place. */
static void
page_extend(struct breaker *breaker, size_t place)
{
    const struct galley *galley = breaker->galley;
    starts_collect(breaker, place);
    if (place > galley->boxes.count) {
        page_fill_with(breaker,
                       &breaker->waiting[place - galley->boxes.count - 1]);
        return;
    }
    size_t end = page_fill(breaker, &(struct page_cut){.first = place});
    for (size_t i = first_float_from(galley, place);
         i < galley->floats.count && galley->floats.items[i].first < end; i++)
        page_fill_around(breaker, place, (uint32_t)i);
}

static enum page_start
first_start(const struct breaker *breaker)
{
    const struct page_rules *rules = breaker->rules;
    if (rules->starts_verso)
        return START_VERSO;
    struct page_foot foot = {.room =
                                 room_class(breaker->galley, rules->faced_room),
                             .is_excused = true};
    return rules->faces ? page_facing(foot) : START_RECTO;
}

static const struct best *
best_end(const struct breaker *breaker)
{
    size_t count = breaker->galley->boxes.count;
    const struct best *end = best_at(breaker, count, START_VERSO);
    for (int start = 1; start < START_COUNT; start++) {
        const struct best *other =
            best_at(breaker, count, (enum page_start)start);
        end = other->cost < end->cost ? other : end;
    }
    return end;
}

/* What all pages cost, without those that hold a few lines only: no search
 * can fill them. */
static int64_t
faults_cost(const struct breaker *breaker)
{
    const struct best *end = best_end(breaker);
    return end->cost - (int64_t)end->short_ends * SHORT_END_UNIT;
}

/* Extends the pages that begin at a place, unless others have come further for
 * much less. */
static void
place_visit(struct breaker *breaker, size_t place)
{
    bool is_behind = breaker->least[place] > breaker->ahead_cost + LEAD_COST;
    if (breaker->least[place] != INT64_MAX &&
        (breaker->is_thorough || !is_behind))
        page_extend(breaker, place);
}

/* Finds the best way to begin after the last box.  False when the search has
 * been a quick one, and what it found is not good enough. */
static bool
search(struct breaker *breaker, bool is_thorough)
{
    size_t count = breaker->galley->boxes.count;
    breaker->is_thorough = is_thorough;
    for (size_t i = 0; i < breaker->place_count * START_COUNT; i++)
        breaker->best[i].cost = INT64_MAX;
    for (size_t i = 0; i < breaker->place_count; i++)
        breaker->least[i] = INT64_MAX;
    best_at(breaker, 0, first_start(breaker))->cost = breaker->least[0] = 0;
    breaker->ahead = 0;
    for (size_t i = 0; i < count; i++) {
        if (breaker->ahead <= i)
            breaker->ahead_cost = INT64_MAX - LEAD_COST;
        if (breaker->waiting_at && breaker->waiting_at[i])
            place_visit(breaker, breaker->waiting_at[i]);
        place_visit(breaker, i);
    }
    return is_thorough || faults_cost(breaker) < GOOD_COST;
}

static void
cuts_collect(struct breaker *breaker, struct page_cuts *cuts)
{
    size_t count = breaker->galley->boxes.count;
    const struct best *end = best_end(breaker);
    struct arena *arena = breaker->galley->context->galleys;
    size_t next = count;
    for (const struct best *at = end; next;
         next = at->previous, at = best_at(breaker, at->previous,
                                           (enum page_start)at->previous_start))
        cuts->count++;
    cuts->items = ARENA_ARRAY(arena, cuts->count, struct page_cut);
    size_t page = cuts->count;
    next = count;
    for (const struct best *at = end; next;) {
        struct page_cut *cut = &cuts->items[--page];
        *cut = (struct page_cut){.first = box_at(breaker, at->previous),
                                 .last = box_at(breaker, next),
                                 .moved = at->moved,
                                 .place = at->place,
                                 .variation_count = at->variation_count};
        memcpy(cut->variations, at->variations, sizeof cut->variations);
        next = at->previous;
        at = best_at(breaker, next, (enum page_start)at->previous_start);
    }
    cuts->last_room = page_room(&breaker->stock, &cuts->items[cuts->count - 1]);
}

void
pages_break(struct galley *galley, const struct page_rules *rules,
            struct page_cuts *cuts)
{
    *cuts = (struct page_cuts){0};
    if (!galley->boxes.count)
        return;
    struct arena *scratch = galley->context->scratch;
    struct breaker breaker = {.galley = galley, .rules = rules};
    page_stock_init(&breaker.stock, galley, rules);
    waiting_collect(&breaker);
    breaker.best =
        ARENA_ARRAY(scratch, breaker.place_count * START_COUNT, struct best);
    breaker.least = ARENA_ARRAY(scratch, breaker.place_count, int64_t);
    if (!search(&breaker, false))
        search(&breaker, true);
    cuts_collect(&breaker, cuts);
    arena_reset(scratch);
}
