/* What can be filled in on worksheets made for a screen: writing lines, empty
 * cells of tables, boxes to tick, words and scales to choose from.
 *
 * Fields are marks; they draw nothing themselves.  Editions that are printed
 * have none. */
#ifndef LAYOUT_FIELD_H
#define LAYOUT_FIELD_H

#include "layout/galley.h"

bool galley_has_fields(const struct galley *galley);
/* In place of a writing line. */
void field_add_line(struct galley *galley, struct galley_box *box,
                    const struct node *node, const struct block_style *style);
/* In place of a box to tick. */
void field_replace_tick(struct galley *galley, struct mark *mark);

struct field_area { /* relative to the box's baseline */
    scaled x, y, width, height;
};

/* Over an empty cell of a table's body.  `style`: the cell's. */
void field_add_cell(struct galley *galley, struct galley_box *box,
                    const struct node *cell, const struct block_style *style,
                    struct field_area area);
/* On paper: a circle in an empty cell that is to be chosen from a scale. */
void field_draw_choice(struct galley *galley, struct galley_box *box,
                       const struct node *cell, const struct block_style *style,
                       struct field_area area);
/* Around the words of a cell's line between which a slash stands. */
void field_add_choices(struct galley *galley, struct galley_box *box,
                       const struct node *cell, const struct line *line,
                       scaled x);

#endif
