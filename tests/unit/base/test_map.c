/* The map: finding, growing, order of insertion. */
#include "base/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int
open_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int
close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static void
an_empty_map_finds_nothing(void **state)
{
    struct map map = map_in(*state);
    assert_null(map_find(&map, TEXT("iets")));
    assert_null(map_find(&map, TEXT("")));
}

static void
a_value_set_twice_is_the_last_one(void **state)
{
    struct map map = map_in(*state);
    int one, two;
    map_set(&map, TEXT("sleutel"), &one);
    map_set(&map, TEXT("sleutel"), &two);
    assert_ptr_equal(map_find(&map, TEXT("sleutel")), &two);
    assert_int_equal(map.count, 1);
}

static void
keys_are_compared_by_bytes_and_may_be_empty(void **state)
{
    struct map map = map_in(*state);
    int empty, lower;
    map_set(&map, TEXT(""), &empty);
    map_set(&map, TEXT("a"), &lower);
    assert_ptr_equal(map_find(&map, (struct text){NULL, 0}), &empty);
    assert_null(map_find(&map, TEXT("A")));
    assert_null(map_find(&map, TEXT("a\0")));
}

static void
a_place_is_made_once_and_holds_null(void **state)
{
    struct map map = map_in(*state);
    void **place = map_place(&map, TEXT("x"));
    assert_null(*place);
    *place = &map;
    assert_ptr_equal(map_place(&map, TEXT("x")), place);
    assert_ptr_equal(map_find(&map, TEXT("x")), &map);
}

static void
many_keys_are_all_found_in_order_of_insertion(void **state)
{
    enum { COUNT = 20000 };
    struct map map = map_in(*state);
    for (uintptr_t i = 1; i <= COUNT; i++)
        map_set(&map, arena_printf(*state, "sleutel-%d", (int)(i * 7919)),
                (void *)i);
    assert_int_equal(map.count, COUNT);
    for (uintptr_t i = 1; i <= COUNT; i++) {
        struct text key = arena_printf(*state, "sleutel-%d", (int)(i * 7919));
        assert_int_equal((uintptr_t)map_find(&map, key), i);
        assert_int_equal((uintptr_t)map.entries[i - 1].value, i);
    }
    assert_null(map_find(&map, TEXT("sleutel-1")));
}

int
main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        TEST(an_empty_map_finds_nothing),
        TEST(a_value_set_twice_is_the_last_one),
        TEST(keys_are_compared_by_bytes_and_may_be_empty),
        TEST(a_place_is_made_once_and_holds_null),
        TEST(many_keys_are_all_found_in_order_of_insertion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
