/* Page numbers that stay as readers have them in print.
 *
 * When an edition is made to replace pages of an earlier version, a chapter
 * begins with the folio and on the side of the leaf that it had.  One that has
 * grown goes on with 14a, 14b; one that has become shorter ends on a page
 * "18-19" (with an en dash), or, when a leaf would turn over, leaves a blank
 * one; a new chapter is numbered on from the one before it.  So leaves that
 * say what they said need not be printed again. */
#ifndef LAYOUT_FOLIOS_H
#define LAYOUT_FOLIOS_H

#include "base/arena.h"
#include "doc/version.h"

/* A stretch of pages with a text of its own, as it lies in the new print. */
struct folio_unit {
    const struct version_chapter *before; /* that keeps its place; NULL: new */
    size_t first, count;                  /* pages that have text */
};

/* Must a unit that begins at page `index` (from 0) have a blank one first, so
 * as to lie on the side where it lay? */
bool folios_turn(const struct version_chapter *before, size_t index);
/* The labels of all `page_count` pages, blank ones too.  Units come in order;
 * those without pages are left out. */
struct text *folios_label(struct arena *arena, const struct folio_unit *units,
                          size_t unit_count, size_t page_count);
/* Is a blank page, behind so many of a unit, one that the print before did not
 * have? */
bool folios_is_new_blank(const struct folio_unit *unit, size_t behind);

#endif
