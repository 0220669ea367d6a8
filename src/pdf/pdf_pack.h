/* A PDF made small: what is no stream goes into object streams, and the
 * cross-reference table into a stream (ISO 32000-1, 7.5.7 and 7.5.8).
 *
 * A tagged book is mostly small dictionaries; packed, it takes half the
 * bytes.  libharu cannot write these, so the finished file is taken apart; it
 * knows no libharu itself. */
#ifndef PDF_PDF_PACK_H
#define PDF_PDF_PACK_H

#include "base/buffer.h"

#include <stdint.h>

struct pdf_plain {
    struct text bytes;       /* the file as it was written */
    const uint32_t *offsets; /* of objects 1 to count, in rising order, and
                                where the last one ends */
    uint32_t count;
    uint32_t root, info;             /* numbers of catalog and Info */
    const unsigned char *identifier; /* 16 bytes */
};

/* The data compressed, until the next call; *filter gets "/Filter/FlateDecode",
 * or "" when that would not make it smaller. */
typedef struct text pdf_shrink_fn(void *closure, struct text data,
                                  const char **filter);

/* Appends the packed file to *out.  False when an object does not look as
 * libharu writes them: nothing is appended then. */
bool pdf_pack(const struct pdf_plain *plain, pdf_shrink_fn *shrink,
              void *closure, struct buffer *out);

#endif
