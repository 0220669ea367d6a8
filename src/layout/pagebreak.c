#include "layout/pagebreak.h"

#include <stdint.h>
#include <string.h>

enum {
    LINE_COST = 100, /* of one line of white space, squared */
    OVERFULL_COST = 20000000,
    /* A right-hand page that ends in a divided word, which cannot be read on
     * without turning the leaf. */
    RECTO_HYPHEN_COST = 20000,
    /* Facing pages that end at different heights for no reason. */
    UNLEVEL_COST = 16000,
    /* The last page of a chapter, and the last one before what begins a page,
     * should not hold a few lines only: this part of a page at least.  Less
     * costs so much, and more the less it is; a line or two (a part of that
     * part) as much as ten lines of white before them. */
    SHORT_END_PART = 3,
    SHORT_END_COST = 2000,
    SHORT_END_SLOPE = 6000,
    LONE_END_PART = 4,
    LONE_END_COST = 6000,
    SHORT_END_UNIT = 16,
    MARGIN_COST = 5000, /* margin notes that run off the page */
    /* A paragraph set a line longer or shorter than is best for it: at least
     * this, and a share of what it costs its lines. */
    VARIATION_COST = 60,
    VARIATION_SHARE = 100,
    SPACE_COST = 500,       /* a line of white space more within a page */
    TIGHT_SPACE_COST = 600, /* a line less */
    ROOM_CLASSES = 6, /* lines of white space that are told apart: 0 to 5 */
    /* A first search leaves out pages with more white than this, and pages
     * that begin where others, further on, have come for so much less.  What
     * it finds counts if all pages together cost less than half a bad
     * spread. */
    SHORT_LINES = 14,
    GOOD_COST = UNLEVEL_COST / 2,
    LEAD_COST = 10000
};

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

/* How a page may begin: it is a left-hand page; a right-hand one beside
 * nothing; or one beside a page that ends so many lines short, with a reason
 * or without. */
enum page_start {
    START_VERSO,
    START_RECTO,
    START_FACING,
    START_FACING_EXCUSED = START_FACING + ROOM_CLASSES,
    START_COUNT = START_FACING_EXCUSED + ROOM_CLASSES
};

struct best { /* of all pages before */
    int64_t cost;
    uint32_t previous; /* box with which the page before begins */
    uint8_t previous_start;
    uint8_t variation_count;
    uint16_t short_ends; /* the part of `cost` that pages with a few lines
                            only have, in SHORT_END_UNITs */
    struct page_variation variations[PAGE_VARIATIONS_MOST]; /* of that page */
};

/* Paragraphs of a page that may grow or shrink: the cheapest. */
struct offers {
    struct {
        int64_t cost;
        struct page_variation variation;
    } items[PAGE_VARIATIONS_MOST];
    int count;
};

struct breaker {
    struct galley *galley;
    const struct page_rules *rules;
    struct best *best; /* by box with which a page begins, and start */
    int64_t *least;    /* cost of the best of these, by box */
    scaled *notes;     /* height of each box's footnotes */
    bool is_thorough;
    /* The cheapest beginning beyond the page that is being extended. */
    int64_t ahead_cost;
    size_t ahead;
    struct {
        enum page_start start;
        int64_t cost;
    } starts[START_COUNT]; /* of the page that is being extended */
    int start_count;
};

struct page_end { /* a page as it might be */
    size_t first, next;
    scaled room;
    int64_t cost; /* whatever comes before it */
    int short_end;
    int variation_count;
    const struct offers *offers;
};

static struct best *
best_at(const struct breaker *breaker, size_t box, enum page_start start)
{
    return &breaker->best[box * START_COUNT + start];
}

/* May the page before box `next` be short because of what comes?  A sentence
 * that announces what is rigid is so too. */
static bool
is_excused(const struct galley *galley, size_t next)
{
    if (next == galley->boxes.count)
        return true;
    const struct galley_box *box = &galley->boxes.items[next];
    if (box->break_cost == BREAK_FORCED || box->is_rigid || box->table ||
        box->frame)
        return true;
    for (size_t i = next; i < next + 3 && i < galley->boxes.count; i++) {
        box = &galley->boxes.items[i];
        if (box->note_count || (box->is_announced && i > next))
            return true;
    }
    return false;
}

