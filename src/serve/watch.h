/* Tells when files of some folders have been saved (inotify).
 *
 * It waits until a save has settled: editors write a second file and rename
 * it, or move the old one away first.  It never reads the files. */
#ifndef SERVE_WATCH_H
#define SERVE_WATCH_H

#include "base/text.h"

struct watch;

/* NULL with errno set. */
struct watch *watch_open(void);
void watch_close(struct watch *watch);
/* Watches a folder and all below it; hidden folders are left out.  What is
 * not there is passed over.  Folders that come later are watched too. */
void watch_add(struct watch *watch, const char *folder);
/* Changes under this folder, which the program itself writes, are none. */
void watch_ignore(struct watch *watch, const char *folder);
/* For poll(): readable when there may be something. */
int watch_descriptor(const struct watch *watch);
/* Takes what has happened and waits until it has settled.  True when a file
 * that matters was changed. */
bool watch_take(struct watch *watch);

#endif
