#include "media/press.h"

#include "base/arena.h"
#include "media/tone.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

enum { FULL = 65535 }; /* of an ink, and of light */

struct press {
    cmsHPROFILE profile, screen;
    cmsHTRANSFORM exact;  /* RGB to inks, 16 bits an ink */
    cmsHTRANSFORM pixels; /* RGB to inks, 8 bits: by a table made once */
    struct tones tones;
    uint8_t blacks[256]; /* by grey: amount of black that looks like it */
};

/* --- opening -------------------------------------------------------------- */

/* How light black ink is on paper, by its amount of 255. */
static bool
measure_blacks(const struct press *press, uint16_t light[256])
{
    cmsHPROFILE xyz = cmsCreateXYZProfile();
    cmsHTRANSFORM transform = cmsCreateTransform(
        press->profile, TYPE_CMYK_16, xyz, TYPE_XYZ_DBL,
        INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE);
    for (int i = 0; i < 256 && transform; i++) {
        cmsUInt16Number inks[4] = {0, 0, 0, (cmsUInt16Number)(i * 257)};
        cmsCIEXYZ seen;
        cmsDoTransform(transform, inks, &seen, 1);
        light[i] = (uint16_t)(seen.Y <= 0   ? 0
                              : seen.Y >= 1 ? FULL
                                            : seen.Y * FULL + 0.5);
    }
    if (transform)
        cmsDeleteTransform(transform);
    cmsCloseProfile(xyz);
    return transform != NULL;
}

/* From black of the screen to black of the ink, from white to paper, and even
 * in between: black point compensation, for one ink. */
static void
fill_blacks(struct press *press, const uint16_t light[256])
{
    uint32_t darkest = light[255];
    for (int grey = 0, amount = 255; grey < 256; grey++) {
        uint32_t wanted = darkest + (uint32_t)press->tones.light[grey] *
                                        (FULL - darkest) / FULL;
        while (amount > 0 && light[amount] < wanted)
            amount--;
        press->blacks[grey] = (uint8_t)amount;
    }
    press->blacks[0] = 255;
    press->blacks[255] = 0;
}

static bool
is_named(cmsHPROFILE profile, const char *name)
{
    char description[256] = "";
    cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", description,
                           sizeof description);
    return !strncmp(description, name, strlen(name));
}

static bool
fail(const char **why, const char *reason)
{
    *why = reason;
    return false;
}

static bool
open_transforms(struct press *press, const char *name, const char **why)
{
    static const cmsUInt32Number flags =
        cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE;
    uint16_t light[256];
    if (!press->profile)
        return fail(why, "it is no ICC profile");
    if (cmsGetColorSpace(press->profile) != cmsSigCmykData)
        return fail(why, "it is not for four inks");
    if (!is_named(press->profile, name))
        return fail(why, "it describes another way of printing");
    press->screen = cmsCreate_sRGBProfile();
    press->exact = cmsCreateTransform(
        press->screen, TYPE_RGB_8, press->profile, TYPE_CMYK_16,
        INTENT_RELATIVE_COLORIMETRIC, flags | cmsFLAGS_NOOPTIMIZE);
    if (!press->exact || !measure_blacks(press, light))
        return fail(why, "it has no tables for this");
    fill_blacks(press, light);
    return true;
}

struct press *
press_open(struct text profile, const char *name, const char **why)
{
    struct press *press = memory_alloc_zeroed(1, sizeof *press);
    tones_init(&press->tones);
    press->profile =
        cmsOpenProfileFromMem(profile.data, (cmsUInt32Number)profile.size);
    if (open_transforms(press, name, why))
        return press;
    press_close(press);
    return NULL;
}

void
press_close(struct press *press)
{
    if (!press)
        return;
    if (press->pixels)
        cmsDeleteTransform(press->pixels);
    if (press->exact)
        cmsDeleteTransform(press->exact);
    if (press->screen)
        cmsCloseProfile(press->screen);
    if (press->profile)
        cmsCloseProfile(press->profile);
    free(press);
}

/* --- colours -------------------------------------------------------------- */

static uint8_t
percent(unsigned amount, unsigned full)
{
    return (uint8_t)((amount * 100 + full / 2) / full);
}

struct ink
press_black(const struct press *press, uint32_t rgb)
{
    uint8_t grey = tone_grey(&press->tones, rgb);
    return (struct ink){.black = percent(press->blacks[grey], 255)};
}

struct ink
press_ink(const struct press *press, uint32_t rgb)
{
    uint8_t pixel[3] = {(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8),
                        (uint8_t)rgb};
    cmsUInt16Number inks[4];
    if (pixel[0] == pixel[1] && pixel[1] == pixel[2])
        return press_black(press, rgb);
    cmsDoTransform(press->exact, pixel, inks, 1);
    return (struct ink){percent(inks[0], FULL), percent(inks[1], FULL),
                        percent(inks[2], FULL), percent(inks[3], FULL)};
}

/* --- pictures ------------------------------------------------------------- */

void
press_picture(struct press *press, const uint8_t *rgb, size_t count,
              uint8_t *inks)
{
    if (!press->pixels)
        press->pixels = cmsCreateTransform(
            press->screen, TYPE_RGB_8, press->profile, TYPE_CMYK_8,
            INTENT_RELATIVE_COLORIMETRIC,
            cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE);
    cmsDoTransform(press->pixels, rgb, inks, (cmsUInt32Number)count);
    for (size_t i = 0; i < count; i++, rgb += 3, inks += 4)
        if (rgb[0] == rgb[1] && rgb[1] == rgb[2] &&
            (rgb[0] == 0 || rgb[0] == 255)) {
            memset(inks, 0, 4);
            inks[3] = (uint8_t)(255 - rgb[0]);
        }
}

void
press_grey_picture(const struct press *press, const uint8_t *greys,
                   size_t count, uint8_t *blacks)
{
    for (size_t i = 0; i < count; i++)
        blacks[i] = press->blacks[greys[i]];
}
