#include "base/diag.h"

#include "base/array.h"
#include "base/buffer.h"
#include "base/diag_report.h"
#include "base/message.h"
#include "base/utf8.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct diag {
    pthread_mutex_t mutex;
    struct arena *arena;
    ARRAY(struct report) reports;
    size_t kept; /* reports whose sources are our own copies */
    ARRAY(struct source *) sources;
    bool werror, plain;
    size_t most; /* warnings of a slug to be shown; 0: all */
};

static const struct {
    enum diag_level level;
    const char *slug, *hint;
} catalogue[] = {
#define DIAG(id, level, slug, format, hint) {DIAG_##level, slug, hint},
#include "base/diag.def"
#undef DIAG
};

struct diag *
diag_new(void)
{
    struct diag *diag = memory_alloc(sizeof *diag);
    *diag = (struct diag){.arena = arena_new()};
    pthread_mutex_init(&diag->mutex, NULL);
    return diag;
}

void
diag_free(struct diag *diag)
{
    if (!diag)
        return;
    pthread_mutex_destroy(&diag->mutex);
    arena_free(diag->arena);
    free(diag);
}

struct arguments { /* a va_list that can be handed on */
    va_list list;
};

/* Text of the book may be long: an address with a picture in it. */
static void
append_book_text(struct buffer *out, const char *text, size_t size)
{
    enum { LONGEST = 200 }; /* bytes */
    size_t end = size;
    if (size > LONGEST)
        for (end = LONGEST; end && ((unsigned char)text[end] & 0xC0) == 0x80;)
            end--;
    buffer_append(out, text, end);
    if (end < size)
        buffer_append_string(out, "...");
}

/* Takes the arguments of one conversion and appends it. */
static void
append_conversion(struct buffer *out, const char *conversion,
                  struct arguments *arguments)
{
    size_t size = strlen(conversion);
    char kind = conversion[size - 1], before = conversion[size - 2];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (kind == '%') {
        buffer_append_byte(out, '%');
    } else if (kind == 's' && before == '*') {
        int most = va_arg(arguments->list, int);
        const char *text = va_arg(arguments->list, const char *);
        if (most > 0)
            append_book_text(out, text, strnlen(text, (size_t)most));
    } else if (kind == 's') { /* words of ours */
        buffer_append_string(out,
                             message(va_arg(arguments->list, const char *)));
    } else if (before == 'z') {
        buffer_printf(out, conversion, va_arg(arguments->list, size_t));
    } else if (before == 'l') {
        buffer_printf(out, conversion, va_arg(arguments->list, long));
    } else {
        assert(strchr("diuxXc", kind));
        buffer_printf(out, conversion, va_arg(arguments->list, int));
    }
#pragma GCC diagnostic pop
}

/* What printf makes of a format, except that %s is translated: the words are
 * ours ("a number"), where %.*s is text of the book. */
