#include "layout/linebreak.h"

#include "base/array.h"
#include "layout/line_fit.h"

#include <string.h>

enum {
    LINE_PENALTY = 10,
    /* Demerits as in plain TeX. */
    CLASS_DEMERITS = 10000,         /* neighbours two classes apart */
    DOUBLE_HYPHEN_DEMERITS = 10000, /* two hyphens in a row */
    FINAL_HYPHEN_DEMERITS = 5000,   /* on the last line but one */
    /* A last line that is too short, or a ladder that is too long: worse
     * than any loose line, better than one that is a point too wide. */
    FAULT_DEMERITS = 200000000,
    /* One hyphen more in a row than wanted: as bad as a very loose line. */
    LONG_LADDER_DEMERITS = 4000000,
    EXCESS_DEMERITS = 1000000000,
    LADDER_MOST = 4,
    LINE_SLOTS = 3, /* numbers of lines that are told apart at a break */
    /* Another number of lines that costs more demerits is not worth having;
     * in ragged lines nobody sees it. */
    VARIANT_MOST = 30000,
    VARIANT_MOST_RAGGED = 120000,
    /* A line more of which the last one is short, up to this part of the
     * measure: there is little in it. */
    LITTLE_PART = 3,
    LITTLE_DEMERITS = 250000,
    LINES_OPEN_MOST = 1024 /* hostile text has thousands of breaks at once */
};

struct sums { /* of all items up to a place */
    scaled width, stretch, shrink, flex;
};

struct active { /* a line that may begin after a break */
    struct sums start;
    int64_t demerits;
    uint32_t passive; /* the break before it; 0: the paragraph's start */
    uint32_t line;    /* lines before it */
    uint8_t fitness, ladder;
};

struct passive { /* a break chosen for some line */
    struct line_break at;
    uint32_t previous;
};

struct candidate {     /* a break that is tried */
    struct sums end;   /* where the line before it ends */
    struct sums start; /* where the next line begins */
    int penalty;
    bool is_hyphen, is_forced, is_final;
    bool divides_last_word;
    struct line_break at;
};

struct choice { /* the best line that ends at a candidate, of a class */
    int64_t demerits;
    uint32_t passive, line;
    bool is_set;
};

typedef struct choice choice_set[FITNESS_COUNT][LADDER_MOST + 1];

struct breaker {
    struct arena *scratch;
    const struct break_rules *rules;
    struct item *items;
    size_t count;
    size_t last_space; /* the last item that parts words */
    int pass, tolerance;
    int64_t most_ratio; /* 297 * t / s beyond which a line is too bad */
    struct active *active;
    size_t active_count, active_capacity;
    ARRAY(struct passive) passive;
    struct sums sums;
    choice_set choices[LINE_SLOTS]; /* by number of lines */
    int choice_counts[LINE_SLOTS];
    size_t choice_count; /* of all */
};

/* --- one line ------------------------------------------------------------ */

static struct line_fit
fit_of(const struct breaker *breaker, const struct active *from,
       const struct candidate *to)
{
    struct line_room room = {.gap = breaker->rules->measure -
                                    (to->end.width - from->start.width),
                             .flex = to->end.flex - from->start.flex,
                             .stretch = to->end.stretch - from->start.stretch,
                             .shrink = to->end.shrink - from->start.shrink,
                             .is_forced = to->is_forced};
    return line_fit(breaker->rules, breaker->pass, &room);
}

/* Is the last line, if it began at `from`, too short? */
static bool
is_last_short(const struct breaker *breaker, const struct active *from,
              const struct candidate *to)
{
    const struct break_rules *rules = breaker->rules;
    if (!to->is_final || !from->passive)
        return false;
    size_t begin = breaker->passive.items[from->passive].at.item;
    if (breaker->items[begin].kind == ITEM_BREAK)
        return false;
    return to->end.width - from->start.width < rules->last_least ||
           (rules->last_words && begin >= breaker->last_space);
}

/* TeX82, section 859. */
static int64_t
line_demerits(const struct breaker *breaker, const struct active *from,
              const struct candidate *to, const struct line_fit *fit)
{
    int64_t base = LINE_PENALTY + fit->badness;
    int64_t demerits = base * base + (int64_t)to->penalty * to->penalty;
    int apart = (int)fit->fitness - (int)from->fitness;
    if (breaker->rules->fits_classes && (apart > 1 || apart < -1))
        demerits += CLASS_DEMERITS;
    if (from->ladder && to->is_hyphen)
        demerits += DOUBLE_HYPHEN_DEMERITS;
    if (from->ladder && to->is_final)
        demerits += FINAL_HYPHEN_DEMERITS;
    return demerits;
}

