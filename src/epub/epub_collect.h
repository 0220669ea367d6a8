/* The two walks over the tree that fill the plan. */
#ifndef EPUB_EPUB_COLLECT_H
#define EPUB_EPUB_COLLECT_H

#include "epub/epub_plan.h"

/* First: notes and their calls, link ends, pictures, figures, tables. */
void epub_collect(struct epub_plan *plan);
/* Then, once the page markers have their places: ids and print pages. */
void epub_assign(struct epub_plan *plan);

#endif
