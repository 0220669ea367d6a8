/* Page breaking with hand-made boxes: no fonts, no book. */
#include "layout/pagebreak.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { LINE = 14 };

struct fixture {
    struct layout_context context;
    struct galley galley;
    struct page_rules rules;
    struct page_cuts cuts;
};

static int
open_fixture(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.context = {.arena = arena_new(),
                                           .galleys = arena_new(),
                                           .scratch = arena_new()}};
    fixture.galley.context = &fixture.context;
    fixture.galley.grid = LINE * SCALED_PT;
    fixture.rules.height = 10 * LINE * SCALED_PT;
    *state = &fixture;
    return 0;
}

static int
close_fixture(void **state)
{
    struct fixture *fixture = *state;
    arena_free(fixture->context.galleys);
    arena_free(fixture->context.scratch);
    arena_free(fixture->context.arena);
    return 0;
}

/* A line whose page break before it costs `cost`. */
static struct galley_box *
add_line(struct fixture *fixture, int cost)
{
    struct galley_box *box =
        galley_add_box(&fixture->galley, LINE * SCALED_PT, 10 * SCALED_PT);
    box->break_cost = cost;
    box->on_grid = true;
    return box;
}

static void
add_lines(struct fixture *fixture, int count)
{
    for (int i = 0; i < count; i++)
        add_line(fixture, BREAK_FREE);
}

static void
cut(struct fixture *fixture)
{
    pages_break(&fixture->galley, &fixture->rules, &fixture->cuts);
}

static void
no_boxes_make_no_pages(void **state)
{
    struct fixture *fixture = *state;
    cut(fixture);
    assert_int_equal(fixture->cuts.count, 0);
}

static void
full_pages_are_filled(void **state)
{
    struct fixture *fixture = *state;
    add_lines(fixture, 25);
    cut(fixture);
    assert_int_equal(fixture->cuts.count, 3);
    assert_int_equal(fixture->cuts.items[0].last, 10);
    assert_int_equal(fixture->cuts.items[1].last, 20);
    assert_int_equal(fixture->cuts.items[2].last, 25);
}

static void
a_forbidden_break_is_not_taken(void **state)
{
    struct fixture *fixture = *state;
    add_lines(fixture, 9);
    add_line(fixture, BREAK_FREE); /* a heading at the foot of the page */
    add_line(fixture, BREAK_FORBIDDEN);
    add_lines(fixture, 8);
    cut(fixture);
    assert_int_equal(fixture->cuts.items[0].last, 9);
}

static void
a_forced_break_leaves_the_page_short(void **state)
{
    struct fixture *fixture = *state;
    add_lines(fixture, 3);
    add_line(fixture, BREAK_FORCED);
    add_lines(fixture, 5);
    cut(fixture);
    assert_int_equal(fixture->cuts.count, 2);
    assert_int_equal(fixture->cuts.items[0].last, 3);
}

/* Greedy filling would put ten lines on the first page, and then has to
 * leave five lines of white on the second, before the block that is kept
 * together.  The optimum spreads the loss. */
static void
the_optimum_looks_ahead(void **state)
{
    struct fixture *fixture = *state;
    add_lines(fixture, 15);
    for (int i = 0; i < 7; i++)
        add_line(fixture, i ? BREAK_FORBIDDEN : BREAK_FREE)->is_rigid = !i;
    add_lines(fixture, 3);
    cut(fixture);
    size_t first = fixture->cuts.items[0].last;
    size_t second = fixture->cuts.items[1].last - first;
    assert_int_equal(first + second, 15);
    assert_in_range(first, 7, 8); /* 10 + 5 costs 25, 8 + 7 costs 4 + 9 */
}

static void
space_before_a_box_goes_away_at_the_top_of_a_page(void **state)
{
    struct fixture *fixture = *state;
    add_lines(fixture, 10);
    add_line(fixture, BREAK_FREE)->space_before = 2 * LINE * SCALED_PT;
    add_lines(fixture, 9);
    cut(fixture);
    assert_int_equal(fixture->cuts.count, 2);
    assert_int_equal(box_top(&fixture->galley, 10, 0, 0), 0);
}

static void
lines_on_the_grid_skip_to_it(void **state)
{
    struct fixture *fixture = *state;
    add_line(fixture, BREAK_FREE);
    add_line(fixture, BREAK_FREE)->space_before = 5 * SCALED_PT;
    scaled top = box_top(&fixture->galley, 1, LINE * SCALED_PT, 5 * SCALED_PT);
    assert_int_equal(top, 2 * LINE * SCALED_PT);
}

static void
a_box_taller_than_a_page_stands_alone(void **state)
{
    struct fixture *fixture = *state;
    add_lines(fixture, 2);
    add_line(fixture, BREAK_FREE)->height = 30 * LINE * SCALED_PT;
    add_lines(fixture, 2);
    cut(fixture);
    assert_int_equal(fixture->cuts.count, 3);
    assert_int_equal(fixture->cuts.items[1].first, 2);
    assert_int_equal(fixture->cuts.items[1].last, 3);
}

