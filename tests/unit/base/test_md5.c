/* MD5 against the values of RFC 1321, A.5. */
#include "base/md5.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

static void
assert_digest(const char *text, const char *expected)
{
    unsigned char digest[MD5_SIZE];
    char hex[2 * MD5_SIZE + 1];
    md5(text_of(text), digest);
    for (int i = 0; i < MD5_SIZE; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(hex, expected);
}

static void
digests_are_those_of_rfc_1321(void **state)
{
    (void)state;
    assert_digest("", "d41d8cd98f00b204e9800998ecf8427e");
    assert_digest("a", "0cc175b9c0f1b6a831c399e269772661");
    assert_digest("abc", "900150983cd24fb0d6963f7d28e17f72");
    assert_digest("abcdefghijklmnopqrstuvwxyz",
                  "c3fcd3d76192e4007dfb496cca67e13b");
    assert_digest("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                  "0123456789",
                  "d174ab98d277d9f5a5611c2c9f419d9f");
    assert_digest("1234567890123456789012345678901234567890"
                  "1234567890123456789012345678901234567890",
                  "57edf4a22be3c955ac49da2e2107b67a");
}

/* 55 bytes are the most that leave room for the length. */
static void
the_length_may_need_a_block_of_its_own(void **state)
{
    (void)state;
    assert_digest("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "ef1772b6dff9a122358552954ad0df65");
    assert_digest("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "3b0c8ac703f828b04c6c197006d17218");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_rfc_1321),
        cmocka_unit_test(the_length_may_need_a_block_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
