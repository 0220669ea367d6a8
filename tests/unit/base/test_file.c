/* Files: never out of the folder, never half written. */
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each test has an empty folder of its own, in which it stands, with a book/
 * and beside it a file that no book may read. */
struct fixture {
    struct arena *arena;
    struct diag *diag;
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
    fixture = (struct fixture){.arena = arena_new(), .diag = diag_new()};
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
    unsetenv("BOUWSTEEN_TEST_WRITE_LIMIT");
    diag_free(fixture->diag);
    arena_free(fixture->arena);
    if (chdir(fixture->old))
        return -1;
    snprintf(command, sizeof command, "rm -rf '%s'", fixture->own);
    return system(command);
}

static struct source *
read_source(struct fixture *fixture, const char *path)
{
    return file_read_source(fixture->arena, &fixture->book, text_of(path),
                            (struct span){0}, fixture->diag);
}

static const char *
reported(struct fixture *fixture)
{
    char *data = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&data, &size);
    diag_print(fixture->diag, out, DIAG_TEXT);
    fclose(out);
    char *copy = arena_string(fixture->arena, (struct text){data, size});
    free(data);
    return copy;
}

#define assert_refused(path, words)                                            \
    do {                                                                       \
        assert_null(read_source(*state, path));                                \
        assert_non_null(strstr(reported(*state), words));                      \
    } while (0)

static void
a_source_is_read_as_it_is_and_named_from_the_callers_place(void **state)
{
    struct fixture *fixture = *state;
    put_string("book/win.md", "een\r\ntwee\r");
    struct source *source = read_source(fixture, "win.md");
    assert_non_null(source);
    assert_string_equal(source->path.data, "book/win.md");
    assert_true(text_equals(source->content, "een\r\ntwee\r"));
    assert_false(diag_has_errors(fixture->diag));
}

static void
an_empty_file_is_an_empty_source(void **state)
{
    put_string("book/leeg.md", "");
    struct source *source = read_source(*state, "leeg.md");
    assert_non_null(source);
    assert_int_equal(source->content.size, 0);
}

static void
a_byte_order_mark_is_dropped(void **state)
{
    put_string("book/bom.md", "\xEF\xBB\xBF# Titel");
    put_string("book/alleen.md", "\xEF\xBB\xBF");
    assert_true(text_equals(read_source(*state, "bom.md")->content, "# Titel"));
    assert_int_equal(read_source(*state, "alleen.md")->content.size, 0);
}

static void
missing_and_outside_files_are_told_apart(void **state)
{
    assert_refused("drie.md", "there is no file 'drie.md' [file-missing]");
    assert_refused("../geheim.md", "[file-outside]");
    assert_null(strstr(reported(*state), "'geheim'"));
}

static void
folders_and_pipes_are_no_sources(void **state)
{
    assert_refused("delen", "[file-unreadable]");
    assert_int_equal(mkfifo("book/pijp.md", 0666), 0);
    assert_refused("pijp.md", "cannot read 'pijp.md'"); /* and does not hang */
}

static void
windows_1252_is_named_with_its_place(void **state)
{
    put_string("book/win.md", "een\nde co\xF6rdinatie \x96 id\xE9\n");
    assert_refused("win.md", "book/win.md:2:6: error: ");
    assert_non_null(strstr(reported(*state), "[file-windows-1252]"));
}

static void
damaged_utf_8_is_not_taken_for_windows_1252(void **state)
{
    put_string("book/kapot.md", "co\u00F6rdinatie, id\u00E9e, be\xC3nvloed\n");
    assert_refused("kapot.md", "[file-not-utf8]");
    assert_null(strstr(reported(*state), "windows"));
}

static void
signs_of_word_processors_are_windows_1252(void **state)
{
    put_string("book/word.md", "10 \xE0 12, \x93ja\x94, \xE9\xE9n\n");
    assert_refused("word.md", "[file-windows-1252]");
    put_string("book/onzin.md", "kapot: \xC3( \xFF\xFE.\n");
    assert_refused("onzin.md", "[file-not-utf8]");
}

static void
bytes_that_windows_1252_lacks_are_not_taken_for_it(void **state)
{
    put_string("book/rommel.md", "a \x81\x8D\xE9 b\n");
    assert_refused("rommel.md", "[file-not-utf8]");
}

