/* Where pages begin: the best sequence of page breaks for a galley, by
 * dynamic programming over all places where a page may begin (Plass 1981;
 * Mittelbach 2016 for pages that take part in it by varying paragraphs).
 *
 * The cost of a page grows with the square of the white space at its foot, in
 * lines, and with the cost of the break; footnotes lie on the page of their
 * call and count towards its height.  Two facing pages end level unless what
 * follows the shorter one explains it.  Where it helps, paragraphs that lie
 * wholly on a page are set a line longer or shorter, headings get a line of
 * white space more, and a float (galley_float.h) leaves its place: for the top
 * or the foot of the page, or of the next one.  One float a page does.
 *
 * Time: boxes x boxes a page; memory: boxes. */
#ifndef LAYOUT_PAGEBREAK_H
#define LAYOUT_PAGEBREAK_H

#include "layout/galley.h"
#include "layout/page_edges.h"

struct page_rules {
    scaled height;     /* of the text area */
    scaled first_drop; /* white space at the top of the first page */
    scaled note_gap;   /* above the first footnote, with its rule */
    bool starts_verso; /* the first page is a left-hand one */
    bool faces;        /* else: it faces the last page of another chapter, */
    scaled faced_room; /* which has so much white at its foot */
};

enum { PAGE_VARIATIONS_MOST = 3 };

/* A paragraph set a line longer or shorter, or a line of white space more
 * above a heading, a figure, a table. */
struct page_variation {
    uint32_t index; /* of galley->paragraphs, or the box with the space */
    int8_t extra;   /* lines: 1 or -1 */
    bool is_space;
};

/* Where a float stands that begins on a page, or that the page before left. */
enum float_place {
    FLOAT_HERE,
    FLOAT_TOP,
    FLOAT_FOOT,
    FLOAT_LATER /* on the next page */
};

struct page_cut {
    size_t first, last; /* boxes first .. last - 1 */
    uint32_t moved;     /* of galley->floats: the one that `place` is of */
    uint8_t place;      /* enum float_place */
    struct page_variation variations[PAGE_VARIATIONS_MOST];
    uint8_t variation_count;
};

struct page_cuts {
    struct page_cut *items;
    size_t count;
    scaled last_room; /* white at the foot of the last page */
};

/* The boxes stay as they are; galley_vary sets what the cuts vary. */
void pages_break(struct galley *galley, const struct page_rules *rules,
                 struct page_cuts *cuts);

#endif
