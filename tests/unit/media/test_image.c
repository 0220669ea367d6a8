/* Raster pictures: measured, checked, freed of metadata.  PNGs are made here
 * with libpng, JPEG headers by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "media/image.h"
#include "media/image_read.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static int
setup(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* --- PNG ----------------------------------------------------------------- */

static void
png_append(png_structp png, png_bytep data, png_size_t size)
{
    buffer_append(png_get_io_ptr(png), data, size);
}

struct png_kind {
    int bits, type, interlace;
    bool transparent; /* a tRNS chunk */
};

/* A PNG of 4 x 3 pixels whose bytes count up, 300 dpi, with a comment. */
static struct text
png_make(const struct png_kind *kind)
{
    struct buffer out = {0};
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &out, png_append, NULL);
    png_set_IHDR(png, info, 4, 3, kind->bits, kind->type, kind->interlace, 0,
                 0);
    png_color palette[4] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {255, 0, 0}};
    if (kind->type == PNG_COLOR_TYPE_PALETTE)
        png_set_PLTE(png, info, palette, 4);
    png_byte alpha[2] = {0, 128};
    png_color_16 key = {.gray = 1};
    if (kind->transparent)
        png_set_tRNS(png, info, alpha,
                     kind->type == PNG_COLOR_TYPE_PALETTE ? 2 : 0, &key);
    png_set_pHYs(png, info, 11811, 11811, PNG_RESOLUTION_METER);
    png_text comment = {.compression = PNG_TEXT_COMPRESSION_NONE,
                        .key = (char[]){"Author"},
                        .text = (char[]){"geheime naam"}};
    png_set_text(png, info, &comment, 1);
    png_write_info(png, info);
    png_byte rows[3][64];
    png_bytep pointers[3] = {rows[0], rows[1], rows[2]};
    for (int y = 0; y < 3; y++)
        for (int x = 0; x < 64; x++)
            rows[y][x] = kind->type == PNG_COLOR_TYPE_PALETTE
                             ? (png_byte)((x % 4) & 255)
                             : (png_byte)(x + 16 * y);
    png_write_image(png, pointers);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    struct text bytes = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return bytes;
}

static bool
contains(struct text bytes, const char *word)
{
    return memmem(bytes.data, bytes.size, word, strlen(word)) != NULL;
}

static void
all_kinds_of_png_are_decoded_to_8_bits(void **state)
{
    (void)state;
    static const struct png_kind kinds[] = {
        {1, PNG_COLOR_TYPE_GRAY, 0, false},
        {2, PNG_COLOR_TYPE_GRAY, 1, false},
        {4, PNG_COLOR_TYPE_GRAY, 0, true},
        {8, PNG_COLOR_TYPE_GRAY, 0, false},
        {16, PNG_COLOR_TYPE_GRAY, 1, false},
        {2, PNG_COLOR_TYPE_PALETTE, 0, false},
        {8, PNG_COLOR_TYPE_PALETTE, 1, true},
        {8, PNG_COLOR_TYPE_RGB, 0, false},
        {16, PNG_COLOR_TYPE_RGB, 0, false},
        {8, PNG_COLOR_TYPE_RGB_ALPHA, 1, false},
        {16, PNG_COLOR_TYPE_RGB_ALPHA, 0, false},
        {8, PNG_COLOR_TYPE_GRAY_ALPHA, 0, false},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct image image = {.kind = IMAGE_PNG, .bytes = png_make(&kinds[i])};
        const char *why = "";
        assert_true(contains(image.bytes, "geheime"));
        assert_int_equal(png_read(arena, &image, &why), IMAGE_FINE);
        assert_false(contains(image.bytes, "geheime"));
        assert_int_equal(image.width, 4);
        assert_int_equal(image.height, 3);
        /* 4 pixels at 300 dpi: 0.96 pt. */
        assert_in_range(image.natural_width, SCALED_PT * 959 / 1000,
                        SCALED_PT * 961 / 1000);
        struct pixels pixels;
        assert_true(image_decode_png(&image, &pixels));
        bool is_gray = !(kinds[i].type & PNG_COLOR_MASK_COLOR);
        bool has_alpha =
            kinds[i].transparent || (kinds[i].type & PNG_COLOR_MASK_ALPHA);
        assert_int_equal(pixels.components, is_gray ? 1 : 3);
        assert_int_equal(pixels.alpha != NULL, has_alpha);
        free(pixels.colour);
        free(pixels.alpha);
        struct png_rows rows;
        bool plain = kinds[i].bits <= 8 && !kinds[i].interlace && !has_alpha;
        assert_int_equal(image_png_rows(arena, &image, &rows), plain);
    }
}

static void
a_png_cut_or_changed_anywhere_is_refused(void **state)
{
    (void)state;
    struct png_kind kind = {8, PNG_COLOR_TYPE_RGB, 0, false};
    struct text whole = png_make(&kind);
    for (size_t size = 8; size < whole.size; size++) {
        struct image image = {
            .bytes = arena_text(arena, text_slice(whole, 0, size))};
        const char *why = "";
        assert_int_not_equal(png_read(arena, &image, &why), IMAGE_FINE);
        assert_true(strlen(why) > 0);
    }
    /* A bit flipped in the compressed rows breaks their check sum. */
    const char *rows = memmem(whole.data, whole.size, "IDAT", 4);
    char *copy = arena_string(arena, whole);
    copy[rows - whole.data + 8] ^= 1;
    struct image image = {.bytes = {copy, whole.size}};
    const char *why = "";
    assert_int_equal(png_read(arena, &image, &why), IMAGE_FAULTY);
}

