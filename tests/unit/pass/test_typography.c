/* House style on text, beyond the rules of tests/data/typography-cases.tsv:
 * what surrounds a mark, where the text breaks, and what is left alone.
 *
 * In the expected texts ~ stands for a no-break space, = for a no-break
 * hyphen, and word joiners are left out. */
#include "pass_fixture.h"

#include "base/buffer.h"
#include "base/utf8.h"

static const char *
shown(struct fixture *fixture, const struct node *node)
{
    struct text text = node_plain_text(fixture->arena, node);
    struct buffer out = {0};
    for (size_t at = 0; at < text.size;) {
        unsigned code_point = utf8_next(text, &at);
        if (code_point != 0x2060)
            buffer_append_code_point(&out, code_point == 0xA0     ? '~'
                                           : code_point == 0x2011 ? '='
                                                                  : code_point);
    }
    text = arena_text(fixture->arena, buffer_text(&out));
    buffer_release(&out);
    return arena_string(fixture->arena, text);
}

/* Each as the only paragraph of a chapter. */
static void
check(void **state, const char *const cases[][2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct fixture *fixture = *state;
        struct text markdown =
            arena_printf(fixture->arena, "# T\n\n%s\n", cases[i][0]);
        struct node *chapter =
            add_chapter(fixture, arena_string(fixture->arena, markdown));
        typography_apply(&fixture->context);
        const char *found =
            shown(fixture, find_nth(chapter, NODE_PARAGRAPH, 0));
        if (strcmp(found, cases[i][1]))
            fail_msg("%s\n  expected %s\n  found    %s", cases[i][0],
                     cases[i][1], found);
        node_remove(chapter);
    }
}
#define CHECK(cases) check(state, cases, sizeof cases / sizeof *cases)

static void
quotes_pair_and_nest_whichever_are_typed(void **state)
{
    static const char *const cases[][2] = {
        {"Een 'woord' en \"nog een\".", "Een ‘woord’ en ‘nog een’."},
        {"'Zij zei: \"nee\".'", "‘Zij zei: “nee”.’"},
        {"\"Zij zei: \"nee\".\"", "‘Zij zei: “nee”.’"},
        {"\"*Zij* zei '*ja*'\" zacht", "‘Zij zei “ja”’ zacht"},
        {"(\"haakjes\") [\"recht\"] \"wie?\"", "(‘haakjes’) [‘recht’] ‘wie?’"},
        {"“Krom” blijft, met \"recht\" erin",
         "“Krom” blijft, met ‘recht’ erin"},
        {"“Krom met \"recht\" erin”", "“Krom met ‘recht’ erin”"},
        {"\"Ja,\" zei hij, \"nee.\"", "‘Ja,’ zei hij, ‘nee.’"},
        {"een plaat van 12\" breed", "een plaat van 12\" breed"},
    };
    CHECK(cases);
}

static void
apostrophes_are_never_opening_quotes(void **state)
{
    static const char *const cases[][2] = {
        {"'n huis, d'r tas, m'n fiets, auto's",
         "’n~huis, d’r tas, m’n fiets, auto’s"},
        {"in '68 en de '70-ers", "in ’68 en de ’70=ers"},
        {"ja, 'tuurlijk", "ja, ’tuurlijk"},
        {"rock 'n' roll", "rock ’n’ roll"},
        {"\u2018s avonds", "’s~avonds"},
        {"'twee' 's avonds", "‘twee’ ’s~avonds"},
        {"Hans' fiets en 'Hans' jas", "Hans’ fiets en ‘Hans’ jas"},
    };
    CHECK(cases);
}

static void
a_clipped_word_gives_its_capital_away_at_the_start_of_a_sentence(void **state)
{
    static const char *const cases[][2] = {
        {"Kom. 's avonds kan ook.", "Kom. ’s~Avonds kan ook."},
        {"Kom! 't ijs is dik.", "Kom! ’t~IJs is dik."},
        {"\"'s avonds,\" zei zij.", "‘’s~Avonds,’ zei zij."},
        {"Kom (bijv. 's avonds).", "Kom (bijv. ’s~avonds)."},
        {"Kom o.a. 's avonds.", "Kom o.a. ’s~avonds."},
        {"Zij zei: \"Kom.\" 's avonds kwam hij.",
         "Zij zei: ‘Kom.’ ’s~Avonds kwam hij."},
        {"'s avonds doen we drie dingen:", "’s~Avonds doen we drie dingen:"},
        {"- 's avonds koken", "’s~avonds koken"},
        {"'s-Hertogenbosch is mooi.", "’s=Hertogenbosch is mooi."},
    };
    CHECK(cases);
}

