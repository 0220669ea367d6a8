/* Column widths from hand-made words. */
#include "layout/columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define UNIT SCALED_PT
enum { CELLS_MOST = 6000, WORDS_MOST = 40 };

static struct cell_words cells[CELLS_MOST];
static struct cell_word words[CELLS_MOST][WORDS_MOST];
static scaled widths[COLUMNS_MOST];

/* So many words of one width, spaces of 2. */
static void
cell(size_t at, size_t count, int width)
{
    for (size_t i = 0; i < count; i++)
        words[at][i] = (struct cell_word){width * UNIT, 2 * UNIT, false};
    cells[at] = (struct cell_words){words[at], count, 4 * UNIT};
}

static size_t
height(size_t rows, size_t columns)
{
    size_t sum = 0;
    for (size_t row = 0; row < rows; row++) {
        size_t tallest = 0;
        for (size_t i = 0; i < columns; i++) {
            size_t lines =
                cell_line_count(&cells[row * columns + i], widths[i], NULL);
            tallest = lines > tallest ? lines : tallest;
        }
        sum += tallest;
    }
    return sum;
}

static scaled
total(size_t columns)
{
    scaled sum = 0;
    for (size_t i = 0; i < columns; i++)
        sum += widths[i];
    return sum;
}

static void
lines_are_filled_in_turn(void **state)
{
    (void)state;
    cell(0, 5, 10);
    assert_int_equal(cell_line_count(&cells[0], 100 * UNIT, NULL), 1);
    assert_int_equal(cell_line_count(&cells[0], 62 * UNIT, NULL), 1);
    assert_int_equal(cell_line_count(&cells[0], 61 * UNIT, NULL), 2);
    assert_int_equal(cell_line_count(&cells[0], 26 * UNIT, NULL), 3);
    assert_int_equal(cell_line_count(&cells[0], 5 * UNIT, NULL), 5);
    words[0][2].begins_line = true;
    assert_int_equal(cell_line_count(&cells[0], 100 * UNIT, NULL), 2);
    cell(0, 0, 0);
    assert_int_equal(cell_line_count(&cells[0], 100 * UNIT, NULL), 0);
}

static void
what_fits_is_spread_over_the_measure(void **state)
{
    (void)state;
    cell(0, 1, 16);
    cell(1, 1, 36);
    columns_fit(cells, 1, 2, 100 * UNIT, widths);
    assert_int_equal(widths[0], 40 * UNIT);
    assert_int_equal(widths[1], 60 * UNIT);
}

static void
a_long_column_gets_what_short_ones_do_not_need(void **state)
{
    (void)state;
    cell(0, 1, 20);
    cell(1, 2, 10);
    cell(2, 30, 10);
    columns_fit(cells, 1, 3, 200 * UNIT, widths);
    assert_int_equal(total(3), 200 * UNIT);
    /* 10 and its padding more saves no line of the last one. */
    assert_true(widths[0] >= 24 * UNIT);
    assert_int_equal(height(1, 3), 3);
}

/* Each row is as tall as its tallest cell, so that the best widths depend on
 * which cells stand side by side. */
static void
rows_count_as_their_tallest_cell(void **state)
{
    (void)state;
    for (size_t row = 0; row < 6; row++) {
        cell(row * 2, row < 5 ? 8 : 1, 10);
        cell(row * 2 + 1, row < 5 ? 4 : 30, 10);
    }
    columns_fit(cells, 6, 2, 160 * UNIT, widths);
    size_t found = height(6, 2), best = SIZE_MAX;
    for (scaled first = 14 * UNIT; first < 146 * UNIT; first += UNIT / 2) {
        widths[0] = first;
        widths[1] = 160 * UNIT - first;
        size_t now = height(6, 2);
        best = now < best ? now : best;
    }
    assert_int_equal(found, best);
}

static void
words_too_wide_share_what_there_is(void **state)
{
    (void)state;
    cell(0, 1, 96);
    cell(1, 1, 196);
    columns_fit(cells, 1, 2, 150 * UNIT, widths);
    assert_int_equal(total(2), 150 * UNIT);
    assert_true(widths[1] > widths[0] && widths[0] > 0);
}

static void
long_tables_are_sampled(void **state)
{
    (void)state;
    for (size_t row = 0; row < 3000; row++) {
        cell(row * 2, 1, 20);
        cell(row * 2 + 1, 12, 10);
    }
    columns_fit(cells, 3000, 2, 150 * UNIT, widths);
    assert_int_equal(total(2), 150 * UNIT);
    assert_int_equal(height(3000, 2), 6000);
}

static bool
fit_blanks(size_t rows, size_t columns, int measure)
{
    struct arena *arena = arena_new();
    bool done = columns_fit_blanks(cells, 1, rows, columns, measure * UNIT,
                                   arena, widths);
    arena_free(arena);
    return done;
}

static void
empty_columns_share_what_is_left(void **state)
{
    (void)state;
    for (size_t i = 0; i < 16; i++)
        cell(i, i < 4 || i % 4 == 0, i % 4 == 2 ? 30 : 16);
    assert_true(fit_blanks(4, 4, 200));
    assert_int_equal(total(4), 200 * UNIT);
    assert_int_equal(widths[0], 20 * UNIT);
    assert_int_equal(widths[1], 60 * UNIT);
    assert_int_equal(widths[2], 60 * UNIT);
    /* A cell with words leaves a column one to write in. */
    cell(13, 1, 16);
    assert_true(fit_blanks(4, 4, 200));
    assert_int_equal(widths[1], 60 * UNIT);
    /* A cell left out in a table to read makes no such column. */
    for (size_t i = 0; i < 16; i++)
        cell(i, i != 9, 16);
    assert_false(fit_blanks(4, 4, 200));
}

static void
an_empty_column_is_as_wide_as_its_head(void **state)
{
    (void)state;
    for (size_t i = 0; i < 6; i++)
        cell(i, i < 3, i == 1 ? 46 : 10);
    assert_true(fit_blanks(2, 3, 90));
    assert_int_equal(widths[1], 50 * UNIT);
    assert_int_equal(widths[0], 20 * UNIT);
    assert_int_equal(total(3), 90 * UNIT);
    assert_false(fit_blanks(2, 3, 70)); /* it does not fit */
}

static void
a_long_column_leaves_the_empty_one_its_part(void **state)
{
    (void)state;
    for (size_t i = 0; i < 8; i++)
        cell(i, i % 2 ? i < 2 : 20, 10);
    assert_true(fit_blanks(4, 2, 200));
    assert_int_equal(widths[1], 100 * UNIT);
}

static void
a_table_without_rows_is_nothing(void **state)
{
    (void)state;
    columns_fit(cells, 0, 0, 150 * UNIT, widths);
    columns_fit(cells, 0, 2, 150 * UNIT, widths);
    assert_int_equal(total(2), 150 * UNIT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_filled_in_turn),
        cmocka_unit_test(what_fits_is_spread_over_the_measure),
        cmocka_unit_test(a_long_column_gets_what_short_ones_do_not_need),
        cmocka_unit_test(rows_count_as_their_tallest_cell),
        cmocka_unit_test(words_too_wide_share_what_there_is),
        cmocka_unit_test(long_tables_are_sampled),
        cmocka_unit_test(empty_columns_share_what_is_left),
        cmocka_unit_test(an_empty_column_is_as_wide_as_its_head),
        cmocka_unit_test(a_long_column_leaves_the_empty_one_its_part),
        cmocka_unit_test(a_table_without_rows_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
