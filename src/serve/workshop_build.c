/* The workshop's thread: what is built when, and in which order. */
#include "edition/edition_form.h"
#include "serve/workshop_state.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- the book ------------------------------------------------------------- */

static void
others_list(struct workshop *workshop)
{
    for (size_t i = 0; i < workshop->others.count; i++)
        buffer_release(&workshop->others.items[i].json);
    arena_free(workshop->others_arena);
    workshop->others_arena = arena_new();
    workshop->others.items = NULL;
    workshop->others.count = workshop->next_other = 0;
    workshop->has_found = false;
    const struct book *book = workshop->book->session.book;
    if (!workshop->book->is_open)
        return;
    size_t most =
        book->edition_count + book->excerpt_count + book->session_file_count;
    struct report_list *items =
        ARENA_ARRAY(workshop->others_arena, most + 1, struct report_list);
    const struct {
        const struct edition *items;
        size_t count;
    } lists[] = {{book->editions, book->edition_count},
                 {book->excerpts, book->excerpt_count},
                 {book->sessions, book->session_file_count}};
    size_t count = 0;
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < lists[i].count; j++)
            items[count++].id =
                arena_text(workshop->others_arena, lists[i].items[j].id);
    workshop->others.items = items;
    workshop->others.count = count;
}

static void
book_open_again(struct workshop *workshop)
{
    struct generation *generation =
        generation_open(workshop->last_open, workshop->rules.book,
                        workshop->rules.program, workshop->pool);
    const struct session *session = &generation->session;
    pthread_mutex_lock(&workshop->mutex);
    struct generation *before = workshop->book;
    workshop->book = generation;
    workshop->generation++;
    buffer_clear(&workshop->book_reports);
    diagnostics_json(session->diag, session->book, &workshop->book_reports);
    if (generation->is_open) {
        atomic_fetch_add(&generation->references, 1);
        generation_release(workshop->last_open);
        workshop->last_open = generation;
    }
    others_list(workshop);
    if (!generation->is_open)
        workshop_publish(workshop);
    pthread_mutex_unlock(&workshop->mutex);
    generation_release(before);
}

/* --- building ------------------------------------------------------------- */

/* With the mutex held: the one asked for last of those that wait. */
static struct display *
next_display(struct workshop *workshop, bool for_reading)
{
    struct display *next = NULL;
    for (size_t i = 0; i < DISPLAYS_MOST; i++) {
        struct display *display = &workshop->displays[i];
        if (!display->id)
            continue;
        bool waits = for_reading ? display->wants_reading &&
                                       display->read != workshop->generation &&
                                       display->latest && display->view &&
                                       display->latest == display->view
                                 : display->built != workshop->generation;
        if (waits && (!next || display->seen > next->seen))
            next = display;
    }
    return next;
}

/* With the mutex held. */
static void
display_take(struct display *display, struct view *view)
{
    view_release(display->latest);
    display->latest = view_hold(view);
    if (view->is_good || !display->view || !display->view->is_good) {
        view_release(display->view);
        display->view = view_hold(view);
    }
}

/* Lays out the next edition in view; false when there is none. */
static bool
build_view(struct workshop *workshop)
{
    pthread_mutex_lock(&workshop->mutex);
    struct display *display =
        workshop->book->is_open ? next_display(workshop, false) : NULL;
    const struct edition *edition = NULL;
    struct session *session = &workshop->book->session;
    char *id = NULL;
    if (display) {
        id = strdup(display->id);
        edition = form_find(session->arena, session->book, text_of(id));
    }
    unsigned number = workshop->number + 1;
    pthread_mutex_unlock(&workshop->mutex);
    struct view *view = NULL;
    if (edition)
        view = view_make(workshop->book, edition, VIEW_SHOWN, number);
    if (!id)
        return false;
    pthread_mutex_lock(&workshop->mutex);
    display = display_find(workshop, text_of(id));
    if (display)
        display->built = workshop->generation;
    if (display && view)
        display_take(display, view);
    workshop_publish(workshop);
    pthread_mutex_unlock(&workshop->mutex);
    view_release(view);
    free(id);
    return true;
}

/* Makes the next e-book that somebody looks at; false when there is none. */
static bool
build_reading(struct workshop *workshop)
{
    pthread_mutex_lock(&workshop->mutex);
    struct display *display = next_display(workshop, true);
    struct view *view = display ? view_hold(display->view) : NULL;
    char *id = display ? strdup(display->id) : NULL;
    pthread_mutex_unlock(&workshop->mutex);
    if (!view) {
        free(id);
        return false;
    }
    bool good = view->has_archive || view_make_reading(view);
    pthread_mutex_lock(&workshop->mutex);
    display = display_find(workshop, text_of(id));
    if (display)
        display->read = workshop->generation;
    if (good && display) {
        view_release(display->reading);
        display->reading = view_hold(view);
    }
    workshop_publish(workshop);
    pthread_mutex_unlock(&workshop->mutex);
    view_release(view);
    free(id);
    return true;
}

