/* Fonts: embedded, with the glyphs, widths and meanings that are shown. */
#include "proof/pdf_checker.h"

#include <string.h>

enum { CODES = 65536 };

struct font {
    struct pdf_checker *checker;
    const struct pdf_glyphs *glyphs;
    const struct pdf_value *descendant;
    int64_t object;
    struct text program;
    float *widths; /* by CID, of /W and /DW; in 1/1000 em */
    uint32_t glyph_count;
    /* TrueType: advances in the program; CFF: data NULL, whose widths stand in
     * the outlines and are left to others. */
    struct text advances;
    uint32_t advance_count, units_per_em;
};

static uint32_t
number_at(struct text data, size_t at, size_t bytes)
{
    uint32_t value = 0;
    for (size_t i = 0; i < bytes; i++)
        value = value << 8 |
                (at + i < data.size ? (unsigned char)data.data[at + i] : 0);
    return value;
}

/* --- font programs -------------------------------------------------------- */

static struct text
sfnt_table(struct text data, const char *tag)
{
    uint32_t count = number_at(data, 4, 2);
    for (uint32_t i = 0; i < count; i++) {
        size_t at = 12 + 16 * (size_t)i;
        if (at + 16 > data.size)
            break;
        if (!memcmp(data.data + at, tag, 4)) {
            size_t start = number_at(data, at + 8, 4);
            return text_slice(data, start, start + number_at(data, at + 12, 4));
        }
    }
    return TEXT("");
}

static void
read_truetype(struct font *font)
{
    font->glyph_count = number_at(sfnt_table(font->program, "maxp"), 4, 2);
    font->units_per_em = number_at(sfnt_table(font->program, "head"), 18, 2);
    font->advance_count = number_at(sfnt_table(font->program, "hhea"), 34, 2);
    font->advances = sfnt_table(font->program, "hmtx");
}

/* Where an INDEX of a CFF font (Adobe TN 5176, 5) ends; its count in *count
 * and the start of its first object in *first. */
static size_t
cff_index(struct text data, size_t at, uint32_t *count, size_t *first)
{
    *count = number_at(data, at, 2);
    *first = at + 2;
    if (!*count)
        return at + 2;
    uint32_t size = number_at(data, at + 2, 1);
    size_t base = at + 3 + ((size_t)*count + 1) * size - 1;
    *first = base + 1;
    return base +
           number_at(data, at + 3 + (size_t)*count * size, size > 4 ? 4 : size);
}

/* The count of outlines: operator 17 of the Top DICT says where they are. */
static void
read_cff(struct font *font)
{
    struct text data = font->program;
    uint32_t count = 0;
    size_t first = 0,
           at = cff_index(data, number_at(data, 2, 1), &count, &first);
    size_t end = cff_index(data, at, &count, &first);
    uint32_t operand = 0;
    for (at = first; at < end && at < data.size;) {
        uint32_t byte = number_at(data, at++, 1);
        if (byte == 17) {
            font->glyph_count = number_at(data, operand, 2);
            return;
        }
        if (byte == 29) {
            operand = number_at(data, at, 4);
            at += 4;
        } else if (byte == 28) {
            operand = number_at(data, at, 2);
            at += 2;
        } else if (byte == 30) { /* a real: nibbles up to f */
            while (at < data.size && (number_at(data, at, 1) & 15) != 15 &&
                   number_at(data, at, 1) >> 4 != 15)
                at++;
            at++;
        } else if (byte >= 32 && byte <= 246) {
            operand = byte - 139;
        } else if (byte >= 247 && byte <= 254) {
            uint32_t next = number_at(data, at++, 1);
            operand = byte < 251 ? (byte - 247) * 256 + next + 108 : 0;
        } else if (byte == 12) {
            at++;
        }
    }
}

static void
check_program(struct font *font)
{
    struct pdf_checker *checker = font->checker;
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *descriptor =
        pdf_find(reader, font->descendant, "FontDescriptor");
    const struct pdf_value *truetype = pdf_entry(descriptor, "FontFile2");
    const struct pdf_value *other = pdf_entry(descriptor, "FontFile3");
    bool is_truetype = truetype->kind == PDF_REFERENCE;
    const struct pdf_value *program = is_truetype ? truetype : other;
    if (!pdf_require(checker, program->kind == PDF_REFERENCE,
                     RULE_FONT_EMBEDDED, font->object) ||
        !pdf_require(
            checker,
            pdf_reader_stream(reader, program, &checker->words.decoded),
            RULE_STREAM_BROKEN, font->object))
        return;
    font->program =
        arena_text(checker->arena, buffer_text(&checker->words.decoded));
    const struct pdf_value *subtype =
        pdf_find(reader, pdf_resolve(reader, program), "Subtype");
    pdf_require(checker,
                is_truetype || pdf_is_name(subtype, "CIDFontType0C") ||
                    pdf_is_name(subtype, "OpenType"),
                RULE_FONT_FILE_SUBTYPE, font->object);
    if (is_truetype) {
        read_truetype(font);
        pdf_require(checker,
                    pdf_find(reader, font->descendant, "CIDToGIDMap")->kind !=
                        PDF_NULL,
                    RULE_FONT_GID_MAP, font->object);
    } else if (pdf_is_name(subtype, "CIDFontType0C")) {
        read_cff(font);
    } else {
        read_truetype(font);
        font->advances = TEXT("");
    }
    pdf_require(checker, pdf_entry(descriptor, "CIDSet")->kind == PDF_NULL,
                RULE_FONT_CIDSET, font->object);
}

/* --- widths --------------------------------------------------------------- */

