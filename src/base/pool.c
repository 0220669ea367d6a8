#include "base/pool.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Two jobs for each other thread: one that it may take, one to go on with. */
enum { MOST_THREADS = 256, JOBS_MOST = 2 * MOST_THREADS };

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
    pthread_cond_t changed;     /* work came, or a group is done */
    struct job jobs[JOBS_MOST]; /* posted: a ring from `job_first` on */
    size_t job_first, job_count;
    bool closes;
    atomic_bool has_room; /* for another job; looked at without the mutex */
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
    atomic_store_explicit(&pool->has_room,
                          pool->job_count < 2 * pool->thread_count,
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
        struct job job = pool->jobs[pool->job_first];
        pool->job_first = (pool->job_first + 1) % JOBS_MOST;
        pool->job_count--;
        room_update(pool);
        job_run(pool, job);
        return;
    }
    if (takes_main && pool->queue_first < pool->queue_end) {
        job_run(pool, pool->queue[pool->queue_first++]);
        return;
    }
    pthread_cond_wait(&pool->changed, &pool->mutex);
}

static void *
worker_main(void *closure)
{
    const struct starter *starter = closure;
    struct pool *pool = starter->pool;
    worker_number = starter->number;
    pthread_mutex_lock(&pool->mutex);
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
        bool has_room = pool->job_count < 2 * pool->thread_count;
        if (has_room) {
            size_t last = (pool->job_first + pool->job_count++) % JOBS_MOST;
            pool->jobs[last] = (struct job){task, closure, group};
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

/* A walk over items that several threads share. */
struct walk {
    pool_task *task;
    char *items;
    size_t count, size;
    atomic_size_t next;
};

static void
walk_on(void *closure)
{
    struct walk *walk = closure;
    for (;;) {
        size_t i = atomic_fetch_add(&walk->next, 1);
        if (i >= walk->count)
            return;
        walk->task(walk->items + i * walk->size);
    }
}

void
pool_each(struct pool *pool, void *items, size_t count, size_t size,
          pool_task *task)
{
    struct pool_group group = {.pool = pool};
    struct walk walk = {
        .task = task, .items = items, .count = count, .size = size};
    /* Those that find nothing left return at once. */
    for (size_t i = 1; i < pool_size(pool) && i < count; i++)
        pool_post(&group, walk_on, &walk);
    walk_on(&walk);
    pool_wait(&group);
}
