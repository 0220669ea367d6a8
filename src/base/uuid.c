#include "base/uuid.h"

#include <stdint.h>
#include <string.h>

/* ---- SHA-1 (FIPS 180-4), which version 5 asks for; no secret hangs on it ----
 */

static uint32_t
rotate(uint32_t word, unsigned by)
{
    return word << by | word >> (32 - by);
}

/* The round's function of b, c, d plus its constant. */
static uint32_t
mix(unsigned round, uint32_t b, uint32_t c, uint32_t d)
{
    if (round < 20)
        return ((b & c) | (~b & d)) + 0x5A827999u;
    if (round < 40)
        return (b ^ c ^ d) + 0x6ED9EBA1u;
    if (round < 60)
        return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDCu;
    return (b ^ c ^ d) + 0xCA62C1D6u;
}

static void
sha1_block(uint32_t state[5], const unsigned char block[64])
{
    uint32_t words[80];
    for (unsigned i = 0; i < 16; i++)
        words[i] = (uint32_t)block[4 * i] << 24 |
                   (uint32_t)block[4 * i + 1] << 16 |
                   (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (unsigned i = 16; i < 80; i++)
        words[i] = rotate(
            words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3],
             e = state[4];
    for (unsigned i = 0; i < 80; i++) {
        uint32_t next = rotate(a, 5) + mix(i, b, c, d) + e + words[i];
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

/* The digest of a space's bytes and a name, one after the other. */
static void
sha1(const unsigned char space[16], struct text name, unsigned char digest[20])
{
    uint32_t state[5] = {0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u,
                         0xC3D2E1F0u};
    size_t total = 16 + name.size, filled = 0;
    size_t padded = (total + 9 + 63) / 64 * 64;
    unsigned char block[64];
    for (size_t at = 0; at < padded; at++) {
        unsigned char byte = 0;
        if (at < 16)
            byte = space[at];
        else if (at < total)
            byte = (unsigned char)name.data[at - 16];
        else if (at == total)
            byte = 0x80;
        else if (at >= padded - 8)
            byte =
                (unsigned char)((uint64_t)total * 8 >> (8 * (padded - 1 - at)));
        block[filled++] = byte;
        if (filled == 64) {
            sha1_block(state, block);
            filled = 0;
        }
    }
    for (unsigned i = 0; i < 20; i++)
        digest[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
}

/* ---- UUIDs ---- */

static int
hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if ((c | 32) >= 'a' && (c | 32) <= 'f')
        return (c | 32) - 'a' + 10;
    return -1;
}

bool
uuid_parse(struct text text, struct uuid *uuid)
{
    if (text_has_prefix(text, "urn:uuid:"))
        text = text_slice(text, 9, text.size);
    unsigned digits = 0;
    memset(uuid, 0, sizeof *uuid);
    for (size_t i = 0; i < text.size; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        int value = hex_value(text.data[i]);
        if (dash != (text.data[i] == '-') || (!dash && value < 0) ||
            digits >= 32 + (unsigned)dash)
            return false;
        if (dash)
            continue;
        uuid->bytes[digits / 2] =
            (unsigned char)(uuid->bytes[digits / 2] << 4 | value);
        digits++;
    }
    return digits == 32;
}

struct uuid
uuid_of_name(const struct uuid *space, struct text name)
{
    unsigned char digest[20];
    struct uuid uuid;
    sha1(space->bytes, name, digest);
    memcpy(uuid.bytes, digest, sizeof uuid.bytes);
    uuid.bytes[6] = (unsigned char)((uuid.bytes[6] & 0x0F) | 0x50);
    uuid.bytes[8] = (unsigned char)((uuid.bytes[8] & 0x3F) | 0x80);
    return uuid;
}

struct text
uuid_urn(struct arena *arena, const struct uuid *uuid)
{
    static const char hex[] = "0123456789abcdef";
    char digits[36];
    size_t size = 0;
    for (size_t i = 0; i < sizeof uuid->bytes; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            digits[size++] = '-';
        digits[size++] = hex[uuid->bytes[i] >> 4];
        digits[size++] = hex[uuid->bytes[i] & 15];
    }
    return arena_text_concat(arena, TEXT("urn:uuid:"),
                             (struct text){digits, size});
}
