#include "layout/columns.h"

#include <assert.h>
#include <stdint.h>

/* The price of a table, in the order in which it matters: its height, then
 * the lines of all cells, and words that do not fit before anything. */
enum { HEIGHT_COST = 100, LINE_COST = 1, OVERFULL_COST = 1000 };
/* Moves are of these parts of the measure. */
enum { LARGEST_MOVE = 4, SMALLEST_MOVE = 256, ROUNDS_MOST = 24 };

struct fit {
    const struct cell_words *cells;
    size_t rows, columns;
    size_t stride; /* of the rows that are looked at */
    scaled narrowest[COLUMNS_MOST], natural[COLUMNS_MOST];
    /* Lines of each cell at the widths as they are now. */
    uint16_t lines[COLUMN_ROWS_MOST][COLUMNS_MOST];
    scaled widths[COLUMNS_MOST];
    scaled slack[COLUMNS_MOST]; /* width that saves no line */
};

size_t
cell_line_count(const struct cell_words *cell, scaled width, scaled *needed)
{
    size_t lines = 0;
    scaled room = width - cell->padding, used = 0, widest = 0;
    for (size_t i = 0; i < cell->count; i++) {
        const struct cell_word *word = &cell->items[i];
        scaled with = used + word->space + word->width;
        if (!lines || word->begins_line || with > room) {
            lines++;
            used = word->width;
        } else {
            used = with;
        }
        widest = used > widest ? used : widest;
    }
    if (needed)
        *needed = widest + cell->padding;
    return lines;
}

static void
measure_cell(struct fit *fit, const struct cell_words *cell, size_t column)
{
    scaled widest = 0, line = 0, whole = 0;
    for (size_t i = 0; i < cell->count; i++) {
        const struct cell_word *word = &cell->items[i];
        widest = word->width > widest ? word->width : widest;
        line = i && !word->begins_line ? line + word->space + word->width
                                       : word->width;
        whole = line > whole ? line : whole;
    }
    if (widest + cell->padding > fit->narrowest[column])
        fit->narrowest[column] = widest + cell->padding;
    if (whole + cell->padding > fit->natural[column])
        fit->natural[column] = whole + cell->padding;
}

/* Each column gets its narrowest and shares the rest by how much more its
 * content wants; a measure too narrow for that is shared by the narrowest.
 * False when everything fits: there is nothing to be gained. */
static bool
begin(struct fit *fit, scaled measure)
{
    scaled least = 0, wants = 0;
    for (size_t i = 0; i < fit->columns; i++) {
        least += fit->narrowest[i];
        wants += fit->natural[i] - fit->narrowest[i];
    }
    for (size_t i = 0; i < fit->columns; i++) {
        scaled want = fit->natural[i] - fit->narrowest[i];
        if (least <= 0) /* empty cells without padding */
            fit->widths[i] = measure > 0 ? measure / (scaled)fit->columns : 0;
        else if (least > measure)
            fit->widths[i] = scaled_ratio(measure, fit->narrowest[i], least);
        else if (wants > 0 && wants > measure - least)
            fit->widths[i] =
                fit->narrowest[i] + scaled_ratio(measure - least, want, wants);
        else /* all fits: what is left is white space, the same everywhere */
            fit->widths[i] = fit->natural[i] +
                             (measure - least - wants) / (scaled)fit->columns;
    }
    return measure > 0 && least + wants > measure;
}

static const struct cell_words *
cell_at(const struct fit *fit, size_t row, size_t column)
{
    return &fit->cells[row * fit->stride * fit->columns + column];
}

static void
count_column(struct fit *fit, size_t column)
{
    scaled most = fit->narrowest[column];
    for (size_t row = 0; row < fit->rows; row++) {
        scaled needed;
        fit->lines[row][column] = (uint16_t)cell_line_count(
            cell_at(fit, row, column), fit->widths[column], &needed);
        most = needed > most ? needed : most;
    }
    fit->slack[column] =
        most < fit->widths[column] ? fit->widths[column] - most : 0;
}

static int64_t
table_cost(const struct fit *fit)
{
    int64_t cost = 0;
    for (size_t row = 0; row < fit->rows; row++) {
        int64_t tallest = 1, all = 0;
        for (size_t column = 0; column < fit->columns; column++) {
            int64_t lines = fit->lines[row][column];
            tallest = lines > tallest ? lines : tallest;
            all += lines;
        }
        cost += tallest * HEIGHT_COST + all * LINE_COST;
    }
    for (size_t column = 0; column < fit->columns; column++)
        if (fit->widths[column] < fit->narrowest[column])
            cost += OVERFULL_COST *
                    ((fit->narrowest[column] - fit->widths[column]) /
                         (SCALED_PT / 4) +
                     1);
    return cost;
}

