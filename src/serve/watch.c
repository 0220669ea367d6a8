#include "serve/watch.h"

#include "base/array.h"
#include "base/map.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    /* Milliseconds without news after which a save is over.  When a file went
     * away its successor is waited for longer. */
    CALM = 4,
    CALM_AFTER_LOSS = 60,
    ROUNDS_MOST = 50, /* who saves without end is not waited for */
    DEPTH_MOST = 16,
    FOLDERS_MOST = 4000
};

static const uint32_t events = IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO |
                               IN_CREATE | IN_DELETE | IN_DELETE_SELF |
                               IN_ONLYDIR | IN_EXCL_UNLINK;

struct watched {
    int number;
    struct text path;
};

struct watch {
    struct arena *arena;
    int descriptor;
    ARRAY(struct watched) folders;
    ARRAY(struct text) ignored;
};

struct watch *
watch_open(void)
{
    int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0)
        return NULL;
    struct watch *watch = memory_alloc(sizeof *watch);
    *watch = (struct watch){.arena = arena_new(), .descriptor = descriptor};
    return watch;
}

void
watch_close(struct watch *watch)
{
    if (!watch)
        return;
    close(watch->descriptor);
    arena_free(watch->arena);
    free(watch);
}

int
watch_descriptor(const struct watch *watch)
{
    return watch->descriptor;
}

void
watch_ignore(struct watch *watch, const char *folder)
{
    char real[PATH_MAX];
    if (realpath(folder, real))
        *ARRAY_PUSH(watch->arena, &watch->ignored) =
            arena_text(watch->arena, text_of(real));
}

static bool
is_ignored(const struct watch *watch, struct text path)
{
    for (size_t i = 0; i < watch->ignored.count; i++)
        if (text_equal(watch->ignored.items[i], path))
            return true;
    return false;
}

/* --- folders -------------------------------------------------------------- */

static struct watched *
watched_find(const struct watch *watch, int number)
{
    for (size_t i = 0; i < watch->folders.count; i++)
        if (watch->folders.items[i].number == number)
            return &watch->folders.items[i];
    return NULL;
}

static bool
watch_one(struct watch *watch, struct text path)
{
    if (is_ignored(watch, path) || watch->folders.count >= FOLDERS_MOST)
        return false;
    int number = inotify_add_watch(watch->descriptor, path.data, events);
    if (number < 0)
        return false;
    struct watched *known = watched_find(watch, number);
    if (!known)
        known = ARRAY_PUSH(watch->arena, &watch->folders);
    *known = (struct watched){number, path};
    return true;
}

/* Below the folder, level by level. */
static void
watch_tree(struct watch *watch, struct text root)
{
    struct {
        struct text *items;
        size_t count, capacity;
    } waiting = {0};
    *ARRAY_PUSH(watch->arena, &waiting) = root;
    size_t slashes = 0;
    for (size_t i = 0; i < root.size; i++)
        slashes += root.data[i] == '/';
    for (size_t i = 0; i < waiting.count; i++) {
        struct text path = waiting.items[i];
        size_t depth = 0;
        for (size_t j = 0; j < path.size; j++)
            depth += path.data[j] == '/';
        DIR *folder = depth - slashes < DEPTH_MOST && watch_one(watch, path)
                          ? opendir(path.data)
                          : NULL;
        for (struct dirent *entry; folder && (entry = readdir(folder));)
            if (entry->d_name[0] != '.' &&
                (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN))
                *ARRAY_PUSH(watch->arena, &waiting) = arena_printf(
                    watch->arena, "%s/%s", path.data, entry->d_name);
        if (folder)
            closedir(folder);
    }
}

void
watch_add(struct watch *watch, const char *folder)
{
    char real[PATH_MAX];
    if (realpath(folder, real))
        watch_tree(watch, arena_text(watch->arena, text_of(real)));
}

/* --- events --------------------------------------------------------------- */

/* What editors write beside a file while they save it, and hidden files. */
static bool
is_noise(struct text name)
{
    return !name.size || name.data[0] == '.' || name.data[0] == '#' ||
           text_has_suffix(name, "~") || text_has_suffix(name, ".swp") ||
           text_has_suffix(name, ".swx") || text_has_suffix(name, ".tmp") ||
           text_equals(name, "4913"); /* Vim tries whether it may write */
}

struct news {
    bool matters, lost;
};

static void
take_event(struct watch *watch, const struct inotify_event *event,
           struct news *news)
{
    const struct watched *folder = watched_find(watch, event->wd);
    struct text name = text_of(event->len ? event->name : "");
    if (event->mask & IN_Q_OVERFLOW) {
        news->matters = true;
        return;
    }
    if (!folder || is_noise(name))
        return;
    if (event->mask & IN_ISDIR) {
        struct text path =
            arena_printf(watch->arena, "%.*s/%.*s", TEXT_PRINTF(folder->path),
                         TEXT_PRINTF(name));
        if (is_ignored(watch, path))
            return;
        if (event->mask & (IN_CREATE | IN_MOVED_TO))
            watch_tree(watch, path);
        news->matters = true;
        return;
    }
    if (event->mask & (IN_MOVED_FROM | IN_DELETE))
        news->matters = news->lost = true;
    if (event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) {
        news->matters = true;
        news->lost = false;
    }
}

static bool
take_all(struct watch *watch, struct news *news)
{
    char space[16 * 1024]
        __attribute__((aligned(__alignof__(struct inotify_event))));
    bool any = false;
    for (;;) {
        ssize_t size = read(watch->descriptor, space, sizeof space);
        if (size <= 0)
            return any;
        any = true;
        for (ssize_t at = 0; at < size;) {
            const struct inotify_event *event =
                (const struct inotify_event *)(const void *)(space + at);
            take_event(watch, event, news);
            at += (ssize_t)(sizeof *event + event->len);
        }
    }
}

bool
watch_take(struct watch *watch)
{
    struct news news = {0};
    if (!take_all(watch, &news))
        return false;
    for (int round = 0; round < ROUNDS_MOST; round++) {
        struct pollfd wait = {.fd = watch->descriptor, .events = POLLIN};
        if (poll(&wait, 1, news.lost ? CALM_AFTER_LOSS : CALM) <= 0)
            break;
        take_all(watch, &news);
    }
    return news.matters;
}
