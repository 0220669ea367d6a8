#include "pdf/pdf_writer.h"

#include <string.h>

/* An ICC profile, version 4.2 (ICC.1:2004-10), of the colour space that IEC
 * 61966-2-1 describes: three primaries adapted to D50 and one parametric
 * curve.  Made here, so that no package has to bring one and the bytes are
 * the same everywhere. */

enum { HEADER = 128, TAG_COUNT = 10 };

static void
append_u32(struct buffer *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_append_byte(out, (char)(value >> shift));
}

/* s15Fixed16 numbers after a tag's type. */
static void
append_numbers(struct buffer *out, const char *type, const uint32_t *numbers,
               size_t count)
{
    buffer_append(out, type, 4);
    append_u32(out, 0);
    for (size_t i = 0; i < count; i++)
        append_u32(out, numbers[i]);
}

/* multiLocalizedUnicodeType with one English text. */
static void
append_words(struct buffer *out, const char *words)
{
    size_t length = strlen(words);
    buffer_append(out, "mluc", 4);
    append_u32(out, 0);
    append_u32(out, 1);
    append_u32(out, 12);
    buffer_append(out, "enUS", 4);
    append_u32(out, (uint32_t)length * 2);
    append_u32(out, 28);
    for (size_t i = 0; i < length; i++) {
        buffer_append_byte(out, '\0');
        buffer_append_byte(out, words[i]);
    }
    while (out->size % 4)
        buffer_append_byte(out, '\0');
}

static void
append_curve(struct buffer *out)
{
    /* Function type 3: gamma 2.4, a = 1/1.055, b = 0.055/1.055,
     * c = 1/12.92, d = 0.04045. */
    static const uint32_t curve[] = {3u << 16, 0x26666, 0xf2a7,
                                     0x0d59,   0x13d0,  0x0a5b};
    append_numbers(out, "para", curve, 6);
}

static void
append_header(struct buffer *out, size_t size)
{
    static const unsigned char date[12] = {0x07, 0xea, 0, 1, 0, 1};
    append_u32(out, (uint32_t)size);
    append_u32(out, 0);
    append_u32(out, 0x04200000);
    buffer_append(out, "mntrRGB XYZ ", 12);
    buffer_append(out, date, sizeof date);
    buffer_append(out, "acsp", 4);
    for (int i = 0; i < 7; i++) /* platform to rendering intent */
        append_u32(out, 0);
    append_u32(out, 0xf6d6); /* D50 */
    append_u32(out, 0x10000);
    append_u32(out, 0xd32d);
    while (out->size < HEADER)
        buffer_append_byte(out, '\0');
}

struct text
pdf_icc_srgb(struct arena *arena)
{
    static const uint32_t white[] = {0xf6d6, 0x10000, 0xd32d};
    static const uint32_t red[] = {0x6fa2, 0x38f5, 0x0390};
    static const uint32_t green[] = {0x6299, 0xb785, 0x18da};
    static const uint32_t blue[] = {0x24a0, 0x0f84, 0xb6cf};
    /* Bradford, D65 to D50. */
    static const uint32_t adaptation[] = {0x10c42,    0x05de, 0xfffff325,
                                          0x0793,     0xfd90, 0xfffffba1,
                                          0xfffffda2, 0x03dc, 0xc06e};
    static const char names[TAG_COUNT][5] = {"desc", "cprt", "wtpt", "chad",
                                             "rXYZ", "gXYZ", "bXYZ", "rTRC",
                                             "gTRC", "bTRC"};
    struct buffer data = {0}, out = {0};
    size_t starts[TAG_COUNT + 1];
    for (int i = 0; i < TAG_COUNT; i++) {
        starts[i] = data.size;
        if (i == 0)
            append_words(&data, "sRGB");
        else if (i == 1)
            append_words(&data, "In the public domain");
        else if (i == 3)
            append_numbers(&data, "sf32", adaptation, 9);
        else if (i == 7)
            append_curve(&data);
        else if (i < 7)
            append_numbers(&data, "XYZ ",
                           i == 2   ? white
                           : i == 4 ? red
                           : i == 5 ? green
                                    : blue,
                           3);
    }
    starts[TAG_COUNT] = data.size;
    /* The three curves are one. */
    size_t offset = HEADER + 4 + 12 * TAG_COUNT;
    append_header(&out, offset + data.size);
    append_u32(&out, TAG_COUNT);
    for (int i = 0; i < TAG_COUNT; i++) {
        int tag = i > 7 ? 7 : i;
        buffer_append(&out, names[i], 4);
        append_u32(&out, (uint32_t)(offset + starts[tag]));
        append_u32(&out, (uint32_t)(starts[tag + 1] - starts[tag]));
    }
    buffer_append_text(&out, buffer_text(&data));
    struct text profile = arena_text(arena, buffer_text(&out));
    buffer_release(&data);
    buffer_release(&out);
    return profile;
}
