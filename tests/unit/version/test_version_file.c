#include "version/version_file.h"
#include "version/versions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct fixture {
    struct arena *arena;
    struct diag *diag;
};

static int
set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){arena_new(), diag_new()};
    *state = &fixture;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fixture = *state;
    diag_free(fixture->diag);
    arena_free(fixture->arena);
    return 0;
}

static const struct source *
source_of(struct fixture *fixture, struct text content)
{
    struct source *source = ARENA_NEW(fixture->arena, struct source);
    source->path = TEXT("book/versions/0.1.digests");
    source->content = content;
    return source;
}

static bool
parses(struct fixture *fixture, const char *content)
{
    struct version_head head;
    struct version version;
    return version_parse(fixture->arena, source_of(fixture, text_of(content)),
                         &head, &version, fixture->diag);
}

#define HEAD                                                                   \
    "bouwsteen-digests 1\n# a remark\nbook: proef\nversion: 0.1\n"             \
    "key: 0123456789ab\n"

static void
what_was_written_is_read_again(void **state)
{
    struct fixture *fixture = *state;
    short_digest pieces[] = {0x1, 0xffffffffffff};
    struct version_page pages[] = {{TEXT("14a"), 7}, {TEXT("15\u201318"), 0}};
    struct version_chapter chapters[] = {
        {TEXT("titlepage"), 3, NULL, 0, NULL, 0, 0},
        {TEXT("block-7"), 5, pieces, 2, pages, 2, 0}};
    struct version_reader readers[] = {{TEXT("zorg"), chapters, 1},
                                       {TEXT("ervaren"), chapters, 2}};
    struct version version = {TEXT("0.1"), readers, 2}, again;
    struct version_head head = {TEXT("proef"), TEXT("0.1"), 9}, read;
    struct buffer out = {0};
    version_write(&head, &version, &out);
    assert_true(version_parse(fixture->arena,
                              source_of(fixture, buffer_text(&out)), &read,
                              &again, fixture->diag));
    assert_true(text_equals(read.book, "proef"));
    assert_int_equal(read.key, 9);
    assert_int_equal(again.reader_count, 2);
    assert_true(text_equals(again.readers[0].id, "ervaren"));
    assert_int_equal(again.readers[0].chapter_count, 2);
    const struct version_chapter *block = &again.readers[0].chapters[1];
    assert_true(text_equals(block->key, "block-7"));
    assert_int_equal(block->piece_count, 2);
    assert_int_equal(block->pieces[1], 0xffffffffffff);
    assert_int_equal(block->page_count, 2);
    assert_true(text_equals(block->pages[0].label, "14a"));
    assert_int_equal(block->pages[1].digest, 0);
    buffer_release(&out);
}

static void
files_with_other_line_ends_are_read(void **state)
{
    assert_true(parses(*state, "bouwsteen-digests 1\r\nbook: a\r\nversion: 1"
                               "\r\nkey: 0123456789ab\r\n"));
}

static void
a_reader_may_have_no_chapters(void **state)
{
    struct fixture *fixture = *state;
    struct version_head head;
    struct version version;
    const struct source *source =
        source_of(fixture, TEXT(HEAD "reader: ervaren 1\n"));
    assert_true(
        version_parse(fixture->arena, source, &head, &version, fixture->diag));
    assert_int_equal(version.reader_count, 1);
    assert_int_equal(version.readers[0].chapter_count, 0);
    assert_null(version.readers[0].chapters);
}

static void
other_texts_are_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "bouwsteen-digests 2\n",
        "bouwsteen-digests 1\nbook: a\nversion: 1\n",
        HEAD "piece: 0123456789ab\n",
        HEAD "reader: \n",
        HEAD "reader: b\nreader: a\n",
        HEAD "reader: a\nreader: a\n",
        HEAD "reader: a\npage: 1 -\n",
        HEAD "reader: a\nchapter: block-1\n",
        HEAD "reader: a\nchapter: block-1 0123456789AB\n",
        HEAD "reader: a\nchapter: block-1 000000000000\n",
        HEAD "reader: a\nchapter: block-1 0123456789ab\npiece: -\n",
        HEAD "reader: a\nchapter: block-1 0123456789ab\npage: 1\n",
        HEAD "reader: a\nchapter: block-1 0123456789ab\npage: 1 -\n"
             "piece: 0123456789ab\n",
        HEAD "<<<<<<< HEAD\n",
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(parses(fixture, texts[i]));
    assert_true(diag_has_errors(fixture->diag));
}

static void
names_of_versions_are_names_of_files(void **state)
{
    (void)state;
    assert_true(version_name_is_good(TEXT("0.10-rc_2")));
    assert_false(version_name_is_good(TEXT("")));
    assert_false(version_name_is_good(TEXT(".1")));
    assert_false(version_name_is_good(TEXT("../1")));
    assert_false(version_name_is_good(TEXT("1 2")));
}

/* Two readers of the same words, and the same reader under two keys. */
static void
digests_tell_nothing_without_the_key(void **state)
{
    (void)state;
    unsigned char key[VERSION_KEY_SIZE] = {1}, other[VERSION_KEY_SIZE] = {2};
    struct reader_key one = reader_key_of(key, TEXT("nieuw"));
    struct reader_key two = reader_key_of(key, TEXT("ervaren"));
    struct reader_key three = reader_key_of(other, TEXT("nieuw"));
    short_digest digest = keyed_text(&one, TEXT("geheim"));
    assert_int_equal(digest, keyed_text(&one, TEXT("geheim")));
    assert_int_not_equal(digest, keyed_text(&two, TEXT("geheim")));
    assert_int_not_equal(digest, keyed_text(&three, TEXT("geheim")));
    assert_int_not_equal(version_key_mark(key), version_key_mark(other));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_written_is_read_again, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(files_with_other_line_ends_are_read,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_texts_are_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_reader_may_have_no_chapters, set_up,
                                        tear_down),
        cmocka_unit_test(names_of_versions_are_names_of_files),
        cmocka_unit_test(digests_tell_nothing_without_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
