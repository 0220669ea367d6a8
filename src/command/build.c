/* build and check: all editions, in parallel, then the files. */
#include "base/array.h"
#include "base/file.h"
#include "base/message.h"
#include "command/command.h"
#include "pipeline.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct task {
    struct run *run;
    const struct edition *edition;
    unsigned wanted;
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

static void
show_phase(const struct edition *edition, enum phase phase, void *closure)
{
    static const char *const names[] = {N_("reading"), N_("preparing"),
                                        N_("pages"), N_("PDF"), N_("EPUB")};
    struct run *run = closure;
    if (!run->shows_progress)
        return;
    pthread_mutex_lock(&run->progress_mutex);
    fprintf(stderr, "\r\033[K%.*s: %s", TEXT_PRINTF(edition->id),
            message(names[phase]));
    fflush(stderr);
    pthread_mutex_unlock(&run->progress_mutex);
}

static void
make_one(void *closure)
{
    struct task *task = closure;
    product_make(task->run->session, task->edition, task->wanted, show_phase,
                 task->run, &task->product);
}

static void
run_tasks(struct run *run)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = run->options->jobs ? (size_t)run->options->jobs
                  : processors > 0   ? (size_t)processors
                                     : 1;
    if (jobs > 1)
        run->session->pool = pool_new(jobs);
    struct pool_group group = {.pool = run->session->pool};
    for (size_t i = 0; i < run->task_count; i++) {
        run->tasks[i].run = run;
        pool_queue(&group, make_one, &run->tasks[i]);
    }
    pool_wait(&group);
    if (run->shows_progress)
        fputs("\r\033[K", stderr);
}

static bool
is_target(const char *name, unsigned *part)
{
    *part = !strcmp(name, "pdf")    ? PRODUCT_PDF
            : !strcmp(name, "epub") ? PRODUCT_EPUB
                                    : 0;
    return *part != 0;
}

/* The parts to make of an edition; false after a message about -t. */
static bool
wanted_parts(const struct options *options, const struct edition *edition,
             unsigned *wanted)
{
    *wanted =
        (edition->pdf ? PRODUCT_PDF : 0u) | (edition->epub ? PRODUCT_EPUB : 0u);
    if (options->target_count)
        *wanted = 0;
    for (size_t i = 0; i < options->target_count; i++) {
        unsigned part;
        if (!is_target(options->targets[i], &part)) {
            fprintf(stderr, message("bouwsteen: there is no target '%s'\n"),
                    options->targets[i]);
            return false;
        }
        *wanted |= part;
    }
    return true;
}

static bool
tasks_choose(struct run *run, struct arena *arena)
{
    const struct options *options = run->options;
    const struct book *book = run->session->book;
    ARRAY(struct task) tasks = {0};
    for (size_t i = 0; i < options->edition_count; i++)
        if (!book_edition(book, text_of(options->editions[i]))) {
            fprintf(stderr, message("bouwsteen: there is no edition '%s'\n"),
                    options->editions[i]);
            return false;
        }
    for (size_t i = 0; i < book->edition_count; i++) {
        bool chosen = !options->edition_count;
        for (size_t j = 0; j < options->edition_count; j++)
            chosen |= text_equals(book->editions[i].id, options->editions[j]);
        unsigned wanted;
        if (!wanted_parts(options, &book->editions[i], &wanted))
            return false;
        if (chosen)
            *ARRAY_PUSH(arena, &tasks) =
                (struct task){.edition = &book->editions[i], .wanted = wanted};
    }
    run->tasks = tasks.items;
    run->task_count = tasks.count;
    return true;
}

