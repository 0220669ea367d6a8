#include "command/refuse.h"

#include "base/message.h"

#include <stdio.h>

enum status
refuse(const char *format, const char *detail)
{
    fputs("bouwsteen: ", stderr);
    /* The callers' formats are literals with one %s. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    fprintf(stderr, message(format), detail);
#pragma GCC diagnostic pop
    fputc('\n', stderr);
    return STATUS_USAGE;
}

enum status
refuse_name(struct arena *arena, const char *format, const char *name,
            const struct text *names, size_t count)
{
    struct text hint = diag_choose(arena, text_of(name), names, count);
    refuse(format, name);
    if (hint.size)
        fprintf(stderr, "    %s: %.*s\n", message("hint"), TEXT_PRINTF(hint));
    return STATUS_USAGE;
}

bool
is_unread_file(struct arena *arena, const struct book *book, const char *folder,
               const char *name)
{
    bool outside;
    struct text path = arena_printf(arena, "%s/%s.yaml", folder, name);
    return folder_resolve(arena, &book->folder, path, &outside).size > 0;
}

enum status
refuse_edition(struct arena *arena, const struct book *book, const char *name)
{
    size_t count = 0;
    struct text *names = ARENA_ARRAY(arena,
                                     book->edition_count + book->excerpt_count +
                                         book->session_file_count + 1,
                                     struct text);
    for (size_t i = 0; i < book->edition_count; i++)
        names[count++] = book->editions[i].id;
    for (size_t i = 0; i < book->excerpt_count; i++)
        names[count++] = book->excerpts[i].id;
    for (size_t i = 0; i < book->session_file_count; i++)
        names[count++] = book->sessions[i].id;
    return refuse_name(arena, "there is no edition '%s'", name, names, count);
}
