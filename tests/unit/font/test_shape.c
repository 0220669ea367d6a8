/* Words in glyphs: clusters, features, fallback fonts, the shared cache. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "font/shape.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct diag *diag;
static struct font_set *set;
static struct shape_cache *cache;

static int
setup(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    arena = arena_new();
    diag = diag_new();
    set = font_set_open(arena, folders, 1, diag);
    cache = shape_cache_new();
    return set && diag_count(diag, DIAG_WARNING) == 0 ? 0 : 1;
}

static int
teardown(void **state)
{
    (void)state;
    shape_cache_free(cache);
    font_set_close(set);
    diag_free(diag);
    arena_free(arena);
    return 0;
}

static const struct font *
role(const char *name, unsigned feature)
{
    return font_find(set, text_of(name), FONT_REGULAR, feature);
}

static const struct shape *
shape(const char *name, unsigned feature, const char *word)
{
    return shape_word(cache, role(name, feature), text_of(word));
}

/* "k|o|m": what each glyph of the chain stands for, pieces parted by "||". */
static char *
glyph_texts(const struct shape *head)
{
    struct text out = TEXT("");
    for (const struct shape *piece = head; piece; piece = piece->next) {
        if (piece != head)
            out = arena_text_concat(arena, out, TEXT("||"));
        for (uint32_t i = 0; i < piece->glyph_count; i++) {
            if (i)
                out = arena_text_concat(arena, out, TEXT("|"));
            out = arena_text_concat(arena, out,
                                    shape_glyph_text(arena, piece, i));
        }
    }
    return arena_string(arena, out);
}

static void
a_word_is_shaped_once(void **state)
{
    (void)state;
    char copy[] = "buurthuis";
    const struct shape *first = shape("text", FONT_PLAIN, "buurthuis");
    size_t count = shape_cache_count(cache);
    assert_ptr_equal(first, shape_word(cache, role("text", 0), text_of(copy)));
    assert_int_equal(shape_cache_count(cache), count);
    assert_ptr_not_equal(first, shape("sans", FONT_PLAIN, "buurthuis"));
    assert_ptr_not_equal(first, shape("text", FONT_SMALL_CAPS, "buurthuis"));
    assert_int_equal(shape_cache_count(cache), count + 2);
}

static void
widths_are_sums_and_scale(void **state)
{
    (void)state;
    const struct shape *word = shape("sans", FONT_PLAIN, "wijkteam");
    int sum = 0;
    for (uint32_t i = 0; i < word->glyph_count; i++)
        sum += word->glyphs[i].advance;
    assert_int_equal(word->width, sum);
    scaled size = 10 * SCALED_PT;
    assert_int_equal(shape_size(word, size), scaled_ratio(size, 905, 1000));
    assert_int_equal(shape_width(word, size),
                     scaled_ratio(shape_size(word, size), sum, 2000));
}

static void
ligatures_keep_their_letters(void **state)
{
    (void)state;
    const struct shape *word = shape("text", FONT_PLAIN, "officier");
    assert_string_equal(glyph_texts(word), "o|ffi|c|i|e|r");
    assert_string_equal(glyph_texts(shape("text", FONT_PLAIN, "fiets")),
                        "fi|e|t|s");
    assert_string_equal(glyph_texts(shape("mono", FONT_PLAIN, "fi")), "f|i");
}

static void
kerning_draws_letters_together(void **state)
{
    (void)state;
    int apart = shape("text", FONT_PLAIN, "A")->width +
                shape("text", FONT_PLAIN, "V")->width;
    assert_true(shape("text", FONT_PLAIN, "AV")->width < apart);
    assert_false(shape("text", FONT_PLAIN, "AV")->glyphs[1].is_safe);
}

static void
figures_are_old_style_and_tabular_on_request(void **state)
{
    (void)state;
    const struct font_face *face = role("text", 0)->face;
    const struct shape *one = shape("text", FONT_TABULAR, "1");
    for (const char *digit = "0123456789"; *digit; digit++) {
        char word[2] = {*digit, '\0'};
        assert_int_equal(shape("text", FONT_TABULAR, word)->width, one->width);
        assert_int_not_equal(shape("text", FONT_TABULAR, word)->glyphs[0].id,
                             shape("text", FONT_PLAIN, word)->glyphs[0].id);
        assert_int_equal(shape("sans", FONT_TABULAR, word)->width,
                         shape("sans", FONT_TABULAR, "0")->width);
    }
    assert_true(shape("text", FONT_PLAIN, "1")->width <
                shape("text", FONT_PLAIN, "0")->width);
    assert_int_equal(font_glyph_advance(face, one->glyphs[0].id), one->width);
    assert_int_equal(font_glyph_advance(face, 70000), 0);
}

static void
small_caps_are_other_glyphs_of_the_same_text(void **state)
{
    (void)state;
    const struct shape *plain = shape("text", FONT_PLAIN, "avg");
    const struct shape *small = shape("text", FONT_SMALL_CAPS, "avg");
    assert_int_not_equal(plain->glyphs[0].id, small->glyphs[0].id);
    assert_string_equal(glyph_texts(small), "a|v|g");
}

