/* The order of parts and chapters of an edition.  Internal to read/. */
#ifndef READ_MANIFEST_OUTLINE_H
#define READ_MANIFEST_OUTLINE_H

#include "read/manifest_names.h"

struct outline {
    struct outline_entry *items;
    size_t count, capacity;
};

/* What an excerpt puts in the places `introduction`, `blocks` and `contact`
 * of its outline. */
struct excerpt_parts {
    struct outline blocks;
    struct text introduction, contact; /* paths; empty if there is none */
    struct span introduction_span, contact_span;
};

/* The depth of that name; NULL for `full`, and after a report. */
const struct depth *manifest_find_depth(struct manifest *manifest,
                                        const struct yaml *value);
/* Fills edition->outline from a `chapters:` list.  Title page and contents
 * come first and the index last where the list does not name them. */
void manifest_read_outline(struct manifest *manifest, struct edition *edition,
                           const struct yaml *chapters);
/* The same for an excerpt; without `chapters`: title page, contents,
 * introduction, blocks, index, contact. */
void manifest_read_excerpt_outline(struct manifest *manifest,
                                   struct edition *edition,
                                   const struct yaml *chapters,
                                   const struct excerpt_parts *parts);

#endif
