#include "media/image_read.h"

#include <string.h>

/* Markers (ITU T.81, table B.1). */
enum {
    SOI = 0xd8,
    EOI = 0xd9,
    SOS = 0xda,
    DQT = 0xdb,
    DNL = 0xdc,
    DHT = 0xc4,
    JPG = 0xc8,
    DAC = 0xcc,
    APP0 = 0xe0,
    APP1 = 0xe1,
    APP2 = 0xe2,
    APP14 = 0xee,
    APP15 = 0xef,
    COM = 0xfe
};

struct jpeg_reader {
    struct image *image;
    struct text bytes;
    size_t position;
    char *copy; /* the bytes without metadata */
    size_t size;
    bool has_frame, has_scan;
    unsigned density_unit, density_x, density_y;
    const char *why;
};

static void
copy_bytes(struct jpeg_reader *reader, const void *data, size_t size)
{
    memcpy(reader->copy + reader->size, data, size);
    reader->size += size;
}

static enum image_verdict
fault(struct jpeg_reader *reader, const char *why)
{
    reader->why = why;
    return IMAGE_FAULTY;
}

/* --- segments ------------------------------------------------------------ */

static bool
is_frame(unsigned marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG &&
           marker != DAC;
}

/* SOFn: size and components (T.81, B.2.2). */
static enum image_verdict
read_frame(struct jpeg_reader *reader, unsigned marker, struct text data)
{
    struct image *image = reader->image;
    if (reader->has_frame)
        return fault(reader, "it has two frames");
    if (data.size < 6)
        return fault(reader, "its header is damaged");
    unsigned char components = (unsigned char)data.data[5];
    image->height = read_u16(data.data + 1);
    image->width = read_u16(data.data + 3);
    image->components = components;
    reader->has_frame = true;
    if (data.size != 6 + 3 * (size_t)components || !image->width)
        return fault(reader, "its header is damaged");
    reader->why = "only baseline and progressive JPEG of 8 bits is supported";
    if (marker > 0xc2 || data.data[0] != 8 || !image->height)
        return IMAGE_NOT_SUITED;
    /* CMYK needs a profile of its press, which PDF/A asks for and screens
     * do not have. */
    reader->why = "its colours are neither gray nor RGB";
    if (components != 1 && components != 3)
        return IMAGE_NOT_SUITED;
    if ((uint64_t)image->width * image->height > IMAGE_MAX_PIXELS)
        return IMAGE_TOO_MANY_PIXELS;
    return IMAGE_FINE;
}

static uint32_t
tiff_number(const char *at, int size, bool little)
{
    uint32_t value = 0;
    for (int i = 0; i < size; i++)
        value = value << 8 | (unsigned char)at[little ? size - 1 - i : i];
    return value;
}

/* The orientation (tag 0x112) in the first directory of an EXIF segment; 1
 * when it is not said or wrong. */
static uint8_t
exif_orientation(struct text exif)
{
    if (exif.size < 14 || memcmp(exif.data, "Exif\0\0", 6) != 0)
        return 1;
    struct text tiff = text_slice(exif, 6, exif.size);
    bool little = tiff.data[0] == 'I';
    size_t at = tiff_number(tiff.data + 4, 4, little);
    if (at + 2 > tiff.size)
        return 1;
    size_t count = tiff_number(tiff.data + at, 2, little);
    for (at += 2; count > 0 && at + 12 <= tiff.size; count--, at += 12) {
        if (tiff_number(tiff.data + at, 2, little) != 0x112)
            continue;
        uint32_t value = tiff_number(tiff.data + at + 8, 2, little);
        return value >= 1 && value <= 8 ? (uint8_t)value : 1;
    }
    return 1;
}

/* An EXIF segment that says nothing but the orientation: an e-book reader
 * turns the picture by it. */
static void
copy_orientation(struct jpeg_reader *reader)
{
    char segment[] = "\xff\xe1\0\x22"
                     "Exif\0\0"
                     "MM\0\x2a\0\0\0\x08"
                     "\0\x01"
                     "\x01\x12\0\x03\0\0\0\x01\0\0\0\0"
                     "\0\0\0\0";
    segment[29] = (char)reader->image->orientation;
    copy_bytes(reader, segment, sizeof segment - 1);
}

/* JFIF without the small picture that may follow: it can show what was cut
 * off the large one since. */
static void
copy_density(struct jpeg_reader *reader, struct text data)
{
    copy_bytes(reader, "\xff\xe0\0\x10", 4);
    copy_bytes(reader, data.data, 12);
    copy_bytes(reader, "\0\0", 2);
}

static void
read_density(struct jpeg_reader *reader, struct text data)
{
    if (data.size < 12 || memcmp(data.data, "JFIF", 5) != 0)
        return;
    reader->density_unit = (unsigned char)data.data[7];
    reader->density_x = read_u16(data.data + 8);
    reader->density_y = read_u16(data.data + 10);
}

/* Is it needed to see the picture as it is meant?  Everything else says who
 * made it, where and with what, or is a preview. */