static void
lines_all_kept_together_are_cut_where_nothing_else_fits(void **state)
{
    struct fixture *fixture = *state;
    add_line(fixture, BREAK_FREE);
    for (int i = 0; i < 24; i++)
        add_line(fixture, BREAK_FORBIDDEN);
    cut(fixture);
    assert_int_equal(fixture->cuts.count, 3);
}

static void
a_table_head_takes_room_on_each_further_page(void **state)
{
    struct fixture *fixture = *state;
    struct galley_table table = {.head_first = 0, .head_count = 1};
    add_line(fixture, BREAK_FREE);
    for (int i = 0; i < 25; i++)
        add_line(fixture, i ? BREAK_FREE : BREAK_FORBIDDEN)->table = &table;
    cut(fixture);
    assert_int_equal(repeated_head_height(&fixture->galley, 1), 0);
    assert_int_equal(repeated_head_height(&fixture->galley, 10),
                     LINE * SCALED_PT);
    assert_int_equal(fixture->cuts.count, 3);
    assert_int_equal(fixture->cuts.items[1].last - fixture->cuts.items[1].first,
                     9);
}

/* Line 10 may not begin a page (a widow), so that the left-hand page is a line
 * short; its neighbour ends as high. */
static void
facing_pages_end_level(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.starts_verso = true;
    for (int i = 0; i < 36; i++)
        add_line(fixture, i == 10 ? BREAK_FORBIDDEN : BREAK_FREE);
    cut(fixture);
    assert_int_equal(fixture->cuts.items[0].last, 9);
    assert_int_equal(fixture->cuts.items[1].last, 18);
    fixture->rules.starts_verso = false; /* nothing faces the first page */
    cut(fixture);
    assert_int_equal(fixture->cuts.items[0].last, 9);
    assert_int_equal(fixture->cuts.items[1].last, 19);
}

/* A chapter that begins on a right-hand page beside the last page of another
 * one, which is full: its first page is full too, though that parts a list. */
static void
a_chapter_faces_the_end_of_the_one_before(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 36; i++)
        add_line(fixture, i == 10 ? 2000 : BREAK_FREE);
    cut(fixture);
    assert_int_equal(fixture->cuts.items[0].last, 9);
    assert_int_equal(fixture->cuts.last_room, 3 * LINE * SCALED_PT);
    fixture->rules.faces = true;
    cut(fixture);
    assert_int_equal(fixture->cuts.items[0].last, 10);
    fixture->rules.faced_room = LINE * SCALED_PT; /* no longer full */
    cut(fixture);
    assert_int_equal(fixture->cuts.items[0].last, 9);
}

static void
what_stays_whole_excuses_an_uneven_spread(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.starts_verso = true;
    for (int i = 0; i < 36; i++)
        add_line(fixture, i == 10 ? BREAK_FORBIDDEN : BREAK_FREE);
    fixture->galley.boxes.items[9].is_rigid = true;
    cut(fixture);
    assert_int_equal(fixture->cuts.items[0].last, 9);
    assert_int_equal(fixture->cuts.items[1].last, 19);
}

static void
add_paragraph(struct fixture *fixture, size_t first, size_t count,
              int64_t tighter, int64_t looser)
{
    *ARRAY_PUSH(fixture->context.galleys,
                &fixture->galley.paragraphs) = (struct galley_paragraph){
        .first = first, .count = count, .tighter = tighter, .looser = looser};
}

static void
a_paragraph_grows_to_fill_its_page(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.starts_verso = true;
    for (int i = 0; i < 36; i++)
        add_line(fixture, i == 10 ? BREAK_FORBIDDEN : BREAK_FREE);
    add_paragraph(fixture, 0, 4, -1, -1);
    add_paragraph(fixture, 4, 5, -1, 1000);
    add_paragraph(fixture, 9, 5, -1, 0); /* goes on on the next page */
    cut(fixture);
    const struct page_cut *page = &fixture->cuts.items[0];
    assert_int_equal(page->last, 9);
    assert_int_equal(page->variation_count, 1);
    assert_int_equal(page->variations[0].index, 1);
    assert_int_equal(page->variations[0].extra, 1);
    assert_int_equal(fixture->cuts.items[1].last, 19);
}

static void
a_paragraph_shrinks_to_fit_its_page(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 20; i++)
        add_line(fixture, i > 0 && i != 11 ? 5000 : BREAK_FREE);
    add_paragraph(fixture, 0, 4, 2000, -1);
    cut(fixture);
    const struct page_cut *page = &fixture->cuts.items[0];
    assert_int_equal(page->last, 11);
    assert_int_equal(page->variation_count, 1);
    assert_int_equal(page->variations[0].extra, -1);
}

