/* The workshop's inside: what its thread (workshop_build) and who asks
 * (workshop) share.  Private to these two. */
#ifndef SERVE_WORKSHOP_STATE_H
#define SERVE_WORKSHOP_STATE_H

#include "serve/watch.h"
#include "serve/workshop.h"

enum {
    DISPLAYS_MOST = 8, /* editions in view at a time */
    FORGOTTEN = 120,   /* seconds nobody has asked for it */
    CALM_MILLISECONDS =
        400,       /* after the last save, before others are checked */
    WAIT_MOST = 30 /* seconds for a first build */
};

/* An edition that somebody looks at. */
struct display {
    char *id; /* NULL: free */
    double seen;
    bool wants_reading;
    unsigned built;      /* of which generation the last try was; 0: none */
    unsigned read;       /* the same for the e-book */
    struct view *view;   /* the last good one, or the first */
    struct view *latest; /* the last try: what it reports holds */
    struct view *reading;
};

/* What is wrong with an edition that nobody looks at. */
struct report_list {
    struct text id;
    struct buffer json;
};

struct task {
    void (*run)(struct workshop *workshop, void *closure);
    void *closure;
    bool is_done, is_dropped;
    struct task *next;
};

struct workshop {
    struct workshop_rules rules;
    struct watch *watch;
    struct pool *pool;
    pthread_t thread;
    int wake; /* eventfd: somebody asks for something */

    pthread_mutex_t mutex; /* for what follows */
    pthread_cond_t changed;
    bool stops;
    unsigned number;              /* of what is newest: builds, findings */
    unsigned generation;          /* how often the book was opened */
    struct generation *book;      /* as last opened */
    struct generation *last_open; /* that had editions */
    struct buffer book_reports;
    struct display displays[DISPLAYS_MOST];
    struct task *tasks;
    struct {
        struct report_list *items;
        size_t count;
    } others; /* of the book as last opened */
    struct arena *others_arena;
    size_t next_other;
    bool has_found; /* all of them have been looked at */
};

/* Monotonic, in seconds. */
double workshop_now(void);
/* With the mutex held: something is new. */
void workshop_publish(struct workshop *workshop);
/* The display of an edition, with the mutex held; NULL. */
struct display *display_find(struct workshop *workshop, struct text id);
void display_clear(struct display *display);
/* The thread: builds until the workshop stops. */
void *workshop_work(void *closure);

#endif