static int
room_class(const struct breaker *breaker, scaled room)
{
    int64_t lines = room / breaker->galley->grid;
    return lines < ROOM_CLASSES ? (int)lines : ROOM_CLASSES - 1;
}

static int64_t
short_end_cost(const struct breaker *breaker, scaled room)
{
    scaled grid = breaker->galley->grid;
    int64_t used = (breaker->rules->height - room) / grid;
    int64_t least = breaker->rules->height / grid / SHORT_END_PART;
    if (used >= least)
        return 0;
    return SHORT_END_COST + (least - used) * SHORT_END_SLOPE / least +
           (used < least / LONE_END_PART ? LONE_END_COST : 0);
}

/* What the white at the foot of the page costs, beside `base`. */
static void
end_cost(const struct breaker *breaker, struct page_end *end, int64_t base)
{
    const struct galley *galley = breaker->galley;
    int64_t lines = end->room / galley->grid;
    int64_t short_end = 0, white = 0;
    int break_cost = end->next < galley->boxes.count
                         ? galley->boxes.items[end->next].break_cost
                         : BREAK_FORCED;
    if (break_cost == BREAK_FORCED)
        short_end = short_end_cost(breaker, end->room);
    else
        white = LINE_COST * lines * lines + break_cost;
    end->cost = base + white + short_end;
    end->short_end = (int)short_end / SHORT_END_UNIT;
}

/* Of a right-hand page beside one that began as `start` says. */
static int64_t
facing_cost(const struct breaker *breaker, int start, scaled room,
            bool is_excused)
{
    if (start < START_FACING)
        return 0;
    bool left_excused = start >= START_FACING_EXCUSED;
    int left = start - (left_excused ? START_FACING_EXCUSED : START_FACING);
    int right = room_class(breaker, room);
    /* Which of two very short ones is the shorter, the classes do not tell. */
    if (left == right && left == ROOM_CLASSES - 1)
        return left_excused && is_excused ? 0 : UNLEVEL_COST;
    bool excused = left > right ? left_excused : is_excused;
    return left == right || excused ? 0 : UNLEVEL_COST;
}

static void
offer(struct breaker *breaker, const struct page_end *end, int from, int to,
      int64_t cost)
{
    struct best *best = best_at(breaker, end->next, (enum page_start)to);
    if (cost >= best->cost)
        return;
    int ends = end->short_end +
               best_at(breaker, end->first, (enum page_start)from)->short_ends;
    uint16_t short_ends = (uint16_t)(ends < UINT16_MAX ? ends : UINT16_MAX);
    if (cost < breaker->least[end->next])
        breaker->least[end->next] = cost;
    if (cost < breaker->ahead_cost) {
        breaker->ahead_cost = cost;
        breaker->ahead = end->next;
    }
    *best = (struct best){.cost = cost,
                          .previous = (uint32_t)end->first,
                          .previous_start = (uint8_t)from,
                          .variation_count = (uint8_t)end->variation_count,
                          .short_ends = short_ends};
    for (int i = 0; i < end->variation_count; i++)
        best->variations[i] = end->offers->items[i].variation;
}

/* Offers the page after each way in which it may begin. */
static void
end_offer(struct breaker *breaker, const struct page_end *end)
{
    const struct galley *galley = breaker->galley;
    bool excused = is_excused(galley, end->next);
    bool hyphen = end->next < galley->boxes.count &&
                  galley->boxes.items[end->next - 1].hyphenated;
    for (int i = 0; i < breaker->start_count; i++) {
        int start = (int)breaker->starts[i].start;
        int64_t cost = breaker->starts[i].cost + end->cost;
        if (start == START_VERSO)
            offer(breaker, end, start,
                  (excused ? START_FACING_EXCUSED : START_FACING) +
                      room_class(breaker, end->room),
                  cost);
        else
            offer(breaker, end, start, START_VERSO,
                  cost + (hyphen ? RECTO_HYPHEN_COST : 0) +
                      facing_cost(breaker, start, end->room, excused));
    }
}