static void
a_heading_gets_white_space_before_pages_end_uneven(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.starts_verso = true;
    for (int i = 0; i < 36; i++)
        add_line(fixture, i == 9 ? BREAK_FORBIDDEN : BREAK_FREE);
    fixture->galley.boxes.items[4].is_rigid = true;
    fixture->galley.boxes.items[4].space_before = LINE * SCALED_PT;
    fixture->galley.boxes.items[17].break_cost = 5000;
    cut(fixture);
    const struct page_cut *page = &fixture->cuts.items[0];
    assert_int_equal(page->last, 8);
    assert_int_equal(page->variation_count, 1);
    assert_true(page->variations[0].is_space);
    assert_int_equal(page->variations[0].index, 4);
}

/* Two lines would be left over, and two headings have a line of white more
 * than they need. */
static void
white_above_headings_shrinks_to_save_a_page_of_few_lines(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.height = 20 * LINE * SCALED_PT;
    for (int i = 0; i < 18; i++) {
        struct galley_box *box = add_line(fixture, BREAK_FREE);
        box->is_rigid = i % 8 == 4;
        box->space_before = box->is_rigid ? 2 * LINE * SCALED_PT : 0;
    }
    for (int last = 0; last < 2; last++) { /* the chapter's end, or a page's */
        cut(fixture);
        assert_int_equal(fixture->cuts.count, 1 + last);
        const struct page_cut *page = &fixture->cuts.items[0];
        assert_int_equal(page->last, 18);
        assert_int_equal(page->variation_count, 2);
        for (int i = 0; i < 2; i++) {
            assert_true(page->variations[i].is_space);
            assert_int_equal(page->variations[i].extra, -1);
        }
        add_line(fixture, BREAK_FORCED);
        add_lines(fixture, 10);
    }
}

static void
white_below_a_title_is_always_the_same(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.height = 20 * LINE * SCALED_PT;
    add_line(fixture, BREAK_FREE);
    struct galley_box *box = add_line(fixture, BREAK_FREE);
    box->is_rigid = box->follows_title = true;
    box->space_before = 2 * LINE * SCALED_PT;
    add_lines(fixture, 17);
    cut(fixture);
    assert_int_equal(fixture->cuts.count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(fixture->cuts.items[i].variation_count, 0);
}

/* Nothing gives, and four lines or more on the last page are better than
 * one. */
static void
a_last_page_gets_lines_from_the_one_before(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.height = 40 * LINE * SCALED_PT;
    add_lines(fixture, 41);
    cut(fixture);
    assert_in_range(fixture->cuts.items[0].last, 30, 38);
}

static void
a_right_hand_page_does_not_end_in_a_hyphen(void **state)
{
    struct fixture *fixture = *state;
    add_lines(fixture, 30);
    fixture->galley.boxes.items[9].hyphenated = true;
    cut(fixture);
    assert_int_equal(fixture->cuts.items[0].last, 9);
    fixture->rules.starts_verso = true;
    cut(fixture);
    assert_int_equal(fixture->cuts.items[0].last, 10);
}

/* Small boxes stay whole; to keep one whole at any price would leave most of
 * a page empty. */
static void
a_kept_box_is_parted_rather_than_leave_half_a_page(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.height = 40 * LINE * SCALED_PT;
    for (int before = 10; before <= 30; before += 20) {
        fixture->galley.boxes.count = 0;
        add_lines(fixture, before);
        for (int i = 0; i < 35; i++)
            add_line(fixture, i ? BREAK_KEPT : BREAK_FREE)->is_rigid = !i;
        cut(fixture);
        if (before == 30)
            assert_int_equal(fixture->cuts.items[0].last, 30);
        else /* nor does the last page hold a few lines only */
            assert_in_range(fixture->cuts.items[0].last, 36, 39);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
        TEST(no_boxes_make_no_pages),
        TEST(full_pages_are_filled),
        TEST(a_forbidden_break_is_not_taken),
        TEST(a_forced_break_leaves_the_page_short),
        TEST(the_optimum_looks_ahead),
        TEST(space_before_a_box_goes_away_at_the_top_of_a_page),
        TEST(lines_on_the_grid_skip_to_it),
        TEST(a_box_taller_than_a_page_stands_alone),
        TEST(lines_all_kept_together_are_cut_where_nothing_else_fits),
        TEST(a_table_head_takes_room_on_each_further_page),
        TEST(facing_pages_end_level),
        TEST(a_chapter_faces_the_end_of_the_one_before),
        TEST(what_stays_whole_excuses_an_uneven_spread),
        TEST(a_paragraph_grows_to_fill_its_page),
        TEST(a_paragraph_shrinks_to_fit_its_page),
        TEST(a_heading_gets_white_space_before_pages_end_uneven),
        TEST(white_above_headings_shrinks_to_save_a_page_of_few_lines),
        TEST(white_below_a_title_is_always_the_same),
        TEST(a_last_page_gets_lines_from_the_one_before),
        TEST(a_right_hand_page_does_not_end_in_a_hyphen),
        TEST(a_kept_box_is_parted_rather_than_leave_half_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
