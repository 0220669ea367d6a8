#include "base/md5.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK = 64 };

static uint32_t
rotate(uint32_t value, unsigned bits)
{
    return value << bits | value >> (32 - bits);
}

/* Step i of RFC 1321, 3.4: the four rounds differ in how they mix b, c and d,
 * and in the order in which they take the words. */
static uint32_t
mix(const uint32_t state[4], unsigned i)
{
    uint32_t b = state[1], c = state[2], d = state[3];
    switch (i / 16) {
    case 0:
        return (b & c) | (~b & d);
    case 1:
        return (b & d) | (c & ~d);
    case 2:
        return b ^ c ^ d;
    }
    return c ^ (b | ~d);
}

static void
add_block(uint32_t state[4], const unsigned char *block)
{
    static const unsigned char shifts[4][4] = {
        {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    static const unsigned char strides[4] = {1, 5, 3, 7}, starts[4] = {0, 1, 5};
    uint32_t words[16], now[4];
    for (int i = 0; i < 16; i++)
        words[i] = (uint32_t)block[4 * i] | (uint32_t)block[4 * i + 1] << 8 |
                   (uint32_t)block[4 * i + 2] << 16 |
                   (uint32_t)block[4 * i + 3] << 24;
    memcpy(now, state, sizeof now);
    for (unsigned i = 0; i < BLOCK; i++) {
        unsigned round = i / 16;
        /* The table T of 3.4: the fractions of sines. */
        uint32_t sine = (uint32_t)(fabs(sin(i + 1.0)) * 4294967296.0);
        uint32_t word = words[(starts[round] + strides[round] * i) % 16];
        uint32_t sum = now[0] + mix(now, i) + word + sine;
        uint32_t moved = now[1] + rotate(sum, shifts[round][i % 4]);
        now[0] = now[3];
        now[3] = now[2];
        now[2] = now[1];
        now[1] = moved;
    }
    for (int i = 0; i < 4; i++)
        state[i] += now[i];
}

void
md5(struct text data, unsigned char digest[MD5_SIZE])
{
    uint32_t state[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    const unsigned char *bytes = (const unsigned char *)data.data;
    size_t whole = data.size / BLOCK * BLOCK, rest = data.size - whole;
    for (size_t at = 0; at < whole; at += BLOCK)
        add_block(state, bytes + at);
    /* A one, zeros, and the number of bits: one block or two. */
    unsigned char tail[2 * BLOCK] = {0};
    size_t tail_size = rest + 9 <= BLOCK ? BLOCK : 2 * BLOCK;
    if (rest)
        memcpy(tail, bytes + whole, rest);
    tail[rest] = 0x80;
    uint64_t bits = 8 * (uint64_t)data.size;
    for (int i = 0; i < 8; i++)
        tail[tail_size - 8 + (size_t)i] = (unsigned char)(bits >> (8 * i));
    for (size_t at = 0; at < tail_size; at += BLOCK)
        add_block(state, tail + at);
    for (int i = 0; i < MD5_SIZE; i++)
        digest[i] = (unsigned char)(state[i / 4] >> (8 * (i % 4)));
}
