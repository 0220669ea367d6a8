/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "doc/address.h"

static bool
shown(const char *words, const char *url)
{
    return address_is_shown(text_of(words), text_of(url));
}

static void
an_address_needs_no_scheme_www_or_last_slash(void **state)
{
    (void)state;
    assert_true(shown("example.org", "https://example.org/"));
    assert_true(shown("example.org", "https://www.example.org"));
    assert_true(shown("https://example.org/", "https://example.org/"));
    assert_true(shown("example.org/a/b", "http://example.org/a/b/"));
    assert_true(shown(" example.org ", "https://example.org/"));
}

static void
places_for_a_line_break_do_not_count(void **state)
{
    (void)state;
    assert_true(shown("example\xE2\x80\x8B.org", "https://example.org/"));
    assert_true(shown("exam\xC2\xADple.org", "https://example.org/"));
}

static void
other_words_are_no_address(void **state)
{
    (void)state;
    assert_false(shown("een website", "https://example.org/"));
    assert_false(shown("example.org/a", "https://example.org/b"));
    assert_false(shown("example.or", "https://example.org/"));
    assert_false(shown("example.org/a", "https://example.org/"));
    assert_false(shown("", "https://"));
}

static void
only_the_web_has_codes(void **state)
{
    (void)state;
    assert_true(address_is_web(TEXT("https://example.org/")));
    assert_true(address_is_web(TEXT("http://example.org/")));
    assert_false(address_is_web(TEXT("mailto:a@example.org")));
    assert_false(address_is_web(TEXT("example.org")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_needs_no_scheme_www_or_last_slash),
        cmocka_unit_test(places_for_a_line_break_do_not_count),
        cmocka_unit_test(other_words_are_no_address),
        cmocka_unit_test(only_the_web_has_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
