#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/contrast.h"

static void
contrast_is_that_of_wcag(void **state)
{
    (void)state;
    assert_int_equal(contrast_of(0x000000, 0xffffff), 2100);
    assert_int_equal(contrast_of(0xffffff, 0x000000), 2100);
    assert_int_equal(contrast_of(0x123456, 0x123456), 100);
    /* The two grays on either side of 4.5 to 1, known to every checker. */
    assert_int_equal(contrast_of(0x767676, 0xffffff), 454);
    assert_int_equal(contrast_of(0x777777, 0xffffff), 447);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_that_of_wcag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
