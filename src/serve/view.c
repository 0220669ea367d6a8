#include "serve/view.h"

#include "command/concordance_run.h"
#include "serve/json.h"

#include <stdlib.h>

/* --- generations ---------------------------------------------------------- */

struct generation *
generation_open(struct generation *before, const char *book_folder,
                const char *program, struct pool *pool)
{
    struct generation *lender =
        before && before->lender ? before->lender : before;
    struct generation *generation = memory_alloc(sizeof *generation);
    *generation = (struct generation){0};
    atomic_init(&generation->references, 1);
    struct session *session = &generation->session;
    bool open = session_open_again(session, lender ? &lender->session : NULL,
                                   book_folder, program);
    if (session->borrows) {
        generation->lender = lender;
        atomic_fetch_add(&lender->references, 1);
    }
    generation->has_errors = diag_has_errors(session->diag);
    /* A manifest that cannot be read seems to have no editions, or to be that
     * of a plain book. */
    generation->is_open = open && session->book->edition_count > 0 &&
                          !(generation->has_errors && session->book->plain);
    session->pool = pool;
    session->sign_off = SIGN_OFF_TOLD;
    return generation;
}

void
generation_release(struct generation *generation)
{
    if (!generation || atomic_fetch_sub(&generation->references, 1) > 1)
        return;
    generation->session.pool = NULL; /* not its own */
    session_close(&generation->session);
    generation_release(generation->lender);
    free(generation);
}

/* --- diagnostics ---------------------------------------------------------- */

struct listing {
    struct buffer *out;
    const struct book *book;
    struct place_memo memo;
};

static void
list_item(const struct diag_item *item, void *closure)
{
    struct listing *listing = closure;
    struct buffer *out = listing->out;
    json_open(out, NULL, '{');
    json_text(out, "level",
              item->level == DIAG_ERROR ? TEXT("error") : TEXT("warning"));
    json_text(out, "slug", text_of(item->slug));
    json_text(out, "message", item->text);
    if (item->hint.size)
        json_text(out, "hint", item->hint);
    if (item->span.source) {
        struct place place = span_place_on(item->span, &listing->memo);
        json_text(out, "file",
                  listing->book
                      ? book_path(listing->book, item->span.source->path)
                      : item->span.source->path);
        json_number(out, "line", place.line);
        json_number(out, "column", place.column);
        json_text(out, "text", text_slice(place.line_text, 0, 400));
    }
    json_close(out, '}');
}

void
diagnostics_json(const struct diag *diag, const struct book *book,
                 struct buffer *out)
{
    struct listing listing = {.out = out, .book = book};
    buffer_append_byte(out, '[');
    diag_each(diag, list_item, &listing);
    buffer_append_byte(out, ']');
}

/* --- views ---------------------------------------------------------------- */

static void
view_digest(struct view *view)
{
    const struct pages *pages = &view->product.pages;
    view->digests = ARENA_ARRAY(view->arena, pages->count + 1, uint64_t);
    for (size_t i = 0; i < pages->count; i++)
        view->digests[i] = page_svg_digest(&pages->items[i]);
}

/* Notes what its own diagnostics have by now. */
static void
view_take_reports(struct view *view, const struct diag *diag)
{
    buffer_clear(&view->diagnostics);
    diagnostics_json(diag, view->generation->session.book, &view->diagnostics);
}

struct view *
view_make(struct generation *generation, const struct edition *edition,
          enum view_use use, unsigned number)
{
    struct view *view = memory_alloc(sizeof *view);
    *view = (struct view){
        .generation = generation, .number = number, .arena = arena_new()};
    atomic_init(&view->references, 1);
    atomic_fetch_add(&generation->references, 1);
    pthread_mutex_init(&view->mutex, NULL);
    /* Its own list: what is wrong with another edition is not with this. */
    struct session session = generation->session;
    session.diag = diag_new();
    diag_set_plain(session.diag, session.book->plain);
    if (edition->handout && use == VIEW_SHOWN)
        concordance_prepare(&session, &edition, 1);
    product_make(&session, edition, PRODUCT_TREE | PRODUCT_PAGES, NULL, NULL,
                 &view->product);
    view->is_good = !generation->has_errors && !diag_has_errors(session.diag);
    view_take_reports(view, session.diag);
    view_digest(view);
    diag_free(session.diag);
    return view;
}

bool
view_make_reading(struct view *view)
{
    struct session session = view->generation->session;
    session.diag = diag_new();
    diag_set_plain(session.diag, session.book->plain);
    product_add(&session, &view->product, PRODUCT_EPUB);
    bool good = !diag_has_errors(session.diag) && view->product.epub.size;
    diag_free(session.diag);
    pthread_mutex_lock(&view->mutex);
    view->has_archive =
        good && epub_archive_open(view->arena, buffer_text(&view->product.epub),
                                  &view->archive);
    pthread_mutex_unlock(&view->mutex);
    return view->has_archive;
}

struct view *
view_hold(struct view *view)
{
    if (view)
        atomic_fetch_add(&view->references, 1);
    return view;
}

void
view_release(struct view *view)
{
    if (!view || atomic_fetch_sub(&view->references, 1) > 1)
        return;
    product_release(&view->product);
    buffer_release(&view->diagnostics);
    pthread_mutex_destroy(&view->mutex);
    arena_free(view->arena);
    generation_release(view->generation);
    free(view);
}

const struct word_index *
view_index(struct view *view)
{
    pthread_mutex_lock(&view->mutex);
    if (!view->index)
        view->index = word_index_new(
            view->arena, view->generation->session.book, &view->product.pages);
    struct word_index *index = view->index;
    pthread_mutex_unlock(&view->mutex);
    return index;
}

struct text
view_entry(struct view *view, struct text name)
{
    const struct epub_archive_entry *entry = NULL;
    pthread_mutex_lock(&view->mutex);
    if (view->has_archive)
        entry = epub_archive_find(&view->archive, name);
    pthread_mutex_unlock(&view->mutex);
    return entry ? entry->bytes : TEXT("");
}
