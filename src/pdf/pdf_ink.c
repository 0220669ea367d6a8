#include "pdf/pdf_ink.h"

#include "pdf/pdf_format.h"
#include "style/style.h"

#include <string.h>

void
pdf_inks_init(struct pdf_inks *inks, const struct pdf_rules *rules)
{
    *inks = (struct pdf_inks){.is_black = rules->edition->is_black};
    if (rules->press) {
        inks->press = rules->press->press;
        inks->own = rules->press->inks;
        inks->own_count = rules->press->ink_count;
    }
    if (inks->is_black)
        tones_init(&inks->tones);
}

static struct ink
ink_of(const struct pdf_inks *inks, uint32_t rgb)
{
    if (inks->is_black)
        return press_black(inks->press, rgb);
    for (size_t i = inks->own_count; i-- > 0;) /* the last one counts */
        if (inks->own[i].colour == rgb)
            return inks->own[i].ink;
    return press_ink(inks->press, rgb);
}

bool
pdf_is_black(const struct pdf_inks *inks, uint32_t rgb)
{
    if (!inks->press)
        return false;
    struct ink ink = ink_of(inks, rgb);
    return ink.black == 100 && !ink.cyan && !ink.magenta && !ink.yellow;
}

static void
press_colour(struct buffer *out, struct ink ink, bool stroke)
{
    const uint8_t parts[4] = {ink.cyan, ink.magenta, ink.yellow, ink.black};
    for (int i = 0; i < 4; i++) {
        pdf_decimal(out, parts[i], 2);
        buffer_append_byte(out, ' ');
    }
    buffer_append_string(out, stroke ? "K\n" : "k\n");
}

void
pdf_colour(struct buffer *out, const struct pdf_inks *inks, uint32_t rgb,
           bool stroke)
{
    if (inks->press) {
        press_colour(out, ink_of(inks, rgb), stroke);
        return;
    }
    if (inks->is_black)
        rgb = tone_grey(&inks->tones, rgb) * 0x010101u;
    unsigned parts[3] = {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255};
    int count = parts[0] == parts[1] && parts[1] == parts[2] ? 1 : 3;
    for (int i = 0; i < count; i++) {
        pdf_decimal(out, ((int64_t)parts[i] * 1000 + 127) / 255, 3);
        buffer_append_byte(out, ' ');
    }
    buffer_append_string(out, count == 1 ? stroke ? "G\n" : "g\n"
                              : stroke   ? "RG\n"
                                         : "rg\n");
}

/* --- pictures ------------------------------------------------------------- */

/* Greys of the press are a picture of one ink: DeviceGray would be converted
 * by whoever prints it, each in its own way. */
const char *
pdf_picture_space(const struct pdf_inks *inks, int components)
{
    bool is_grey = components == 1 || inks->is_black;
    if (inks->press)
        return is_grey ? "[/Separation/Black/DeviceCMYK<</FunctionType 2"
                         "/Domain[0 1]/C0[0 0 0 0]/C1[0 0 0 1]/N 1>>]"
                       : "/DeviceCMYK";
    return is_grey ? "/DeviceGray" : "/DeviceRGB";
}

bool
pdf_picture_changes(const struct pdf_inks *inks, int components)
{
    return inks->press || (inks->is_black && components == 3);
}

struct text
pdf_picture_inks(const struct pdf_inks *inks, struct arena *arena,
                 const uint8_t *pixels, size_t count, int components)
{
    bool is_grey = components == 1 || inks->is_black;
    size_t size = is_grey ? count : 4 * count;
    uint8_t *out = arena_alloc(arena, size);
    if (!is_grey) {
        press_picture(inks->press, pixels, count, out);
    } else {
        if (components == 3)
            tones_picture(&inks->tones, pixels, count, out);
        else
            memcpy(out, pixels, count);
        if (inks->press)
            press_grey_picture(inks->press, out, count, out);
    }
    return (struct text){(const char *)out, size};
}
