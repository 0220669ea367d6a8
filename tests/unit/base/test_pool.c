/* Threads that share work: all of it is done, once, before waiting ends. */
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>

#include <cmocka.h>

enum { PIECES = 1000, MAINS = 40 };

struct piece {
    atomic_int done;
    int order;
    atomic_int *clock;
};

static void
piece_do(void *closure)
{
    struct piece *piece = closure;
    piece->order = atomic_fetch_add(piece->clock, 1);
    atomic_fetch_add(&piece->done, 1);
}

static void
post_all(struct pool *pool, struct piece *pieces, atomic_int *clock)
{
    struct pool_group group = {.pool = pool};
    for (int i = 0; i < PIECES; i++) {
        pieces[i] = (struct piece){.clock = clock};
        pool_post(&group, piece_do, &pieces[i]);
    }
    pool_wait(&group);
}

static void
without_a_pool_work_is_done_in_order(void **state)
{
    (void)state;
    static struct piece pieces[PIECES];
    atomic_int clock = 0;
    post_all(NULL, pieces, &clock);
    for (int i = 0; i < PIECES; i++)
        assert_int_equal(pieces[i].order, i);
    assert_int_equal(pool_size(NULL), 1);
    assert_int_equal(pool_worker(), 0);
}

static void
one_thread_works_in_order(void **state)
{
    (void)state;
    static struct piece pieces[PIECES];
    atomic_int clock = 0;
    struct pool *pool = pool_new(1);
    assert_int_equal(pool_size(pool), 1);
    post_all(pool, pieces, &clock);
    for (int i = 0; i < PIECES; i++)
        assert_int_equal(pieces[i].order, i);
    pool_free(pool);
}

static void
every_piece_is_done_once(void **state)
{
    (void)state;
    static struct piece pieces[PIECES];
    struct pool *pool = pool_new(4);
    for (int round = 0; round < 20; round++) {
        atomic_int clock = 0;
        post_all(pool, pieces, &clock);
        assert_int_equal(clock, PIECES);
        for (int i = 0; i < PIECES; i++)
            assert_int_equal(pieces[i].done, 1);
    }
    pool_free(pool);
}

static void
each_item_is_met_once(void **state)
{
    (void)state;
    static struct piece pieces[PIECES];
    for (size_t threads = 0; threads <= 4; threads++) {
        struct pool *pool = threads ? pool_new(threads) : NULL;
        atomic_int clock = 0;
        for (int i = 0; i < PIECES; i++)
            pieces[i] = (struct piece){.clock = &clock};
        pool_each(pool, pieces, PIECES, sizeof *pieces, piece_do);
        assert_int_equal(clock, PIECES);
        for (int i = 0; i < PIECES; i++) {
            assert_int_equal(pieces[i].done, 1);
            if (threads < 2)
                assert_int_equal(pieces[i].order, i);
        }
        pool_each(pool, pieces, 0, sizeof *pieces, piece_do);
        assert_int_equal(clock, PIECES);
        pool_free(pool);
    }
}

struct main_piece {
    struct pool *pool;
    struct piece pieces[PIECES];
    atomic_int clock;
};

static void
main_do(void *closure)
{
    struct main_piece *piece = closure;
    post_all(piece->pool, piece->pieces, &piece->clock);
}

static void
work_posts_work_and_waits_for_it(void **state)
{
    (void)state;
    static struct main_piece mains[MAINS];
    for (size_t threads = 1; threads <= 4; threads++) {
        struct pool *pool = pool_new(threads);
        struct pool_group group = {.pool = pool};
        for (int i = 0; i < MAINS; i++) {
            mains[i].pool = pool;
            atomic_store(&mains[i].clock, 0);
            pool_queue(&group, main_do, &mains[i]);
        }
        pool_wait(&group);
        for (int i = 0; i < MAINS; i++)
            assert_int_equal(mains[i].clock, PIECES);
        pool_free(pool);
    }
}

static void
note_worker(void *closure)
{
    atomic_int *seen = closure;
    size_t number = pool_worker();
    if (number < 3)
        atomic_fetch_add(&seen[number], 1);
    else
        atomic_fetch_add(&seen[3], 1);
}

static void
workers_have_the_numbers_below_the_size(void **state)
{
    (void)state;
    static atomic_int seen[4];
    struct pool *pool = pool_new(3);
    struct pool_group group = {.pool = pool};
    for (int i = 0; i < PIECES; i++)
        pool_queue(&group, note_worker, seen);
    pool_wait(&group);
    assert_int_equal(pool_size(pool), 3);
    assert_int_equal(seen[0] + seen[1] + seen[2], PIECES);
    assert_int_equal(seen[3], 0);
    pool_free(pool);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_pool_work_is_done_in_order),
        cmocka_unit_test(one_thread_works_in_order),
        cmocka_unit_test(every_piece_is_done_once),
        cmocka_unit_test(each_item_is_met_once),
        cmocka_unit_test(work_posts_work_and_waits_for_it),
        cmocka_unit_test(workers_have_the_numbers_below_the_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
