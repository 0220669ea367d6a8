/* What stands between the --- lines at the top of a chapter.
 * Internal to read/. */
#ifndef READ_FRONT_MATTER_H
#define READ_FRONT_MATTER_H

#include "read/reader.h"

struct front_matter {
    size_t body;       /* byte of the source where the Markdown begins */
    struct text title; /* for plain books only */
    struct span title_span;
};

/* Reads it into reader->chapter and reader->file_scope. */
struct front_matter front_matter_read(struct reader *reader);

#endif
