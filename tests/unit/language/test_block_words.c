/* Words and sentences of a paragraph.  Tables give Markdown and what is found
 * in it: words parted by '|', sentences closed by '/'. */
#include "../pass/pass_fixture.h"

#include "language/block_words.h"

#define NBSP "\u00A0"
#define NARROW "\u202F"
#define HARD_HYPHEN "\u2011"
#define SOFT_HYPHEN "\u00AD"
#define JOINER "\u2060"
#define QUOTE "\u2019"

struct word_case {
    const char *markdown, *found;
};

static struct block_words
words_of(struct fixture *fixture, const struct node *block)
{
    struct block_words words;
    block_words_read(fixture->arena, block, TEXT("nl"), &words);
    return words;
}

static struct node *
paragraph_of(struct fixture *fixture, const char *markdown)
{
    struct text source = arena_text_concat(
        fixture->arena, TEXT("# T\n\n"),
        arena_text_concat(fixture->arena, text_of(markdown),
                          TEXT("\n\n[^noot]: Een andere tekst.\n")));
    struct node *chapter =
        add_chapter(fixture, arena_string(fixture->arena, source));
    return find_nth(chapter, NODE_PARAGRAPH, 0);
}

/* "Een|zin/Nog|een/" */
static const char *
said(struct fixture *fixture, const struct block_words *words)
{
    struct text said = TEXT("");
    for (size_t i = 0; i < words->items.count; i++) {
        const struct block_word *word = &words->items.items[i];
        bool starts = !i || word[-1].ends_sentence;
        said = arena_printf(fixture->arena, "%.*s%s%.*s%s", TEXT_PRINTF(said),
                            starts ? "" : "|", TEXT_PRINTF(word->text),
                            word->ends_sentence ? "/" : "");
    }
    return arena_string(fixture->arena, said);
}

