#include "doc/attachment.h"

#include <strings.h>

struct text
attachment_media_type(struct text path)
{
    static const struct {
        const char *ending;
        struct text media_type;
    } kinds[] = {{".txt", {"text/plain", 10}},
                 {".csv", {"text/csv", 8}},
                 {".md", {"text/markdown", 13}}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct text ending = text_of(kinds[i].ending);
        if (path.size > ending.size &&
            !strncasecmp(path.data + path.size - ending.size, ending.data,
                         ending.size))
            return kinds[i].media_type;
    }
    return TEXT("");
}
