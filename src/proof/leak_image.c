#include "proof/leak_image.h"

#include <stdint.h>
#include <string.h>

static size_t
number_at(struct text bytes, size_t at, size_t size)
{
    size_t number = 0;
    for (size_t i = 0; i < size; i++)
        number = number << 8 | (unsigned char)bytes.data[at + i];
    return number;
}

/* Chunks that change pixels or colours, or say how large they are. */
static bool
is_pixel_chunk(const char *name)
{
    static const char names[] = "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP "
                                "sBIT pHYs bKGD cICP";
    for (const char *at = names; (at - names) + 4 < (long)sizeof names; at += 5)
        if (memcmp(at, name, 4) == 0)
            return true;
    return false;
}

static bool
png_metadata(struct text bytes, struct text *what)
{
    for (size_t at = 8; at + 12 <= bytes.size;) {
        size_t size = number_at(bytes, at, 4);
        *what = text_slice(bytes, at + 4, at + 8);
        if (!is_pixel_chunk(what->data))
            return true;
        if (size > bytes.size - at - 12)
            break;
        at += size + 12;
        if (memcmp(what->data, "IEND", 4) == 0) {
            *what = TEXT("bytes after the end");
            return at < bytes.size;
        }
    }
    return false;
}

/* JFIF without a preview, an ICC profile, Adobe's note on colours and EXIF of
 * one entry, which way is up, belong to the picture. */
static bool
is_pixel_segment(unsigned marker, struct text content)
{
    static const char upright[] = "Exif\0\0MM\0*\0\0\0\x08\0\x01";
    if (marker == 0xE0)
        return text_has_prefix(content, "JFIF") && content.size <= 16;
    if (marker == 0xE1)
        return content.size == sizeof upright - 1 + 16 &&
               memcmp(content.data, upright, sizeof upright - 1) == 0;
    if (marker == 0xE2)
        return text_has_prefix(content, "ICC_PROFILE");
    if (marker == 0xEE)
        return text_has_prefix(content, "Adobe") && content.size <= 16;
    return marker != 0xFE && (marker < 0xE0 || marker > 0xEF);
}

static bool
jpeg_metadata(struct text bytes, struct text *what)
{
    enum { START_OF_SCAN = 0xDA };
    *what = TEXT("a comment or an application's segment");
    for (size_t at = 2; at + 4 <= bytes.size;) {
        unsigned marker = (unsigned char)bytes.data[at + 1];
        size_t size = number_at(bytes, at + 2, 2);
        if ((unsigned char)bytes.data[at] != 0xFF || size < 2 ||
            marker == START_OF_SCAN)
            return false;
        if (!is_pixel_segment(marker, text_slice(bytes, at + 4, at + 2 + size)))
            return true;
        at += 2 + size;
    }
    return false;
}

bool
leak_image_metadata(struct text bytes, struct text *what)
{
    if (text_has_prefix(bytes, "\x89PNG\r\n\x1a\n"))
        return png_metadata(bytes, what);
    return text_has_prefix(bytes, "\xff\xd8\xff") && jpeg_metadata(bytes, what);
}
