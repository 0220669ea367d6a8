/* Pictures hold pixels, and nothing that tells who made them. */
#include "proof/leak_image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define BYTES(literal) ((struct text){"" literal, sizeof(literal) - 1})
#define PNG "\x89PNG\r\n\x1a\n"
#define IHDR "\0\0\0\x0dIHDR\0\0\0\1\0\0\0\1\10\0\0\0\0CRC!"
#define IDAT "\0\0\0\2IDATxyCRC!"
#define IEND "\0\0\0\0IENDCRC!"
#define TEXT_CHUNK "\0\0\0\5tEXta\0bcdCRC!"
#define JFIF "\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
#define EXIF                                                                   \
    "\xff\xe1\0\x0e"                                                           \
    "Exif\0\0MM\0*GP"
#define UPRIGHT                                                                \
    "\xff\xe1\0\x22"                                                           \
    "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
#define COMMENT "\xff\xfe\0\5abc"
#define THUMBNAIL "\xff\xe0\0\x13JFIF\0\1\1\0\0\1\0\1\1\1abc"
#define SCAN "\xff\xda\0\4ab\xff\xd9"

static void
assert_clean(struct text bytes)
{
    struct text what;
    assert_false(leak_image_metadata(bytes, &what));
}

static void
assert_more(struct text bytes)
{
    struct text what;
    assert_true(leak_image_metadata(bytes, &what));
    assert_true(what.size > 0);
}

static void
pixels_are_no_metadata(void **state)
{
    (void)state;
    assert_clean(BYTES(PNG IHDR IDAT IEND));
    assert_clean(BYTES("\xff\xd8" JFIF SCAN));
    assert_clean(BYTES("\xff\xd8" JFIF UPRIGHT SCAN));
    assert_clean(BYTES("GIF89a"));
    assert_clean(BYTES(""));
}

static void
texts_and_exif_are(void **state)
{
    (void)state;
    assert_more(BYTES(PNG IHDR TEXT_CHUNK IDAT IEND));
    assert_more(BYTES(PNG IHDR IDAT IEND "more"));
    assert_more(BYTES("\xff\xd8" JFIF EXIF SCAN));
    assert_more(BYTES("\xff\xd8" JFIF COMMENT SCAN));
    assert_more(BYTES("\xff\xd8" THUMBNAIL SCAN));
}

static void
damaged_pictures_end_the_search(void **state)
{
    (void)state;
    static const char whole[] = PNG IHDR IDAT IEND;
    struct text what;
    for (size_t size = 0; size < sizeof whole - 1; size++)
        leak_image_metadata((struct text){whole, size}, &what);
    static const char jpeg[] = "\xff\xd8" JFIF SCAN;
    for (size_t size = 0; size < sizeof jpeg - 1; size++)
        leak_image_metadata((struct text){jpeg, size}, &what);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pixels_are_no_metadata),
        cmocka_unit_test(texts_and_exif_are),
        cmocka_unit_test(damaged_pictures_end_the_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
