/* What a booklet has beyond its text: pages to write on, so that it fills
 * whole sheets, and nothing where printers do not print. */
#ifndef LAYOUT_BOOKLET_H
#define LAYOUT_BOOKLET_H

#include "layout/crew.h"
#include "layout/imposition.h"

enum { BOOKLET_MOST_FILL = 3 /* pages */ };

/* Adds pages titled "Aantekeningen" until whole sheets are filled.  `pages`
 * has room for BOOKLET_MOST_FILL more. */
void booklet_fill(struct crew_member *member, struct pages *pages);
/* How it is printed, by its style.  Reports at the edition: pages too large
 * for half a sheet (false), marks too near to an edge, signatures. */
bool booklet_impose(struct arena *arena, const struct edition *edition,
                    const struct style *style, const struct pages *pages,
                    struct diag *diag, struct imposition *imposition);

#endif