static void
a_png_of_too_many_pixels_is_not_decoded(void **state)
{
    (void)state;
    struct png_kind kind = {8, PNG_COLOR_TYPE_RGB, 0, false};
    struct text whole = png_make(&kind);
    char *copy = arena_string(arena, whole);
    copy[17] = copy[21] = 1; /* 65,540 x 65,539 */
    struct image image = {.bytes = {copy, whole.size}};
    const char *why = "";
    assert_int_equal(png_read(arena, &image, &why), IMAGE_TOO_MANY_PIXELS);
}

/* --- JPEG ---------------------------------------------------------------- */

#define JFIF "\xff\xe0\0\x10JFIF\0\1\1\1\0\x48\0\x48\0\0"
#define EXIF                                                                   \
    "\xff\xe1\0\x22"                                                           \
    "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"
#define COMMENT "\xff\xfe\0\x08geheim"
#define FRAME(marker, components)                                              \
    "\xff" marker "\0\x11\x08\0\x20\0\x40" components "\1\x22\0\2\x11\1\3\x11" \
    "\1"
#define SCAN "\xff\xda\0\x0c\3\1\0\2\x11\3\x11\0\x3f\0abc\xff\0\xff\xd0z"
#define JPEG(parts) TEXT("\xff\xd8" parts "\xff\xd9")

static enum image_verdict
read_jpeg(struct text bytes, struct image *image, const char **why)
{
    *image =
        (struct image){.kind = IMAGE_JPEG, .bytes = bytes, .orientation = 1};
    *why = "";
    return jpeg_read(arena, image, why);
}

static void
a_jpeg_is_measured_and_loses_its_metadata(void **state)
{
    (void)state;
    struct image image;
    const char *why;
    assert_int_equal(
        read_jpeg(JPEG(JFIF COMMENT FRAME("\xc0", "\3") SCAN), &image, &why),
        IMAGE_FINE);
    assert_int_equal(image.width, 64);
    assert_int_equal(image.height, 32);
    assert_int_equal(image.components, 3);
    assert_int_equal(image.natural_width, 64 * SCALED_PT);
    assert_false(contains(image.bytes, "geheim"));
    assert_true(contains(image.bytes, "JFIF"));
}

static void
a_turned_jpeg_has_the_size_that_is_seen(void **state)
{
    (void)state;
    struct image image;
    const char *why;
    assert_int_equal(
        read_jpeg(JPEG(JFIF EXIF FRAME("\xc2", "\3") SCAN), &image, &why),
        IMAGE_FINE);
    assert_int_equal(image.orientation, 6);
    assert_int_equal(image.width, 32);
    assert_int_equal(image.height, 64);
    /* What stays says the orientation and nothing else. */
    struct image again;
    assert_int_equal(read_jpeg(image.bytes, &again, &why), IMAGE_FINE);
    assert_int_equal(again.orientation, 6);
    assert_int_equal(again.bytes.size, image.bytes.size);
}

static void
a_jpeg_cut_anywhere_is_refused(void **state)
{
    (void)state;
    struct text whole = JPEG(JFIF EXIF COMMENT FRAME("\xc0", "\3") SCAN);
    for (size_t size = 3; size < whole.size; size++) {
        struct image image;
        const char *why;
        assert_int_not_equal(
            read_jpeg(arena_text(arena, text_slice(whole, 0, size)), &image,
                      &why),
            IMAGE_FINE);
        assert_true(strlen(why) > 0);
    }
}

static void
jpegs_that_pdf_cannot_show_are_refused(void **state)
{
    (void)state;
    struct image image;
    const char *why;
    assert_int_equal(read_jpeg(JPEG(FRAME("\xc3", "\3") SCAN), &image, &why),
                     IMAGE_NOT_SUITED);
    assert_int_equal(
        read_jpeg(JPEG("\xff\xc0\0\x14\x08\0\x20\0\x40\4\1\x22\0\2\x11\1\3"
                       "\x11\1\4\x11\1" SCAN),
                  &image, &why),
        IMAGE_NOT_SUITED);
    assert_int_equal(read_jpeg(JPEG(SCAN), &image, &why), IMAGE_FAULTY);
    assert_int_equal(read_jpeg(JPEG(JFIF), &image, &why), IMAGE_FAULTY);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        CASE(all_kinds_of_png_are_decoded_to_8_bits),
        CASE(a_png_cut_or_changed_anywhere_is_refused),
        CASE(a_png_of_too_many_pixels_is_not_decoded),
        CASE(a_jpeg_is_measured_and_loses_its_metadata),
        CASE(a_turned_jpeg_has_the_size_that_is_seen),
        CASE(a_jpeg_cut_anywhere_is_refused),
        CASE(jpegs_that_pdf_cannot_show_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
