#include "command/run.h"

#include "base/array.h"
#include "base/file.h"
#include "base/message.h"
#include "command/catalog_files.h"
#include "command/command.h"
#include "command/concordance_run.h"
#include "command/outdated.h"
#include "command/refuse.h"
#include "edition/edition_form.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
show_phase(const struct product *product, enum phase phase, void *closure)
{
    static const char *const names[] = {
        N_("reading"),          N_("preparing"), N_("pages"), N_("PDF"),
        N_("checking the PDF"), N_("EPUB"),      N_("scan")};
    struct run *run = closure;
    if (!run->shows_progress)
        return;
    pthread_mutex_lock(&run->progress_mutex);
    fprintf(stderr, "\r\033[K%.*s: %s", TEXT_PRINTF(product->edition->id),
            message(names[phase]));
    if (product->pages.count)
        fprintf(stderr, message(", %zu pages"), product->pages.count);
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
load_patterns(void *closure)
{
    hyphenator_load(closure);
}

bool
run_since(struct run *run)
{
    struct session *session = run->session;
    const char *name = run->options->since;
    if (!name || session_since(session, text_of(name)))
        return true;
    size_t count;
    struct text *names = versions_list(session->arena, session->book, &count);
    refuse_name(session->arena, "there is no version '%s' in versions/", name,
                names, count);
    return false;
}

static bool
is_scanned(const struct run *run)
{
    for (size_t i = 0; i < run->task_count; i++)
        if (run->tasks[i].wanted & (PRODUCT_PDF | PRODUCT_EPUB) &&
            leak_is_wanted(run->session->book, run->tasks[i].edition))
            return true;
    return false;
}

/* Of facilitators' files that are written: a check need not know where the
 * pages of others end. */
static void
prepare_concordance(const struct run *run)
{
    size_t count = 0;
    const struct edition **written = ARENA_ARRAY(
        run->session->arena, run->task_count + 1, const struct edition *);
    for (size_t i = 0; i < run->task_count; i++)
        if (run->tasks[i].wanted & (PRODUCT_PDF | PRODUCT_EPUB))
            written[count++] = run->tasks[i].edition;
    concordance_prepare(run->session, written, count);
}

void
run_open_pool(struct run *run)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = run->options->jobs ? (size_t)run->options->jobs
                  : processors > 0   ? (size_t)processors
                                     : 1;
    if (jobs > 1)
        run->session->pool = pool_new(jobs);
}

void
run_tasks(struct run *run)
{
    run_open_pool(run);
    if (is_scanned(run))
        session_scan(run->session);
    struct pool_group group = {.pool = run->session->pool};
    if (group.pool) /* while this thread begins to read */
        pool_post(&group, load_patterns, run->session->hyphenator);
    prepare_concordance(run);
    for (size_t i = 0; i < run->task_count; i++) {
        run->tasks[i].run = run;
        pool_queue(&group, make_one, &run->tasks[i]);
    }
    pool_wait(&group);
    if (run->shows_progress)
        fputs("\r\033[K", stderr);
}

/* What to make of an edition. */
struct targets {
    unsigned parts; /* of the edition itself: set of enum product_part */
    unsigned forms; /* set of 1 << enum form */
};

/* Is there a print that a pack could be for?  Not the first time. */
static bool
has_earlier(const struct run *run, const struct edition *edition)
{
    return !edition->form && map_find(&run->session->earlier, edition->id);
}

/* False after a message about -t. */
static bool
wanted_targets(const struct run *run, const struct edition *edition,
               struct targets *wanted)
{
    const struct options *options = run->options;
    const struct targets none = {0};
    struct targets own = {.forms = edition->forms};
    own.parts |= edition->pdf ? PRODUCT_PDF : 0u;
    own.parts |= edition->epub ? PRODUCT_EPUB : 0u;
    own.parts |= edition->pack && has_earlier(run, edition) ? PRODUCT_PACK : 0u;
    *wanted = options->target_count ? none : own;
    for (size_t i = 0; i < options->target_count; i++) {
        struct text name = text_of(options->targets[i]);
        enum form form = form_named(name);
        if (form) {
            wanted->forms |= 1u << form;
        } else if (text_equals(name, "pdf")) {
            wanted->parts |= PRODUCT_PDF;
        } else if (text_equals(name, "epub")) {
            wanted->parts |= PRODUCT_EPUB;
        } else if (text_equals(name, "pack")) {
            if (!has_earlier(run, edition)) {
                refuse("'%s' has no earlier version to replace sheets of: say "
                       "--since VERSION",
                       arena_string(run->session->arena, edition->id));
                return false;
            }
            wanted->parts |= PRODUCT_PACK;
        } else if (text_equals(name, "catalog")) {
            /* It lists what the editions are made as. */
            wanted->parts |= own.parts;
            wanted->forms |= own.forms;
        } else {
            refuse("there is no target '%s': say pdf, epub, pack, worksheets, "
                   "large, handout, booklet, print, cover or catalog",
                   options->targets[i]);
            return false;
        }
    }
    if (edition->whole && wanted->parts & PRODUCT_EPUB) {
        refuse("'%s' is made as a PDF alone",
               arena_string(run->session->arena, edition->id));
        return false;
    }
    return true;
}

