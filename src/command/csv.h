/* Comma-separated values (RFC 4180). */
#ifndef COMMAND_CSV_H
#define COMMAND_CSV_H

#include "base/buffer.h"

/* The separator, if it is not NUL, and a value in quotes.  No value begins
 * what a spreadsheet takes for a formula. */
void csv_value(struct buffer *out, char separator, struct text value);

#endif
