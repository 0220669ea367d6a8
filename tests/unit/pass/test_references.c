/* The words of references, by what they point to and from where (house style
 * X1). */
#include "pass_fixture.h"

#include "edition/removed.h"

#define NBSP "\u00A0"

static void
resolve(struct fixture *fixture)
{
    labels_collect(&fixture->context);
    numbers_assign(&fixture->context);
    references_resolve(&fixture->context);
    typography_apply(&fixture->context);
}

/* What a paragraph of its own chapter says, with `markdown` in it. */
static const char *
said_elsewhere(struct fixture *fixture, const char *markdown)
{
    struct node *chapter = add_chapter(fixture, markdown);
    resolve(fixture);
    return text_with_pages(fixture, find_nth(chapter, NODE_PARAGRAPH, 0));
}

static void
add_target(struct fixture *fixture)
{
    add_block(fixture, 7,
              "# Krachtenveld\n\nTekst.\n\n"
              "## Stappen {#stappen}\n\nTekst.\n\n"
              "## Werkblad {#blad}\n\nTekst.\n\n"
              "![V](v.svg \"Het veld\"){#veld}\n\n"
              "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n: Rollen {#rollen}\n");
    struct node *sheet = find_nth(fixture->tree.root, NODE_SECTION, 1);
    sheet->role = TEXT("werkblad");
}

static void
in_print_a_block_has_its_number_and_page(void **state)
{
    struct fixture *fixture = *state;
    add_target(fixture);
    assert_string_equal(
        said_elsewhere(fixture, "# T\n\nDat staat in [](#bouwsteen-7)\n"),
        "Dat staat in bouwsteen" NBSP "7 op bladzijde" NBSP "58");
}

