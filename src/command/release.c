/* release: what every reader sees of a version is written down, so that later
 * versions can be held against it. */
#include "base/file.h"
#include "base/message.h"
#include "command/command.h"
#include "command/refuse.h"
#include "command/run.h"
#include "version/version_file.h"
#include "version/versions.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* One reader's files, laid out; `seen` lies in an arena of its own. */
struct reading {
    const struct session *session;
    const struct edition *edition;
    struct arena *arena;
    struct version_reader seen;
};

/* A copy that outlives the product. */
static struct version_reader
reader_copy(struct arena *arena, const struct version_reader *reader)
{
    struct version_reader copy = *reader;
    copy.id = arena_text(arena, reader->id);
    copy.chapters = arena_copy(arena, reader->chapters, reader->chapter_count,
                               sizeof *reader->chapters);
    for (size_t i = 0; i < copy.chapter_count; i++) {
        struct version_chapter *chapter = &copy.chapters[i];
        chapter->key = arena_text(arena, chapter->key);
        chapter->pieces =
            arena_copy(arena, chapter->pieces, chapter->piece_count,
                       sizeof *chapter->pieces);
        chapter->pages = arena_copy(arena, chapter->pages, chapter->page_count,
                                    sizeof *chapter->pages);
        for (size_t j = 0; j < chapter->page_count; j++)
            chapter->pages[j].label =
                arena_text(arena, chapter->pages[j].label);
    }
    return copy;
}

static void
reading_run(void *closure)
{
    struct reading *reading = closure;
    unsigned wanted = PRODUCT_TREE | PRODUCT_PAGES | PRODUCT_SEEN;
    struct product product;
    product_make(reading->session, reading->edition, wanted, NULL, NULL,
                 &product);
    reading->seen = reader_copy(reading->arena, &product.seen);
    diag_keep_sources(reading->session->diag);
    product_release(&product);
}

/* All editions and excerpts; sessions are handed out once. */
static struct version
readers_make(struct session *session)
{
    const struct book *book = session->book;
    struct arena *arena = session->arena;
    size_t count = book->edition_count + book->excerpt_count;
    struct reading *readings = ARENA_ARRAY(arena, count + 1, struct reading);
    struct pool_group group = {.pool = session->pool};
    for (size_t i = 0; i < count; i++) {
        readings[i] = (struct reading){
            .session = session,
            .edition = i < book->edition_count
                           ? &book->editions[i]
                           : &book->excerpts[i - book->edition_count],
            .arena = arena_new()};
        pool_queue(&group, reading_run, &readings[i]);
    }
    pool_wait(&group);
    struct version version = {
        .readers = ARENA_ARRAY(arena, count + 1, struct version_reader),
        .reader_count = count};
    for (size_t i = 0; i < count; i++) {
        version.readers[i] = readings[i].seen;
        arena_adopt(arena, readings[i].arena);
    }
    return version;
}

/* --- what it may be called -------------------------------------------------
 */

static bool
is_there(const struct session *session, struct text path)
{
    bool outside;
    return folder_resolve(session->arena, &session->book->folder, path,
                          &outside)
                   .size > 0 ||
           outside;
}

/* The name must be that which the book itself bears on its title page. */
static enum status
check_name(const struct session *session, const char *name)
{
    const struct book *book = session->book;
    struct text version = text_of(name);
    if (!version_name_is_good(version))
        return refuse("'%s' cannot be a version: use letters, digits, . - and "
                      "_",
                      name);
    if (book->version.size && !text_equal(book->version, version)) {
        fprintf(stderr,
                message("bouwsteen: book.yaml says version \"%.*s\", and not "
                        "\"%s\"; change one of them\n"),
                TEXT_PRINTF(book->version), name);
        return STATUS_USAGE;
    }
    if (is_there(session, version_path(session->arena, version)))
        return refuse("version '%s' has been released before; a version that "
                      "went out stays as it is: give the book a new version",
                      name);
    return STATUS_DONE;
}

/* --- files -----------------------------------------------------------------
 */

static bool
save(const struct session *session, struct text path, struct buffer *content)
{
    const struct folder *folder = &session->book->folder;
    struct text real =
        arena_printf(session->arena, "%.*s/%.*s", TEXT_PRINTF(folder->real),
                     TEXT_PRINTF(path));
    bool done = file_write(real.data, content->data, content->size);
    if (!done)
        fprintf(stderr, message("bouwsteen: cannot write '%s': %s\n"),
                real.data, strerror(errno));
    buffer_release(content);
    return done;
}

/* The book's key, made when its first version goes out. */
static bool
key_open(struct session *session)
{
    unsigned char *key = arena_alloc(session->arena, VERSION_KEY_SIZE);
    session->version_key = key;
    switch (
        version_key_read(session->arena, session->book, key, session->diag)) {
    case KEY_READ:
        return true;
    case KEY_BROKEN:
        return false;
    case KEY_ABSENT:
        break;
    }
    return getentropy(key, VERSION_KEY_SIZE) == 0;
}

static bool
key_save(const struct session *session)
{
    struct buffer content = {0};
    if (is_there(session, TEXT(VERSION_KEY_PATH)))
        return true;
    version_key_write(session->version_key, &content);
    return save(session, TEXT(VERSION_KEY_PATH), &content);
}

static enum status
write_version(const struct session *session, const char *name,
              struct version *version, bool quiet)
{
    const struct book *book = session->book;
    struct version_head head = {.book = book->name,
                                .version = text_of(name),
                                .key = version_key_mark(session->version_key)};
    struct text path = version_path(session->arena, head.version);
    struct buffer content = {0};
    version_write(&head, version, &content);
    if (!key_save(session) || !save(session, path, &content))
        return STATUS_USAGE;
    if (!quiet)
        printf(message("%.*s/%.*s: version %s, %d readers\n"),
               TEXT_PRINTF(book->folder.path), TEXT_PRINTF(path), name,
               (int)version->reader_count);
    return STATUS_DONE;
}

static enum status
release(struct session *session, const struct options *options)
{
    const char *name = options->operands[0];
    enum status status = check_name(session, name);
    if (status != STATUS_DONE)
        return status;
    struct run run = {.options = options, .session = session};
    if (!key_open(session))
        return STATUS_BOOK;
    run_open_pool(&run);
    struct version version = readers_make(session);
    if (diag_has_errors(session->diag))
        return STATUS_BOOK;
    return write_version(session, name, &version, options->quiet);
}

enum status
command_release(const struct options *options, const char *program)
{
    struct session session;
    if (options->operand_count != 1) {
        fputs(message("bouwsteen: say which version: bouwsteen release "
                      "VERSION\n"),
              stderr);
        return STATUS_USAGE;
    }
    bool open = session_open(&session, options->book, program);
    diag_set_werror(session.diag, options->werror);
    enum status status = STATUS_BOOK;
    if (open && !diag_has_errors(session.diag))
        status = release(&session, options);
    else if (!session.book || !diag_has_errors(session.diag))
        status = STATUS_USAGE;
    options_report(options, session.diag);
    session_close(&session);
    return status;
}
