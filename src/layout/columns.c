#include "layout/columns.h"

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