/* The path of the file; empty after a message. */
static struct text
save_output(struct run *run, const struct task *task, const char *extension,
            const struct buffer *content)
{
    struct arena *arena = run->session->arena;
    bool is_draft = task->edition->profile && run->options->draft;
    struct text name = output_address(arena, run->session->book, task->edition,
                                      false, extension);
    size_t stem = name.size - strlen(extension) - 1;
    struct text path =
        arena_printf(arena, "%s/%.*s%s%s.%s", run->options->output,
                     TEXT_PRINTF(text_slice(name, 0, stem)),
                     content == &task->product.pack ? PACK_SUFFIX : "",
                     is_draft ? DRAFT_SUFFIX : "", extension);
    file_remove_stale(path.data);
    if (file_write(path.data, content->data, content->size))
        return path;
    fprintf(stderr, message("bouwsteen: cannot write '%s': %s\n"), path.data,
            strerror(errno));
    return TEXT("");
}

/* Only what is to be printed and put in. */
static bool
write_pack(struct run *run, const struct task *task)
{
    struct text path = save_output(run, task, "pdf", &task->product.pack);
    if (path.size && !run->options->quiet)
        printf(message("%s: %d sheets to replace\n"), path.data,
               (int)task->product.pack_file.sheet_count);
    return path.size > 0;
}

