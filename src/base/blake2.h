/* BLAKE2b with 32 bytes of digest (RFC 7693), without a key: tells files
 * apart.  It is no signature: who changes a file can compute it anew. */
#ifndef BASE_BLAKE2_H
#define BASE_BLAKE2_H

#include "base/text.h"

#include <stdint.h>

enum { BLAKE2_SIZE = 32 };

struct blake2 {
    uint64_t state[8], count;
    unsigned char block[128];
    size_t used; /* bytes of the block */
};

void blake2_init(struct blake2 *hash);
void blake2_add(struct blake2 *hash, const void *data, size_t size);
/* A number as eight bytes, and a text behind its size: so that what follows
 * one another cannot be cut otherwise. */
void blake2_add_number(struct blake2 *hash, uint64_t number);
void blake2_add_text(struct blake2 *hash, struct text text);
void blake2_end(struct blake2 *hash, unsigned char digest[BLAKE2_SIZE]);
/* The digest in 64 lower-case hexadecimal digits, without a NUL. */
void blake2_hex(const unsigned char digest[BLAKE2_SIZE],
                char hex[2 * BLAKE2_SIZE]);

#endif
