#include "epub/epub_zip.h"

#include <libdeflate.h>
#include <string.h>
#include <zip.h>

/* On libdeflate's scale, which ends at 12.  Level 9 takes twice as long to save
 * half a per cent. */
enum { DEFLATE_LEVEL = 6 };

static const char mimetype[] = "application/epub+zip";

/* One entry's bytes as they lie in the archive.  libzip copies them as they
 * are, since their method is that of the entry (see zip_source_function). */
struct packed {
    struct text bytes;
    size_t position;
    size_t plain_size;
    uint32_t crc;
    bool deflated;
    zip_error_t error;
};

static zip_int64_t
packed_stat(const struct packed *packed, void *data, zip_uint64_t size)
{
    zip_stat_t *stat = data;
    if (size < sizeof *stat)
        return -1;
    zip_stat_init(stat);
    stat->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    stat->size = packed->plain_size;
    stat->comp_size = packed->bytes.size;
    stat->comp_method = packed->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    if (packed->deflated) {
        stat->valid |= ZIP_STAT_CRC;
        stat->crc = packed->crc;
    }
    return (zip_int64_t)sizeof *stat;
}

static zip_int64_t
packed_read(struct packed *packed, void *data, zip_uint64_t size)
{
    size_t left = packed->bytes.size - packed->position;
    size_t taken = size < left ? (size_t)size : left;
    if (taken > 0)
        memcpy(data, packed->bytes.data + packed->position, taken);
    packed->position += taken;
    return (zip_int64_t)taken;
}

static zip_int64_t
packed_command(void *state, void *data, zip_uint64_t size,
               zip_source_cmd_t command)
{
    struct packed *packed = state;
    if (command == ZIP_SOURCE_OPEN)
        packed->position = 0;
    else if (command == ZIP_SOURCE_READ)
        return packed_read(packed, data, size);
    else if (command == ZIP_SOURCE_STAT)
        return packed_stat(packed, data, size);
    else if (command == ZIP_SOURCE_ERROR)
        return zip_error_to_data(&packed->error, data, size);
    else if (command == ZIP_SOURCE_SUPPORTS)
        return zip_source_make_command_bitmap(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
            ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
    return 0;
}

static struct packed *
pack(struct arena *arena, struct libdeflate_compressor *compressor,
     const struct epub_entry *entry)
{
    struct packed *packed = ARENA_NEW(arena, struct packed);
    zip_error_init(&packed->error);
    packed->bytes = entry->bytes;
    packed->plain_size = entry->bytes.size;
    if (entry->stored || entry->bytes.size == 0)
        return packed;
    size_t bound =
        libdeflate_deflate_compress_bound(compressor, entry->bytes.size);
    char *room = arena_alloc(arena, bound);
    size_t size = libdeflate_deflate_compress(compressor, entry->bytes.data,
                                              entry->bytes.size, room, bound);
    if (size == 0 || size >= entry->bytes.size)
        return packed;
    packed->crc = libdeflate_crc32(0, entry->bytes.data, entry->bytes.size);
    packed->bytes = (struct text){room, size};
    packed->deflated = true;
    return packed;
}

static bool
add(zip_t *zip, const char *name, struct packed *packed)
{
    zip_source_t *source = zip_source_function(zip, packed_command, packed);
    if (!source)
        return false;
    zip_int64_t added = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
    if (added < 0) {
        zip_source_free(source);
        return false;
    }
    zip_uint64_t index = (zip_uint64_t)added;
    zip_int32_t method = packed->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    /* A date that no time zone moves, and the mode of a plain file. */
    return zip_set_file_compression(zip, index, method, 0) == 0 &&
           zip_file_set_dostime(zip, index, 0, (1 << 5) | 1, 0) == 0 &&
           zip_file_set_external_attributes(zip, index, 0, ZIP_OPSYS_UNIX,
                                            (zip_uint32_t)0100644 << 16) == 0;
}

static bool
add_all(struct arena *arena, zip_t *zip, const struct epub_entry *entries,
        size_t count)
{
    struct epub_entry first = {TEXT("mimetype"), text_of(mimetype), true};
    struct libdeflate_compressor *compressor =
        libdeflate_alloc_compressor(DEFLATE_LEVEL);
    if (!compressor)
        return false;
    bool good = add(zip, "mimetype", pack(arena, compressor, &first));
    for (size_t i = 0; good && i < count; i++)
        good = add(zip, arena_string(arena, entries[i].name),
                   pack(arena, compressor, &entries[i]));
    libdeflate_free_compressor(compressor);
    return good;
}

static bool
read_back(zip_source_t *source, struct buffer *out)
{
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) < 0 || zip_source_open(source) < 0)
        return false;
    buffer_reserve(out, (size_t)stat.size);
    char piece[16384];
    zip_int64_t got;
    while ((got = zip_source_read(source, piece, sizeof piece)) > 0)
        buffer_append(out, piece, (size_t)got);
    zip_source_close(source);
    return got == 0;
}

bool
epub_zip_write(struct arena *arena, const struct epub_entry *entries,
               size_t count, struct buffer *out, struct text *message)
{
    zip_error_t error;
    zip_error_init(&error);
    *message = TEXT("out of memory");
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    if (!source)
        return false;
    zip_source_keep(source); /* zip_close lets go of one hold on it */
    zip_t *zip =
        zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (!zip) {
        *message = arena_text(arena, text_of(zip_error_strerror(&error)));
        zip_source_free(source);
        zip_source_free(source);
        return false;
    }
    bool good = add_all(arena, zip, entries, count) && zip_close(zip) == 0;
    if (!good) {
        *message = arena_text(arena, text_of(zip_strerror(zip)));
        zip_discard(zip);
    }
    good = good && read_back(source, out);
    zip_source_free(source);
    return good;
}
