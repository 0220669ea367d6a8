/* The gold words, the typography cases H1-H20, and libhyphen as referee. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/utf8.h"
#include "font/hyphenate.h"
#include "font/pattern.h"
#include "font/syllable.h"

#include <hyphen.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct diag *diag;
static struct hyphenator *hyphenator;

static int
setup(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    arena = arena_new();
    diag = diag_new();
    hyphenator = hyphenator_open(arena, TEXT("nl"), folders, 1, diag);
    return hyphenator && !diag_has_errors(diag) ? 0 : 1;
}

static int
teardown(void **state)
{
    (void)state;
    hyphenator_close(hyphenator);
    diag_free(diag);
    arena_free(arena);
    return 0;
}

/* "bui·ten" with minima, as the layout asks. */
static struct text
marked(const char *word, unsigned left, unsigned right)
{
    struct hyphen_point points[64];
    struct text text = text_of(word), out = TEXT("");
    size_t count = hyphenate_word(hyphenator, text, left, right, points, 64),
           at = 0;
    for (size_t i = 0; i < count; i++) {
        out = arena_text_concat(arena, out,
                                text_slice(text, at, points[i].offset));
        out = arena_text_concat(arena, out, TEXT("·"));
        at = points[i].offset;
    }
    return arena_text_concat(arena, out, text_slice(text, at, text.size));
}

static void
assert_marked(const char *word, const char *expected)
{
    struct text found = hyphenate_marked(arena, hyphenator, text_of(word));
    assert_string_equal(arena_string(arena, found), expected);
}

static void
assert_minima(const char *word, unsigned left, unsigned right,
              const char *expected)
{
    struct text found = marked(word, left, right);
    assert_string_equal(arena_string(arena, found), expected);
}

static struct text
without_dots(struct text word)
{
    struct text plain = TEXT("");
    for (size_t at = 0; at < word.size;) {
        size_t start = at;
        if (utf8_next(word, &at) != 0xB7)
            plain =
                arena_text_concat(arena, plain, text_slice(word, start, at));
    }
    return plain;
}

/* Each line of the file is its own word's breaking.  Returns the words. */
static size_t
check_file(const char *path)
{
    struct text file;
    size_t words = 0;
    assert_true(file_read_bytes(arena, path, 1 << 20, &file));
    for (size_t at = 0; at < file.size;) {
        size_t end = text_index(file, '\n', at);
        struct text line = text_slice(file, at, end);
        if (line.size && line.data[0] != '#') {
            struct text plain = without_dots(line);
            assert_marked(arena_string(arena, plain),
                          arena_string(arena, line));
            words++;
        }
        at = end + 1;
    }
    return words;
}

static void
all_gold_words_come_out_right(void **state)
{
    (void)state;
    assert_int_equal(check_file("tests/data/hyphenation-gold.txt"), 228);
}

static void
exceptions_win_over_patterns(void **state)
{
    (void)state;
    assert_int_equal(check_file("fonts/exceptions-nl.txt"), 43);
    assert_marked("ZorgOrganisatie", "ZorgOrganisatie");
    assert_marked("Zorgorganisatie", "Zorg·or·ga·ni·sa·tie");
    assert_marked("nijmeegse", "nij·meeg·se");
    assert_marked("(buurtapp),", "(buurt·app),");
}

/* The trema after the break is dropped; the text keeps it. */
static void
assert_trema(const char *word, size_t offset, unsigned replaces)
{
    struct hyphen_point points[16];
    size_t count = hyphenate_word(hyphenator, text_of(word), 2, 2, points, 16);
    for (size_t i = 0; i < count; i++)
        if (points[i].offset == offset) {
            assert_int_equal(points[i].replaces, replaces);
            return;
        }
    fail_msg("%s: no break before byte %zu", word, offset);
}

