#include "font/glyph_font.h"

#include "font/face.h"

#include <string.h>

/* What shapes, what varies, and what browsers do not read.  Without its
 * variations a variable font is its default instance, as elsewhere here. */
static const char *const drops[] = {
    "GSUB", "GPOS", "GDEF", "kern", "cmap", "BASE", "MATH", "DSIG",
    "STAT", "fvar", "gvar", "avar", "HVAR", "VVAR", "MVAR", "cvar",
    "CFF2", "FFTM", "prop", "meta", "morx", "kerx", NULL};

/* Private use ends two characters before the plane does. */
enum { GLYPHS_MOST = 0xFFFE };

static bool
is_dropped(hb_tag_t tag)
{
    for (size_t i = 0; drops[i]; i++)
        if (tag == hb_tag_from_string(drops[i], 4))
            return true;
    return false;
}

static void
put_u32(unsigned char *at, uint32_t value)
{
    at[0] = (unsigned char)(value >> 24);
    at[1] = (unsigned char)(value >> 16);
    at[2] = (unsigned char)(value >> 8);
    at[3] = (unsigned char)value;
}

/* A table cmap of format 12 with one group (OpenType 1.9, "cmap"). */
static hb_blob_t *
make_cmap(uint32_t glyph_count)
{
    enum { HEADER = 12, SUBTABLE = 28 };
    unsigned char table[HEADER + SUBTABLE] = {0};
    table[3] = 1;  /* one subtable */
    table[5] = 3;  /* Windows */
    table[7] = 10; /* all of Unicode */
    put_u32(table + 8, HEADER);
    table[HEADER + 1] = 12;
    put_u32(table + HEADER + 4, SUBTABLE);
    put_u32(table + HEADER + 12, 1);
    put_u32(table + HEADER + 16, GLYPH_FONT_FIRST);
    put_u32(table + HEADER + 20, GLYPH_FONT_FIRST + glyph_count - 1);
    return hb_blob_create((const char *)table, sizeof table,
                          HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
}

static void
add_tables(hb_face_t *builder, hb_face_t *face)
{
    hb_tag_t tags[64];
    unsigned start = 0, count;
    do {
        count = sizeof tags / sizeof *tags;
        unsigned all = hb_face_get_table_tags(face, start, &count, tags);
        for (unsigned i = 0; i < count; i++) {
            if (is_dropped(tags[i]))
                continue;
            hb_blob_t *table = hb_face_reference_table(face, tags[i]);
            hb_face_builder_add_table(builder, tags[i], table);
            hb_blob_destroy(table);
        }
        start += count;
        if (start >= all)
            return;
    } while (count);
}

bool
glyph_font(struct arena *arena, const struct font_face *face,
           struct text *bytes)
{
    hb_face_t *whole = face_hb_face(face);
    unsigned glyph_count = hb_face_get_glyph_count(whole);
    if (!glyph_count || glyph_count > GLYPHS_MOST)
        return false;
    hb_face_t *builder = hb_face_builder_create();
    add_tables(builder, whole);
    hb_blob_t *cmap = make_cmap(glyph_count);
    hb_face_builder_add_table(builder, HB_TAG('c', 'm', 'a', 'p'), cmap);
    hb_blob_destroy(cmap);
    hb_blob_t *blob = hb_face_reference_blob(builder);
    unsigned size;
    const char *data = hb_blob_get_data(blob, &size);
    *bytes = arena_text(arena, (struct text){data, size});
    hb_blob_destroy(blob);
    hb_face_destroy(builder);
    return bytes->size > 0;
}
