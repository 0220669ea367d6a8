/* SVG pictures: our documented subset. */
#include "fuzz.h"

#include "media/svg.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz fuzz;
    if (!fuzz_open(&fuzz, "a.svg", data, size))
        return 0;
    svg_parse(fuzz.arena, &fuzz.source, fuzz.diag);
    fuzz_close(&fuzz);
    return 0;
}
