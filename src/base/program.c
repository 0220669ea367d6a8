#include "base/program.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Styles and fonts: the book's own, those beside it, those above the program
 * (out/bin/bouwsteen in a checkout), those installed with it. */
size_t
program_folders(struct arena *arena, const char *book_folder,
                const char *program, struct text folders[4],
                struct text font_folders[4])
{
    size_t count = 2;
    folders[0] = arena_text(arena, text_of(book_folder));
    folders[1] = arena_printf(arena, "%s/..", book_folder);
    char real[PATH_MAX];
    if (program && realpath(program, real)) {
        *strrchr(real, '/') = '\0';
        folders[count++] = arena_printf(arena, "%s/../..", real);
        folders[count++] = arena_printf(arena, "%s/../share/bouwsteen", real);
    } else { /* without /proc nobody says where it lies */
        folders[count++] = TEXT(BOUWSTEEN_PREFIX "/share/bouwsteen");
    }
    for (size_t i = 0; i < count; i++)
        font_folders[i] =
            arena_printf(arena, "%.*s/fonts", TEXT_PRINTF(folders[i]));
    return count;
}
