/* The heap buffer. */
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
an_unused_buffer_is_the_empty_text(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    assert_int_equal(buffer_text(&buffer).size, 0);
    assert_non_null(buffer_text(&buffer).data);
    buffer_clear(&buffer);
    buffer_release(&buffer);
}

static void
everything_appended_stands_in_order_and_ends_in_nul(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_append_string(&buffer, "een ");
    buffer_append_text(&buffer, TEXT("twee"));
    buffer_append_byte(&buffer, ' ');
    buffer_printf(&buffer, "%s %d", "drie", 4);
    buffer_append(&buffer, "\0vijf", 5);
    buffer_append_text(&buffer, (struct text){NULL, 0});
    assert_true(
        text_equal(buffer_text(&buffer), TEXT("een twee drie 4\0vijf")));
    assert_int_equal(buffer.data[buffer.size], '\0');
    buffer_release(&buffer);
    assert_null(buffer.data);
}

static void
clearing_keeps_the_memory(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_append_string(&buffer, "oud");
    char *data = buffer.data;
    buffer_clear(&buffer);
    assert_int_equal(buffer.size, 0);
    assert_string_equal(buffer.data, "");
    buffer_append_string(&buffer, "nieuw");
    assert_ptr_equal(buffer.data, data);
    assert_string_equal(buffer.data, "nieuw");
    buffer_release(&buffer);
}

static void
it_grows_with_what_is_put_in(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    for (int i = 0; i < 50000; i++)
        buffer_append_byte(&buffer, (char)('a' + i % 26));
    buffer_printf(&buffer, "%*s", 100000, "!");
    assert_int_equal(buffer.size, 150000);
    for (int i = 0; i < 50000; i++)
        assert_int_equal(buffer.data[i], 'a' + i % 26);
    assert_int_equal(buffer.data[149999], '!');
    buffer_release(&buffer);
}

static void
code_points_become_utf_8(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_append_code_point(&buffer, 'a');
    buffer_append_code_point(&buffer, 0xEB);
    buffer_append_code_point(&buffer, 0x20AC);
    buffer_append_code_point(&buffer, 0x1F600);
    assert_string_equal(buffer.data, "a\u00EB\u20AC\U0001F600");
    buffer_release(&buffer);
}

static void
markup_is_escaped(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_append_markup(&buffer, TEXT("<a b=\"1\">\x01 R&D\n\xC3\xA9"));
    assert_string_equal(buffer_text(&buffer).data,
                        "&lt;a b=&quot;1&quot;&gt; R&amp;D\n\xC3\xA9");
    buffer_release(&buffer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unused_buffer_is_the_empty_text),
        cmocka_unit_test(everything_appended_stands_in_order_and_ends_in_nul),
        cmocka_unit_test(clearing_keeps_the_memory),
        cmocka_unit_test(it_grows_with_what_is_put_in),
        cmocka_unit_test(code_points_become_utf_8),
        cmocka_unit_test(markup_is_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
