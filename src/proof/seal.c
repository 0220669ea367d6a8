#include "proof/seal.h"

#include <libdeflate.h>
#include <string.h>

enum { HEX = 2 * BLAKE2_SIZE };

static const char head[] = "bouwsteen-manifest 1\n";
static const char zeros[HEX + 1] =
    "0000000000000000000000000000000000000000000000000000000000000000";

/* --- the note ------------------------------------------------------------ */

static void
append_line(struct buffer *out, const char *key, struct text value)
{
    buffer_printf(out, "%s: ", key);
    for (size_t i = 0; i < value.size; i++)
        buffer_append_byte(
            out, (unsigned char)value.data[i] < ' ' ? ' ' : value.data[i]);
    buffer_append_byte(out, '\n');
}

struct text
seal_note(struct arena *arena, const struct seal *seal)
{
    struct buffer out = {0};
    char hex[HEX];
    blake2_hex(seal->sources, hex);
    buffer_append_string(&out, head);
    append_line(&out, "book", seal->book);
    append_line(&out, seal->is_excerpt ? "excerpt" : "edition", seal->edition);
    append_line(&out, "version", seal->version);
    append_line(&out, "date", seal->date);
    append_line(&out, "sources", (struct text){hex, HEX});
    append_line(&out, "content", (struct text){zeros, HEX});
    struct text note = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return note;
}

/* A note found in a file. */
struct note {
    struct text text;    /* all of it */
    struct text content; /* the digits of the file's digest */
    struct seal seal;
};

/* Takes "key: value\n" off the front. */
static bool
take_line(struct text *rest, const char *key, struct text *value)
{
    size_t size = strlen(key), end = text_index(*rest, '\n', 0);
    if (end == rest->size || end < size + 2 || !text_has_prefix(*rest, key) ||
        rest->data[size] != ':' || rest->data[size + 1] != ' ')
        return false;
    *value = text_slice(*rest, size + 2, end);
    *rest = text_slice(*rest, end + 1, rest->size);
    return true;
}

static int
digit_value(char digit)
{
    return digit >= '0' && digit <= '9'   ? digit - '0'
           : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
                                          : -1;
}