static bool
segment_is_needed(unsigned marker, struct text data)
{
    if (marker == APP0)
        return data.size >= 14 && memcmp(data.data, "JFIF", 5) == 0;
    if (marker == APP2)
        return data.size >= 12 && memcmp(data.data, "ICC_PROFILE", 12) == 0;
    if (marker == APP14)
        return data.size >= 12 && memcmp(data.data, "Adobe", 5) == 0;
    return !(marker >= APP0 && marker <= APP15) && marker != COM;
}

static enum image_verdict
read_segment(struct jpeg_reader *reader, unsigned marker, struct text data)
{
    if (marker == APP0)
        read_density(reader, data);
    if (marker == APP1 && reader->image->orientation == 1) {
        reader->image->orientation = exif_orientation(data);
        if (reader->image->orientation != 1)
            copy_orientation(reader);
    }
    if (is_frame(marker))
        return read_frame(reader, marker, data);
    return IMAGE_FINE;
}

/* The compressed data of a scan: up to the next marker that is neither a
 * stuffed byte nor a restart. */
static void
read_scan(struct jpeg_reader *reader)
{
    struct text bytes = reader->bytes;
    size_t at = reader->position;
    for (; at + 1 < bytes.size; at++) {
        unsigned next = (unsigned char)bytes.data[at + 1];
        if ((unsigned char)bytes.data[at] == 0xff && next != 0 &&
            !(next >= 0xd0 && next <= 0xd7) && next != 0xff)
            break;
    }
    copy_bytes(reader, bytes.data + reader->position, at - reader->position);
    reader->position = at;
    reader->has_scan = true;
}

/* The next marker, past fill bytes; 0 at the end or where none stands. */
static unsigned
next_marker(struct jpeg_reader *reader)
{
    struct text bytes = reader->bytes;
    if (reader->position + 1 >= bytes.size ||
        (unsigned char)bytes.data[reader->position] != 0xff)
        return 0;
    while (reader->position < bytes.size &&
           (unsigned char)bytes.data[reader->position] == 0xff)
        reader->position++;
    if (reader->position == bytes.size)
        return 0;
    return (unsigned char)bytes.data[reader->position++];
}

static enum image_verdict
read_segments(struct jpeg_reader *reader)
{
    for (;;) {
        unsigned marker = next_marker(reader);
        if (marker == EOI)
            break;
        size_t left = reader->bytes.size - reader->position;
        if (!marker || left < 2)
            return fault(reader, "the file is cut short");
        const char *at = reader->bytes.data + reader->position;
        size_t length = read_u16(at);
        if (length < 2 || length > left)
            return fault(reader, "the file is cut short");
        struct text data = {at + 2, length - 2};
        reader->position += length;
        enum image_verdict verdict = read_segment(reader, marker, data);
        if (verdict != IMAGE_FINE)
            return verdict;
        if (marker == APP0 && segment_is_needed(marker, data)) {
            copy_density(reader, data);
        } else if (segment_is_needed(marker, data)) {
            copy_bytes(reader, (char[]){(char)0xff, (char)marker}, 2);
            copy_bytes(reader, at, length);
        }
        if (marker == SOS) {
            if (!reader->has_frame)
                return fault(reader, "its header is damaged");
            read_scan(reader);
        }
    }
    return reader->has_scan ? IMAGE_FINE : fault(reader, "it holds no picture");
}

static scaled
natural_length(uint32_t pixels, unsigned unit, unsigned density)
{
    if (unit == 2) /* dots a centimetre */
        return density < 1 ? (scaled)pixels * SCALED_PT * 3 / 4
                           : scaled_ratio((scaled)pixels * SCALED_PT, 7200,
                                          (int64_t)density * 254);
    if (unit != 1 || density < 3)
        return (scaled)pixels * SCALED_PT * 3 / 4;
    return scaled_ratio((scaled)pixels * SCALED_PT, 72, density);
}

enum image_verdict
jpeg_read(struct arena *arena, struct image *image, const char **why)
{
    /* The copy is never longer than the file but for our own EXIF segment,
     * which is as long as the shortest that can say an orientation. */
    struct jpeg_reader reader = {
        .image = image,
        .bytes = image->bytes,
        .position = 2,
        .copy = arena_alloc(arena, image->bytes.size + 64),
        .why = "",
    };
    copy_bytes(&reader, image->bytes.data, 2);
    enum image_verdict verdict = read_segments(&reader);
    *why = reader.why;
    if (verdict != IMAGE_FINE)
        return verdict;
    copy_bytes(&reader, "\xff\xd9", 2);
    image->bytes = (struct text){reader.copy, reader.size};
    scaled width =
        natural_length(image->width, reader.density_unit, reader.density_x);
    scaled height =
        natural_length(image->height, reader.density_unit, reader.density_y);
    bool turned = image->orientation >= 5;
    image->natural_width = turned ? height : width;
    image->natural_height = turned ? width : height;
    if (turned) {
        uint32_t pixels = image->width;
        image->width = image->height;
        image->height = pixels;
    }
    return IMAGE_FINE;
}
