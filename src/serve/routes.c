#include "serve/routes.h"

#include "font/glyph_font.h"
#include "serve/front.h"
#include "serve/json.h"
#include "serve/route_make.h"
#include "serve/route_places.h"

#include <stdlib.h>
#include <string.h>

enum { NOT_FOUND = 404, METHOD_NOT_ALLOWED = 405, UNAVAILABLE = 503 };

/* --- helpers -------------------------------------------------------------- */

void
route_fail(const struct route_call *call, unsigned status)
{
    call->answer->status = status;
    buffer_clear(&call->answer->body);
    buffer_printf(&call->answer->body, "%u\n", status);
    call->answer->type = "text/plain; charset=utf-8";
}

void
route_json(const struct route_call *call)
{
    call->answer->type = "application/json; charset=utf-8";
}

struct text
route_query(const struct route_call *call, const char *name)
{
    return text_of(http_query(call->request, name));
}

long
route_number(const struct route_call *call, const char *name, long most)
{
    const char *value = http_query(call->request, name);
    char *end = NULL;
    if (!value || *value < '0' || *value > '9')
        return -1;
    long number = strtol(value, &end, 10);
    return *end || number > most ? -1 : number;
}

struct view *
route_view(const struct route_call *call)
{
    struct view *view =
        workshop_view(call->routes->workshop, route_query(call, "edition"));
    if (!view)
        route_fail(call, NOT_FOUND);
    return view;
}

/* --- the page itself ------------------------------------------------------ */

/* The first of our languages in Accept-Language, which lists them by
 * preference in all browsers. */
static const char *
language_of(const struct route_call *call)
{
    struct text rest = text_of(http_header(call->request, "Accept-Language"));
    while (rest.size) {
        size_t end = text_index(rest, ',', 0);
        struct text one = text_trim(text_slice(rest, 0, end));
        if (text_has_prefix(one, "nl"))
            return "nl";
        if (text_has_prefix(one, "en"))
            return "en";
        rest = text_slice(rest, end + 1, rest.size);
    }
    return call->routes->language;
}

/* The page says its language; "LANGUAGE" stands there for it. */
static void
answer_page(const struct route_call *call, struct text page)
{
    static const char mark[] = "LANGUAGE";
    const char *at = memmem(page.data, page.size, mark, sizeof mark - 1);
    size_t start = at ? (size_t)(at - page.data) : page.size;
    struct buffer *out = &call->answer->body;
    call->answer->language = language_of(call);
    buffer_append_text(out, text_slice(page, 0, start));
    buffer_append_string(out, call->answer->language);
    buffer_append_text(out,
                       text_slice(page, start + sizeof mark - 1, page.size));
}

static bool
answer_front(const struct route_call *call)
{
    struct front_file file;
    if (!front_find(call->request->path, &file))
        return false;
    call->answer->type = file.type;
    if (!*file.name)
        answer_page(call, file.content);
    else
        buffer_append_text(&call->answer->body, file.content);
    return true;
}

/* --- the book ------------------------------------------------------------- */

static void
list_edition(struct buffer *out, const struct edition *edition,
             const char *kind)
{
    json_open(out, NULL, '{');
    json_text(out, "id", edition->id);
    json_text(out, "kind", text_of(kind));
    json_text(out, "title",
              edition->profile ? edition->profile->name : edition->title);
    json_text(out, "subtitle", edition->subtitle);
    json_bool(out, "pdf", edition->pdf);
    json_bool(out, "epub", edition->epub);
    json_close(out, '}');
}

static void
answer_book(const struct route_call *call)
{
    struct generation *generation = workshop_generation(call->routes->workshop);
    struct buffer *out = &call->answer->body;
    if (!generation) {
        route_fail(call, UNAVAILABLE);
        return;
    }
    const struct book *book = generation->session.book;
    route_json(call);
    json_open(out, NULL, '{');
    json_text(out, "title", book->title);
    json_text(out, "language", book->language);
    json_text(out, "folder", book->folder.real);
    json_bool(out, "plain", book->plain);
    json_text(out, "editor", text_of(call->routes->editor));
    json_open(out, "editions", '[');
    for (size_t i = 0; i < book->edition_count; i++)
        list_edition(out, &book->editions[i], "edition");
    for (size_t i = 0; i < book->excerpt_count; i++)
        list_edition(out, &book->excerpts[i], "excerpt");
    for (size_t i = 0; i < book->session_file_count; i++)
        list_edition(out, &book->sessions[i], "session");
    json_close(out, ']');
    json_close(out, '}');
    generation_release(generation);
}

