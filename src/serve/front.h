/* The page that people see, as it lies in the program: HTML, style, script. */
#ifndef SERVE_FRONT_H
#define SERVE_FRONT_H

#include "base/text.h"

struct front_file {
    const char *name, *type;
    struct text content;
};

/* False when there is no such file; "" is the page itself. */
bool front_find(struct text name, struct front_file *file);

#endif
