/* Which structure types stand for which nodes (ISO 32000-1, 14.8.4). */
#ifndef PDF_PDF_ROLE_H
#define PDF_PDF_ROLE_H

#include "doc/node.h"

enum { PDF_ROLE_TYPES = 3 };

struct pdf_role {
    const char *types[PDF_ROLE_TYPES]; /* outer to inner; NULL: no more */
    const char *entries;               /* attributes of the outer one */
};

/* What stands beside the text.  It is of PDF 2.0: the role map makes it a Div
 * for readers of PDF 1.7. */
extern const char pdf_role_aside[];

/* HEADING and FOOTNOTE have their own rules in pdf_tags. */
struct pdf_role pdf_role_of(const struct node *node, bool is_linked);
/* Does it, or may it, have elements of its own? */
bool pdf_role_matters(const struct node *node);

enum pdf_label {
    PDF_LABEL_INLINE,   /* part of the content */
    PDF_LABEL_LBL,      /* Lbl, first in the element */
    PDF_LABEL_PARAGRAPH /* a paragraph of its own */
};
/* What a label (PART_LABEL) of the node becomes. */
enum pdf_label pdf_role_label(const struct node *node);

#endif