static void
h1_to_h5_the_trema_goes_when_the_break_replaces_it(void **state)
{
    (void)state;
    assert_trema("coördinatie", 2, 2);
    assert_trema("coördinatie", 5, 0);
    assert_trema("reëel", 2, 2);
    assert_trema("geïnteresseerden", 2, 2);
    assert_trema("financiële", 7, 2);
    assert_trema("ruïne", 2, 2);
    assert_trema("ruïne", 4, 0); /* ruï-ne keeps it */
    assert_trema("Oekraïense", 5, 2);
    assert_trema("Oekraïense", 9, 0);
    assert_trema("Oekrai\xCC\x88ners", 5, 3); /* decomposed */
    assert_trema("co\xC2\xAD\xC3\xB6rdinatie", 4, 2);
}

static void
trema_letters_have_plain_ones(void **state)
{
    (void)state;
    assert_true(text_equals(hyphen_without_trema(TEXT("ë")), "e"));
    assert_true(text_equals(hyphen_without_trema(TEXT("Ö")), "O"));
    assert_true(text_equals(hyphen_without_trema(TEXT("i\xCC\x88")), "i"));
    assert_true(text_equals(hyphen_without_trema(TEXT("x")), "x"));
    assert_true(text_equals(hyphen_without_trema(TEXT("é")), "é"));
}

static void
h6_the_minima_hold(void **state)
{
    (void)state;
    assert_minima("ideeën", 2, 2, "idee·ën");
    assert_minima("ideeën", 2, 3, "ideeën");
    assert_minima("samenwerking", 2, 3, "sa·men·wer·king");
    assert_minima("samenwerking", 3, 5, "samen·werking");
    assert_minima("samenwerking", 20, 2, "samenwerking");
    assert_minima("Oekraïners", 2, 5, "Oe·kra·ïners");
}

static void
h7_to_h16_dutch_compounds_break_right(void **state)
{
    (void)state;
    assert_marked("Nijmeegse", "Nij·meeg·se");
    assert_marked("zorgorganisatie", "zorg·or·ga·ni·sa·tie");
    assert_marked("straatoverleg", "straat·over·leg");
    assert_marked("vereniging", "ver·eni·ging");
    assert_marked("participatiesamenleving", "par·ti·ci·pa·tie·sa·men·le·ving");
    assert_marked("praktijkontwikkelaars", "prak·tijk·ont·wik·ke·laars");
    assert_marked("samenwerkingspartners", "sa·men·wer·kings·part·ners");
    assert_marked("(samenwerkings)partners", "(sa·men·wer·kings)part·ners");
    assert_marked("buurtmaatje", "buurt·maat·je");
    assert_marked("autootje", "au·tootje");
}

static void
h17_and_h18_apostrophe_and_ij_change_nothing(void **state)
{
    (void)state;
    assert_marked("foto's", "foto's");
    assert_marked("foto’s", "foto’s");
    assert_marked("dilemma's", "di·lemma's");
    assert_marked("dilemma’s", "di·lemma’s");
    assert_marked("wijkteam", "wijk·team");
    assert_marked("wĳkteam", "wĳk·team");
    assert_marked("bĳeenkomst", "bĳ·een·komst");
    assert_marked("Ĳsselstein", "Ĳs·sel·stein");
    assert_marked("coo\xCC\x88rdinatie", "co·o\xCC\x88r·di·na·tie");
}

static void
h19_capitals_and_figures_do_not_break(void **state)
{
    (void)state;
    assert_marked("AVG", "AVG");
    assert_marked("Wmo", "Wmo");
    assert_marked("WIJKTEAM", "WIJKTEAM");
    assert_marked("WhatsApp", "WhatsApp");
    assert_marked("AVG-medewerker", "AVG-mede·wer·ker");
    assert_marked("IJsselstein", "IJs·sel·stein");
    assert_marked("wijkteam2016", "wijkteam2016");
    assert_marked("info@wijkteam.nl", "info@wijkteam.nl");
    assert_marked("https://wijkteam", "https://wijkteam");
    assert_marked("wijkteam.", "wijk·team.");
}

