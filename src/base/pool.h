/* Threads that take work off each other's hands.
 *
 * Work comes in groups.  A main piece (an edition) is queued for whoever is
 * free.  Work on it may post pieces of its own (a page, a file), and wait for
 * them; a few lie ready for threads that become free, and when there are
 * enough, whoever posts runs the piece itself: so nothing piles up, and one
 * thread works in plain order.
 *
 * What threads do at the same time must not depend on who does it, or when:
 * results go to places that were set aside before. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

struct pool;

/* One piece of work. */
typedef void pool_task(void *closure);

struct pool_group {
    struct pool *pool; /* NULL: all is run by whoever posts */
    size_t unfinished; /* for the pool */
    bool has_main;     /* likewise */
};

/* `threads` counts the one that calls; fewer are started when the system has
 * no more. */
struct pool *pool_new(size_t threads);
/* After all groups have been waited for.  NULL is fine. */
void pool_free(struct pool *pool);
/* How many threads there are; 1 for NULL. */
size_t pool_size(const struct pool *pool);
/* The number of the calling thread in its pool, from 0; 0 for others. */
size_t pool_worker(void);

/* Queues a main piece.  `closure` stays as it is until pool_wait. */
void pool_queue(struct pool_group *group, pool_task *task, void *closure);
/* Has a piece done, now or by another thread; may be called by work. */
void pool_post(struct pool_group *group, pool_task *task, void *closure);
/* Does task(item) for each of `count` items of `size` bytes, on this thread
 * and on those that are free, and returns when all are done. */
void pool_each(struct pool *pool, void *items, size_t count, size_t size,
               pool_task *task);
/* Returns when all work of the group is done; helps until then, with its main
 * pieces in their order if it has any, and with pieces that were posted,
 * whosever they are. */
void pool_wait(struct pool_group *group);

#endif
