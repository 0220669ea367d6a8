/* ::: lines.  Internal to read/. */
#ifndef READ_DIRECTIVE_H
#define READ_DIRECTIVE_H

#include "read/attributes.h"

enum directive_kind { DIRECTIVE_BAD, DIRECTIVE_OPEN, DIRECTIVE_CLOSE };

/* Reads a line that starts with `:::`; `start` is its place in the source. */
enum directive_kind directive_parse(const struct reader *reader,
                                    struct text line, size_t start,
                                    struct attributes *attributes);
/* Reports a line that does not parse; in a plain book that is a warning. */
void directive_report_bad(struct reader *reader, struct span span);

#endif
