#include "layout/badness.h"

int
badness_of(scaled t, scaled s)
{
    if (t == 0)
        return 0;
    if (s <= 0)
        return BADNESS_INFINITE;
    int64_t ratio = t <= 7230584   ? t * 297 / s
                    : s >= 1663497 ? t / (s / 297)
                                   : t;
    if (ratio > 1290)
        return BADNESS_INFINITE;
    return (int)((ratio * ratio * ratio + 131072) / 262144);
}

int64_t
ratio_limit(int tolerance)
{
    enum { MORE_THAN_ANY = 2048 }; /* 2048 cubed is beyond all badness */
    int64_t ratio = -1;
    if (tolerance >= BADNESS_INFINITE)
        return INT64_MAX;
    /* The largest ratio that is within the tolerance, bit by bit. */
    for (int64_t step = MORE_THAN_ANY; step; step /= 2) {
        int64_t more = ratio + step;
        if ((more * more * more + 131072) / 262144 <= tolerance)
            ratio = more;
    }
    return ratio + 1;
}