static bool
write_output(struct run *run, const struct task *task, const char *extension,
             const struct buffer *content, double seconds)
{
    struct text path = save_output(run, task, extension, content);
    if (!path.size)
        return false;
    int pages = (int)task->product.page_count;
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

/* By default only when the manifest asks for it, and all editions are there
 * to be listed. */
static bool
wants_catalog(const struct options *options, const struct book *book)
{
    for (size_t i = 0; i < options->target_count; i++)
        if (!strcmp(options->targets[i], "catalog"))
            return true;
    return book->has_catalog && !options->target_count &&
           !options->edition_count;
}

/* Of the editions: excerpts are for their partner alone, and what is made for
 * a session must not take the place of a catalog of the book. */
static bool
write_catalog(const struct run *run)
{
    struct arena *arena = run->session->arena;
    const struct book *book = run->session->book;
    size_t count = 0, editions = 0;
    struct catalog_source *sources =
        ARENA_ARRAY(arena, run->task_count, struct catalog_source);
    for (size_t i = 0; i < run->task_count; i++) {
        const struct task *task = &run->tasks[i];
        const struct product *product = &task->product;
        const struct edition *root = form_root(task->edition);
        bool is_listed = !root->profile && !book_is_session(book, root);
        editions += is_listed && task->edition == root;
        if (is_listed)
            sources[count++] = (struct catalog_source){
                .edition = task->edition,
                .pdf = task->wanted & PRODUCT_PDF ? &product->pdf : NULL,
                .epub = task->wanted & PRODUCT_EPUB ? &product->epub : NULL,
                .page_count = product->page_count};
    }
    return editions == 0 || !wants_catalog(run->options, book) ||
           catalog_files_write(arena, book, run->session->date, sources, count,
                               run->options->output);
}

static bool
write_outputs(struct run *run)
{
    for (size_t i = 0; i < run->task_count; i++) {
        struct task *task = &run->tasks[i];
        const double *seconds = task->product.seconds;
        double before =
            seconds[PHASE_READ] + seconds[PHASE_PASSES] + seconds[PHASE_LAYOUT];
        if (task->wanted & PRODUCT_PDF && task->product.pdf.size &&
            !write_output(run, task, "pdf", &task->product.pdf,
                          before + seconds[PHASE_PDF] + seconds[PHASE_PROOF]))
            return false;
        if (task->wanted & PRODUCT_EPUB &&
            !write_output(run, task, "epub", &task->product.epub,
                          before + seconds[PHASE_EPUB]))
            return false;
        if (task->product.pack.size && !write_pack(run, task))
            return false;
    }
    return write_catalog(run);
}

static void
show_phases(const struct run *run)
{
    for (size_t i = 0; i < run->task_count; i++) {
        const struct task *task = &run->tasks[i];
        const double *s = task->product.seconds;
        fprintf(stderr,
                "%.*s: read %.1f, passes %.1f, layout %.1f, pdf %.1f, "
                "proof %.1f, epub %.1f, scan %.1f ms; %zu kB\n",
                TEXT_PRINTF(task->edition->id), s[PHASE_READ] * 1e3,
                s[PHASE_PASSES] * 1e3, s[PHASE_LAYOUT] * 1e3,
                s[PHASE_PDF] * 1e3, s[PHASE_PROOF] * 1e3, s[PHASE_EPUB] * 1e3,
                s[PHASE_SCAN] * 1e3, task->product.memory / 1024);
    }
}

/* Those that were made with a part. */
static const struct product *const *
products_with(const struct run *run, unsigned part, size_t *count)
{
    const struct product **products = ARENA_ARRAY(
        run->session->arena, run->task_count + 1, const struct product *);
    *count = 0;
    for (size_t i = 0; i < run->task_count; i++)
        if (run->tasks[i].wanted & part)
            products[(*count)++] = &run->tasks[i].product;
    return products;
}

static void
show_audit(const struct run *run)
{
    size_t count;
    const struct product *const *products =
        products_with(run, PRODUCT_AUDIT, &count);
    audit_table_print(products, count);
}

static void
show_language(const struct run *run)
{
    size_t count;
    const struct product *const *products =
        products_with(run, PRODUCT_LANGUAGE, &count);
    language_table_print(products, count);
}

static bool
has_excerpts(const struct run *run)
{
    for (size_t i = 0; i < run->task_count; i++)
        if (run->tasks[i].edition->profile)
            return true;
    return !run->task_count; /* of `--all`, when none is left */
}

void
run_release(struct run *run)
{
    for (size_t i = 0; i < run->task_count; i++)
        product_release(&run->tasks[i].product);
}

/* On a terminal: what came of it, for who sees no files. */
static void
show_outcome(const struct run *run, bool writes)
{
    const struct diag *diag = run->session->diag;
    size_t errors = diag_count(diag, DIAG_ERROR);
    size_t warnings = diag_count(diag, DIAG_WARNING);
    if (run->options->quiet || run->options->format != DIAG_TEXT ||
        !isatty(STDERR_FILENO))
        return;
    if (errors && writes)
        fprintf(stderr,
                message("bouwsteen: nothing was written; errors: %zu\n"),
                errors);
    else if (!writes)
        fprintf(stderr, message("bouwsteen: errors: %zu, warnings: %zu\n"),
                errors, warnings);
}

enum status
run_finish(struct run *run, bool writes)
{
    struct diag *diag = run->session->diag;
    options_report(run->options, diag);
    if (run->options->verbose)
        show_phases(run);
    if (!writes && run->options->typography)
        show_audit(run);
    if (run->session->language)
        show_language(run);
    show_outcome(run, writes);
    enum status status = STATUS_DONE;
    if (diag_has_errors(diag))
        status = STATUS_BOOK;
    else if (writes && !write_outputs(run))
        status = STATUS_USAGE;
    if (writes && has_excerpts(run))
        outdated_report(run, status != STATUS_DONE);
    run_release(run);
    return status;
}

static void
add_task(struct run *run, const struct edition *edition, unsigned wanted)
{
    for (size_t i = 0; i < run->task_count; i++)
        if (text_equal(run->tasks[i].edition->id, edition->id))
            return;
    run->tasks[run->task_count++] =
        (struct task){.edition = edition, .wanted = wanted};
}

static void
add_form(struct run *run, const struct edition *edition, enum form form)
{
    struct arena *arena = run->session->arena;
    if (edition->form != form)
        edition = form_of(arena, run->session->book, edition, form);
    if (run->options->black)
        edition = form_in_black(arena, edition);
    add_task(run, edition, PRODUCT_PDF);
}

/* An e-book has the colours that its reader's device gives it. */
static void
add_in_black(struct run *run, const struct edition *edition,
             const struct targets *wanted)
{
    if (wanted->parts & PRODUCT_PDF)
        add_task(run, form_in_black(run->session->arena, edition), PRODUCT_PDF);
}

bool
run_add(struct run *run, const struct edition *edition)
{
    struct targets wanted;
    if (!wanted_targets(run, edition, &wanted))
        return false;
    const struct book *book = run->session->book;
    struct arena *arena = run->session->arena;
    if (!run->tasks)
        run->tasks = ARENA_ARRAY(
            arena,
            FORM_COUNT *
                (book->edition_count + book->excerpt_count +
                 book->session_file_count + run->options->edition_count),
            struct task);
    if (run->options->black)
        add_in_black(run, edition, &wanted);
    else if (wanted.parts)
        add_task(run, edition, wanted.parts);
    for (int form = FORM_OWN + 1; form < FORM_COUNT; form++)
        if (wanted.forms & 1u << form)
            add_form(run, edition, (enum form)form);
    return true;
}
