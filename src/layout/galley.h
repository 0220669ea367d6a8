/* The galley: a chapter as one long column of boxes, before it is cut into
 * pages.
 *
 * block.c and its fellows append boxes; pagebreak.c chooses where pages
 * begin; compose.c moves the boxes' marks into place.  A box is never cut: a
 * line, a slice of a table row, a picture.  White space above a box goes
 * away at the top of a page, padding of a frame does not. */
#ifndef LAYOUT_GALLEY_H
#define LAYOUT_GALLEY_H

#include "base/array.h"
#include "layout/paragraph.h"

/* Costs of beginning a page before a box.  FORBIDDEN is high, not infinite:
 * where nothing else fits (a box of kept-together lines taller than a page)
 * a forbidden break is better than none. */
enum {
    BREAK_FREE = 0,
    BREAK_FORBIDDEN = 1000000,
    BREAK_FORCED = -1,
    /* In a box that is to stay whole: as bad as twenty lines of white. */
    BREAK_KEPT = 40000
};

/* Boxes and circles to tick with a pen: no smaller, and as thin as this. */
#define TICK_SIDE (4 * SCALED_MM)
#define TICK_STROKE (SCALED_PT * 6 / 10)

/* What is drawn behind a run of boxes: tint, border, bar, rules. */
struct frame {
    struct frame *parent;
    const struct block_style *style;
    const struct node *node;
    scaled x, width;    /* outside of the padding */
    size_t first, last; /* boxes it spans, both included */
};

struct text_columns;

struct galley_table { /* for repeating the head on each page */
    size_t head_first, head_count;
    const struct node *node;
};

struct galley_box {
    scaled space_before; /* dropped at the top of a page */
    scaled pad_above;    /* of frames that open here */
    scaled height;       /* of the box itself */
    scaled pad_below;    /* of frames that close here */
    scaled baseline;     /* from the box's top; marks have y = 0 there */
    scaled x;            /* of the marks, from the text area's left */
    bool on_grid;        /* its top sits on a multiple of the grid */
    bool is_announced;   /* begins a list, a table, a figure: the sentence
                            before it may speak of it */
    bool follows_title;  /* the white above it is that of all chapters */
    bool is_rigid; /* begins what stays with what follows: a heading, a figure;
                      the page before it may be short */
    bool is_heading;        /* begins one */
    bool hyphenated;        /* a line that ends in a hyphen */
    uint8_t overfull_count; /* lines in it wider than their column */
    int break_cost;         /* of beginning a page before it */
    struct mark *marks;
    size_t mark_count, mark_capacity;
    struct page_link *links;
    size_t link_count;
    const struct node **notes; /* FOOTNOTEs called here */
    bool repeats_note;         /* one of them is called in a box before */
    size_t note_count;
    const struct node **anchors; /* nodes that begin here */
    size_t anchor_count;
    struct frame *frame;              /* innermost */
    const struct galley_table *table; /* NULL: not in a table's body */
    /* Set in the margin beside this box; NULL.  What stands before the box's
     * block in the text, and what comes after that block. */
    struct galley *margin_before, *margin;
    const struct text_columns *columns; /* what the box is made of; NULL */
    /* Repeated above it where a page or a column begins with it; NULL. */
    struct galley *continued;
    bool goes_on;    /* a further line of its paragraph */
    bool is_changed; /* a bar stands beside it */
};

/* A block whose text depends on page numbers: set again when these are
 * known. */
struct locator_block {
    const struct node *node;
    struct paragraph_rules rules;
    size_t first_box, line_count;
};

/* A label (list number, box to tick) for the first box of an item. */
struct item_label {
    struct text text; /* empty: `path` is drawn */
    const char *path; /* NULL: text */
    const struct node *node;
    scaled width; /* of its column */
};

/* A paragraph on the grid that could be set a line longer or shorter. */
struct galley_paragraph {
    const struct node *node;
    struct paragraph_rules rules;
    struct item_label label;
    bool has_label;
    size_t first, count;     /* boxes: its lines */
    size_t anchor_count;     /* of the first box, without those in its line */
    int64_t tighter, looser; /* as struct line_breaks */
};

/* What may leave its place: a captioned figure or table, a box.  No frame lies
 * around it, no note is called in it. */
struct galley_float {
    const struct node *node;
    size_t first, last; /* boxes first .. last - 1 */
    /* The text that it may move past: of its section, up to its neighbours.  It
     * comes before no box earlier than `from`, and after none that is not
     * before `until`. */
    size_t from, until;
    scaled space_after;   /* below it, at the top of a page */
    scaled space_without; /* above box `last`, where it is elsewhere */
    /* The paragraph after it, as it looks behind the one before: with an
     * indent, say, and as many lines; NULL: as it does here. */
    const struct node *next;
    struct paragraph_rules next_rules;
    size_t next_count, next_anchor_count;
};

struct galley {
    struct layout_context *context;
    ARRAY(struct galley_box) boxes;
    ARRAY(struct frame *) frames;
    ARRAY(struct locator_block) locator_blocks;
    ARRAY(struct galley_paragraph) paragraphs; /* in order */
    ARRAY(struct galley_float) floats;         /* likewise */
    ARRAY(struct galley_table *) tables;
    struct map *note_galleys; /* by node address: struct galley *, the set
                                 footnotes of the edition */
    struct galley *outer;     /* of a note or a margin: the text's; NULL */
    /* There are page numbers outside locator_blocks: in tables, in galleys
     * that this one is the outer of. */
    bool has_loose_locators;
    scaled grid;

