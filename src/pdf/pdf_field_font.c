/* The font of what is typed: a plain TrueType font of one-byte codes with all
 * of WinAnsiEncoding, since viewers know no other that works everywhere. */
#include "pdf/pdf_writer.h"

#include "pdf/pdf_format.h"

#include <string.h>

enum { FIRST = 32, LAST = 255, CODES = LAST - FIRST + 1 };

/* What WinAnsiEncoding has at 0x80 to 0x9f (ISO 32000-1, Annex D); 0x2022,
 * the bullet, where it has nothing. */
static const uint16_t middle[32] = {
    0x20ac, 0x2022, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x2022, 0x017d, 0x2022,
    0x2022, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x2022, 0x017e, 0x0178};

static uint32_t
character_of(unsigned code)
{
    if (code >= 0x80 && code < 0xa0)
        return middle[code - 0x80];
    if (code == 0x7f)
        return 0x2022;
    if (code == 0xa0)
        return ' ';
    return code == 0xad ? '-' : code;
}

/* The first role with outlines that such a font may have. */
static const struct font *
choose_font(const struct font_set *set)
{
    static const char *const roles[] = {"sans", "text", "emergency", "mono"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        const struct font *font =
            font_find(set, text_of(roles[i]), FONT_REGULAR, FONT_PLAIN);
        if (font && !font->face->is_cff)
            return font;
    }
    return NULL;
}

static void
append_name(const struct font_face *face, struct text program,
            struct buffer *out)
{
    uint64_t hash = text_hash(program);
    hash ^= hash >> 29;
    buffer_append_byte(out, '/');
    for (int i = 0; i < 6; i++, hash /= 26)
        buffer_append_byte(out, (char)('A' + hash % 26));
    buffer_append_byte(out, '+');
    for (size_t i = 0; i < face->postscript_name.size && i < 100; i++) {
        char byte = face->postscript_name.data[i];
        if (byte > ' ' && byte < 0x7f && !strchr("()<>[]{}/%#", byte))
            buffer_append_byte(out, byte);
    }
}

static void
append_thousandths(const struct font_face *face, int units, struct buffer *out)
{
    pdf_integer(out, scaled_ratio(units, 1000, face->units_per_em));
}

static struct text
descriptor_body(struct pdf_writer *writer, const struct font_face *face,
                struct text program)
{
    const struct {
        const char *key;
        int units;
    } measures[] = {{"/FontBBox[", face->bbox[0]},
                    {" ", face->bbox[1]},
                    {" ", face->bbox[2]},
                    {" ", face->bbox[3]},
                    {"]/Ascent ", face->ascender},
                    {"/Descent ", face->descender},
                    {"/CapHeight ", face->cap_height}};
    struct buffer out = {0};
    buffer_append_string(&out, "/Type/FontDescriptor/FontName");
    append_name(face, program, &out);
    buffer_append_string(&out, "/Flags 32"); /* Nonsymbolic */
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        buffer_append_string(&out, measures[i].key);
        append_thousandths(face, measures[i].units, &out);
    }
    buffer_printf(&out, "/ItalicAngle 0/StemV %d/FontFile2 %u 0 R",
                  face->stem_v > 0 ? face->stem_v : 80,
                  writer->fields.program.id);
    struct text body = arena_text(writer->arena, buffer_text(&out));
    buffer_release(&out);
    return body;
}

static struct text
font_body(struct pdf_writer *writer, const struct font_face *face,
          struct text program)
{
    struct buffer out = {0};
    buffer_append_string(&out, "/Type/Font/Subtype/TrueType/BaseFont");
    append_name(face, program, &out);
    buffer_printf(&out,
                  "/Encoding/WinAnsiEncoding/FontDescriptor %u 0 R"
                  "/FirstChar %d/LastChar %d/Widths[",
                  writer->fields.descriptor.id, FIRST, LAST);
    for (unsigned code = FIRST; code <= LAST; code++) {
        int advance = font_character_advance(face, character_of(code));
        pdf_decimal(&out, scaled_ratio(advance, EM_WIDTH, face->units_per_em),
                    2);
        buffer_append_byte(&out, code == LAST ? ']' : code % 16 ? ' ' : '\n');
    }
    struct text body = arena_text(writer->arena, buffer_text(&out));
    buffer_release(&out);
    return body;
}

bool
pdf_field_font_write(struct pdf_writer *writer)
{
    struct pdf_fields *fields = &writer->fields;
    const struct font *font = choose_font(writer->rules->fonts);
    const struct font_face *face = font ? font->face : NULL;
    uint32_t characters[CODES];
    struct text program;
    for (unsigned i = 0; i < CODES; i++)
        characters[i] = character_of(i + FIRST);
    if (!face ||
        !font_subset_simple(writer->arena, face, characters, CODES, &program))
        return false;
    fields->font_scale = font->scale;
    pdf_object_add(writer->file, &fields->font);
    pdf_object_add(writer->file, &fields->descriptor);
    pdf_object_add(writer->file, &fields->program);
    fields->font.body = font_body(writer, face, program);
    fields->descriptor.body = descriptor_body(writer, face, program);
    pdf_object_set_stream(
        &fields->program, writer->arena,
        arena_printf(writer->arena, "/Length1 %zu", program.size), program);
    return true;
}
