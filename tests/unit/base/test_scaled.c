/* Lengths as integers. */
#include "base/scaled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
points_go_over_and_back(void **state)
{
    (void)state;
    assert_int_equal(scaled_from_pt(1), SCALED_PT);
    assert_int_equal(scaled_from_pt(-10.5), -(10 * SCALED_PT + SCALED_PT / 2));
    assert_true(scaled_to_pt(SCALED_PT / 4) == 0.25);
    assert_int_equal((254 * SCALED_MM + SCALED_PT / 2) / SCALED_PT, 720);
}

static void
ratios_round_to_nearest_in_both_directions(void **state)
{
    (void)state;
    assert_int_equal(scaled_ratio(10, 1, 4), 3);
    assert_int_equal(scaled_ratio(9, 1, 4), 2);
    assert_int_equal(scaled_ratio(-10, 1, 4), -3);
    assert_int_equal(scaled_ratio(-9, 1, 4), -2);
    assert_int_equal(scaled_ratio(10, -1, 4), -3);
    assert_int_equal(scaled_ratio(0, 5, 3), 0);
}

static void
ratios_do_not_overflow_in_between(void **state)
{
    (void)state;
    scaled large = INT64_MAX / 4;
    assert_true(scaled_ratio(large, 1000, 1000) == large);
    assert_true(scaled_ratio(large, 3, 2) == large / 2 * 3 + 1 ||
                scaled_ratio(large, 3, 2) == large / 2 * 3 + 2);
    assert_true(scaled_ratio(-large, 1000, 1000) == -large);
    assert_true(scaled_ratio(5, INT64_MAX, INT64_MAX) == 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_go_over_and_back),
        cmocka_unit_test(ratios_round_to_nearest_in_both_directions),
        cmocka_unit_test(ratios_do_not_overflow_in_between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
