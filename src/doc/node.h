/* The document tree: what is meant, free of any page.
 *
 * One tree an edition, in that edition's arena.  read/ makes it, edition/
 * prunes it, pass/ works on it, layout/ and epub/ read it.  Text is UTF-8,
 * NFC.  A node knows where it was written; generated nodes carry the span of
 * what they stem from.  The tree never knows about pages: their numbers are
 * handed to epub/ as plain data (doc/page_labels.h). */
#ifndef DOC_NODE_H
#define DOC_NODE_H

#include "base/arena.h"
#include "base/source.h"

#include <stdbool.h>
#include <stdint.h>

/* Kinds of nodes.  NODE(ID, name, class): class is BLOCK or INLINE. */
#define NODE_KINDS(NODE)                                                       \
    /* the edition as a whole */                                               \
    NODE(BOOK, "book", BLOCK)                                                  \
    NODE(PART, "part", BLOCK)       /* HEADING, blocks, then CHAPTERs */       \
    NODE(CHAPTER, "chapter", BLOCK) /* one file, or a generated chapter */     \
    NODE(SECTION, "section", BLOCK) /* HEADING, then blocks */                 \
    /* blocks */                                                               \
    NODE(HEADING, "heading", BLOCK)                                            \
    NODE(PARAGRAPH, "paragraph", BLOCK)                                        \
    NODE(LIST, "list", BLOCK)                                                  \
    NODE(ITEM, "item", BLOCK)                                                  \
    NODE(QUOTE, "quote", BLOCK)                                                \
    NODE(CODE_BLOCK, "code-block", BLOCK)                                      \
    NODE(RULE, "rule", BLOCK) /* thematic break */                             \
    NODE(DIV, "div", BLOCK)                                                    \
    NODE(FIGURE, "figure", BLOCK) /* IMAGE, then CAPTION if any */             \
    NODE(CAPTION, "caption", BLOCK)                                            \
    NODE(TABLE, "table", BLOCK) /* CAPTION?, HEAD, BODY */                     \
    NODE(TABLE_HEAD, "table-head", BLOCK)                                      \
    NODE(TABLE_BODY, "table-body", BLOCK)                                      \
    NODE(ROW, "row", BLOCK)                                                    \
    NODE(CELL, "cell", BLOCK)                                                  \
    NODE(DEFINITIONS, "definitions", BLOCK) /* TERM, DEFINITION+, ... */       \
    NODE(TERM, "term", BLOCK)                                                  \
    NODE(DEFINITION, "definition", BLOCK)                                      \
    NODE(FOOTNOTE, "footnote", BLOCK)           /* the note's own text */      \
    NODE(WRITING_LINES, "writing-lines", BLOCK) /* .schrijfregels */           \
    NODE(CONTENTS, "contents", BLOCK)           /* CONTENTS_ENTRYs */          \
    NODE(CONTENTS_ENTRY, "contents-entry", BLOCK)                              \
    NODE(INDEX, "index", BLOCK)             /* INDEX_GROUPs */                 \
    NODE(INDEX_GROUP, "index-group", BLOCK) /* one letter: INDEX_ENTRYs */     \
    NODE(INDEX_ENTRY, "index-entry", BLOCK)                                    \
    /* inline */                                                               \
    NODE(TEXT, "text", INLINE)                                                 \
    NODE(SOFT_BREAK, "soft-break", INLINE)                                     \
    NODE(HARD_BREAK, "hard-break", INLINE)                                     \
    NODE(EMPHASIS, "emphasis", INLINE)                                         \
    NODE(STRONG, "strong", INLINE)                                             \
    NODE(STRIKE, "strike", INLINE)                                             \
    NODE(CODE, "code", INLINE)                                                 \
    NODE(LINK, "link", INLINE)   /* to an address outside the book */          \
    NODE(IMAGE, "image", INLINE) /* `text` is the alternative text */          \
    NODE(SPAN, "span", INLINE)                                                 \
    NODE(NOTE_CALL, "note-call", INLINE) /* FOOTNOTE hangs off `target` */     \
    NODE(REFERENCE, "reference", INLINE) /* to a label of the book */          \
    NODE(INDEX_MARK, "index-mark", INLINE)                                     \
    NODE(LOCATOR, "locator", INLINE) /* page number of `target`, by layout;    \
                                        a link in EPUB */

enum node_kind {
#define NODE(id, name, class) NODE_##id,
    NODE_KINDS(NODE)
#undef NODE
        NODE_KIND_COUNT
};

/* What a chapter is; decides its EPUB role, its furniture, its numbering. */
enum chapter_kind {
    CHAPTER_PLAIN,
    CHAPTER_BLOCK, /* a building block with its own number */
    CHAPTER_TITLEPAGE,
    CHAPTER_COLOPHON,
    CHAPTER_CONTENTS,
    CHAPTER_PREFACE,
    CHAPTER_INTRODUCTION,
    CHAPTER_GLOSSARY,
    CHAPTER_BIBLIOGRAPHY,
    CHAPTER_APPENDIX,
    CHAPTER_ACCESSIBILITY,
    CHAPTER_INDEX,
    CHAPTER_CONCORDANCE, /* pages in other editions: pass/appendix */
    CHAPTER_CHANGES,     /* since an earlier version: pass/changes */
    CHAPTER_KIND_COUNT
};

