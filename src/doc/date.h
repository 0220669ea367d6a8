/* Dates in words. */
#ifndef DOC_DATE_H
#define DOC_DATE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* "2026-11-23" as "23 november 2026", with hard spaces; other texts as they
 * are. */
struct text date_words(struct arena *arena, struct text date, bool is_dutch);
/* "2026-11-23" of seconds since 1970, UTC. */
struct text date_of_seconds(struct arena *arena, int64_t seconds);

#endif