static void
a_nul_byte_and_utf_16_are_refused(void **state)
{
    put("book/nul.md", "ab\0c", 4);
    assert_refused("nul.md", "book/nul.md:1:3: error: ");
    assert_non_null(strstr(reported(*state), "[file-nul]"));
    put("book/breed.md", "\xFF\xFEt\0e\0", 6);
    assert_refused("breed.md", "[file-utf-16]");
}

static void
a_file_beyond_the_limit_is_refused_unread(void **state)
{
    put_string("book/groot.md", "");
    assert_int_equal(truncate("book/groot.md", 16 * 1024 * 1024 + 1), 0);
    assert_refused("groot.md", "'groot.md' is larger than 16 MiB");
}

static struct text
content_of(struct fixture *fixture, const char *path)
{
    struct text content = TEXT("(absent)");
    file_read_bytes(fixture->arena, path, 1 << 20, &content);
    return content;
}

#define assert_content(path, wanted)                                           \
    assert_string_equal(content_of(*state, path).data, wanted)

static int
files_in(const char *folder)
{
    char command[4200];
    snprintf(command, sizeof command, "exit $(ls -A '%s' | wc -l)", folder);
    return WEXITSTATUS(system(command));
}

static void
writing_makes_folders_and_replaces_the_file(void **state)
{
    assert_true(file_write("uit/nieuw/boek.pdf", "een", 3));
    assert_content("uit/nieuw/boek.pdf", "een");
    assert_true(file_write("uit/nieuw/boek.pdf", "", 0));
    assert_content("uit/nieuw/boek.pdf", "");
    assert_true(file_write("hier.pdf", "x", 1));
    assert_content("hier.pdf", "x");
    assert_int_equal(files_in("uit/nieuw"), 1);
}

static void
a_device_or_a_pipe_is_never_replaced(void **state)
{
    struct stat status;
    (void)state;
    assert_int_equal(mkfifo("pijp.csv", 0600), 0);
    assert_false(file_write("pijp.csv", "x", 1));
    assert_int_equal(errno, ENOTSUP);
    assert_int_equal(stat("pijp.csv", &status), 0);
    assert_true(S_ISFIFO(status.st_mode));
}