static void
a_title_begins_a_sentence(void **state)
{
    struct fixture *fixture = *state;
    struct node *chapter =
        add_chapter(fixture, "# 't gesprek\n\n![ 's avonds](v.svg)\n");
    typography_apply(&fixture->context);
    assert_string_equal(shown(fixture, find_nth(chapter, NODE_HEADING, 0)),
                        "’t~Gesprek");
}

static void
dashes_keep_to_the_word_before_them(void **state)
{
    static const char *const cases[][2] = {
        {"a -- b", "a~– b"},
        {"a - b", "a~– b"},
        {"a – b", "a~– b"},
        {"a — b", "a~– b"},
        {"a--b", "a–b"},
        {"-- zo", "– zo"},
        {"a --- b", "a --- b"},
        {"gebruik nooit ----", "gebruik nooit ----"},
        {"2012 - 2016", "2012 - 2016"},
    };
    CHECK(cases);
}

static void
ranges_are_of_numbers_and_of_nothing_else(void **state)
{
    static const char *const cases[][2] = {
        {"9.00-12.30 uur", "9.00–12.30~uur"},
        {"09.00-12.30", "09.00–12.30"},
        {"0-4 jaar", "0–4~jaar"},
        {"3--5", "3–5"},
        {"2012–2016", "2012–2016"},
        {"10.000-12.000", "10.000–12.000"},
        {"1,5-2 uur", "1,5–2~uur"},
        {"op 23-11-2026", "op 23=11=2026"},
        {"op 2026-11-23.", "op 2026=11=23."},
        {"tel. 06-12345678", "tel. 06=12345678"},
        {"tel. 024-3291234", "tel. 024=3291234"},
        {"ISBN 978-90-1234-567-8", "ISBN 978=90=1234=567=8"},
        {"versie 1.2.3-4", "versie 1.2.3=4"},
        {"een 1-op-1-gesprek", "een 1=op=1=gesprek"},
    };
    CHECK(cases);
}

static void
hyphens_hold_what_is_too_short_to_stand_alone(void **state)
{
    static const char *const cases[][2] = {
        {"x-as, T-shirt, plan-B", "x=as, T=shirt, plan=B"},
        {"co-ouder en ex-man", "co=ouder en ex-man"},
        {"24-uurs, 10-jarig, 2026-plan", "24=uurs, 10=jarig, 2026-plan"},
        {"wijk- en buurtraad", "wijk- en buurtraad"},
        {"(-middagen en/-avonden)", "(=middagen en/=avonden)"},
        {"sociaal-cultureel", "sociaal-cultureel"},
    };
    CHECK(cases);
}

static void
dots_become_one_ellipsis_and_lines_to_fill_in_stay(void **state)
{
    static const char *const cases[][2] = {
        {"ja ... nee", "ja~… nee"},           {"wach...", "wach…"},
        {"wachtte....", "wachtte…"},          {"...en toen", "…en toen"},
        {"Naam: ........", "Naam: ........"}, {"Zie a..b", "Zie a..b"},
    };
    CHECK(cases);
}

static void
amounts_get_points_and_codes_do_not(void **state)
{
    static const char *const cases[][2] = {
        {"1250, 10000, 1000000", "1250, 10.000, 1.000.000"},
        {"12345,67 en 10.000", "12.345,67 en 10.000"},
        {"€25 en € 25", "€~25 en €~25"},
        {"€10000", "€~10.000"},
        {"12000000 euro", "12.000.000~euro"},
        {"KvK 12345678", "KvK 12345678"},
        {"postbus 30435", "postbus 30435"},
        {"zaaknummer: 12345", "zaaknummer: 12345"},
        {"00000 en 6511AB", "00000 en 6511AB"},
        {"12345678 los", "12345678 los"},
        {"25 % en 3 %-regel", "25% en 3%-regel"},
    };
    CHECK(cases);
}

