/* Places in a source: lines, columns, spans. */
#include "base/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct place
place_at(const char *content, size_t at)
{
    struct source source = {.path = TEXT("een.md"),
                            .content = text_of(content)};
    return span_place(span_of(&source, at, at + 1));
}

#define assert_place(content, at, wanted_line, wanted_column, wanted_text)     \
    do {                                                                       \
        struct place found = place_at(content, at);                            \
        assert_int_equal(found.line, wanted_line);                             \
        assert_int_equal(found.column, wanted_column);                         \
        assert_true(text_equals(found.line_text, wanted_text));                \
    } while (0)

static void
lines_end_in_lf(void **state)
{
    (void)state;
    assert_place("een\ntwee\n", 0, 1, 1, "een");
    assert_place("een\ntwee\n", 3, 1, 4, "een");
    assert_place("een\ntwee\n", 4, 2, 1, "twee");
    assert_place("een\ntwee\n", 7, 2, 4, "twee");
    assert_place("een\ntwee\n", 9, 3, 1, "");
    assert_place("\n\n\nx", 3, 4, 1, "x");
}

static void
lines_end_in_cr_lf(void **state)
{
    (void)state;
    assert_place("een\r\ntwee\r\n", 5, 2, 1, "twee");
    assert_place("een\r\ntwee\r\n", 3, 1, 4, "een");
    /* Between the two it is still the first line. */
    assert_place("een\r\ntwee\r\n", 4, 1, 4, "een");
    assert_place("een\r\n\r\nx", 7, 3, 1, "x");
}

static void
lines_end_in_cr(void **state)
{
    (void)state;
    assert_place("een\rtwee\rdrie", 9, 3, 1, "drie");
    assert_place("een\rtwee\r", 5, 2, 2, "twee");
    assert_place("een\r\rx", 5, 3, 1, "x");
}

static void
mixed_line_ends_all_count(void **state)
{
    (void)state;
    assert_place("a\nb\r\nc\rd", 7, 4, 1, "d");
    assert_place("a\n\rb", 3, 3, 1, "b");
}

static void
columns_count_code_points(void **state)
{
    (void)state;
    assert_place("co\u00F6p x", 6, 1, 6, "co\u00F6p x");
    assert_place("\u20AC\U0001F600!", 7, 1, 3, "\u20AC\U0001F600!");
    assert_place("a\tb", 2, 1, 3, "a\tb");
}

static void
counting_on_gives_the_same_places_as_counting_anew(void **state)
{
    (void)state;
    struct source source = {
        .content = TEXT("een\ntw\u00E9\u00E9\r\n\r\rdrie\n\n\u20AC vijf")};
    size_t end = source.content.size + 2;
    for (size_t from = 0; from <= end; from++) {
        struct place_memo memo = {0};
        span_place_on(span_of(&source, from, from), &memo);
        for (size_t at = 0; at <= end; at++) {
            if (at < source.content.size &&
                ((unsigned char)source.content.data[at] & 0xC0) == 0x80)
                continue; /* within a character */
            struct span span = span_of(&source, at, at);
            struct place anew = span_place(span);
            struct place on = span_place_on(span, &memo);
            assert_int_equal(on.line, anew.line);
            assert_int_equal(on.column, anew.column);
            assert_true(text_equal(on.line_text, anew.line_text));
        }
    }
}

static void
a_place_beyond_the_end_is_the_end(void **state)
{
    (void)state;
    assert_place("een\ntwee", 99, 2, 5, "twee");
    assert_place("", 0, 1, 1, "");
    assert_place("", 5, 1, 1, "");
}

static void
a_span_without_source_is_at_the_start_and_has_no_text(void **state)
{
    (void)state;
    struct place place = span_place((struct span){0});
    assert_int_equal(place.line, 1);
    assert_int_equal(place.column, 1);
    assert_int_equal(place.line_text.size, 0);
    assert_int_equal(span_text((struct span){0}).size, 0);
}

static void
the_text_of_a_span_is_cut_to_the_file(void **state)
{
    (void)state;
    struct source source = {.content = TEXT("bouwsteen")};
    assert_true(text_equals(span_text(span_of(&source, 4, 9)), "steen"));
    assert_true(text_equals(span_text(span_of(&source, 4, 90)), "steen"));
    assert_true(text_equals(span_text(span_of(&source, 50, 90)), ""));
}

static void
joined_spans_cover_both_when_they_share_a_source(void **state)
{
    (void)state;
    struct source one = {.content = TEXT("een twee drie")}, two = one;
    struct span left = span_of(&one, 0, 3), right = span_of(&one, 9, 13);
    struct span joined = span_join(right, left);
    assert_int_equal(joined.start, 0);
    assert_int_equal(joined.end, 13);
    struct span none = {0}, other = span_of(&two, 4, 5);
    assert_ptr_equal(span_join(none, left).source, &one);
    assert_ptr_equal(span_join(left, none).source, &one);
    assert_int_equal(span_join(left, other).end, 3);
    assert_null(span_join(none, none).source);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_in_lf),
        cmocka_unit_test(lines_end_in_cr_lf),
        cmocka_unit_test(lines_end_in_cr),
        cmocka_unit_test(mixed_line_ends_all_count),
        cmocka_unit_test(columns_count_code_points),
        cmocka_unit_test(counting_on_gives_the_same_places_as_counting_anew),
        cmocka_unit_test(a_place_beyond_the_end_is_the_end),
        cmocka_unit_test(a_span_without_source_is_at_the_start_and_has_no_text),
        cmocka_unit_test(the_text_of_a_span_is_cut_to_the_file),
        cmocka_unit_test(joined_spans_cover_both_when_they_share_a_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
