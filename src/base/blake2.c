#include "base/blake2.h"

#include <string.h>

enum { ROUNDS = 12 };

static const uint64_t start[8] = {0x6a09e667f3bcc908u, 0xbb67ae8584caa73bu,
                                  0x3c6ef372fe94f82bu, 0xa54ff53a5f1d36f1u,
                                  0x510e527fade682d1u, 0x9b05688c2b3e6c1fu,
                                  0x1f83d9abfb41bd6bu, 0x5be0cd19137e2179u};

/* Which words of the block a round mixes in (RFC 7693, 2.7); rounds 10 and 11
 * are those of 0 and 1 again. */
static const unsigned char order[ROUNDS][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3}};

static uint64_t
word_at(const unsigned char *bytes)
{
    uint64_t word = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(&word, bytes, sizeof word);
#else
    for (int i = 7; i >= 0; i--)
        word = word << 8 | bytes[i];
#endif
    return word;
}

static uint64_t
rotate(uint64_t word, int by)
{
    return word >> by | word << (64 - by);
}

static inline void
mix(uint64_t *a, uint64_t *b, uint64_t *c, uint64_t *d, uint64_t x, uint64_t y)
{
    *a += *b + x;
    *d = rotate(*d ^ *a, 32);
    *c += *d;
    *b = rotate(*b ^ *c, 24);
    *a += *b + y;
    *d = rotate(*d ^ *a, 16);
    *c += *d;
    *b = rotate(*b ^ *c, 63);
}

static void
compress(struct blake2 *hash, const unsigned char *block, bool last)
{
    uint64_t v[16], w[16];
    memcpy(v, hash->state, sizeof hash->state);
    memcpy(v + 8, start, sizeof start);
    v[12] ^= hash->count;
    if (last)
        v[14] = ~v[14];
    for (int i = 0; i < 16; i++)
        w[i] = word_at(block + 8 * i);
    for (int round = 0; round < ROUNDS; round++) {
        const unsigned char *o = order[round];
        mix(&v[0], &v[4], &v[8], &v[12], w[o[0]], w[o[1]]);
        mix(&v[1], &v[5], &v[9], &v[13], w[o[2]], w[o[3]]);
        mix(&v[2], &v[6], &v[10], &v[14], w[o[4]], w[o[5]]);
        mix(&v[3], &v[7], &v[11], &v[15], w[o[6]], w[o[7]]);
        mix(&v[0], &v[5], &v[10], &v[15], w[o[8]], w[o[9]]);
        mix(&v[1], &v[6], &v[11], &v[12], w[o[10]], w[o[11]]);
        mix(&v[2], &v[7], &v[8], &v[13], w[o[12]], w[o[13]]);
        mix(&v[3], &v[4], &v[9], &v[14], w[o[14]], w[o[15]]);
    }
    for (int i = 0; i < 8; i++)
        hash->state[i] ^= v[i] ^ v[i + 8];
}

void
blake2_init(struct blake2 *hash)
{
    *hash = (struct blake2){0};
    memcpy(hash->state, start, sizeof start);
    hash->state[0] ^= 0x01010000u ^ BLAKE2_SIZE; /* no key, one thread */
}

void
blake2_add(struct blake2 *hash, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    /* Whole blocks from where they lie. */
    while (!hash->used && size > sizeof hash->block) {
        hash->count += sizeof hash->block;
        compress(hash, bytes, false);
        bytes += sizeof hash->block;
        size -= sizeof hash->block;
    }
    while (size > 0) {
        /* The last block is for blake2_end, also when it is full. */
        if (hash->used == sizeof hash->block) {
            hash->count += sizeof hash->block;
            compress(hash, hash->block, false);
            hash->used = 0;
        }
        size_t part = sizeof hash->block - hash->used;
        part = size < part ? size : part;
        memcpy(hash->block + hash->used, bytes, part);
        hash->used += part;
        bytes += part;
        size -= part;
    }
}

void
blake2_add_number(struct blake2 *hash, uint64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
    blake2_add(hash, bytes, sizeof bytes);
}

void
blake2_add_text(struct blake2 *hash, struct text text)
{
    blake2_add_number(hash, text.size);
    blake2_add(hash, text.data, text.size);
}

void
blake2_end(struct blake2 *hash, unsigned char digest[BLAKE2_SIZE])
{
    hash->count += hash->used;
    memset(hash->block + hash->used, 0, sizeof hash->block - hash->used);
    compress(hash, hash->block, true);
    for (int i = 0; i < BLAKE2_SIZE; i++)
        digest[i] = (unsigned char)(hash->state[i / 8] >> (8 * (i % 8)));
}

void
blake2_hex(const unsigned char digest[BLAKE2_SIZE], char hex[2 * BLAKE2_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < BLAKE2_SIZE; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
}