/* --- paragraphs that give ------------------------------------------------- */

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
        end.variation_count = i + 1;
        end.room -= extra * breaker->galley->grid;
        if (end.room < 0)
            continue;
        end_cost(breaker, &end, base);
        end_offer(breaker, &end);
        if (extra < 0) /* no shorter than need be */
            return;
    }
}

/* --- pages ---------------------------------------------------------------- */

struct extent { /* of a page that is being filled */
    scaled y, notes;
    scaled margin; /* end of its margin notes */
    struct offers longer, shorter;
    size_t paragraph; /* the next that may end on it */
};

static void
extent_add_paragraphs(const struct breaker *breaker, struct extent *extent,
                      size_t first, size_t last)
{
    const struct galley *galley = breaker->galley;
    while (extent->paragraph < galley->paragraphs.count) {
        const struct galley_paragraph *paragraph =
            &galley->paragraphs.items[extent->paragraph];
        if (paragraph->first + paragraph->count > last + 1)
            return;
        if (paragraph->first >= first) {
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
                 size_t index)
{
    const struct galley_box *box = &galley->boxes.items[index];
    struct page_variation variation = {
        .index = (uint32_t)index, .extra = 1, .is_space = true};
    bool begins_frame = box->frame && box->frame->first == index;
    if (box->follows_title || (!box->is_rigid && !begins_frame))
        return;
    offers_add(&extent->longer, SPACE_COST, variation);
    variation.extra = -1;
    if (box->space_before >= 2 * galley->grid)
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
extent_add_box(const struct breaker *breaker, struct extent *extent,
               size_t first, size_t index)
{
    const struct galley *galley = breaker->galley;
    const struct galley_box *box = &galley->boxes.items[index];
    scaled top = box_top(galley, first, index, extent->y);
    extent->y = top + box->pad_above + box->height + box->pad_below;
    if (breaker->notes[index])
        extent->notes += breaker->notes[index] +
                         (extent->notes ? 0 : breaker->rules->note_gap);
    extent_add_margin(extent, box->margin_before, top);
    extent_add_margin(extent, box->margin, top);
    extent_add_paragraphs(breaker, extent, first, index);
    if (index > first && box->space_before >= galley->grid)
        extent_add_space(extent, galley, index);
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

/* Offers the page of boxes first .. next - 1, with `room` left over (or too
 * little by up to two lines), as it is and with paragraphs varied. */
static void
page_offer(struct breaker *breaker, const struct extent *extent, size_t first,
           size_t next, scaled room)
{
    scaled grid = breaker->galley->grid;
    int64_t base = extent->margin > breaker->rules->height ? MARGIN_COST : 0;
    struct page_end end = {.first = first, .next = next, .room = room};
    if (room >= 0) {
        end_cost(breaker, &end, base);
        end_offer(breaker, &end);
    }
    if (room < 0)
        variations_offer(breaker, &end, &extent->shorter, -1, base);
    else if (room >= grid && room < grid * ROOM_CLASSES)
        variations_offer(breaker, &end, &extent->longer, 1, base);
}

static void
starts_collect(struct breaker *breaker, size_t first)
{
    breaker->start_count = 0;
    for (int start = 0; start < START_COUNT; start++) {
        int64_t cost = best_at(breaker, first, (enum page_start)start)->cost;
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

/* Offers every place where the page that begins with box `first` may end. */
static void
page_extend(struct breaker *breaker, size_t first)
{
    const struct galley *galley = breaker->galley;
    scaled height = breaker->rules->height;
    if (first == 0)
        height -= breaker->rules->first_drop;
    struct extent extent = {.y = page_head_height(galley, first),
                            .paragraph = first_paragraph_from(galley, first)};
    starts_collect(breaker, first);
    for (size_t i = first; i < galley->boxes.count; i++) {
        if (i > first && galley->boxes.items[i].break_cost == BREAK_FORCED)
            return;
        extent_add_box(breaker, &extent, first, i);
        scaled room = height - extent.y - extent.notes;
        if (is_too_short(breaker, i + 1, room))
            continue;
        scaled left = room - page_tail_height(galley, i);
        page_offer(breaker, &extent, first, i + 1, left);
        if (i == first && left < 0) { /* too tall for any page: it is alone */
            struct page_end end = {
                .first = first, .next = i + 1, .cost = OVERFULL_COST};
            end_offer(breaker, &end);
        }
        if (room < -PAGE_VARIATIONS_MOST * galley->grid)
            return;
    }
}

static enum page_start
first_start(const struct breaker *breaker)
{
    const struct page_rules *rules = breaker->rules;
    if (rules->starts_verso)
        return START_VERSO;
    return rules->faces ? START_FACING_EXCUSED +
                              (unsigned)room_class(breaker, rules->faced_room)
                        : START_RECTO;
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

/* Finds the best way to begin after the last box.  False when the search has
 * been a quick one, and what it found is not good enough. */
static bool
search(struct breaker *breaker, bool is_thorough)
{
    size_t count = breaker->galley->boxes.count;
    breaker->is_thorough = is_thorough;
    for (size_t i = 0; i < (count + 1) * START_COUNT; i++)
        breaker->best[i].cost = INT64_MAX;
    for (size_t i = 0; i <= count; i++)
        breaker->least[i] = INT64_MAX;
    best_at(breaker, 0, first_start(breaker))->cost = breaker->least[0] = 0;
    breaker->ahead = 0;
    for (size_t i = 0; i < count; i++) {
        if (breaker->ahead <= i)
            breaker->ahead_cost = INT64_MAX - LEAD_COST;
        bool is_behind = breaker->least[i] > breaker->ahead_cost + LEAD_COST;
        if (breaker->least[i] != INT64_MAX && (is_thorough || !is_behind))
            page_extend(breaker, i);
    }
    return is_thorough || faults_cost(breaker) < GOOD_COST;
}

/* White space at the foot of a page that has been chosen. */
static scaled
page_room(struct breaker *breaker, const struct page_cut *cut)
{
    struct extent extent = {.y = page_head_height(breaker->galley, cut->first)};
    for (size_t i = cut->first; i < cut->last; i++)
        extent_add_box(breaker, &extent, cut->first, i);
    scaled room = breaker->rules->height - extent.y - extent.notes;
    if (cut->first == 0)
        room -= breaker->rules->first_drop;
    for (int i = 0; i < cut->variation_count; i++)
        room -= cut->variations[i].extra * breaker->galley->grid;
    return room;
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
        *cut = (struct page_cut){.first = at->previous,
                                 .last = next,
                                 .variation_count = at->variation_count};
        memcpy(cut->variations, at->variations, sizeof cut->variations);
        next = at->previous;
        at = best_at(breaker, next, (enum page_start)at->previous_start);
    }
    cuts->last_room = page_room(breaker, &cuts->items[cuts->count - 1]);
}

void
pages_break(struct galley *galley, const struct page_rules *rules,
            struct page_cuts *cuts)
{
    size_t count = galley->boxes.count;
    *cuts = (struct page_cuts){0};
    if (!count)
        return;
    struct arena *scratch = galley->context->scratch;
    struct breaker breaker = {
        .galley = galley,
        .rules = rules,
        .notes = ARENA_ARRAY(galley->context->galleys, count, scaled)};
    /* A note's galley is made now, while nothing of ours is in scratch. */
    for (size_t i = 0; i < count; i++)
        breaker.notes[i] = notes_height(galley, &galley->boxes.items[i]);
    breaker.best = ARENA_ARRAY(scratch, (count + 1) * START_COUNT, struct best);
    breaker.least = ARENA_ARRAY(scratch, count + 1, int64_t);
    if (!search(&breaker, false))
        search(&breaker, true);
    cuts_collect(&breaker, cuts);
    arena_reset(scratch);
}
