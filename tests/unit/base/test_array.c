/* Growing arrays. */
#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
a_hundred_thousand_items_keep_order_and_values(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    ARRAY(int) numbers = {0};
    for (int i = 0; i < 100000; i++)
        *ARRAY_PUSH(arena, &numbers) = i * 3;
    assert_int_equal(numbers.count, 100000);
    assert_true(numbers.capacity >= numbers.count);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(numbers.items[i], i * 3);
    arena_free(arena);
}

static void
a_new_element_is_zeroed_even_where_an_old_one_was(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    ARRAY(struct text) texts = {0};
    for (int i = 0; i < 100; i++) {
        struct text *text = ARRAY_PUSH(arena, &texts);
        assert_null(text->data);
        assert_int_equal(text->size, 0);
        *text = TEXT("vol");
    }
    arena_free(arena);
}

static void
growth_leaves_other_arrays_of_the_arena_alone(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    ARRAY(char) left = {0}, right = {0};
    for (int i = 0; i < 5000; i++) {
        *ARRAY_PUSH(arena, &left) = 'l';
        *ARRAY_PUSH(arena, &right) = 'r';
    }
    for (int i = 0; i < 5000; i++) {
        assert_int_equal(left.items[i], 'l');
        assert_int_equal(right.items[i], 'r');
    }
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hundred_thousand_items_keep_order_and_values),
        cmocka_unit_test(a_new_element_is_zeroed_even_where_an_old_one_was),
        cmocka_unit_test(growth_leaves_other_arrays_of_the_arena_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
