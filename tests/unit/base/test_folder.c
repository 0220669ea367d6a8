/* Folders: nothing outside of one is found in it. */
#include "base/folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each test has an empty folder of its own, in which it stands, with a book/
 * and beside it a file that no book may read. */
struct fixture {
    struct arena *arena;
    struct folder book;
    char old[4096], own[4096];
};

static void
put(const char *path, const void *data, size_t size)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    fclose(file);
}

static void
put_string(const char *path, const char *text)
{
    put(path, text, strlen(text));
}

static int
open_fixture(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.arena = arena_new()};
    const char *temporary = getenv("TMPDIR");
    snprintf(fixture.own, sizeof fixture.own, "%s/bouwsteen-test-XXXXXX",
             temporary && *temporary ? temporary : P_tmpdir);
    if (!getcwd(fixture.old, sizeof fixture.old) || !mkdtemp(fixture.own) ||
        chdir(fixture.own) || mkdir("book", 0777) || mkdir("book/delen", 0777))
        return -1;
    put_string("geheim.md", "geheim");
    put_string("book/een.md", "een\n");
    put_string("book/delen/twee.md", "twee\n");
    *state = &fixture;
    return folder_open(fixture.arena, "book/", &fixture.book) ? 0 : -1;
}

static int
close_fixture(void **state)
{
    struct fixture *fixture = *state;
    char command[5000];
    arena_free(fixture->arena);
    if (chdir(fixture->old))
        return -1;
    snprintf(command, sizeof command, "rm -rf '%s'", fixture->own);
    return system(command);
}

static bool
resolves(struct fixture *fixture, const char *path, bool *outside)
{
    return folder_resolve(fixture->arena, &fixture->book, text_of(path),
                          outside)
               .size > 0;
}

#define assert_inside(path)                                                    \
    do {                                                                       \
        bool outside = true;                                                   \
        assert_true(resolves(*state, path, &outside));                         \
        assert_false(outside);                                                 \
    } while (0)
#define assert_outside(path)                                                   \
    do {                                                                       \
        bool outside = false;                                                  \
        assert_false(resolves(*state, path, &outside));                        \
        assert_true(outside);                                                  \
    } while (0)
#define assert_absent(path)                                                    \
    do {                                                                       \
        bool outside = true;                                                   \
        assert_false(resolves(*state, path, &outside));                        \
        assert_false(outside);                                                 \
    } while (0)

static void
a_folder_is_opened_only_if_it_is_one(void **state)
{
    struct fixture *fixture = *state;
    struct folder folder;
    assert_false(folder_open(fixture->arena, "nergens", &folder));
    assert_int_equal(errno, ENOENT);
    assert_false(folder_open(fixture->arena, "geheim.md", &folder));
    assert_int_equal(errno, ENOTDIR);
    assert_string_equal(fixture->book.path.data, "book");
    assert_int_equal(fixture->book.real.data[0], '/');
    assert_true(folder_open(fixture->arena, "/", &folder));
    assert_string_equal(folder.path.data, "/");
}

static void
paths_inside_the_book_are_found(void **state)
{
    assert_inside("een.md");
    assert_inside("delen/twee.md");
    assert_inside("delen/../een.md");
    assert_inside("./delen/./twee.md");
    assert_absent("drie.md");
    assert_absent("een.md/twee.md");
    assert_absent("");
}

static void
paths_out_of_the_book_are_refused(void **state)
{
    assert_outside("../geheim.md");
    assert_outside("delen/../../geheim.md");
    assert_outside("/etc/passwd");
    assert_outside("../is-er-niet.md");
    assert_outside("delen/../../is-er-niet.md");
    assert_outside("..");
}

static void
a_folder_whose_name_starts_like_the_books_is_outside(void **state)
{
    assert_int_equal(mkdir("book2", 0777), 0);
    put_string("book2/x.md", "x");
    assert_outside("../book2/x.md");
    assert_int_equal(symlink("../book2", "book/twee"), 0);
    assert_outside("twee/x.md");
}

