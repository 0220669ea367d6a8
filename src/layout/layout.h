/* An edition's document tree laid out on pages. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "layout/page.h"
#include "layout/paragraph.h"

/* Lays out `book_node` (NODE_BOOK).  Runs again until page numbers in
 * contents, references and index agree (at most four times; then a warning).
 * The pages belong to context->arena. */
void layout_pages(struct layout_context *context, struct node *book_node,
                  struct pages *pages);

#endif
