/* Floats in the optimum of page breaks, with hand-made boxes. */
#include "layout/galley_float.h"
#include "layout/page_runs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { LINE = 14, PAGE_LINES = 20 };

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
    fixture.rules.height = PAGE_LINES * LINE * SCALED_PT;
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
add_lines(struct fixture *fixture, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_line(fixture, BREAK_FREE);
}

/* A picture of so many lines, with a line of white above and below. */
static void
add_float(struct fixture *fixture, int lines)
{
    struct galley *galley = &fixture->galley;
    struct galley_box *box =
        galley_add_box(galley, lines * LINE * SCALED_PT, 0);
    box->is_rigid = box->is_announced = true;
    box->space_before = LINE * SCALED_PT;
    *ARRAY_PUSH(fixture->context.galleys, &galley->floats) =
        (struct galley_float){.first = galley->boxes.count - 1,
                              .last = galley->boxes.count,
                              .space_after = LINE * SCALED_PT};
    galley->is_below_float = true;
    galley->space = LINE * SCALED_PT;
}

static void
cut(struct fixture *fixture)
{
    floats_settle(&fixture->galley);
    pages_break(&fixture->galley, &fixture->rules, &fixture->cuts);
}

static const struct page_cut *
page_at(const struct fixture *fixture, size_t index)
{
    assert_true(index < fixture->cuts.count);
    return &fixture->cuts.items[index];
}

static void
one_that_fits_stays(void **state)
{
    struct fixture *fixture = *state;
    add_lines(fixture, 6);
    add_float(fixture, 5);
    add_lines(fixture, 27);
    cut(fixture);
    assert_int_equal(page_at(fixture, 0)->place, FLOAT_HERE);
    assert_int_equal(page_at(fixture, 0)->last, 14); /* 6 + 1 + 5 + 1 + 7 */
}

static void
text_fills_the_place_of_one_that_goes_to_the_next_page(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.starts_verso = true;
    add_lines(fixture, 14);
    add_float(fixture, 8);
    add_lines(fixture, 30);
    cut(fixture);
    const struct page_cut *page = page_at(fixture, 0);
    assert_int_equal(page->place, FLOAT_LATER);
    assert_int_equal(page->last, 21); /* 14 lines, and 6 behind the float */
    assert_int_equal(page_at(fixture, 1)->place, FLOAT_TOP);
    assert_int_equal(page_at(fixture, 1)->first, 21);
    assert_true(page_cut_holds(&fixture->galley, page_at(fixture, 1)));
    assert_int_equal(page_at(fixture, 1)->last, 32); /* 8 + 1 + 11 */
    struct page_runs seen =
        page_runs_seen(&fixture->galley, page_at(fixture, 1));
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.items[0].first, 14);
    assert_int_equal(page_space(&fixture->galley, page, 15), 0);
    assert_int_equal(page_space(&fixture->galley, page_at(fixture, 1), 21),
                     LINE * SCALED_PT);
}

/* In its place it leaves seven lines to eight that stay together. */
static void
one_goes_to_the_foot_of_its_page(void **state)
{
    struct fixture *fixture = *state;
    add_lines(fixture, 5);
    add_float(fixture, 6);
    for (int i = 0; i < 8; i++)
        add_line(fixture, i ? BREAK_KEPT : BREAK_FREE);
    add_lines(fixture, 30);
    cut(fixture);
    const struct page_cut *page = page_at(fixture, 0);
    assert_int_equal(page->place, FLOAT_FOOT);
    assert_int_equal(page->last, 14);
    struct page_runs runs = page_runs_seen(&fixture->galley, page);
    assert_int_equal(runs.count, 3);
    assert_int_equal(runs.items[2].first, 5);
    runs = page_runs_read(&fixture->galley, page);
    assert_int_equal(runs.count, 1); /* it is read where it was written */
}

/* In its place it leaves two lines, to three that stay together. */
static void
one_goes_to_the_top_of_its_page(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.starts_verso = true;
    add_lines(fixture, 22);
    add_line(fixture, BREAK_FREE);
    add_float(fixture, 13);
    float_end_section(&fixture->galley, 10, 0);
    struct galley_box *box = add_line(fixture, BREAK_FREE);
    box->space_before = 2 * LINE * SCALED_PT;
    for (int i = 0; i < 2; i++)
        add_line(fixture, BREAK_KEPT);
    add_lines(fixture, 30);
    cut(fixture);
    const struct page_cut *page = page_at(fixture, 1);
    assert_int_equal(page->place, FLOAT_TOP);
    struct page_runs runs = page_runs_seen(&fixture->galley, page);
    assert_int_equal(runs.items[0].first, 23);
    assert_int_equal(runs.items[1].first, page->first);
}

