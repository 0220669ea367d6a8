/* Slips of the pen that Markdown takes for text: they would be printed.
 * Internal to read/. */
#ifndef READ_SLIPS_H
#define READ_SLIPS_H

#include "read/scan.h"

/* A line of a paragraph or table. */
struct slip_line {
    const struct region *region;
    const struct line *line;
    struct text above; /* the line before it; empty for the first */
    size_t number;     /* from 1 */
};

/* Reports a heading without its space, a table that is none, and a row with
 * more cells than *columns, the table's, which the line of dashes sets. */
void slips_check_line(struct reader *reader, const struct slip_line *slip,
                      int *columns);
/* Text as read: a link or picture that is none, for a space in its address or
 * a quotation mark that is missing. */
void slips_check_text(struct reader *reader, const struct node *node);
/* A list item: a box to tick without its space. */
void slips_check_item(struct reader *reader, const struct node *item);

#endif
