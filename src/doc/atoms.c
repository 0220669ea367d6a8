#include "doc/atoms.h"

#include <string.h>

enum { WORDS = MOST_ATOMS / 64 };

struct atoms
atoms_first(size_t count)
{
    struct atoms set = {{0}};
    for (size_t atom = 0; atom < count && atom < MOST_ATOMS; atom++)
        atoms_add(&set, atom);
    return set;
}

void
atoms_add(struct atoms *set, size_t atom)
{
    set->words[atom / 64] |= UINT64_C(1) << atom % 64;
}

bool
atoms_has(const struct atoms *set, int atom)
{
    return atom >= 0 && (set->words[atom / 64] >> atom % 64 & 1) != 0;
}

void
atoms_unite(struct atoms *set, const struct atoms *other)
{
    for (size_t i = 0; i < WORDS; i++)
        set->words[i] |= other->words[i];
}

void
atoms_intersect(struct atoms *set, const struct atoms *other)
{
    for (size_t i = 0; i < WORDS; i++)
        set->words[i] &= other->words[i];
}

void
atoms_subtract(struct atoms *set, const struct atoms *other)
{
    for (size_t i = 0; i < WORDS; i++)
        set->words[i] &= ~other->words[i];
}

bool
atoms_is_empty(const struct atoms *set)
{
    for (size_t i = 0; i < WORDS; i++)
        if (set->words[i])
            return false;
    return true;
}

bool
atoms_equal(const struct atoms *a, const struct atoms *b)
{
    return !memcmp(a, b, sizeof *a);
}
