/* Name-based UUIDs (RFC 9562, version 5): the same names give the same
 * identifiers in every build. */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include "base/arena.h"

struct uuid {
    unsigned char bytes[16];
};

/* Reads "urn:uuid:..." or the bare form; false when it is neither. */
bool uuid_parse(struct text text, struct uuid *uuid);
struct uuid uuid_of_name(const struct uuid *space, struct text name);
/* "urn:uuid:7f0e6a4c-...". */
struct text uuid_urn(struct arena *arena, const struct uuid *uuid);

#endif
