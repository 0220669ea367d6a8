/* Inline text made or copied by passes. */
#ifndef PASS_COPY_H
#define PASS_COPY_H

#include "doc/node.h"

/* Appends copies of from's inline children to `to`: text, code and emphasis.
 * Notes, index marks, ids and links stay behind; a cross-reference becomes
 * its words without the page. */
void copy_inlines(struct arena *arena, const struct node *from,
                  struct node *to);
/* The same, but with links, and with cross-references that are yet to be
 * resolved: their words are not there before that. */
void copy_with_links(struct arena *arena, const struct node *from,
                     struct node *to);
/* Appends a TEXT node. */
struct node *append_text(struct arena *arena, struct node *parent,
                         struct text text);
/* Appends a SPAN of a class with a text in it. */
struct node *append_span(struct arena *arena, struct node *parent,
                         const char *class_name, struct text text);
/* Appends a block of a kind with a class (NULL: none) and a text. */
struct node *append_paragraph(struct arena *arena, struct node *parent,
                              enum node_kind kind, const char *class_name,
                              struct text text);
/* Appends a LOCATOR of `target`. */
struct node *append_locator(struct arena *arena, struct node *parent,
                            struct node *target);

#endif
