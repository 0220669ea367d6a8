/* Keeps the editions that somebody looks at as their files are: builds them
 * anew when a file of the book is saved, those in view first, and then looks
 * over all others for what is wrong with them.
 *
 * One thread of its own does all building; others ask and wait.  What is shown
 * stays until something better is there: an edition with errors leaves the
 * last good pages. */
#ifndef SERVE_WORKSHOP_H
#define SERVE_WORKSHOP_H

#include "serve/view.h"

struct workshop;

struct workshop_rules {
    const char *book, *program;
    int jobs;           /* 0: as many as there are processors */
    const char *output; /* a folder in which nothing is a change */
};

/* Begins to work.  NULL after a message. */
struct workshop *workshop_open(const struct workshop_rules *rules);
/* After everybody who asks has gone. */
void workshop_close(struct workshop *workshop);
/* Lets everybody go who waits, now and later. */
void workshop_stop(struct workshop *workshop);

/* The edition's pages; builds them first when nobody has looked at it lately.
 * NULL when there is no such edition, or nothing that can be laid out.  To be
 * released. */
struct view *workshop_view(struct workshop *workshop, struct text id);
/* The same with an e-book. */
struct view *workshop_reading(struct workshop *workshop, struct text id);
/* The book as opened last that had editions; NULL: none yet.  To be released.
 * Waits for the first. */
struct generation *workshop_generation(struct workshop *workshop);

/* Says that these editions (ids with commas) are in view, and waits until
 * something is newer than `since`, at most `seconds`.  Writes how things
 * stand, as JSON. */
void workshop_wait(struct workshop *workshop, struct text editions,
                   unsigned since, int seconds, struct buffer *out);
/* All that is wrong, by edition, as JSON. */
void workshop_diagnostics(struct workshop *workshop, struct buffer *out);
/* Does something now that must not be done while a build runs, such as a write
 * into the book; false when the workshop is closing.  `task` runs on the
 * workshop's thread. */
bool workshop_run(struct workshop *workshop,
                  void (*task)(struct workshop *workshop, void *closure),
                  void *closure);
/* For tasks. */
struct pool *workshop_pool(struct workshop *workshop);
const struct workshop_rules *workshop_rules(const struct workshop *workshop);

#endif
