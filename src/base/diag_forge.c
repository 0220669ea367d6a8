/* Reports in the forms in which forges take what a job has found, to show it on
 * the lines of a change: workflow commands of GitHub's and Forgejo's actions
 * (docs.github.com, "Workflow commands for GitHub Actions"), and GitLab's
 * report of code quality (docs.gitlab.com, "Code Quality"). */
#include "base/diag_report.h"

#include "base/blake2.h"
#include "base/message.h"

#include <string.h>

/* --- GitHub --------------------------------------------------------------- */

/* %, line ends; in a property also what parts properties. */
static void
print_escaped(struct text text, bool is_property, FILE *out)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == '%' || byte < ' ' || byte == 0x7F ||
            (is_property && strchr(":,", byte)))
            fprintf(out, "%%%02X", byte);
        else
            fputc(byte, out);
    }
}

void
diag_print_github(const struct diag *diag, const struct report *reports,
                  size_t count, FILE *out)
{
    struct place_memo memo = {0};
    for (size_t i = 0; i < count; i++) {
        const struct report *report = &reports[i];
        bool is_error = report_level(diag, report) == DIAG_ERROR;
        fprintf(out, "::%s ", is_error ? "error" : "warning");
        if (report->span.source) {
            struct place place = span_place_on(report->span, &memo);
            fputs("file=", out);
            print_escaped(report->span.source->path, true, out);
            fprintf(out, ",line=%u,col=%u,", place.line, place.column);
        }
        fprintf(out, "title=%s::", report_slug(report));
        print_escaped(report->text, false, out);
        if (report->hint.size) {
            fprintf(out, "%%0A%s: ", message("hint"));
            print_escaped(report->hint, false, out);
        }
        fputc('\n', out);
    }
}

/* --- GitLab --------------------------------------------------------------- */

/* The same report in two jobs has the same one. */
static void
print_fingerprint(const struct report *report, const struct place *place,
                  FILE *out)
{
    struct blake2 hash;
    unsigned char digest[BLAKE2_SIZE];
    char hex[2 * BLAKE2_SIZE];
    blake2_init(&hash);
    blake2_add_text(&hash, text_of(report_slug(report)));
    if (report->span.source)
        blake2_add_text(&hash, report->span.source->path);
    blake2_add_number(&hash, place->line);
    blake2_add_number(&hash, place->column);
    blake2_add_text(&hash, report->text);
    blake2_end(&hash, digest);
    blake2_hex(digest, hex);
    fprintf(out, "\"fingerprint\":\"%.32s\"", hex);
}

void
diag_print_gitlab(const struct diag *diag, const struct report *reports,
                  size_t count, FILE *out)
{
    struct place_memo memo = {0};
    struct arena *arena = arena_new();
    fputc('[', out);
    for (size_t i = 0; i < count; i++) {
        const struct report *report = &reports[i];
        bool is_error = report_level(diag, report) == DIAG_ERROR;
        /* GitLab wants a place; what has none is about the book as a whole. */
        struct place place = {.line = 1};
        struct text path = TEXT("book.yaml"), words = report->text;
        if (report->span.source) {
            place = span_place_on(report->span, &memo);
            path = report->span.source->path;
        }
        if (report->hint.size)
            words = arena_printf(arena, "%.*s (%s: %.*s)", TEXT_PRINTF(words),
                                 message("hint"), TEXT_PRINTF(report->hint));
        fputs(i ? ",\n{" : "\n{", out);
        diag_print_json_string("description", words, out);
        fprintf(out, ",\"check_name\":\"%s\",", report_slug(report));
        print_fingerprint(report, &place, out);
        fprintf(out, ",\"severity\":\"%s\",\"location\":{",
                is_error ? "major" : "minor");
        diag_print_json_string("path", path, out);
        fprintf(out, ",\"lines\":{\"begin\":%u}}}", place.line);
    }
    fputs("\n]\n", out);
    arena_free(arena);
}
