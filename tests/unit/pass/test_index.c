/* The index: order, letters, places, "see". */
#include "pass_fixture.h"

#include "pass/collate.h"

/* The whole index as text, a line an entry: "W\nwijk, 58\n  wijk in beeld\n".
 */
static const char *
index_of(struct fixture *fixture, const char *markdown)
{
    add_chapter(fixture, markdown);
    struct node *place = add_place(fixture, CHAPTER_INDEX);
    index_fill(&fixture->context);
    struct text all = TEXT("");
    for (struct node *node = place; (node = node_next(node, place));) {
        if (node->kind == NODE_INDEX_GROUP)
            all = arena_printf(fixture->arena, "%.*s[%.*s]\n", TEXT_PRINTF(all),
                               TEXT_PRINTF(node->text));
        else if (node->kind == NODE_INDEX_ENTRY)
            all = arena_printf(fixture->arena, "%.*s%s%s\n", TEXT_PRINTF(all),
                               node->entry.level == 2 ? "  " : "",
                               text_with_pages(fixture, node));
    }
    return arena_string(fixture->arena, all);
}

#define TERM(term) "[" term "]{.index} "

static void
entries_stand_word_by_word_under_their_letter(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(index_of(fixture,
                                 "# T\n\n" TERM("zorg") TERM("wijkagent")
                                     TERM("wijk in beeld") TERM("wijk")
                                         TERM("ijsbreker") TERM("idee")
                                             TERM("ik-boodschap") TERM("yoga")),
                        "[I]\nidee, 58\nijsbreker, 58\nik-boodschap, 58\n"
                        "[W]\nwijk, 58\nwijk in beeld, 58\nwijkagent, 58\n"
                        "[Y]\nyoga, 58\n[Z]\nzorg, 58\n");
}

static void
signs_and_accents_do_not_part_what_belongs_together(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(
        index_of(fixture,
                 "# T\n\n" TERM("co-creatie") TERM("coördinatie") TERM("coach")
                     TERM("één-op-ééngesprek") TERM("eenzaamheid")
                         TERM("'s avonds") TERM("samen") TERM("rust")),
        "[C]\ncoach, 58\nco-creatie, 58\ncoördinatie, 58\n"
        "[E]\néén-op-ééngesprek, 58\neenzaamheid, 58\n"
        "[R]\nrust, 58\n[S]\n's avonds, 58\nsamen, 58\n");
}

static void
numbers_count_by_their_value(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(
        index_of(fixture, "# T\n\n" TERM("bouwsteen 10") TERM("bouwsteen 9")
                              TERM("4-ogengesprek") TERM("10-jarige")),
        "[0–9]\n4-ogengesprek, 58\n10-jarige, 58\n"
        "[B]\nbouwsteen 9, 58\nbouwsteen 10, 58\n");
}

static void
the_letter_is_without_its_accent(void **state)
{
    struct fixture *fixture = *state;
    static const char *const cases[][2] = {
        {"íjs", "I"},       {"ĳsbreker", "I"}, {"één", "E"},  {"'t Hart", "T"},
        {"’s nachts", "S"}, {"Wmo", "W"},      {"3D", "0–9"}, {"…", "#"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text letter =
            collator_letter(fixture->arena, text_of(cases[i][0]));
        assert_string_equal(arena_string(fixture->arena, letter), cases[i][1]);
    }
}

static void
a_key_over_two_lines_is_one_key(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(
        index_of(fixture, "# T\n\n[sociaal\nwijkteam]{.index} en "
                          "[x]{.index key=\"sociaal  wijkteam\"} en "
                          "[y]{.index key=\"gesprek ! doorvragen\"}\n"),
        "[G]\ngesprek\n  doorvragen, 58\n[S]\nsociaal wijkteam, 58, 58\n");
}

static void
places_stand_in_reading_order_with_notes_where_they_are_called(void **state)
{
    struct fixture *fixture = *state;
    add_chapter(fixture, "# T\n\n[een]{.index key=\"x\"}[^n] "
                         "[drie]{.index key=\"x\"}\n\n"
                         "[^n]: [twee]{.index key=\"x\"}\n");
    struct node *place = add_place(fixture, CHAPTER_INDEX);
    index_fill(&fixture->context);
    static const char *const words[] = {"een", "twee", " drie"};
    for (int i = 0; i < 3; i++) {
        struct node *mark = find_nth(place, NODE_LOCATOR, i)->target;
        assert_string_equal(text_with_pages(fixture, mark->previous), words[i]);
    }
}

static void
see_leads_to_what_is_there_and_is_dropped_otherwise(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(index_of(fixture,
                                 "# T\n\n[opbouwwerk]{.index}\n"
                                 "[]{.index key=\"samenlevingsopbouw\" "
                                 "see=\"opbouwwerk\"}\n"
                                 "[]{.index key=\"niets\" see=\"nergens\"}\n"
                                 "[wijk]{.index seealso=\"opbouwwerk\"}\n"
                                 "[buurt]{.index seealso=\"nergens\"}\n"),
                        "[B]\nbuurt, 58\n[O]\nopbouwwerk, 58\n"
                        "[S]\nsamenlevingsopbouw, zie opbouwwerk\n"
                        "[W]\nwijk, 58, zie ook opbouwwerk\n");
}

static void
ranges_are_one_place_and_must_be_closed(void **state)
{
    struct fixture *fixture = *state;
    struct text all = text_of(
        index_of(fixture, "# T\n\n[]{.index key=\"a\" range=start} b\n\n"
                          "c []{.index key=\"a\" range=end}\n\n"
                          "[]{.index key=\"d\" range=start}\n\n"
                          "[]{.index key=\"e\" range=end}\n"));
    assert_true(text_has_prefix(all, "[A]\na, 58\n"));
    assert_reported(fixture, "index-range-unclosed");
    assert_reported(fixture, "index-range-unopened");
}

static void
a_book_without_terms_has_no_index(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(index_of(fixture, "# T\n\nTekst.\n"), "");
    assert_int_equal(fixture->tree.root->last_child->chapter.kind,
                     CHAPTER_PLAIN);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        PASS_TEST(entries_stand_word_by_word_under_their_letter),
        PASS_TEST(signs_and_accents_do_not_part_what_belongs_together),
        PASS_TEST(numbers_count_by_their_value),
        PASS_TEST(the_letter_is_without_its_accent),
        PASS_TEST(a_key_over_two_lines_is_one_key),
        PASS_TEST(
            places_stand_in_reading_order_with_notes_where_they_are_called),
        PASS_TEST(see_leads_to_what_is_there_and_is_dropped_otherwise),
        PASS_TEST(ranges_are_one_place_and_must_be_closed),
        PASS_TEST(a_book_without_terms_has_no_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