    /* State while blocks are appended. */
    struct frame *frame;
    scaled x, width;      /* of the column that blocks are set in */
    scaled space;         /* white space owed before the next box */
    scaled space_without; /* the same, were there no float above it */
    bool is_below_float;  /* one came last */
    scaled pad;           /* padding owed above the next box */
    int next_break;       /* least cost of a break before the next box */
    int keep_depth;       /* > 0: inside something kept together */
    int whole_depth;      /* > 0: inside something that is never parted */
    bool is_below_title;  /* a chapter's heading came last */
    int lines_owed;       /* to stand below a heading, before a page may end */
    int depth;            /* nesting, bounded */
    ARRAY(const struct node *) pending; /* begin at the next box */
    bool label_is_set;                  /* of the list item under way */
    struct galley *margin;              /* goes beside the next box; NULL */
    const struct node *last_paragraph;  /* and its first box */
    size_t last_first;
    bool in_margin; /* this is one */
};

void galley_init(struct galley *galley, struct layout_context *context,
                 scaled width, struct map *note_galleys);
/* Once all boxes are there: they need no more room than they take. */
void galley_settle(struct galley *galley);
/* Appends a block and all below it.  `label` (may be NULL) goes before its
 * first line. */
void galley_add_block(struct galley *galley, struct node *node,
                      const struct item_label *label);
void galley_add_children(struct galley *galley, struct node *node,
                         const struct item_label *label);
/* Appends one box; white space, padding, frame, anchors and the cost of a
 * break that are owed are taken over. */
struct galley_box *galley_add_box(struct galley *galley, scaled height,
                                  scaled baseline);
/* Is something drawn around the block, or is it padded? */
bool block_has_frame(const struct node *node, const struct block_style *style);
/* Where the baseline lies in a line box of the style: the line's own height is
 * centred, as far as the face tells, on its leading. */
scaled line_baseline(const struct block_style *style);
/* Owes at least so much white space (the larger counts). */
void galley_add_space(struct galley *galley, scaled space);
/* A break before the next box costs at least so much. */
void galley_discourage(struct galley *galley, int cost);
struct frame *galley_open_frame(struct galley *galley, const struct node *node,
                                const struct block_style *style);
void galley_close_frame(struct galley *galley, struct frame *frame);
/* Sets the inline children of `node` as lines, one box each. */
void galley_add_lines(struct galley *galley, const struct node *node,
                      const struct block_style *style,
                      const struct item_label *label);
/* Remembers that page numbers stand in `node`, if they do: in lines that are
 * boxes first .. first + count - 1; count 0: somewhere else. */
void galley_note_locators(struct galley *galley, const struct node *node,
                          const struct paragraph_rules *rules, size_t first,
                          size_t count);
/* Fills a box with a line, in place of what was in it: marks, notes, the
 * line's anchors behind those of the block. */
void galley_box_set_line(struct galley *galley, struct galley_box *box,
                         const struct line *line);
/* Draws an item's box to tick beside its first line. */
void galley_box_add_tick(struct galley *galley, struct galley_box *box,
                         const struct item_label *label,
                         const struct block_style *style);
/* Has bars set beside the boxes from `first` on, when `node` is changed. */
void galley_mark_changed(struct galley *galley, const struct node *node,
                         size_t first);
/* One mark more in a box. */
struct mark *galley_box_add_mark(struct galley *galley, struct galley_box *box);
/* Sets a block in the margin column: beside the first line of the paragraph
 * that it comes after, else beside the box that comes next. */
void galley_add_margin(struct galley *galley, struct node *node);
/* Hangs a mark in the margin column; y = 0 is the first baseline of the box
 * that comes next. */
void galley_add_margin_mark(struct galley *galley, const struct mark *mark);

/* Blocks with a file of their own. */
void galley_add_table(struct galley *galley, struct node *node);
void galley_add_figure(struct galley *galley, struct node *node);
void galley_add_code(struct galley *galley, const struct node *node);
void galley_add_contents(struct galley *galley, struct node *node);
void galley_add_index(struct galley *galley, struct node *node);
void galley_add_writing_lines(struct galley *galley, const struct node *node);

/* The footnote set in the text's measure: its own galley, made once. */
struct galley *footnote_galley(struct galley *galley, const struct node *note);
/* Does a page that begins with box `first` have the note at place `call` of box
 * `index` already?  A note that is called twice on a page stands there once. */
bool footnote_is_there(const struct galley *galley, size_t first, size_t index,
                       size_t call);
/* Height of the notes of a box that such a page does not have yet. */
scaled footnotes_height(struct galley *galley, size_t first, size_t index);
/* Finds the boxes with notes that are called before. */
void footnotes_find_repeated(struct galley *galley);
/* Parts the notes that are taller than `most`, as the last resort: what is
 * left goes on at the foot of the page of the box after the call.  Once all
 * blocks have been appended. */
void footnotes_part(struct galley *galley, scaled most);
/* Height of all boxes with their spaces. */
scaled galley_height(const struct galley *galley, size_t first, size_t last);

#endif
