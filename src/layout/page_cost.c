#include "layout/page_cost.h"

enum {
    LINE_COST = 100, /* of one line of white space, squared */
    /* A right-hand page that ends in a divided word, which cannot be read on
     * without turning the leaf. */
    RECTO_HYPHEN_COST = 20000,
    /* The last page of a chapter, and the last one before what begins a page,
     * should not hold a few lines only: this part of a page at least.  Less
     * costs so much, and more the less it is; a line or two (a part of that
     * part) as much as ten lines of white before them. */
    SHORT_END_PART = 3,
    SHORT_END_COST = 2000,
    SHORT_END_SLOPE = 6000,
    LONE_END_PART = 4,
    LONE_END_COST = 6000,
    /* A float that leaves its place; that is not on its page; that the leaf
     * must be turned for; each box of text, mostly a line, that it passes. */
    FLOAT_COST = 300,
    FLOAT_NEXT_COST = 500,
    FLOAT_OVERLEAF_COST = 800,
    FLOAT_PASSED_COST = 15
};

int
room_class(const struct galley *galley, scaled room)
{
    int64_t lines = room / galley->grid;
    return lines < ROOM_CLASSES ? (int)lines : ROOM_CLASSES - 1;
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

struct page_foot
page_foot(const struct galley *galley, size_t next, scaled room)
{
    struct page_foot foot = {.room = room_class(galley, room),
                             .is_excused = is_excused(galley, next)};
    if (next < galley->boxes.count && foot.room > 0 &&
        foot.room < ROOM_CLASSES - 1)
        foot.ends_white =
            galley->boxes.items[next].space_before >= galley->grid;
    return foot;
}

struct page_foot
page_foot_filled(struct page_foot foot)
{
    foot.room--;
    foot.ends_white = false;
    return foot;
}

enum page_start
page_facing(struct page_foot left)
{
    int first = left.is_excused ? START_FACING_EXCUSED : START_FACING;
    return (enum page_start)(first + left.room);
}

int64_t
page_facing_cost(enum page_start start, struct page_foot right)
{
    if (start < START_FACING)
        return 0;
    bool left_excused = start >= START_FACING_EXCUSED;
    int left =
        (int)start - (int)(left_excused ? START_FACING_EXCUSED : START_FACING);
    if (right.ends_white && left == right.room - 1 && !right.is_excused)
        return WHITE_FOOT_COST;
    /* Which of two very short ones is the shorter, the classes do not tell. */
    if (left == right.room && left == ROOM_CLASSES - 1)
        return left_excused && right.is_excused ? 0 : UNLEVEL_COST;
    bool excused = left > right.room ? left_excused : right.is_excused;
    return left == right.room || excused ? 0 : UNLEVEL_COST;
}

static int64_t
short_end_cost(const struct page_stock *stock, scaled room)
{
    scaled grid = stock->galley->grid;
    int64_t used = (stock->rules->height - room) / grid;
    int64_t least = stock->rules->height / grid / SHORT_END_PART;
    if (used >= least)
        return 0;
    return SHORT_END_COST + (least - used) * SHORT_END_SLOPE / least +
           (used < least / LONE_END_PART ? LONE_END_COST : 0);
}

struct page_cost
page_cost(const struct page_stock *stock, const struct page_cut *cut,
          scaled room, int64_t base)
{
    const struct galley *galley = stock->galley;
    struct page_cost cost = {.base = base};
    int64_t lines = room / galley->grid;
    int break_cost = cut->last < galley->boxes.count
                         ? galley->boxes.items[cut->last].break_cost
                         : BREAK_FORCED;
    if (break_cost == BREAK_FORCED)
        cost.short_end = short_end_cost(stock, room);
    else
        cost.white = LINE_COST * lines * lines + break_cost;
    return cost;
}

/* The last box of its text. */
static size_t
last_box(const struct galley *galley, const struct page_cut *cut)
{
    const struct galley_float *item = page_cut_float(galley, cut);
    return item && item->last == cut->last ? item->first - 1 : cut->last - 1;
}

int64_t
page_overleaf_cost(const struct galley *galley, const struct page_cut *cut)
{
    bool is_hyphen = cut->last < galley->boxes.count &&
                     galley->boxes.items[last_box(galley, cut)].hyphenated;
    return (is_hyphen ? RECTO_HYPHEN_COST : 0) +
           (cut->place == FLOAT_LATER ? FLOAT_OVERLEAF_COST : 0);
}

int64_t
float_cost(const struct galley *galley, const struct page_cut *cut)
{
    const struct galley_float *item = page_cut_float(galley, cut);
    if (!item)
        return 0;
    bool is_held = item->first < cut->first;
    size_t next = cut->last, passed = 0;
    bool is_past = next > item->last && next <= item->until;
    int64_t cost = is_held ? 0 : FLOAT_COST;
    switch ((enum float_place)cut->place) {
    case FLOAT_HERE:
        break;
    case FLOAT_TOP:
        passed = is_held ? 0 : item->first - cut->first;
        if (next < item->last)
            return -1;
        break;
    case FLOAT_FOOT:
        passed = next - (is_held ? cut->first : item->last);
        if (!is_past || page_tail_height(galley, next - 1))
            return -1;
        break;
    case FLOAT_LATER:
        passed = next - item->last;
        cost += FLOAT_NEXT_COST;
        if (!is_past)
            return -1;
        break;
    }
    return cost + FLOAT_PASSED_COST * (int64_t)passed;
}
