/* map: who sees what. */
#include "base/file.h"
#include "base/message.h"
#include "command/command.h"
#include "command/concordance_run.h"
#include "command/csv.h"
#include "command/map_page.h"
#include "command/run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* --- words ---------------------------------------------------------------- */

static const char *
state_name(enum visibility_state state)
{
    switch (state) {
    case VISIBILITY_NONE:
        return message("none");
    case VISIBILITY_SHORT:
        return message("short");
    case VISIBILITY_FULL:
        return message("full");
    }
    return "";
}

void
map_rule(const struct sight *sight, struct buffer *out)
{
    const struct node *decider = sight->decider;
    switch (sight->rule) {
    case SIGHT_SHOWN:
        return;
    case SIGHT_NOT_TAKEN:
        buffer_append_string(out, message("not among its chapters"));
        return;
    case SIGHT_FRONT_MATTER:
    case SIGHT_AUDIENCE:
        buffer_printf(out, "audience=\"%.*s\"",
                      TEXT_PRINTF(decider->audience ? decider->audience->value
                                                    : TEXT("")));
        break;
    case SIGHT_ROLE:
        buffer_append_string(out, message("left out by its depth"));
        if (decider->role.size)
            buffer_printf(out, " (%.*s)", TEXT_PRINTF(decider->role));
        break;
    }
    if (decider && visibility_line(decider->span))
        buffer_printf(out, message(", line %d"),
                      visibility_line(decider->span));
}

void
map_chapter_name(const struct visibility_chapter *chapter, struct buffer *out)
{
    if (chapter->block)
        buffer_printf(out, "%d ", chapter->block);
    buffer_append_text(out, chapter->title);
}

/* --- terminal ------------------------------------------------------------- */

/* One line of a chapter: those readers for whom the same rule decided. */
static void
print_readers(const struct visibility *view,
              const struct visibility_chapter *chapter, size_t first,
              bool *done)
{
    const struct visibility_cell *cell = &chapter->cells[first];
    struct buffer rule = {0};
    printf("    %-6s", state_name(cell->state));
    for (size_t i = first; i < view->reader_count; i++) {
        const struct visibility_cell *other = &chapter->cells[i];
        if (other->state != cell->state ||
            other->sight.rule != cell->sight.rule ||
            other->shown != cell->shown)
            continue;
        printf(" %.*s", TEXT_PRINTF(view->readers[i]->id));
        done[i] = true;
    }
    if (cell->state == VISIBILITY_NONE) {
        map_rule(&cell->sight, &rule);
        printf("  (%s)\n", rule.data ? rule.data : "");
    } else {
        printf("  (%zu/%zu)\n", cell->shown, chapter->piece_count);
    }
    buffer_release(&rule);
}

static void
print_map(const struct visibility *view)
{
    bool *done = ARENA_ARRAY(view->arena, view->reader_count + 1, bool);
    for (size_t i = 0; i < view->chapters.count; i++) {
        const struct visibility_chapter *chapter = &view->chapters.items[i];
        struct buffer name = {0};
        if (!chapter->path.size || !visibility_is_seen(view, chapter))
            continue;
        map_chapter_name(chapter, &name);
        bool is_named = !text_equal(chapter->title, chapter->path);
        printf("%s%s%.*s\n", name.data, is_named ? "  " : "",
               TEXT_PRINTF(is_named ? chapter->path : TEXT("")));
        buffer_release(&name);
        memset(done, 0, view->reader_count * sizeof *done);
        for (size_t j = 0; j < view->reader_count; j++)
            if (!done[j])
                print_readers(view, chapter, j, done);
    }
    bool is_first = true;
    for (size_t i = 0; i < view->chapters.count; i++) {
        const struct visibility_chapter *chapter = &view->chapters.items[i];
        struct buffer name = {0};
        if (visibility_is_seen(view, chapter))
            continue;
        if (is_first)
            printf("%s\n", message("In no edition or excerpt"));
        is_first = false;
        map_chapter_name(chapter, &name);
        printf("    %s%s%s\n", name.data, chapter->path.size ? "" : "  ",
               chapter->path.size ? "" : message("(not written yet)"));
        buffer_release(&name);
    }
}

