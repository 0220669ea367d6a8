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
    int64_t ratio = 0;
    if (tolerance >= BADNESS_INFINITE)
        return INT64_MAX;
    while ((ratio * ratio * ratio + 131072) / 262144 <= tolerance)
        ratio++;
    return ratio;
}
