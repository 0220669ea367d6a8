/* What each reader saw in an earlier version of the book, as plain data of
 * digests and page numbers: no text.  version/version_file reads and writes
 * it as versions/VERSION.digests; pass/changes says what became of it, layout/
 * keeps its page numbers. */
#ifndef DOC_VERSION_H
#define DOC_VERSION_H

#include "doc/node.h"

#include <stdbool.h>

/* A keyed digest, short: six bytes.  0 stands for none. */
typedef uint64_t short_digest;

/* A printed page. */
struct version_page {
    struct text label;   /* "58", "14a", "18-20" with an en dash */
    short_digest digest; /* of all that is printed on it; 0: blank */
};

/* A chapter, or the opening of a part. */
struct version_chapter {
    /* "block-7", "part-2", "contents", or "chapter-" and a digest. */
    struct text key;
    short_digest digest; /* of all pieces */
    /* Its paragraphs, items, rows and the like, in order. */
    short_digest *pieces;
    size_t piece_count;
    /* From its first page to the next chapter's: blank ones behind it too.
     * None when the reader's files are not printed. */
    struct version_page *pages;
    size_t page_count;
    size_t first_page; /* from 0: even ones are right-hand pages */
};

struct version_reader {
    struct text id; /* of the edition or excerpt */
    struct version_chapter *chapters;
    size_t chapter_count;
};

struct version {
    struct text name;               /* "0.1" */
    struct version_reader *readers; /* by id */
    size_t reader_count;
};

/* A chapter of the tree, or the opening of a part, held against what it was. */
struct version_match {
    struct node *node;
    const struct version_chapter *before; /* NULL: it is new */
    size_t changed; /* pieces that are others now, or new: is_changed */
    size_t gone;    /* pieces that are there no more */
    /* Stands where it stood, seen from the others that do. */
    bool keeps_place;
};

struct version_changes {
    struct text since;             /* the version's name */
    struct version_match *matches; /* all, in reading order */
    size_t match_count;
    const struct version_chapter **dropped; /* that no match has */
    size_t dropped_count;
};

#endif
