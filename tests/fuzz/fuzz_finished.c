/* Finished files as they come back: `verify` takes anything, and the scan
 * reads what damage may have made of an e-book. */
#include "fuzz.h"

#include "proof/epub_archive.h"
#include "proof/leak_image.h"
#include "proof/markup_text.h"
#include "proof/seal.h"

/* So that ASan sees every byte that is given. */
static void
add_up(void *closure, enum markup_part part, struct text text)
{
    unsigned *sum = closure;
    *sum += part;
    for (size_t i = 0; i < text.size; i++)
        *sum += (unsigned char)text.data[i];
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct text bytes =
        arena_text(arena, (struct text){(const char *)data, size});
    struct seal seal;
    struct epub_archive archive;
    struct text what;
    unsigned sum = 0;
    seal_check(bytes, &seal);
    if (epub_archive_open(arena, bytes, &archive))
        for (size_t i = 0; i < archive.count; i++) {
            markup_text(archive.entries[i].bytes, add_up, &sum);
            leak_image_metadata(archive.entries[i].bytes, &what);
        }
    markup_text(bytes, add_up, &sum);
    leak_image_metadata(bytes, &what);
    arena_free(arena);
    return 0;
}
