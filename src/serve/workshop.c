#include "serve/workshop.h"

#include "base/message.h"
#include "edition/edition_form.h"
#include "serve/json.h"
#include "serve/workshop_state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

double
workshop_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void
workshop_publish(struct workshop *workshop)
{
    workshop->number++;
    pthread_cond_broadcast(&workshop->changed);
}

static void
wake(const struct workshop *workshop)
{
    uint64_t one = 1;
    ssize_t written = write(workshop->wake, &one, sizeof one);
    (void)written; /* full: it is awake already */
}

/* --- displays ------------------------------------------------------------- */

void
display_clear(struct display *display)
{
    view_release(display->view);
    view_release(display->latest);
    view_release(display->reading);
    free(display->id);
    *display = (struct display){0};
}

struct display *
display_find(struct workshop *workshop, struct text id)
{
    for (size_t i = 0; i < DISPLAYS_MOST; i++) {
        struct display *display = &workshop->displays[i];
        if (display->id && text_equals(id, display->id))
            return display;
    }
    return NULL;
}

/* With the mutex held: takes the place of the one that nobody has asked for
 * longest. */
static struct display *
display_make(struct workshop *workshop, struct text id)
{
    struct display *oldest = &workshop->displays[0];
    for (size_t i = 1; i < DISPLAYS_MOST && oldest->id; i++) {
        struct display *display = &workshop->displays[i];
        if (!display->id || display->seen < oldest->seen)
            oldest = display;
    }
    display_clear(oldest);
    oldest->id = memory_alloc(id.size + 1);
    memcpy(oldest->id, id.data, id.size);
    oldest->id[id.size] = '\0';
    return oldest;
}

/* --- opening and closing -------------------------------------------------- */

static void
watch_folders(struct workshop *workshop)
{
    struct arena *arena = arena_new();
    struct text folders[4], font_folders[4];
    size_t count =
        program_folders(arena, workshop->rules.book, workshop->rules.program,
                        folders, font_folders);
    if (workshop->rules.output)
        watch_ignore(workshop->watch, workshop->rules.output);
    watch_add(workshop->watch, workshop->rules.book);
    for (size_t i = 0; i < count; i++)
        watch_add(
            workshop->watch,
            arena_printf(arena, "%.*s/styles", TEXT_PRINTF(folders[i])).data);
    arena_free(arena);
}

