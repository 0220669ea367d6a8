#include "base/folder.h"

#include "base/array.h"
#include "base/diag.h"
#include "base/message.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unistd.h>

bool
folder_open(struct arena *arena, const char *path, struct folder *folder)
{
    char real[PATH_MAX];
    struct stat status;
    if (!realpath(path, real) || stat(real, &status))
        return false;
    if (!S_ISDIR(status.st_mode)) {
        errno = ENOTDIR;
        return false;
    }
    struct text given = text_of(path);
    while (given.size > 1 && given.data[given.size - 1] == '/')
        given.size--;
    folder->path = arena_text(arena, given);
    folder->real = arena_text(arena, text_of(real));
    return true;
}

static bool
is_inside(const struct folder *folder, const char *real)
{
    size_t size = folder->real.size;
    return !strncmp(real, folder->real.data, size) &&
           (real[size] == '/' || real[size] == '\0' || size == 1);
}

/* Do two names differ only in Unicode normalisation?  macOS decomposes the
 * names of files that editors see composed. */
static bool
names_match(const char *a, const char *b)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar wide_a[256], wide_b[256], nfc_a[256], nfc_b[256];
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t size_a = 0, size_b = 0;
    u_strFromUTF8(wide_a, 256, &size_a, a, -1, &status);
    u_strFromUTF8(wide_b, 256, &size_b, b, -1, &status);
    size_a = unorm2_normalize(nfc, wide_a, size_a, nfc_a, 256, &status);
    size_b = unorm2_normalize(nfc, wide_b, size_b, nfc_b, 256, &status);
    return U_SUCCESS(status) && size_a == size_b &&
           !u_memcmp(nfc_a, nfc_b, size_a);
}

static bool
is_ascii(struct text text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return false;
    return true;
}

/* Replaces, step by step, each name of `path` by the one in the folder that
 * is the same but for normalisation.  False when one is not there. */
static bool
path_normalize(const struct folder *folder, struct text path, char *real)
{
    size_t size =
        (size_t)snprintf(real, PATH_MAX, "%.*s", TEXT_PRINTF(folder->real));
    for (size_t at = 0; at < path.size;) {
        size_t end = text_index(path, '/', at);
        char name[NAME_MAX + 1];
        if (end - at > NAME_MAX || size + 2 + NAME_MAX >= PATH_MAX)
            return false;
        snprintf(name, sizeof name, "%.*s", (int)(end - at), path.data + at);
        DIR *stream = opendir(real);
        bool found = false;
        for (struct dirent *entry; stream && (entry = readdir(stream));)
            if (names_match(entry->d_name, name)) {
                size += (size_t)snprintf(real + size, PATH_MAX - size, "/%s",
                                         entry->d_name);
                found = true;
                break;
            }
        if (stream)
            closedir(stream);
        if (!found)
            return false;
        at = end + 1;
    }
    return true;
}

/* Does it leave the folder by its own words, whether or not it exists? */
static bool
climbs_out(struct text path)
{
    int depth = 0;
    for (size_t at = 0; at < path.size;) {
        size_t end = text_index(path, '/', at);
        struct text name = text_slice(path, at, end);
        if (text_equals(name, ".."))
            depth--;
        else if (name.size && !text_equals(name, "."))
            depth++;
        if (depth < 0)
            return true;
        at = end + 1;
    }
    return path.size > 0 && path.data[0] == '/';
}

struct text
folder_resolve(struct arena *arena, const struct folder *folder,
               struct text path, bool *outside)
{
    char joined[PATH_MAX], real[PATH_MAX];
    *outside = climbs_out(path);
    if (*outside || !path.size ||
        path.size + folder->real.size + 2 > sizeof joined ||
        memchr(path.data, '\0', path.size))
        return TEXT("");
    snprintf(joined, sizeof joined, "%.*s/%.*s", TEXT_PRINTF(folder->real),
             TEXT_PRINTF(path));
    if (!realpath(joined, real) &&
        (is_ascii(path) || !path_normalize(folder, path, joined) ||
         !realpath(joined, real)))
        return TEXT("");
    *outside = !is_inside(folder, real);
    return *outside ? TEXT("") : arena_text(arena, text_of(real));
}

static int
names_compare(const void *left, const void *right)
{
    return text_compare(*(const struct text *)left,
                        *(const struct text *)right);
}

/* The names in a folder, sorted, since systems list them in any order: not
 * what is hidden, nor what word processors leave beside an open file. */
static struct text *
folder_names(struct arena *arena, const char *path, size_t *count)
{
    ARRAY(struct text) names = {0};
    DIR *stream = opendir(path);
    for (struct dirent *entry; stream && (entry = readdir(stream));)
        if (entry->d_name[0] != '.' && entry->d_name[0] != '~')
            *ARRAY_PUSH(arena, &names) =
                arena_text(arena, text_of(entry->d_name));
    if (stream)
        closedir(stream);
    if (names.count)
        qsort(names.items, names.count, sizeof *names.items, names_compare);
    *count = names.count;
    return names.items;
}

/* The name that differs in nothing but capitals; empty if none. */
static struct text
same_but_capitals(struct text name, const struct text *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (names[i].size == name.size &&
            !strncasecmp(names[i].data, name.data, name.size))
            return names[i];
    return TEXT("");
}

/* The name in the folder `path` that was meant by one that is not there;
 * empty if none is near. */
static struct text
name_meant(struct arena *arena, struct text path, struct text name)
{
    size_t count;
    struct text *names = folder_names(arena, arena_string(arena, path), &count);
    struct text meant = same_but_capitals(name, names, count);
    return meant.size ? meant : diag_nearest(name, names, count);
}

struct text
folder_suggest(struct arena *arena, const struct folder *folder,
               struct text path)
{
    struct text here = folder->real, good = TEXT("");
    if (!path.size || climbs_out(path))
        return TEXT("");
    for (size_t at = 0, end; at < path.size; at = end + 1) {
        end = text_index(path, '/', at);
        struct text name = text_slice(path, at, end);
        struct text next = arena_printf(arena, "%.*s/%.*s", TEXT_PRINTF(here),
                                        TEXT_PRINTF(name));
        if (access(next.data, F_OK)) {
            name = name_meant(arena, here, name);
            if (!name.size)
                return TEXT("");
            next = arena_printf(arena, "%.*s/%.*s", TEXT_PRINTF(here),
                                TEXT_PRINTF(name));
        }
        here = next;
        good = arena_printf(arena, "%.*s%s%.*s", TEXT_PRINTF(good),
                            good.size ? "/" : "", TEXT_PRINTF(name));
    }
    return arena_printf(arena, message("did you mean '%.*s'?"),
                        TEXT_PRINTF(good));
}

struct text *
folder_list(struct arena *arena, const struct folder *folder, struct text path,
            size_t *count, bool *outside)
{
    struct text real = folder_resolve(arena, folder, path, outside);
    *count = 0;
    return real.size ? folder_names(arena, real.data, count) : NULL;
}
