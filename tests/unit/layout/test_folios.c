#include "layout/folios.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define DASH "\xE2\x80\x93"

enum { MOST = 16 };

/* Chapters of an old print, by their labels; "-" before one: it was blank. */
static struct version_chapter
chapter(struct version_page *pages, size_t first, const char *labels)
{
    struct version_chapter chapter = {.pages = pages, .first_page = first};
    struct text rest = text_of(labels), word;
    while (text_next_word(&rest, &word)) {
        bool blank = word.data[0] == '-';
        pages[chapter.page_count++] = (struct version_page){
            text_slice(word, blank, word.size), blank ? 0 : 1};
    }
    return chapter;
}

static void
assert_labels(const struct folio_unit *units, size_t count, size_t pages,
              const char *expected)
{
    struct arena *arena = arena_new();
    struct text *labels = folios_label(arena, units, count, pages);
    struct text rest = text_of(expected), word;
    for (size_t i = 0; i < pages; i++) {
        assert_true(text_next_word(&rest, &word));
        assert_string_equal(arena_string(arena, word),
                            arena_string(arena, labels[i]));
    }
    arena_free(arena);
}

static void
what_stays_keeps_its_numbers(void **state)
{
    struct version_page pages[2][MOST];
    struct version_chapter old[2] = {chapter(pages[0], 0, "1 2 3 -4"),
                                     chapter(pages[1], 4, "5 6")};
    struct folio_unit units[2] = {{&old[0], 0, 3}, {&old[1], 4, 2}};
    (void)state;
    assert_labels(units, 2, 6, "1 2 3 4 5 6");
    assert_false(folios_is_new_blank(&units[0], 0));
    assert_false(folios_turn(&old[1], 4));
    assert_true(folios_turn(&old[1], 5));
}

static void
what_grows_goes_on_with_letters(void **state)
{
    struct version_page pages[2][MOST];
    struct version_chapter old[2] = {chapter(pages[0], 0, "1 2"),
                                     chapter(pages[1], 2, "3 4")};
    struct folio_unit units[2] = {{&old[0], 0, 3}, {&old[1], 4, 2}};
    (void)state;
    assert_labels(units, 2, 6, "1 2 2a 2b 3 4");
    assert_true(folios_is_new_blank(&units[0], 0));
    units[0].count = 30;
    units[1].first = 30;
    assert_labels(units, 2, 32,
                  "1 2 2a 2b 2c 2d 2e 2f 2g 2h 2i 2j 2k 2l 2m 2n 2o 2p 2q 2r "
                  "2s 2t 2u 2v 2w 2x 2y 2z 2aa 2ab 3 4");
}

static void
what_shrinks_ends_on_a_range_or_a_blank_page(void **state)
{
    struct version_page pages[2][MOST];
    struct version_chapter old[2] = {chapter(pages[0], 0, "1 2 3 4 5 6"),
                                     chapter(pages[1], 6, "7 8")};
    struct folio_unit two[2] = {{&old[0], 0, 4}, {&old[1], 4, 2}};
    struct folio_unit three[2] = {{&old[0], 0, 3}, {&old[1], 4, 2}};
    (void)state;
    assert_labels(two, 2, 6, "1 2 3 4" DASH "6 7 8");
    assert_labels(three, 2, 6, "1 2 3" DASH "5 6 7 8");
    assert_true(folios_is_new_blank(&three[0], 0));
}

static void
a_range_grows_again(void **state)
{
    struct version_page pages[2][MOST];
    struct version_chapter old[2] = {chapter(pages[0], 0, "1 2" DASH "4"),
                                     chapter(pages[1], 2, "5 6")};
    struct folio_unit units[2] = {{&old[0], 0, 4}, {&old[1], 4, 2}};
    (void)state;
    assert_labels(units, 2, 6, "1 2 4a 4b 5 6");
}

static void
new_chapters_are_numbered_on_and_no_number_comes_twice(void **state)
{
    struct version_page pages[3][MOST];
    struct version_chapter old[3] = {chapter(pages[0], 0, "1 2"),
                                     chapter(pages[1], 2, "2a 2b"),
                                     chapter(pages[2], 4, "3 4")};
    struct folio_unit before[3] = {
        {&old[0], 0, 2}, {NULL, 2, 2}, {&old[2], 4, 2}};
    struct folio_unit after[3] = {
        {&old[0], 0, 4}, {&old[1], 4, 2}, {&old[2], 6, 2}};
    (void)state;
    assert_labels(before, 3, 6, "1 2 2a 2b 3 4");
    assert_labels(after, 3, 8, "1 2 2.1 2.2 2a 2b 3 4");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stays_keeps_its_numbers),
        cmocka_unit_test(what_grows_goes_on_with_letters),
        cmocka_unit_test(what_shrinks_ends_on_a_range_or_a_blank_page),
        cmocka_unit_test(a_range_grows_again),
        cmocka_unit_test(
            new_chapters_are_numbered_on_and_no_number_comes_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