/* --- trying a break ------------------------------------------------------ */

/* Lines that begin at one place after different numbers of lines are told
 * apart, so that in the end a line more or less can be had.  The oldest open
 * line has the fewest before it, or nearly so; in one slot the best wins. */
static int
line_slot(const struct breaker *breaker, const struct active *from)
{
    if (!breaker->rules->counts_lines || from->line <= breaker->active[0].line)
        return 0;
    uint32_t slot = from->line - breaker->active[0].line;
    return slot < LINE_SLOTS ? (int)slot : LINE_SLOTS - 1;
}

static void
choice_offer(struct breaker *breaker, const struct active *from,
             const struct candidate *to, enum fitness fitness, int64_t demerits)
{
    int ladder = to->is_hyphen ? from->ladder + 1 : 0;
    if (ladder > LADDER_MOST)
        ladder = LADDER_MOST;
    int slot = line_slot(breaker, from);
    struct choice *choice = &breaker->choices[slot][fitness][ladder];
    demerits += from->demerits;
    if (choice->is_set && choice->demerits <= demerits)
        return;
    breaker->choice_count += !choice->is_set;
    breaker->choice_counts[slot] += !choice->is_set;
    *choice = (struct choice){demerits, from->passive, from->line + 1, true};
}

static void
active_add(struct breaker *breaker, const struct active *active)
{
    if (breaker->active_count == breaker->active_capacity) {
        struct active *old = breaker->active;
        breaker->active_capacity = breaker->active_capacity * 2 + 32;
        breaker->active = ARENA_ARRAY(breaker->scratch,
                                      breaker->active_capacity, struct active);
        if (breaker->active_count)
            memcpy(breaker->active, old, breaker->active_count * sizeof *old);
    }
    breaker->active[breaker->active_count++] = *active;
}

static int64_t
choices_best(choice_set *choices, int ladder)
{
    int64_t best = INT64_MAX;
    for (int i = 0; i < FITNESS_COUNT; i++) {
        const struct choice *choice = &(*choices)[i][ladder];
        if (choice->is_set && choice->demerits < best)
            best = choice->demerits;
    }
    return best;
}

static void
choice_take(struct breaker *breaker, const struct choice *choice,
            const struct candidate *to, uint8_t fitness, uint8_t ladder)
{
    *ARRAY_PUSH(breaker->scratch, &breaker->passive) =
        (struct passive){to->at, choice->passive};
    struct active active = {.start = to->start,
                            .demerits = choice->demerits,
                            .passive = (uint32_t)breaker->passive.count - 1,
                            .line = choice->line,
                            .fitness = fitness,
                            .ladder = ladder};
    active_add(breaker, &active);
}

/* Makes the choices at a candidate, of one number of lines, into lines that
 * may begin there.  One that another, with no more hyphens behind it, beats by
 * more than its class can ever cost is left out. */
static void
slot_take(struct breaker *breaker, const struct candidate *to,
          choice_set *choices, int64_t most)
{
    int64_t best = most;
    for (int ladder = 0; ladder <= LADDER_MOST; ladder++) {
        int64_t here = choices_best(choices, ladder);
        best = here < best ? here : best;
        for (int i = 0; i < FITNESS_COUNT; i++) {
            struct choice *choice = &(*choices)[i][ladder];
            if (!choice->is_set)
                continue;
            choice->is_set = false;
            if (choice->demerits - best <=
                    (breaker->rules->fits_classes ? CLASS_DEMERITS : 0) &&
                breaker->active_count < LINES_OPEN_MOST)
                choice_take(breaker, choice, to, (uint8_t)i, (uint8_t)ladder);
        }
    }
}

