#include "read/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "title: Proef\nlanguage: nl\n"
#define AUDIENCES "audiences: {nieuw: N, ervaren: E}\n"

struct fixture {
    struct arena *arena;
    struct diag *diag;
    char *messages;
};

static int
set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){arena_new(), diag_new(), NULL};
    *state = &fixture;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fixture = *state;
    free(fixture->messages);
    diag_free(fixture->diag);
    arena_free(fixture->arena);
    return 0;
}

static struct book *
parse(struct fixture *fixture, const char *yaml)
{
    struct folder folder = {TEXT("."), TEXT(".")};
    struct source *source = ARENA_NEW(fixture->arena, struct source);
    *source = (struct source){TEXT("book.yaml"), text_of(yaml)};
    return manifest_parse(fixture->arena, &folder, source, fixture->diag);
}

/* Is this manifest's only error the one with the slug, at line:column? */
static void
expect_error(struct fixture *fixture, const char *yaml, const char *place,
             const char *slug)
{
    size_t size;
    parse(fixture, yaml);
    FILE *out = open_memstream(&fixture->messages, &size);
    diag_print(fixture->diag, out, DIAG_TEXT);
    fclose(out);
    char start[64], end[64];
    snprintf(start, sizeof start, "book.yaml:%s: error:", place);
    snprintf(end, sizeof end, "[%s]", slug);
    if (strncmp(fixture->messages, start, strlen(start)) ||
        !strstr(fixture->messages, end) ||
        diag_count(fixture->diag, DIAG_ERROR) != 1)
        fail_msg("wanted %s %s, got:\n%s", start, end, fixture->messages);
}

static void
three_lines_make_a_plain_book(void **state)
{
    struct fixture *fixture = *state;
    struct book *book =
        parse(fixture, "title: Één boek!\nlanguage: nl\nchapters: [a.md]\n");
    assert_int_equal(diag_count(fixture->diag, DIAG_ERROR), 0);
    assert_true(book->plain);
    assert_int_equal(book->edition_count, 1);
    const struct edition *edition = &book->editions[0];
    assert_true(text_equals(edition->id, "een-boek"));
    assert_true(text_equals(book->name, "een-boek"));
    assert_int_equal(edition->atom, -1);
    assert_true(edition->pdf && edition->epub);
    assert_int_equal(edition->outline_count, 4);
    assert_int_equal(edition->outline[0].kind, OUTLINE_TITLEPAGE);
    assert_int_equal(edition->outline[1].kind, OUTLINE_CONTENTS);
    assert_int_equal(edition->outline[2].kind, OUTLINE_FILE);
    assert_int_equal(edition->outline[3].kind, OUTLINE_INDEX);
}

static void
an_edition_takes_what_it_does_not_say_from_the_book(void **state)
{
    struct fixture *fixture = *state;
    struct book *book = parse(
        fixture, HEAD AUDIENCES
        "variables: {a: een, b: twee}\nroles: {waarom: Waarom, wat: Wat}\n"
        "depths: {short: [wat]}\nblocks: {7: Zeven, 8: Acht}\n"
        "editions:\n"
        "  nieuw:\n"
        "    targets: [epub]\n"
        "    references: reworded\n"
        "    definitions: beside\n"
        "    variables: {b: drie}\n"
        "    chapters:\n"
        "      - front: [contents, voor.md]\n"
        "      - part: Deel\n"
        "        number: 3\n"
        "        chapters: [7, 8: short]\n"
        "      - back: [index]\n");
    assert_int_equal(diag_count(fixture->diag, DIAG_ERROR), 0);
    const struct edition *edition = &book->editions[0];
    assert_int_equal(edition->atom, 0);
    assert_true(text_equals(edition->title, "Proef"));
    assert_true(!edition->pdf && edition->epub);
    assert_int_equal(edition->references, REFERENCES_REWORDED);
    assert_true(edition->explains_beside);
    assert_int_equal(edition->variable_count, 2);
    assert_true(text_equals(edition->variables[1].value, "drie"));
    assert_int_equal(edition->outline_count, 5);
    const struct outline_entry *part = &edition->outline[3];
    assert_int_equal(part->kind, OUTLINE_PART);
    assert_int_equal(part->number, 3);
    assert_int_equal(part->entry_count, 2);
    assert_null(part->entries[0].depth);
    assert_int_equal(part->entries[1].depth->roles, 2);
    assert_int_equal(edition->outline[2].matter, MATTER_FRONT);
    assert_int_equal(edition->outline[4].matter, MATTER_BACK);
}

#define EDITION "editions: {nieuw: {chapters: [a.md]}}\n"
#define ERROR_TEST(name, yaml, place, slug)                                    \
    static void name(void **state)                                             \
    {                                                                          \
        expect_error(*state, yaml, place, slug);                               \
    }

ERROR_TEST(an_unknown_key, HEAD "chaptes: [a.md]\nchapters: [a.md]\n", "3:1",
           "yaml-key-unknown")
