/* The catalog of a book's editions, for a folder on any web server: an OPDS
 * 1.2 feed, to which reading apps subscribe, and a page for people.
 *
 * Both are static and name files by addresses relative to themselves.  It
 * never touches a disk: command/ writes what it makes. */
#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

#include "base/blake2.h"
#include "base/buffer.h"
#include "doc/book.h"

struct catalog_file {
    struct text address; /* from the catalog: "../nieuw/boek-nieuw.epub" */
    const char *media_type;
    enum form form; /* what the edition was made as; the feed lists FORM_OWN */
    size_t size, page_count; /* page_count 0: it has no pages */
    char digest[2 * BLAKE2_SIZE];
};

struct catalog_entry {
    const struct edition *edition;
    struct text identifier; /* of its e-book, over all versions */
    struct text cover;      /* address of a PNG; empty: none */
    struct catalog_file files[2 + FORM_COUNT];
    size_t file_count;
};

struct catalog {
    struct arena *arena;
    const struct book *book;
    int64_t date; /* of this version, seconds since 1970, UTC */
    struct catalog_entry *entries;
    size_t entry_count;
};

/* opds.xml: an acquisition feed. */
void catalog_feed_write(const struct catalog *catalog, struct buffer *out);
/* index.html, in the book's language: Dutch, else English. */
void catalog_page_write(const struct catalog *catalog, struct buffer *out);

/* What both say. */
/* "2026-11-23T00:00:00Z", or the day alone. */
struct text catalog_date(const struct catalog *catalog, bool with_time);
/* Title and subtitle of an entry. */
struct text catalog_title(const struct catalog *catalog,
                          const struct catalog_entry *entry);
/* A language tag: "nl-NL" for Dutch. */
struct text catalog_language(const struct catalog *catalog);

#endif
