#include "command/outdated.h"

#include "base/folder.h"
#include "base/message.h"
#include "command/refuse.h"

#include <stdio.h>

static bool
is_deliverable(struct text name)
{
    return text_has_suffix(name, ".pdf") || text_has_suffix(name, ".epub");
}

static bool
is_draft_name(struct text name)
{
    return text_has_suffix(name, DRAFT_SUFFIX ".pdf") ||
           text_has_suffix(name, DRAFT_SUFFIX ".epub");
}

/* The run's excerpt of that name; NULL if it was not asked for. */
static const struct task *
find_task(const struct run *run, struct text id)
{
    for (size_t i = 0; i < run->task_count; i++)
        if (run->tasks[i].edition->profile &&
            text_equal(run->tasks[i].edition->id, id))
            return &run->tasks[i];
    return NULL;
}

/* Is a file that lies there no longer what its partner should have? */
static bool
is_outdated(const struct run *run, const struct task *task, struct text name,
            bool failed)
{
    bool is_draft = is_draft_name(name), makes_draft = run->options->draft;
    if (failed)
        return is_draft == makes_draft || !makes_draft;
    if (is_draft != makes_draft)
        return is_draft || task->product.sign_off.state != SIGN_OFF_VALID;
    return false;
}

static void
report_folder(const struct run *run, const struct folder *output,
              struct text id, bool failed)
{
    const struct book *book = run->session->book;
    struct arena *arena = run->session->arena;
    const struct edition *excerpt = book_edition(book, id);
    const struct task *task = find_task(run, id);
    bool is_missing = !excerpt || !excerpt->profile;
    bool is_unread = is_missing && is_unread_file(arena, book, "partners",
                                                  arena_string(arena, id));
    bool is_gone = is_missing && !is_unread;
    struct text folder = arena_printf(arena, "excerpts/%.*s", TEXT_PRINTF(id));
    size_t count;
    bool outside;
    struct text *names = folder_list(arena, output, folder, &count, &outside);
    for (size_t i = 0; i < count; i++) {
        if (!is_deliverable(names[i]))
            continue;
        const char *format = NULL;
        if (is_gone)
            format = message("bouwsteen: outdated, there is no such profile "
                             "any more: %s/%.*s/%.*s\n");
        else if (is_unread ||
                 (task && is_outdated(run, task, names[i], failed)))
            format = message("bouwsteen: outdated, do not hand it out: "
                             "%s/%.*s/%.*s\n");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        if (format)
            fprintf(stderr, format, run->options->output, TEXT_PRINTF(folder),
                    TEXT_PRINTF(names[i]));
#pragma GCC diagnostic pop
    }
}

void
outdated_report(const struct run *run, bool failed)
{
    struct arena *arena = run->session->arena;
    struct folder output;
    size_t count;
    bool outside;
    if (!folder_open(arena, run->options->output, &output))
        return;
    struct text *ids =
        folder_list(arena, &output, TEXT("excerpts"), &count, &outside);
    for (size_t i = 0; i < count; i++)
        report_folder(run, &output, ids[i], failed);
}
