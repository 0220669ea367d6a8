/* The `blocks:` of a profile or session: 7, 7: short, 7: full, 7: [roles],
 * 7: none.  Internal to read/. */
#ifndef READ_BLOCK_LIST_H
#define READ_BLOCK_LIST_H

#include "read/manifest_outline.h"

/* Puts the list's blocks into `blocks`: each in the place of the same number,
 * else before the first higher number; `none` takes one out.  A depth is NULL
 * for `full`.  Reports what is not known, or stands in the list twice.  An
 * absent list changes nothing. */
void block_list_add(struct manifest *manifest, const struct yaml *list,
                    struct outline *blocks);

#endif
