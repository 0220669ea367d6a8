/* Text that hardly stands out from its ground (WCAG 2.1, 1.4.3).
 *
 * It looks at finished pages and changes nothing.  Pictures are not looked
 * into, and text in the margin of a box counts as inside when its baseline
 * begins there. */
#ifndef LAYOUT_CONTRAST_H
#define LAYOUT_CONTRAST_H

#include "base/diag.h"
#include "layout/page.h"

/* Reports each pair of colours once, where its first text comes from; what
 * comes from nowhere (a folio) at `fallback`. */
void contrast_check(const struct pages *pages, struct span fallback,
                    struct diag *diag);

/* The contrast of two colours in hundredths, 100 to 2100. */
int contrast_of(colour a, colour b);

#endif
