#include "pdf/pdf_font.h"

#include "base/utf8.h"
#include "pdf/pdf_format.h"

#include <string.h>

/* --- what glyphs say ----------------------------------------------------- */

void
pdf_fonts_init(struct pdf_fonts *fonts, struct arena *arena,
               const struct font_set *set)
{
    fonts->arena = arena;
    fonts->count = font_face_count(set);
    fonts->faces = ARENA_ARRAY(arena, fonts->count, struct pdf_face);
    for (size_t i = 0; i < fonts->count; i++)
        fonts->faces[i].face = font_face_at(set, i);
}

struct pdf_face *
pdf_fonts_face(struct pdf_fonts *fonts, const struct font_face *face)
{
    return &fonts->faces[face->index];
}

em_width
pdf_face_units(const struct pdf_face *face, int64_t units)
{
    return (em_width)scaled_ratio(units, EM_WIDTH, face->face->units_per_em);
}

static void
face_grow(struct arena *arena, struct pdf_face *face, unsigned glyph)
{
    size_t capacity = face->capacity ? face->capacity : 512;
    while (capacity <= glyph)
        capacity *= 2;
    uint32_t *used = ARENA_ARRAY(arena, capacity / 32, uint32_t);
    struct text *texts = ARENA_ARRAY(arena, capacity, struct text);
    bool *weak = ARENA_ARRAY(arena, capacity, bool);
    em_width *widths = ARENA_ARRAY(arena, capacity, em_width);
    if (face->capacity) {
        memcpy(used, face->used, face->capacity / 32 * sizeof *used);
        memcpy(texts, face->texts, face->capacity * sizeof *texts);
        memcpy(weak, face->weak, face->capacity * sizeof *weak);
        memcpy(widths, face->widths, face->capacity * sizeof *widths);
    }
    face->used = used;
    face->texts = texts;
    face->weak = weak;
    face->widths = widths;
    face->capacity = capacity;
}

/* Characters that look and read like a plain one: extraction may give that
 * one, since search and copying want it. */
static struct text
text_plain(struct text text)
{
    static const struct {
        const char *fancy, *plain;
    } table[] = {
        {"\u00a0", " "}, {"\u202f", " "}, {"\u2007", " "},
        {"\u2009", " "}, {"\u2011", "-"}, {"\u2010", "-"},
    };
    bool may_be_fancy = text.size == 2 || text.size == 3;
    for (size_t i = 0; may_be_fancy && i < sizeof table / sizeof *table; i++)
        if (text_equals(text, table[i].fancy))
            return text_of(table[i].plain);
    return text;
}

bool
pdf_texts_read_alike(struct text a, struct text b)
{
    return text_equal(text_plain(a), text_plain(b));
}

bool
pdf_face_note(struct pdf_fonts *fonts, struct pdf_face *face, unsigned glyph,
              struct text text, bool weak)
{
    if (glyph >= face->capacity)
        face_grow(fonts->arena, face, glyph);
    if (!(face->used[glyph / 32] >> (glyph % 32) & 1)) {
        face->used[glyph / 32] |= (uint32_t)1 << (glyph % 32);
        face->widths[glyph] =
            pdf_face_units(face, font_glyph_advance(face->face, glyph));
    }
    struct text *known = &face->texts[glyph];
    if (known->data && !face->weak[glyph] && text_equal(*known, text))
        return true; /* nearly always */
    struct text plain = text_plain(text);
    if (!known->data || (face->weak[glyph] && !weak) ||
        (!weak && text_equal(text, plain) &&
         text_equal(text_plain(*known), plain))) {
        *known = text;
        face->weak[glyph] = weak;
        return true;
    }
    return weak || text_equal(text_plain(*known), plain);
}

em_width
pdf_face_width(const struct pdf_face *face, unsigned glyph)
{
    return glyph < face->capacity ? face->widths[glyph] : 0;
}

bool
pdf_face_is_used(const struct pdf_face *face)
{
    return face->capacity > 0;
}

