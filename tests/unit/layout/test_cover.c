/* How thick a book is, and the wall on its cover. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/cover.h"
#include "style/cover_look.h"

#include <stdlib.h>
#include <string.h>

static void
a_spine_is_its_sheets_and_two_boards(void **state)
{
    (void)state;
    /* 100 sheets of 0.108 mm, and 0.6 mm: 11.4 mm. */
    struct paper paper = {.weight = 90, .bulk = 1200, .cover = 300};
    scaled spine = cover_spine(&paper, 200);
    assert_true(llabs(spine - SCALED_MM * 114 / 10) < SCALED_MM / 100);
    assert_int_equal(cover_spine(&paper, 199), spine); /* a blank back */
    assert_true(cover_spine(&paper, 201) > spine);
}

static void
bricks_lie_within_the_margins(void **state)
{
    (void)state;
    struct edition edition = {.id = TEXT("nieuw")};
    struct cover_brick bricks[COVER_MOST_BRICKS];
    int count = cover_wall(&edition, bricks);
    assert_true(count > 8);
    for (int i = 0; i < count; i++) {
        assert_true(bricks[i].left >= COVER_MARGIN);
        assert_true(bricks[i].right <= COVER_WIDTH - COVER_MARGIN);
        assert_true(bricks[i].bottom <= COVER_WALL_HEIGHT);
        assert_true(bricks[i].shade >= 0 && bricks[i].shade < COVER_SHADES);
    }
}

static void
a_form_has_the_cover_of_what_it_is_of(void **state)
{
    (void)state;
    const struct cover_style style = {
        .inks = {1, 2, 3, 4, 5, 6, 7}, .ink_count = 7, .paper = 0xffffff};
    struct edition whole = {.id = TEXT("nieuw")};
    struct edition form = {.id = TEXT("nieuw-cover"), .whole = &whole};
    struct cover_brick one[COVER_MOST_BRICKS], other[COVER_MOST_BRICKS];
    assert_int_equal(cover_ink(&style, &whole), cover_ink(&style, &form));
    int count = cover_wall(&whole, one);
    assert_int_equal(count, cover_wall(&form, other));
    assert_memory_equal(one, other, (size_t)count * sizeof *one);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_spine_is_its_sheets_and_two_boards),
        cmocka_unit_test(bricks_lie_within_the_margins),
        cmocka_unit_test(a_form_has_the_cover_of_what_it_is_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
