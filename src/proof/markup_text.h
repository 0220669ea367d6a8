/* The words of XML and XHTML: a reader of tags, no more.
 *
 * It takes anything; it checks nothing. */
#ifndef PROOF_MARKUP_TEXT_H
#define PROOF_MARKUP_TEXT_H

#include "base/text.h"

enum markup_part {
    MARKUP_TEXT,      /* goes on from the text before */
    MARKUP_GAP,       /* the border of a block: what follows is another text */
    MARKUP_ATTRIBUTE, /* the value of an attribute that holds words or names */
    MARKUP_COMMENT
};

/* Entities are decoded.  `text` lasts until the function returns. */
typedef void markup_fn(void *closure, enum markup_part part, struct text text);
void markup_text(struct text markup, markup_fn *each, void *closure);

#endif