static void
assert_cases(struct fixture *fixture, const struct word_case *cases,
             size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const char *markdown = cases[i].markdown;
        struct block_words words =
            words_of(fixture, paragraph_of(fixture, markdown));
        const char *found = said(fixture, &words);
        if (strcmp(found, cases[i].found) == 0)
            continue;
        print_message("%s\n  expected %s\n  found    %s\n", markdown,
                      cases[i].found, found);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

#define ASSERT_CASES(fixture, cases)                                           \
    assert_cases(fixture, cases, sizeof cases / sizeof *cases)

static void
a_word_holds_its_hyphens_apostrophes_dots_and_decimals(void **state)
{
    static const struct word_case cases[] = {
        {"Een buurvrouw, een vader", "Een|buurvrouw|een|vader/"},
        {"een twee-onder-een-kap en/of z'n foto" QUOTE "s",
         "een|twee-onder-een-kap|en/of|z'n|foto's/"},
        {"om 14.30 uur, 2,5 uur en 1.000 keer, 10–12 mensen",
         "om|14.30|uur|2,5|uur|en|1.000|keer|10|12|mensen/"},
        {"op 1, 2 of 3", "op|1|2|of|3/"},
        {"zie o.a. voorbeeld.nl", "zie|o.a|voorbeeld.nl/"},
        {"Zo.En dan", "Zo|En|dan/"},
        {"een streepje - en een -tje, 'zo'", "een|streepje|en|een|tje|zo/"},
        {"café, één, ’s ochtends", "café|één|s|ochtends/"},
        {"… – /", ""},
    };
    ASSERT_CASES((struct fixture *)*state, cases);
}

static void
what_typography_put_in_does_not_change_a_word(void **state)
{
    static const struct word_case cases[] = {
        {"vier" NBSP "uur, 20" NARROW "kg", "vier|uur|20|kg/"},
        {"een e" HARD_HYPHEN "mail", "een|e-mail/"},
        {"een buurt" SOFT_HYPHEN "huis", "een|buurthuis/"},
        {"samen" JOINER "gaan", "samengaan/"},
        {"twee\nregels\\\ndrie", "twee|regels|drie/"},
        {"Klaar." NBSP "Dan verder.", "Klaar/Dan|verder/"},
    };
    ASSERT_CASES((struct fixture *)*state, cases);
}

static void
only_what_is_read_as_text_gives_words(void **state)
{
    static const struct word_case cases[] = {
        {"Typ `make all` en wacht", "Typ|en|wacht/"},
        {"Dat [zou zo]{.sic} moeten", "Dat|moeten/"},
        {"Op <https://voorbeeld.nl/pad> staat het", "Op|staat|het/"},
        {"Op [voorbeeld.nl](https://voorbeeld.nl) staat het", "Op|staat|het/"},
        {"Mail <ons@voorbeeld.nl>. Of bel.", "Mail/Of|bel/"},
        {"Zie [](https://voorbeeld.nl). Of bel.", "Zie/Of|bel/"},
        {"Op [deze plek](https://voorbeeld.nl) staat het",
         "Op|deze|plek|staat|het/"},
        {"Een noot[^noot] staat elders", "Een|noot|staat|elders/"},
        {"Een buurt[]{.index key=\"wijk!eigen\"}huis", "Een|buurthuis/"},
        {"**Vet**gedrukt en *schuin*", "Vetgedrukt|en|schuin/"},
    };
    ASSERT_CASES((struct fixture *)*state, cases);
}

static void
a_sentence_ends_at_a_mark_before_a_capital_or_a_digit(void **state)
{
    static const struct word_case cases[] = {
        {"Een zin. Nog een.", "Een|zin/Nog|een/"},
        {"Zonder punt", "Zonder|punt/"},
        {"Komt het? Ja! Mooi… Dan niet.", "Komt|het/Ja/Mooi/Dan|niet/"},
        {"Eh... dat weet ik niet... Toch?", "Eh|dat|weet|ik|niet/Toch/"},
        {"Let op: De deur blijft dicht.", "Let|op|De|deur|blijft|dicht/"},
        {"Wacht; Dan verder.", "Wacht|Dan|verder/"},
        {"Klaar. 3 mensen blijven.", "Klaar/3|mensen|blijven/"},
        {"Klaar. zei ze.", "Klaar|zei|ze/"},
        {"Klaar. 's Avonds niet. " QUOTE "t Is mooi.",
         "Klaar/s|Avonds|niet/t|Is|mooi/"},
        {"Zo.En dan?Nee.", "Zo|En|dan|Nee/"},
        {"**Doel.** Ieder weet het.", "Doel/Ieder|weet|het/"},
    };
    ASSERT_CASES((struct fixture *)*state, cases);
}

static void
a_stop_after_an_abbreviation_ends_no_sentence(void **state)
{
    static const struct word_case cases[] = {
        {"Dr. Jansen en J. de Vries bellen.",
         "Dr|Jansen|en|J|de|Vries|bellen/"},
        {"Zie nr. 8, bijv. Utrecht.", "Zie|nr|8|bijv|Utrecht/"},
        {"Er is o.a. Utrecht. En meer.", "Er|is|o.a|Utrecht/En|meer/"},
        {"Brood, melk, enz. en kaas.", "Brood|melk|enz|en|kaas/"},
        {"Brood, melk enz. Daarna kaas.", "Brood|melk|enz/Daarna|kaas/"},
        {"Kom om 14.30 uur. Blijf tot 9. Dan gaan we.",
         "Kom|om|14.30|uur/Blijf|tot|9/Dan|gaan|we/"},
        {"Sinds 2015. In 2016 niet.", "Sinds|2015/In|2016|niet/"},
        {"Weet u o.a.? Nee.", "Weet|u|o.a/Nee/"},
    };
    ASSERT_CASES((struct fixture *)*state, cases);
}

static void
marks_within_quotes_and_parentheses_count(void **state)
{
    static const struct word_case cases[] = {
        {"Ze vraagt: \"Komt u?\" Dan lacht ze.",
         "Ze|vraagt|Komt|u/Dan|lacht|ze/"},
        {"\"Komt u?\" vraagt ze.", "Komt|u|vraagt|ze/"},
        {"“Kom.” ‘Nee.’ Stil.", "Kom/Nee/Stil/"},
        {"Dit mag (en dat). Klaar.", "Dit|mag|en|dat/Klaar/"},
        {"(Dat mag.) Klaar.", "Dat|mag/Klaar/"},
        {"Wie (hoe dan?) komt er?", "Wie|hoe|dan|komt|er/"},
        {"Ze zei \"nee\". Klaar.", "Ze|zei|nee/Klaar/"},
    };
    ASSERT_CASES((struct fixture *)*state, cases);
}

static void
a_sentence_may_end_or_begin_in_what_gives_no_words(void **state)
{
    static const struct word_case cases[] = {
        {"Typ `make`. Dan wacht je.", "Typ/Dan|wacht|je/"},
        {"Typ `a.b. C` en wacht.", "Typ|en|wacht/"},
        {"Wacht. `make` is klaar.", "Wacht/is|klaar/"},
        {"Zie o.a. `make` en meer.", "Zie|o.a|en|meer/"},
        {"Dat [is fouut]{.sic}. Dan niet.", "Dat/Dan|niet/"},
        {"Het kost 5 %. Dat kan.", "Het|kost|5/Dat|kan/"},
        {"Een zin.[^noot] Nog een[^noot]. Klaar.", "Een|zin/Nog|een/Klaar/"},
    };
    ASSERT_CASES((struct fixture *)*state, cases);
}

static void
a_reference_is_known_by_its_words_and_may_end_a_sentence(void **state)
{
    struct fixture *fixture = *state;
    add_block(fixture, 7, "# Krachtenveld\n\nTekst.\n");
    struct node *paragraph = paragraph_of(
        fixture, "Lees [](#bouwsteen-7). Dan [die](#bouwsteen-7) ook.");
    labels_collect(&fixture->context);
    numbers_assign(&fixture->context);
    references_resolve(&fixture->context);
    struct block_words words = words_of(fixture, paragraph);
    /* The page is not known yet, but has its place. */
    assert_string_equal(said(fixture, &words),
                        "Lees|bouwsteen|7|op|bladzijde|0/Dan|die|ook/");
    const struct node *reference = find_nth(paragraph, NODE_REFERENCE, 0);
    for (size_t i = 0; i < words.items.count; i++)
        assert_ptr_equal(words.items.items[i].reference,
                         i >= 1 && i <= 5 ? reference : NULL);
}

static void
a_word_follows_the_last_one_over_space_alone(void **state)
{
    struct fixture *fixture = *state;
    static const bool follows[] = {false, true, true, false, false, false};
    struct block_words words =
        words_of(fixture, paragraph_of(fixture, "dat dat" NBSP
                                                "dat, dat `x` dat - dat"));
    assert_int_equal(words.items.count, sizeof follows / sizeof *follows);
    for (size_t i = 0; i < words.items.count; i++)
        assert_int_equal(words.items.items[i].follows, follows[i]);
}

static void
words_of_another_language_are_marked(void **state)
{
    struct fixture *fixture = *state;
    struct block_words words = words_of(
        fixture, paragraph_of(fixture, "Zo heet [community work]{lang=en} nu"));
    for (size_t i = 0; i < words.items.count; i++)
        assert_int_equal(words.items.items[i].is_foreign, i == 2 || i == 3);
}

static void
the_last_character_of_a_block_is_told(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *markdown;
        unsigned last;
    } cases[] = {{"een punt.", '.'},  {"een; ", ';'}, {"*schuin!*", '!'},
                 {"typ `x`", 0xFFFC}, {"niets", 's'}, {"noot.[^noot]", '.'}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            words_of(fixture, paragraph_of(fixture, cases[i].markdown)).last,
            cases[i].last);
}