static void
symbolic_links_out_of_the_book_are_refused(void **state)
{
    assert_int_equal(symlink("../geheim.md", "book/link.md"), 0);
    assert_int_equal(symlink("..", "book/omhoog"), 0);
    assert_outside("link.md");
    assert_outside("omhoog/geheim.md");
}

static void
symbolic_links_within_the_book_work_and_circles_do_not(void **state)
{
    assert_int_equal(symlink("een.md", "book/link.md"), 0);
    assert_int_equal(symlink("rond.md", "book/rond.md"), 0);
    assert_int_equal(symlink("weg.md", "book/los.md"), 0);
    assert_inside("link.md");
    assert_absent("rond.md");
    assert_absent("los.md");
}

static void
a_name_with_a_nul_byte_is_not_found(void **state)
{
    struct fixture *fixture = *state;
    bool outside;
    struct text path = {"een.md\0x", 8};
    assert_int_equal(
        folder_resolve(fixture->arena, &fixture->book, path, &outside).size, 0);
}

static void
decomposed_names_find_composed_ones_and_the_other_way_round(void **state)
{
    assert_int_equal(mkdir("book/ide\u0301es", 0777), 0); /* from a Mac */
    put_string("book/ide\u0301es/co\u00F6rdinatie.md", "x");
    assert_inside("id\u00E9es/co\u00F6rdinatie.md");
    assert_inside("id\u00E9es/coo\u0308rdinatie.md");
    assert_inside("ide\u0301es/co\u00F6rdinatie.md");
    assert_absent("idees/coordinatie.md");
    assert_absent("id\u00E9es/cooperatie.md");
    assert_outside("id\u00E9es/../../geheim.md");
}

static void
names_that_are_too_long_are_absent(void **state)
{
    char name[8000];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_absent(name);
    name[300] = '\0';
    assert_absent(name);
    memcpy(name, "\u00E9", 2);
    assert_absent(name);
}

#define assert_suggested(path, wanted)                                         \
    do {                                                                       \
        struct fixture *fixture = *state;                                      \
        struct text hint =                                                     \
            folder_suggest(fixture->arena, &fixture->book, text_of(path));     \
        assert_string_equal(hint.data, wanted);                                \
    } while (0)

static void
a_name_that_is_nearly_right_is_suggested(void **state)
{
    assert_suggested("en.md", "did you mean 'een.md'?");
    assert_suggested("delen/tweee.md", "did you mean 'delen/twee.md'?");
    assert_suggested("deln/twe.md", "did you mean 'delen/twee.md'?");
    assert_suggested("vijftien.md", "");
    assert_suggested("delen/vijftien.md", "");
    assert_suggested("een.md/x", "");
    assert_suggested("", "");
}

static void
capitals_that_differ_are_suggested_however_many(void **state)
{
    assert_suggested("DELEN/TWEE.MD", "did you mean 'delen/twee.md'?");
}

static void
nothing_outside_of_the_folder_is_suggested(void **state)
{
    assert_suggested("../gehiem.md", "");
    assert_suggested("delen/../../gehiem.md", "");
}

static void
files_that_programs_leave_are_not_suggested(void **state)
{
    put_string("book/~$vier.md", "");
    put_string("book/.vijf.md", "");
    assert_suggested("~vier.md", "");
    assert_suggested("vijf.md", "");
}

int
main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
    const struct CMUnitTest tests[] = {
        TEST(a_folder_is_opened_only_if_it_is_one),
        TEST(paths_inside_the_book_are_found),
        TEST(paths_out_of_the_book_are_refused),
        TEST(a_folder_whose_name_starts_like_the_books_is_outside),
        TEST(symbolic_links_out_of_the_book_are_refused),
        TEST(symbolic_links_within_the_book_work_and_circles_do_not),
        TEST(a_name_with_a_nul_byte_is_not_found),
        TEST(decomposed_names_find_composed_ones_and_the_other_way_round),
        TEST(names_that_are_too_long_are_absent),
        TEST(a_name_that_is_nearly_right_is_suggested),
        TEST(capitals_that_differ_are_suggested_however_many),
        TEST(nothing_outside_of_the_folder_is_suggested),
        TEST(files_that_programs_leave_are_not_suggested),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
