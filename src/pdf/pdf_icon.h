/* Icons as stroked paths in 100 x 100 units, y downward, in PDF's operators. */
#ifndef PDF_PDF_ICON_H
#define PDF_PDF_ICON_H

#include "base/text.h"

/* The path of the icon of that name; NULL if there is none. */
const char *pdf_icon_find(struct text name);

#endif
