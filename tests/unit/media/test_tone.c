/* Greys as light as colours, and inks of a press. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "media/press.h"
#include "media/tone.h"

#include <stdlib.h>

static void
greys_stay_as_they_are(void **state)
{
    (void)state;
    struct tones tones;
    tones_init(&tones);
    for (uint32_t i = 0; i < 256; i++)
        assert_int_equal(tone_grey(&tones, i * 0x010101u), i);
}

static void
a_grey_is_as_light_as_its_colour(void **state)
{
    (void)state;
    struct tones tones;
    tones_init(&tones);
    for (uint32_t rgb = 0; rgb < 0x1000000; rgb += 4099) {
        int grey = tone_grey(&tones, rgb);
        int light = tone_light(&tones, rgb);
        int step = grey < 255 ? tones.light[grey + 1] - tones.light[grey]
                              : tones.light[255] - tones.light[254];
        assert_true(abs(tones.light[grey] - light) <= step / 2 + 1);
    }
    /* WCAG's example weights: green is lightest, blue darkest. */
    assert_true(tone_grey(&tones, 0x00ff00) > tone_grey(&tones, 0xff0000));
    assert_true(tone_grey(&tones, 0xff0000) > tone_grey(&tones, 0x0000ff));
}

static void
pictures_become_grey_in_place(void **state)
{
    (void)state;
    struct tones tones;
    tones_init(&tones);
    uint8_t pixels[9] = {255, 255, 255, 0, 0, 0, 255, 0, 0};
    tones_picture(&tones, pixels, 3, pixels);
    assert_int_equal(pixels[0], 255);
    assert_int_equal(pixels[1], 0);
    assert_int_equal(pixels[2], tone_grey(&tones, 0xff0000));
}

/* --- inks ----------------------------------------------------------------- */

static struct arena *arena;

/* NULL where texlive-base is not installed. */
static struct press *
open_press(const char *name, const char **why)
{
    struct text profile;
    if (!file_read_bytes(arena,
                         "/usr/share/texlive/texmf-dist/tex/generic/"
                         "colorprofiles/FOGRA39L_coated.icc",
                         1 << 24, &profile))
        skip();
    return press_open(profile, name, why);
}

static bool
is_black_alone(struct ink ink)
{
    return !ink.cyan && !ink.magenta && !ink.yellow;
}

static void
greys_are_black_ink_alone(void **state)
{
    (void)state;
    const char *why;
    struct press *press = open_press("FOGRA39", &why);
    assert_non_null(press);
    int last = 101;
    for (uint32_t i = 0; i < 256; i++) {
        struct ink ink = press_ink(press, i * 0x010101u);
        assert_true(is_black_alone(ink));
        assert_true(ink.black <= last);
        last = ink.black;
    }
    assert_int_equal(press_ink(press, 0).black, 100);
    assert_int_equal(press_ink(press, 0xffffff).black, 0);
    press_close(press);
}

static void
colours_are_the_inks_that_look_like_them(void **state)
{
    (void)state;
    const char *why;
    struct press *press = open_press("FOGRA39", &why);
    struct ink red = press_ink(press, 0xe2001a);
    assert_true(red.magenta > 90 && red.yellow > 80 && red.cyan < 10);
    struct ink blue = press_ink(press, 0x009ee3); /* cyan of the press */
    assert_true(blue.cyan > 70 && blue.magenta < 35 && blue.yellow < 10);
    assert_true(is_black_alone(press_black(press, 0xe2001a)));
    press_close(press);
}

static void
pictures_keep_black_and_white_pure(void **state)
{
    (void)state;
    const char *why;
    struct press *press = open_press("FOGRA39", &why);
    const uint8_t pixels[9] = {0, 0, 0, 255, 255, 255, 200, 30, 30};
    uint8_t inks[12];
    press_picture(press, pixels, 3, inks);
    const uint8_t black[8] = {0, 0, 0, 255, 0, 0, 0, 0};
    assert_memory_equal(inks, black, sizeof black);
    assert_true(inks[9] > 200 && inks[10] > 180 && inks[8] < 60);
    press_close(press);
}

static void
another_profile_is_refused(void **state)
{
    (void)state;
    const char *why;
    assert_null(open_press("FOGRA27", &why));
    assert_string_equal(why, "it describes another way of printing");
    assert_null(press_open(TEXT("no profile at all"), "FOGRA39", &why));
    assert_string_equal(why, "it is no ICC profile");
}

static int
open_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int
close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(greys_stay_as_they_are),
        cmocka_unit_test(a_grey_is_as_light_as_its_colour),
        cmocka_unit_test(pictures_become_grey_in_place),
        cmocka_unit_test(greys_are_black_ink_alone),
        cmocka_unit_test(colours_are_the_inks_that_look_like_them),
        cmocka_unit_test(pictures_keep_black_and_white_pure),
        cmocka_unit_test(another_profile_is_refused),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
