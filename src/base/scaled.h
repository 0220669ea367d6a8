/* Lengths in layout: integers, so that every machine breaks the same lines.
 * The unit is 1/65536 of a PDF point (1/72 inch): TeX's scaled point, on the
 * PDF point. */
#ifndef BASE_SCALED_H
#define BASE_SCALED_H

#include <stdint.h>

typedef int64_t scaled;

#define SCALED_PT ((scaled)65536)
/* 72 / 25.4 points a millimetre. */
#define SCALED_MM ((scaled)185771)

static inline scaled
scaled_from_pt(double points)
{
    return (scaled)(points * 65536.0 + (points < 0 ? -0.5 : 0.5));
}

static inline double
scaled_to_pt(scaled length)
{
    return (double)length / 65536.0;
}

/* length * numerator / denominator, rounded to nearest; denominator > 0. */
static inline scaled
scaled_ratio(scaled length, int64_t numerator, int64_t denominator)
{
    __extension__ typedef __int128 wide;
    int64_t narrow;
    if (!__builtin_mul_overflow(length, numerator, &narrow) &&
        narrow < INT64_MAX / 2 && narrow > -(INT64_MAX / 2) &&
        denominator < INT64_MAX / 2) /* nearly always, and much faster */
        return (narrow + (narrow < 0 ? -(denominator / 2) : denominator / 2)) /
               denominator;
    wide product = (wide)length * numerator;
    wide half = denominator / 2;
    return (scaled)((product + (product < 0 ? -half : half)) / denominator);
}

#endif