bool
pdf_fonts_subset(struct pdf_fonts *fonts, const struct font_face **failed)
{
    for (size_t i = 0; i < fonts->count; i++) {
        struct pdf_face *face = &fonts->faces[i];
        if (pdf_face_is_used(face) &&
            !font_subset(fonts->arena, face->face, face->used,
                         face->capacity / 32, &face->subset)) {
            *failed = face->face;
            return false;
        }
    }
    return true;
}

/* --- objects ------------------------------------------------------------- */

static bool
is_used(const struct pdf_face *face, unsigned glyph)
{
    return glyph < face->capacity &&
           (face->used[glyph / 32] >> (glyph % 32) & 1);
}

/* Six capitals that tell this subset from others of the face. */
static void
subset_tag(const struct pdf_face *face, char tag[7])
{
    unsigned long long hash =
        text_hash((struct text){(const char *)face->used,
                                face->capacity / 32 * sizeof *face->used}) ^
        text_hash(face->face->postscript_name);
    hash ^= hash >> 29;
    for (int i = 0; i < 6; i++, hash /= 26)
        tag[i] = (char)('A' + hash % 26);
    tag[6] = '\0';
}

static void
font_name(const struct pdf_face *face, struct buffer *out)
{
    char tag[7];
    subset_tag(face, tag);
    buffer_append_byte(out, '/');
    buffer_append_string(out, tag);
    buffer_append_byte(out, '+');
    struct text name = face->face->postscript_name;
    for (size_t i = 0; i < name.size && i < 100; i++) {
        char byte = name.data[i];
        if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
            (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '_')
            buffer_append_byte(out, byte);
    }
}

static struct text
finish(struct arena *arena, struct buffer *out)
{
    struct text text = arena_text(arena, buffer_text(out));
    buffer_clear(out);
    return text;
}

static void
font_body(const struct pdf_face *face, struct buffer *out)
{
    buffer_append_string(out, "/Type/Font/Subtype/Type0/BaseFont");
    font_name(face, out);
    buffer_append_string(out, "/Encoding/Identity-H/DescendantFonts[");
    pdf_reference(out, face->descendant.id);
    buffer_append_string(out, "]/ToUnicode ");
    pdf_reference(out, face->unicode.id);
}

static void
descendant_widths(struct arena *arena, const struct pdf_face *face,
                  struct buffer *out)
{
    unsigned count = face->subset.new_count;
    em_width *widths = ARENA_ARRAY(arena, count, em_width);
    widths[0] = pdf_face_units(face, font_glyph_advance(face->face, 0));
    for (unsigned old = 0; old < face->subset.old_count; old++)
        if (is_used(face, old))
            widths[face->subset.new_glyphs[old]] = face->widths[old];
    buffer_append_string(out, "/DW 0/W[0[");
    for (unsigned i = 0; i < count; i++) {
        if (i)
            buffer_append_byte(out, i % 16 ? ' ' : '\n');
        pdf_decimal(out, widths[i], 2);
    }
    buffer_append_string(out, "]]");
}

static void
descendant_body(struct arena *arena, const struct pdf_face *face,
                struct buffer *out)
{
    bool is_cff = face->face->is_cff;
    buffer_append_string(out, "/Type/Font/Subtype/");
    buffer_append_string(out, is_cff ? "CIDFontType0" : "CIDFontType2");
    buffer_append_string(out, "/BaseFont");
    font_name(face, out);
    buffer_append_string(out, "/CIDSystemInfo<</Registry(Adobe)/Ordering"
                              "(Identity)/Supplement 0>>/FontDescriptor ");
    pdf_reference(out, face->descriptor.id);
    if (!is_cff)
        buffer_append_string(out, "/CIDToGIDMap/Identity");
    descendant_widths(arena, face, out);
}

static void
descriptor_number(const struct pdf_face *face, struct buffer *out,
                  const char *key, int units)
{
    buffer_append_string(out, key);
    pdf_integer(out, scaled_ratio(units, 1000, face->face->units_per_em));
}

