/* What can be done with an edition in view: its files made and downloaded, an
 * excerpt approved.  The same as build, excerpt and approve do, with the same
 * scan for leaks and the same rules of sign-off. */
#ifndef SERVE_ROUTE_MAKE_H
#define SERVE_ROUTE_MAKE_H

#include "serve/routes.h"

/* make?edition=&target=pdf|epub|worksheets|large|handout|booklet[&draft=1]:
 * the file, or with status 409 what is wrong, as a JSON list. */
void route_make(const struct route_call *call);
/* approval.json?edition=: what an excerpt's partner would approve, against what
 * was approved before. */
void route_approval(const struct route_call *call);
/* POST approve?edition=&number=: records it; `number` is the one that
 * approval.json gave, so that nothing is approved that was not shown. */
void route_approve(const struct route_call *call);

#endif
