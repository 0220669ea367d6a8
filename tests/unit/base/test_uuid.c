/* Name-based identifiers. */
#include "base/uuid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct text
urn_of(struct arena *arena, const char *space, const char *name)
{
    struct uuid root;
    assert_true(uuid_parse(text_of(space), &root));
    struct uuid uuid = uuid_of_name(&root, text_of(name));
    return uuid_urn(arena, &uuid);
}

static void
names_give_the_identifiers_of_the_standard(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    /* RFC 9562, A.4: the space of domain names. */
    assert_string_equal(
        urn_of(arena, "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com")
            .data,
        "urn:uuid:2ed6657d-e927-568b-95e1-2665a8aea6a2");
    /* 16 + 40 bytes: the digest's length no longer fits the first block. */
    assert_string_equal(urn_of(arena, "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                               "aaaaaaaaaaaaaaaaaaaa"
                               "aaaaaaaaaaaaaaaaaaaa")
                            .data,
                        "urn:uuid:39f39c20-db47-5131-8879-62f8f67f9014");
    arena_free(arena);
}

static void
each_length_of_name_gives_its_own_identifier(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    /* Around the block size of the digest: 16 + 39, 40, 47, 48, 112. */
    char name[128];
    struct text last = TEXT("");
    for (size_t size = 30; size < 120; size++) {
        for (size_t i = 0; i < size; i++)
            name[i] = 'a';
        name[size] = '\0';
        struct text urn = urn_of(
            arena, "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", name);
        assert_int_equal(urn.size, 45);
        assert_int_equal(urn.data[9 + 14], '5'); /* the version */
        assert_false(text_equal(urn, last));
        last = urn;
    }
    arena_free(arena);
}

static void
both_forms_are_read_and_nothing_else(void **state)
{
    (void)state;
    struct uuid uuid;
    assert_true(
        uuid_parse(TEXT("6BA7B810-9DAD-11D1-80B4-00C04FD430C8"), &uuid));
    assert_int_equal(uuid.bytes[0], 0x6B);
    assert_int_equal(uuid.bytes[15], 0xC8);
    static const char *const bad[] = {
        "",
        "urn:uuid:",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c88",
        "6ba7b8109dad11d180b400c04fd430c8",
        "6ba7b810-9dad-11d1-80b4-00c04fd430g8",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8-",
        "isbn:6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(uuid_parse(text_of(bad[i]), &uuid));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_give_the_identifiers_of_the_standard),
        cmocka_unit_test(each_length_of_name_gives_its_own_identifier),
        cmocka_unit_test(both_forms_are_read_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
