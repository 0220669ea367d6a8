/* session: hand-out and facilitator's file of a training session. */
#include "base/array.h"
#include "base/message.h"
#include "command/command.h"
#include "command/refuse.h"
#include "command/run.h"

#include <stdio.h>
#include <unistd.h>

static enum status
report_unknown(const struct session *session, const char *name)
{
    const struct book *book = session->book;
    if (is_unread_file(session->arena, book, "sessions", name))
        return STATUS_BOOK;
    struct text *ids =
        ARENA_ARRAY(session->arena, book->session_file_count + 1, struct text);
    size_t count = 0;
    for (size_t i = 0; i < book->session_file_count; i++)
        if (!book->sessions[i].handout)
            ids[count++] = book->sessions[i].id;
    return refuse_name(session->arena, "there is no session '%s'", name, ids,
                       count);
}

/* Both files of a session lie in the folder of its name. */
static bool
is_of_session(const struct edition *edition, struct text name)
{
    static const size_t start = sizeof "sessions/" - 1;
    return text_equal(text_slice(edition->folder, start, edition->folder.size),
                      name);
}

static enum status
tasks_choose(struct run *run)
{
    const struct options *options = run->options;
    const struct book *book = run->session->book;
    for (size_t i = 0; i < options->operand_count; i++) {
        size_t before = run->task_count;
        for (size_t j = 0; j < book->session_file_count; j++)
            if (is_of_session(&book->sessions[j],
                              text_of(options->operands[i])) &&
                !run_add(run, &book->sessions[j]))
                return STATUS_USAGE;
        if (run->task_count == before)
            return report_unknown(run->session, options->operands[i]);
    }
    for (size_t j = 0; j < book->session_file_count && options->all; j++)
        if (!run_add(run, &book->sessions[j]))
            return STATUS_USAGE;
    return STATUS_DONE;
}

enum status
command_session(const struct options *options, const char *program)
{
    struct session session;
    struct run run = {.options = options,
                      .session = &session,
                      .progress_mutex = PTHREAD_MUTEX_INITIALIZER,
                      .shows_progress =
                          !options->quiet && isatty(STDERR_FILENO)};
    if (options->all ? options->operand_count : !options->operand_count) {
        fputs(message("bouwsteen: name one session or more, or say --all\n"),
              stderr);
        return STATUS_USAGE;
    }
    bool open = session_open(&session, options->book, program);
    diag_set_werror(session.diag, options->werror);
    enum status status = open ? tasks_choose(&run) : STATUS_BOOK;
    if (status == STATUS_DONE) {
        run_tasks(&run);
        status = run_finish(&run, true);
    } else {
        options_report(options, session.diag);
        status = session.book && diag_has_errors(session.diag) ? STATUS_BOOK
                                                               : STATUS_USAGE;
    }
    session_close(&session);
    return status;
}