static void
choices_take(struct breaker *breaker, const struct candidate *to)
{
    if (!breaker->choice_count)
        return;
    int64_t most = INT64_MAX;
    int64_t worth =
        breaker->rules->fits_classes ? VARIANT_MOST : VARIANT_MOST_RAGGED;
    for (int i = 0; i < LINE_SLOTS && breaker->rules->counts_lines; i++)
        for (int ladder = 0; ladder <= LADDER_MOST && breaker->choice_counts[i];
             ladder++) {
            int64_t best = choices_best(&breaker->choices[i], ladder);
            most = best < most - worth ? best + worth : most;
        }
    for (int i = 0; i < LINE_SLOTS; i++)
        if (breaker->choice_counts[i]) {
            slot_take(breaker, to, &breaker->choices[i], most);
            breaker->choice_counts[i] = 0;
        }
    breaker->choice_count = 0;
}

/* A line with nothing better: too wide, but the paragraph goes on. */
struct fallback {
    struct active from;
    int64_t cost; /* INT64_MAX: there is none */
};

static void
fallback_offer(struct fallback *fallback, const struct active *from,
               scaled excess)
{
    int64_t points = excess / SCALED_PT + 1;
    int64_t cost = from->demerits + points * EXCESS_DEMERITS;
    if (fallback->cost <= cost)
        return;
    *fallback = (struct fallback){*from, cost};
}

/* Offers the line from `from` to the candidate.  False when `from` is too
 * far back for this and all later breaks. */
static bool
line_try(struct breaker *breaker, const struct active *from,
         const struct candidate *to, struct fallback *fallback)
{
    struct line_fit fit = fit_of(breaker, from, to);
    if (fit.excess > 0) {
        fallback_offer(fallback, from, fit.excess);
        return false;
    }
    int ladder = to->is_hyphen ? from->ladder + 1 : 0;
    bool is_long = ladder > breaker->rules->ladder;
    int64_t faults = is_last_short(breaker, from, to) + to->divides_last_word +
                     (ladder > breaker->rules->ladder + 1);
    if (fit.badness <= breaker->tolerance &&
        ((!faults && !is_long) || breaker->pass == 3))
        choice_offer(breaker, from, to, fit.fitness,
                     line_demerits(breaker, from, to, &fit) +
                         faults * FAULT_DEMERITS +
                         (is_long ? LONG_LADDER_DEMERITS : 0));
    return !to->is_forced;
}

/* Could a line from `from` that ends here be full enough?  Most breaks come
 * much too early, and this is cheaper than the badness. */
static bool
is_far_enough(const struct breaker *breaker, const struct active *from,
              const struct candidate *to)
{
    scaled gap = breaker->rules->measure - (to->end.width - from->start.width) -
                 (to->end.flex - from->start.flex);
    scaled stretch =
        to->end.stretch - from->start.stretch + breaker->rules->line_stretch;
    return to->is_forced || breaker->most_ratio == INT64_MAX ||
           gap * 297 <= stretch * breaker->most_ratio;
}

/* Tries a break with all open lines.  False when no line is open after it:
 * this pass has failed. */
static bool
break_try(struct breaker *breaker, const struct candidate *to)
{
    struct fallback fallback = {.cost = INT64_MAX};
    size_t kept = 0;
    for (size_t i = 0; i < breaker->active_count; i++) {
        struct active *from = &breaker->active[i];
        if (!is_far_enough(breaker, from, to) ||
            line_try(breaker, from, to, &fallback)) {
            if (kept != i)
                breaker->active[kept] = *from;
            kept++;
        }
    }
    breaker->active_count = kept;
    if (!kept && !breaker->choice_count && breaker->pass == 3 &&
        fallback.cost != INT64_MAX) {
        fallback.from.demerits = fallback.cost;
        choice_offer(breaker, &fallback.from, to, TIGHT, 0);
    }
    choices_take(breaker, to);
    return breaker->active_count > 0;
}

/* --- a pass -------------------------------------------------------------- */

/* How far the first box from item `at` on hangs out to the left. */
static scaled
left_from(const struct breaker *breaker, size_t at)
{
    for (size_t i = at; i < breaker->count; i++)
        if (breaker->items[i].kind != ITEM_ANCHOR)
            return breaker->items[i].kind == ITEM_BOX ? breaker->items[i].left
                                                      : 0;
    return 0;
}

/* The box right before item `at`; NULL when something else stands there. */
static const struct item *
box_before(const struct breaker *breaker, size_t at)
{
    while (at-- > 0)
        if (breaker->items[at].kind != ITEM_ANCHOR)
            return breaker->items[at].kind == ITEM_BOX ? &breaker->items[at]
                                                       : NULL;
    return NULL;
}

