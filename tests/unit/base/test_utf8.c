/* UTF-8: what is valid, walking both ways, case, width, composing. */
#include "base/utf8.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void
every_character_survives_writing_and_reading(void **state)
{
    (void)state;
    for (unsigned c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        char bytes[4];
        struct text text = {bytes, utf8_encode(c, bytes)};
        size_t at = 0, end = text.size;
        if (utf8_next(text, &at) != c || at != text.size ||
            utf8_previous(text, &end) != c || end != 0 ||
            utf8_first_invalid(text) != text.size)
            fail_msg("U+%04X does not survive", c);
    }
}

static void
what_is_no_character_is_written_as_the_replacement(void **state)
{
    (void)state;
    char bytes[4];
    assert_int_equal(utf8_encode(0xD800, bytes), 3);
    assert_memory_equal(bytes, "\uFFFD", 3);
    assert_int_equal(utf8_encode(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\uFFFD", 3);
}

static void
invalid_sequences_are_found_where_they_start(void **state)
{
    (void)state;
    static const char *const invalid[] = {
        "\x80",             /* a continuation alone */
        "\xC3",             /* cut off */
        "\xC3(",            /* no continuation */
        "\xC0\xAF",         /* overlong */
        "\xE0\x80\xAF",     /* overlong */
        "\xF0\x80\x80\xAF", /* overlong */
        "\xED\xA0\x80",     /* a surrogate */
        "\xF4\x90\x80\x80", /* beyond Unicode */
        "\xF8\x88\x80\x80\x80",
        "\xE2\x82",
        "\xFF",
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++) {
        struct text text = arena_printf(arena, "\u00E9\u00E9n%s", invalid[i]);
        assert_int_equal(utf8_first_invalid(text), 5);
        size_t at = 5;
        assert_int_equal(utf8_next(text, &at), 0xFFFD);
        assert_int_equal(at, 6);
    }
    arena_free(arena);
}

static void
the_end_and_the_start_stop_the_walk(void **state)
{
    (void)state;
    size_t at = 1;
    assert_int_equal(utf8_next(TEXT("a"), &at), 0);
    assert_int_equal(at, 1);
    at = 0;
    assert_int_equal(utf8_previous(TEXT("a"), &at), 0);
    assert_int_equal(at, 0);
    assert_int_equal(utf8_next((struct text){NULL, 0}, &at), 0);
}

static void
walking_back_gives_the_same_as_walking_on(void **state)
{
    (void)state;
    struct text text = TEXT("a\xC3\xA9\x80\xE2\x82\xAC\xE2\x82"
                            "b\xF0\x9F\x98\x80\xC3");
    unsigned forward[32];
    size_t count = 0, at = 0;
    while (at < text.size)
        forward[count++] = utf8_next(text, &at);
    assert_int_equal(utf8_length(text), count);
    while (at > 0)
        assert_int_equal(utf8_previous(text, &at), forward[--count]);
    assert_int_equal(count, 0);
}

static void
length_counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(utf8_length(TEXT("co\u00F6rdinatie")), 11);
    assert_int_equal(utf8_length(TEXT("")), 0);
    assert_int_equal(utf8_length(TEXT("\U0001F600")), 1);
}

static void
case_follows_unicode(void **state)
{
    (void)state;
    assert_int_equal(utf8_to_lower('Q'), 'q');
    assert_int_equal(utf8_to_lower('['), '[');
    assert_int_equal(utf8_to_upper('{'), '{');
    assert_int_equal(utf8_to_lower(0xC9), 0xE9);
    assert_int_equal(utf8_to_upper(0x133), 0x132); /* the ligature ij */
    assert_true(utf8_is_upper(0xC9));
    assert_false(utf8_is_upper(0xE9));
    assert_false(utf8_is_upper('1'));
}

static void
letters_and_digits_are_told_from_signs(void **state)
{
    (void)state;
    assert_true(utf8_is_letter('a') && utf8_is_letter('Z'));
    assert_true(utf8_is_letter(0xEB) && utf8_is_letter(0x0416));
    assert_false(utf8_is_letter('1') || utf8_is_letter('-') ||
                 utf8_is_letter('@') || utf8_is_letter('[') ||
                 utf8_is_letter(0x2019) || utf8_is_letter(0xD7));
    assert_true(utf8_is_digit('0') && utf8_is_digit('9'));
    assert_false(utf8_is_digit('a') || utf8_is_digit('/') ||
                 utf8_is_digit(0xB2));
}

static void
marks_take_no_column_and_wide_letters_two(void **state)
{
    (void)state;
    assert_int_equal(utf8_columns('a'), 1);
    assert_int_equal(utf8_columns(0xEB), 1);
    assert_int_equal(utf8_columns(0x0308), 0); /* combining diaeresis */
    assert_int_equal(utf8_columns(0x200B), 0); /* zero width space */
    assert_int_equal(utf8_columns(0x4E2D), 2);
    assert_int_equal(utf8_columns(0x1F600), 2);
    assert_int_equal(utf8_columns(0x2019), 1);
}

static void
decomposed_text_is_composed_and_composed_text_stays(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text loose = TEXT("coo\u0308rdinatie, ide\u0301e");
    struct text tight = TEXT("co\u00F6rdinatie, id\u00E9e");
    assert_true(text_equal(utf8_compose(arena, loose), tight));
    assert_ptr_equal(utf8_compose(arena, tight).data, tight.data);
    struct text ascii = TEXT("gewoon");
    assert_ptr_equal(utf8_compose(arena, ascii).data, ascii.data);
    assert_int_equal(utf8_compose(arena, TEXT("")).size, 0);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_survives_writing_and_reading),
        cmocka_unit_test(what_is_no_character_is_written_as_the_replacement),
        cmocka_unit_test(invalid_sequences_are_found_where_they_start),
        cmocka_unit_test(the_end_and_the_start_stop_the_walk),
        cmocka_unit_test(walking_back_gives_the_same_as_walking_on),
        cmocka_unit_test(length_counts_code_points),
        cmocka_unit_test(case_follows_unicode),
        cmocka_unit_test(letters_and_digits_are_told_from_signs),
        cmocka_unit_test(marks_take_no_column_and_wide_letters_two),
        cmocka_unit_test(decomposed_text_is_composed_and_composed_text_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