static void
no_break_characters_look_like_their_breaking_twins(void **state)
{
    (void)state;
    assert_int_equal(shape("text", FONT_PLAIN, "\xC2\xA0")->glyphs[0].id,
                     shape("text", FONT_PLAIN, " ")->glyphs[0].id);
    assert_string_equal(glyph_texts(shape("text", FONT_PLAIN, "a\xC2\xA0z")),
                        "a|\xC2\xA0|z");
    const struct shape *hyphen = shape("sans", FONT_PLAIN, "\xE2\x80\x91");
    assert_int_equal(hyphen->glyphs[0].id,
                     shape("sans", FONT_PLAIN, "-")->glyphs[0].id);
    assert_string_equal(glyph_texts(hyphen), "\xE2\x80\x91");
    assert_null(hyphen->next);
}

static void
invisible_characters_get_no_glyph_and_change_nothing(void **state)
{
    (void)state;
    const struct shape *plain = shape("text", FONT_PLAIN, "Tafel");
    const struct shape *marked = shape("text", FONT_PLAIN,
                                       "T\xC2\xAD"
                                       "a\xE2\x81\xA0"
                                       "f\xE2\x80\x8B"
                                       "el\xEF\xBB\xBF");
    assert_int_equal(marked->width, plain->width);
    assert_int_equal(marked->glyph_count, plain->glyph_count);
    for (uint32_t i = 0; i < plain->glyph_count; i++)
        assert_int_equal(marked->glyphs[i].id, plain->glyphs[i].id);
    assert_string_equal(glyph_texts(marked), glyph_texts(plain));
    assert_int_equal(shape("text", FONT_PLAIN, "\xC2\xAD")->glyph_count, 0);
    assert_int_equal(shape("text", FONT_PLAIN, "")->glyph_count, 0);
}

static void
composed_and_decomposed_letters_are_one_glyph(void **state)
{
    (void)state;
    const struct shape *decomposed =
        shape("text", FONT_PLAIN, "ide\x65\xCC\x88n");
    const struct shape *composed = shape("text", FONT_PLAIN, "ideën");
    assert_int_equal(decomposed->glyph_count, composed->glyph_count);
    assert_int_equal(shape("text", FONT_PLAIN, "e\xCC\x88")->glyphs[0].id,
                     shape("text", FONT_PLAIN, "ë")->glyphs[0].id);
    assert_string_equal(glyph_texts(decomposed), "i|d|e|e\xCC\x88|n");
}

static void
stressed_capital_ij_takes_the_dutch_form(void **state)
{
    (void)state;
    const char *word = "B\xC3\x8DJ\xCC\x81NA";
    struct shape_cache *english = shape_cache_new();
    shape_cache_set_language(english, TEXT("en"));
    const struct shape *dutch = shape("text", FONT_PLAIN, word);
    const struct shape *other =
        shape_word(english, role("text", 0), text_of(word));
    assert_false(dutch->has_missing);
    assert_true(dutch->glyph_count != other->glyph_count ||
                memcmp(dutch->glyphs, other->glyphs,
                       dutch->glyph_count * sizeof *dutch->glyphs) != 0);
    shape_cache_free(english);
}

static void
missing_characters_come_from_the_fallback_fonts(void **state)
{
    (void)state;
    const struct shape *word = shape("text", FONT_PLAIN,
                                     "kom\xE2\x98\x90"
                                     "ja");
    assert_string_equal(glyph_texts(word), "k|o|m||\xE2\x98\x90||j|a");
    assert_ptr_equal(word->font, role("text", 0));
    assert_ptr_equal(word->next->font, role("symbols", 0));
    assert_ptr_equal(word->next->next->font, role("text", 0));
    assert_false(word->has_missing);
    const struct shape *first = shape("text", FONT_PLAIN, "\xE2\x98\x91.");
    assert_ptr_equal(first->font, role("symbols", 0));
    assert_string_equal(glyph_texts(first), "\xE2\x98\x91||.");
    assert_int_equal(shape_width(word, SCALED_PT),
                     shape_width(word->next->next, SCALED_PT) +
                         scaled_ratio(SCALED_PT, word->width, 1000) +
                         scaled_ratio(SCALED_PT, word->next->width, 1000));
}

static void
what_no_font_has_is_told(void **state)
{
    (void)state;
    const struct shape *word = shape("text", FONT_PLAIN, "ja\xE4\xB8\xAD.");
    assert_true(word->has_missing);
    assert_string_equal(glyph_texts(word), "j|a||\xE4\xB8\xAD||.");
    assert_true(word->next->has_missing);
    assert_int_not_equal(word->next->glyphs[0].id, 0); /* U+FFFD */
    assert_false(word->next->next->has_missing);
}

