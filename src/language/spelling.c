#include "language/spelling.h"

#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"

#include <hunspell/hunspell.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { NAME_MOST = 32, WORD_MOST = 100 /* bytes; hunspell takes 176 */ };

struct own_word {
    struct span span;
    bool is_used;
};

struct speller {
    Hunhandle *dictionary; /* NULL: everything is right */
    pthread_mutex_t mutex; /* hunspell's handle is for one thread */
    struct arena *arena;   /* of `known`, under the mutex */
    struct map known;      /* word -> &yes or &no */
    struct map guesses;    /* word -> its guess, NUL-terminated */
    struct map own;        /* the book's words -> struct own_word */
    struct diag *diag;
};

static const char yes, no;

/* --- opening -------------------------------------------------------------- */

static const char folder[] = "/usr/share/hunspell";

static bool
is_name(struct text name)
{
    if (!name.size || name.size > NAME_MOST)
        return false;
    for (size_t i = 0; i < name.size; i++) {
        char byte = name.data[i];
        if (!(byte >= 'a' && byte <= 'z') && !(byte >= 'A' && byte <= 'Z') &&
            byte != '_' && byte != '-')
            return false;
    }
    return true;
}

static Hunhandle *
dictionary_open(struct arena *arena, const struct language_rules *rules,
                struct diag *diag)
{
    struct text name = rules->dictionary;
    struct text affixes =
        arena_printf(arena, "%s/%.*s.aff", folder, TEXT_PRINTF(name));
    struct text words =
        arena_printf(arena, "%s/%.*s.dic", folder, TEXT_PRINTF(name));
    if (!is_name(name) || access(affixes.data, R_OK) ||
        access(words.data, R_OK)) {
        diag_report(diag, DICTIONARY_MISSING, rules->dictionary_span,
                    TEXT_PRINTF(name));
        return NULL;
    }
    Hunhandle *dictionary = Hunspell_create(affixes.data, words.data);
    const char *encoding =
        dictionary ? Hunspell_get_dic_encoding(dictionary) : "";
    if (dictionary && !strcasecmp(encoding, "UTF-8"))
        return dictionary;
    if (dictionary)
        Hunspell_destroy(dictionary);
    diag_report(diag, DICTIONARY_MISSING, rules->dictionary_span,
                TEXT_PRINTF(name));
    return NULL;
}

static void
add_own_word(struct speller *speller, struct arena *arena,
             const struct source *source, struct text line)
{
    struct text word = text_trim(text_slice(line, 0, text_index(line, '#', 0)));
    if (!word.size)
        return;
    size_t start = (size_t)(word.data - source->content.data);
    struct own_word *own = ARENA_NEW(arena, struct own_word);
    own->span = span_of(source, start, start + word.size);
    if (map_find(&speller->own, word))
        diag_report(speller->diag, NAME_TWICE, own->span, TEXT_PRINTF(word));
    map_set(&speller->own, word, own);
}

static bool
own_words_read(struct speller *speller, struct arena *arena,
               const struct book *book)
{
    const struct language_rules *rules = &book->language_rules;
    if (!rules->words_file.size)
        return true;
    const struct source *source =
        file_read_source(arena, &book->folder, rules->words_file,
                         rules->words_span, speller->diag);
    if (!source)
        return false;
    struct text rest = source->content;
    while (rest.size) {
        size_t end = text_index(rest, '\n', 0);
        add_own_word(speller, arena, source, text_slice(rest, 0, end));
        rest = text_slice(rest, end + 1, rest.size);
    }
    return true;
}

struct speller *
speller_open(struct arena *arena, const struct book *book, struct diag *diag)
{
    const struct language_rules *rules = &book->language_rules;
    struct speller *speller = ARENA_NEW(arena, struct speller);
    *speller = (struct speller){
        .arena = arena_new(), .diag = diag, .own = map_in(arena)};
    speller->known = map_in(speller->arena);
    speller->guesses = map_in(speller->arena);
    pthread_mutex_init(&speller->mutex, NULL);
    bool good = own_words_read(speller, arena, book);
    if (good && rules->dictionary.size) {
        speller->dictionary = dictionary_open(arena, rules, diag);
        good = speller->dictionary;
    }
    if (good)
        return speller;
    speller_close(speller);
    return NULL;
}

void
speller_close(struct speller *speller)
{
    if (!speller)
        return;
    if (speller->dictionary)
        Hunspell_destroy(speller->dictionary);
    pthread_mutex_destroy(&speller->mutex);
    arena_free(speller->arena);
}

/* --- words ---------------------------------------------------------------- */

