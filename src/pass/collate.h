/* Order of index entries: the only user of ICU's collation.
 *
 * Dutch has no tailoring of its own in ICU (ij is i + j).  The key leaves out
 * what would part words that belong together: leading quotes, apostrophes and
 * hyphens; spaces stay, so that "wijk in beeld" stands before "wijkagent";
 * numbers count by value. */
#ifndef PASS_COLLATE_H
#define PASS_COLLATE_H

#include "base/arena.h"

struct collator;

/* Never NULL: without ICU's data the order is that of code points. */
struct collator *collator_open(struct arena *arena, struct text language);
void collator_close(struct collator *collator);
/* Bytes to compare with text_compare. */
struct text collator_key(const struct collator *collator, struct arena *arena,
                         struct text entry);
/* The letter that an entry stands under, upper case without accent: "I" for
 * "íjs"; "0–9" for digits, "#" for the rest. */
struct text collator_letter(struct arena *arena, struct text entry);

#endif