static void
none_leaves_its_section(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.starts_verso = true;
    add_lines(fixture, 14);
    add_float(fixture, 8);
    add_lines(fixture, 2);
    float_end_section(&fixture->galley, 0, 0);
    add_lines(fixture, 30);
    cut(fixture);
    assert_int_equal(fixture->galley.floats.items[0].until, 17);
    for (size_t i = 0; i < fixture->cuts.count; i++)
        if (page_at(fixture, i)->place == FLOAT_LATER)
            assert_true(page_at(fixture, i)->last <= 17);
}

static void
none_waits_for_a_worksheet_or_the_end(void **state)
{
    struct fixture *fixture = *state;
    add_lines(fixture, 14);
    add_float(fixture, 8);
    add_lines(fixture, 5);
    add_line(fixture, BREAK_FORCED);
    add_lines(fixture, 5);
    cut(fixture);
    for (size_t i = 0; i < fixture->cuts.count; i++)
        if (page_at(fixture, i)->place == FLOAT_LATER)
            assert_int_not_equal(page_at(fixture, i)->last, 20);
}

/* --- whatever the galley ---------------------------------------------------
 */

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static void
fill_at_random(struct fixture *fixture, uint32_t *seed)
{
    static const int costs[] = {BREAK_FREE, BREAK_FREE,      BREAK_FREE, 300,
                                2000,       BREAK_FORBIDDEN, BREAK_FREE};
    size_t section = 0, floats = 0;
    for (int part = 0; part < 12; part++) {
        size_t lines = 1 + next_random(seed) % 14;
        for (size_t i = 0; i < lines; i++)
            add_line(fixture, costs[next_random(seed) % 7])->hyphenated =
                next_random(seed) % 5 == 0;
        uint32_t what = next_random(seed) % 4;
        if (what == 0) {
            float_end_section(&fixture->galley, section, floats);
            section = fixture->galley.boxes.count;
            floats = fixture->galley.floats.count;
            add_line(fixture,
                     next_random(seed) % 3 ? BREAK_FREE : BREAK_FORCED);
        } else {
            add_float(fixture, 1 + (int)(next_random(seed) % 12));
        }
    }
    add_lines(fixture, 3);
}

/* Every box stands on one page; what is read is what is seen, in the order of
 * the text but for floats; floats keep theirs. */
static void
check_pages(const struct fixture *fixture)
{
    const struct galley *galley = &fixture->galley;
    size_t count = galley->boxes.count, last_float = 0;
    uint8_t *seen = ARENA_ARRAY(fixture->context.arena, count, uint8_t);
    for (size_t i = 0; i < fixture->cuts.count; i++) {
        const struct page_cut *page = page_at(fixture, i);
        struct page_runs runs = page_runs_seen(galley, page);
        assert_int_equal(page->first, i ? page_at(fixture, i - 1)->last : 0);
        for (int run = 0; run < runs.count; run++)
            for (size_t box = runs.items[run].first; box < runs.items[run].last;
                 box++) {
                assert_int_equal(seen[box]++, 0);
                if (galley->boxes.items[box].is_rigid) {
                    assert_true(box >= last_float);
                    last_float = box;
                }
            }
        runs = page_runs_read(galley, page);
        for (int run = 0; run < runs.count; run++)
            for (size_t box = runs.items[run].first; box < runs.items[run].last;
                 box++)
                assert_int_equal(seen[box]++, 1);
        const struct galley_float *item = page_cut_float(galley, page);
        if (page->place == FLOAT_TOP && !page_cut_holds(galley, page))
            assert_true(page->first >= item->from);
        if (page->place == FLOAT_LATER || page->place == FLOAT_FOOT)
            assert_true(page->last <= item->until);
        if (page->place == FLOAT_LATER)
            assert_true(page_cut_holds(galley, page_at(fixture, i + 1)));
    }
    for (size_t i = 0; i < count; i++)
        assert_int_equal(seen[i], 2);
}

static void
every_box_stands_on_one_page(void **state)
{
    uint32_t seed = 7;
    size_t moved = 0, places[4] = {0};
    for (int round = 0; round < 400; round++) {
        struct fixture *fixture = *state;
        fixture->rules.starts_verso = round % 2;
        fill_at_random(fixture, &seed);
        cut(fixture);
        check_pages(fixture);
        for (size_t i = 0; i < fixture->cuts.count; i++) {
            moved += page_at(fixture, i)->place != FLOAT_HERE;
            places[page_at(fixture, i)->place]++;
        }
        close_fixture(state);
        open_fixture(state);
    }
    assert_true(moved > 100);
    for (int place = FLOAT_TOP; place <= FLOAT_LATER; place++)
        assert_true(places[place] > 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
        TEST(one_that_fits_stays),
        TEST(text_fills_the_place_of_one_that_goes_to_the_next_page),
        TEST(one_goes_to_the_foot_of_its_page),
        TEST(one_goes_to_the_top_of_its_page),
        TEST(none_leaves_its_section),
        TEST(none_waits_for_a_worksheet_or_the_end),
        TEST(every_box_stands_on_one_page),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
