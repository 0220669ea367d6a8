/* build and check: all editions, in parallel, then the files. */
#include "command/command.h"
#include "command/refuse.h"
#include "command/run.h"
#include "edition/edition_form.h"
#include "edition/worksheets.h"

#include <stdio.h>
#include <unistd.h>

/* All editions, the excerpts when the manifest says so, and for a check the
 * sessions too. */
static bool
tasks_add_all(struct run *run, bool excerpts_too, bool checks)
{
    const struct book *book = run->session->book;
    bool good = true;
    for (size_t i = 0; i < book->edition_count && good; i++)
        good = run_add(run, &book->editions[i]);
    for (size_t i = 0; i < book->excerpt_count && excerpts_too && good; i++)
        good = run_add(run, &book->excerpts[i]);
    for (size_t i = 0; i < book->session_file_count && checks && good; i++)
        good = run_add(run, &book->sessions[i]);
    return good;
}

static bool
tasks_add_named(struct run *run)
{
    const struct options *options = run->options;
    for (size_t i = 0; i < options->edition_count; i++) {
        const struct edition *edition =
            form_find(run->session->arena, run->session->book,
                      text_of(options->editions[i]));
        if (!edition) {
            refuse_edition(run->session->arena, run->session->book,
                           options->editions[i]);
            return false;
        }
        if (!run_add(run, edition))
            return false;
    }
    return true;
}

static bool
tasks_choose(struct run *run, bool writes)
{
    if (run->options->edition_count)
        return tasks_add_named(run);
    return tasks_add_all(run, !writes || run->session->book->builds_excerpts,
                         !writes);
}

/* What worksheets hold has been looked at in their edition. */
static unsigned
parts_to_check(const struct options *options, const struct task *task)
{
    unsigned parts = PRODUCT_TREE | PRODUCT_PAGES;
    if (worksheets_alone(task->edition))
        return parts;
    return parts | (options->typography ? PRODUCT_AUDIT : 0u) |
           (options->checks_language ? PRODUCT_LANGUAGE : 0u);
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
    session.sign_off = !writes          ? SIGN_OFF_TOLD
                       : options->draft ? SIGN_OFF_DRAFT
                                        : SIGN_OFF_REQUIRED;
    if (!open) {
        options_report(options, session.diag);
        if (!session.book || !diag_has_errors(session.diag))
            status = STATUS_USAGE;
    } else if (!run_since(&run) || !tasks_choose(&run, writes)) {
        status = STATUS_USAGE;
    } else {
        for (size_t i = 0; i < run.task_count && !writes; i++)
            run.tasks[i].wanted = parts_to_check(options, &run.tasks[i]);
        if (!writes && options->checks_language)
            session.language =
                language_open(session.arena, session.book, session.diag);
        run_tasks(&run);
        if (session.language && !options->edition_count)
            language_finish(session.language);
        status = run_finish(&run, writes);
    }
    language_close(session.language);
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
