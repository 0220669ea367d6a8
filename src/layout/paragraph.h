/* A paragraph's inline content broken into lines by total fit.
 *
 * collect -> break -> set: inline nodes become items (boxes, glue,
 * penalties: Knuth & Plass 1981), the best breaks are chosen, and each line
 * is set at its measure.  Lines lie at (0, 0) = left edge, baseline; block.c
 * moves them into place. */
#ifndef LAYOUT_PARAGRAPH_H
#define LAYOUT_PARAGRAPH_H

#include "doc/book.h"
#include "doc/version.h"
#include "font/hyphenate.h"
#include "font/shape.h"
#include "layout/columns.h"
#include "layout/page.h"
#include "media/image.h"
#include "style/style.h"

struct galley_box;
struct line;
struct map;
struct pool;

/* What all of layout shares for one edition. */
struct layout_context {
    struct arena *arena;   /* lives as long as the pages */
    struct arena *galleys; /* lives until the pages are composed: lines, boxes
                              and frames, whose marks pages copy */
    struct arena *scratch; /* reset by paragraph_set at its end */
    struct diag *diag;
    const struct book *book;
    const struct edition *edition;
    const struct style *style;
    const struct font_set *fonts;
    struct shape_cache *shapes;
    const struct hyphenator *hyphenator;
    struct image_store *images;
    struct pool *pool; /* NULL: one thread */
    /* Pages are numbered as in the print that readers have; NULL: counted. */
    const struct version_changes *kept;
    /* Room in `galleys` that nobody uses, taken up again by the next. */
    struct galley_box *spare_boxes;
    struct line *spare_lines;
    size_t spare_box_capacity, spare_line_capacity;
    /* Node address -> struct text: the label of the page on which it begins,
     * from the round before; NULL in the first. */
    const struct map *place_labels;
};

struct line {           /* in context->galleys, as its arrays */
    struct mark *marks; /* relative to the line's left edge and baseline */
    size_t mark_count;
    struct page_link *links; /* likewise; y and height around the baseline */
    size_t link_count;
    const struct node **notes; /* FOOTNOTEs called in this line, in order */
    size_t note_count;
    const struct node **anchors; /* inline nodes with an id, index marks */
    size_t anchor_count;
    scaled width;           /* as set, without protrusion */
    scaled ascent, descent; /* of what stands in it */
    bool hyphenated;        /* ends in a hyphen, also one of the text's own */
    bool is_overfull;       /* wider than its measure, and reported */
    bool is_last;
    int ratio; /* the spaces' width, 1/1000 of their own */
};

struct lines {
    struct line *items;
    size_t count, capacity;
    int64_t tighter, looser; /* as struct line_breaks */
};

struct paragraph_rules {
    const struct block_style *style;
    scaled measure;      /* width of each line */
    scaled first_indent; /* added to style->indent */
    int extra_lines;     /* 1 or -1: a line more or less than is best */
    /* Text set before the first line's content at x = -label_gap, e.g. a
     * list number; NULL text: none.  Its mark belongs to label_node. */
    struct text label;
    const struct node *label_node;
    scaled label_width;
    const struct text_style *label_style; /* NULL: the block's */
    /* Words before the content, on the same line ("Tabel 13.1"); empty: none.
     * They look as if they stood in the inline node lead_look. */
    struct text lead;
    const struct node *lead_look;
};

/* Sets the inline children of `block` (a PARAGRAPH, HEADING, TERM, CELL,
 * CAPTION ...).  An overfull line and a character that no font has are
 * reported with their place.  LOCATORs say what layout/locator wrote into
 * them; before that, three digits keep their place. */
void paragraph_set(struct layout_context *context, const struct node *block,
                   const struct paragraph_rules *rules, struct lines *lines);
/* Gives the room of `lines` to the next paragraph; what its lines point to
 * stays. */
void paragraph_forget(struct layout_context *context, struct lines *lines);
/* One line of plain text, for furniture and labels: marks from x = 0;
 * returns its width.  `node` NULL makes an artifact. */
scaled text_set(struct layout_context *context, struct text text,
                const struct text_style *style, const struct node *node,
                enum mark_part part, enum artifact artifact, struct mark *mark);
/* The words of inline content, each with what is tied to it, for the widths
 * of a table's columns; they lie in `arena`. */
void paragraph_words(struct layout_context *context, const struct node *block,
                     const struct block_style *style, struct arena *arena,
                     struct cell_words *words);

#endif
