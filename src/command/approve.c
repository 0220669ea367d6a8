/* approve: what a partner sees is recorded as approved, after it was shown
 * what that changes. */
#include "base/file.h"
#include "base/message.h"
#include "command/command.h"
#include "command/excerpt.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void
print_sentences(struct arena *arena, char sign,
                const struct approved_chapter *one,
                const struct approved_chapter *other)
{
    size_t count;
    struct text *sentences = approval_difference(arena, one, other, &count);
    for (size_t i = 0; i < count; i++)
        printf("    %c %.*s\n", sign, TEXT_PRINTF(sentences[i]));
}

/* Of one chapter: what went and what came. */
static void
print_change(struct arena *arena, const struct approval_change *change)
{
    const struct approved_chapter *chapter =
        change->after ? change->after : change->before;
    size_t gone, come;
    printf("  %.*s\n", TEXT_PRINTF(chapter->title));
    approval_difference(arena, change->before, change->after, &gone);
    approval_difference(arena, change->after, change->before, &come);
    if (!gone && !come)
        printf("    %s\n", message("the same sentences; their order or form, "
                                   "a picture or a link is another"));
    print_sentences(arena, '-', change->before, change->after);
    print_sentences(arena, '+', change->after, change->before);
}

static void
print_changes(struct arena *arena, const struct edition *excerpt,
              const struct sign_off *sign_off)
{
    static const struct approval nothing;
    struct approval_change *changes = sign_off->changes;
    size_t count = sign_off->change_count;
    if (sign_off->state == SIGN_OFF_VALID)
        printf(message("%.*s: nothing has changed since it was approved\n"),
               TEXT_PRINTF(excerpt->id));
    else if (sign_off->state == SIGN_OFF_CHANGED)
        printf(message("%.*s: changed since it was approved\n"),
               TEXT_PRINTF(excerpt->id));
    else
        printf(message("%.*s: not approved before; all of it is new\n"),
               TEXT_PRINTF(excerpt->id));
    if (sign_off->state == SIGN_OFF_NEVER)
        changes = approval_compare(arena, &nothing, &sign_off->now, &count);
    for (size_t i = 0; i < count; i++)
        print_change(arena, &changes[i]);
}

static bool
record(struct session *session, const struct edition *excerpt,
       const struct sign_off *sign_off)
{
    const struct book *book = session->book;
    struct text path = sign_off_path(session->arena, excerpt);
    struct text real =
        arena_printf(session->arena, "%.*s/%.*s",
                     TEXT_PRINTF(book->folder.real), TEXT_PRINTF(path));
    struct buffer out = {0};
    approval_write(&sign_off->now, excerpt->id, book->version, &out);
    bool done = file_write(real.data, out.data, out.size);
    int error = errno;
    buffer_release(&out);
    if (done)
        printf(message("approved: %.*s/%.*s\n"), TEXT_PRINTF(book->folder.path),
               TEXT_PRINTF(path));
    else
        fprintf(stderr, message("bouwsteen: cannot write '%s': %s\n"),
                real.data, strerror(error));
    return done;
}

static enum status
approve_all(struct run *run)
{
    struct session *session = run->session;
    for (size_t i = 0; i < run->task_count; i++) {
        const struct task *task = &run->tasks[i];
        const struct sign_off *sign_off = &task->product.sign_off;
        if (!run->options->quiet)
            print_changes(session->arena, task->edition, sign_off);
        if (!run->options->show && sign_off->state != SIGN_OFF_VALID &&
            !record(session, task->edition, sign_off))
            return STATUS_USAGE;
    }
    return STATUS_DONE;
}

enum status
command_approve(const struct options *options, const char *program)
{
    struct session session;
    struct run run;
    enum status status =
        excerpts_open(&run, &session, options, program, SIGN_OFF_UNASKED);
    if (status == STATUS_DONE) {
        for (size_t i = 0; i < run.task_count; i++)
            run.tasks[i].wanted = PRODUCT_TREE;
        run_tasks(&run);
        options_report(options, session.diag);
        status =
            diag_has_errors(session.diag) ? STATUS_BOOK : approve_all(&run);
        run_release(&run);
    }
    session_close(&session);
    return status;
}
