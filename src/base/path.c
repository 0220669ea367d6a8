#include "base/path.h"

#include <string.h>

static bool
is_letter(char byte)
{
    return (byte | 32) >= 'a' && (byte | 32) <= 'z';
}

static bool
is_separator(char byte)
{
    return byte == '/' || byte == '\\';
}

bool
path_has_drive(struct text path)
{
    return path.size > 2 && is_letter(path.data[0]) && path.data[1] == ':' &&
           is_separator(path.data[2]);
}

bool
path_is_address(struct text path)
{
    size_t at = 0;
    if (text_has_prefix(path, "//"))
        return true;
    while (at < path.size &&
           (is_letter(path.data[at]) ||
            (at > 0 && path.data[at] >= '0' && path.data[at] <= '9') ||
            (at > 0 && strchr("+.-", path.data[at]))))
        at++;
    return at > 1 && at < path.size && path.data[at] == ':';
}

struct text
path_file(struct text path)
{
    size_t at = 0;
    while (at < path.size && path.data[at] != '?' && path.data[at] != '#')
        at++;
    return text_slice(path, 0, at);
}

static int
hex_value(char byte)
{
    static const char digits[] = "0123456789abcdef";
    char lower = byte >= 'A' && byte <= 'F' ? (char)(byte | 32) : byte;
    const char *found = lower ? strchr(digits, lower) : NULL;
    return found ? (int)(found - digits) : -1;
}

struct text
path_decode(struct arena *arena, struct text path)
{
    if (text_index(path, '%', 0) == path.size)
        return path;
    char *out = arena_alloc(arena, path.size + 1);
    size_t size = 0;
    for (size_t at = 0; at < path.size; at++) {
        int high = -1, low = -1;
        if (path.data[at] == '%' && at + 2 < path.size) {
            high = hex_value(path.data[at + 1]);
            low = hex_value(path.data[at + 2]);
        }
        bool is_escape = high >= 0 && low >= 0 && (high || low);
        out[size++] = is_escape ? (char)(high * 16 + low) : path.data[at];
        at += is_escape ? 2 : 0;
    }
    return (struct text){out, size};
}

/* Where the last name of out[0..size] begins, less its slash. */
static size_t
parent_size(const char *out, size_t size)
{
    while (size > 0 && out[size - 1] != '/')
        size--;
    return size > 0 ? size - 1 : 0;
}

/* Appends the names of `path`; false when they lead out. */
static bool
names_append(struct text path, char *out, size_t *size)
{
    for (size_t at = 0; at < path.size;) {
        size_t end = at;
        while (end < path.size && !is_separator(path.data[end]))
            end++;
        struct text name = text_slice(path, at, end);
        at = end + 1;
        if (!name.size || text_equals(name, "."))
            continue;
        if (text_equals(name, "..")) {
            if (!*size)
                return false;
            *size = parent_size(out, *size);
            continue;
        }
        if (*size)
            out[(*size)++] = '/';
        memcpy(out + *size, name.data, name.size);
        *size += name.size;
    }
    return true;
}

struct text
path_beside(struct arena *arena, struct text from, struct text path)
{
    char *out = arena_alloc(arena, from.size + path.size + 3);
    size_t size = 0;
    struct text name = path_name(from);
    struct text folder = text_slice(from, 0, from.size - name.size);
    if (path_has_drive(path))
        return TEXT("");
    if (!(path.size && is_separator(path.data[0])) &&
        !names_append(folder, out, &size))
        return TEXT("");
    if (!names_append(path, out, &size))
        return TEXT("");
    return (struct text){out, size};
}

struct text
path_name(struct text path)
{
    size_t start = path.size;
    while (start > 0 && !is_separator(path.data[start - 1]))
        start--;
    return text_slice(path, start, path.size);
}
