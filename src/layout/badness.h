/* How bad it is to stretch or shrink, in TeX's integers (TeX82, section 108).
 */
#ifndef LAYOUT_BADNESS_H
#define LAYOUT_BADNESS_H

#include "base/scaled.h"

enum { BADNESS_INFINITE = 10000 };

/* About 100 * (t / s)^3, at most BADNESS_INFINITE: white space t out of a
 * stretch s. */
int badness_of(scaled t, scaled s);
/* The largest 297 * t / s whose badness is within the tolerance, and one
 * more; INT64_MAX when anything is. */
int64_t ratio_limit(int tolerance);

#endif
