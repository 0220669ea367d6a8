/* Style sheets.  They are read from a folder, so each input is a file. */
#include "fuzz.h"

#include "style/style.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static void
remove_folder(void)
{
    char path[128];
    snprintf(path, sizeof path, "%s/styles/fuzz.yaml", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/styles", folder);
    rmdir(path);
    rmdir(folder);
}

static void
make_folder(void)
{
    char path[128];
    snprintf(folder, sizeof folder, "/dev/shm/bouwsteen-fuzz-XXXXXX");
    if (!mkdtemp(folder))
        abort();
    snprintf(path, sizeof path, "%s/styles", folder);
    if (mkdir(path, 0700))
        abort();
    atexit(remove_folder);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!*folder)
        make_folder();
    char path[128];
    snprintf(path, sizeof path, "%s/styles/fuzz.yaml", folder);
    FILE *out = fopen(path, "wb");
    if (!out)
        return 0;
    fwrite(data, 1, size, out);
    fclose(out);

    struct arena *arena = arena_new();
    struct diag *diag = diag_new();
    struct text folders[] = {text_of(folder)};
    const struct style *style =
        style_open(arena, folders, 1, text_of("fuzz"), (struct span){0}, diag);
    if (style) {
        struct node *book = node_new(arena, NODE_BOOK, (struct span){0});
        struct node *paragraph =
            node_new(arena, NODE_PARAGRAPH, (struct span){0});
        node_append(book, paragraph);
        style_block(style, paragraph);
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}
