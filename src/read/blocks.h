/* CommonMark by md4c: the only user of md4c.  Internal to read/.
 *
 * md4c gives no positions, but its text pointers lie inside the bytes it was
 * given: pointer - bytes is an exact place.  What it makes up itself (spaces
 * of tabs, line ends of code) has none and inherits the last known one. */
#ifndef READ_BLOCKS_H
#define READ_BLOCKS_H

#include "read/scan.h"

/* In the bytes for md4c: stands for the three bytes `\{{`. */
#define BLOCKS_LITERAL_BRACES "\xEF\xB7\x91" /* U+FDD1, no character */

/* One call of md4c: bytes start..end of a region, with link definitions from
 * elsewhere put before them. */
struct run {
    const struct region *region;
    size_t start, end; /* in the region */
    struct text bytes; /* what md4c reads: prefix, then the run */
    size_t prefix;     /* bytes of definitions in front */
    const struct scan_item *items;
    size_t item_count;
    const struct scan_fence *fences; /* written as headings in `bytes` */
    size_t fence_count;
};

/* Appends the run's blocks to `parent`, constructs of our own still in their
 * text.  A fence becomes an empty DIV whose `target` is itself and whose
 * `text` is its line. */
void blocks_read(struct reader *reader, const struct run *run,
                 struct node *parent);

#endif
