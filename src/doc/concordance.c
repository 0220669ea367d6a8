#include "doc/concordance.h"

const struct concordance_reader *
concordance_reader(const struct concordance *concordance,
                   const struct edition *edition)
{
    for (size_t i = 0; i < concordance->reader_count; i++)
        if (concordance->readers[i].edition == edition)
            return &concordance->readers[i];
    return NULL;
}

const struct concordance_place *
concordance_place(const struct concordance_reader *reader, struct text file,
                  const struct role *role)
{
    for (size_t i = 0; i < reader->place_count; i++) {
        const struct concordance_place *place = &reader->places[i];
        if (place->role == role && text_equal(place->file, file))
            return place;
    }
    return NULL;
}