static void
a_written_file_has_the_permissions_of_any_new_file(void **state)
{
    (void)state;
    mode_t mask = umask(027);
    assert_true(file_write("boek.pdf", "x", 1));
    umask(mask);
    struct stat status;
    assert_int_equal(stat("boek.pdf", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
}

static void
nothing_shows_before_the_commit(void **state)
{
    assert_true(file_write("boek.pdf", "oud", 3));
    struct file_writer *writer = file_writer_open("boek.pdf");
    assert_non_null(writer);
    assert_true(file_writer_write(writer, "ni", 2));
    assert_true(file_writer_write(writer, "euw", 3));
    assert_content("boek.pdf", "oud");
    assert_true(file_writer_commit(writer));
    assert_content("boek.pdf", "nieuw");
}

static void
abandoning_leaves_the_old_file_and_nothing_else(void **state)
{
    assert_true(file_write("uit/boek.pdf", "oud", 3));
    struct file_writer *writer = file_writer_open("uit/boek.pdf");
    assert_true(file_writer_write(writer, "nieuw", 5));
    file_writer_abandon(writer);
    assert_content("uit/boek.pdf", "oud");
    assert_int_equal(files_in("uit"), 1);
}

static void
a_failing_write_keeps_the_old_file_and_tells_why(void **state)
{
    assert_true(file_write("uit/boek.pdf", "oud", 3));
    setenv("BOUWSTEEN_TEST_WRITE_LIMIT", "4", 1);
    errno = 0;
    assert_false(file_write("uit/boek.pdf", "nieuw", 5));
    assert_int_equal(errno, ENOSPC);
    assert_content("uit/boek.pdf", "oud");
    assert_int_equal(files_in("uit"), 1);
    assert_true(file_write("uit/boek.pdf", "past", 4));
}

static void
the_write_limit_counts_over_all_writes_of_a_file(void **state)
{
    assert_true(file_write("boek.pdf", "oud", 3));
    setenv("BOUWSTEEN_TEST_WRITE_LIMIT", "4", 1);
    struct file_writer *writer = file_writer_open("boek.pdf");
    assert_true(file_writer_write(writer, "nie", 3));
    assert_false(file_writer_write(writer, "uw", 2));
    setenv("BOUWSTEEN_TEST_WRITE_LIMIT", "400", 1);
    /* Once failed it stays so. */
    assert_false(file_writer_write(writer, "!", 1));
    assert_false(file_writer_commit(writer));
    assert_int_equal(errno, ENOSPC);
    assert_content("boek.pdf", "oud");
}

static void
a_full_disk_by_file_size_limit_keeps_the_old_file(void **state)
{
    assert_true(file_write("uit/boek.pdf", "oud", 3));
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        static char large[100000];
        struct rlimit limit = {5000, 5000};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        bool done = file_write("uit/boek.pdf", large, sizeof large);
        _exit(done ? 1 : errno == EFBIG ? 42 : 2);
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(WEXITSTATUS(status), 42);
    assert_content("uit/boek.pdf", "oud");
    assert_int_equal(files_in("uit"), 1);
}

static void
a_folder_that_cannot_be_made_is_an_error(void **state)
{
    assert_false(file_write("geheim.md/boek.pdf", "x", 1));
    assert_true(errno == ENOTDIR || errno == EEXIST);
    assert_content("geheim.md", "geheim");
    assert_int_equal(mkdir("map.pdf", 0777), 0);
    assert_false(file_write("map.pdf", "x", 1));
    assert_int_equal(errno, EISDIR);
}

/* A child that dies while it writes. */
static void
killed_while_writing(const char *path)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct file_writer *writer = file_writer_open(path);
        file_writer_write(writer, "half", 4);
        kill(getpid(), SIGKILL);
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
}

static void
what_a_killed_run_left_is_removed_and_nothing_else(void **state)
{
    assert_true(file_write("uit/boek.pdf", "oud", 3));
    killed_while_writing("uit/boek.pdf");
    killed_while_writing("uit/ander.pdf");
    put_string("uit/.boek.pdf.bouwsteen-aantekening", "van de schrijver");
    put_string("uit/.boek.pdf", "");
    assert_int_equal(files_in("uit"), 5);
    assert_content("uit/boek.pdf", "oud");
    file_remove_stale("uit/boek.pdf");
    assert_int_equal(files_in("uit"), 4);
    file_remove_stale("uit/ander.pdf");
    assert_int_equal(files_in("uit"), 3);
    assert_content("uit/.boek.pdf.bouwsteen-aantekening", "van de schrijver");
    assert_content("uit/boek.pdf", "oud");
    file_remove_stale("nergens/boek.pdf");
    file_remove_stale("boek.pdf");
}

static void
what_another_run_is_writing_is_not_stale(void **state)
{
    struct file_writer *writer = file_writer_open("uit/boek.pdf");
    assert_true(file_writer_write(writer, "half", 4));
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        file_remove_stale("uit/boek.pdf");
        _exit(0);
    }
    waitpid(child, NULL, 0);
    assert_true(file_writer_write(writer, " heel", 5));
    assert_true(file_writer_commit(writer));
    assert_content("uit/boek.pdf", "half heel");
    assert_int_equal(files_in("uit"), 1);
}

int
main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
    const struct CMUnitTest tests[] = {
        TEST(a_device_or_a_pipe_is_never_replaced),
        TEST(a_source_is_read_as_it_is_and_named_from_the_callers_place),
        TEST(an_empty_file_is_an_empty_source),
        TEST(a_byte_order_mark_is_dropped),
        TEST(missing_and_outside_files_are_told_apart),
        TEST(folders_and_pipes_are_no_sources),
        TEST(windows_1252_is_named_with_its_place),
        TEST(damaged_utf_8_is_not_taken_for_windows_1252),
        TEST(signs_of_word_processors_are_windows_1252),
        TEST(bytes_that_windows_1252_lacks_are_not_taken_for_it),
        TEST(a_nul_byte_and_utf_16_are_refused),
        TEST(a_file_beyond_the_limit_is_refused_unread),
        TEST(writing_makes_folders_and_replaces_the_file),
        TEST(a_written_file_has_the_permissions_of_any_new_file),
        TEST(nothing_shows_before_the_commit),
        TEST(abandoning_leaves_the_old_file_and_nothing_else),
        TEST(a_failing_write_keeps_the_old_file_and_tells_why),
        TEST(the_write_limit_counts_over_all_writes_of_a_file),
        TEST(a_full_disk_by_file_size_limit_keeps_the_old_file),
        TEST(a_folder_that_cannot_be_made_is_an_error),
        TEST(what_a_killed_run_left_is_removed_and_nothing_else),
        TEST(what_another_run_is_writing_is_not_stale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
