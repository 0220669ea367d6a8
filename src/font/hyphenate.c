#include "font/hyphenate.h"

#include "base/array.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "font/exceptions.h"
#include "font/letters.h"
#include "font/pattern.h"
#include "font/syllable.h"
#include "font/word_table.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { SOFT_HYPHEN = 0xAD, MIDDLE_DOT = 0xB7 };

/* Patterns are read when the first word asks for them, unless hyphenator_load
 * came before. */
struct loader {
    char *path;
    pthread_mutex_t mutex;
    atomic_bool is_done;
    struct patterns *patterns; /* NULL when they could not be read */
};

struct hyphenator {
    struct loader *loader;    /* NULL: never breaks */
    struct map exceptions;    /* Latin-1 lower-case -> hyphen_exception */
    struct map members;       /* of compounds, Latin-1 lower-case */
    struct word_table *words; /* what was found before */
};

/* A break and what the minima are held against. */
struct word_break {
    struct hyphen_point point;
    uint8_t before, after;             /* letters of the run on either side */
    uint8_t least_before, least_after; /* 3 beside a hyphen */
};

struct entry {
    struct word_entry entry;
    struct word_break *breaks;
    size_t count;
};

static word_maker make_entry;

/* --- loading ----------------------------------------------------------------
 */

static const struct language {
    const char *tag, *file;
} languages[] = {{"nl", "hyph_nl_NL.dic"}};

/* The patterns; whoever comes first reads them, others wait. */
static const struct patterns *
loader_patterns(struct loader *loader)
{
    if (atomic_load_explicit(&loader->is_done, memory_order_acquire))
        return loader->patterns;
    pthread_mutex_lock(&loader->mutex);
    if (!atomic_load_explicit(&loader->is_done, memory_order_relaxed)) {
        loader->patterns = patterns_open(loader->path);
        atomic_store_explicit(&loader->is_done, true, memory_order_release);
    }
    pthread_mutex_unlock(&loader->mutex);
    return loader->patterns;
}

/* A pattern file lying with the fonts wins over the package's. */
static char *
find_patterns(struct arena *arena, const char *file, const struct text *folders,
              size_t folder_count)
{
    for (size_t i = 0; i <= folder_count; i++) {
        struct text folder =
            i < folder_count ? folders[i] : TEXT("/usr/share/hyphen");
        struct text path =
            arena_printf(arena, "%.*s/%s", TEXT_PRINTF(folder), file);
        if (!access(path.data, R_OK) || i == folder_count)
            return arena_string(arena, path);
    }
    return NULL;
}

static bool
open_patterns(struct arena *arena, struct hyphenator *hyphenator,
              const char *file, const struct text *folders, size_t folder_count,
              struct diag *diag)
{
    struct loader *loader = ARENA_NEW(arena, struct loader);
    loader->path = find_patterns(arena, file, folders, folder_count);
    if (access(loader->path, R_OK)) {
        diag_report(diag, HYPHEN_PATTERNS_MISSING, (struct span){0},
                    loader->path, strerror(errno));
        return false;
    }
    pthread_mutex_init(&loader->mutex, NULL);
    hyphenator->loader = loader;
    return true;
}

/* "nl-BE" is "nl". */
static bool
is_language(struct text language, const char *tag)
{
    size_t size = strlen(tag);
    return text_has_prefix(language, tag) &&
           (language.size == size || language.data[size] == '-');
}

bool
hyphenator_knows(struct text language)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (is_language(language, languages[i].tag))
            return true;
    return false;
}

struct hyphenator *
hyphenator_open(struct arena *arena, struct text language,
                const struct text *folders, size_t folder_count,
                struct diag *diag)
{
    struct hyphenator *hyphenator = ARENA_NEW(arena, struct hyphenator);
    hyphenator->exceptions = map_in(arena);
    hyphenator->members = map_in(arena);
    hyphenator->words =
        word_table_new(sizeof(struct entry), make_entry, hyphenator);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (!is_language(language, languages[i].tag))
            continue;
        bool done = open_patterns(arena, hyphenator, languages[i].file, folders,
                                  folder_count, diag) &&
                    exceptions_read(&hyphenator->exceptions, languages[i].tag,
                                    folders, folder_count, diag) &&
                    compounds_read(&hyphenator->members, languages[i].tag,
                                   folders, folder_count, diag);
        if (!done) {
            hyphenator_close(hyphenator);
            return NULL;
        }
    }
    return hyphenator;
}

void
hyphenator_load(const struct hyphenator *hyphenator)
{
    if (hyphenator && hyphenator->loader)
        loader_patterns(hyphenator->loader);
}

static void
free_scratch(void *scratch)
{
    arena_free(scratch);
}

