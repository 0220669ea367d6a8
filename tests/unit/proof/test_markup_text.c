/* The words of XHTML: texts, gaps between blocks, attributes with words. */
#include "proof/markup_text.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* "text", "|" for a gap, "<attribute>", "!comment!" */
static void
write_down(void *closure, enum markup_part part, struct text text)
{
    struct buffer *out = closure;
    const char *before = part == MARKUP_ATTRIBUTE ? "<"
                         : part == MARKUP_COMMENT ? "!"
                         : part == MARKUP_GAP     ? "|"
                                                  : "";
    buffer_printf(out, "%s%.*s%s", before, TEXT_PRINTF(text),
                  part == MARKUP_ATTRIBUTE ? ">"
                  : part == MARKUP_COMMENT ? "!"
                                           : "");
}

static void
assert_words(const char *markup, const char *expected)
{
    struct buffer out = {0};
    markup_text(text_of(markup), write_down, &out);
    assert_string_equal(out.data ? out.data : "", expected);
    buffer_release(&out);
}

static void
texts_go_on_within_a_block(void **state)
{
    (void)state;
    assert_words("<p>een <em>twee</em> drie</p><p>vier</p>",
                 "|een twee drie||vier||");
}

static void
entities_are_decoded(void **state)
{
    (void)state;
    assert_words("a&amp;b &lt;&#233;&#xEB; &onbekend; &#; &",
                 "a&b <\xC3\xA9\xC3\xAB &onbekend; &#; &|");
}

static void
attributes_with_words_are_given(void **state)
{
    (void)state;
    assert_words("<img class=\"x\" alt=\"een &quot;b&quot;\" src='a.png'/>",
                 "|<een \"b\"><a.png>|");
}

static void
comments_are_given(void **state)
{
    (void)state;
    assert_words("a<!-- <p>b --> c", "a! <p>b ! c|");
}

static void
broken_markup_ends(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "<",    "<p",     "<p a", "<p a=", "<p a=\"",
        "<!--", "<!-- a", "</",   "&",     "&#x"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        struct buffer out = {0};
        markup_text(text_of(broken[i]), write_down, &out);
        buffer_release(&out);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_go_on_within_a_block),
        cmocka_unit_test(entities_are_decoded),
        cmocka_unit_test(attributes_with_words_are_given),
        cmocka_unit_test(comments_are_given),
        cmocka_unit_test(broken_markup_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
