#include "epub/epub_xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
expect_text(struct text text, const char *expected)
{
    struct buffer out = {0};
    buffer_append_string(&out, "");
    xml_text(&out, text);
    assert_string_equal(out.data ? out.data : "", expected);
    buffer_release(&out);
}

static void
markup_is_escaped(void **state)
{
    (void)state;
    expect_text(TEXT("a < b & \"c\" > d"),
                "a &lt; b &amp; &quot;c&quot; &gt; d");
}

static void
what_xml_lacks_is_replaced_and_line_ends_are_plain(void **state)
{
    (void)state;
    expect_text(TEXT("a\x01"
                     "b\xEF\xBF\xBF"
                     "c\r\nd\te"),
                "a\xEF\xBF\xBD"
                "b\xEF\xBF\xBD"
                "c\nd\te");
}

static void
soft_hyphens_and_word_joiners_go(void **state)
{
    (void)state;
    expect_text(TEXT("op\xC2\xAD"
                     "bouw 11\xE2\x81\xA0\xE2\x80\x93"
                     "30\xC2\xA0m"),
                "opbouw 11\xE2\x80\x93"
                "30\xC2\xA0m");
}

static void
expect_address(struct text url, const char *expected)
{
    struct buffer out = {0};
    bool good = xml_web_address(&out, url);
    assert_int_equal(good, expected != NULL);
    if (good)
        assert_string_equal(out.data, expected);
    buffer_release(&out);
}

static void
web_addresses_are_percent_encoded(void **state)
{
    (void)state;
    expect_address(TEXT("https://a.nl/b c?d=1&e=|"),
                   "https://a.nl/b%20c?d=1&amp;e=%7C");
    expect_address(TEXT("https://a.nl/50%"), "https://a.nl/50%25");
    expect_address(TEXT("https://a.nl/%C3%A9"), "https://a.nl/%C3%A9");
    expect_address(TEXT("mailto:a@b.nl"), "mailto:a@b.nl");
}

static void
addresses_that_lead_nowhere_safe_are_refused(void **state)
{
    (void)state;
    expect_address(TEXT("javascript:alert(1)"), NULL);
    expect_address(TEXT("data:text/html,x"), NULL);
    expect_address(TEXT("file:///etc/passwd"), NULL);
    expect_address(TEXT("http://"), NULL);
    expect_address(TEXT("http:///x"), NULL);
    expect_address(TEXT("http://a b/"), NULL);
    expect_address(TEXT("hoofdstuk.md"), NULL);
    expect_address(TEXT("//example.org"), NULL);
    expect_address(TEXT(""), NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_is_escaped),
        cmocka_unit_test(what_xml_lacks_is_replaced_and_line_ends_are_plain),
        cmocka_unit_test(soft_hyphens_and_word_joiners_go),
        cmocka_unit_test(web_addresses_are_percent_encoded),
        cmocka_unit_test(addresses_that_lead_nowhere_safe_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
