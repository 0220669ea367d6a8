#include "version/versions.h"

#include "base/array.h"
#include "version/version_file.h"

#include <stdlib.h>

#define FOLDER "versions"
#define ENDING ".digests"
#define KEY_MAGIC "bouwsteen-key 1"

struct text
version_path(struct arena *arena, struct text name)
{
    return arena_printf(arena, FOLDER "/%.*s" ENDING, TEXT_PRINTF(name));
}

bool
version_name_is_good(struct text name)
{
    enum { LONGEST = 40 };
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool digit = c >= '0' && c <= '9';
        if (!letter && !digit && !(i && (c == '.' || c == '-' || c == '_')))
            return false;
    }
    return name.size && name.size <= LONGEST;
}

/* --- order -----------------------------------------------------------------
 */

static bool
is_digit(struct text text, size_t at)
{
    return at < text.size && text.data[at] >= '0' && text.data[at] <= '9';
}

static size_t
skip_zeros(struct text text, size_t at)
{
    while (is_digit(text, at) && text.data[at] == '0' && is_digit(text, at + 1))
        at++;
    return at;
}

static size_t
number_end(struct text text, size_t at)
{
    while (is_digit(text, at))
        at++;
    return at;
}

/* By bytes, but runs of digits by their value. */
static int
compare_versions(struct text one, struct text other)
{
    size_t a = 0, b = 0;
    while (a < one.size && b < other.size) {
        if (is_digit(one, a) && is_digit(other, b)) {
            a = skip_zeros(one, a);
            b = skip_zeros(other, b);
            struct text x = text_slice(one, a, number_end(one, a));
            struct text y = text_slice(other, b, number_end(other, b));
            int order = x.size != y.size ? (x.size < y.size ? -1 : 1)
                                         : text_compare(x, y);
            if (order)
                return order;
            a += x.size;
            b += y.size;
        } else if (one.data[a] != other.data[b]) {
            return (unsigned char)one.data[a] < (unsigned char)other.data[b]
                       ? -1
                       : 1;
        } else {
            a++;
            b++;
        }
    }
    return (a < one.size) - (b < other.size);
}

static int
compare_names(const void *a, const void *b)
{
    const struct text *one = a, *other = b;
    int order = compare_versions(*one, *other);
    return order ? order : text_compare(*one, *other);
}

struct text *
versions_list(struct arena *arena, const struct book *book, size_t *count)
{
    bool outside;
    size_t file_count;
    struct text *files =
        folder_list(arena, &book->folder, TEXT(FOLDER), &file_count, &outside);
    ARRAY(struct text) names = {0};
    for (size_t i = 0; i < file_count; i++) {
        struct text name =
            text_has_suffix(files[i], ENDING)
                ? text_slice(files[i], 0, files[i].size - (sizeof ENDING - 1))
                : TEXT("");
        if (version_name_is_good(name))
            *ARRAY_PUSH(arena, &names) = name;
    }
    *count = names.count;
    if (names.count)
        qsort(names.items, names.count, sizeof *names.items, compare_names);
    return names.items;
}

struct text
version_before(struct arena *arena, const struct book *book)
{
    size_t count;
    struct text *names = versions_list(arena, book, &count);
    while (count > 0 && book->version.size &&
           compare_versions(names[count - 1], book->version) >= 0)
        count--;
    return count ? names[count - 1] : TEXT("");
}

/* --- the key ---------------------------------------------------------------
 */

static int
hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

static bool
parse_key(struct text content, unsigned char key[VERSION_KEY_SIZE])
{
    struct text rest = content, word;
    if (!text_has_prefix(content, KEY_MAGIC))
        return false;
    rest = text_slice(content, sizeof KEY_MAGIC - 1, content.size);
    if (!text_next_word(&rest, &word) || word.size != 2 * VERSION_KEY_SIZE ||
        text_trim(rest).size)
        return false;
    for (size_t i = 0; i < VERSION_KEY_SIZE; i++) {
        int high = hex_value(word.data[2 * i]);
        int low = hex_value(word.data[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        key[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

enum key_state
version_key_read(struct arena *arena, const struct book *book,
                 unsigned char key[VERSION_KEY_SIZE], struct diag *diag)
{
    struct text path = TEXT(VERSION_KEY_PATH);
    struct span manifest = span_of(book->manifest, 0, 0);
    bool outside;
    if (!folder_resolve(arena, &book->folder, path, &outside).size && !outside)
        return KEY_ABSENT;
    const struct source *source =
        file_read_source(arena, &book->folder, path, manifest, diag);
    if (!source)
        return KEY_BROKEN;
    if (parse_key(source->content, key))
        return KEY_READ;
    diag_report(diag, VERSION_BROKEN, span_of(source, 0, 0),
                TEXT_PRINTF(source->path));
    return KEY_BROKEN;
}

void
version_key_write(const unsigned char key[VERSION_KEY_SIZE], struct buffer *out)
{
    buffer_append_string(out, KEY_MAGIC "\n");
    for (size_t i = 0; i < VERSION_KEY_SIZE; i++)
        buffer_printf(out, "%02x", key[i]);
    buffer_append_byte(out, '\n');
}

short_digest
version_key_mark(const unsigned char key[VERSION_KEY_SIZE])
{
    struct reader_key nobody = reader_key_of(key, TEXT(""));
    return keyed_text(&nobody, TEXT("key"));
}

/* --- one version -----------------------------------------------------------
 */

static void
report_missing(struct arena *arena, const struct book *book, struct text name,
               struct span from, struct diag *diag)
{
    size_t count;
    struct text *names = versions_list(arena, book, &count);
    diag_report_hint(diag, VERSION_MISSING,
                     diag_choose(arena, name, names, count), from,
                     TEXT_PRINTF(name));
}

const struct earlier *
version_open(struct arena *arena, const struct book *book, struct text name,
             struct span from, struct diag *diag)
{
    struct earlier *earlier = ARENA_NEW(arena, struct earlier);
    struct version_head head;
    bool outside = false;
    struct text path = version_path(arena, name);
    if (!version_name_is_good(name) ||
        (!folder_resolve(arena, &book->folder, path, &outside).size &&
         !outside)) {
        report_missing(arena, book, name, from, diag);
        return NULL;
    }
    const struct source *source =
        file_read_source(arena, &book->folder, path, from, diag);
    if (!source ||
        !version_parse(arena, source, &head, &earlier->version, diag))
        return NULL;
    enum key_state state = version_key_read(arena, book, earlier->key, diag);
    if (state == KEY_BROKEN)
        return NULL;
    if (state == KEY_ABSENT || version_key_mark(earlier->key) != head.key) {
        diag_report(diag, VERSION_KEY, from, TEXT_PRINTF(name));
        return NULL;
    }
    return earlier;
}
