/* Where each piece of a finished file was written: plain data that a writer
 * keeps, so that a finding in the file can be shown in the Markdown. */
#ifndef DOC_ORIGINS_H
#define DOC_ORIGINS_H

#include "base/array.h"
#include "base/source.h"

#include <stdint.h>

struct origin {
    uint32_t offset; /* byte of the file at which the piece begins */
    struct span span;
};

struct file_origins { /* one file, or one entry of an archive */
    struct text name;
    ARRAY(struct origin) pieces; /* by offset */
};

struct origins {
    ARRAY(struct file_origins) files;
};

/* The piece at or before the byte; an empty span when none is known. */
struct span origins_find(const struct origins *origins, struct text name,
                         uint32_t offset);

#endif