static bool
read_digest(struct text hex, unsigned char digest[BLAKE2_SIZE])
{
    if (hex.size != HEX)
        return false;
    for (int i = 0; i < BLAKE2_SIZE; i++) {
        int high = digit_value(hex.data[2 * i]);
        int low = digit_value(hex.data[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        digest[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

static bool
read_note(struct text rest, struct note *note)
{
    struct text start = rest, sources;
    struct seal *seal = &note->seal;
    *note = (struct note){0};
    rest = text_slice(rest, sizeof head - 1, rest.size);
    if (!take_line(&rest, "book", &seal->book))
        return false;
    seal->is_excerpt = text_has_prefix(rest, "excerpt");
    if (!take_line(&rest, seal->is_excerpt ? "excerpt" : "edition",
                   &seal->edition) ||
        !take_line(&rest, "version", &seal->version) ||
        !take_line(&rest, "date", &seal->date) ||
        !take_line(&rest, "sources", &sources) ||
        !take_line(&rest, "content", &note->content) ||
        !read_digest(sources, seal->sources) || note->content.size != HEX)
        return false;
    note->text = text_slice(start, 0, start.size - rest.size);
    return true;
}

/* The first note that can be read. */
static bool
find_note(struct text file, struct note *note)
{
    const char *at = file.data, *end = file.data + file.size;
    while (at && (at = memmem(at, (size_t)(end - at), head, sizeof head - 1))) {
        if (read_note((struct text){at, (size_t)(end - at)}, note))
            return true;
        at++;
    }
    return false;
}

/* --- a zip's checksums of the note -----------------------------------------
 */

/* In a zip the note's own CRC hangs on its digits; it stands in two places,
 * and counts in the digest as it was before the digits were filled in. */
struct checksums {
    size_t count; /* 0: no zip */
    size_t places[2];
};

static uint32_t
number_at(struct text file, size_t at, int bytes)
{
    uint32_t number = 0;
    for (int i = bytes - 1; i >= 0; i--)
        number = number << 8 | (unsigned char)file.data[at + (size_t)i];
    return number;
}

/* Does an entry of the central directory at `at` name the note? */
static bool
is_note_entry(struct text file, size_t at)
{
    static const size_t name = 46;
    struct text entry = TEXT(SEAL_ENTRY);
    return number_at(file, at + 28, 2) == entry.size &&
           at + name + entry.size <= file.size &&
           text_equal(text_slice(file, at + name, at + name + entry.size),
                      entry);
}

/* False: a zip in which the note's entry cannot be found. */
static bool
find_checksums(struct text file, struct checksums *sums)
{
    enum { LOCAL_CRC = 14, CENTRAL = 46, CENTRAL_CRC = 16, END = 22 };
    *sums = (struct checksums){0};
    if (file.size < END || memcmp(file.data, "PK\3\4", 4) != 0)
        return file.size >= 5 && memcmp(file.data, "%PDF-", 5) == 0;
    size_t end = file.size - END; /* without an archive comment */
    size_t at = number_at(file, end + 16, 4);
    for (uint32_t left = number_at(file, end + 10, 2);
         left > 0 && at + CENTRAL <= end; left--) {
        size_t local = number_at(file, at + 42, 4);
        if (is_note_entry(file, at) && local + LOCAL_CRC + 4 <= file.size) {
            *sums =
                (struct checksums){2, {local + LOCAL_CRC, at + CENTRAL_CRC}};
            return true;
        }
        at += CENTRAL + number_at(file, at + 28, 2) +
              number_at(file, at + 30, 2) + number_at(file, at + 32, 2);
    }
    return false;
}

static void
put_number(unsigned char bytes[4], uint32_t number)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
}

/* The CRC of the note with other digits. */
static uint32_t
note_crc(const struct note *note, const char *digits)
{
    size_t before = (size_t)(note->content.data - note->text.data);
    uint32_t crc = libdeflate_crc32(0, note->text.data, before);
    crc = libdeflate_crc32(crc, digits, HEX);
    return libdeflate_crc32(crc, "\n", 1);
}

/* --- the digest ---------------------------------------------------------- */

/* Of the file as it was before its digits were filled in. */
static void
file_hex(struct text file, const struct note *note,
         const struct checksums *sums, char hex[HEX])
{
    struct blake2 hash;
    unsigned char digest[BLAKE2_SIZE], crc[4];
    size_t at = 0, digits = (size_t)(note->content.data - file.data);
    bool digits_done = false;
    put_number(crc, note_crc(note, zeros));
    blake2_init(&hash);
    for (;;) {
        /* The nearest of what counts otherwise than it stands there. */
        size_t next = digits_done ? file.size : digits;
        for (size_t i = 0; i < sums->count; i++)
            if (sums->places[i] >= at && sums->places[i] < next)
                next = sums->places[i];
        if (next < at) /* a note and a directory that cross: not ours */
            break;
        blake2_add(&hash, file.data + at, next - at);
        if (next == file.size)
            break;
        bool is_digits = next == digits;
        blake2_add(&hash, is_digits ? zeros : (const char *)crc,
                   is_digits ? HEX : sizeof crc);
        digits_done = digits_done || is_digits;
        at = next + (is_digits ? HEX : sizeof crc);
    }
    blake2_end(&hash, digest);
    blake2_hex(digest, hex);
}

bool
seal_close(struct buffer *file)
{
    struct note note;
    struct checksums sums;
    char hex[HEX];
    if (!file->size || !find_note(buffer_text(file), &note) ||
        !find_checksums(buffer_text(file), &sums))
        return false;
    file_hex(buffer_text(file), &note, &sums, hex);
    unsigned char crc[4];
    put_number(crc, note_crc(&note, hex));
    memcpy(file->data + (note.content.data - file->data), hex, HEX);
    for (size_t i = 0; i < sums.count; i++)
        memcpy(file->data + sums.places[i], crc, sizeof crc);
    return true;
}

enum seal_state
seal_check(struct text file, struct seal *seal)
{
    struct note note;
    struct checksums sums;
    char hex[HEX];
    *seal = (struct seal){0};
    if (!find_note(file, &note))
        return SEAL_NONE;
    *seal = note.seal;
    if (!find_checksums(file, &sums))
        return SEAL_BROKEN;
    unsigned char crc[4];
    put_number(crc, note_crc(&note, note.content.data));
    for (size_t i = 0; i < sums.count; i++)
        if (memcmp(file.data + sums.places[i], crc, sizeof crc) != 0)
            return SEAL_BROKEN;
    file_hex(file, &note, &sums, hex);
    return memcmp(note.content.data, hex, HEX) == 0 ? SEAL_INTACT : SEAL_BROKEN;
}
