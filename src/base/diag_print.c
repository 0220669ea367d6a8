/* Reports as text for people and as JSON for programs. */
#include "base/diag_report.h"

#include "base/message.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char *
level_name(enum diag_level level)
{
    return level == DIAG_ERROR ? message("error") : message("warning");
}

/* Could it change the terminal's state, or the order of what is shown? */
static bool
is_unsafe(unsigned code_point)
{
    return (code_point < 0x20 && code_point != '\t') ||
           (code_point >= 0x7F && code_point < 0xA0) ||
           (code_point >= 0x200E && code_point <= 0x200F) ||
           (code_point >= 0x2028 && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

/* What is unsafe is shown as '?', what is no UTF-8 as U+FFFD. */
static void
print_safely(struct text text, FILE *out)
{
    for (size_t i = 0; i < text.size;) {
        size_t start = i;
        unsigned code_point = utf8_next(text, &i);
        if (is_unsafe(code_point))
            fputc('?', out);
        else if (code_point == 0xFFFD)
            fputs("\xEF\xBF\xBD", out);
        else
            fwrite(text.data + start, 1, i - start, out);
    }
}

/* As wide as `text` is when print_safely has shown it. */
static void
print_blank(struct text text, FILE *out)
{
    for (size_t i = 0; i < text.size;) {
        unsigned code_point = utf8_next(text, &i);
        unsigned columns = is_unsafe(code_point) ? 1 : utf8_columns(code_point);
        if (code_point == '\t')
            fputc('\t', out);
        else
            fprintf(out, "%*s", (int)columns, "");
    }
}

/* The line with a caret below byte `at`; a window around it when it is long. */
static void
print_excerpt(struct text line, size_t at, FILE *out)
{
    enum { WINDOW = 76, BEFORE = 50 }; /* characters */
    size_t start = at;
    for (int i = 0; i < BEFORE && start > 0; i++)
        do
            start--;
        while (start > 0 && ((unsigned char)line.data[start] & 0xC0) == 0x80);
    size_t end = start;
    for (int i = 0; i < WINDOW && end < line.size; i++)
        utf8_next(line, &end);
    fputs("    ", out);
    print_safely(text_slice(line, start, end), out);
    fputs("\n    ", out);
    print_blank(text_slice(line, start, at), out);
    fputs("^\n", out);
}

static void
print_text_report(const struct diag *diag, const struct report *report,
                  struct place_memo *memo, FILE *out)
{
    if (report->span.source) {
        struct place place = span_place_on(report->span, memo);
        print_safely(report->span.source->path, out);
        fprintf(out, ":%u:%u: ", place.line, place.column);
        fprintf(out, "%s: ", level_name(report_level(diag, report)));
        print_safely(report->text, out);
        fprintf(out, " [%s]\n", report_slug(report));
        print_excerpt(place.line_text, memo->at - memo->line_start, out);
    } else {
        fprintf(out, "bouwsteen: %s: ", level_name(report_level(diag, report)));
        print_safely(report->text, out);
        fprintf(out, " [%s]\n", report_slug(report));
    }
    if (report->hint.size) {
        fprintf(out, "    %s: ", message("hint"));
        print_safely(report->hint, out);
        fputc('\n', out);
    }
}

void
diag_print_json_string(const char *key, struct text text, FILE *out)
{
    fprintf(out, "\"%s\":\"", key);
    for (size_t i = 0; i < text.size;) {
        size_t start = i;
        unsigned code_point = utf8_next(text, &i);
        if (code_point == '"' || code_point == '\\')
            fprintf(out, "\\%c", (int)code_point);
        else if (code_point < 0x20)
            fprintf(out, "\\u%04x", code_point);
        else if (code_point == 0xFFFD)
            fputs("\\ufffd", out);
        else
            fwrite(text.data + start, 1, i - start, out);
    }
    fputc('"', out);
}

static void
print_json_report(const struct diag *diag, const struct report *report,
                  struct place_memo *memo, FILE *out)
{
    static const char *const levels[] = {"error", "warning"};
    fputc('{', out);
    if (report->span.source) {
        struct place place = span_place_on(report->span, memo);
        diag_print_json_string("file", report->span.source->path, out);
        fprintf(out, ",\"line\":%u,\"column\":%u,", place.line, place.column);
    }
    fprintf(out, "\"level\":\"%s\",\"slug\":\"%s\",",
            levels[report_level(diag, report)], report_slug(report));
    diag_print_json_string("message", report->text, out);
    if (report->hint.size) {
        fputc(',', out);
        diag_print_json_string("hint", report->hint, out);
    }
    fputc('}', out);
}

/* How many reports of each slug were passed over: by the first id met of it
 * or its own. */
struct folding {
    const char *slugs[DIAG_COUNT];
    size_t shown[DIAG_COUNT], folded[DIAG_COUNT];
};

/* Entries that are said differently in different books share a slug. */
static unsigned
slug_first(struct folding *folding, const struct report *report)
{
    unsigned id = 0;
    while (id < report->id && (!folding->slugs[id] ||
                               strcmp(folding->slugs[id], report_slug(report))))
        id++;
    folding->slugs[id] = report_slug(report);
    return id;
}

static bool
is_folded(const struct diag *diag, const struct report *report,
          struct folding *folding)
{
    size_t most = diag_most(diag);
    if (!most || report_level(diag, report) == DIAG_ERROR)
        return false;
    unsigned first = slug_first(folding, report);
    if (folding->shown[first] == most) {
        folding->folded[first]++;
        return true;
    }
    folding->shown[first]++;
    return false;
}

static void
print_folded(const struct folding *folding, FILE *out)
{
    bool any = false;
    for (unsigned id = 0; id < DIAG_COUNT; id++) {
        if (!folding->folded[id])
            continue;
        fprintf(out, "bouwsteen: %s: ", message("warning"));
        fprintf(out, message("%zu more like these"), folding->folded[id]);
        fprintf(out, " [%s]\n", folding->slugs[id]);
        any = true;
    }
    if (any)
        fprintf(out, "    %s: %s\n", message("hint"),
                message("option -v shows them all"));
}

static void
print_text(const struct diag *diag, const struct report *reports, size_t count,
           FILE *out)
{
    struct place_memo memo = {0};
    struct folding folding = {0};
    for (size_t i = 0; i < count; i++)
        if (!is_folded(diag, &reports[i], &folding))
            print_text_report(diag, &reports[i], &memo, out);
    print_folded(&folding, out);
}

static void
print_json(const struct diag *diag, const struct report *reports, size_t count,
           FILE *out)
{
    struct place_memo memo = {0};
    fputc('[', out);
    for (size_t i = 0; i < count; i++) {
        fputs(i ? ",\n" : "\n", out);
        print_json_report(diag, &reports[i], &memo, out);
    }
    fputs("\n]\n", out);
}

void
diag_print(const struct diag *diag, FILE *out, enum diag_format format)
{
    size_t count;
    struct report *sorted = reports_sorted(diag, &count);
    switch (format) {
    case DIAG_TEXT:
        print_text(diag, sorted, count, out);
        break;
    case DIAG_JSON:
        print_json(diag, sorted, count, out);
        break;
    case DIAG_GITHUB:
        diag_print_github(diag, sorted, count, out);
        break;
    case DIAG_GITLAB:
        diag_print_gitlab(diag, sorted, count, out);
        break;
    }
    free(sorted);
}
