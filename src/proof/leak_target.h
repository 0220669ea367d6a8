/* What is looked for in finished files, and what of it a reader may see.
 * Internal to the scan for leaks. */
#ifndef PROOF_LEAK_TARGET_H
#define PROOF_LEAK_TARGET_H

#include "base/array.h"
#include "proof/leak.h"
#include "proof/leak_words.h"
#include "proof/sight.h"

struct leak_slot {
    uint64_t hash;    /* of a run of words; 0: free */
    struct span span; /* where it is written, the first time */
};

struct leak_book {
    struct arena *arena;
    struct sight_book sights;
    struct image_store *images;
    struct leak_slot *slots; /* open addressing, a power of two */
    size_t slot_count, target_count;
};

/* One edition's marks. */
struct leak_marks {
    const struct leak_book *leaks;
    const struct edition *edition;
    struct arena *arena;
    uint8_t *seen; /* by slot */
    /* Hashes of the last three words of titles that the contents may list. */
    ARRAY(uint64_t) listed;
};

/* The slot of a run of words; NULL: nobody looks for it. */
const struct leak_slot *leak_find(const struct leak_book *leaks, uint64_t hash);
/* Are these four words the end of a title and the number of its page, as the
 * contents have them?  Page numbers are ours, and whatever stands in the
 * sources after the same title somewhere says nothing about them. */
bool leak_is_listed(const struct leak_marks *marks, const struct leak_run *run);
/* Crosses off all that the edition may show. */
void leak_mark(struct leak_marks *marks, struct arena *arena,
               const struct leak_book *leaks, const struct edition *edition);

#endif
