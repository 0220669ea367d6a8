/* Subsets: the new ids and the bytes must belong together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "font/font.h"
#include "font/shape.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include <hb-ot.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct diag *diag;
static struct font_set *set;

static int
setup(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    arena = arena_new();
    diag = diag_new();
    set = font_set_open(arena, folders, 1, diag);
    return set ? 0 : 1;
}

static int
teardown(void **state)
{
    (void)state;
    font_set_close(set);
    diag_free(diag);
    arena_free(arena);
    return 0;
}

static hb_font_t *
open_bytes(struct text bytes)
{
    hb_blob_t *blob = hb_blob_create(bytes.data, (unsigned)bytes.size,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return font;
}

static size_t
table_size(hb_font_t *font, const char *tag)
{
    hb_blob_t *blob = hb_face_reference_table(hb_font_get_face(font),
                                              hb_tag_from_string(tag, 4));
    size_t size = hb_blob_get_length(blob);
    hb_blob_destroy(blob);
    return size;
}

enum { WORDS = 4096 / 32 };

/* Marks the glyphs of a text as used, and .notdef. */
static void
use_text(uint32_t *used, struct shape_cache *cache, const struct font *font,
         const char *text)
{
    const struct shape *shape = shape_word(cache, font, text_of(text));
    used[0] |= 1;
    for (uint32_t i = 0; i < shape->glyph_count; i++)
        used[shape->glyphs[i].id / 32] |= 1u << shape->glyphs[i].id % 32;
}

struct outline {
    double sums[2]; /* a fingerprint: what the drawing calls add up to */
    unsigned calls;
};

static void
outline_add(struct outline *outline, double x, double y)
{
    outline->calls++;
    outline->sums[0] += x * outline->calls;
    outline->sums[1] += y * outline->calls;
}

static void
on_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x,
        float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    outline_add(data, (double)x, (double)y);
}

static void
on_quadratic(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state,
             float control_x, float control_y, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    outline_add(data, (double)control_x, (double)control_y);
    outline_add(data, (double)x, (double)y);
}

static struct outline
glyph_outline(hb_font_t *font, unsigned glyph)
{
    struct outline outline = {{0, 0}, 0};
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, on_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, on_move, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(funcs, on_quadratic, NULL, NULL);
    hb_font_get_glyph_shape(font, glyph, funcs, &outline);
    hb_draw_funcs_destroy(funcs);
    return outline;
}

static void
check_subset(const char *role, enum font_variant variant, unsigned feature,
             const char *text)
{
    const struct font *font = font_find(set, text_of(role), variant, feature);
    struct shape_cache *cache = shape_cache_new();
    uint32_t used[WORDS] = {0};
    struct font_subset subset;
    use_text(used, cache, font, text);
    assert_true(font_subset(arena, font->face, used, WORDS, &subset));
    hb_font_t *part = open_bytes(subset.bytes);
    hb_font_t *whole = open_bytes(font_face_bytes(font->face));
    assert_int_equal(hb_face_get_glyph_count(hb_font_get_face(part)),
                     subset.new_count);
    bool taken[4096] = {false};
    for (unsigned old = 0; old < WORDS * 32; old++) {
        if (!(used[old / 32] >> old % 32 & 1))
            continue;
        unsigned new = subset.new_glyphs[old];
        assert_in_range(new, old ? 1 : 0, subset.new_count - 1);
        assert_false(taken[new]);
        taken[new] = true;
        assert_int_equal(hb_font_get_glyph_h_advance(part, new),
                         font_glyph_advance(font->face, old));
        struct outline a = glyph_outline(part, new);
        struct outline b = glyph_outline(whole, old);
        if (old)
            assert_memory_equal(&a, &b, sizeof a);
    }
    assert_int_equal(table_size(part, "GSUB") + table_size(part, "cmap") +
                         table_size(part, "fpgm"),
                     0);
    assert_true(subset.bytes.size < font_face_bytes(font->face).size / 5);
    hb_font_destroy(part);
    hb_font_destroy(whole);
    shape_cache_free(cache);
}

static void
new_ids_draw_and_measure_like_the_old(void **state)
{
    (void)state;
    check_subset("text", FONT_REGULAR, FONT_PLAIN,
                 "Een officier, fiets: 0123456789 \xC3\xA9\xC3\xAB\xC3\xAF!");
    check_subset("text", FONT_BOLD_ITALIC, FONT_TABULAR, "2012\xE2\x80\x93");
    check_subset("text", FONT_REGULAR, FONT_SMALL_CAPS, "avg-Wmo");
    check_subset("sans", FONT_BLACK, FONT_PLAIN, "Wĳkteam \xC3\xAB");
    check_subset("mono", FONT_REGULAR, FONT_PLAIN, "if (a -> b)");
}

/* Glyphs that other glyphs are made of come along; ligatures do not. */
static void
only_what_is_used_comes_along(void **state)
{
    (void)state;
    const struct font *font =
        font_find(set, TEXT("text"), FONT_REGULAR, FONT_PLAIN);
    struct shape_cache *cache = shape_cache_new();
    uint32_t used[WORDS] = {0};
    struct font_subset subset;
    use_text(used, cache, font, "fit");
    assert_true(font_subset(arena, font->face, used, WORDS, &subset));
    assert_true(subset.new_count <= 5);
    assert_true(subset.bytes.size < 6000);
    shape_cache_free(cache);
}

