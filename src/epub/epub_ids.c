#include "epub/epub_ids.h"

#include "doc/slug.h"

struct text
epub_slug(struct arena *arena, struct text text, const char *fallback)
{
    struct text slug = slug_of(arena, text);
    if (slug.size == 0)
        return text_of(fallback);
    if (slug.data[0] >= '0' && slug.data[0] <= '9')
        slug = arena_text_concat(arena, TEXT("n-"), slug);
    return text_slice(slug, 0, 80);
}

static bool
is_id_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

struct text
epub_safe_id(struct arena *arena, struct text label)
{
    bool safe = label.size > 0 && label.data[0] != '-' &&
                label.data[0] != '.' &&
                !(label.data[0] >= '0' && label.data[0] <= '9');
    for (size_t i = 0; safe && i < label.size; i++)
        safe = is_id_byte(label.data[i]);
    return safe ? label : epub_slug(arena, label, "n");
}

struct text
epub_unique(struct arena *arena, struct map *used, struct text name)
{
    /* The counter lies in the map, so that a name used often costs little. */
    size_t *count = map_find(used, name);
    if (!count) {
        count = ARENA_NEW(arena, size_t);
        *count = 1;
        map_set(used, name, count);
        return name;
    }
    struct text unique;
    do
        unique = arena_printf(arena, "%.*s-%zu", TEXT_PRINTF(name), ++*count);
    while (map_find(used, unique));
    size_t *own = ARENA_NEW(arena, size_t);
    *own = 1;
    map_set(used, unique, own);
    return unique;
}
