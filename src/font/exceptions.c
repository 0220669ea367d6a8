#include "font/exceptions.h"

#include "base/file.h"
#include "base/utf8.h"
#include "font/letters.h"

#include <string.h>
#include <unistd.h>

enum { MIDDLE_DOT = 0xB7 };

/* Takes the dots out of a line: the word's text, and a break before each
 * letter that followed a dot.  False when there are too many letters. */
static bool
split_line(struct arena *arena, struct text line, struct text *plain,
           bool breaks[PATTERN_WORD_MOST], size_t *letters)
{
    char *copy = arena_string(arena, line);
    size_t size = 0;
    *letters = 0;
    for (size_t at = 0; at < line.size;) {
        size_t start = at;
        if (utf8_next(line, &at) == MIDDLE_DOT) {
            breaks[*letters] = true;
            continue;
        }
        memcpy(copy + size, line.data + start, at - start);
        size += at - start;
        if (++*letters >= PATTERN_WORD_MOST)
            return false;
    }
    *plain = (struct text){copy, size};
    return true;
}

static bool
add_line(struct map *exceptions, struct text line)
{
    struct arena *arena = exceptions->arena;
    struct letter_run run;
    struct text plain;
    bool breaks[PATTERN_WORD_MOST] = {false};
    size_t letters;
    if (!split_line(arena, line, &plain, breaks, &letters))
        return false;
    letters_read(plain, 0, &run);
    if (!run.size || !run.is_whole || run.end != plain.size ||
        run.size != letters)
        return false;
    struct hyphen_exception *exception =
        ARENA_NEW(arena, struct hyphen_exception);
    exception->size = run.size;
    exception->breaks = ARENA_ARRAY(arena, run.size, bool);
    memcpy(exception->breaks, breaks, run.size * sizeof *breaks);
    exception->breaks[0] = false;
    struct text key = {(const char *)run.letters, run.size};
    map_set(exceptions, arena_text(arena, key), exception);
    return true;
}

/* A member of compounds: a word without breaks. */
static bool
add_member(struct map *members, struct text line)
{
    struct letter_run run;
    letters_read(line, 0, &run);
    if (!run.size || !run.is_whole || run.end != line.size)
        return false;
    struct text key = {(const char *)run.letters, run.size};
    map_set(members, arena_text(members->arena, key), members);
    return true;
}

typedef bool line_adder(struct map *words, struct text line);

static bool
add_lines(struct map *words, line_adder *add, const struct source *source,
          struct diag *diag)
{
    bool is_good = true;
    struct text content = source->content;
    for (size_t start = 0; start < content.size;) {
        size_t end = text_index(content, '\n', start);
        struct text line = text_trim(text_slice(content, start, end));
        if (line.size && line.data[0] != '#' && !add(words, line)) {
            diag_report(diag, HYPHEN_EXCEPTION_BAD, span_of(source, start, end),
                        TEXT_PRINTF(line));
            is_good = false;
        }
        start = end + 1;
    }
    return is_good;
}

/* Adds the lines of KIND-LANGUAGE.txt in the first folder that has it. */
static bool
read_list(struct map *words, line_adder *add, struct text name,
          const struct text *folders, size_t folder_count, struct diag *diag)
{
    struct arena *arena = words->arena;
    for (size_t i = 0; i < folder_count; i++) {
        struct folder folder;
        struct text path = arena_printf(
            arena, "%.*s/%.*s", TEXT_PRINTF(folders[i]), TEXT_PRINTF(name));
        if (access(path.data, F_OK) ||
            !folder_open(arena, arena_string(arena, folders[i]), &folder))
            continue;
        struct source *source =
            file_read_source(arena, &folder, name, (struct span){0}, diag);
        return source && add_lines(words, add, source, diag);
    }
    return true;
}

bool
exceptions_read(struct map *exceptions, const char *language,
                const struct text *folders, size_t folder_count,
                struct diag *diag)
{
    struct text name =
        arena_printf(exceptions->arena, "exceptions-%s.txt", language);
    return read_list(exceptions, add_line, name, folders, folder_count, diag);
}

bool
compounds_read(struct map *members, const char *language,
               const struct text *folders, size_t folder_count,
               struct diag *diag)
{
    struct text name =
        arena_printf(members->arena, "compounds-%s.txt", language);
    return read_list(members, add_member, name, folders, folder_count, diag);
}
