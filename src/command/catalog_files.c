#include "command/catalog_files.h"

#include "base/file.h"
#include "base/message.h"
#include "command/run.h"
#include "doc/identifier.h"
#include "proof/epub_archive.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct writing {
    struct arena *arena;
    const struct book *book;
    const char *output;
};

struct text
output_address(struct arena *arena, const struct book *book,
               const struct edition *edition, bool is_draft,
               const char *extension)
{
    struct text name = book_file_name(arena, book, edition);
    return arena_printf(arena, "%.*s/%.*s%s.%s", TEXT_PRINTF(edition->folder),
                        TEXT_PRINTF(name), is_draft ? DRAFT_SUFFIX : "",
                        extension);
}

static bool
write_file(const struct writing *writing, struct text name, struct text content)
{
    struct text path = arena_printf(writing->arena, "%s/catalog/%.*s",
                                    writing->output, TEXT_PRINTF(name));
    file_remove_stale(path.data);
    if (file_write(path.data, content.data, content.size))
        return true;
    fprintf(stderr, message("bouwsteen: cannot write '%s': %s\n"), path.data,
            message(strerror(errno)));
    return false;
}

static void
add_file(const struct writing *writing, struct catalog_entry *entry,
         const struct edition *edition, const struct buffer *content,
         const char *extension, const char *media_type, size_t page_count)
{
    if (!content || !content->size)
        return;
    struct catalog_file *file = &entry->files[entry->file_count++];
    struct text address = output_address(writing->arena, writing->book, edition,
                                         false, extension);
    unsigned char digest[BLAKE2_SIZE];
    struct blake2 hash;
    blake2_init(&hash);
    blake2_add(&hash, content->data, content->size);
    blake2_end(&hash, digest);
    blake2_hex(digest, file->digest);
    file->address = arena_text_concat(writing->arena, TEXT("../"), address);
    file->media_type = media_type;
    file->form = edition->form;
    file->size = content->size;
    file->page_count = page_count;
}

/* The cover as it lies in the e-book. */
static bool
write_cover(const struct writing *writing, struct catalog_entry *entry,
            const struct buffer *epub)
{
    struct epub_archive archive;
    if (!epub ||
        !epub_archive_open(writing->arena, buffer_text(epub), &archive))
        return true;
    const struct epub_archive_entry *cover =
        epub_archive_find(&archive, TEXT("EPUB/img/cover.png"));
    if (!cover)
        return true;
    entry->cover = arena_printf(writing->arena, "omslag-%.*s.png",
                                TEXT_PRINTF(entry->edition->id));
    return write_file(writing, entry->cover, cover->bytes);
}

static bool
write_made(const struct writing *writing, const char *name,
           const struct catalog *catalog,
           void (*make)(const struct catalog *catalog, struct buffer *out))
{
    struct buffer out = {0};
    make(catalog, &out);
    bool done = write_file(writing, text_of(name), buffer_text(&out));
    buffer_release(&out);
    return done;
}

/* What is for a print shop is nothing to download. */
static bool
is_form_of(const struct catalog_source *source, const struct edition *edition)
{
    return source->edition->whole == edition &&
           source->edition->form != FORM_PRINT;
}

bool
catalog_files_write(struct arena *arena, const struct book *book, int64_t date,
                    const struct catalog_source *sources, size_t count,
                    const char *output)
{
    const struct writing writing = {arena, book, output};
    struct catalog catalog = {
        .arena = arena,
        .book = book,
        .date = date,
        .entries = ARENA_ARRAY(arena, count, struct catalog_entry)};
    for (size_t i = 0; i < count; i++) {
        const struct catalog_source *source = &sources[i];
        struct catalog_entry *entry = &catalog.entries[catalog.entry_count];
        if ((!source->pdf && !source->epub) || source->edition->form)
            continue;
        catalog.entry_count++;
        entry->edition = source->edition;
        entry->identifier =
            edition_identifier(arena, book, source->edition, "epub");
        add_file(&writing, entry, source->edition, source->epub, "epub",
                 "application/epub+zip", 0);
        add_file(&writing, entry, source->edition, source->pdf, "pdf",
                 "application/pdf", source->page_count);
        for (size_t j = 0; j < count; j++)
            if (is_form_of(&sources[j], source->edition))
                add_file(&writing, entry, sources[j].edition, sources[j].pdf,
                         "pdf", "application/pdf", sources[j].page_count);
        if (!write_cover(&writing, entry, source->epub))
            return false;
    }
    return write_made(&writing, "opds.xml", &catalog, catalog_feed_write) &&
           write_made(&writing, "index.html", &catalog, catalog_page_write);
}
