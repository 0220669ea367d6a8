#include "epub/epub_zip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* EPUBCheck 5.3.0 lets a deflated mimetype pass; so the bytes are tested. */
static void
mimetype_comes_first_stored_without_extra_field(void **state)
{
    (void)state;
    static const char name_and_content[] = "mimetypeapplication/epub+zip";
    struct arena *arena = arena_new();
    struct buffer out = {0};
    struct text message;
    struct epub_entry entry = {TEXT("EPUB/a.xhtml"), TEXT("<a/>"), false};
    assert_true(epub_zip_write(arena, &entry, 1, &out, &message));
    const unsigned char *bytes = (const unsigned char *)out.data;
    assert_memory_equal(bytes, "PK\3\4", 4);
    assert_int_equal(bytes[4], 10);           /* version needed: 1.0 */
    assert_int_equal(bytes[6] | bytes[7], 0); /* flags */
    assert_int_equal(bytes[8] | bytes[9], 0); /* method */
    assert_int_equal(bytes[26], 8);
    assert_int_equal(bytes[28] | bytes[29], 0); /* extra field */
    assert_memory_equal(bytes + 30, name_and_content, 28);
    buffer_release(&out);
    arena_free(arena);
}

static void
the_same_entries_give_the_same_bytes_in_every_time_zone(void **state)
{
    (void)state;
    static const char *const zones[] = {"UTC", "Asia/Tokyo", "America/Lima"};
    struct arena *arena = arena_new();
    struct buffer first = {0};
    struct text message;
    char text[4000];
    memset(text, 'x', sizeof text);
    struct epub_entry entries[] = {
        {TEXT("EPUB/a.xhtml"), {text, sizeof text}, false},
        {TEXT("EPUB/b.png"), TEXT("png"), true}};
    for (size_t i = 0; i < 3; i++) {
        struct buffer out = {0};
        setenv("TZ", zones[i], 1);
        assert_true(epub_zip_write(arena, entries, 2, &out, &message));
        if (i == 0) {
            first = out;
            continue;
        }
        assert_int_equal(out.size, first.size);
        assert_memory_equal(out.data, first.data, out.size);
        buffer_release(&out);
    }
    /* Deflated: 4,000 equal bytes do not take 4,000. */
    assert_true(first.size < 1000);
    buffer_release(&first);
    arena_free(arena);
}

static void
a_name_that_stands_twice_is_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buffer out = {0};
    struct text message = TEXT("");
    struct epub_entry entries[] = {{TEXT("a"), TEXT("1"), false},
                                   {TEXT("a"), TEXT("2"), false}};
    assert_false(epub_zip_write(arena, entries, 2, &out, &message));
    assert_true(message.size > 0);
    buffer_release(&out);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mimetype_comes_first_stored_without_extra_field),
        cmocka_unit_test(
            the_same_entries_give_the_same_bytes_in_every_time_zone),
        cmocka_unit_test(a_name_that_stands_twice_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
