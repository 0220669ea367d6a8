#include "doc/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
days_have_names_in_both_languages_and_other_texts_stay(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    assert_true(text_equals(date_words(arena, TEXT("2026-03-09"), true),
                            "9\xC2\xA0maart\xC2\xA0"
                            "2026"));
    assert_true(text_equals(date_words(arena, TEXT("2026-11-23"), false),
                            "23\xC2\xA0November\xC2\xA0"
                            "2026"));
    assert_true(
        text_equals(date_words(arena, TEXT("2026-13-01"), true), "2026-13-01"));
    assert_true(
        text_equals(date_words(arena, TEXT("voorjaar"), true), "voorjaar"));
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            days_have_names_in_both_languages_and_other_texts_stay),
    };
    return cmocka_run_group_tests_name("doc/date", tests, NULL, NULL);
}