static void
other_places_have_their_own_words(void **state)
{
    static const struct {
        const char *label, *words;
    } cases[] = {
        {"stappen", "‘Stappen’ in bouwsteen" NBSP "7 op bladzijde" NBSP "58"},
        {"blad", "werkblad" NBSP "7 op bladzijde" NBSP "58"},
        {"veld", "figuur" NBSP "7.1 op bladzijde" NBSP "58"},
        {"rollen", "tabel" NBSP "7.1 op bladzijde" NBSP "58"},
        {"vooraf", "‘Vooraf’ op bladzijde" NBSP "58"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (i) { /* each label in a book of its own */
            fixture_close(state);
            fixture_open(state);
        }
        struct fixture *fixture = *state;
        add_chapter(fixture, "# Vooraf {#vooraf}\n\nTekst.\n");
        add_target(fixture);
        const char *markdown = arena_string(
            fixture->arena, arena_printf(fixture->arena, "# T\n\nLees [](#%s)",
                                         cases[i].label));
        assert_string_equal(said_elsewhere(fixture, markdown) + strlen("Lees "),
                            cases[i].words);
        assert_silent(fixture);
    }
}

static void
within_a_chapter_figures_have_no_page_and_sections_no_block(void **state)
{
    struct fixture *fixture = *state;
    struct node *block =
        add_block(fixture, 7,
                  "# K\n\nZie [](#veld) en [](#stappen).\n\n"
                  "## Stappen {#stappen}\n\n![V](v.svg \"Het veld\"){#veld}\n");
    resolve(fixture);
    assert_string_equal(
        text_with_pages(fixture, find_nth(block, NODE_PARAGRAPH, 0)),
        "Zie figuur" NBSP "7.1 en ‘Stappen’ op bladzijde" NBSP "58.");
}

static void
a_sentence_begins_with_a_capital_and_an_item_does_not(void **state)
{
    struct fixture *fixture = *state;
    add_target(fixture);
    struct node *chapter =
        add_chapter(fixture, "# T\n\n[](#bouwsteen-7) helpt. [](#veld) ook.\n\n"
                             "- [](#bouwsteen-7)\n- [](#veld), en meer.\n");
    resolve(fixture);
    assert_string_equal(
        text_with_pages(fixture, find_nth(chapter, NODE_PARAGRAPH, 0)),
        "Bouwsteen" NBSP "7 op bladzijde" NBSP "58 helpt. Figuur" NBSP
        "7.1 op bladzijde" NBSP "58 ook.");
    assert_string_equal(
        text_with_pages(fixture, find_nth(chapter, NODE_PARAGRAPH, 1)),
        "bouwsteen" NBSP "7 op bladzijde" NBSP "58");
    assert_string_equal(
        text_with_pages(fixture, find_nth(chapter, NODE_PARAGRAPH, 2)),
        "Figuur" NBSP "7.1 op bladzijde" NBSP "58, en meer.");
}

static void
words_of_the_author_stay(void **state)
{
    struct fixture *fixture = *state;
    add_target(fixture);
    assert_string_equal(
        said_elsewhere(fixture, "# T\n\nLees [dit deel](#stappen) eerst.\n"),
        "Lees dit deel eerst.");
    assert_ptr_equal(find_nth(fixture->tree.root, NODE_REFERENCE, 0)->target,
                     find_nth(fixture->tree.root, NODE_SECTION, 0));
}

static void
a_note_belongs_to_the_chapter_of_its_call(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = add_block(fixture, 7,
                                   "# K\n\nTekst.[^a]\n\n[^a]: Zie [](#veld).\n"
                                   "\n![V](v.svg \"Het veld\"){#veld}\n");
    resolve(fixture);
    struct node *note = find_nth(block, NODE_NOTE_CALL, 0)->target;
    assert_string_equal(text_with_pages(fixture, note),
                        "Zie figuur" NBSP "7.1.");
}

/* As edition_assemble does for a block that is not in the edition. */
static void
leave_out(struct fixture *fixture, const char *label, int number)
{
    map_set(&fixture->tree.removed, text_of(label),
            (void *)(uintptr_t)book_block(fixture->book, number));
}

/* Not the title: the list says that the block exists, not what is in it. */
static void
what_an_edition_leaves_out_is_in_the_full_book(void **state)
{
    struct fixture *fixture = *state;
    leave_out(fixture, "bouwsteen-7", 7);
    leave_out(fixture, "bouwsteen-8", 8);
    assert_string_equal(said_elsewhere(fixture,
                                       "# T\n\nZie [](#bouwsteen-7), of "
                                       "[de stappen](#bouwsteen-8-stappen).\n"),
                        "Zie bouwsteen" NBSP
                        "7 in het volledige boek, of de stappen (bouwsteen" NBSP
                        "8 in het volledige boek).");
    assert_silent(fixture);
}

static void
an_edition_may_refuse_such_references(void **state)
{
    struct fixture *fixture = *state;
    fixture->context.edition = &fixture->book->editions[1];
    leave_out(fixture, "bouwsteen-7", 7);
    said_elsewhere(fixture, "# T\n\nZie [](#bouwsteen-7).\n");
    assert_reported(fixture, "bouwsteen 7 is not in edition 'ervaren'");
}

static void
a_label_that_is_nowhere_is_an_error_with_a_guess(void **state)
{
    struct fixture *fixture = *state;
    add_target(fixture);
    said_elsewhere(fixture, "# T\n\nZie [](#stapen).\n");
    assert_reported(fixture, "no label 'stapen'");
    assert_reported(fixture, "did you mean 'stappen'?");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        PASS_TEST(in_print_a_block_has_its_number_and_page),
        PASS_TEST(other_places_have_their_own_words),
        PASS_TEST(within_a_chapter_figures_have_no_page_and_sections_no_block),
        PASS_TEST(a_sentence_begins_with_a_capital_and_an_item_does_not),
        PASS_TEST(words_of_the_author_stay),
        PASS_TEST(a_note_belongs_to_the_chapter_of_its_call),
        PASS_TEST(what_an_edition_leaves_out_is_in_the_full_book),
        PASS_TEST(an_edition_may_refuse_such_references),
        PASS_TEST(a_label_that_is_nowhere_is_an_error_with_a_guess),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
