/* Deliverables made side by side and then written: what build, check and
 * excerpt have in common. */
#ifndef COMMAND_RUN_H
#define COMMAND_RUN_H

#include "command/options.h"
#include "pipeline.h"

#include <pthread.h>

/* Drafts have it before the extension of their names; replacement packs have
 * theirs there. */
#define DRAFT_SUFFIX "-concept"
#define PACK_SUFFIX "-pack"

struct run;

struct task {
    struct run *run;
    const struct edition *edition;
    unsigned wanted; /* set of enum product_part */
    struct product product;
};

struct run {
    const struct options *options;
    struct session *session;
    struct task *tasks;
    size_t task_count;
    pthread_mutex_t progress_mutex;
    bool shows_progress;
};

/* Adds an edition or excerpt once, with the targets of the command line, else
 * its own.  False after a message about a target. */
bool run_add(struct run *run, const struct edition *edition);
/* Does as --since says.  False after a message: there is no such version. */
bool run_since(struct run *run);
/* The session's pool, with as many threads as -j says. */
void run_open_pool(struct run *run);
/* Makes all, in that pool; first what facilitators' files tell of others. */
void run_tasks(struct run *run);
/* Prints the diagnostics; writes the files when there are no errors and
 * `writes`, and names excerpts that are outdated; releases the products. */
enum status run_finish(struct run *run, bool writes);
void run_release(struct run *run);

#endif
