#include "doc/origins.h"

struct span
origins_find(const struct origins *origins, struct text name, uint32_t offset)
{
    struct span span = {0};
    for (size_t i = 0; i < origins->files.count; i++) {
        const struct file_origins *file = &origins->files.items[i];
        size_t low = 0, high = file->pieces.count;
        if (!text_equal(file->name, name))
            continue;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (file->pieces.items[middle].offset <= offset)
                low = middle + 1;
            else
                high = middle;
        }
        if (low > 0)
            span = file->pieces.items[low - 1].span;
    }
    return span;
}
