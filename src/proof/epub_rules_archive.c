#include "proof/epub_checking.h"

/* The container: EPUB 3.3, section 4 (OCF), and what is always so in ours. */

enum { DATE_1980_01_01 = 1 << 5 | 1 };

static void
check_mimetype(struct epub_checking *checking)
{
    const struct epub_archive *archive = &checking->archive;
    const struct epub_archive_entry *mimetype =
        epub_archive_find(archive, TEXT("mimetype"));
    struct text name = TEXT("mimetype");
    bool is_first =
        mimetype && mimetype == archive->entries && mimetype->offset == 0;
    if (!is_first)
        epub_found(checking, EPUB_RULE_MIMETYPE_FIRST, name, NULL, TEXT(""));
    if (!mimetype)
        return;
    if (mimetype->method != 0 || mimetype->flags != 0)
        epub_found(checking, EPUB_RULE_MIMETYPE_STORED, name, NULL, TEXT(""));
    if (!text_equals(mimetype->bytes, "application/epub+zip"))
        epub_found(checking, EPUB_RULE_MIMETYPE_WORDS, name, NULL,
                   mimetype->bytes);
}

static bool
is_plain_name(struct text name)
{
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                    c == '.' || c == '/';
        if (!good)
            return false;
    }
    return name.size > 0 && name.size <= 255 && name.data[0] != '/' &&
           name.data[0] != '.';
}

/* In lower case: readers on some systems tell no difference. */
static struct text
folded(struct arena *arena, struct text name)
{
    struct text copy = arena_text(arena, name);
    char *bytes = arena_string(arena, copy);
    for (size_t i = 0; i < copy.size; i++)
        if (bytes[i] >= 'A' && bytes[i] <= 'Z')
            bytes[i] = (char)(bytes[i] + ('a' - 'A'));
    return (struct text){bytes, copy.size};
}

static void
check_entry(struct epub_checking *checking,
            const struct epub_archive_entry *entry, struct map *names)
{
    struct text key = folded(checking->arena, entry->name);
    if (text_has_suffix(entry->name, "/"))
        epub_found(checking, EPUB_RULE_ENTRY_FOLDER, entry->name, NULL,
                   TEXT(""));
    if (entry->has_extra)
        epub_found(checking, EPUB_RULE_ENTRY_EXTRA, entry->name, NULL,
                   TEXT(""));
    if (entry->is_broken)
        epub_found(checking, EPUB_RULE_ENTRY_BROKEN, entry->name, NULL,
                   TEXT(""));
    if (!is_plain_name(entry->name))
        epub_found(checking, EPUB_RULE_ENTRY_NAME, entry->name, NULL, TEXT(""));
    if (entry->date != DATE_1980_01_01 || entry->time != 0)
        epub_found(checking, EPUB_RULE_ENTRY_DATE, entry->name, NULL, TEXT(""));
    if (map_find(names, key))
        epub_found(checking, EPUB_RULE_ENTRY_TWICE, entry->name, NULL,
                   TEXT(""));
    map_set(names, key, (void *)entry);
}

static void
check_container(struct epub_checking *checking)
{
    struct text name = TEXT("META-INF/container.xml");
    const struct epub_archive_entry *entry =
        epub_archive_find(&checking->archive, name);
    uint32_t offset;
    const struct epub_element *root =
        entry ? epub_tree_read(checking->arena, entry->bytes, &offset) : NULL;
    const struct epub_element *file =
        root ? epub_tree_find(root, "rootfile") : NULL;
    if (!file || !epub_archive_find(&checking->archive,
                                    epub_value(file, "full-path", NULL)))
        epub_found(checking, EPUB_RULE_CONTAINER, name, NULL, TEXT(""));
}

void
epub_rules_archive(struct epub_checking *checking, struct text file)
{
    struct map names = map_in(checking->arena);
    if (!epub_archive_open(checking->arena, file, &checking->archive)) {
        epub_found(checking, EPUB_RULE_ARCHIVE, TEXT(""), NULL, TEXT(""));
        return;
    }
    check_mimetype(checking);
    for (size_t i = 0; i < checking->archive.count; i++)
        check_entry(checking, &checking->archive.entries[i], &names);
    check_container(checking);
}
