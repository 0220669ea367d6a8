/* Paths as Markdown writes them. */
#include "base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *arena;

static int
open_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int
close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define assert_beside(from, path, wanted)                                      \
    assert_true(                                                               \
        text_equals(path_beside(arena, text_of(from), text_of(path)), wanted))

static void
a_path_is_seen_from_the_folder_of_a_file(void **state)
{
    (void)state;
    assert_beside("delen/een.md", "a.png", "delen/a.png");
    assert_beside("delen/een.md", "./b/../a.png", "delen/a.png");
    assert_beside("delen/een.md", "../beelden/a.png", "beelden/a.png");
    assert_beside("een.md", "a.png", "a.png");
    assert_beside("", "./a//b.png", "a/b.png");
    assert_beside("delen/een.md", "/beelden/a.png", "beelden/a.png");
    assert_beside("delen/een.md", "..\\beelden\\a.png", "beelden/a.png");
}

static void
a_path_that_leads_out_is_empty(void **state)
{
    (void)state;
    assert_beside("een.md", "../a.png", "");
    assert_beside("delen/een.md", "../../a.png", "");
    assert_beside("delen/een.md", "/../a.png", "");
    assert_beside("een.md", "C:\\a.png", "");
}

static void
addresses_are_told_from_paths(void **state)
{
    (void)state;
    assert_true(path_is_address(TEXT("https://example.org/a.png")));
    assert_true(path_is_address(TEXT("mailto:wijk@example.org")));
    assert_true(path_is_address(TEXT("data:image/png;base64,AAAA")));
    assert_true(path_is_address(TEXT("//example.org/a.png")));
    assert_false(path_is_address(TEXT("a.png")));
    assert_false(path_is_address(TEXT("een/twee:drie.png")));
    assert_false(path_is_address(TEXT("c:\\a.png")));
    assert_false(path_is_address(TEXT("")));
    assert_true(path_has_drive(TEXT("C:\\a.png")));
    assert_true(path_has_drive(TEXT("d:/a.png")));
    assert_false(path_has_drive(TEXT("de:a.png")));
    assert_false(path_has_drive(TEXT("d:")));
}

static void
escapes_are_bytes_again_but_never_nul(void **state)
{
    (void)state;
    assert_true(text_equals(path_decode(arena, TEXT("het%20plein%2Ed")),
                            "het plein.d"));
    assert_true(text_equals(path_decode(arena, TEXT("100%")), "100%"));
    assert_true(text_equals(path_decode(arena, TEXT("%zz%4")), "%zz%4"));
    assert_true(text_equals(path_decode(arena, TEXT("a%00b")), "a%00b"));
}

static void
a_file_ends_before_query_and_fragment(void **state)
{
    (void)state;
    assert_true(text_equals(path_file(TEXT("a.png?raw=true#x")), "a.png"));
    assert_true(text_equals(path_file(TEXT("a.md#kop")), "a.md"));
    assert_true(text_equals(path_file(TEXT("#kop")), ""));
    assert_true(text_equals(path_name(TEXT("a/b\\c.md")), "c.md"));
    assert_true(text_equals(path_name(TEXT("a/")), ""));
}

int
main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        TEST(a_path_is_seen_from_the_folder_of_a_file),
        TEST(a_path_that_leads_out_is_empty),
        TEST(addresses_are_told_from_paths),
        TEST(escapes_are_bytes_again_but_never_nul),
        TEST(a_file_ends_before_query_and_fragment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
