/* excerpt: what partners get. */
#include "command/excerpt.h"

#include "base/array.h"
#include "base/message.h"
#include "command/command.h"
#include "command/new_profile.h"
#include "command/outdated.h"
#include "command/refuse.h"

#include <stdio.h>
#include <unistd.h>

static enum status
report_unknown(const struct session *session, const char *name)
{
    const struct book *book = session->book;
    if (is_unread_file(session->arena, book, "partners", name))
        return STATUS_BOOK;
    struct text *ids =
        ARENA_ARRAY(session->arena, book->excerpt_count + 1, struct text);
    for (size_t i = 0; i < book->excerpt_count; i++)
        ids[i] = book->excerpts[i].id;
    return refuse_name(session->arena, "there is no profile '%s'", name, ids,
                       book->excerpt_count);
}

static enum status
tasks_choose(struct run *run)
{
    const struct options *options = run->options;
    const struct book *book = run->session->book;
    for (size_t i = 0; i < book->excerpt_count && options->all; i++)
        if (!run_add(run, &book->excerpts[i]))
            return STATUS_USAGE;
    for (size_t i = 0; i < options->operand_count; i++) {
        const struct edition *excerpt =
            book_edition(book, text_of(options->operands[i]));
        if (!excerpt || !excerpt->profile)
            return report_unknown(run->session, options->operands[i]);
        if (!run_add(run, excerpt))
            return STATUS_USAGE;
    }
    return STATUS_DONE;
}

enum status
excerpts_open(struct run *run, struct session *session,
              const struct options *options, const char *program,
              enum sign_off_rule rule)
{
    *run = (struct run){.options = options,
                        .session = session,
                        .progress_mutex = PTHREAD_MUTEX_INITIALIZER};
    *session = (struct session){0};
    if (options->all ? options->operand_count : !options->operand_count) {
        fputs(message("bouwsteen: name one partner or more, or say --all\n"),
              stderr);
        return STATUS_USAGE;
    }
    bool open = session_open(session, options->book, program);
    session->sign_off = rule;
    diag_set_werror(session->diag, options->werror);
    enum status status = !open            ? STATUS_BOOK
                         : run_since(run) ? tasks_choose(run)
                                          : STATUS_USAGE;
    if (status == STATUS_DONE)
        return status;
    /* A profile that could not be read is missing for that reason. */
    options_report(options, session->diag);
    if (!session->book || (!open && !diag_has_errors(session->diag)))
        return STATUS_USAGE;
    return diag_has_errors(session->diag) ? STATUS_BOOK : status;
}

enum status
command_excerpt(const struct options *options, const char *program)
{
    if (options->new_name)
        return new_profile(options);
    struct session session;
    struct run run;
    enum status status =
        excerpts_open(&run, &session, options, program,
                      options->draft ? SIGN_OFF_DRAFT : SIGN_OFF_REQUIRED);
    if (status == STATUS_DONE) {
        run.shows_progress = !options->quiet && isatty(STDERR_FILENO);
        run_tasks(&run);
        status = run_finish(&run, true);
    } else if (session.book) {
        outdated_report(&run, true);
    }
    session_close(&session);
    return status;
}