void
hyphenator_close(struct hyphenator *hyphenator)
{
    if (!hyphenator)
        return;
    word_table_free(hyphenator->words, free_scratch);
    if (!hyphenator->loader)
        return;
    patterns_close(hyphenator->loader->patterns);
    pthread_mutex_destroy(&hyphenator->loader->mutex);
}

/* --- finding breaks ---------------------------------------------------------
 */

struct breaks {
    struct arena *arena;
    struct word_break *items;
    size_t count, capacity;
};

static bool
is_apostrophe(unsigned code_point)
{
    return code_point == '\'' || code_point == 0x2019;
}

static bool
is_hyphen(unsigned code_point)
{
    return code_point == '-' || code_point == 0x2010 || code_point == 0x2011 ||
           code_point == 0x2013;
}

/* Bytes of the character at `offset` that lose their trema when a line
 * begins with it: after a vowel it was only there to part the two. */
static uint8_t
trema_bytes(struct text word, size_t offset)
{
    size_t before = offset, after = offset;
    unsigned letter = (unsigned char)word.data[offset];
    if (letter < 0x80 && (offset + 1 == word.size ||
                          (unsigned char)word.data[offset + 1] < 0x80))
        return 0;
    unsigned previous = utf8_previous(word, &before);
    while (before > 0 &&
           (previous == SOFT_HYPHEN || letters_is_combining(previous)))
        previous = utf8_previous(word, &before);
    letter = utf8_next(word, &after);
    if (!syllable_is_vowel(letters_latin(previous)))
        return 0;
    if (letter < 0x80) { /* decomposed: the trema is a character of its own */
        size_t end = after;
        return utf8_next(word, &end) == 0x308 ? (uint8_t)(end - offset) : 0;
    }
    return syllable_has_trema(letters_latin(letter)) ? (uint8_t)(after - offset)
                                                     : 0;
}

static struct word_break *
add_break(struct breaks *breaks, struct text word, size_t offset)
{
    struct word_break *added = ARRAY_PUSH(breaks->arena, breaks);
    added->point = (struct hyphen_point){.offset = (uint16_t)offset,
                                         .kind = HYPHEN_SYLLABLE,
                                         .replaces = trema_bytes(word, offset)};
    return added;
}

/* The editor's own break, which no minima hold back. */
static void
add_soft_break(struct breaks *breaks, struct text word, size_t offset)
{
    struct word_break *added = add_break(breaks, word, offset);
    added->before = added->after = UINT8_MAX;
}

static void
add_soft_hyphens(struct breaks *breaks, struct text word)
{
    for (size_t at = 0; at < word.size;) {
        size_t start = at;
        if (utf8_next(word, &at) != SOFT_HYPHEN)
            continue;
        if (start > 0 && at < word.size && at <= UINT16_MAX)
            add_soft_break(breaks, word, at);
    }
}

static bool
has_soft_hyphen(struct text word)
{
    return memmem(word.data, word.size, "\xC2\xAD", 2) != NULL;
}

/* Web and mail addresses, file names: a hyphen would become part of them. */
static bool
is_address(struct text word)
{
    bool after_stop = false;
    for (size_t i = 0; i < word.size; i++) {
        unsigned char byte = (unsigned char)word.data[i];
        bool is_letter = byte >= 0x80 || (byte | 0x20) >= 'a';
        if (byte == '@' || byte == '_' || (after_stop && is_letter) ||
            (byte == '/' && i > 0 && word.data[i - 1] == '/'))
            return true;
        after_stop = byte == '.' && i > 0;
    }
    return false;
}

static void
find_in_run(const struct hyphenator *hyphenator, const struct letter_run *run,
            bool *is_break)
{
    struct text key = {(const char *)run->letters, run->size};
    const struct hyphen_exception *exception =
        map_find(&hyphenator->exceptions, key);
    if (exception) {
        memcpy(is_break, exception->breaks, run->size * sizeof *is_break);
        return;
    }
    memset(is_break, 0, run->size * sizeof *is_break);
    const struct patterns *patterns = loader_patterns(hyphenator->loader);
    if (!patterns || run->size < 4)
        return;
    patterns_apply(patterns, run->letters, run->size, is_break);
    is_break[1] = is_break[run->size - 1] = false;
    syllable_filter(run->letters, run->size, is_break);
}

static bool
is_member(const struct hyphenator *hyphenator, const struct letter_run *run,
          size_t start, size_t end)
{
    struct text key = {(const char *)run->letters + start, end - start};
    return map_find(&hyphenator->members, key) != NULL;
}

/* Does a listed member of a compound end or begin at letter `at`?  `start` is
 * where the last one ended. */
static bool
is_compound_break(const struct hyphenator *hyphenator,
                  const struct letter_run *run, size_t start, size_t at)
{
    enum { SHORTEST = 3 };
    return at - start >= SHORTEST && run->size - at >= SHORTEST &&
           (is_member(hyphenator, run, start, at) ||
            is_member(hyphenator, run, at, run->size));
}