enum matter { MATTER_BODY, MATTER_FRONT, MATTER_BACK };
enum alignment { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

/* Columns of a table: read/ reports more, which layout/ cannot set. */
enum { TABLE_COLUMNS_MOST = 64 };

/* A key="value" attribute as written. */
struct attribute {
    struct text key, value;
    struct span span; /* of the value */
};

struct node {
    enum node_kind kind;
    bool is_generated; /* of other places, by a pass, amid an author's text */
    bool is_changed;   /* a piece that readers of an earlier version have
                          otherwise, or not (version/compare) */
    struct span span;
    struct node *parent, *first_child, *last_child, *next, *previous;

    /* TEXT, CODE, CODE_BLOCK: the text.  IMAGE: alternative text.  CHAPTER,
     * PART: running head (empty: the title).  WRITING_LINES: empty. */
    struct text text;
    struct text id;       /* label; empty if none */
    struct text *classes; /* as written; roles stand first */
    uint32_t class_count;
    struct text role;     /* slug of the manifest's role; empty if none */
    struct text language; /* BCP 47 when it differs from the parent's */
    struct attribute *attributes; /* others than id, class, audience, lang */
    uint32_t attribute_count;

    /* Who may see it, as written; read by edition/select only. */
    struct attribute *audience; /* NULL: as the parent */

    /* NOTE_CALL: its FOOTNOTE (parent is NULL; numbered).  REFERENCE: what
     * it points to; NULL when that is not in this edition.  LOCATOR,
     * CONTENTS_ENTRY: what they point to. */
    struct node *target;

    union {
        struct {
            enum chapter_kind kind;
            enum matter matter;
            int number;       /* CHAPTER_BLOCK: nummer; else 0 */
            struct text file; /* path in the book; empty if generated */
            bool faulty;      /* its file could not be read: an error */
        } chapter;
        struct {
            int number;      /* 1.. ; 0 unnumbered */
            struct text tab; /* word on the thumb tab; empty: the title */
        } part;
        struct {
            /* The id is this slug of its title, and a number where the book
             * has more of them; empty when the author gave one. */
            struct text slug;
        } section;
        struct {
            int level; /* 1..6 */
        } heading;
        struct {
            bool ordered, task, tight;
            int start; /* ordered */
        } list;
        struct {
            bool task, checked;
            /* Blank lines, from which edition/select derives tightness. */
            bool blank_inside, blank_after;
        } item;
        struct {
            struct text language; /* info string, first word */
        } code;
        struct {
            uint32_t column_count;
            enum alignment *alignments;
            struct text number; /* "13.1" once numbered */
        } table;
        struct {
            struct text number;
        } figure;
        struct {
            bool header; /* <th>: in the head, or a row header */
            enum alignment alignment;
        } cell;
        struct {
            int number; /* 1.. in the edition, set by pass/numbers */
        } footnote;
        struct {
            struct text url, title; /* LINK */
            bool bare;              /* written without words */
        } link;
        struct {
            struct text path, title;
            struct span path_span;
            struct image *image; /* media/image, once loaded */
        } image;
        struct {
            struct text label; /* "bouwsteen-7", as written after # */
            bool written;      /* has its own text in the source */
        } reference;
        struct {
            struct text key; /* "a!b"; the text if none was given */
            struct text see, see_also;
            bool main;
            enum { RANGE_NONE, RANGE_START, RANGE_END } range;
        } index;
        struct {
            int level;            /* 1, 2: CONTENTS_ENTRY and INDEX_ENTRY */
            struct text sort_key; /* INDEX_ENTRY */
        } entry;
        struct {
            bool main;         /* the place to read first */
            struct node *end;  /* of a range; NULL */
            bool bold, merged; /* in print; layout/locator sets them */
        } locator;
        struct {
            int count; /* WRITING_LINES */
        } lines;
    };
};

struct node *node_new(struct arena *arena, enum node_kind kind,
                      struct span span);
struct node *node_text_new(struct arena *arena, struct text text,
                           struct span span);
void node_append(struct node *parent, struct node *child);
void node_prepend(struct node *parent, struct node *child);
void node_insert_before(struct node *sibling, struct node *node);
void node_insert_after(struct node *sibling, struct node *node);
/* Takes it out of its parent; it stays usable. */
void node_remove(struct node *node);
/* Puts node's children in its place. */
void node_unwrap(struct node *node);

const char *node_kind_name(enum node_kind kind);
bool node_kind_is_inline(enum node_kind kind);
bool node_has_class(const struct node *node, const char *class_name);
void node_add_class(struct arena *arena, struct node *node,
                    struct text class_name);
/* The value of another attribute; empty text if absent. */
struct text node_attribute(const struct node *node, const char *key);
/* A div that only says who sees it, or holds other blocks together. */
bool node_is_plain_div(const struct node *node);
/* The block before `node` as one reads, whatever plain divs lie around or
 * between them; NULL at the beginning of its section, item or box. */
const struct node *node_block_before(const struct node *node);
/* The nearest ancestor (or the node itself) of a kind; NULL. */
struct node *node_ancestor(struct node *node, enum node_kind kind);
/* The first child of a kind: the CAPTION of a FIGURE, say; NULL. */
struct node *node_child(const struct node *node, enum node_kind kind);
/* The HEADING of a CHAPTER, PART or SECTION; NULL. */
struct node *node_heading(const struct node *node);
/* All text below, notes and index marks left out, breaks as spaces. */
struct text node_plain_text(struct arena *arena, const struct node *node);

/* The node after `node` in reading order below `root`, NULL at the end.
 * No recursion: trees may be deep. */
struct node *node_next(const struct node *node, const struct node *root);
/* The same, without going below `node`. */
struct node *node_skip(const struct node *node, const struct node *root);

#endif