static bool
space_try(struct breaker *breaker, size_t at)
{
    const struct item *item = &breaker->items[at];
    const struct item *before = box_before(breaker, at);
    struct candidate to = {
        .end = breaker->sums, .start = breaker->sums, .at = {(uint32_t)at, -1}};
    if (before) {
        to.end.width -= before->right;
        to.is_hyphen = before->ends_in_hyphen;
    }
    to.start.width += item->width + left_from(breaker, at + 1);
    to.start.stretch += item->stretch;
    to.start.shrink += item->shrink;
    return break_try(breaker, &to);
}

static bool
forced_try(struct breaker *breaker, size_t at)
{
    struct candidate to = {.end = breaker->sums,
                           .start = breaker->sums,
                           .is_forced = true,
                           .is_final = at + 1 == breaker->count,
                           .at = {(uint32_t)at, -1}};
    const struct item *before = box_before(breaker, at);
    if (before)
        to.end.width -= before->right;
    to.start.width += left_from(breaker, at + 1);
    return break_try(breaker, &to);
}

static bool
point_try(struct breaker *breaker, size_t at, uint32_t index)
{
    const struct item *item = &breaker->items[at];
    const struct break_point *point = &item->points[index];
    struct candidate to = {.end = breaker->sums,
                           .start = breaker->sums,
                           .penalty = point->penalty,
                           .is_hyphen = point->kind != POINT_FREE,
                           .divides_last_word =
                               item->is_last_word && point->kind <= POINT_SOFT,
                           .at = {(uint32_t)at, (int32_t)index}};
    to.end.width += point->before - point->right;
    to.start.width += item->width - point->rest;
    /* The part of the word on this line is elastic in proportion. */
    if (item->width > 0) {
        scaled flex = scaled_ratio(item->flex, point->before, item->width);
        to.end.flex += flex;
        to.start.flex += flex;
    }
    return break_try(breaker, &to);
}

/* Could a line end inside the box?  Then it is worth dividing. */
static bool
box_is_reached(const struct breaker *breaker, const struct item *item)
{
    const struct sums *sums = &breaker->sums;
    scaled measure = breaker->rules->measure;
    for (size_t i = 0; i < breaker->active_count; i++) {
        const struct active *from = &breaker->active[i];
        scaled width = sums->width - from->start.width;
        scaled flex = sums->flex - from->start.flex + item->flex;
        scaled stretch =
            sums->stretch - from->start.stretch + breaker->rules->line_stretch;
        scaled shrink = linebreak_most_shrink(
            breaker->rules, breaker->pass, sums->shrink - from->start.shrink);
        if (width - flex - shrink < measure &&
            (breaker->most_ratio == INT64_MAX ||
             (measure - width - item->width - flex) * 297 <=
                 stretch * breaker->most_ratio))
            return true;
    }
    return false;
}

static bool
box_pass(struct breaker *breaker, size_t at)
{
    struct item *item = &breaker->items[at];
    const struct break_rules *rules = breaker->rules;
    bool is_emergency = breaker->pass == 3;
    if ((item->may_divide || (item->waits && is_emergency)) && rules->hyphens &&
        breaker->pass > 1 && (!item->is_last_word || is_emergency) &&
        box_is_reached(breaker, item)) {
        item->may_divide = false;
        rules->divide(rules->context, item);
        if (item->waits && is_emergency)
            rules->divide(rules->context, item);
    }
    for (uint32_t i = 0; i < item->point_count; i++) {
        bool adds_hyphen = item->points[i].kind <= POINT_SOFT;
        if (adds_hyphen && breaker->pass == 1)
            continue;
        if (!point_try(breaker, at, i))
            return false;
    }
    breaker->sums.width += item->width;
    breaker->sums.flex += item->flex;
    return true;
}

static bool
item_pass(struct breaker *breaker, size_t at)
{
    const struct item *item = &breaker->items[at];
    switch ((enum item_kind)item->kind) {
    case ITEM_BOX:
        return box_pass(breaker, at);
    case ITEM_SPACE:
        if (!item->is_tied && !space_try(breaker, at))
            return false;
        breaker->sums.width += item->width;
        breaker->sums.stretch += item->stretch;
        breaker->sums.shrink += item->shrink;
        return true;
    case ITEM_BREAK:
        return forced_try(breaker, at);
    case ITEM_ANCHOR:
        return true;
    }
    return true;
}

