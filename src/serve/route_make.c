#include "serve/route_make.h"

#include "base/file.h"
#include "command/catalog_files.h"
#include "command/concordance_run.h"
#include "edition/edition_form.h"
#include "serve/json.h"

#include <string.h>

enum { NOT_FOUND = 404, CONFLICT = 409, FAILED = 500 };

/* --- files ---------------------------------------------------------------- */

/* One file being made, on the workshop's thread. */
struct making {
    const struct route_call *call;
    struct text id, target;
    bool is_draft, is_known;
    struct buffer file, reports; /* one of them is empty */
    struct text name;            /* of the file, in the call's arena */
};

/* What a target asks for; NULL when there is no such edition or target. */
static const struct edition *
making_edition(const struct making *making, const struct session *session,
               unsigned *wanted)
{
    const struct edition *edition =
        form_find(session->arena, session->book, making->id);
    enum form form = form_named(making->target);
    *wanted = text_equals(making->target, "epub") ? PRODUCT_EPUB : PRODUCT_PDF;
    if (!edition || (edition->form && *wanted == PRODUCT_EPUB))
        return NULL;
    if (form && form != edition->form)
        return form_of(session->arena, session->book, edition, form);
    bool is_own = form || text_equals(making->target, "pdf") ||
                  text_equals(making->target, "epub");
    return is_own ? edition : NULL;
}

static struct text
file_name(const struct making *making, const struct session *session,
          const struct edition *edition, const char *extension)
{
    bool is_draft = edition->profile && making->is_draft;
    struct text address =
        output_address(making->call->request->arena, session->book, edition,
                       is_draft, extension);
    for (size_t i = address.size; i > 0; i--)
        if (address.data[i - 1] == '/')
            return text_slice(address, i, address.size);
    return address;
}

static void
make_file(struct making *making, struct session *session)
{
    unsigned wanted;
    const struct edition *edition = making_edition(making, session, &wanted);
    if (!edition)
        return;
    making->is_known = true;
    if (leak_is_wanted(session->book, edition))
        session_scan(session);
    concordance_prepare(session, &edition, 1);
    struct product product;
    product_make(session, edition, wanted, NULL, NULL, &product);
    struct buffer *file = wanted == PRODUCT_EPUB ? &product.epub : &product.pdf;
    if (!diag_has_errors(session->diag) && file->size) {
        making->name = file_name(making, session, edition,
                                 wanted == PRODUCT_EPUB ? "epub" : "pdf");
        making->file = *file;
        *file = (struct buffer){0};
    }
    product_release(&product);
}

static void
run_making(struct workshop *workshop, void *closure)
{
    struct making *making = closure;
    const struct workshop_rules *rules = workshop_rules(workshop);
    struct session session;
    bool open = session_open(&session, rules->book, rules->program);
    session.pool = workshop_pool(workshop);
    session.sign_off = making->is_draft ? SIGN_OFF_DRAFT : SIGN_OFF_REQUIRED;
    if (open)
        make_file(making, &session);
    if (!making->file.size && session.book)
        diagnostics_json(session.diag, session.book, &making->reports);
    session.pool = NULL; /* the workshop's */
    session_close(&session);
}

void
route_make(const struct route_call *call)
{
    struct making making = {.call = call,
                            .id = route_query(call, "edition"),
                            .target = route_query(call, "target"),
                            .is_draft =
                                http_query(call->request, "draft") != NULL};
    struct http_answer *answer = call->answer;
    bool done = workshop_run(call->routes->workshop, run_making, &making);
    if (done && making.file.size) {
        answer->type = text_equals(making.target, "epub")
                           ? "application/epub+zip"
                           : "application/pdf";
        answer->file_name = making.name;
        answer->body = making.file;
        making.file = (struct buffer){0};
    } else if (done && (making.is_known || making.reports.size > 2)) {
        route_json(call);
        answer->status = CONFLICT;
        buffer_append_text(&answer->body, buffer_text(&making.reports));
    } else {
        route_fail(call, NOT_FOUND);
    }
    buffer_release(&making.file);
    buffer_release(&making.reports);
}

/* --- sign-off ------------------------------------------------------------- */

/* The view of an excerpt without errors; NULL after a failure. */
static struct view *
excerpt_view(const struct route_call *call)
{
    struct view *view = route_view(call);
    if (!view)
        return NULL;
    const struct edition *edition = view->product.edition;
    if (edition->profile && !edition->form)
        return view;
    view_release(view);
    route_fail(call, NOT_FOUND);
    return NULL;
}

static void
list_sentences(const struct route_call *call, const char *key,
               const struct approved_chapter *one,
               const struct approved_chapter *other)
{
    size_t count;
    struct buffer *out = &call->answer->body;
    struct text *sentences =
        approval_difference(call->request->arena, one, other, &count);
    json_open(out, key, '[');
    for (size_t i = 0; i < count; i++)
        json_text(out, NULL, sentences[i]);
    json_close(out, ']');
}

static void
list_change(const struct route_call *call, const struct approval_change *change)
{
    struct buffer *out = &call->answer->body;
    const struct approved_chapter *chapter =
        change->after ? change->after : change->before;
    json_open(out, NULL, '{');
    json_text(out, "title", chapter->title);
    list_sentences(call, "gone", change->before, change->after);
    list_sentences(call, "come", change->after, change->before);
    json_close(out, '}');
}

void
route_approval(const struct route_call *call)
{
    static const char *const states[] = {"never", "valid", "changed"};
    static const struct approval nothing;
    struct view *view = excerpt_view(call);
    if (!view)
        return;
    const struct sign_off *sign_off = &view->product.sign_off;
    size_t count = sign_off->change_count;
    const struct approval_change *changes = sign_off->changes;
    if (sign_off->state == SIGN_OFF_NEVER)
        changes = approval_compare(call->request->arena, &nothing,
                                   &sign_off->now, &count);
    struct buffer *out = &call->answer->body;
    route_json(call);
    json_open(out, NULL, '{');
    json_text(out, "state", text_of(states[sign_off->state]));
    json_number(out, "number", view->number);
    json_bool(out, "good", view->is_good);
    json_open(out, "changes", '[');
    for (size_t i = 0; i < count; i++)
        list_change(call, &changes[i]);
    json_close(out, ']');
    json_close(out, '}');
    view_release(view);
}

/* Writes partners/NAME.approved; the old one is whole until the new one is. */
static bool
record(const struct route_call *call, const struct view *view)
{
    const struct book *book = view->generation->session.book;
    const struct edition *edition = view->product.edition;
    struct arena *arena = call->request->arena;
    struct text path =
        arena_printf(arena, "%.*s/%.*s", TEXT_PRINTF(book->folder.real),
                     TEXT_PRINTF(sign_off_path(arena, edition)));
    struct buffer out = {0};
    approval_write(&view->product.sign_off.now, edition->id, book->version,
                   &out);
    bool done = file_write(path.data, out.data, out.size);
    buffer_release(&out);
    return done;
}

void
route_approve(const struct route_call *call)
{
    struct view *view = excerpt_view(call);
    if (!view)
        return;
    long number = route_number(call, "number", 2000000000);
    if (!view->is_good || number < 0 || (unsigned)number != view->number)
        route_fail(call, CONFLICT);
    else if (!record(call, view))
        route_fail(call, FAILED);
    else
        buffer_append_string(&call->answer->body, "200\n");
    view_release(view);
}