ERROR_TEST(an_unknown_key_of_an_edition,
           HEAD AUDIENCES "editions: {nieuw: {titel: x, chapters: [a.md]}}\n",
           "4:20", "yaml-key-unknown")
ERROR_TEST(a_missing_title, "language: nl\nchapters: [a.md]\n", "1:1",
           "yaml-key-missing")
ERROR_TEST(a_reserved_edition,
           HEAD AUDIENCES
           "editions: {build: {reads: nieuw, chapters: [a.md]}}\n",
           "4:12", "name-reserved")
ERROR_TEST(an_edition_that_reads_as_a_group,
           HEAD AUDIENCES "groups: {samen: [nieuw, ervaren]}\n"
                          "editions: {x: {reads: samen, chapters: [a.md]}}\n",
           "5:23", "audience-group")
ERROR_TEST(an_edition_that_reads_as_nobody,
           HEAD AUDIENCES "editions: {nieuwe: {chapters: [a.md]}}\n", "4:12",
           "audience-undeclared")
ERROR_TEST(groups_in_a_circle,
           HEAD AUDIENCES "groups: {a1: [b2], b2: [a1]}\n" EDITION, "4:10",
           "group-cycle")
ERROR_TEST(a_group_of_an_unknown_name,
           HEAD AUDIENCES "groups: {samen: [nieuw, erva]}\n" EDITION, "4:25",
           "audience-undeclared")
ERROR_TEST(a_group_named_as_an_atom,
           HEAD AUDIENCES "groups: {nieuw: [ervaren]}\n" EDITION, "4:10",
           "name-twice")
ERROR_TEST(a_depth_of_an_unknown_role,
           HEAD AUDIENCES "roles: {wat: Wat}\ndepths: {kort: [wta]}\n" EDITION,
           "5:17", "role-undeclared")
ERROR_TEST(an_unlisted_block,
           HEAD AUDIENCES "blocks: {7: Zeven}\n"
                          "editions: {nieuw: {chapters: [7, 8]}}\n",
           "5:34", "block-unlisted")
ERROR_TEST(an_unknown_depth,
           HEAD AUDIENCES "blocks: {7: Zeven}\n"
                          "editions: {nieuw: {chapters: [{7: kort}]}}\n",
           "5:35", "depth-undeclared")
ERROR_TEST(a_chapter_twice, HEAD "chapters: [a.md, b.md, a.md]\n", "3:24",
           "name-twice")
ERROR_TEST(no_chapters, HEAD "chapters: []\n", "1:8", "outline-empty")
ERROR_TEST(an_unknown_target, HEAD "targets: [pfd]\nchapters: [a.md]\n", "3:11",
           "value-unknown")
ERROR_TEST(a_date_that_is_none, HEAD "date: 2026-13-01\nchapters: [a.md]\n",
           "3:7", "value-invalid")
ERROR_TEST(a_language_that_is_none,
           "title: P\nlanguage: Nederlandstalig\nchapters: [a.md]\n", "2:11",
           "value-invalid")
ERROR_TEST(a_name_with_capitals,
           HEAD "audiences: {Nieuw: N}\n"
                "editions: {x: {chapters: [a.md]}}\n",
           "3:13", "name-invalid")

static void
a_long_title_makes_a_short_name_of_whole_words(void **state)
{
    struct fixture *fixture = *state;
    const struct book *book =
        parse(fixture, "title: Een boek met een titel die veel en veel te lang "
                       "is om nog als naam van een bestand te dienen\n"
                       "language: nl\nchapters: [a.md]\n");
    assert_true(text_equals(
        book->name,
        "een-boek-met-een-titel-die-veel-en-veel-te-lang-is-om-nog"));
    struct text title = TEXT("");
    for (int i = 0; i < 300; i++)
        title = arena_text_concat(fixture->arena, title, TEXT("x"));
    book = parse(fixture,
                 arena_printf(fixture->arena,
                              "title: %.*s\nlanguage: nl\nchapters: [a.md]\n",
                              TEXT_PRINTF(title))
                     .data);
    assert_int_equal(book->name.size, 60);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(three_lines_make_a_plain_book),
        TEST(an_edition_takes_what_it_does_not_say_from_the_book),
        TEST(an_unknown_key),
        TEST(an_unknown_key_of_an_edition),
        TEST(a_missing_title),
        TEST(a_reserved_edition),
        TEST(an_edition_that_reads_as_a_group),
        TEST(an_edition_that_reads_as_nobody),
        TEST(groups_in_a_circle),
        TEST(a_group_of_an_unknown_name),
        TEST(a_group_named_as_an_atom),
        TEST(a_depth_of_an_unknown_role),
        TEST(an_unlisted_block),
        TEST(an_unknown_depth),
        TEST(a_chapter_twice),
        TEST(no_chapters),
        TEST(an_unknown_target),
        TEST(a_date_that_is_none),
        TEST(a_language_that_is_none),
        TEST(a_name_with_capitals),
        TEST(a_long_title_makes_a_short_name_of_whole_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