static void
descriptor_body(const struct pdf_face *face, struct buffer *out)
{
    const struct font_face *f = face->face;
    buffer_append_string(out, "/Type/FontDescriptor/FontName");
    font_name(face, out);
    buffer_append_string(out, "/Flags ");
    pdf_integer(out, f->flags ? f->flags : 4);
    for (int i = 0; i < 4; i++)
        descriptor_number(face, out, i ? " " : "/FontBBox[", f->bbox[i]);
    buffer_append_string(out, "]/ItalicAngle ");
    pdf_decimal(out, scaled_ratio(f->italic_angle, 100, 65536), 2);
    descriptor_number(face, out, "/Ascent ", f->ascender);
    descriptor_number(face, out, "/Descent ", f->descender);
    descriptor_number(face, out, "/CapHeight ", f->cap_height);
    descriptor_number(face, out, "/XHeight ", f->x_height);
    buffer_append_string(out, "/StemV ");
    pdf_integer(out, f->stem_v > 0 ? f->stem_v : 80);
    buffer_append_string(out, f->is_cff ? "/FontFile3 " : "/FontFile2 ");
    pdf_reference(out, face->program.id);
}

/* The map from glyph ids to text, in blocks of at most 100 lines. */
static void
unicode_stream(const struct pdf_face *face, struct buffer *out)
{
    static const char head[] =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> "
        "def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    struct buffer block = {0};
    unsigned lines = 0;
    buffer_append_string(out, head);
    for (unsigned old = 0; old <= face->subset.old_count; old++) {
        bool last = old == face->subset.old_count;
        if (lines == 100 || (last && lines)) {
            pdf_integer(out, lines);
            buffer_append_string(out, " beginbfchar\n");
            buffer_append_text(out, buffer_text(&block));
            buffer_append_string(out, "endbfchar\n");
            buffer_clear(&block);
            lines = 0;
        }
        if (last || !is_used(face, old) || !face->texts[old].size)
            continue;
        buffer_printf(&block, "<%04X> <", face->subset.new_glyphs[old]);
        pdf_utf16(&block, face->texts[old]);
        buffer_append_string(&block, ">\n");
        lines++;
    }
    buffer_append_string(out, "endcmap\nCMapName currentdict /CMap "
                              "defineresource pop\nend\nend\n");
    buffer_release(&block);
}

static void
face_write(struct pdf_fonts *fonts, struct pdf_face *face,
           struct pdf_file *file)
{
    struct buffer out = {0};
    struct arena *arena = fonts->arena;
    struct text bytes = face->subset.bytes;
    pdf_object_add(file, &face->font);
    pdf_object_add(file, &face->descendant);
    pdf_object_add(file, &face->descriptor);
    pdf_object_add(file, &face->program);
    pdf_object_add(file, &face->unicode);
    font_body(face, &out);
    face->font.body = finish(arena, &out);
    descendant_body(arena, face, &out);
    face->descendant.body = finish(arena, &out);
    descriptor_body(face, &out);
    face->descriptor.body = finish(arena, &out);
    unicode_stream(face, &out);
    pdf_object_set_stream(&face->unicode, arena, TEXT(""), buffer_text(&out));
    buffer_clear(&out);
    if (face->face->is_cff) {
        buffer_append_string(&out, "/Subtype/CIDFontType0C");
    } else {
        buffer_append_string(&out, "/Length1 ");
        pdf_integer(&out, (int64_t)bytes.size);
    }
    pdf_object_set_stream(&face->program, arena, buffer_text(&out), bytes);
    buffer_release(&out);
}

void
pdf_fonts_write(struct pdf_fonts *fonts, struct pdf_file *file)
{
    for (size_t i = 0; i < fonts->count; i++)
        if (pdf_face_is_used(&fonts->faces[i]))
            face_write(fonts, &fonts->faces[i], file);
}

void
pdf_fonts_resources(const struct pdf_fonts *fonts, struct buffer *out)
{
    for (size_t i = 0; i < fonts->count; i++) {
        if (!pdf_face_is_used(&fonts->faces[i]))
            continue;
        buffer_append_string(out, "/F");
        pdf_integer(out, (int64_t)i);
        buffer_append_byte(out, ' ');
        pdf_reference(out, fonts->faces[i].font.id);
    }
}
