/* Partner profiles: partners/NAME.yaml to an edition with a profile.  NAME is
 * its id and an audience of its own.  Internal to read/. */
#ifndef READ_PROFILE_H
#define READ_PROFILE_H

#include "read/manifest_names.h"

/* Reads all files of partners/, sorted, and what each is based on; before the
 * names, since each profile is an audience. */
void profiles_open(struct manifest *manifest);
/* Makes book->excerpts of them; after the names. */
void profiles_read(struct manifest *manifest);

#endif
