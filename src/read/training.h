/* Training sessions: sessions/NAME.yaml to two editions.  The hand-out (id
 * NAME) reads as the participants, the facilitator's file (NAME and its
 * audience) as an audience of its own, so that its notes come into no other
 * file.
 * Internal to read/. */
#ifndef READ_TRAINING_H
#define READ_TRAINING_H

#include "read/manifest_names.h"

/* Makes book->sessions; after the profiles. */
void sessions_read(struct manifest *manifest);

#endif
