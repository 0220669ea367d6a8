/* Values that editions and profiles share.  An absent value changes nothing.
 * Internal to read/. */
#ifndef READ_MANIFEST_VALUE_H
#define READ_MANIFEST_VALUE_H

#include "read/manifest_names.h"

void manifest_read_targets(struct manifest *manifest, const struct yaml *value,
                           struct edition *edition);
/* Which atom it reads as: by default that of its id.  One that fits none reads
 * nothing: its id stays, so that everything restricted is left out. */
void manifest_read_reads(struct manifest *manifest, const struct yaml *value,
                         struct edition *edition);
void manifest_read_style(struct manifest *manifest, const struct yaml *value,
                         struct edition *edition);
void manifest_read_policy(struct manifest *manifest, const struct yaml *value,
                          struct edition *edition);

void manifest_read_since(struct manifest *manifest, const struct yaml *value,
                         struct edition *edition);

/* "full", or "black": its PDFs are printed with black alone. */
void manifest_read_colour(struct manifest *manifest, const struct yaml *value,
                          struct edition *edition);

/* {weight: 90, bulk: 1.2, cover: 0.3}; what is absent keeps these. */
void manifest_read_paper(struct manifest *manifest, const struct yaml *map);

/* "glossary" or "beside": where terms are explained. */
void manifest_read_definitions(struct manifest *manifest,
                               const struct yaml *value,
                               struct edition *edition);

#endif