static int64_t
cost_after(struct fit *fit, size_t from, size_t to, scaled step)
{
    fit->widths[from] -= step;
    fit->widths[to] += step;
    count_column(fit, from);
    count_column(fit, to);
    return table_cost(fit);
}

struct move {
    size_t from, to; /* the same: `to` gets the slack of all others */
    scaled step;
    int64_t cost;
};

static scaled
slack_of_others(const struct fit *fit, size_t column)
{
    scaled sum = 0;
    for (size_t i = 0; i < fit->columns; i++)
        sum += i == column ? 0 : fit->slack[i];
    return sum;
}

static void
gather(struct fit *fit, size_t to)
{
    for (size_t i = 0; i < fit->columns; i++)
        if (i != to) {
            fit->widths[to] += fit->slack[i];
            fit->widths[i] -= fit->slack[i];
            fit->slack[i] = 0;
        }
    count_column(fit, to);
}

static void
try_gathering(struct fit *fit, size_t to, struct move *best)
{
    scaled before = fit->widths[to];
    fit->widths[to] += slack_of_others(fit, to);
    count_column(fit, to);
    int64_t cost = table_cost(fit);
    if (cost < best->cost)
        *best = (struct move){to, to, 0, cost};
    fit->widths[to] = before;
    count_column(fit, to);
}

static void
try_moves(struct fit *fit, size_t from, size_t to, scaled measure,
          struct move *best)
{
    for (int part = LARGEST_MOVE; part <= SMALLEST_MOVE; part *= 2) {
        scaled step = measure / part;
        if (fit->widths[from] <= step)
            continue;
        int64_t cost = cost_after(fit, from, to, step);
        if (cost < best->cost)
            *best = (struct move){from, to, step, cost};
        fit->widths[from] += step;
        fit->widths[to] -= step;
    }
    count_column(fit, from);
    count_column(fit, to);
}

/* Makes the move that shortens the table most; false when none does. */
static bool
improve(struct fit *fit, scaled measure)
{
    int64_t now = table_cost(fit);
    struct move best = {.cost = now};
    for (size_t from = 0; from < fit->columns; from++)
        for (size_t to = 0; to < fit->columns; to++)
            if (from != to)
                try_moves(fit, from, to, measure, &best);
    for (size_t to = 0; to < fit->columns; to++)
        try_gathering(fit, to, &best);
    if (best.cost == now)
        return false;
    if (best.from == best.to)
        gather(fit, best.to);
    else
        cost_after(fit, best.from, best.to, best.step);
    return true;
}

/* White space that saves no line lies between all columns, not in one. */
static void
even_out(struct fit *fit)
{
    scaled spare = 0;
    for (size_t i = 0; i < fit->columns; i++)
        spare += fit->slack[i];
    for (size_t i = 0; i < fit->columns; i++)
        fit->widths[i] += spare / (scaled)fit->columns - fit->slack[i];
}

void
columns_fit(const struct cell_words *cells, size_t row_count,
            size_t column_count, scaled measure, scaled *widths)
{
    size_t stride = (row_count + COLUMN_ROWS_MOST - 1) / COLUMN_ROWS_MOST;
    struct fit fit = {.cells = cells,
                      .rows = stride ? row_count / stride : 0,
                      .columns = column_count,
                      .stride = stride};
    for (size_t i = 0; i < row_count * column_count; i++)
        measure_cell(&fit, &cells[i], i % column_count);
    bool searches = begin(&fit, measure);
    for (size_t i = 0; i < column_count && searches; i++)
        count_column(&fit, i);
    for (int round = 0;
         searches && round < ROUNDS_MOST && improve(&fit, measure); round++)
        continue;
    if (searches)
        even_out(&fit);
    scaled sum = 0;
    for (size_t i = 0; i < column_count; i++)
        sum += widths[i] = fit.widths[i];
    if (column_count) /* what rounding took */
        widths[column_count - 1] += measure - sum;
}

/* --- tables to write in --------------------------------------------------- */

/* A table is to write in when one of so many cells below its head is empty at
 * least. */
enum { BLANK_PART = 3 };

