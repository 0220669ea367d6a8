/* Older excerpts that still lie in DIR and must not be sent any more: a
 * withdrawn excerpt is not to be mailed by mistake.  Nothing is removed. */
#ifndef COMMAND_OUTDATED_H
#define COMMAND_OUTDATED_H

#include "command/run.h"

/* Names on stderr the files of partners that have no profile, of the run's
 * excerpts when they were not made (`failed`), and what a new file replaces
 * under another name (drafts). */
void outdated_report(const struct run *run, bool failed);

#endif