struct workshop *
workshop_open(const struct workshop_rules *rules)
{
    struct workshop *workshop = memory_alloc(sizeof *workshop);
    *workshop = (struct workshop){
        .rules = *rules, .watch = watch_open(), .others_arena = arena_new()};
    workshop->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (!workshop->watch || workshop->wake < 0) {
        fprintf(stderr, message("bouwsteen: cannot watch '%s': %s\n"),
                rules->book, message(strerror(errno)));
        watch_close(workshop->watch);
        arena_free(workshop->others_arena);
        free(workshop);
        return NULL;
    }
    watch_folders(workshop);
    pthread_mutex_init(&workshop->mutex, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&workshop->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_create(&workshop->thread, NULL, workshop_work, workshop);
    return workshop;
}

void
workshop_stop(struct workshop *workshop)
{
    pthread_mutex_lock(&workshop->mutex);
    workshop->stops = true;
    pthread_cond_broadcast(&workshop->changed);
    pthread_mutex_unlock(&workshop->mutex);
    wake(workshop);
}

void
workshop_close(struct workshop *workshop)
{
    workshop_stop(workshop);
    pthread_join(workshop->thread, NULL);
    for (size_t i = 0; i < DISPLAYS_MOST; i++)
        display_clear(&workshop->displays[i]);
    for (size_t i = 0; i < workshop->others.count; i++)
        buffer_release(&workshop->others.items[i].json);
    arena_free(workshop->others_arena);
    generation_release(workshop->last_open);
    generation_release(workshop->book);
    pool_free(workshop->pool);
    watch_close(workshop->watch);
    close(workshop->wake);
    buffer_release(&workshop->book_reports);
    pthread_cond_destroy(&workshop->changed);
    pthread_mutex_destroy(&workshop->mutex);
    free(workshop);
}

/* --- asking --------------------------------------------------------------- */

/* With the mutex held: waits for news; false when the time is over. */
static bool
await(struct workshop *workshop, double until)
{
    struct timespec time = {.tv_sec = (time_t)until,
                            .tv_nsec =
                                (long)((until - (double)(time_t)until) * 1e9)};
    return !workshop->stops &&
           !pthread_cond_timedwait(&workshop->changed, &workshop->mutex, &time);
}

/* With the mutex held. */
static struct display *
ask(struct workshop *workshop, struct text id, bool for_reading)
{
    struct display *display = display_find(workshop, id);
    if (!display)
        display = display_make(workshop, id);
    display->seen = workshop_now();
    display->wants_reading |= for_reading;
    wake(workshop);
    return display;
}

static bool
is_known(struct workshop *workshop, struct text id)
{
    struct generation *generation = workshop_generation(workshop);
    if (!generation)
        return false;
    struct arena *arena = arena_new();
    bool known = form_find(arena, generation->session.book, id) != NULL;
    arena_free(arena);
    generation_release(generation);
    return known;
}

static struct view *
find_view(struct workshop *workshop, struct text id, bool for_reading)
{
    if (!is_known(workshop, id))
        return NULL;
    double until = workshop_now() + WAIT_MOST;
    struct view *view = NULL;
    pthread_mutex_lock(&workshop->mutex);
    do {
        struct display *display = ask(workshop, id, for_reading);
        view = view_hold(for_reading ? display->reading : display->view);
        unsigned tried = for_reading ? display->read : display->built;
        bool is_closed = workshop->book && !workshop->book->is_open;
        if (view || tried == workshop->generation || is_closed)
            break;
    } while (await(workshop, until));
    pthread_mutex_unlock(&workshop->mutex);
    return view;
}

struct view *
workshop_view(struct workshop *workshop, struct text id)
{
    return find_view(workshop, id, false);
}

struct view *
workshop_reading(struct workshop *workshop, struct text id)
{
    return find_view(workshop, id, true);
}

struct generation *
workshop_generation(struct workshop *workshop)
{
    double until = workshop_now() + WAIT_MOST;
    pthread_mutex_lock(&workshop->mutex);
    while (!workshop->generation && await(workshop, until))
        ;
    struct generation *generation = workshop->last_open;
    if (generation)
        atomic_fetch_add(&generation->references, 1);
    pthread_mutex_unlock(&workshop->mutex);
    return generation;
}

bool
workshop_run(struct workshop *workshop,
             void (*task)(struct workshop *workshop, void *closure),
             void *closure)
{
    struct task own = {.run = task, .closure = closure};
    pthread_mutex_lock(&workshop->mutex);
    if (workshop->stops) {
        pthread_mutex_unlock(&workshop->mutex);
        return false;
    }
    struct task **last = &workshop->tasks;
    while (*last)
        last = &(*last)->next;
    *last = &own;
    wake(workshop);
    while (!own.is_done && !own.is_dropped)
        pthread_cond_wait(&workshop->changed, &workshop->mutex);
    pthread_mutex_unlock(&workshop->mutex);
    return own.is_done;
}

struct pool *
workshop_pool(struct workshop *workshop)
{
    return workshop->pool;
}

const struct workshop_rules *
workshop_rules(const struct workshop *workshop)
{
    return &workshop->rules;
}

/* --- how things stand ----------------------------------------------------- */

/* With the mutex held. */
static void
append_status(const struct workshop *workshop, struct buffer *out)
{
    json_open(out, NULL, '{');
    json_number(out, "number", workshop->number);
    json_open(out, "views", '{');
    for (size_t i = 0; i < DISPLAYS_MOST; i++) {
        const struct display *display = &workshop->displays[i];
        if (!display->view)
            continue;
        json_open(out, display->id, '{');
        json_number(out, "number", display->view->number);
        json_bool(out, "good", display->latest->is_good);
        json_bool(out, "kept", display->latest != display->view);
        json_number(out, "reading",
                    display->reading ? display->reading->number : 0);
        json_close(out, '}');
    }
    json_close(out, '}');
    json_bool(out, "open", workshop->book && workshop->book->is_open);
    json_bool(out, "complete", workshop->has_found);
    json_close(out, '}');
}

void
workshop_wait(struct workshop *workshop, struct text editions, unsigned since,
              int seconds, struct buffer *out)
{
    double until = workshop_now() + seconds;
    pthread_mutex_lock(&workshop->mutex);
    for (size_t at = 0; at < editions.size;) {
        size_t end = text_index(editions, ',', at);
        struct text id = text_slice(editions, at, end);
        struct display *display = display_find(workshop, id);
        if (display)
            display->seen = workshop_now();
        at = end + 1;
    }
    while (workshop->number <= since && await(workshop, until))
        ;
    append_status(workshop, out);
    pthread_mutex_unlock(&workshop->mutex);
}

static void
append_list(struct buffer *out, struct text id, const struct buffer *json)
{
    if (json->size <= 2) /* "[]" */
        return;
    json_open(out, NULL, '{');
    json_text(out, "edition", id);
    json_raw(out, "items", buffer_text(json));
    json_close(out, '}');
}

void
workshop_diagnostics(struct workshop *workshop, struct buffer *out)
{
    pthread_mutex_lock(&workshop->mutex);
    json_open(out, NULL, '{');
    json_number(out, "number", workshop->number);
    json_bool(out, "complete", workshop->has_found);
    json_open(out, "lists", '[');
    append_list(out, TEXT(""), &workshop->book_reports);
    for (size_t i = 0; i < DISPLAYS_MOST; i++)
        if (workshop->displays[i].latest)
            append_list(out, text_of(workshop->displays[i].id),
                        &workshop->displays[i].latest->diagnostics);
    for (size_t i = 0; i < workshop->others.count; i++)
        if (!display_find(workshop, workshop->others.items[i].id))
            append_list(out, workshop->others.items[i].id,
                        &workshop->others.items[i].json);
    json_close(out, ']');
    json_close(out, '}');
    pthread_mutex_unlock(&workshop->mutex);
}
