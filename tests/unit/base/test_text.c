/* Pieces of text: comparing, cutting, words, distances. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
text_of_null_is_the_empty_text(void **state)
{
    (void)state;
    assert_int_equal(text_of(NULL).size, 0);
    assert_non_null(text_of(NULL).data);
    assert_true(text_is_empty(TEXT("")));
    assert_false(text_is_empty(TEXT(" ")));
    assert_int_equal(text_of("wijk").size, 4);
}

static void
texts_are_equal_by_bytes_not_by_place(void **state)
{
    (void)state;
    char other[] = "plein";
    assert_true(text_equal(TEXT("plein"), text_of(other)));
    assert_false(text_equal(TEXT("plein"), TEXT("pleinen")));
    assert_false(text_equal(TEXT("plein"), TEXT("Plein")));
    assert_true(text_equal((struct text){NULL, 0}, TEXT("")));
    assert_true(text_equals(TEXT("a\0b"), "a") == false);
}

static void
order_is_by_code_point_and_shorter_first(void **state)
{
    (void)state;
    assert_true(text_compare(TEXT("buur"), TEXT("buurt")) < 0);
    assert_true(text_compare(TEXT("buurt"), TEXT("buur")) > 0);
    assert_int_equal(text_compare(TEXT("buur"), TEXT("buur")), 0);
    assert_true(text_compare(TEXT("z"), TEXT("\u00E9")) < 0);
    assert_true(text_compare(TEXT("\uFFFD"), TEXT("\U0001F600")) < 0);
    assert_true(text_compare((struct text){NULL, 0}, TEXT("a")) < 0);
}

static void
prefix_and_suffix_may_not_be_longer_than_the_text(void **state)
{
    (void)state;
    assert_true(text_has_prefix(TEXT("07-kaart.md"), "07-"));
    assert_true(text_has_suffix(TEXT("07-kaart.md"), ".md"));
    assert_true(text_has_prefix(TEXT("x"), ""));
    assert_true(text_has_suffix(TEXT(""), ""));
    assert_false(text_has_prefix(TEXT("0"), "07"));
    assert_false(text_has_suffix(TEXT("d"), ".md"));
}

static void
a_slice_is_cut_to_the_text(void **state)
{
    (void)state;
    struct text text = TEXT("opbouwwerk");
    assert_true(text_equals(text_slice(text, 2, 6), "bouw"));
    assert_true(text_equals(text_slice(text, 6, 99), "werk"));
    assert_true(text_equals(text_slice(text, 6, 11), "werk"));
    assert_int_equal(text_slice(text, 99, 100).size, 0);
    assert_int_equal(text_slice(text, 5, 3).size, 0);
    assert_int_equal(text_slice((struct text){NULL, 0}, 0, 9).size, 0);
}

static void
trimming_takes_white_space_from_both_ends_only(void **state)
{
    (void)state;
    assert_true(text_equals(text_trim(TEXT(" \t\r\n a b \n")), "a b"));
    assert_true(text_equals(text_trim(TEXT("   ")), ""));
    assert_true(text_equals(text_trim(TEXT("")), ""));
    /* A no-break space is a character of the text. */
    assert_true(text_equals(text_trim(TEXT("\u00A0a")), "\u00A0a"));
}

static void
index_finds_the_first_byte_from_the_start_given(void **state)
{
    (void)state;
    struct text text = TEXT("a/b/c");
    assert_int_equal(text_index(text, '/', 0), 1);
    assert_int_equal(text_index(text, '/', 2), 3);
    assert_int_equal(text_index(text, '/', 4), 5);
    assert_int_equal(text_index(text, '/', 77), 5);
    assert_int_equal(text_index((struct text){NULL, 0}, '/', 0), 0);
}

static void
words_come_one_by_one_until_none_is_left(void **state)
{
    (void)state;
    struct text rest = TEXT("  nieuw\tervaren\n "), word;
    assert_true(text_next_word(&rest, &word));
    assert_true(text_equals(word, "nieuw"));
    assert_true(text_next_word(&rest, &word));
    assert_true(text_equals(word, "ervaren"));
    assert_false(text_next_word(&rest, &word));
    assert_false(text_next_word(&rest, &word));
}

static unsigned
distance(const char *a, const char *b)
{
    return text_edit_distance(text_of(a), text_of(b), 3);
}

static void
distance_counts_insertions_deletions_changes_and_swaps(void **state)
{
    (void)state;
    assert_int_equal(distance("nieuw", "nieuw"), 0);
    assert_int_equal(distance("niew", "nieuw"), 1);
    assert_int_equal(distance("nieuuw", "nieuw"), 1);
    assert_int_equal(distance("nieuv", "nieuw"), 1);
    assert_int_equal(distance("niuew", "nieuw"), 1);
    assert_int_equal(distance("in", "ni"), 1);
    assert_int_equal(distance("én", "één"), 1); /* letters, not bytes */
    assert_int_equal(distance("een", "één"), 2);
    assert_int_equal(distance("", "abc"), 3);
    assert_int_equal(distance("ervaren", "verlaten"), 3);
}

static void
distance_is_cut_off_beyond_the_limit(void **state)
{
    (void)state;
    assert_int_equal(text_edit_distance(TEXT("kat"), TEXT("hond"), 2), 3);
    assert_int_equal(text_edit_distance(TEXT("a"), TEXT("abcdefgh"), 2), 3);
    assert_int_equal(text_edit_distance(TEXT("kat"), TEXT("kat"), 0), 0);
}

static void
distance_of_very_long_names_is_equal_or_far(void **state)
{
    (void)state;
    char a[200], b[200];
    for (int i = 0; i < 200; i++)
        a[i] = b[i] = 'x';
    struct text left = {a, 200}, right = {b, 200};
    assert_int_equal(text_edit_distance(left, right, 2), 0);
    b[3] = 'y';
    assert_int_equal(text_edit_distance(left, right, 2), 3);
    left.size = right.size = 63;
    assert_int_equal(text_edit_distance(left, right, 2), 1);
}

static void
hash_is_fnv_1a_of_64_bits(void **state)
{
    (void)state;
    /* From the authors' test vectors. */
    assert_true(text_hash(TEXT("")) == 0xcbf29ce484222325ULL);
    assert_true(text_hash(TEXT("a")) == 0xaf63dc4c8601ec8cULL);
    assert_true(text_hash(TEXT("foobar")) == 0x85944171f73967e8ULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_of_null_is_the_empty_text),
        cmocka_unit_test(texts_are_equal_by_bytes_not_by_place),
        cmocka_unit_test(order_is_by_code_point_and_shorter_first),
        cmocka_unit_test(prefix_and_suffix_may_not_be_longer_than_the_text),
        cmocka_unit_test(a_slice_is_cut_to_the_text),
        cmocka_unit_test(trimming_takes_white_space_from_both_ends_only),
        cmocka_unit_test(index_finds_the_first_byte_from_the_start_given),
        cmocka_unit_test(words_come_one_by_one_until_none_is_left),
        cmocka_unit_test(
            distance_counts_insertions_deletions_changes_and_swaps),
        cmocka_unit_test(distance_is_cut_off_beyond_the_limit),
        cmocka_unit_test(distance_of_very_long_names_is_equal_or_far),
        cmocka_unit_test(hash_is_fnv_1a_of_64_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
