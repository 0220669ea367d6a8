/* What the commands about excerpts have in common. */
#ifndef COMMAND_EXCERPT_H
#define COMMAND_EXCERPT_H

#include "command/run.h"

/* Opens the book and chooses the excerpts that the command line names.  Other
 * than STATUS_DONE after a message; the session is to be closed in any
 * case, also when no partner was named. */
enum status excerpts_open(struct run *run, struct session *session,
                          const struct options *options, const char *program,
                          enum sign_off_rule rule);

#endif