static void
pass_begin(struct breaker *breaker, int pass)
{
    const struct break_rules *rules = breaker->rules;
    breaker->pass = pass;
    breaker->tolerance = pass == 1   ? rules->first_tolerance
                         : pass == 2 ? rules->tolerance
                                     : BADNESS_INFINITE;
    breaker->most_ratio = ratio_limit(breaker->tolerance);
    breaker->active_count = 0;
    breaker->choice_count = 0;
    memset(breaker->choices, 0, sizeof breaker->choices);
    memset(breaker->choice_counts, 0, sizeof breaker->choice_counts);
    breaker->passive.count = 0;
    breaker->sums = (struct sums){0};
    *ARRAY_PUSH(breaker->scratch, &breaker->passive) = (struct passive){0};
    struct active start = {.fitness = DECENT};
    start.start.width = -rules->first_indent;
    start.start.width += left_from(breaker, 0);
    active_add(breaker, &start);
}

static bool
pass_run(struct breaker *breaker, int pass)
{
    pass_begin(breaker, pass);
    for (size_t i = 0; i < breaker->count; i++)
        if (!item_pass(breaker, i))
            return false;
    return true;
}

/* --- the whole ----------------------------------------------------------- */

/* The best end with so many lines; NULL: there is none.  `any` takes the best
 * of all numbers. */
static const struct active *
end_find(const struct breaker *breaker, int64_t lines, bool any)
{
    const struct active *best = NULL;
    for (size_t i = 0; i < breaker->active_count; i++) {
        const struct active *end = &breaker->active[i];
        if ((any || end->line == lines) &&
            (!best || end->demerits < best->demerits))
            best = end;
    }
    return best;
}

/* The last line of those that end so, as wide as it is. */
static scaled
last_width(const struct breaker *breaker, const struct active *end)
{
    uint32_t passive = breaker->passive.items[end->passive].previous;
    if (!passive)
        return breaker->rules->measure;
    struct line_break from = breaker->passive.items[passive].at;
    scaled width =
        from.point < 0 ? 0 : breaker->items[from.item].points[from.point].rest;
    for (size_t i = from.item + 1; i < breaker->count; i++)
        width += breaker->items[i].width;
    return width;
}

static int64_t
looser_demerits(const struct breaker *breaker, const struct active *best,
                const struct active *more)
{
    scaled little = breaker->rules->measure / LITTLE_PART;
    scaled width = last_width(breaker, more);
    int64_t demerits = more->demerits - best->demerits;
    if (width < little)
        demerits += LITTLE_DEMERITS * (int64_t)(little - width) / little;
    return demerits;
}

static void
breaks_collect(struct breaker *breaker, struct line_breaks *breaks)
{
    const struct active *best = end_find(breaker, 0, true);
    /* An emergency is bad enough as it is. */
    bool varies = breaker->rules->counts_lines && breaker->pass < 3;
    const struct active *less =
        end_find(breaker, (int64_t)best->line - 1, false);
    const struct active *more =
        end_find(breaker, (int64_t)best->line + 1, false);
    breaks->tighter = varies && less ? less->demerits - best->demerits : -1;
    breaks->looser = varies && more ? looser_demerits(breaker, best, more) : -1;
    if (varies && breaker->rules->extra_lines < 0 && less)
        best = less;
    if (varies && breaker->rules->extra_lines > 0 && more)
        best = more;
    size_t count = best->line;
    breaks->items = ARENA_ARRAY(breaker->scratch, count, struct line_break);
    breaks->count = count;
    breaks->pass = breaker->pass;
    for (uint32_t p = best->passive; p; p = breaker->passive.items[p].previous)
        breaks->items[--count] = breaker->passive.items[p].at;
}

void
linebreak_find(struct arena *scratch, struct item *items, size_t count,
               const struct break_rules *rules, struct line_breaks *breaks)
{
    struct breaker breaker = {
        .scratch = scratch, .rules = rules, .items = items, .count = count};
    *breaks = (struct line_breaks){0};
    if (!count)
        return;
    for (size_t i = 0; i < count; i++)
        if (items[i].kind == ITEM_SPACE && !items[i].is_tied)
            breaker.last_space = i;
    if (!pass_run(&breaker, 1) && (!rules->hyphens || !pass_run(&breaker, 2)))
        pass_run(&breaker, 3);
    breaks_collect(&breaker, breaks);
}
