/* A set of atoms: the readers that an audience comes down to.  A deliverable
 * reads as exactly one atom.  Plain values; no memory to give back. */
#ifndef DOC_ATOMS_H
#define DOC_ATOMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Editions' audiences and partner profiles together. */
enum { MOST_ATOMS = 4096 };

struct atoms {
    uint64_t words[MOST_ATOMS / 64]; /* atom n is bit n % 64 of word n / 64 */
};

/* Atoms 0 .. count - 1. */
struct atoms atoms_first(size_t count);
void atoms_add(struct atoms *set, size_t atom);
/* False for numbers below 0 too. */
bool atoms_has(const struct atoms *set, int atom);
void atoms_unite(struct atoms *set, const struct atoms *other);
void atoms_intersect(struct atoms *set, const struct atoms *other);
void atoms_subtract(struct atoms *set, const struct atoms *other);
bool atoms_is_empty(const struct atoms *set);
bool atoms_equal(const struct atoms *a, const struct atoms *b);

#endif
