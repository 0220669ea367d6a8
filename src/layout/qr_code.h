/* QR codes beside paragraphs: a link of the class `qr` whose words are its
 * address has a code beside the paragraph that it stands in, or in the margin.
 * To who reads with other means it is nothing: the address is in the text. */
#ifndef LAYOUT_QR_CODE_H
#define LAYOUT_QR_CODE_H

#include "layout/galley.h"

/* Sets the paragraph as galley_add_lines does, with its code where the style
 * (`qr`) wants one and a link in it asks for one. */
void qr_add_paragraph(struct galley *galley, const struct node *paragraph,
                      const struct block_style *style,
                      const struct item_label *label);

#endif