static void
a_word_is_found_where_it_was_written(void **state)
{
    struct fixture *fixture = *state;
    struct node *paragraph = paragraph_of(
        fixture, "Een \"eerste\" zin -- met een *fouut* zin erin.");
    typography_apply(&fixture->context);
    struct block_words words = words_of(fixture, paragraph);
    for (size_t i = 0; i < words.items.count; i++) {
        const struct block_word *word = &words.items.items[i];
        struct text found = span_text(block_word_span(word));
        assert_true(text_equal(found, word->text));
    }
    /* "zin" stands there twice. */
    assert_true(block_word_span(&words.items.items[2]).start <
                block_word_span(&words.items.items[6]).start);
}

static void
letters_with_stops_between_them_are_dotted(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        bool is_dotted;
    } cases[] = {{"o.a", true},   {"d.w.z", true}, {"é.v", true},
                 {"a", false},    {"oa", false},   {"o.aa", false},
                 {"14.3", false}, {"x.nl", false}, {"", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(word_is_dotted(text_of(cases[i].word)),
                         cases[i].is_dotted);
}

static void
lower_case_reaches_letters_with_marks(void **state)
{
    struct fixture *fixture = *state;
    assert_true(
        text_equals(word_lower(fixture->arena, TEXT("ÉÉN-Ĳ")), "één-ĳ"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        PASS_TEST(a_word_holds_its_hyphens_apostrophes_dots_and_decimals),
        PASS_TEST(what_typography_put_in_does_not_change_a_word),
        PASS_TEST(only_what_is_read_as_text_gives_words),
        PASS_TEST(a_sentence_ends_at_a_mark_before_a_capital_or_a_digit),
        PASS_TEST(a_stop_after_an_abbreviation_ends_no_sentence),
        PASS_TEST(marks_within_quotes_and_parentheses_count),
        PASS_TEST(a_sentence_may_end_or_begin_in_what_gives_no_words),
        PASS_TEST(a_reference_is_known_by_its_words_and_may_end_a_sentence),
        PASS_TEST(a_word_follows_the_last_one_over_space_alone),
        PASS_TEST(words_of_another_language_are_marked),
        PASS_TEST(the_last_character_of_a_block_is_told),
        PASS_TEST(a_word_is_found_where_it_was_written),
        PASS_TEST(letters_with_stops_between_them_are_dotted),
        PASS_TEST(lower_case_reaches_letters_with_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