static void
h20_no_break_within_three_letters_of_a_hyphen(void **state)
{
    (void)state;
    assert_marked("privacy-afspraak", "pri·vacy-afspraak");
    assert_marked("sociaal-cultureel", "so·ci·aal-cul·tu·reel");
    assert_marked("zee-egel", "zee-egel");
    assert_marked("één-op-ééngesprek", "één-op-één·ge·sprek");
}

static void
soft_hyphens_are_the_only_breaks(void **state)
{
    (void)state;
    assert_marked("buurt\xC2\xADmaatjes", "buurt·maatjes");
    assert_marked("AV\xC2\xADG", "AV·G");
    assert_marked("\xC2\xADwijkteam\xC2\xAD", "wijkteam");
}

static void
assert_kinds(const char *word, const char *kinds)
{
    struct hyphen_point points[32];
    size_t count = hyphenate_word(hyphenator, text_of(word), 2, 2, points, 32);
    assert_int_equal(count, strlen(kinds));
    for (size_t i = 0; i < count; i++)
        assert_int_equal(points[i].kind,
                         kinds[i] == '|' ? HYPHEN_COMPOUND : HYPHEN_SYLLABLE);
}

/* be-wo-ners|or-ga-ni-sa-tie */
static void
members_of_compounds_make_better_breaks(void **state)
{
    (void)state;
    assert_kinds("bewonersorganisatie", "--|----");
    assert_kinds("Buurtinitiatief", "|---");
    assert_kinds("wijkteamoverleg", "||-");
    assert_kinds("zorgzaam", "|");
    assert_kinds("lettergrepen", "---");
    assert_kinds("buurt", "");
}

static void
odd_input_gives_no_breaks_and_no_harm(void **state)
{
    (void)state;
    char longest[1000];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_marked(longest, longest);
    assert_marked("", "");
    assert_marked("-", "-");
    assert_marked("Владимир", "Владимир");
    struct hyphen_point points[1];
    assert_int_equal(hyphenate_word(hyphenator, TEXT("samenwerkingspartners"),
                                    2, 2, points, 1),
                     1);
    assert_int_equal(
        hyphenate_word(hyphenator, TEXT("samenwerking"), 0, 0, points, 0), 0);
}

static void
another_language_never_breaks(void **state)
{
    (void)state;
    struct hyphen_point points[8];
    struct hyphenator *other =
        hyphenator_open(arena, TEXT("nlx"), NULL, 0, diag);
    assert_non_null(other);
    assert_int_equal(
        hyphenate_word(other, TEXT("samenwerking"), 2, 2, points, 8), 0);
    hyphenator_close(other);
}

/* --- libhyphen, the referee -------------------------------------------------
 */

/* Latin-1, lower case, with a NUL, which libhyphen looks for; 0 when the word
 * is not only letters. */
static size_t
latin_word(struct text word, unsigned char *letters, bool *is_lower)
{
    size_t size = 0;
    *is_lower = true;
    for (size_t at = 0; at < word.size;) {
        unsigned code_point = utf8_next(word, &at);
        unsigned lower = utf8_to_lower(code_point);
        if (!utf8_is_letter(code_point) || lower > 0xFF || size == 100)
            return 0;
        *is_lower = *is_lower && lower == code_point;
        letters[size++] = (unsigned char)lower;
    }
    letters[size] = '\0';
    return size;
}

static void
compare_with_libhyphen(HyphenDict *dictionary, const unsigned char *letters,
                       size_t size, bool *breaks)
{
    char hyphens[128] = {0};
    char **replacements = NULL;
    int *positions = NULL, *cuts = NULL;
    assert_int_equal(hnj_hyphen_hyphenate2(dictionary, (const char *)letters,
                                           (int)size, hyphens, NULL,
                                           &replacements, &positions, &cuts),
                     0);
    for (size_t i = 1; i < size; i++)
        if (breaks[i] != (hyphens[i - 1] & 1))
            fail_msg("%.*s, break %zu: %d, libhyphen %d", (int)size, letters, i,
                     breaks[i], hyphens[i - 1] & 1);
    assert_null(replacements);
}

