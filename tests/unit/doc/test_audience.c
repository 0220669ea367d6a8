#include "doc/audience.h"
#include "read/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const char manifest_text[] =
    "title: P\nlanguage: nl\n"
    "audiences: {nieuw: N, ervaren: E, inkijkje: I}\n"
    "groups:\n"
    "  alle: [medewerkers, partners]\n"
    "  medewerkers: [nieuw, ervaren]\n"
    "  partners: [inkijkje, profiles]\n"
    "editions: {nieuw: {chapters: [a.md]}}\n";

enum { NIEUW = 1, ERVAREN = 2, INKIJKJE = 4, EVERYONE = 7 };

struct fixture {
    struct arena *arena;
    struct diag *diag;
    struct book *book;
    struct source source;
};

static struct book *
parse(struct fixture *fixture, const char *yaml)
{
    struct folder folder = {TEXT("."), TEXT(".")};
    fixture->source = (struct source){TEXT("book.yaml"), text_of(yaml)};
    return manifest_parse(fixture->arena, &folder, &fixture->source,
                          fixture->diag);
}

static int
set_up(void **state)
{
    static struct fixture fixture;
    fixture.arena = arena_new();
    fixture.diag = diag_new();
    fixture.book = parse(&fixture, manifest_text);
    assert_int_equal(diag_count(fixture.diag, DIAG_ERROR), 0);
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

static uint64_t
atoms(struct fixture *fixture, const char *value, uint64_t parent)
{
    struct attribute attribute = {.key = TEXT("audience"),
                                  .value = text_of(value)};
    struct atoms outer = {{parent}};
    struct atoms inner = audience_atoms(fixture->book, &attribute, &outer,
                                        fixture->arena, fixture->diag);
    return inner.words[0];
}

static size_t
errors(struct fixture *fixture)
{
    return diag_count(fixture->diag, DIAG_ERROR);
}

static void
names_and_groups_add_up(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(atoms(fixture, "nieuw", EVERYONE), NIEUW);
    assert_int_equal(atoms(fixture, "nieuw inkijkje", EVERYONE),
                     NIEUW | INKIJKJE);
    assert_int_equal(atoms(fixture, "medewerkers", EVERYONE), NIEUW | ERVAREN);
    assert_int_equal(atoms(fixture, "alle", EVERYONE), EVERYONE);
    assert_int_equal(errors(fixture), 0);
}

static void
nothing_widens_what_the_parent_sees(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(atoms(fixture, "alle", NIEUW), NIEUW);
    assert_int_equal(atoms(fixture, "all", ERVAREN), ERVAREN);
    assert_int_equal(atoms(fixture, "not nieuw", NIEUW | ERVAREN), ERVAREN);
    assert_int_equal(atoms(fixture, "medewerkers not nieuw", EVERYONE),
                     ERVAREN);
    assert_int_equal(errors(fixture), 0);
}

static void
an_empty_intersection_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(atoms(fixture, "ervaren", NIEUW), 0);
    assert_int_equal(errors(fixture), 1);
}

static void
an_unknown_name_hides_everything(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(atoms(fixture, "nieuw ervarn", EVERYONE), 0);
    assert_int_equal(errors(fixture), 1);
}

static void
not_without_a_name_hides_everything(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(atoms(fixture, "nieuw not", EVERYONE), 0);
    assert_int_equal(errors(fixture), 1);
}

static void
nothing_written_hides_everything(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(atoms(fixture, "  ", EVERYONE), 0);
    assert_int_equal(errors(fixture), 1);
}

static void
files_name_neither_all_nor_not(void **state)
{
    struct fixture *fixture = *state;
    struct attribute value = {.value = TEXT("all")};
    struct atoms atoms = audience_file_atoms(fixture->book, &value,
                                             fixture->arena, fixture->diag);
    assert_true(atoms_is_empty(&atoms));
    value.value = TEXT("medewerkers not nieuw");
    atoms = audience_file_atoms(fixture->book, &value, fixture->arena,
                                fixture->diag);
    assert_true(atoms_is_empty(&atoms));
    assert_int_equal(errors(fixture), 2);
}

static void
names_one_edit_apart_are_an_error(void **state)
{
    struct fixture *fixture = *state;
    audience_check_names(fixture->book, fixture->arena, fixture->diag);
    assert_int_equal(errors(fixture), 0);
    struct book *book =
        parse(fixture, "title: P\nlanguage: nl\n"
                       "audiences: {nieuw: N, niewu: M}\n"
                       "editions: {nieuw: {chapters: [a.md]}}\n");
    audience_check_names(book, fixture->arena, fixture->diag);
    assert_int_equal(errors(fixture), 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(names_and_groups_add_up),
        TEST(nothing_widens_what_the_parent_sees),
        TEST(an_empty_intersection_is_an_error),
        TEST(an_unknown_name_hides_everything),
        TEST(not_without_a_name_hides_everything),
        TEST(nothing_written_hides_everything),
        TEST(files_name_neither_all_nor_not),
        TEST(names_one_edit_apart_are_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