static void
numbers_and_titles_keep_to_what_they_belong_to(void **state)
{
    static const char *const cases[][2] = {
        {"figuur 3, pagina 12, stappen 3", "figuur~3, pagina~12, stappen~3"},
        {"in 3D bouwsteen 3D", "in 3D bouwsteen 3D"},
        {"mei 2026, op 1 mei", "mei~2026, op 1~mei"},
        {"mei 12", "mei 12"},
        {"dr. Jansen en mevr. De Vries", "dr.~Jansen en mevr.~De Vries"},
        {"nr. 4, blz. 12, art. 5", "nr.~4, blz.~12, art.~5"},
        {"de dr. zei", "de dr. zei"},
        {"een stop. 12 stoppen", "een stop. 12 stoppen"},
        {"1 Fundament · 2 De wijk", "1 Fundament~· 2~De wijk"},
        {"in 4 De wijk, 12 mensen", "in 4 De wijk, 12 mensen"},
    };
    CHECK(cases);
}

/* Editors wrap their lines anywhere. */
static void
the_end_of_a_source_line_is_a_space_like_others(void **state)
{
    static const char *const cases[][2] = {
        {"zie p.\n12", "zie p.~12"},
        {"woord\n-- tussenzin", "woord~– tussenzin"},
        {"'s\navonds", "’s~avonds"},
        {"25\n%", "25%"},
        {"*bouwsteen*\n7", "bouwsteen~7"},
        {"een\n'woord'", "een ‘woord’"},
        {"een woord\nen nog een", "een woord en nog een"},
    };
    CHECK(cases);
}

static void
a_hard_break_stays_one(void **state)
{
    struct fixture *fixture = *state;
    struct node *chapter =
        add_chapter(fixture, "# T\n\nzie p.\\\n12 en\\\n-- a");
    typography_apply(&fixture->context);
    find_nth(chapter, NODE_HARD_BREAK, 1);
    assert_string_equal(shown(fixture, find_nth(chapter, NODE_PARAGRAPH, 0)),
                        "zie p. 12 en – a");
}

static void
code_and_other_languages_are_left_alone(void **state)
{
    static const char *const cases[][2] = {
        {"`\"a\" -- b...` en \"c\"", "\"a\" -- b... en ‘c’"},
        {"[\"a\" -- 10000...]{lang=fr}", "\"a\" -- 10000..."},
        {"[He said \"don't 'go'\" -- 10000 %]{lang=en}",
         "He said “don’t ‘go’”~– 10000 %"},
    };
    CHECK(cases);
}

static void
alternative_texts_and_captions_follow_the_style_too(void **state)
{
    struct fixture *fixture = *state;
    struct node *chapter = add_chapter(
        fixture, "# T\n\n![Een \"plaat\" -- 3](v.svg \"'n ding\")\n");
    typography_apply(&fixture->context);
    struct text alt = find_nth(chapter, NODE_IMAGE, 0)->text;
    assert_string_equal(arena_string(fixture->arena, alt),
                        "Een ‘plaat’\u00A0– 3");
    assert_string_equal(shown(fixture, find_nth(chapter, NODE_CAPTION, 0)),
                        "’n~ding");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        PASS_TEST(quotes_pair_and_nest_whichever_are_typed),
        PASS_TEST(apostrophes_are_never_opening_quotes),
        PASS_TEST(
            a_clipped_word_gives_its_capital_away_at_the_start_of_a_sentence),
        PASS_TEST(a_title_begins_a_sentence),
        PASS_TEST(dashes_keep_to_the_word_before_them),
        PASS_TEST(ranges_are_of_numbers_and_of_nothing_else),
        PASS_TEST(hyphens_hold_what_is_too_short_to_stand_alone),
        PASS_TEST(dots_become_one_ellipsis_and_lines_to_fill_in_stay),
        PASS_TEST(amounts_get_points_and_codes_do_not),
        PASS_TEST(numbers_and_titles_keep_to_what_they_belong_to),
        PASS_TEST(the_end_of_a_source_line_is_a_space_like_others),
        PASS_TEST(a_hard_break_stays_one),
        PASS_TEST(code_and_other_languages_are_left_alone),
        PASS_TEST(alternative_texts_and_captions_follow_the_style_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