/* --- CSV ------------------------------------------------------------------ */

static void
append_row(const struct visibility *view,
           const struct visibility_chapter *chapter, size_t reader,
           struct buffer *out)
{
    const struct visibility_cell *cell = &chapter->cells[reader];
    struct buffer rule = {0};
    map_rule(&cell->sight, &rule);
    static const char *const states[] = {"none", "short", "full"};
    const struct edition *edition = view->readers[reader];
    if (chapter->block)
        buffer_printf(out, "%d", chapter->block);
    csv_value(out, ',', chapter->title);
    csv_value(out, ',', chapter->path);
    csv_value(out, ',', edition->profile ? TEXT("excerpt") : TEXT("edition"));
    csv_value(out, ',', edition->id);
    buffer_printf(out, ",%s,%zu,%zu", states[cell->state], cell->shown,
                  chapter->piece_count);
    csv_value(out, ',', buffer_text(&rule));
    buffer_append_byte(out, '\n');
    buffer_release(&rule);
}

static void
append_csv(const struct visibility *view, struct buffer *out)
{
    buffer_append_string(
        out, "block,title,file,kind,reader,state,shown,pieces,rule\n");
    for (size_t i = 0; i < view->chapters.count; i++)
        for (size_t j = 0; j < view->reader_count; j++)
            append_row(view, &view->chapters.items[i], j, out);
}

/* --- the command ---------------------------------------------------------- */

static bool
save(const struct options *options, const char *path, const struct buffer *out)
{
    if (!file_write(path, out->data, out->size)) {
        fprintf(stderr, message("bouwsteen: cannot write '%s': %s\n"), path,
                message(strerror(errno)));
        return false;
    }
    if (!options->quiet)
        puts(path);
    return true;
}

static bool
write_map(const struct options *options, const struct visibility *view)
{
    struct buffer out = {0};
    bool good = true;
    if (options->csv) {
        append_csv(view, &out);
        good = save(options, options->csv, &out);
    }
    buffer_clear(&out);
    if (options->html) {
        map_page(view, &out);
        good = save(options, options->html, &out) && good;
    }
    buffer_release(&out);
    return good;
}

/* All editions and excerpts are laid out for this; with an error in one of
 * them nothing is written. */
static enum status
write_concordance(const struct options *options, struct session *session)
{
    const struct book *book = session->book;
    struct run run = {.options = options,
                      .session = session,
                      .progress_mutex = PTHREAD_MUTEX_INITIALIZER};
    const struct edition **readers = ARENA_ARRAY(
        session->arena, book->edition_count + book->excerpt_count + 1,
        const struct edition *);
    size_t count = 0;
    for (size_t i = 0; i < book->edition_count; i++)
        readers[count++] = &book->editions[i];
    for (size_t i = 0; i < book->excerpt_count; i++)
        readers[count++] = &book->excerpts[i];
    run_open_pool(&run);
    const struct concordance *concordance =
        concordance_read(session, readers, count);
    enum status status = run_finish(&run, false);
    if (status != STATUS_DONE)
        return status;
    struct buffer out = {0};
    concordance_csv(concordance, book, &out);
    if (!save(options, options->concordance, &out))
        status = STATUS_USAGE;
    buffer_release(&out);
    return status;
}

/* What was asked for; the map on the terminal when nothing was. */
static enum status
write_all(const struct options *options, struct session *session)
{
    struct visibility view;
    bool is_plain = !options->html && !options->csv && !options->concordance;
    if (is_plain || options->html || options->csv)
        visibility_read(&view, session->arena, session->book);
    if (is_plain)
        print_map(&view);
    else if ((options->html || options->csv) && !write_map(options, &view))
        return STATUS_USAGE;
    return options->concordance ? write_concordance(options, session)
                                : STATUS_DONE;
}

enum status
command_map(const struct options *options, const char *program)
{
    struct session session;
    enum status status = STATUS_USAGE;
    bool open = session_open(&session, options->book, program);
    if (!open || diag_has_errors(session.diag)) {
        diag_print(session.diag, stderr, options->format);
        if (session.book)
            status = STATUS_BOOK;
    } else {
        status = write_all(options, &session);
    }
    session_close(&session);
    return status;
}
