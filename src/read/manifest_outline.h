/* The order of parts and chapters of an edition.  Internal to read/. */
#ifndef READ_MANIFEST_OUTLINE_H
#define READ_MANIFEST_OUTLINE_H

#include "read/manifest_names.h"

/* Fills edition->outline from a `chapters:` list.  Title page and contents
 * come first and the index last where the list does not name them. */
void manifest_read_outline(struct manifest *manifest, struct edition *edition,
                           const struct yaml *chapters);

#endif