struct blanks {
    bool is_blank[COLUMNS_MOST];
    size_t count;
    struct fit fit; /* how wide their words are */
};

static void
blanks_find(const struct cell_words *cells, size_t head_rows, size_t row_count,
            size_t column_count, struct blanks *blanks)
{
    size_t empty = 0, first = head_rows * column_count;
    size_t end = row_count * column_count;
    for (size_t i = first; i < end; i++)
        empty += !cells[i].count;
    if (!empty || empty * BLANK_PART < end - first)
        return;
    for (size_t i = first; i < end; i++)
        blanks->is_blank[i % column_count] |= !cells[i].count;
    for (size_t i = 0; i < end; i++)
        if (blanks->is_blank[i % column_count])
            measure_cell(&blanks->fit, &cells[i], i % column_count);
    for (size_t i = 0; i < column_count; i++)
        blanks->count += blanks->is_blank[i];
}

/* Each the same, but for those that `need` more. */
static bool
blanks_share(const struct blanks *blanks, size_t column_count, scaled room,
             const scaled *need, scaled *widths)
{
    bool is_wide[COLUMNS_MOST] = {false};
    size_t count = blanks->count;
    bool again = true;
    while (again && count) {
        again = false;
        for (size_t i = 0; i < column_count; i++) {
            if (!blanks->is_blank[i] || is_wide[i])
                continue;
            widths[i] = room / (scaled)count;
            if (need[i] <= widths[i])
                continue;
            widths[i] = need[i];
            room -= widths[i];
            is_wide[i] = again = true;
            count--;
            break;
        }
    }
    return room >= 0;
}

/* The widths of the filled columns, as a table of their own: what they ask
 * for, but no more than their part of the measure. */
static scaled
filled_fit(const struct cell_words *cells, const struct blanks *blanks,
           size_t row_count, size_t column_count, scaled measure,
           struct arena *arena, scaled *widths)
{
    size_t filled = column_count - blanks->count, at = 0;
    struct cell_words *kept =
        ARENA_ARRAY(arena, row_count * filled + 1, struct cell_words);
    for (size_t row = 0; row < row_count; row++)
        for (size_t i = 0; i < column_count; i++)
            if (!blanks->is_blank[i])
                kept[at++] = cells[row * column_count + i];
    struct fit asks = {.cells = kept, .columns = filled};
    for (size_t i = 0; i < row_count * filled; i++)
        measure_cell(&asks, &kept[i], i % filled);
    scaled natural = 0, narrowest = 0;
    for (size_t i = 0; i < filled; i++) {
        natural += asks.natural[i];
        narrowest += asks.narrowest[i];
    }
    int columns = (int)column_count; /* at most COLUMNS_MOST */
    assert(columns > 0);
    scaled room = scaled_ratio(measure, (int64_t)filled, columns);
    room = natural < room ? natural : room;
    room = narrowest > room ? narrowest : room;
    scaled fitted[COLUMNS_MOST] = {0};
    columns_fit(kept, row_count, filled, room, fitted);
    at = 0;
    for (size_t i = 0; i < column_count; i++)
        if (!blanks->is_blank[i])
            widths[i] = fitted[at++];
    return room;
}

bool
columns_fit_blanks(const struct cell_words *cells, size_t head_rows,
                   size_t row_count, size_t column_count, scaled measure,
                   struct arena *arena, scaled *widths)
{
    struct blanks blanks = {.count = 0};
    scaled need[COLUMNS_MOST];
    blanks_find(cells, head_rows, row_count, column_count, &blanks);
    if (!column_count || column_count > COLUMNS_MOST || !blanks.count)
        return false;
    scaled room = measure;
    if (blanks.count < column_count)
        room -= filled_fit(cells, &blanks, row_count, column_count, measure,
                           arena, widths);
    /* A head that is a little wider than its share stays on one line. */
    for (size_t i = 0; i < column_count; i++) {
        scaled share = room / (scaled)blanks.count;
        need[i] = blanks.fit.natural[i] <= share + share / 3
                      ? blanks.fit.natural[i]
                      : blanks.fit.narrowest[i];
    }
    if (!blanks_share(&blanks, column_count, room, need, widths) &&
        !blanks_share(&blanks, column_count, room, blanks.fit.narrowest,
                      widths))
        return false;
    scaled sum = 0;
    for (size_t i = 0; i < column_count; i++)
        sum += widths[i];
    widths[column_count - 1] += measure - sum; /* what rounding took */
    return true;
}
