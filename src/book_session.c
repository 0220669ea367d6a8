#include "book_session.h"

#include "doc/audience.h"
#include "read/manifest.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* SOURCE_DATE_EPOCH, else the manifest's date, else 1980: never the clock. */
static int64_t
build_date(const struct book *book)
{
    static const int64_t day_1980_01_01 = 315532800;
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch && *epoch)
        return strtoll(epoch, NULL, 10);
    struct tm day = {0};
    char date[16];
    if (book->date.size != 10)
        return day_1980_01_01;
    memcpy(date, book->date.data, 10);
    date[10] = '\0';
    if (!strptime(date, "%Y-%m-%d", &day))
        return day_1980_01_01;
    return timegm(&day);
}

/* The first file of that name among the styles; empty if there is none. */
static struct text
read_style_sheet(const struct session *session, const char *name)
{
    struct text content = TEXT("");
    for (size_t i = 0; i < session->folder_count; i++) {
        struct text path = arena_printf(session->arena, "%.*s/styles/%s",
                                        TEXT_PRINTF(session->folders[i]), name);
        if (file_read_bytes(session->arena, path.data, 1 << 20, &content))
            return content;
    }
    return TEXT("");
}

/* NULL when it cannot be read, which is reported once. */
static const struct earlier *
version_opened(struct session *session, struct text name, struct span from)
{
    if (!map_find(&session->versions, name)) {
        const struct earlier *earlier = version_open(
            session->arena, session->book, name, from, session->diag);
        map_set(&session->versions, name, (struct earlier *)earlier);
    }
    return map_find(&session->versions, name);
}

static void
edition_hold_against(struct session *session, const struct edition *edition,
                     struct text name, struct span from)
{
    if (text_equals(name, "last"))
        name = version_before(session->arena, session->book);
    if (!name.size)
        return;
    const struct earlier *earlier = version_opened(session, name, from);
    map_set(&session->earlier, edition->id, (struct earlier *)earlier);
}

/* As the manifest says. */
static void
hold_against_earlier(struct session *session)
{
    const struct book *book = session->book;
    session->earlier = session->versions = map_in(session->arena);
    for (size_t i = 0; i < book->edition_count; i++)
        edition_hold_against(session, &book->editions[i],
                             book->editions[i].since,
                             book->editions[i].since_span);
    for (size_t i = 0; i < book->excerpt_count; i++)
        edition_hold_against(session, &book->excerpts[i],
                             book->excerpts[i].since,
                             book->excerpts[i].since_span);
}

bool
session_since(struct session *session, struct text name)
{
    const struct book *book = session->book;
    struct span from = span_of(book->manifest, 0, 0);
    bool outside;
    if (text_equals(name, "last"))
        name = version_before(session->arena, book);
    if (!name.size || !version_name_is_good(name) ||
        !folder_resolve(session->arena, &book->folder,
                        version_path(session->arena, name), &outside)
             .size)
        return false;
    for (size_t i = 0; i < book->edition_count; i++)
        edition_hold_against(session, &book->editions[i], name, from);
    for (size_t i = 0; i < book->excerpt_count; i++)
        edition_hold_against(session, &book->excerpts[i], name, from);
    return true;
}

static void
session_equip(struct session *session)
{
    session->hyphenator = hyphenator_open(
        session->arena, session->book->language, session->font_folders,
        session->folder_count, session->diag);
    session->fonts = font_set_open(session->arena, session->font_folders,
                                   session->folder_count, session->diag);
    session->shapes = shape_cache_new();
    if (session->book->language.size)
        shape_cache_set_language(session->shapes, session->book->language);
}

/* False when it has not what this book needs. */
static bool
session_borrow(struct session *session, const struct session *lender)
{
    if (!lender || !lender->fonts || !lender->hyphenator ||
        !text_equal(lender->book->language, session->book->language))
        return false;
    session->borrows = true;
    session->hyphenator = lender->hyphenator;
    session->fonts = lender->fonts;
    session->shapes = lender->shapes;
    return true;
}

bool
session_open_again(struct session *session, const struct session *lender,
                   const char *book_folder, const char *program)
{
    *session = (struct session){.arena = arena_new(), .diag = diag_new()};
    session->book = manifest_read(session->arena, book_folder, session->diag);
    if (!session->book)
        return false;
    audience_check_names(session->book, session->arena, session->diag);
    hold_against_earlier(session);
    session->folder_count =
        program_folders(session->arena, session->book->folder.real.data,
                        program, session->folders, session->font_folders);
    session->date = build_date(session->book);
    session->epub_style_sheet = read_style_sheet(session, "epub.css");
    session->epub_modern_sheet = read_style_sheet(session, "epub-modern.css");
    if (!session_borrow(session, lender))
        session_equip(session);
    session->images = image_store_new(&session->book->folder);
    return session->fonts != NULL;
}

bool
session_open(struct session *session, const char *book_folder,
             const char *program)
{
    return session_open_again(session, NULL, book_folder, program);
}

void
session_close(struct session *session)
{
    if (!session->arena) /* never opened */
        return;
    if (session->scan) {
        pool_wait(&session->scan->group);
        arena_free(session->scan->arena);
    }
    pool_free(session->pool);
    if (session->images)
        image_store_free(session->images);
    if (session->shapes && !session->borrows)
        shape_cache_free(session->shapes);
    if (session->fonts && !session->borrows)
        font_set_close(session->fonts);
    if (session->hyphenator && !session->borrows)
        hyphenator_close(session->hyphenator);
    arena_free(session->arena);
    diag_free(session->diag);
}

static void
scan_gather(void *closure)
{
    struct session *session = closure;
    session->scan->leaks =
        leak_book_new(session->scan->arena, session->book, session->images);
}

void
session_scan(struct session *session)
{
    session->scan = ARENA_NEW(session->arena, struct scan);
    session->scan->arena = arena_new();
    session->scan->group.pool = session->pool;
    pool_queue(&session->scan->group, scan_gather, session);
}
