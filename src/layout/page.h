/* Placed pages: what layout/ makes and pdf/, page_dump and the preview read.
 *
 * Coordinates are scaled points from the page's top left corner, y downward.
 * Everything drawn is a mark.  A mark belongs to a node of the document tree
 * (so that pdf/ can tag it) or is an artifact. */
#ifndef LAYOUT_PAGE_H
#define LAYOUT_PAGE_H

#include "base/buffer.h"
#include "base/scaled.h"
#include "doc/node.h"
#include "font/shape.h"

enum mark_kind {
    MARK_TEXT,  /* words on one baseline */
    MARK_RECT,  /* filled rectangle */
    MARK_FRAME, /* stroked rectangle */
    MARK_LINE,  /* stroked from (x,y) to (x+width,y+height) */
    MARK_IMAGE, /* raster or SVG in a rectangle */
    MARK_PATH,  /* small vector icon, by name, in a rectangle */
    MARK_FIELD  /* something to fill in; draws nothing */
};

enum field_kind {
    FIELD_LINES,  /* text, of a WRITING_LINES; all of one page are one field */
    FIELD_CELL,   /* text, of an empty CELL */
    FIELD_TICK,   /* a box to tick, of an ITEM */
    FIELD_CHOICE, /* one of the words of a CELL: "ja / nee" */
    FIELD_SCALE   /* an empty CELL in a row of which one is chosen */
};

enum artifact {                /* ISO 32000-1, 14.8.2.2 */
                ARTIFACT_NONE, /* real content */
                ARTIFACT_HEADER,
                ARTIFACT_FOOTER,
                ARTIFACT_TAB,    /* a part's thumb tab */
                ARTIFACT_LAYOUT, /* rules, tints, leaders */
                ARTIFACT_BACKGROUND
};

/* Which part of its node a text mark is. */
enum mark_part {
    PART_CONTENT,
    PART_LABEL,       /* list number, bullet, note number, box label */
    PART_SOFT_HYPHEN, /* not in the source: ActualText U+00AD */
    PART_LEADER
};

typedef uint32_t colour; /* 0xRRGGBB */

struct page_word { /* consecutive glyphs of one shape */
    const struct shape *shape;
    int32_t x;       /* from the mark's x, scaled points */
    uint32_t offset; /* byte in the TEXT node's text where the word begins */
};

struct mark { /* a large book has half a million: kept small */
    enum mark_kind kind : 8;
    enum artifact artifact : 8;
    enum mark_part part : 6;
    bool turned : 1;  /* TEXT: reads downward from (x, y), feet to the left */
    bool to_edge : 1; /* RECT: reaches the trimmed edge; a printer with bleed
                         draws it on beyond it */
    bool space_after; /* TEXT: a word space follows in the text */
    colour colour;
    const struct node *node; /* TEXT node for content; the block or inline node
                                for labels; NULL for artifacts */
    scaled x, y;             /* TEXT: start of the baseline; else top left */
    scaled width, height;
    union {
        struct {
            struct page_word *words;
            struct text actual; /* replaces what the glyphs say (dropped
                                   trema, hard hyphen); data NULL: nothing
                                   does; empty: the mark of this node before
                                   it has said it (the rest of an address) */
            scaled size;        /* nominal; shape_size gives the segment's */
            scaled tracking;    /* added after each glyph */
            uint32_t word_count;
            int expansion; /* glyph scaling in 1/1000, 1000 = none */
        } text;
        struct {
            scaled stroke; /* FRAME, LINE, PATH */
            scaled radius;
            bool dashed; /* FRAME: to cut along */
        } line;
        struct {
            const struct image *image;
        } image;
        struct {
            struct text name; /* "box", "box-checked", "tip", ... */
            scaled stroke;
        } path;
        struct {
            enum field_kind kind;
            struct text option; /* CHOICE, SCALE: what is chosen with it */
            scaled size;        /* of what is written in it */
            colour ground;
        } field;
    };
};

struct page_link { /* an active area */
    scaled x, y, width, height;
    const struct node *node; /* LINK, REFERENCE, NOTE_CALL, LOCATOR,
                                CONTENTS_ENTRY, or a FOOTNOTE's back link */
};

struct page_anchor {         /* where a node begins */
    const struct node *node; /* blocks with an id, headings, footnotes */
    scaled y;
};

struct page {
    uint32_t index;    /* from 0 */
    struct text label; /* folio as printed, "iv", "58" */
    bool recto;
    bool blank;
    scaled width, height;
    const struct node *unit; /* the CHAPTER or PART on it; NULL when blank */
    uint32_t overfull_count; /* lines wider than their column */
    scaled room;             /* white space between text and notes, or foot */
    scaled content_top, content_bottom; /* of the text, without notes */
    scaled margin_bottom;               /* end of the last margin note */
    struct mark *marks; /* in reading order; artifacts first or last */
    size_t mark_count, mark_capacity;
    size_t float_count; /* so many marks, the first, are of a float that was
                           called on the page before */
    struct page_link *links;
    size_t link_count, link_capacity;
    struct page_anchor *anchors;
    size_t anchor_count, anchor_capacity;
};

struct map;

struct pages {
    struct page *items;
    size_t count, capacity;
    struct map *by_node; /* node address -> page; for pages_find */
};

/* The page on which a node begins; NULL when it is on none. */
const struct page *pages_find(const struct pages *pages,
                              const struct node *node);
/* Every mark as text, one a line, for goldens (`dump --what=pages`). */
void pages_dump(const struct pages *pages, struct buffer *out);

#endif
