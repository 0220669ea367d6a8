/* One line set at its measure: items between two breaks to marks. */
#ifndef LAYOUT_LINE_H
#define LAYOUT_LINE_H

#include "layout/item.h"

/* `from` is the break before the line, NULL for the first one; `to` lies in the
 * array of all the paragraph's breaks. */
void line_set(struct item_list *list, const struct break_rules *rules,
              const struct line_break *from, const struct line_break *to,
              struct line *line);

#endif