/* All words of wdutch: the same breaks as libhyphen's, and as many words
 * changed by R1-R3 as were counted when the rules were made. */
static void
patterns_give_what_libhyphen_gives(void **state)
{
    (void)state;
    const char *path = "/usr/share/hyphen/hyph_nl_NL.dic";
    FILE *words = fopen("/usr/share/dict/dutch", "r");
    if (!words)
        skip(); /* package wdutch */
    struct patterns *patterns = patterns_open(path);
    HyphenDict *dictionary = hnj_hyphen_load(path);
    assert_non_null(patterns);
    assert_non_null(dictionary);
    char line[256];
    size_t compared = 0, changed = 0;
    while (fgets(line, sizeof line, words)) {
        unsigned char letters[128];
        bool is_lower, breaks[128], filtered[128];
        struct text word = text_trim(text_of(line));
        size_t size = latin_word(word, letters, &is_lower);
        if (size < 4)
            continue;
        patterns_apply(patterns, letters, size, breaks);
        breaks[1] = breaks[size - 1] = false;
        compare_with_libhyphen(dictionary, letters, size, breaks);
        memcpy(filtered, breaks, size * sizeof *breaks);
        syllable_filter(letters, size, filtered);
        changed +=
            is_lower && memcmp(filtered, breaks, size * sizeof *breaks) != 0;
        compared++;
    }
    assert_int_equal(compared, 393268);
    assert_int_equal(changed, 2638);
    hnj_hyphen_free(dictionary);
    patterns_close(patterns);
    fclose(words);
}

static void
other_dictionaries_are_refused(void **state)
{
    (void)state;
    assert_null(patterns_open("tests/data/hyphenation-gold.txt"));
    assert_null(patterns_open("tests/data/no-such-file"));
}

/* --- threads ----------------------------------------------------------------
 */

static void *
hyphenate_many(void *argument)
{
    const struct hyphenator *shared = argument;
    size_t sum = 0;
    for (int i = 0; i < 1000; i++) {
        struct hyphen_point points[16];
        sum += hyphenate_word(shared, TEXT("samenwerkingspartners"), 2, 2,
                              points, 16);
    }
    return (void *)sum;
}

static void
four_threads_may_ask_before_the_patterns_are_read(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    struct hyphenator *fresh =
        hyphenator_open(arena, TEXT("nl-NL"), folders, 1, diag);
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, hyphenate_many, fresh), 0);
    for (int i = 0; i < 4; i++) {
        void *sum;
        pthread_join(threads[i], &sum);
        assert_int_equal((size_t)sum, 5000);
    }
    hyphenator_close(fresh);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_gold_words_come_out_right),
        cmocka_unit_test(exceptions_win_over_patterns),
        cmocka_unit_test(h1_to_h5_the_trema_goes_when_the_break_replaces_it),
        cmocka_unit_test(trema_letters_have_plain_ones),
        cmocka_unit_test(h6_the_minima_hold),
        cmocka_unit_test(h7_to_h16_dutch_compounds_break_right),
        cmocka_unit_test(h17_and_h18_apostrophe_and_ij_change_nothing),
        cmocka_unit_test(h19_capitals_and_figures_do_not_break),
        cmocka_unit_test(h20_no_break_within_three_letters_of_a_hyphen),
        cmocka_unit_test(soft_hyphens_are_the_only_breaks),
        cmocka_unit_test(members_of_compounds_make_better_breaks),
        cmocka_unit_test(odd_input_gives_no_breaks_and_no_harm),
        cmocka_unit_test(another_language_never_breaks),
        cmocka_unit_test(patterns_give_what_libhyphen_gives),
        cmocka_unit_test(other_dictionaries_are_refused),
        cmocka_unit_test(four_threads_may_ask_before_the_patterns_are_read),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
