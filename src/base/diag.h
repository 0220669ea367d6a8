/* Diagnostics: what is wrong with the book, where, and what to do.
 *
 * Everything reports and goes on; only main prints and exits.  The catalogue
 * is base/diag.def: one line an entry.  Reports from several threads may
 * come in any order; printing sorts them by place and drops repeats. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/source.h"

#include <stdio.h>

/* STRICT stands in the catalogue only: an error, but a warning in a plain
 * book, where any Markdown that others wrote must compile. */
enum diag_level { DIAG_ERROR, DIAG_WARNING, DIAG_STRICT };

enum diag_id {
#define DIAG(id, level, slug, format, hint) DIAG_##id,
#include "base/diag.def"
#undef DIAG
    DIAG_COUNT
};

struct diag;

struct diag *diag_new(void);
void diag_free(struct diag *diag);

/* The formats as constants, so that the compiler checks each report. */
#define DIAG(id, level, slug, format, hint)                                    \
    static const char diag_format_##id[] __attribute__((unused)) = format;
#include "base/diag.def"
#undef DIAG

/* Reports an entry of the catalogue at a span, with the arguments of its
 * format; a %s is a word of ours and is translated, a %.*s is not:
 *     diag_report(diag, LABEL_UNDEFINED, span, TEXT_PRINTF(name));
 * Thread-safe. */
#define diag_report(diag, id, ...)                                             \
    diag_report_format((diag), DIAG_##id, TEXT(""), diag_format_##id,          \
                       __VA_ARGS__)
/* The same with a hint of the caller's ("did you mean 'x'?") in place of the
 * catalogue's; an empty hint keeps the catalogue's.  TEXT("...") is
 * translated. */
#define diag_report_hint(diag, id, hint, ...)                                  \
    diag_report_format((diag), DIAG_##id, (hint), diag_format_##id, __VA_ARGS__)

/* Copies the sources that reports so far point into, so that the caller's may
 * go.  Thread-safe. */
void diag_keep_sources(struct diag *diag);

void diag_report_format(struct diag *diag, enum diag_id id, struct text hint,
                        const char *format, struct span span, ...)
    __attribute__((format(printf, 4, 6)));
/* The candidate nearest to `name` within two edits, or the only one that goes
 * on where it ends ("ieder": "iedereen"); else the empty text. */
struct text diag_nearest(struct text name, const struct text *candidates,
                         size_t count);
/* "did you mean 'x'?" for the candidate nearest to `name` within two edits;
 * else the empty text. */
struct text diag_suggest(struct arena *arena, struct text name,
                         const struct text *candidates, size_t count);

/* The same, or else all candidates, when they are few: "one of: a, b". */
struct text diag_choose(struct arena *arena, struct text name,
                        const struct text *candidates, size_t count);

/* Errors so far (warnings too with `werror`). */
bool diag_has_errors(const struct diag *diag);
void diag_set_werror(struct diag *diag, bool werror);
/* Whether the book is a plain one: see DIAG_STRICT. */
void diag_set_plain(struct diag *diag, bool plain);
size_t diag_count(const struct diag *diag, enum diag_level level);

/* GITHUB, GITLAB: for the forges' views of a change (base/diag_forge.c). */
enum diag_format { DIAG_TEXT, DIAG_JSON, DIAG_GITHUB, DIAG_GITLAB };
/* Prints all, sorted by file, line, column. */
void diag_print(const struct diag *diag, FILE *out, enum diag_format format);
/* One report, as diag_print would show it. */
struct diag_item {
    enum diag_level level; /* ERROR or WARNING */
    const char *slug;
    struct text text, hint;
    struct span span;
};
/* Calls `take` for each, sorted and without repeats, as in diag_print. */
void diag_each(const struct diag *diag,
               void (*take)(const struct diag_item *item, void *closure),
               void *closure);
/* Of the warnings with the same slug diag_print shows the first `most` as
 * text, then how many more there are; 0, as at first: all.  Errors, and what
 * is not text, are always whole. */
void diag_set_most(struct diag *diag, size_t most);

#endif
