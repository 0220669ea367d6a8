/* Words shaped without HarfBuzz are as HarfBuzz shapes them, to the bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "font/simple.h"

#include <stdio.h>
#include <string.h>

static struct arena *arena;
static struct diag *diag;
static struct font_set *set;
static hb_buffer_t *buffer;

static int
setup(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    arena = arena_new();
    diag = diag_new();
    set = font_set_open(arena, folders, 1, diag);
    buffer = hb_buffer_create();
    return set ? 0 : 1;
}

static int
teardown(void **state)
{
    (void)state;
    hb_buffer_destroy(buffer);
    font_set_close(set);
    diag_free(diag);
    arena_free(arena);
    return 0;
}

/* Compares one word; false when it is not simple. */
static bool
compare(const struct shaper *shaper, struct simple *simple, struct text word)
{
    struct glyph glyphs[SIMPLE_GLYPHS_MOST];
    int count = simple_shape(simple, buffer, word, glyphs);
    if (count < 0)
        return false;
    unsigned wanted;
    shaper_run(shaper, buffer, word);
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &wanted);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, NULL);
    bool is_same = (unsigned)count == wanted;
    for (unsigned i = 0; i < wanted && is_same; i++) {
        bool is_safe = !(hb_glyph_info_get_glyph_flags(&info[i]) &
                         HB_GLYPH_FLAG_UNSAFE_TO_BREAK);
        is_same = glyphs[i].id == info[i].codepoint &&
                  glyphs[i].cluster == info[i].cluster &&
                  glyphs[i].advance == at[i].x_advance &&
                  glyphs[i].x_offset == at[i].x_offset &&
                  glyphs[i].y_offset == at[i].y_offset &&
                  glyphs[i].is_safe == is_safe && at[i].y_advance == 0;
    }
    if (!is_same)
        fail_msg("'%.*s' is not as HarfBuzz shapes it", TEXT_PRINTF(word));
    return true;
}

struct tally {
    size_t words, simple;
};

/* Each `step`th word of wdutch, also in capitals and amid punctuation. */
static struct tally
compare_words(const char *role, enum font_variant variant, unsigned feature,
              int step)
{
    const struct font *font = font_find(set, text_of(role), variant, feature);
    struct shaper *shaper = shaper_new(font, hb_language_from_string("nl", -1));
    struct simple *simple = simple_new(shaper);
    struct tally tally = {0, 0};
    FILE *words = fopen("/usr/share/dict/dutch", "r");
    char line[200], dressed[512];
    for (int number = 0; words && fgets(line, sizeof line, words); number++) {
        if (number % step)
            continue;
        line[strcspn(line, "\n")] = '\0';
        tally.words++;
        tally.simple += compare(shaper, simple, text_of(line));
        snprintf(dressed, sizeof dressed,
                 "(\xE2\x80\x98%s\xE2\x80\x99)-%d%c%s\xE2\x80\xA6", line,
                 number % 3000, ".,;:/!?&%+"[number % 10], line);
        for (char *c = dressed; *c && number % 2; c++)
            if (*c >= 'a' && *c <= 'z')
                *c = (char)(*c - 'a' + 'A');
        compare(shaper, simple, text_of(dressed));
    }
    if (words)
        fclose(words);
    simple_free(simple);
    shaper_free(shaper);
    return tally;
}

static void
all_dutch_words_in_the_text_face(void **state)
{
    (void)state;
    struct tally tally = compare_words("text", FONT_REGULAR, FONT_PLAIN, 3);
    if (!tally.words)
        skip(); /* package wdutch */
    /* Else the short way would not be taken at all. */
    assert_true(tally.simple * 100 > tally.words * 85);
}

static void
many_words_in_the_other_faces(void **state)
{
    (void)state;
    for (enum font_variant v = FONT_ITALIC; v < FONT_BLACK; v++)
        compare_words("text", v, FONT_PLAIN, 71);
    for (unsigned feature = 1; feature < FONT_FEATURE_COUNT; feature++)
        compare_words("text", FONT_REGULAR, feature, 173);
    compare_words("sans", FONT_REGULAR, FONT_PLAIN, 71);
    compare_words("sans", FONT_BLACK, FONT_TABULAR, 173);
    compare_words("mono", FONT_REGULAR, FONT_PLAIN, 71);
    compare_words("emergency", FONT_BOLD, FONT_PLAIN, 71);
}

/* Every two of the characters that words are made of. */
static void
all_pairs_of_characters(void **state)
{
    (void)state;
    static const char *const roles[] = {"text", "sans"};
    for (size_t r = 0; r < 2; r++) {
        const struct font *font =
            font_find(set, text_of(roles[r]), FONT_REGULAR, FONT_PLAIN);
        struct shaper *shaper =
            shaper_new(font, hb_language_from_string("nl", -1));
        struct simple *simple = simple_new(shaper);
        for (char a = ' '; a < 0x7F; a++)
            for (char b = ' '; b < 0x7F; b++) {
                char word[] = {'n', a, b, 'o', b, a, '\0'};
                compare(shaper, simple, text_of(word));
            }
        simple_free(simple);
        shaper_free(shaper);
    }
}

/* Rules that look further than two characters (the capital sharp s of
 * Vollkorn), and those of fractions. */
static void
rules_of_three_characters_are_seen(void **state)
{
    (void)state;
    static const char *const words[] = {"STRA\xC3\x9F"
                                        "E",
                                        "GRO\xC3\x9F",
                                        "Gro\xC3\x9F"
                                        "e",
                                        "OFFICI\xC3\x8BLE",
                                        "ff",
                                        "fffi",
                                        "1/2",
                                        "offset"};
    for (enum font_variant v = FONT_REGULAR; v < FONT_BLACK; v++) {
        const struct font *font = font_find(set, TEXT("text"), v, FONT_PLAIN);
        struct shaper *shaper =
            shaper_new(font, hb_language_from_string("nl", -1));
        struct simple *simple = simple_new(shaper);
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            compare(shaper, simple, text_of(words[i]));
        simple_free(simple);
        shaper_free(shaper);
    }
}

static void
what_is_not_simple_is_left_to_harfbuzz(void **state)
{
    (void)state;
    static const char *const words[] = {"officier",
                                        "fiets",
                                        "afbreken",
                                        "co\xC2\xAD"
                                        "co",
                                        "e\xCC\x81",
                                        "1\xE2\x81\x84"
                                        "2",
                                        "\xC2\xA0",
                                        "a\tb",
                                        "\xE2\x98\x90",
                                        "\xC3",
                                        "\xE2\x80"};
    const struct font *font =
        font_find(set, TEXT("text"), FONT_REGULAR, FONT_PLAIN);
    struct shaper *shaper = shaper_new(font, hb_language_from_string("nl", -1));
    struct simple *simple = simple_new(shaper);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_false(compare(shaper, simple, text_of(words[i])));
    assert_true(compare(shaper, simple, TEXT("buurthuis")));
    simple_free(simple);
    shaper_free(shaper);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_dutch_words_in_the_text_face),
        cmocka_unit_test(many_words_in_the_other_faces),
        cmocka_unit_test(all_pairs_of_characters),
        cmocka_unit_test(rules_of_three_characters_are_seen),
        cmocka_unit_test(what_is_not_simple_is_left_to_harfbuzz),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
