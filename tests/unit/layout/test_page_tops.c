/* Where the boxes of a page go, when white space is added to it. */
#include "layout/compose.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct fixture {
    struct layout_context context;
    struct galley galley;
    struct page page;
    struct page_cut cut;
    scaled grid, top;
};

static int
open_fixture(void **state)
{
    static struct fixture fixture;
    const struct text folders[] = {TEXT(".")};
    fixture = (struct fixture){.context = {.arena = arena_new(),
                                           .galleys = arena_new(),
                                           .scratch = arena_new(),
                                           .diag = diag_new()}};
    fixture.context.style =
        style_open(fixture.context.arena, folders, 1, TEXT("handboek"),
                   (struct span){0}, fixture.context.diag);
    const struct page_style *style = style_page(fixture.context.style);
    fixture.grid = style->grid;
    fixture.top = style->top;
    galley_init(&fixture.galley, &fixture.context, 100 * SCALED_PT, NULL);
    fixture.page = (struct page){.height = style->height};
    *state = &fixture;
    return 0;
}

static int
close_fixture(void **state)
{
    struct fixture *fixture = *state;
    diag_free(fixture->context.diag);
    arena_free(fixture->context.scratch);
    arena_free(fixture->context.galleys);
    arena_free(fixture->context.arena);
    return 0;
}

static struct galley_box *
add_line(struct fixture *fixture)
{
    struct galley_box *box = galley_add_box(&fixture->galley, fixture->grid, 0);
    *galley_box_add_mark(&fixture->galley, box) =
        (struct mark){.kind = MARK_LINE};
    box->on_grid = true;
    return box;
}

/* Two lines, what gets a line of white more, two lines. */
static struct galley_box *
add_between_lines(struct fixture *fixture)
{
    for (int i = 0; i < 5; i++)
        add_line(fixture);
    struct galley_box *box = &fixture->galley.boxes.items[2];
    box->is_rigid = true;
    box->space_before = 2 * fixture->grid;
    fixture->cut = (struct page_cut){
        .last = 5,
        .variations = {{.index = 2, .extra = 1, .is_space = true}},
        .variation_count = 1};
    return box;
}

/* Of the only mark of box `index`, from the top of the text. */
static scaled
place(const struct fixture *fixture, size_t index)
{
    return fixture->page.marks[index].y - fixture->top;
}

static void
compose(struct fixture *fixture)
{
    page_compose(&fixture->galley, fixture->cut, 0, 0, &fixture->page);
    assert_int_equal(fixture->page.mark_count, 5);
    assert_int_equal(place(fixture, 1), fixture->grid);
    /* What follows stands on the grid, as if nothing were shared. */
    assert_int_equal(place(fixture, 3), 6 * fixture->grid);
}

static void
a_heading_leaves_a_third_of_a_line_below_it(void **state)
{
    struct fixture *fixture = *state;
    add_between_lines(fixture)->is_heading = true;
    compose(fixture);
    assert_int_equal(place(fixture, 2), 5 * fixture->grid - fixture->grid / 3);
}

static void
a_picture_stands_in_the_middle_of_its_white(void **state)
{
    struct fixture *fixture = *state;
    add_between_lines(fixture)->is_announced = true;
    compose(fixture);
    assert_int_equal(place(fixture, 2), 5 * fixture->grid - fixture->grid / 2);
}

static void
what_ends_the_page_stands_on_its_last_line(void **state)
{
    struct fixture *fixture = *state;
    add_between_lines(fixture)->is_announced = true;
    fixture->cut.last = 3;
    page_compose(&fixture->galley, fixture->cut, 0, 0, &fixture->page);
    assert_int_equal(place(fixture, 2), 5 * fixture->grid);
}

static void
a_line_less_is_not_shared(void **state)
{
    struct fixture *fixture = *state;
    add_between_lines(fixture)->is_heading = true;
    fixture->cut.variations[0].extra = -1;
    page_compose(&fixture->galley, fixture->cut, 0, 0, &fixture->page);
    assert_int_equal(place(fixture, 2), 3 * fixture->grid);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
        TEST(a_heading_leaves_a_third_of_a_line_below_it),
        TEST(a_picture_stands_in_the_middle_of_its_white),
        TEST(what_ends_the_page_stands_on_its_last_line),
        TEST(a_line_less_is_not_shared),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
