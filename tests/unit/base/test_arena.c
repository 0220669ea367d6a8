/* The arena: zeroed, aligned, reset, and guarded under AddressSanitizer. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

static int
open_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int
close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static bool
is_zero(const char *block, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (block[i])
            return false;
    return true;
}

static void
blocks_are_zeroed_and_aligned_for_any_type(void **state)
{
    for (size_t size = 0; size < 2000; size += 7) {
        char *block = arena_alloc(*state, size);
        assert_int_equal((uintptr_t)block % _Alignof(max_align_t), 0);
        assert_true(is_zero(block, size));
        memset(block, 0xFF, size);
    }
}

static void
blocks_do_not_overlap_across_chunks(void **state)
{
    enum { COUNT = 3000, SIZE = 100 };
    static char *blocks[COUNT];
    for (int i = 0; i < COUNT; i++) {
        blocks[i] = arena_alloc(*state, SIZE);
        memset(blocks[i], i & 0xFF, SIZE);
    }
    for (int i = 0; i < COUNT; i++)
        for (int j = 0; j < SIZE; j++)
            assert_int_equal((unsigned char)blocks[i][j], i & 0xFF);
    assert_true(arena_size(*state) >= (size_t)COUNT * SIZE);
}

static void
blocks_are_zeroed_again_after_a_reset(void **state)
{
    memset(arena_alloc(*state, 50000), 0xFF, 50000);
    arena_reset(*state);
    assert_int_equal(arena_size(*state), 0);
    assert_true(is_zero(arena_alloc(*state, 50000), 50000));
}

/* Chunks of every size, small ones that wait for another arena and large ones
 * that go back, right up to their ends. */
static void
blocks_are_zeroed_again_in_another_arena(void **state)
{
    (void)state;
    for (int round = 0; round < 3; round++)
        for (size_t size = 30000; size < 9000000; size = size * 3 / 2) {
            struct arena *arena = arena_new();
            for (int i = 0; i < 4; i++) {
                char *block = arena_alloc(arena, size);
                assert_true(is_zero(block, size));
                memset(block, 0xFF, size);
            }
            arena_free(arena);
        }
}

static void *
fill_arenas(void *wrong)
{
    for (int round = 0; round < 200; round++) {
        struct arena *arena = arena_new();
        for (int i = 1; i < 40; i++) {
            char *block = arena_alloc(arena, (size_t)i * 1000);
            if (!is_zero(block, (size_t)i * 1000))
                *(int *)wrong += 1;
            memset(block, i, (size_t)i * 1000);
        }
        arena_free(arena);
    }
    return NULL;
}

static void
threads_do_not_share_a_chunk(void **state)
{
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    int wrong[THREADS] = {0};
    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, fill_arenas, &wrong[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(wrong[i], 0);
    }
}

static void
a_reset_keeps_the_largest_chunk(void **state)
{
    enum { LARGE = 20 * 1024 * 1024 };
    char *large = arena_alloc(*state, LARGE);
    arena_alloc(*state, 1000); /* in a newer, smaller chunk */
    arena_reset(*state);
    assert_ptr_equal(arena_alloc(*state, LARGE), large);
}

static void
an_empty_arena_can_be_reset_and_freed(void **state)
{
    arena_reset(*state);
    assert_int_equal(arena_size(*state), 0);
    arena_free(NULL);
}

static void
copies_are_whole_and_end_in_nul(void **state)
{
    struct text copy = arena_text(*state, text_slice(TEXT("buurtje"), 0, 5));
    assert_string_equal(copy.data, "buurt");
    assert_int_equal(copy.size, 5);
    assert_string_equal(arena_string(*state, (struct text){NULL, 0}), "");
    copy = arena_text_concat(*state, TEXT("bouw"), TEXT("steen"));
    assert_string_equal(copy.data, "bouwsteen");
    copy = arena_text_concat(*state, (struct text){NULL, 0}, TEXT(""));
    assert_string_equal(copy.data, "");
}

static void
formatted_text_may_be_of_any_length(void **state)
{
    struct text text = arena_printf(*state, "%s %d", "bouwsteen", 7);
    assert_string_equal(text.data, "bouwsteen 7");
    assert_int_equal(text.size, 11);
    text = arena_printf(*state, "%*d", 100000, 1);
    assert_int_equal(text.size, 100000);
    assert_int_equal(text.data[99999], '1');
    assert_int_equal(text.data[100000], '\0');
}

/* The exit status of a child that asks for too much. */
static int
status_of_asking(struct arena *arena, size_t count, size_t size)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(STDERR_FILENO);
        arena_alloc_array(arena, count, size);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
a_size_that_overflows_ends_the_program_with_status_2(void **state)
{
    assert_int_equal(status_of_asking(*state, SIZE_MAX / 2, 3), 2);
    assert_int_equal(status_of_asking(*state, SIZE_MAX, 1), 2);
    assert_int_equal(status_of_asking(*state, 1, SIZE_MAX - 17), 2);
    assert_int_equal(status_of_asking(*state, 3, 3), 0);
}

static void
unused_parts_are_poisoned_under_asan(void **state)
{
#ifdef __SANITIZE_ADDRESS__
    char *block = arena_alloc(*state, 10);
    assert_false(__asan_address_is_poisoned(block + 9));
    assert_true(__asan_address_is_poisoned(block + 16));
    arena_reset(*state);
    assert_true(__asan_address_is_poisoned(block));
#else
    (void)state;
    skip();
#endif
}

int
main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        TEST(blocks_are_zeroed_and_aligned_for_any_type),
        TEST(blocks_do_not_overlap_across_chunks),
        TEST(blocks_are_zeroed_again_after_a_reset),
        TEST(blocks_are_zeroed_again_in_another_arena),
        TEST(threads_do_not_share_a_chunk),
        TEST(a_reset_keeps_the_largest_chunk),
        TEST(an_empty_arena_can_be_reset_and_freed),
        TEST(copies_are_whole_and_end_in_nul),
        TEST(formatted_text_may_be_of_any_length),
        TEST(a_size_that_overflows_ends_the_program_with_status_2),
        TEST(unused_parts_are_poisoned_under_asan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
