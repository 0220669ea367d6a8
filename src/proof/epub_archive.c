#include "proof/epub_archive.h"

#include <libdeflate.h>

/* APPNOTE.TXT 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16. */
enum {
    LOCAL_HEADER = 0x04034b50,
    LOCAL_SIZE = 30,
    CENTRAL_HEADER = 0x02014b50,
    CENTRAL_SIZE = 46,
    END_RECORD = 0x06054b50,
    END_SIZE = 22,
    STORED = 0,
    DEFLATED = 8,
    /* Deflate never does better; a larger claim is an attack. */
    BEST_RATIO = 1032
};

static unsigned
short_at(struct text file, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)file.data + at;
    return bytes[0] | (unsigned)bytes[1] << 8;
}

static uint32_t
long_at(struct text file, size_t at)
{
    return short_at(file, at) | (uint32_t)short_at(file, at + 2) << 16;
}

/* Are there `size` bytes from `at` on? */
static bool
has(struct text file, size_t at, size_t size)
{
    return at <= file.size && file.size - at >= size;
}

static bool
unpack(struct arena *arena, struct libdeflate_decompressor *decompressor,
       struct text packed, size_t plain_size, struct text *plain)
{
    if (plain_size > packed.size * BEST_RATIO + 64)
        return false;
    char *room = arena_alloc(arena, plain_size + 1);
    size_t size = 0;
    if (libdeflate_deflate_decompress(decompressor, packed.data, packed.size,
                                      room, plain_size, &size) ||
        size != plain_size)
        return false;
    *plain = (struct text){room, size};
    return true;
}

/* The entry that the directory lists at `at`; its bytes, when both headers
 * agree and the checksum fits. */
static void
read_entry(struct arena *arena, struct libdeflate_decompressor *decompressor,
           struct text file, size_t at, struct epub_archive_entry *entry)
{
    size_t packed_size = long_at(file, at + 20), size = long_at(file, at + 24);
    size_t name_size = short_at(file, at + 28), local = long_at(file, at + 42);
    entry->flags = short_at(file, at + 8);
    entry->method = short_at(file, at + 10);
    entry->time = short_at(file, at + 12);
    entry->date = short_at(file, at + 14);
    entry->has_extra = short_at(file, at + 30) != 0;
    entry->offset = local;
    entry->name =
        text_slice(file, at + CENTRAL_SIZE, at + CENTRAL_SIZE + name_size);
    entry->is_broken = true;
    if (!has(file, local, LOCAL_SIZE) || long_at(file, local) != LOCAL_HEADER ||
        short_at(file, local + 26) != name_size ||
        short_at(file, local + 8) != entry->method)
        return;
    size_t extra = short_at(file, local + 28);
    size_t start = local + LOCAL_SIZE + name_size + extra;
    entry->has_extra = entry->has_extra || extra;
    if (!has(file, start, packed_size))
        return;
    struct text packed = text_slice(file, start, start + packed_size);
    if (entry->method == STORED && packed_size == size)
        entry->bytes = packed;
    else if (entry->method != DEFLATED ||
             !unpack(arena, decompressor, packed, size, &entry->bytes))
        return;
    entry->is_broken =
        libdeflate_crc32(0, entry->bytes.data, entry->bytes.size) !=
        long_at(file, at + 16);
    if (entry->is_broken)
        entry->bytes = TEXT("");
}

static bool
read_directory(struct arena *arena, struct text file, size_t at, size_t count,
               struct epub_archive *archive)
{
    struct libdeflate_decompressor *decompressor =
        libdeflate_alloc_decompressor();
    bool good = decompressor != NULL;
    archive->entries = ARENA_ARRAY(arena, count, struct epub_archive_entry);
    for (archive->count = 0; good && archive->count < count;) {
        good =
            has(file, at, CENTRAL_SIZE) && long_at(file, at) == CENTRAL_HEADER;
        if (!good)
            break;
        size_t size = CENTRAL_SIZE + short_at(file, at + 28) +
                      short_at(file, at + 30) + short_at(file, at + 32);
        good = has(file, at, size);
        if (good)
            read_entry(arena, decompressor, file, at,
                       &archive->entries[archive->count++]);
        at += size;
    }
    if (decompressor)
        libdeflate_free_decompressor(decompressor);
    return good;
}

bool
epub_archive_open(struct arena *arena, struct text file,
                  struct epub_archive *archive)
{
    *archive = (struct epub_archive){0};
    if (file.size < END_SIZE)
        return false;
    size_t end = file.size - END_SIZE; /* no comment */
    return long_at(file, end) == END_RECORD &&
           read_directory(arena, file, long_at(file, end + 16),
                          short_at(file, end + 10), archive);
}

const struct epub_archive_entry *
epub_archive_find(const struct epub_archive *archive, struct text name)
{
    for (size_t i = 0; i < archive->count; i++)
        if (text_equal(archive->entries[i].name, name))
            return &archive->entries[i];
    return NULL;
}
