/* Inline content of a block as items for the line breaker.
 *
 * Words are boxes in one look (font, size, node: a run); white space between
 * them is glue.  Shapes come from the process-wide cache. */
#ifndef LAYOUT_ITEM_H
#define LAYOUT_ITEM_H

#include "base/array.h"
#include "layout/linebreak.h"
#include "layout/paragraph.h"

struct item_run { /* text of one node in one look */
    const struct node *node;
    const struct node *link; /* nearest LINK, REFERENCE ...; NULL */
    struct text text;        /* what the items' offsets count in */
    const struct font *font;
    struct text_style look;
    enum mark_part part;
    bool hyphenates;
    scaled space; /* width of a word space; 0 until one is met */
};

struct piece;

struct item_list {
    struct layout_context *context;
    const struct paragraph_rules *rules;
    const struct node *block;
    ARRAY(struct item) items;
    ARRAY(struct item_run) runs;
    struct piece *pieces; /* line.c's, for one line after the other */
    size_t piece_capacity;
};

void items_collect(struct item_list *list, struct layout_context *context,
                   const struct node *block,
                   const struct paragraph_rules *rules);
/* How far a character hangs out, for a protrusion in 1/1000 em. */
int32_t item_hang(const struct item_run *run, const struct line_style *lines,
                  int permille);
/* Places where the word parts of itself (divide.c): after hyphens, dashes and
 * zero-width spaces of the text's own; in addresses after their signs. */
void item_find_points(struct item_list *list, struct item *item);
/* Adds the points where the word `item` may be hyphenated (divide.c).  None in
 * a proper name (a capital that does not open a sentence), which waits for an
 * emergency. */
void item_divide(void *closure, struct item *item);
/* Where a word of a run was written, as nearly as can be told. */
struct span item_span(const struct item_run *run, size_t offset,
                      struct text word);
struct text item_text(const struct item_list *list, const struct item *item);
/* Has neither the font nor a fallback of its anything to show for it? */
bool glyph_is_missing(struct layout_context *context, const struct font *font,
                      struct text character);
void glyph_report_missing(struct layout_context *context, struct span span,
                          struct text character);
/* The font of a look; reported when the sheet names a role that fonts.yaml
 * lacks. */
const struct font *look_font(struct layout_context *context,
                             const struct text_style *look, struct span from);

#endif
