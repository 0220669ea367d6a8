/* `attach`: what an edition's or excerpt's PDF carries along.  Internal to
 * read/. */
#ifndef READ_MANIFEST_ATTACH_H
#define READ_MANIFEST_ATTACH_H

#include "read/manifest_names.h"

/* "worksheets", a file, a map with file, title and audience, or a list of
 * these.  An absent value changes nothing. */
void manifest_read_attachments(struct manifest *manifest,
                               const struct yaml *value,
                               struct edition *edition);

#endif
