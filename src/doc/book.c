#include "doc/book.h"

#include <string.h>

const struct audience *
book_audience(const struct book *book, struct text name)
{
    for (size_t i = 0; i < book->audience_count; i++)
        if (text_equal(book->audiences[i].name, name))
            return &book->audiences[i];
    return NULL;
}

const struct role *
book_role(const struct book *book, struct text slug)
{
    for (size_t i = 0; i < book->role_count; i++)
        if (text_equal(book->roles[i].slug, slug))
            return &book->roles[i];
    return NULL;
}

const struct block_title *
book_block(const struct book *book, int number)
{
    for (size_t i = 0; i < book->block_count; i++)
        if (book->blocks[i].number == number)
            return &book->blocks[i];
    return NULL;
}

const struct edition *
book_edition(const struct book *book, struct text id)
{
    for (size_t i = 0; i < book->edition_count; i++)
        if (text_equal(book->editions[i].id, id))
            return &book->editions[i];
    for (size_t i = 0; i < book->excerpt_count; i++)
        if (text_equal(book->excerpts[i].id, id))
            return &book->excerpts[i];
    for (size_t i = 0; i < book->session_file_count; i++)
        if (text_equal(book->sessions[i].id, id))
            return &book->sessions[i];
    return NULL;
}

struct text
book_file_name(struct arena *arena, const struct book *book,
               const struct edition *edition)
{
    /* A plain book's edition has the name of the book. */
    return book->plain
               ? edition->id
               : arena_printf(arena, "%.*s-%.*s", TEXT_PRINTF(book->name),
                              TEXT_PRINTF(edition->id));
}

void
book_texts(const struct book *book, const struct edition *edition,
           struct text texts[BOOK_TEXTS])
{
    const struct text all[BOOK_TEXTS] = {
        edition->id,
        edition->title,
        edition->subtitle,
        book->name,
        book->title,
        book->language,
        book->version,
        book->date,
        book->identifier,
        book->publisher,
        book->creator,
        book->licence,
        book->licence_url,
        book->description,
        book->accessibility_summary,
        book->accessibility_certifier,
        book->creator_file_as,
    };
    memcpy(texts, all, sizeof all);
}

bool
book_is_session(const struct book *book, const struct edition *edition)
{
    for (size_t i = 0; i < book->session_file_count; i++)
        if (&book->sessions[i] == edition)
            return true;
    return false;
}

static bool
outline_has(const struct outline_entry *entries, size_t count, int number)
{
    for (size_t i = 0; i < count; i++)
        if ((entries[i].kind == OUTLINE_BLOCK && entries[i].number == number) ||
            outline_has(entries[i].entries, entries[i].entry_count, number))
            return true;
    return false;
}

bool
edition_takes_block(const struct edition *edition, int number)
{
    return outline_has(edition->outline, edition->outline_count, number);
}

bool
book_is_dutch(const struct book *book)
{
    struct text language = book->language;
    return text_equals(language, "nl") || text_has_prefix(language, "nl-");
}

int
book_file_number(struct text name)
{
    int number = 0;
    size_t at = 0;
    for (; at < name.size && at < 4 && name.data[at] >= '0' &&
           name.data[at] <= '9';
         at++)
        number = number * 10 + (name.data[at] - '0');
    return at > 0 && at < name.size && name.data[at] == '-' ? number : 0;
}

struct text
book_path(const struct book *book, struct text path)
{
    struct text folder = book->folder.path;
    bool is_inside = path.size > folder.size && path.data[folder.size] == '/' &&
                     text_equal(text_slice(path, 0, folder.size), folder);
    return is_inside ? text_slice(path, folder.size + 1, path.size) : path;
}
