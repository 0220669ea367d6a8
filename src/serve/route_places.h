/* Answers about places: which line of which file a word on a page was written
 * in, on which pages a line shows, and searching. */
#ifndef SERVE_ROUTE_PLACES_H
#define SERVE_ROUTE_PLACES_H

#include "serve/routes.h"

/* place?edition=&page=&word=MARK.WORD */
void route_place(const struct route_call *call);
/* find?edition=&place=FILE:LINE:COLUMN */
void route_find(const struct route_call *call);
/* search?edition=&words= */
void route_search(const struct route_call *call);

#endif