/* Looks over the next edition that is not in view; false when all are done. */
static bool
check_other(struct workshop *workshop)
{
    pthread_mutex_lock(&workshop->mutex);
    struct report_list *list = NULL;
    while (!list && workshop->next_other < workshop->others.count) {
        struct report_list *next =
            &workshop->others.items[workshop->next_other++];
        if (!display_find(workshop, next->id))
            list = next;
    }
    if (!list && !workshop->has_found) {
        workshop->has_found = true;
        workshop_publish(workshop);
    }
    pthread_mutex_unlock(&workshop->mutex);
    if (!list)
        return false;
    const struct edition *edition =
        book_edition(workshop->book->session.book, list->id);
    struct view *view = view_make(workshop->book, edition, VIEW_CHECKED, 0);
    pthread_mutex_lock(&workshop->mutex);
    list->json = view->diagnostics;
    view->diagnostics = (struct buffer){0};
    pthread_mutex_unlock(&workshop->mutex);
    view_release(view);
    return true;
}

static bool
run_task(struct workshop *workshop)
{
    pthread_mutex_lock(&workshop->mutex);
    struct task *task = workshop->tasks;
    if (task)
        workshop->tasks = task->next;
    pthread_mutex_unlock(&workshop->mutex);
    if (!task)
        return false;
    task->run(workshop, task->closure);
    pthread_mutex_lock(&workshop->mutex);
    task->is_done = true;
    pthread_cond_broadcast(&workshop->changed);
    pthread_mutex_unlock(&workshop->mutex);
    return true;
}

static void
forget_displays(struct workshop *workshop)
{
    pthread_mutex_lock(&workshop->mutex);
    for (size_t i = 0; i < DISPLAYS_MOST; i++)
        if (workshop->displays[i].id &&
            workshop_now() - workshop->displays[i].seen > FORGOTTEN)
            display_clear(&workshop->displays[i]);
    pthread_mutex_unlock(&workshop->mutex);
}

/* --- the thread ----------------------------------------------------------- */

static bool
stops(struct workshop *workshop)
{
    pthread_mutex_lock(&workshop->mutex);
    bool does = workshop->stops;
    pthread_mutex_unlock(&workshop->mutex);
    return does;
}

/* Waits for a save or a request; for `milliseconds`, -1: for ever. */
static void
sleep_until_news(const struct workshop *workshop, int milliseconds)
{
    struct pollfd waits[] = {
        {.fd = watch_descriptor(workshop->watch), .events = POLLIN},
        {.fd = workshop->wake, .events = POLLIN}};
    uint64_t count;
    if (poll(waits, 2, milliseconds) > 0 && waits[1].revents) {
        ssize_t size = read(workshop->wake, &count, sizeof count);
        (void)size;
    }
}

/* Whoever waits for them is let go. */
static void
drop_tasks(struct workshop *workshop)
{
    pthread_mutex_lock(&workshop->mutex);
    for (struct task *task = workshop->tasks; task; task = task->next)
        task->is_dropped = true;
    workshop->tasks = NULL;
    pthread_cond_broadcast(&workshop->changed);
    pthread_mutex_unlock(&workshop->mutex);
}

void *
workshop_work(void *closure)
{
    struct workshop *workshop = closure;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = workshop->rules.jobs ? (size_t)workshop->rules.jobs
                  : processors > 0     ? (size_t)processors
                                       : 1;
    if (jobs > 1)
        workshop->pool = pool_new(jobs);
    book_open_again(workshop);
    double saved = workshop_now();
    while (!stops(workshop)) {
        if (watch_take(workshop->watch)) {
            book_open_again(workshop);
            saved = workshop_now();
        }
        if (build_view(workshop) || run_task(workshop) ||
            build_reading(workshop))
            continue;
        double calm = CALM_MILLISECONDS - (workshop_now() - saved) * 1000;
        if (calm > 0) {
            sleep_until_news(workshop, (int)calm + 1);
        } else if (!check_other(workshop)) {
            forget_displays(workshop);
            sleep_until_news(workshop, FORGOTTEN * 1000);
        }
    }
    drop_tasks(workshop);
    return NULL;
}
