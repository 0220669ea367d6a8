/* Says what proof/ finds in PDFs, for tests to compare with veraPDF.
 *
 *     judge FILE...
 *
 * One line a finding: file, rule, clause of PDF/UA-1, clause of PDF/A-2a (as
 * veraPDF numbers them; - for none), object, words; tabs between.  A file
 * without findings has none.  With --time first, milliseconds on standard
 * error; with --text first, the text in its order of reading instead. */
#include "base/file.h"
#include "proof/pdf_check.h"
#include "proof/pdf_words.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const names[RULE_COUNT] = {
#define RULE(id, ua, a, words) #id,
#include "proof/pdf_rule.def"
#undef RULE
};

static double
milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static const char *
or_dash(const char *words)
{
    return *words ? words : "-";
}

static bool
judge(const char *path, bool shows_time)
{
    struct arena *arena = arena_new();
    struct pdf_findings findings = {0};
    struct text bytes;
    bool is_read = file_read_bytes(arena, path, (size_t)1 << 31, &bytes);
    if (is_read) {
        double start = milliseconds();
        pdf_check(arena, bytes, NULL, &findings);
        if (shows_time)
            fprintf(stderr, "%s: %.2f ms\n", path, milliseconds() - start);
    }
    for (size_t i = 0; i < findings.count; i++) {
        const struct pdf_finding *finding = &findings.items[i];
        printf("%s\t%s\t%s\t%s\t%u\t%s\n", path, names[finding->rule],
               or_dash(pdf_rule_ua(finding->rule)),
               or_dash(pdf_rule_a(finding->rule)), finding->object,
               pdf_rule_words(finding->rule));
    }
    arena_free(arena);
    return is_read;
}

static bool
read_aloud(const char *path)
{
    struct arena *arena = arena_new();
    struct pdf_reader reader = {0};
    struct pdf_words words;
    struct buffer out = {0};
    struct text bytes;
    const char *problem;
    pdf_words_init(&words, &reader, arena);
    bool done = file_read_bytes(arena, path, (size_t)1 << 31, &bytes) &&
                pdf_reader_open(&reader, arena, bytes, &problem) &&
                pdf_words_structure(&words, &out);
    if (out.size)
        fwrite(out.data, 1, out.size, stdout);
    pdf_words_release(&words);
    pdf_reader_close(&reader);
    buffer_release(&out);
    arena_free(arena);
    return done;
}

int
main(int argc, char **argv)
{
    bool shows_time = argc > 1 && !strcmp(argv[1], "--time");
    bool is_text = argc > 1 && !strcmp(argv[1], "--text");
    bool done = argc > 1;
    for (int i = shows_time || is_text ? 2 : 1; i < argc; i++)
        done &= is_text ? read_aloud(argv[i]) : judge(argv[i], shows_time);
    return done ? 0 : 2;
}
