/* excerpt: what partners get. */
#include "base/array.h"
#include "base/message.h"
#include "command/command.h"
#include "command/run.h"

#include <stdio.h>
#include <unistd.h>

/* "bouwsteen: there is no profile 'wijkteem'", and the nearest name. */
static enum status
report_unknown(const struct session *session, const char *name)
{
    const struct book *book = session->book;
    struct text *ids =
        ARENA_ARRAY(session->arena, book->excerpt_count + 1, struct text);
    for (size_t i = 0; i < book->excerpt_count; i++)
        ids[i] = book->excerpts[i].id;
    struct text hint =
        diag_suggest(session->arena, text_of(name), ids, book->excerpt_count);
    fprintf(stderr, message("bouwsteen: there is no profile '%s'\n"), name);
    if (hint.size)
        fprintf(stderr, "%.*s\n", TEXT_PRINTF(hint));
    return STATUS_USAGE;
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
command_excerpt(const struct options *options, const char *program)
{
    if (options->all ? options->operand_count : !options->operand_count) {
        fputs(message("bouwsteen: name one partner or more, or say --all\n"),
              stderr);
        return STATUS_USAGE;
    }
    struct session session;
    struct run run = {.options = options,
                      .session = &session,
                      .progress_mutex = PTHREAD_MUTEX_INITIALIZER,
                      .shows_progress =
                          !options->quiet && isatty(STDERR_FILENO)};
    enum status status = STATUS_BOOK;
    bool open = session_open(&session, options->book, program);
    diag_set_werror(session.diag, options->werror);
    if (!open) {
        options_report(options, session.diag);
        if (!session.book || !diag_has_errors(session.diag))
            status = STATUS_USAGE;
    } else if ((status = tasks_choose(&run)) == STATUS_DONE) {
        run_tasks(&run);
        status = run_finish(&run, true);
    } else {
        /* A profile that could not be read is missing for that reason. */
        options_report(options, session.diag);
        if (diag_has_errors(session.diag))
            status = STATUS_BOOK;
    }
    session_close(&session);
    return status;
}