static void
the_same_glyphs_give_the_same_bytes(void **state)
{
    (void)state;
    const struct font *font =
        font_find(set, TEXT("sans"), FONT_BOLD, FONT_PLAIN);
    struct shape_cache *cache = shape_cache_new();
    uint32_t used[WORDS] = {0};
    struct font_subset first, second;
    use_text(used, cache, font, "samenwerking");
    assert_true(font_subset(arena, font->face, used, WORDS, &first));
    assert_true(font_subset(arena, font->face, used, WORDS, &second));
    assert_true(text_equal(first.bytes, second.bytes));
    shape_cache_free(cache);
}

static void
bits_beyond_the_last_glyph_are_ignored(void **state)
{
    (void)state;
    static uint32_t used[70000 / 32];
    struct font_subset subset;
    memset(used, 0, sizeof used);
    used[0] = 1;
    used[60000 / 32] = 0xFFFFFFFF;
    const struct font *font =
        font_find(set, TEXT("text"), FONT_REGULAR, FONT_PLAIN);
    assert_true(font_subset(arena, font->face, used, 70000 / 32, &subset));
    assert_int_equal(subset.new_count, 1);
}

static void
epub_files_keep_names_characters_and_ligatures(void **state)
{
    (void)state;
    const uint32_t letters[] = {'f', 'i', 'e', 't', 's', '1'};
    const struct font *font =
        font_find(set, TEXT("text"), FONT_REGULAR, FONT_PLAIN);
    struct text bytes;
    assert_true(font_subset_file(arena, font->face, letters, 6, &bytes));
    assert_true(bytes.size < font_face_bytes(font->face).size / 5);
    hb_font_t *part = open_bytes(bytes);
    hb_codepoint_t glyph;
    assert_true(hb_font_get_nominal_glyph(part, 'f', &glyph));
    assert_false(hb_font_get_nominal_glyph(part, 'q', &glyph));
    assert_true(table_size(part, "GSUB") > 0);
    assert_true(table_size(part, "GPOS") > 0);
    char name[256];
    unsigned size = sizeof name;
    assert_true(hb_ot_name_get_utf8(
                    hb_font_get_face(part), HB_OT_NAME_ID_LICENSE,
                    hb_language_from_string("en", -1), &size, name) > 0);
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, "fi", 2, 0, 2);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(part, buffer, NULL, 0);
    assert_int_equal(hb_buffer_get_length(buffer), 1);
    hb_buffer_destroy(buffer);
    hb_font_destroy(part);
}

/* Lato's name is reserved: a subset would have to be renamed. */
static void
a_reserved_name_ships_whole(void **state)
{
    (void)state;
    const uint32_t letters[] = {'a'};
    const struct font *font =
        font_find(set, TEXT("sans"), FONT_REGULAR, FONT_PLAIN);
    struct text bytes;
    assert_false(font->face->may_subset_in_epub);
    assert_true(font_subset_file(arena, font->face, letters, 1, &bytes));
    assert_true(text_equal(bytes, font_face_bytes(font->face)));
}

/* A CFF face's subset is the bare table, which FreeType can open. */
static void
cff_subsets_are_bare_and_draw_the_same(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("tests/data/tiny-font")};
    struct font_set *tiny = font_set_open(arena, folders, 1, diag);
    assert_non_null(tiny);
    const struct font *font =
        font_find(tiny, TEXT("text"), FONT_REGULAR, FONT_PLAIN);
    assert_true(font->face->is_cff);
    assert_true(text_equals(font->face->postscript_name, "TinyOTF"));
    struct shape_cache *cache = shape_cache_new();
    assert_int_equal(shape_word(cache, font, TEXT("AB B"))->width, 2130);
    uint32_t used[WORDS] = {0};
    struct font_subset subset;
    use_text(used, cache, font, "B");
    assert_true(font_subset(arena, font->face, used, WORDS, &subset));
    assert_int_equal(subset.new_count, 2);
    assert_int_equal(subset.new_glyphs[3], 1);
    assert_memory_equal(subset.bytes.data, "\x01\x00", 2);
    FT_Library library;
    FT_Face face;
    FT_BBox box;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    assert_int_equal(FT_New_Memory_Face(library,
                                        (const FT_Byte *)subset.bytes.data,
                                        (FT_Long)subset.bytes.size, 0, &face),
                     0);
    assert_int_equal(face->num_glyphs, 2);
    assert_int_equal(FT_Load_Glyph(face, 1, FT_LOAD_NO_SCALE), 0);
    FT_Outline_Get_CBox(&face->glyph->outline, &box);
    assert_int_equal(box.xMin, 50);
    assert_int_equal(box.xMax, 550);
    assert_int_equal(box.yMax, 700);
    FT_Done_Face(face);
    FT_Done_FreeType(library);
    shape_cache_free(cache);
    font_set_close(tiny);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_ids_draw_and_measure_like_the_old),
        cmocka_unit_test(only_what_is_used_comes_along),
        cmocka_unit_test(the_same_glyphs_give_the_same_bytes),
        cmocka_unit_test(bits_beyond_the_last_glyph_are_ignored),
        cmocka_unit_test(epub_files_keep_names_characters_and_ligatures),
        cmocka_unit_test(a_reserved_name_ships_whole),
        cmocka_unit_test(cff_subsets_are_bare_and_draw_the_same),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
