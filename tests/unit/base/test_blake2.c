/* BLAKE2b against values of another implementation (Python's hashlib). */
#include "base/blake2.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void
assert_digest(const unsigned char *data, size_t size, size_t piece,
              const char *expected)
{
    struct blake2 hash;
    unsigned char digest[BLAKE2_SIZE];
    char hex[2 * BLAKE2_SIZE + 1] = "";
    blake2_init(&hash);
    for (size_t at = 0; at < size; at += piece)
        blake2_add(&hash, data + at, size - at < piece ? size - at : piece);
    blake2_end(&hash, digest);
    blake2_hex(digest, hex);
    assert_string_equal(hex, expected);
}

static void
digests_are_those_of_rfc_7693(void **state)
{
    (void)state;
    unsigned char data[769];
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (unsigned char)i;
    data[768] = 'x';
    assert_digest(
        data, 0, 1,
        "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    assert_digest(
        (const unsigned char *)"abc", 3, 3,
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    for (size_t piece = 1; piece < 300; piece += 31)
        assert_digest(data, sizeof data, piece,
                      "2316081a5176dcb666c5425fb98300fe23d0511a5504af9485b315"
                      "13e2cd34e5");
}

static void
a_full_last_block_is_the_last(void **state)
{
    (void)state;
    unsigned char data[128];
    memset(data, 'a', sizeof data);
    assert_digest(
        data, sizeof data, 128,
        "ae2aa48507885c4c950fb809b2076f959cde9f8ea6da260d9a3587df33dac450");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_rfc_7693),
        cmocka_unit_test(a_full_last_block_is_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