/* The breaks of a run that stands after `before` and before `after` (0: the
 * word's edge). */
static void
add_run(const struct hyphenator *hyphenator, struct text word,
        const struct letter_run *run, unsigned before, unsigned after,
        struct breaks *breaks)
{
    enum { BESIDE_HYPHEN = 3 };
    bool is_break[PATTERN_WORD_MOST];
    uint8_t least_before =
        is_hyphen(before) || is_apostrophe(before) ? BESIDE_HYPHEN : 1;
    uint8_t least_after =
        is_hyphen(after) || is_apostrophe(after) ? BESIDE_HYPHEN : 1;
    if (!run->is_whole || run->is_abbreviation || run->size < 2)
        return;
    find_in_run(hyphenator, run, is_break);
    size_t start = 0;
    for (size_t i = 1; i < run->size; i++) {
        if (!is_break[i] || run->is_second[i] || run->offsets[i] > UINT16_MAX)
            continue;
        struct word_break *added = add_break(breaks, word, run->offsets[i]);
        if (is_compound_break(hyphenator, run, start, i)) {
            added->point.kind = HYPHEN_COMPOUND;
            start = i;
        }
        added->before = (uint8_t)i;
        added->after = (uint8_t)(run->size - i);
        added->least_before = least_before;
        added->least_after = least_after;
    }
}

static void
add_runs(const struct hyphenator *hyphenator, struct text word,
         struct breaks *breaks)
{
    unsigned before = 0;
    for (size_t at = 0; at < word.size;) {
        struct letter_run run;
        size_t start = at;
        unsigned code_point = utf8_next(word, &at);
        if (letters_is_part(code_point)) {
            letters_read(word, start, &run);
            size_t next = run.end;
            unsigned after = next < word.size ? utf8_next(word, &next) : 0;
            add_run(hyphenator, word, &run, before, after, breaks);
            at = run.end;
        }
        before = code_point;
    }
}

/* For word_table: the breaks at any minima. */
static void
make_entry(void *context, struct word_entry *entry, struct arena *arena,
           void **scratch)
{
    const struct hyphenator *hyphenator = context;
    if (!*scratch)
        *scratch = arena_new();
    arena_reset(*scratch);
    struct breaks breaks = {.arena = *scratch};
    if (has_soft_hyphen(entry->word))
        add_soft_hyphens(&breaks, entry->word);
    else if (hyphenator->loader && !is_address(entry->word))
        add_runs(hyphenator, entry->word, &breaks);
    struct entry *made = (struct entry *)entry;
    made->count = breaks.count;
    made->breaks = ARENA_ARRAY(arena, made->count, struct word_break);
    if (made->count)
        memcpy(made->breaks, breaks.items, made->count * sizeof *made->breaks);
}

/* --- asking -----------------------------------------------------------------
 */

size_t
hyphenate_word(const struct hyphenator *hyphenator, struct text word,
               unsigned left, unsigned right, struct hyphen_point *points,
               size_t limit)
{
    const struct entry *entry =
        (struct entry *)word_table_place(hyphenator->words, 0, word);
    size_t count = 0;
    for (size_t i = 0; i < entry->count && count < limit; i++) {
        const struct word_break *found = &entry->breaks[i];
        if (found->before >= left && found->after >= right &&
            found->before >= found->least_before &&
            found->after >= found->least_after)
            points[count++] = found->point;
    }
    return count;
}

struct text
hyphenate_marked(struct arena *arena, const struct hyphenator *hyphenator,
                 struct text word)
{
    struct buffer marked = {0};
    struct hyphen_point *points =
        ARENA_ARRAY(arena, word.size + 1, struct hyphen_point);
    size_t count =
        hyphenate_word(hyphenator, word, 2, 2, points, word.size + 1);
    size_t next = 0;
    for (size_t at = 0; at < word.size;) {
        if (next < count && points[next].offset == at) {
            buffer_append_code_point(&marked, MIDDLE_DOT);
            next++;
        }
        unsigned code_point = utf8_next(word, &at);
        if (code_point != SOFT_HYPHEN)
            buffer_append_code_point(&marked, code_point);
    }
    struct text text = arena_text(arena, buffer_text(&marked));
    buffer_release(&marked);
    return text;
}

struct text
hyphen_without_trema(struct text character)
{
    static const struct {
        const char *with, *without;
    } letters[] = {{"ä", "a"}, {"ë", "e"}, {"ï", "i"}, {"ö", "o"}, {"ü", "u"},
                   {"Ä", "A"}, {"Ë", "E"}, {"Ï", "I"}, {"Ö", "O"}, {"Ü", "U"}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (text_equals(character, letters[i].with))
            return text_of(letters[i].without);
    /* Decomposed: the letter without the combining trema after it. */
    if (character.size > 1 && (unsigned char)character.data[0] < 0x80)
        return text_slice(character, 0, 1);
    return character;
}
