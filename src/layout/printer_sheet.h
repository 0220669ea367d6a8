/* A booklet of four pages that tells whether a printer prints booklets as they
 * are meant: rulers of 100 mm, which side is up, which page lies where, and
 * how near to the edge it prints. */
#ifndef LAYOUT_PRINTER_SHEET_H
#define LAYOUT_PRINTER_SHEET_H

#include "layout/paragraph.h"

/* Pages of context->style; all on them are artifacts. */
void printer_sheet_pages(struct layout_context *context, struct pages *pages);

#endif