static void
answer_wait(const struct route_call *call)
{
    enum { SECONDS = 20 }; /* less than the server's own patience */
    long since = route_number(call, "since", 2000000000);
    route_json(call);
    workshop_wait(call->routes->workshop, route_query(call, "editions"),
                  since < 0 ? 0 : (unsigned)since, SECONDS,
                  &call->answer->body);
}

static void
answer_diagnostics(const struct route_call *call)
{
    route_json(call);
    workshop_diagnostics(call->routes->workshop, &call->answer->body);
}

/* --- pages ---------------------------------------------------------------- */

static void
list_page(struct buffer *out, const struct view *view, size_t index)
{
    const struct page *page = &view->product.pages.items[index];
    char digest[20];
    snprintf(digest, sizeof digest, "%016llx",
             (unsigned long long)view->digests[index]);
    json_open(out, NULL, '{');
    json_text(out, "label", page->label);
    json_text(out, "digest", text_of(digest));
    json_number(out, "width", (long long)(scaled_to_pt(page->width) * 1000));
    json_number(out, "height", (long long)(scaled_to_pt(page->height) * 1000));
    json_bool(out, "recto", page->recto);
    if (page->unit && page->unit->kind == NODE_CHAPTER)
        json_text(out, "unit", page->unit->text);
    json_close(out, '}');
}

static void
answer_pages(const struct route_call *call)
{
    struct view *view = route_view(call);
    struct buffer *out = &call->answer->body;
    if (!view)
        return;
    route_json(call);
    json_open(out, NULL, '{');
    json_number(out, "number", view->number);
    json_bool(out, "good", view->is_good);
    json_open(out, "pages", '[');
    for (size_t i = 0; i < view->product.pages.count; i++)
        list_page(out, view, i);
    json_close(out, ']');
    json_close(out, '}');
    view_release(view);
}

static void
answer_page_svg(const struct route_call *call)
{
    struct view *view = route_view(call);
    if (!view)
        return;
    const struct pages *pages = &view->product.pages;
    long number = route_number(call, "page", (long)pages->count - 1);
    struct page_svg_rules rules = {
        .fonts = view->generation->session.fonts,
        .shapes = view->generation->session.shapes,
        .pages = pages,
        .picture_address = arena_printf(
            call->request->arena, "picture?edition=%.*s&number=%u&key=",
            TEXT_PRINTF(view->product.edition->id), view->number),
        .has_text = !http_query(call->request, "thumbnail")};
    if (number < 0) {
        route_fail(call, NOT_FOUND);
    } else {
        call->answer->type = "image/svg+xml";
        page_svg(&pages->items[number], &rules, &call->answer->body);
    }
    view_release(view);
}

/* The picture of this key among those on the pages; NULL. */
static const struct image *
picture_find(const struct pages *pages, uint64_t key)
{
    for (size_t i = 0; i < pages->count; i++)
        for (size_t j = 0; j < pages->items[i].mark_count; j++) {
            const struct mark *mark = &pages->items[i].marks[j];
            if (mark->kind == MARK_IMAGE && mark->image.image &&
                page_svg_picture_key(mark->image.image) == key)
                return mark->image.image;
        }
    return NULL;
}

/* Photographs, without what cameras write into them; drawings are part of their
 * page. */
static void
answer_picture(const struct route_call *call)
{
    struct view *view = route_view(call);
    if (!view)
        return;
    uint64_t key = strtoull(route_query(call, "key").data, NULL, 16);
    const struct image *image = picture_find(&view->product.pages, key);
    if (!image || image->kind == IMAGE_SVG) {
        route_fail(call, NOT_FOUND);
    } else {
        call->answer->type =
            image->kind == IMAGE_PNG ? "image/png" : "image/jpeg";
        buffer_append_text(&call->answer->body, image->bytes);
    }
    view_release(view);
}

/* --- fonts ---------------------------------------------------------------- */

static void
answer_font_sheet(const struct route_call *call)
{
    struct generation *generation = workshop_generation(call->routes->workshop);
    struct buffer *out = &call->answer->body;
    if (!generation) {
        route_fail(call, UNAVAILABLE);
        return;
    }
    size_t count = font_face_count(generation->session.fonts);
    call->answer->type = "text/css; charset=utf-8";
    for (size_t i = 0; i < count; i++)
        buffer_printf(out,
                      "@font-face{font-family:\"f%zu\";src:url(\"font?face=%zu"
                      "\");font-display:block}\n.f%zu{font-family:\"f%zu\"}\n",
                      i, i, i, i);
    generation_release(generation);
}

