#include "version/version_file.h"

#include "base/array.h"

#include <inttypes.h>
#include <stdlib.h>

#define MAGIC "bouwsteen-digests 1"

enum { DIGITS = 12 };

/* --- writing ---------------------------------------------------------------
 */

static void
write_digest(struct buffer *out, short_digest digest)
{
    if (digest)
        buffer_printf(out, " %0*" PRIx64 "\n", DIGITS, digest);
    else
        buffer_append_string(out, " -\n");
}

static void
write_chapter(struct buffer *out, const struct version_chapter *chapter)
{
    buffer_printf(out, "chapter: %.*s", TEXT_PRINTF(chapter->key));
    write_digest(out, chapter->digest);
    for (size_t i = 0; i < chapter->piece_count; i++) {
        buffer_append_string(out, "piece:");
        write_digest(out, chapter->pieces[i]);
    }
    for (size_t i = 0; i < chapter->page_count; i++) {
        buffer_printf(out, "page: %.*s", TEXT_PRINTF(chapter->pages[i].label));
        write_digest(out, chapter->pages[i].digest);
    }
}

static int
compare_readers(const void *a, const void *b)
{
    const struct version_reader *one = a, *other = b;
    return text_compare(one->id, other->id);
}

void
version_write(const struct version_head *head, struct version *version,
              struct buffer *out)
{
    buffer_printf(out,
                  MAGIC "\n# Written by 'bouwsteen release'. It stays in this "
                        "folder: do not change it,\n# and hand it to nobody.\n"
                        "book: %.*s\nversion: %.*s\nkey:",
                  TEXT_PRINTF(head->book), TEXT_PRINTF(head->version));
    write_digest(out, head->key);
    if (version->reader_count)
        qsort(version->readers, version->reader_count, sizeof *version->readers,
              compare_readers);
    for (size_t i = 0; i < version->reader_count; i++) {
        const struct version_reader *reader = &version->readers[i];
        buffer_printf(out, "reader: %.*s\n", TEXT_PRINTF(reader->id));
        for (size_t j = 0; j < reader->chapter_count; j++)
            write_chapter(out, &reader->chapters[j]);
    }
}

/* --- reading ---------------------------------------------------------------
 */

/* Pieces and pages lie in one array each, a chapter's one after the other:
 * their places are known once all are there. */
struct parser {
    struct arena *arena;
    struct version_head *head;
    ARRAY(struct version_reader) readers;
    ARRAY(struct version_chapter) chapters;
    ARRAY(short_digest) pieces;
    ARRAY(struct version_page) pages;
    int heads; /* lines of the head that have come */
};

/* "KEY: rest": takes the key off; false when it is another. */
static bool
take_key(struct text line, const char *key, struct text *rest)
{
    if (!text_has_prefix(line, key))
        return false;
    *rest = text_slice(line, strlen(key), line.size);
    return true;
}

/* Twelve digits, or "-" where there may be none. */
static bool
parse_digest(struct text text, bool may_lack, short_digest *digest)
{
    *digest = 0;
    if (may_lack && text_equals(text, "-"))
        return true;
    if (text.size != DIGITS)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if ((c < '0' || c > '9') && (c < 'a' || c > 'f'))
            return false;
        *digest = *digest << 4 | (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return *digest != 0;
}

/* "WORD DIGEST" */
static bool
parse_pair(struct text rest, bool may_lack, struct text *word,
           short_digest *digest)
{
    size_t blank = text_index(rest, ' ', 0);
    *word = text_slice(rest, 0, blank);
    return word->size && blank < rest.size &&
           parse_digest(text_slice(rest, blank + 1, rest.size), may_lack,
                        digest);
}

/* The head's lines come in their order, before all others. */
static bool
parse_head(struct parser *parser, struct text line)
{
    struct version_head *head = parser->head;
    struct text rest;
    switch (parser->heads++) {
    case 0:
        return text_equals(line, MAGIC);
    case 1:
        return take_key(line, "book: ", &head->book);
    case 2:
        return take_key(line, "version: ", &head->version);
    default:
        return take_key(line, "key: ", &rest) &&
               parse_digest(rest, false, &head->key);
    }
}

/* Readers' names are sorted, so that none comes twice. */
static bool
parse_reader(struct parser *parser, struct text id)
{
    size_t count = parser->readers.count;
    if (!id.size ||
        (count && text_compare(parser->readers.items[count - 1].id, id) >= 0))
        return false;
    *ARRAY_PUSH(parser->arena, &parser->readers) =
        (struct version_reader){.id = id};
    return true;
}

static bool
parse_line(struct parser *parser, struct text line)
{
    struct text rest;
    struct version_chapter chapter = {0};
    struct version_page page;
    short_digest piece;
    if (parser->heads < 4)
        return parse_head(parser, line);
    if (take_key(line, "reader: ", &rest))
        return parse_reader(parser, rest);
    if (!parser->readers.count)
        return false;
    struct version_reader *reader =
        &parser->readers.items[parser->readers.count - 1];
    if (take_key(line, "chapter: ", &rest)) {
        reader->chapter_count++;
        return parse_pair(rest, false, &chapter.key, &chapter.digest) &&
               (*ARRAY_PUSH(parser->arena, &parser->chapters) = chapter, true);
    }
    if (!reader->chapter_count)
        return false;
    struct version_chapter *last =
        &parser->chapters.items[parser->chapters.count - 1];
    if (take_key(line, "piece: ", &rest)) {
        last->piece_count++;
        return !last->page_count && parse_digest(rest, false, &piece) &&
               (*ARRAY_PUSH(parser->arena, &parser->pieces) = piece, true);
    }
    last->page_count++;
    return take_key(line, "page: ", &rest) &&
           parse_pair(rest, true, &page.label, &page.digest) &&
           (*ARRAY_PUSH(parser->arena, &parser->pages) = page, true);
}

static void
place_parts(struct parser *parser)
{
    size_t chapter = 0, piece = 0, page = 0, reader_page;
    for (size_t i = 0; i < parser->readers.count; i++) {
        struct version_reader *reader = &parser->readers.items[i];
        reader->chapters =
            reader->chapter_count ? parser->chapters.items + chapter : NULL;
        chapter += reader->chapter_count;
        reader_page = page;
        for (size_t j = 0; j < reader->chapter_count; j++) {
            struct version_chapter *at = &reader->chapters[j];
            at->pieces = at->piece_count ? parser->pieces.items + piece : NULL;
            at->pages = at->page_count ? parser->pages.items + page : NULL;
            at->first_page = page - reader_page;
            piece += at->piece_count;
            page += at->page_count;
        }
    }
}

bool
version_parse(struct arena *arena, const struct source *source,
              struct version_head *head, struct version *version,
              struct diag *diag)
{
    struct parser parser = {.arena = arena, .head = head};
    struct text content = source->content;
    *head = (struct version_head){0};
    *version = (struct version){0};
    bool good = true;
    size_t at = 0, end = 0;
    for (; good && at < content.size; at = end + 1) {
        end = text_index(content, '\n', at);
        struct text line = text_slice(content, at, end);
        if (line.size && line.data[line.size - 1] == '\r')
            line.size--;
        good = (line.size && line.data[0] == '#') || parse_line(&parser, line);
        if (!good)
            break;
    }
    if (!good || parser.heads < 4) {
        diag_report(diag, VERSION_BROKEN, span_of(source, at, end),
                    TEXT_PRINTF(source->path));
        return false;
    }
    place_parts(&parser);
    version->name = head->version;
    version->readers = parser.readers.items;
    version->reader_count = parser.readers.count;
    return true;
}
