#include "read/image_path.h"

#include "base/path.h"

static bool
is_there(const struct reader *reader, struct text path)
{
    bool outside;
    return path.size > 0 &&
           folder_resolve(reader->arena, &reader->book->folder, path, &outside)
                   .size > 0;
}

/* The one of two places that is there; empty if neither. */
static struct text
place_find(const struct reader *reader, struct text name)
{
    struct text path = path_beside(reader->arena, reader->path, name);
    if (is_there(reader, path))
        return path;
    path = path_beside(reader->arena, TEXT(""), name);
    return is_there(reader, path) ? path : TEXT("");
}

struct text
image_path(const struct reader *reader, struct text written)
{
    if (path_is_address(written) || !reader->book->folder.real.size)
        return written;
    struct text place = place_find(reader, written);
    if (!place.size)
        place =
            place_find(reader, path_decode(reader->arena, path_file(written)));
    return place.size ? place : written;
}
