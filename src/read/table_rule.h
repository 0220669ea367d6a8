/* The line of dashes below a table's head.  Internal to read/.
 *
 * md4c 0.4.8 wants three characters in each column, and makes a table of
 * whatever stands above; GitHub, and editors, are content with one dash, and
 * want as many columns in both lines. */
#ifndef READ_TABLE_RULE_H
#define READ_TABLE_RULE_H

#include "read/reader.h"

/* Columns of a row, as md4c 0.4.8 counts them: a bar in code is none. */
int table_columns(struct text row);
/* The region with its lines of dashes as md4c wants them: short ones made long
 * enough, those of other columns than the line above reported and made text.
 * Itself when there are none. */
struct region table_rules_mend(struct reader *reader,
                               const struct region *region);

#endif