static struct text
format_report(struct arena *arena, const char *format, va_list list)
{
    struct buffer out = {0};
    struct arguments arguments;
    va_copy(arguments.list, list);
    for (const char *at = format; *at;) {
        size_t plain = strcspn(at, "%");
        buffer_append(&out, at, plain);
        at += plain;
        if (!*at)
            break;
        char conversion[16];
        size_t size = 1 + strspn(at + 1, "-+ #0123456789.*lz") + 1;
        assert(size < sizeof conversion);
        if (!at[size - 1]) /* a translation that ends in '%' */
            break;
        snprintf(conversion, size + 1, "%s", at);
        append_conversion(&out, conversion, &arguments);
        at += size;
    }
    va_end(arguments.list);
    struct text text = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

void
diag_report_format(struct diag *diag, enum diag_id id, struct text hint,
                   const char *format, struct span span, ...)
{
    va_list arguments;
    va_start(arguments, span);
    pthread_mutex_lock(&diag->mutex);
    struct report *report = ARRAY_PUSH(diag->arena, &diag->reports);
    report->id = id;
    report->span = span;
    report->text = format_report(diag->arena, message(format), arguments);
    /* The caller's hint may be words of ours too. */
    report->hint = text_of(message(hint.size ? arena_string(diag->arena, hint)
                                             : catalogue[id].hint));
    pthread_mutex_unlock(&diag->mutex);
    va_end(arguments);
}

static const struct source *
source_kept(struct diag *diag, const struct source *source)
{
    for (size_t i = 0; i < diag->sources.count; i++)
        if (text_equal(diag->sources.items[i]->path, source->path) &&
            text_equal(diag->sources.items[i]->content, source->content))
            return diag->sources.items[i];
    struct source *copy = ARENA_NEW(diag->arena, struct source);
    *copy = *source;
    copy->path = arena_text(diag->arena, source->path);
    copy->content = arena_text(diag->arena, source->content);
    *ARRAY_PUSH(diag->arena, &diag->sources) = copy;
    return copy;
}

void
diag_keep_sources(struct diag *diag)
{
    pthread_mutex_lock(&diag->mutex);
    for (; diag->kept < diag->reports.count; diag->kept++) {
        struct span *span = &diag->reports.items[diag->kept].span;
        if (span->source)
            span->source = source_kept(diag, span->source);
    }
    pthread_mutex_unlock(&diag->mutex);
}

/* The only candidate that begins with the name; empty if none or several. */
static struct text
only_longer(struct text name, const struct text *candidates, size_t count)
{
    enum { SHORTEST = 4 };
    struct text found = TEXT("");
    for (size_t i = 0; i < count && name.size >= SHORTEST; i++) {
        if (!text_equal(text_slice(candidates[i], 0, name.size), name))
            continue;
        if (found.size)
            return TEXT("");
        found = candidates[i];
    }
    return found;
}

struct text
diag_nearest(struct text name, const struct text *candidates, size_t count)
{
    enum { LIMIT = 2 };
    unsigned best = LIMIT + 1;
    struct text nearest = TEXT("");
    for (size_t i = 0; i < count; i++) {
        unsigned distance = text_edit_distance(name, candidates[i], LIMIT);
        /* Half of the letters may differ at most: "x" is not like "ab". */
        if (distance < best && distance * 2 <= candidates[i].size) {
            best = distance;
            nearest = candidates[i];
        }
    }
    return nearest.size ? nearest : only_longer(name, candidates, count);
}

struct text
diag_suggest(struct arena *arena, struct text name,
             const struct text *candidates, size_t count)
{
    struct text nearest = diag_nearest(name, candidates, count);
    if (!nearest.size)
        return TEXT("");
    return arena_printf(arena, message("did you mean '%.*s'?"),
                        TEXT_PRINTF(nearest));
}

struct text
diag_choose(struct arena *arena, struct text name,
            const struct text *candidates, size_t count)
{
    enum { MOST = 12 };
    struct text hint = diag_suggest(arena, name, candidates, count);
    if (hint.size || count < 2 || count > MOST)
        return hint;
    struct text list = candidates[0];
    for (size_t i = 1; i < count; i++)
        list = arena_printf(arena, "%.*s, %.*s", TEXT_PRINTF(list),
                            TEXT_PRINTF(candidates[i]));
    return arena_printf(arena, message("one of: %.*s"), TEXT_PRINTF(list));
}

enum diag_level
report_level(const struct diag *diag, const struct report *report)
{
    enum diag_level level = catalogue[report->id].level;
    if (level == DIAG_STRICT)
        level = diag->plain ? DIAG_WARNING : DIAG_ERROR;
    return level == DIAG_WARNING && diag->werror ? DIAG_ERROR : level;
}

const char *
report_slug(const struct report *report)
{
    return catalogue[report->id].slug;
}

size_t
diag_most(const struct diag *diag)
{
    return diag->most;
}

void
diag_set_most(struct diag *diag, size_t most)
{
    diag->most = most;
}

bool
diag_has_errors(const struct diag *diag)
{
    return diag_count(diag, DIAG_ERROR) > 0;
}

void
diag_set_werror(struct diag *diag, bool werror)
{
    diag->werror = werror;
}

void
diag_set_plain(struct diag *diag, bool plain)
{
    diag->plain = plain;
}

/* By place, then entry, then text: 0 for a repeat. */
static int
report_compare(const struct report *a, const struct report *b)
{
    if (!a->span.source || !b->span.source) {
        if (a->span.source || b->span.source)
            return a->span.source ? 1 : -1; /* placeless ones first */
    } else {
        int order = text_compare(a->span.source->path, b->span.source->path);
        if (order)
            return order;
        if (a->span.start != b->span.start)
            return a->span.start < b->span.start ? -1 : 1;
    }
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return text_compare(a->text, b->text);
}

/* A total order, so that of repeats with different hints the same one stays
 * whichever thread came first. */
static int
report_order(const void *left, const void *right)
{
    const struct report *a = left, *b = right;
    int order = report_compare(a, b);
    return order ? order : text_compare(a->hint, b->hint);
}

struct report *
reports_sorted(const struct diag *diag, size_t *count)
{
    /* Other threads may be reporting; locking changes nothing visible. */
    pthread_mutex_t *mutex = (pthread_mutex_t *)&diag->mutex;
    pthread_mutex_lock(mutex);
    size_t all = diag->reports.count;
    struct report *sorted = memory_alloc(all * sizeof *sorted);
    if (all)
        memcpy(sorted, diag->reports.items, all * sizeof *sorted);
    pthread_mutex_unlock(mutex);
    qsort(sorted, all, sizeof *sorted, report_order);
    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (!*count || report_compare(&sorted[*count - 1], &sorted[i]))
            sorted[(*count)++] = sorted[i];
    return sorted;
}

size_t
diag_count(const struct diag *diag, enum diag_level level)
{
    size_t count, found = 0;
    struct report *sorted = reports_sorted(diag, &count);
    for (size_t i = 0; i < count; i++)
        found += report_level(diag, &sorted[i]) == level;
    free(sorted);
    return found;
}

void
diag_each(const struct diag *diag,
          void (*take)(const struct diag_item *item, void *closure),
          void *closure)
{
    size_t count;
    struct report *sorted = reports_sorted(diag, &count);
    for (size_t i = 0; i < count; i++) {
        const struct diag_item item = {
            report_level(diag, &sorted[i]), catalogue[sorted[i].id].slug,
            sorted[i].text, sorted[i].hint, sorted[i].span};
        take(&item, closure);
    }
    free(sorted);
}
