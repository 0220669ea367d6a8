/* versions/VERSION.digests. */
#include "fuzz.h"

#include "version/version_file.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz fuzz;
    struct version_head head;
    struct version version;
    if (!fuzz_open(&fuzz, "1.digests", data, size))
        return 0;
    if (version_parse(fuzz.arena, &fuzz.source, &head, &version, fuzz.diag)) {
        struct buffer out = {0};
        version_write(&head, &version, &out);
        buffer_release(&out);
    }
    fuzz_close(&fuzz);
    return 0;
}
