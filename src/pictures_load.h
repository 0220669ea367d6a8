/* The pictures of an edition: read once a process, a node points to its own.
 *
 * It reports what cannot be read, and puts nothing in its place:
 * pass/pictures does. */
#ifndef PICTURES_LOAD_H
#define PICTURES_LOAD_H

#include "book_session.h"
#include "pass/pass.h"

/* Of the text and its notes.  Again after passes that add pictures: those that
 * are there cost nothing. */
void pictures_load(const struct session *session, struct pass_context *context);

#endif