/* The book's word; as it stands, or beginning small. */
static struct own_word *
find_own(const struct speller *speller, struct text word)
{
    struct own_word *own = map_find(&speller->own, word);
    size_t at = 0;
    unsigned first = utf8_next(word, &at);
    char small[WORD_MOST + 8];
    if (own || !utf8_is_upper(first) || word.size > WORD_MOST)
        return own;
    size_t size = utf8_encode(utf8_to_lower(first), small);
    memcpy(small + size, word.data + at, word.size - at);
    return map_find(&speller->own, (struct text){small, size + word.size - at});
}

static bool
has_digit(struct text word)
{
    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] >= '0' && word.data[i] <= '9')
            return true;
    return false;
}

static bool
dictionary_knows(struct speller *speller, struct text word)
{
    char string[WORD_MOST + 1];
    if (word.size > WORD_MOST)
        return false;
    memcpy(string, word.data, word.size);
    string[word.size] = '\0';
    return Hunspell_spell(speller->dictionary, string) != 0;
}

/* The word without the accents that stress it: "jíj", "móét", "Eén". */
static struct text
unstressed(struct text word, char plain[WORD_MOST + 8])
{
    static const unsigned accented[] = {0xE1, 0xE9, 0xED, 0xF3, 0xFA,
                                        0xC1, 0xC9, 0xCD, 0xD3, 0xDA};
    static const char letters[] = "aeiouAEIOU";
    size_t size = 0;
    for (size_t at = 0; at < word.size && word.size <= WORD_MOST;) {
        unsigned code = utf8_next(word, &at);
        for (size_t i = 0; i < sizeof letters - 1; i++)
            if (code == accented[i])
                code = (unsigned char)letters[i];
        size += utf8_encode(code, plain + size);
    }
    return (struct text){plain, size};
}

static bool
is_right(struct speller *speller, struct text word)
{
    struct own_word *own = find_own(speller, word);
    if (own)
        return own->is_used = true;
    char plain[WORD_MOST + 8];
    return !word.size || has_digit(word) || dictionary_knows(speller, word) ||
           (!text_equal(unstressed(word, plain), word) &&
            dictionary_knows(speller, unstressed(word, plain)));
}

/* As a whole, else all its parts. */
static bool
parts_are_right(struct speller *speller, struct text word)
{
    if (is_right(speller, word))
        return true;
    bool has_parts = false;
    for (size_t start = 0; start < word.size;) {
        size_t end = start;
        while (end < word.size && word.data[end] != '-' &&
               word.data[end] != '/')
            end++;
        has_parts |= end < word.size;
        if (!has_parts || !is_right(speller, text_slice(word, start, end)))
            return false;
        start = end + 1;
    }
    return has_parts;
}

bool
speller_knows(struct speller *speller, struct text word)
{
    if (!speller->dictionary)
        return true;
    pthread_mutex_lock(&speller->mutex);
    const char *answer = map_find(&speller->known, word);
    if (!answer) {
        answer = parts_are_right(speller, word) ? &yes : &no;
        map_set(&speller->known, arena_text(speller->arena, word),
                (void *)(uintptr_t)answer);
    }
    pthread_mutex_unlock(&speller->mutex);
    return answer == &yes;
}

/* A guess takes a tenth of a second, for Dutch joins its words. */
static const char *
guess_make(struct speller *speller, struct text word)
{
    char **guesses = NULL;
    const char *guess = "";
    int count = Hunspell_suggest(speller->dictionary, &guesses,
                                 arena_string(speller->arena, word));
    if (count > 0)
        guess = arena_string(speller->arena, text_of(guesses[0]));
    Hunspell_free_list(speller->dictionary, &guesses, count);
    return guess;
}

struct text
speller_guess(struct speller *speller, struct text word)
{
    if (!speller->dictionary || word.size > WORD_MOST)
        return TEXT("");
    pthread_mutex_lock(&speller->mutex);
    const char *guess = map_find(&speller->guesses, word);
    if (!guess) {
        guess = guess_make(speller, word);
        map_set(&speller->guesses, arena_text(speller->arena, word),
                (void *)(uintptr_t)guess);
    }
    pthread_mutex_unlock(&speller->mutex);
    return text_of(guess);
}

void
speller_report_idle(struct speller *speller)
{
    for (size_t i = 0; i < speller->own.count; i++) {
        const struct own_word *own = speller->own.entries[i].value;
        if (!own->is_used)
            diag_report(speller->diag, WORD_IDLE, own->span,
                        TEXT_PRINTF(speller->own.entries[i].key));
    }
}