static void
answer_font(const struct route_call *call)
{
    struct generation *generation = workshop_generation(call->routes->workshop);
    struct text bytes = TEXT("");
    if (!generation) {
        route_fail(call, UNAVAILABLE);
        return;
    }
    const struct font_set *fonts = generation->session.fonts;
    long number = route_number(call, "face", (long)font_face_count(fonts) - 1);
    if (number < 0 ||
        !glyph_font(call->request->arena, font_face_at(fonts, (size_t)number),
                    &bytes)) {
        route_fail(call, NOT_FOUND);
    } else {
        call->answer->type = "font/sfnt";
        buffer_append_text(&call->answer->body, bytes);
    }
    generation_release(generation);
}

/* --- the e-book ----------------------------------------------------------- */

/* Without script, as reading systems show it; nothing from elsewhere. */
#define READING_POLICY                                                         \
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "  \
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "            \
    "sandbox allow-same-origin"

static const char *
type_of(struct text name)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
        {".xhtml", "application/xhtml+xml"},
        {".css", "text/css"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".ttf", "font/ttf"},
        {".otf", "font/otf"},
        {".woff2", "font/woff2"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_has_suffix(name, types[i].ending))
            return types[i].type;
    return NULL;
}

/* reading/EDITION/EPUB/text/bouwsteen-7.xhtml */
static bool
answer_reading(const struct route_call *call)
{
    static const char start[] = "reading/";
    struct text path = call->request->path;
    if (!text_has_prefix(path, start))
        return false;
    size_t slash = text_index(path, '/', sizeof start - 1);
    struct text id = text_slice(path, sizeof start - 1, slash);
    struct text name = text_slice(path, slash + 1, path.size);
    struct view *view = workshop_reading(call->routes->workshop, id);
    struct text bytes = view ? view_entry(view, name) : TEXT("");
    const char *type = type_of(name);
    if (!bytes.size || !type) {
        route_fail(call, NOT_FOUND);
    } else {
        call->answer->type = type;
        call->answer->policy = READING_POLICY;
        buffer_append_text(&call->answer->body, bytes);
    }
    view_release(view);
    return true;
}

static void
list_file(struct buffer *out, const struct epub_archive_entry *entry)
{
    static const char open[] = "<title>", close[] = "</title>";
    const char *start =
        memmem(entry->bytes.data, entry->bytes.size, open, sizeof open - 1);
    const char *end =
        start ? memmem(start,
                       entry->bytes.size - (size_t)(start - entry->bytes.data),
                       close, sizeof close - 1)
              : NULL;
    if (!end || !text_has_suffix(entry->name, ".xhtml"))
        return;
    start += sizeof open - 1;
    json_open(out, NULL, '{');
    json_text(out, "name", entry->name);
    json_text(out, "title", (struct text){start, (size_t)(end - start)});
    json_close(out, '}');
}

static void
answer_reading_list(const struct route_call *call)
{
    struct view *view =
        workshop_reading(call->routes->workshop, route_query(call, "edition"));
    struct buffer *out = &call->answer->body;
    if (!view) {
        route_fail(call, NOT_FOUND);
        return;
    }
    route_json(call);
    json_open(out, NULL, '{');
    json_number(out, "number", view->number);
    json_open(out, "files", '[');
    for (size_t i = 0; i < view->archive.count; i++)
        list_file(out, &view->archive.entries[i]);
    json_close(out, ']');
    json_close(out, '}');
    view_release(view);
}

/* --- all ------------------------------------------------------------------ */

void
routes_answer(void *context, const struct http_request *request,
              struct http_answer *answer)
{
    static const struct {
        const char *path;
        void (*answer)(const struct route_call *call);
        bool is_post;
    } table[] = {
        {"book.json", answer_book, false},
        {"wait", answer_wait, false},
        {"diagnostics.json", answer_diagnostics, false},
        {"pages.json", answer_pages, false},
        {"page.svg", answer_page_svg, false},
        {"picture", answer_picture, false},
        {"fonts.css", answer_font_sheet, false},
        {"font", answer_font, false},
        {"reading.json", answer_reading_list, false},
        {"place", route_place, false},
        {"find", route_find, false},
        {"search", route_search, false},
        {"make", route_make, false},
        {"approval.json", route_approval, false},
        {"approve", route_approve, true},
    };
    struct route_call call = {context, request, answer};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (text_equals(request->path, table[i].path)) {
            if (table[i].is_post == request->is_post)
                table[i].answer(&call);
            else
                route_fail(&call, METHOD_NOT_ALLOWED);
            return;
        }
    if (request->is_post)
        route_fail(&call, NOT_FOUND);
    else if (!answer_front(&call) && !answer_reading(&call))
        route_fail(&call, NOT_FOUND);
}
