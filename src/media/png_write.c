/* PNG (ISO/IEC 15948) of flat pictures: one palette, no filter, and
 * libdeflate, which takes a twentieth of libpng's time here. */
#include "media/png_write.h"

#include "base/arena.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* On libdeflate's scale.  Level 1, which keeps no chains, takes twice as long
 * over long runs and packs them worse; those above win little. */
enum { LEVEL = 4 };

static void
append_number(struct buffer *out, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_append_byte(out, (char)(number >> shift & 0xFF));
}

/* Length, type, data, checksum over the last two. */
static void
append_chunk(struct buffer *out, const char *type, const void *data,
             size_t size)
{
    append_number(out, (uint32_t)size);
    size_t start = out->size;
    buffer_append(out, type, 4);
    if (size)
        buffer_append(out, data, size);
    append_number(out, libdeflate_crc32(0, out->data + start, size + 4));
}

static void
append_header(struct buffer *out, uint32_t width, uint32_t height,
              unsigned bits)
{
    /* Width, height, bits, palette, deflate, filters, not interlaced. */
    unsigned char header[13] = {0};
    for (int i = 0; i < 4; i++) {
        header[i] = (unsigned char)(width >> (24 - 8 * i));
        header[4 + i] = (unsigned char)(height >> (24 - 8 * i));
    }
    header[8] = (unsigned char)bits;
    header[9] = 3;
    buffer_append(out, "\x89PNG\r\n\x1A\n", 8);
    append_chunk(out, "IHDR", header, sizeof header);
}

/* Rows, each behind a byte that says "no filter". */
static unsigned char *
filtered(struct arena *arena, const uint8_t *pixels, size_t width,
         size_t height, bool two_a_byte, size_t *size)
{
    size_t row = two_a_byte ? (width + 1) / 2 : width;
    unsigned char *rows = arena_alloc(arena, (row + 1) * height);
    *size = (row + 1) * height;
    for (size_t y = 0; y < height; y++) {
        unsigned char *to = rows + y * (row + 1);
        const uint8_t *from = pixels + y * width;
        *to++ = 0;
        if (y && !memcmp(from, from - width, width)) { /* flat pictures */
            memcpy(to, to - (row + 1), row);
            continue;
        }
        if (!two_a_byte) {
            memcpy(to, from, width);
            continue;
        }
        for (size_t x = 0; x + 1 < width; x += 2)
            to[x / 2] = (unsigned char)(from[x] << 4 | from[x + 1]);
        if (width % 2)
            to[width / 2] = (unsigned char)(from[width - 1] << 4);
    }
    return rows;
}

bool
png_write_palette(const uint8_t *pixels, uint32_t width, uint32_t height,
                  const uint32_t *palette, size_t colours, struct buffer *out)
{
    struct libdeflate_compressor *compressor =
        libdeflate_alloc_compressor(LEVEL);
    if (!compressor)
        return false;
    unsigned char triples[256 * 3];
    for (size_t i = 0; i < colours; i++) {
        triples[3 * i] = (unsigned char)(palette[i] >> 16);
        triples[3 * i + 1] = (unsigned char)(palette[i] >> 8);
        triples[3 * i + 2] = (unsigned char)palette[i];
    }
    size_t size;
    struct arena *arena = arena_new();
    unsigned char *rows =
        filtered(arena, pixels, width, height, colours <= 16, &size);
    size_t bound = libdeflate_zlib_compress_bound(compressor, size);
    unsigned char *packed = memory_alloc(bound);
    size_t packed_size =
        libdeflate_zlib_compress(compressor, rows, size, packed, bound);
    append_header(out, width, height, colours <= 16 ? 4 : 8);
    append_chunk(out, "PLTE", triples, colours * 3);
    append_chunk(out, "IDAT", packed, packed_size);
    append_chunk(out, "IEND", NULL, 0);
    free(packed);
    arena_free(arena);
    libdeflate_free_compressor(compressor);
    return packed_size > 0;
}