/* /W: c [w w w], or c1 c2 w. */
static void
read_widths(struct font *font)
{
    struct pdf_reader *reader = &font->checker->reader;
    const struct pdf_value *list = pdf_find(reader, font->descendant, "W");
    const struct pdf_value *fallback = pdf_find(reader, font->descendant, "DW");
    font->widths = ARENA_ARRAY(font->checker->arena, CODES, float);
    float width =
        fallback->kind == PDF_NULL ? 1000.0F : (float)pdf_number(fallback);
    for (size_t i = 0; width != 0.0F && i < CODES; i++)
        font->widths[i] = width;
    for (size_t i = 0; list->kind == PDF_ARRAY && i + 1 < list->count;) {
        int64_t first = pdf_whole(pdf_item(list, i));
        const struct pdf_value *second =
            pdf_resolve(reader, pdf_item(list, i + 1));
        bool is_list = second->kind == PDF_ARRAY;
        int64_t last = is_list ? first + second->count - 1 : pdf_whole(second);
        for (int64_t c = first; c >= 0 && c <= last && c < CODES; c++)
            font->widths[c] = (float)pdf_number(
                is_list ? pdf_item(second, (size_t)(c - first))
                        : pdf_item(list, i + 2));
        i += is_list ? 2 : 3;
    }
}

static bool
is_width_right(const struct font *font, uint32_t glyph)
{
    if (!font->advance_count || !font->units_per_em || !font->advances.size)
        return true;
    uint32_t last = font->advance_count - 1;
    uint32_t units =
        number_at(font->advances, 4 * (size_t)(glyph < last ? glyph : last), 2);
    float difference = font->widths[glyph] -
                       (float)units * 1000.0F / (float)font->units_per_em;
    return difference <= 1.0F && difference >= -1.0F;
}

/* --- what glyphs mean ----------------------------------------------------- */

static bool
is_invalid(struct text text)
{
    return (text.size == 1 && !text.data[0]) ||
           memmem(text.data, text.size, "\ufeff", 3) ||
           memmem(text.data, text.size, "\ufffe", 3);
}

/* U+E000 to U+F8FF: EE 80 80 to EF A3 BF in UTF-8. */
static bool
is_private(struct text text)
{
    for (size_t i = 0; i + 1 < text.size; i++) {
        unsigned char lead = (unsigned char)text.data[i];
        unsigned char next = (unsigned char)text.data[i + 1];
        if (lead == 0xee || (lead == 0xef && next < 0xa4))
            return true;
    }
    return false;
}

static void
check_glyph(struct font *font, uint32_t code)
{
    struct pdf_checker *checker = font->checker;
    const struct pdf_glyphs *glyphs = font->glyphs;
    struct text text =
        code < glyphs->count ? glyphs->texts[code] : (struct text){0};
    pdf_require(checker, code != 0, RULE_GLYPH_NOTDEF, font->object);
    pdf_require(checker, !font->program.data || code < font->glyph_count,
                RULE_GLYPH_MISSING, font->object);
    pdf_require(checker,
                code >= font->glyph_count || is_width_right(font, code),
                RULE_GLYPH_WIDTH, font->object);
    pdf_require(checker, text.size > 0, RULE_GLYPH_TEXT, font->object);
    if (!text.data || !text.size)
        return;
    pdf_require(checker, !is_invalid(text), RULE_GLYPH_TEXT_INVALID,
                font->object);
    pdf_require(checker, !is_private(text), RULE_GLYPH_PRIVATE, font->object);
}

/* --- dictionaries --------------------------------------------------------- */

static bool
is_subtype_known(const struct pdf_value *subtype)
{
    static const char *const names[] = {"Type0", "CIDFontType0",
                                        "CIDFontType2"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pdf_is_name(subtype, names[i]))
            return true;
    return false;
}

static void
check_dictionary(struct font *font, const struct pdf_value *dictionary)
{
    struct pdf_checker *checker = font->checker;
    struct pdf_reader *reader = &checker->reader;
    pdf_require(checker,
                pdf_is_name(pdf_find(reader, dictionary, "Type"), "Font"),
                RULE_FONT_TYPE, font->object);
    pdf_require(checker,
                is_subtype_known(pdf_find(reader, dictionary, "Subtype")),
                RULE_FONT_SUBTYPE, font->object);
    pdf_require(checker,
                pdf_bytes_of(pdf_find(reader, dictionary, "BaseFont")).size,
                RULE_FONT_NAME, font->object);
}

static void
check_font(struct pdf_checker *checker, const struct pdf_glyphs *glyphs)
{
    struct pdf_reader *reader = &checker->reader;
    struct pdf_value self = {.kind = PDF_REFERENCE, .integer = glyphs->object};
    const struct pdf_value *dictionary = pdf_resolve(reader, &self);
    struct font font = {
        .checker = checker, .glyphs = glyphs, .object = glyphs->object};
    font.descendant = pdf_resolve(
        reader, pdf_item(pdf_find(reader, dictionary, "DescendantFonts"), 0));
    check_dictionary(&font, dictionary);
    check_dictionary(&font, font.descendant);
    pdf_require(checker, glyphs->is_two_bytes, RULE_FONT_ENCODING, font.object);
    check_program(&font);
    read_widths(&font);
    for (uint32_t word = 0; word < CODES / 64; word++)
        for (uint64_t bits = glyphs->used[word]; bits; bits &= bits - 1)
            check_glyph(&font, word * 64 + (uint32_t)__builtin_ctzll(bits));
}

void
pdf_check_fonts(struct pdf_checker *checker)
{
    for (size_t i = 0; i < checker->words.fonts.count; i++)
        check_font(checker, checker->words.fonts.items[i]);
}
