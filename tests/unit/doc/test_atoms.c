#include "doc/atoms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
a_set_holds_what_was_added(void **state)
{
    (void)state;
    struct atoms set = {{0}};
    assert_true(atoms_is_empty(&set));
    atoms_add(&set, 0);
    atoms_add(&set, 63);
    atoms_add(&set, 64);
    atoms_add(&set, MOST_ATOMS - 1);
    assert_true(atoms_has(&set, 0));
    assert_true(atoms_has(&set, 63));
    assert_true(atoms_has(&set, 64));
    assert_true(atoms_has(&set, MOST_ATOMS - 1));
    assert_false(atoms_has(&set, 1));
    assert_false(atoms_is_empty(&set));
}

static void
nobody_is_in_no_set(void **state)
{
    (void)state;
    struct atoms all = atoms_first(MOST_ATOMS);
    assert_false(atoms_has(&all, -1));
}

static void
the_first_are_no_more_than_asked_for(void **state)
{
    (void)state;
    struct atoms set = atoms_first(65);
    assert_true(atoms_has(&set, 64));
    assert_false(atoms_has(&set, 65));
    set = atoms_first(MOST_ATOMS + 1);
    assert_true(atoms_has(&set, MOST_ATOMS - 1));
}

static void
sets_unite_intersect_and_subtract(void **state)
{
    (void)state;
    struct atoms low = atoms_first(100), both = atoms_first(200), high = both;
    atoms_subtract(&high, &low);
    assert_false(atoms_has(&high, 99));
    assert_true(atoms_has(&high, 100));
    struct atoms none = high;
    atoms_intersect(&none, &low);
    assert_true(atoms_is_empty(&none));
    atoms_unite(&high, &low);
    assert_true(atoms_equal(&high, &both));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_holds_what_was_added),
        cmocka_unit_test(nobody_is_in_no_set),
        cmocka_unit_test(the_first_are_no_more_than_asked_for),
        cmocka_unit_test(sets_unite_intersect_and_subtract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
