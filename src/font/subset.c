/* Subsets by hb-subset: the glyphs' new ids and the bytes come from one plan
 * (two plans that drop different tables number glyphs differently). */
#include "font/face.h"

#include <hb-ot.h>
#include <hb-subset.h>

/* What PDF does not read: it has glyph ids and its own text.  Without GSUB
 * no closure over ligatures is taken. */
static const char *const pdf_drops[] = {
    "GSUB", "GPOS", "GDEF", "kern", "cmap", "name", "OS/2", "post",
    "gasp", "BASE", "MATH", "DSIG", "STAT", "VDMX", "hdmx", "LTSH",
    "FFTM", "prop", "meta", "cvt ", "fpgm", "prep", NULL};

/* What a reading system shapes with; small caps would double the letters. */
static const char *const epub_features[] = {"lnum", "onum", "pnum", "tnum",
                                            NULL};

/* Variable fonts are set in their default instance. */
static void
pin_axes(hb_subset_input_t *input, hb_face_t *face)
{
    hb_ot_var_axis_info_t axes[16];
    unsigned count = 16;
    hb_ot_var_get_axis_infos(face, 0, &count, axes);
    for (unsigned i = 0; i < count; i++)
        hb_subset_input_pin_axis_to_default(input, face, axes[i].tag);
}

static struct text
copy_blob(struct arena *arena, hb_blob_t *blob)
{
    unsigned size;
    const char *data = hb_blob_get_data(blob, &size);
    return arena_text(arena, (struct text){data, size});
}

/* The whole face, or its bare CFF table: what a PDF font file is. */
static struct text
face_copy(struct arena *arena, hb_face_t *face, bool only_cff)
{
    hb_blob_t *blob =
        only_cff ? hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '))
                 : hb_face_reference_blob(face);
    struct text bytes = copy_blob(arena, blob);
    hb_blob_destroy(blob);
    return bytes;
}

static hb_subset_input_t *
pdf_input(hb_face_t *face)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_t *drops = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; pdf_drops[i]; i++)
        hb_set_add(drops, hb_tag_from_string(pdf_drops[i], 4));
    pin_axes(input, face);
    return input;
}

static hb_subset_input_t *
pdf_input_of_glyphs(hb_face_t *face, const uint32_t *used, size_t used_size)
{
    hb_subset_input_t *input = pdf_input(face);
    hb_set_t *glyphs = input ? hb_subset_input_glyph_set(input) : NULL;
    unsigned count = hb_face_get_glyph_count(face);
    for (unsigned i = 0; input && i < used_size * 32 && i < count; i++)
        if (used[i / 32] >> (i % 32) & 1)
            hb_set_add(glyphs, i);
    return input;
}

static void
copy_mapping(struct arena *arena, const hb_subset_plan_t *plan,
             unsigned old_count, struct font_subset *subset)
{
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
    subset->old_count = old_count;
    subset->new_glyphs = ARENA_ARRAY(arena, old_count, uint16_t);
    subset->new_count = 1;
    for (unsigned old = 0; old < old_count; old++) {
        hb_codepoint_t new = hb_map_get(map, old);
        if (new == HB_MAP_VALUE_INVALID)
            continue;
        subset->new_glyphs[old] = (uint16_t) new;
        if (new >= subset->new_count)
            subset->new_count = new + 1;
    }
}

bool
font_subset(struct arena *arena, const struct font_face *face,
            const uint32_t *used, size_t used_size, struct font_subset *subset)
{
    hb_face_t *whole = face_hb_face(face);
    hb_subset_input_t *input = pdf_input_of_glyphs(whole, used, used_size);
    hb_subset_plan_t *plan =
        input ? hb_subset_plan_create_or_fail(whole, input) : NULL;
    hb_face_t *part = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    *subset = (struct font_subset){0};
    if (part) {
        copy_mapping(arena, plan, hb_face_get_glyph_count(whole), subset);
        subset->bytes = face_copy(arena, part, face->is_cff);
    }
    hb_face_destroy(part);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return subset->bytes.size > 0;
}

bool
font_subset_simple(struct arena *arena, const struct font_face *face,
                   const uint32_t *code_points, size_t count,
                   struct text *bytes)
{
    hb_face_t *whole = face_hb_face(face);
    hb_subset_input_t *input = face->is_cff ? NULL : pdf_input(whole);
    *bytes = TEXT("");
    if (!input)
        return false;
    hb_set_t *unicodes = hb_subset_input_unicode_set(input);
    for (size_t i = 0; i < count; i++)
        hb_set_add(unicodes, code_points[i]);
    hb_set_del(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG),
               HB_TAG('c', 'm', 'a', 'p'));
    hb_face_t *part = hb_subset_or_fail(whole, input);
    if (part)
        *bytes = face_copy(arena, part, false);
    hb_face_destroy(part);
    hb_subset_input_destroy(input);
    return part != NULL;
}

int
font_character_advance(const struct font_face *face, uint32_t code_point)
{
    hb_codepoint_t glyph = 0;
    hb_font_get_nominal_glyph(face_hb_font(face), code_point, &glyph);
    return font_glyph_advance(face, glyph);
}

bool
font_subset_file(struct arena *arena, const struct font_face *face,
                 const uint32_t *code_points, size_t count, struct text *bytes)
{
    *bytes = font_face_bytes(face);
    if (!face->may_subset_in_epub)
        return true;
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return false;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_t *unicodes = hb_subset_input_unicode_set(input);
    for (size_t i = 0; i < count; i++)
        hb_set_add(unicodes, code_points[i]);
    hb_set_t *features =
        hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
    for (size_t i = 0; epub_features[i]; i++)
        hb_set_add(features, hb_tag_from_string(epub_features[i], 4));
    /* The licence asks that copyright, licence and its address stay. */
    hb_set_t *names = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID);
    hb_set_add_range(names, 0, 17);
    hb_face_t *part = hb_subset_or_fail(face_hb_face(face), input);
    if (part)
        *bytes = face_copy(arena, part, false);
    hb_face_destroy(part);
    hb_subset_input_destroy(input);
    return part != NULL;
}