static bool
write_output(struct run *run, const struct task *task, const char *extension,
             const struct buffer *content, double seconds)
{
    struct arena *arena = run->session->arena;
    struct text id = task->edition->id;
    struct text path = arena_printf(
        arena, "%s/%.*s/%.*s-%.*s.%s", run->options->output, TEXT_PRINTF(id),
        TEXT_PRINTF(run->session->book->name), TEXT_PRINTF(id), extension);
    if (text_equal(run->session->book->name, id)) /* a plain book */
        path = arena_printf(arena, "%s/%.*s/%.*s.%s", run->options->output,
                            TEXT_PRINTF(id), TEXT_PRINTF(id), extension);
    file_remove_stale(path.data);
    if (!file_write(path.data, content->data, content->size)) {
        fprintf(stderr, message("bouwsteen: cannot write '%s': %s\n"),
                path.data, strerror(errno));
        return false;
    }
    int pages = (int)task->product.pages.count;
    int kilobytes = (int)((content->size + 512) / 1024);
    int milliseconds = (int)(seconds * 1000.0);
    if (!run->options->quiet && pages > 0)
        printf(message("%s: %d pages, %d kB, %d ms\n"), path.data, pages,
               kilobytes, milliseconds);
    else if (!run->options->quiet)
        printf(message("%s: %d kB, %d ms\n"), path.data, kilobytes,
               milliseconds);
    return true;
}

static bool
write_outputs(struct run *run)
{
    for (size_t i = 0; i < run->task_count; i++) {
        struct task *task = &run->tasks[i];
        const double *seconds = task->product.seconds;
        double before =
            seconds[PHASE_READ] + seconds[PHASE_PASSES] + seconds[PHASE_LAYOUT];
        if (task->wanted & PRODUCT_PDF &&
            !write_output(run, task, "pdf", &task->product.pdf,
                          before + seconds[PHASE_PDF]))
            return false;
        if (task->wanted & PRODUCT_EPUB &&
            !write_output(run, task, "epub", &task->product.epub,
                          before + seconds[PHASE_EPUB]))
            return false;
    }
    return true;
}

static void
show_phases(const struct run *run)
{
    for (size_t i = 0; i < run->task_count; i++) {
        const struct task *task = &run->tasks[i];
        const double *s = task->product.seconds;
        fprintf(stderr,
                "%.*s: read %.1f, passes %.1f, layout %.1f, pdf %.1f, "
                "epub %.1f ms; %zu kB\n",
                TEXT_PRINTF(task->edition->id), s[0] * 1e3, s[1] * 1e3,
                s[2] * 1e3, s[3] * 1e3, s[4] * 1e3,
                arena_size(task->product.arena) / 1024);
    }
}

static void
show_audit(const struct run *run)
{
    const struct product **products = ARENA_ARRAY(
        run->session->arena, run->task_count, const struct product *);
    for (size_t i = 0; i < run->task_count; i++)
        products[i] = &run->tasks[i].product;
    audit_table_print(products, run->task_count);
}

static enum status
run_finish(struct run *run, bool writes)
{
    struct diag *diag = run->session->diag;
    options_report(run->options, diag);
    if (run->options->verbose)
        show_phases(run);
    if (!writes && run->options->typography)
        show_audit(run);
    enum status status = STATUS_DONE;
    if (diag_has_errors(diag))
        status = STATUS_BOOK;
    else if (writes && !write_outputs(run))
        status = STATUS_USAGE;
    for (size_t i = 0; i < run->task_count; i++)
        product_release(&run->tasks[i].product);
    return status;
}

static enum status
build_or_check(const struct options *options, const char *program, bool writes)
{
    struct session session;
    struct run run = {.options = options,
                      .session = &session,
                      .progress_mutex = PTHREAD_MUTEX_INITIALIZER,
                      .shows_progress =
                          writes && !options->quiet && isatty(STDERR_FILENO)};
    enum status status = STATUS_BOOK;
    bool open = session_open(&session, options->book, program);
    diag_set_werror(session.diag, options->werror);
    if (!open) {
        options_report(options, session.diag);
        if (!session.book || !diag_has_errors(session.diag))
            status = STATUS_USAGE;
    } else if (!tasks_choose(&run, session.arena)) {
        status = STATUS_USAGE;
    } else {
        for (size_t i = 0; i < run.task_count && !writes; i++)
            run.tasks[i].wanted = PRODUCT_TREE | PRODUCT_PAGES |
                                  (options->typography ? PRODUCT_AUDIT : 0u);
        run_tasks(&run);
        status = run_finish(&run, writes);
    }
    session_close(&session);
    return status;
}

enum status
command_build(const struct options *options, const char *program)
{
    return build_or_check(options, program, true);
}

enum status
command_check(const struct options *options, const char *program)
{
    return build_or_check(options, program, false);
}
