/* The order of pages on sheets, and how far they are moved. */
#include "layout/imposition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const scaled paper = SCALED_MM / 10;

static void
impose(struct arena *arena, size_t pages, struct imposition *imposition)
{
    imposition_make(arena, imposition_pages(pages), 16, paper, imposition);
}

/* Pages as people count them. */
static void
assert_side(const struct imposition *imposition, size_t side, unsigned left,
            unsigned right)
{
    assert_int_equal(imposition->sides[side].left + 1, left);
    assert_int_equal(imposition->sides[side].right + 1, right);
}

static void
four_pages_are_one_sheet(void **state)
{
    struct arena *arena = arena_new();
    struct imposition imposition;
    (void)state;
    impose(arena, 4, &imposition);
    assert_int_equal(imposition.side_count, 2);
    assert_side(&imposition, 0, 4, 1);
    assert_side(&imposition, 1, 2, 3);
    arena_free(arena);
}

static void
eight_pages_lie_in_saddle_stitch_order(void **state)
{
    struct arena *arena = arena_new();
    struct imposition imposition;
    (void)state;
    impose(arena, 8, &imposition);
    assert_side(&imposition, 0, 8, 1);
    assert_side(&imposition, 1, 2, 7);
    assert_side(&imposition, 2, 6, 3);
    assert_side(&imposition, 3, 4, 5);
    arena_free(arena);
}

static void
pages_are_filled_to_whole_sheets(void **state)
{
    (void)state;
    assert_int_equal(imposition_pages(1), 4);
    assert_int_equal(imposition_pages(13), 16);
    assert_int_equal(imposition_pages(16), 16);
}

static void
sixteen_sheets_are_one_signature(void **state)
{
    struct arena *arena = arena_new();
    struct imposition imposition;
    (void)state;
    impose(arena, 64, &imposition);
    assert_int_equal(imposition.signature_count, 1);
    assert_side(&imposition, 0, 64, 1);
    assert_side(&imposition, 31, 32, 33);
    arena_free(arena);
}

/* 17 sheets: 9 and 8, rather than 16 and a lone one. */
static void
more_are_signatures_of_nearly_one_size(void **state)
{
    struct arena *arena = arena_new();
    struct imposition imposition;
    (void)state;
    impose(arena, 68, &imposition);
    assert_int_equal(imposition.sheet_count, 17);
    assert_int_equal(imposition.signature_count, 2);
    assert_side(&imposition, 0, 36, 1);
    assert_side(&imposition, 17, 18, 19);
    assert_side(&imposition, 18, 68, 37);
    assert_side(&imposition, 33, 52, 53);
    arena_free(arena);
}

static void
each_inner_sheet_is_moved_by_one_more_thickness(void **state)
{
    struct arena *arena = arena_new();
    struct imposition imposition;
    (void)state;
    impose(arena, 68, &imposition);
    for (size_t i = 0; i < imposition.side_count; i++) {
        size_t sheet = i / 2 < 9 ? i / 2 : i / 2 - 9;
        assert_int_equal(imposition.sides[i].creep, (scaled)sheet * paper);
    }
    arena_free(arena);
}

static void
every_page_lies_on_one_sheet_and_behind_its_neighbour(void **state)
{
    (void)state;
    for (size_t pages = 4; pages <= 400; pages += 4) {
        struct arena *arena = arena_new();
        struct imposition imposition;
        unsigned char *seen = arena_alloc(arena, pages);
        impose(arena, pages, &imposition);
        for (size_t i = 0; i < imposition.side_count; i++) {
            const struct imposition_side *side = &imposition.sides[i];
            seen[side->left]++;
            seen[side->right]++;
            /* Even pages, as people count, lie left; turned over the short
             * edge, a page has the next or last one behind it. */
            assert_int_equal(side->left % 2, 1);
            assert_int_equal(side->right % 2, 0);
            if (i % 2) {
                assert_int_equal(side[-1].right + 1, side->left);
                assert_int_equal(side->right + 1, side[-1].left);
            }
        }
        for (size_t i = 0; i < pages; i++)
            assert_int_equal(seen[i], 1);
        arena_free(arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_pages_are_one_sheet),
        cmocka_unit_test(eight_pages_lie_in_saddle_stitch_order),
        cmocka_unit_test(pages_are_filled_to_whole_sheets),
        cmocka_unit_test(sixteen_sheets_are_one_signature),
        cmocka_unit_test(more_are_signatures_of_nearly_one_size),
        cmocka_unit_test(each_inner_sheet_is_moved_by_one_more_thickness),
        cmocka_unit_test(every_page_lies_on_one_sheet_and_behind_its_neighbour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
