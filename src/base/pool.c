#include "base/pool.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { MOST_THREADS = 256 };

struct job {
    pool_task *task;
    void *closure;
    struct pool_group *group;
};

struct starter {
    struct pool *pool;
    size_t number;
};

struct pool {
    pthread_t threads[MOST_THREADS];
    struct starter starters[MOST_THREADS];
    size_t thread_count; /* that were started */

    pthread_mutex_t mutex; /* for what follows */
    struct job *queue;     /* main pieces, from `queue_first` on */
    size_t queue_first, queue_end, queue_capacity;
    pthread_cond_t changed;            /* work came, or a group is done */
    struct job jobs[MOST_THREADS + 1]; /* at most one an idle thread */
    size_t job_count, waiting;         /* jobs; threads that would take one */
    bool closes;
    atomic_bool has_room; /* waiting > job_count, to be looked at without
                             the mutex */
};

static _Thread_local size_t worker_number;

size_t
pool_worker(void)
{
    return worker_number;
}

size_t
pool_size(const struct pool *pool)
{
    return pool ? pool->thread_count + 1 : 1;
}

/* The functions below are called with the mutex held. */

static void
room_update(struct pool *pool)
{
    atomic_store_explicit(&pool->has_room, pool->waiting > pool->job_count,
                          memory_order_relaxed);
}

static void
job_run(struct pool *pool, struct job job)
{
    pthread_mutex_unlock(&pool->mutex);
    job.task(job.closure);
    pthread_mutex_lock(&pool->mutex);
    if (--job.group->unfinished == 0)
        pthread_cond_broadcast(&pool->changed);
}

/* Runs a job, or waits until something changes. */
static void
take_part(struct pool *pool, bool takes_main)
{
    if (pool->job_count) {
        struct job job = pool->jobs[--pool->job_count];
        room_update(pool);
        job_run(pool, job);
        return;
    }
    if (takes_main && pool->queue_first < pool->queue_end) {
        job_run(pool, pool->queue[pool->queue_first++]);
        return;
    }
    pool->waiting++;
    room_update(pool);
    pthread_cond_wait(&pool->changed, &pool->mutex);
    pool->waiting--;
    room_update(pool);
}

static void *
worker_main(void *closure)
{
    const struct starter *starter = closure;
    struct pool *pool = starter->pool;
    worker_number = starter->number;
    pthread_mutex_lock(&pool->mutex);
    pool->waiting--; /* it counted from its birth */
    room_update(pool);
    while (!pool->closes)
        take_part(pool, true);
    pthread_mutex_unlock(&pool->mutex);
    return NULL;
}

/* --- from outside ---------------------------------------------------------
 */

struct pool *
pool_new(size_t threads)
{
    struct pool *pool = memory_alloc_zeroed(1, sizeof *pool);
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->changed, NULL);
    if (threads > MOST_THREADS)
        threads = MOST_THREADS;
    pthread_mutex_lock(&pool->mutex);
    while (pool->thread_count + 1 < threads) {
        size_t i = pool->thread_count;
        pool->starters[i] = (struct starter){pool, i + 1};
        if (pthread_create(&pool->threads[i], NULL, worker_main,
                           &pool->starters[i]))
            break;
        pool->thread_count++;
        pool->waiting++;
    }
    room_update(pool);
    pthread_mutex_unlock(&pool->mutex);
    return pool;
}

void
pool_free(struct pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->mutex);
    pool->closes = true;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->mutex);
    for (size_t i = 0; i < pool->thread_count; i++)
        pthread_join(pool->threads[i], NULL);
    pthread_cond_destroy(&pool->changed);
    pthread_mutex_destroy(&pool->mutex);
    free(pool->queue);
    free(pool);
}

void
pool_queue(struct pool_group *group, pool_task *task, void *closure)
{
    struct pool *pool = group->pool;
    if (!pool) {
        task(closure);
        return;
    }
    pthread_mutex_lock(&pool->mutex);
    if (pool->queue_end == pool->queue_capacity) {
        pool->queue_capacity = pool->queue_capacity * 2 + 16;
        pool->queue = memory_realloc(pool->queue, pool->queue_capacity *
                                                      sizeof *pool->queue);
    }
    pool->queue[pool->queue_end++] = (struct job){task, closure, group};
    group->unfinished++;
    group->has_main = true;
    pthread_cond_signal(&pool->changed);
    pthread_mutex_unlock(&pool->mutex);
}

void
pool_post(struct pool_group *group, pool_task *task, void *closure)
{
    struct pool *pool = group->pool;
    if (pool && atomic_load_explicit(&pool->has_room, memory_order_relaxed)) {
        pthread_mutex_lock(&pool->mutex);
        bool has_room = pool->waiting > pool->job_count;
        if (has_room) {
            pool->jobs[pool->job_count++] = (struct job){task, closure, group};
            group->unfinished++;
            room_update(pool);
            pthread_cond_signal(&pool->changed);
        }
        pthread_mutex_unlock(&pool->mutex);
        if (has_room)
            return;
    }
    task(closure);
}

void
pool_wait(struct pool_group *group)
{
    struct pool *pool = group->pool;
    if (!pool)
        return;
    pthread_mutex_lock(&pool->mutex);
    while (group->unfinished)
        take_part(pool, group->has_main);
    pthread_mutex_unlock(&pool->mutex);
}
