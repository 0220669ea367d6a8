/* What the fuzz targets share: one input is one arena, one list of
 * diagnostics, one source. */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/diag.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fuzz {
    struct arena *arena;
    struct diag *diag;
    struct source source;
};

/* A copy of the input in the arena, so that ASan sees its end. */
static inline struct text
fuzz_bytes(struct fuzz *fuzz, const uint8_t *data, size_t size)
{
    return arena_text(fuzz->arena, (struct text){(const char *)data, size});
}

/* False for what base/file turns away before any parser sees it. */
static inline bool
fuzz_open(struct fuzz *fuzz, const char *path, const uint8_t *data,
          size_t size)
{
    struct text content = {(const char *)data, size};
    if (memchr(data, '\0', size) || utf8_first_invalid(content) != size)
        return false;
    *fuzz = (struct fuzz){.arena = arena_new(), .diag = diag_new()};
    fuzz->source = (struct source){.path = text_of(path),
                                   .content = fuzz_bytes(fuzz, data, size)};
    return true;
}

/* Prints what was reported too: places and excerpts are code as well. */
static inline void
fuzz_close(struct fuzz *fuzz)
{
    static FILE *nowhere;
    if (!nowhere)
        nowhere = fopen("/dev/null", "w");
    if (nowhere && fuzz->diag) {
        diag_print(fuzz->diag, nowhere, DIAG_TEXT);
        diag_print(fuzz->diag, nowhere, DIAG_JSON);
    }
    diag_free(fuzz->diag);
    arena_free(fuzz->arena);
}

#endif
