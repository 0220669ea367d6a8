#include "catalog/catalog.h"

#include "doc/date.h"
#include "doc/identifier.h"
#include "epub/epub_xml.h"

#include <time.h>

#define FEED_TYPE "application/atom+xml;profile=opds-catalog;kind=acquisition"

struct text
catalog_date(const struct catalog *catalog, bool with_time)
{
    time_t seconds = (time_t)catalog->date;
    struct tm day;
    gmtime_r(&seconds, &day);
    struct text date =
        arena_printf(catalog->arena, "%04d-%02d-%02d", day.tm_year + 1900,
                     day.tm_mon + 1, day.tm_mday);
    return with_time ? arena_printf(catalog->arena, "%.*sT%02d:%02d:%02dZ",
                                    TEXT_PRINTF(date), day.tm_hour, day.tm_min,
                                    day.tm_sec)
                     : date;
}

struct text
catalog_title(const struct catalog *catalog, const struct catalog_entry *entry)
{
    const struct edition *edition = entry->edition;
    return edition->subtitle.size ? arena_printf(catalog->arena, "%.*s: %.*s",
                                                 TEXT_PRINTF(edition->title),
                                                 TEXT_PRINTF(edition->subtitle))
                                  : edition->title;
}

struct text
catalog_language(const struct catalog *catalog)
{
    struct text language = catalog->book->language;
    if (text_equals(language, "nl"))
        return TEXT("nl-NL");
    return language.size ? language : TEXT("en");
}

static void
element(struct buffer *out, const char *name, struct text value)
{
    if (!value.size)
        return;
    buffer_printf(out, "<%s>", name);
    xml_text(out, value);
    buffer_printf(out, "</%s>\n", name);
}

static void
write_author(const struct book *book, struct buffer *out)
{
    struct text author = book->creator.size     ? book->creator
                         : book->publisher.size ? book->publisher
                                                : book->title;
    buffer_append_string(out, "<author><name>");
    xml_text(out, author);
    buffer_append_string(out, "</name></author>\n");
}

static void
write_link(struct buffer *out, const char *relation, const char *media_type,
           struct text address, size_t size)
{
    buffer_printf(out, "<link rel=\"%s\" type=\"%s\"", relation, media_type);
    xml_attribute(out, "href", address);
    if (size)
        buffer_printf(out, " length=\"%zu\"", size);
    buffer_append_string(out, "/>\n");
}

/* What the book is and what is new, for clients that show it before a
 * download.  Content, since RFC 4287 (4.1.2) wants it where an entry leads to
 * no page of its own. */
static struct text
content_of(const struct catalog *catalog)
{
    const struct book *book = catalog->book;
    struct buffer out = {0};
    buffer_append_text(&out, book->description);
    if (out.size)
        buffer_append_byte(&out, ' ');
    if (book->version.size)
        buffer_printf(&out, "%.*s %.*s, ",
                      TEXT_PRINTF(book_word(book, "Version")),
                      TEXT_PRINTF(book->version));
    buffer_printf(
        &out, "%.*s.",
        TEXT_PRINTF(date_words(catalog->arena, catalog_date(catalog, false),
                               book_is_dutch(book))));
    for (size_t i = 0; i < book->change_count; i++)
        buffer_printf(&out, " %.*s", TEXT_PRINTF(book->changes[i]));
    struct text content = arena_text(catalog->arena, buffer_text(&out));
    buffer_release(&out);
    return content;
}

static void
write_entry(const struct catalog *catalog, const struct catalog_entry *entry,
            struct buffer *out)
{
    static const char open_access[] =
        "http://opds-spec.org/acquisition/open-access";
    const struct book *book = catalog->book;
    buffer_append_string(out, "<entry>\n");
    element(out, "title", catalog_title(catalog, entry));
    /* The entry's own; the book has another (OPDS 1.2, 5.1.1). */
    element(out, "id",
            edition_identifier(catalog->arena, book, entry->edition,
                               "catalog-entry"));
    element(out, "updated", catalog_date(catalog, true));
    write_author(book, out);
    element(out, "dc:identifier", entry->identifier);
    element(out, "dc:language", catalog_language(catalog));
    element(out, "dc:publisher", book->publisher);
    element(out, "dc:issued", catalog_date(catalog, false));
    element(out, "rights", book->licence);
    for (size_t i = 0; i < book->subject_count; i++) {
        buffer_append_string(out, "<category");
        xml_attribute(out, "term", book->subjects[i]);
        xml_attribute(out, "label", book->subjects[i]);
        buffer_append_string(out, "/>\n");
    }
    buffer_append_string(out, "<content type=\"text\">");
    xml_text(out, content_of(catalog));
    buffer_append_string(out, "</content>\n");
    if (entry->cover.size) {
        write_link(out, "http://opds-spec.org/image", "image/png", entry->cover,
                   0);
        write_link(out, "http://opds-spec.org/image/thumbnail", "image/png",
                   entry->cover, 0);
    }
    for (size_t i = 0; i < entry->file_count; i++)
        if (entry->files[i].form == FORM_OWN) /* apps want one of a kind */
            write_link(out, open_access, entry->files[i].media_type,
                       entry->files[i].address, entry->files[i].size);
    buffer_append_string(out, "</entry>\n");
}

void
catalog_feed_write(const struct catalog *catalog, struct buffer *out)
{
    const struct book *book = catalog->book;
    const struct edition feed = {.id = TEXT("catalog")};
    buffer_append_string(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                              "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                              "xmlns:dc=\"http://purl.org/dc/terms/\"");
    xml_attribute(out, "xml:lang", catalog_language(catalog));
    buffer_append_string(out, ">\n");
    element(out, "id",
            edition_identifier(catalog->arena, book, &feed, "catalog"));
    element(out, "title", book->title);
    element(out, "updated", catalog_date(catalog, true));
    write_author(book, out);
    write_link(out, "self", FEED_TYPE, TEXT("opds.xml"), 0);
    write_link(out, "start", FEED_TYPE, TEXT("opds.xml"), 0);
    write_link(out, "alternate", "text/html", TEXT("index.html"), 0);
    for (size_t i = 0; i < catalog->entry_count; i++)
        write_entry(catalog, &catalog->entries[i], out);
    buffer_append_string(out, "</feed>\n");
}
