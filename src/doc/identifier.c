#include "doc/identifier.h"

#include "base/uuid.h"

/* RFC 9562's name space for URLs. */
static const struct uuid url_space = {{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11,
                                       0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4,
                                       0x30, 0xc8}};

struct text
edition_identifier(struct arena *arena, const struct book *book,
                   const struct edition *edition, const char *target)
{
    struct uuid root;
    if (!uuid_parse(book->identifier, &root)) {
        struct text name = book->identifier;
        if (name.size == 0)
            name = arena_printf(arena, "%.*s/%.*s", TEXT_PRINTF(book->title),
                                TEXT_PRINTF(book->language));
        root = uuid_of_name(&url_space, name);
    }
    struct text name = edition->id;
    /* No edition's id holds a slash. */
    if (!text_equals(text_of(target), "epub"))
        name = arena_printf(arena, "%.*s/%s", TEXT_PRINTF(name), target);
    struct uuid uuid = uuid_of_name(&root, name);
    return uuid_urn(arena, &uuid);
}