static void
very_long_words_become_pieces(void **state)
{
    (void)state;
    size_t size = 150001;
    char *word = malloc(size + 1);
    for (size_t i = 0; i + 1 < size; i += 2)
        memcpy(word + i, "\xC3\xAB", 2);
    word[size - 1] = '.';
    word[size] = '\0';
    const struct shape *head = shape("text", FONT_PLAIN, word);
    size_t bytes = 0, pieces = 0, glyphs = 0;
    for (const struct shape *piece = head; piece; piece = piece->next) {
        bytes += piece->text.size;
        glyphs += piece->glyph_count;
        pieces++;
    }
    assert_int_equal(bytes, size);
    assert_int_equal(glyphs, size / 2 + 1);
    assert_int_equal(pieces, 3);
    free(word);
}

static void
protrusion_follows_the_outer_characters(void **state)
{
    (void)state;
    const struct shape *word = shape("text", FONT_PLAIN,
                                     "\xE2\x80\x98"
                                     "ja.");
    assert_in_range(shape_protrusion_left(word), 80, 200);
    assert_in_range(shape_protrusion_right(word), 120, 200);
    assert_int_equal(shape_protrusion_left(shape("text", 0, "nee")), 0);
    assert_in_range(shape_protrusion_right(shape("text", 0, "-")), 150, 300);
    assert_int_equal(shape_protrusion_right(shape("text", 0, "")), 0);
}

/* --- the promises of is_safe and of the cache, over many words --------------
 */

/* Every `step`th word of wdutch; NULL at the end. */
static char *
next_word(FILE *words, int step, char *line, int size)
{
    for (int i = 0; i < step; i++)
        if (!fgets(line, size, words))
            return NULL;
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static void
safe_places_may_be_broken_without_reshaping(void **state)
{
    (void)state;
    FILE *words = fopen("/usr/share/dict/dutch", "r");
    if (!words)
        skip();
    char line[256];
    while (next_word(words, 97, line, sizeof line)) {
        struct text word = text_of(line);
        const struct font *font = role("text", 0);
        const struct shape *whole = shape_word(cache, font, word);
        for (uint32_t i = 1; i < whole->glyph_count; i++) {
            size_t at = whole->glyphs[i].cluster;
            if (!whole->glyphs[i].is_safe || !at)
                continue;
            int parts =
                shape_word(cache, font, text_slice(word, 0, at))->width +
                shape_word(cache, font, text_slice(word, at, word.size))->width;
            assert_int_equal(parts, whole->width);
        }
    }
    fclose(words);
}

struct job {
    struct shape_cache *cache;
    const struct shape *shapes[2000];
    unsigned start;
};

static void *
shape_many(void *argument)
{
    struct job *job = argument;
    for (unsigned i = 0; i < 2000; i++) {
        unsigned number = (i + job->start) % 2000;
        char word[32];
        snprintf(word, sizeof word, "woord%ufi\xE2\x98\x90", number);
        job->shapes[number] =
            shape_word(job->cache, role("text", number % 4), text_of(word));
    }
    return NULL;
}

static void
four_threads_share_one_shape_of_each_word(void **state)
{
    (void)state;
    static struct job jobs[4];
    struct shape_cache *shared = shape_cache_new();
    pthread_t threads[4];
    for (unsigned i = 0; i < 4; i++) {
        jobs[i].cache = shared;
        jobs[i].start = i * 137;
        assert_int_equal(
            pthread_create(&threads[i], NULL, shape_many, &jobs[i]), 0);
    }
    for (unsigned i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (unsigned i = 0; i < 2000; i++)
        for (unsigned j = 1; j < 4; j++)
            assert_ptr_equal(jobs[0].shapes[i], jobs[j].shapes[i]);
    assert_int_equal(shape_cache_count(shared), 2000);
    for (unsigned i = 0; i < 2000; i++) {
        char word[32];
        snprintf(word, sizeof word, "woord%ufi\xE2\x98\x90", i);
        const struct shape *alone = shape("text", i % 4, word);
        assert_int_equal(alone->width, jobs[0].shapes[i]->width);
        assert_memory_equal(alone->glyphs, jobs[0].shapes[i]->glyphs,
                            alone->glyph_count * sizeof *alone->glyphs);
    }
    shape_cache_free(shared);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_shaped_once),
        cmocka_unit_test(widths_are_sums_and_scale),
        cmocka_unit_test(ligatures_keep_their_letters),
        cmocka_unit_test(kerning_draws_letters_together),
        cmocka_unit_test(figures_are_old_style_and_tabular_on_request),
        cmocka_unit_test(small_caps_are_other_glyphs_of_the_same_text),
        cmocka_unit_test(no_break_characters_look_like_their_breaking_twins),
        cmocka_unit_test(invisible_characters_get_no_glyph_and_change_nothing),
        cmocka_unit_test(composed_and_decomposed_letters_are_one_glyph),
        cmocka_unit_test(stressed_capital_ij_takes_the_dutch_form),
        cmocka_unit_test(missing_characters_come_from_the_fallback_fonts),
        cmocka_unit_test(what_no_font_has_is_told),
        cmocka_unit_test(very_long_words_become_pieces),
        cmocka_unit_test(protrusion_follows_the_outer_characters),
        cmocka_unit_test(safe_places_may_be_broken_without_reshaping),
        cmocka_unit_test(four_threads_share_one_shape_of_each_word),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
