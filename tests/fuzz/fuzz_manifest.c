/* book.yaml, and with it base/yaml. */
#include "fuzz.h"

#include "read/manifest.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz fuzz;
    if (!fuzz_open(&fuzz, "book.yaml", data, size))
        return 0;
    struct folder folder = {.path = text_of("."), .real = text_of("/")};
    manifest_parse(fuzz.arena, &folder, &fuzz.source, fuzz.diag);
    fuzz_close(&fuzz);
    return 0;
}
