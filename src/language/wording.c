#include "language/wording.h"

#include "base/message.h"
#include "base/utf8.h"

#include <string.h>

/* --- sentences ------------------------------------------------------------ */

static bool
is_one_of(struct text word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equals(word, words[i]))
            return true;
    return false;
}

/* "gevraagd", "besproken", "opgehaald": nearly always right, and wrong ones
 * do no harm, since passives are only counted. */
static bool
is_participle(struct text word)
{
    static const char *const starts[] = {"ge", "be", "ver", "ont", "her", "er"};
    static const char *const befores[] = {
        "aan",  "af",    "bij",   "door",  "in",  "mee", "na",   "om",   "op",
        "over", "samen", "tegen", "terug", "toe", "uit", "vast", "voor", "weg"};
    bool ends = text_has_suffix(word, "d") || text_has_suffix(word, "t") ||
                text_has_suffix(word, "n");
    if (!ends || word.size < 6)
        return false;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (text_has_prefix(word, starts[i]))
            return true;
    for (size_t i = 0; i < sizeof befores / sizeof *befores; i++)
        if (text_has_prefix(word, befores[i]) &&
            text_has_prefix(text_slice(word, strlen(befores[i]), word.size),
                            "ge"))
            return true;
    return false;
}

static bool
is_passive(struct reading *reading, const struct block_word *words,
           size_t count)
{
    static const char *const helpers[] = {"word", "wordt", "worden", "werd",
                                          "werden"};
    bool helps = false, tells = false;
    for (size_t i = 0; i < count && reading->is_dutch; i++) {
        struct text word = word_lower(reading->arena, words[i].text);
        helps |= is_one_of(word, helpers, sizeof helpers / sizeof *helpers);
        tells |= is_participle(word);
    }
    return helps && tells;
}

/* A reference is one word, whatever title and page the program writes there:
 * its reader skips it, and its author cannot make it shorter. */
static size_t
sentence_length(const struct block_word *words, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += !words[i].reference || !i ||
                  words[i].reference != words[i - 1].reference;
    return length;
}

static void
check_sentence(struct reading *reading, const struct block_word *words,
               size_t count)
{
    struct language_count *counts = reading->count;
    size_t length = sentence_length(words, count);
    int most = reading->rules->sentence_words;
    counts->sentences++;
    counts->words += length;
    counts->passives += is_passive(reading, words, count);
    if (!most || length <= (size_t)most)
        return;
    counts->long_sentences++;
    counts->faults[LANGUAGE_LONG]++;
    diag_report(reading->context->diag, SENTENCE_LONG,
                block_word_span(&words[0]), (int)length, most);
}

void
wording_check_sentences(struct reading *reading,
                        const struct block_words *words)
{
    size_t start = 0;
    for (size_t i = 0; i < words->items.count; i++)
        if (words->items.items[i].ends_sentence) {
            check_sentence(reading, words->items.items + start, i + 1 - start);
            start = i + 1;
        }
}

/* --- words twice ---------------------------------------------------------- */

/* "Zodat je je rol kent": who it is about, and whose. */
static bool
may_stand_twice(const struct reading *reading, struct text word)
{
    return reading->is_dutch &&
           (text_equals(word, "je") || text_equals(word, "u"));
}

void
wording_check_twice(struct reading *reading, const struct block_words *words)
{
    for (size_t i = 1; i < words->items.count; i++) {
        const struct block_word *word = &words->items.items[i];
        const struct block_word *last = word - 1;
        if (!word->follows || word->is_foreign ||
            utf8_is_digit((unsigned char)word->text.data[0]) ||
            may_stand_twice(reading, word->text) ||
            !text_equal(word_lower(reading->arena, last->text),
                        word_lower(reading->arena, word->text)))
            continue;
        reading->count->faults[LANGUAGE_TWICE]++;
        diag_report(reading->context->diag, WORD_TWICE, block_word_span(word),
                    TEXT_PRINTF(word->text));
    }
}

/* --- abbreviations and jargon --------------------------------------------- */

static bool
is_seen(struct reading *reading, struct text word)
{
    if (map_find(&reading->seen, word))
        return true;
    map_set(&reading->seen, arena_text(reading->context->arena, word), reading);
    return false;
}

/* Two to six capitals, perhaps with an s: "GGD", "VvE's" has small ones. */
static bool
is_capitals(struct text word)
{
    size_t letters = 0;
    for (size_t at = 0; at < word.size; letters++)
        if (!utf8_is_upper(utf8_next(word, &at)))
            return false;
    return letters >= 2 && letters <= 6;
}

static bool
is_known(const struct reading *reading, struct text word)
{
    const struct language_rules *rules = reading->rules;
    for (size_t i = 0; i < rules->abbreviation_count; i++)
        if (text_equal(rules->abbreviations[i], word))
            return true;
    return false;
}

/* Is it explained where it stands: "(ABCD)" after the words in full, or
 * "ABCD (" before them? */
static bool
is_explained_here(const struct block_words *words, size_t i)
{
    const struct block_word *word = &words->items.items[i];
    if (word->before == '(' && word->after == ')')
        return i > 0;
    return i + 1 < words->items.count && word[1].before == '(';
}

static bool
is_abbreviation(const struct block_word *word)
{
    if (word->is_foreign || word->reference)
        return false;
    return is_capitals(word->text) ||
           (word->after == '.' && word_is_dotted(word->text));
}

static void
check_abbreviation(struct reading *reading, const struct block_words *words,
                   size_t i)
{
    const struct block_word *word = &words->items.items[i];
    if (is_known(reading, word->text) || is_seen(reading, word->text) ||
        map_find(&reading->terms, word_lower(reading->arena, word->text)) ||
        is_explained_here(words, i))
        return;
    reading->count->faults[LANGUAGE_ABBREVIATION]++;
    diag_report(reading->context->diag, ABBREVIATION_BARE,
                block_word_span(word), TEXT_PRINTF(word->text),
                TEXT_PRINTF(reading->context->edition->id));
}

void
wording_check_abbreviations(struct reading *reading,
                            const struct block_words *words)
{
    for (size_t i = 0; i < words->items.count; i++)
        if (is_abbreviation(&words->items.items[i]))
            check_abbreviation(reading, words, i);
}

/* Do the words from `i` on spell the jargon, of one word or more? */
static bool
spells(struct reading *reading, const struct block_words *words, size_t i,
       struct text jargon)
{
    struct text rest = jargon, part;
    for (; text_next_word(&rest, &part); i++)
        if (i >= words->items.count || words->items.items[i].reference ||
            !text_equal(word_lower(reading->arena, words->items.items[i].text),
                        part))
            return false;
    return true;
}

void
wording_check_jargon(struct reading *reading, const struct block_words *words)
{
    const struct language_rules *rules = reading->rules;
    for (size_t j = 0; j < rules->jargon_count; j++) {
        struct text jargon = word_lower(reading->arena, rules->jargon[j]);
        for (size_t i = 0; i < words->items.count; i++) {
            if (!spells(reading, words, i, jargon))
                continue;
            if (is_seen(reading, jargon) || map_find(&reading->terms, jargon))
                break;
            reading->count->faults[LANGUAGE_JARGON]++;
            diag_report(reading->context->diag, JARGON_BARE,
                        block_word_span(&words->items.items[i]),
                        TEXT_PRINTF(jargon),
                        TEXT_PRINTF(reading->context->edition->id));
            break;
        }
    }
}

/* --- spelling ------------------------------------------------------------- */

static bool
is_spelled(struct reading *reading, const struct block_word *word)
{
    return word->is_foreign || word->reference || is_capitals(word->text) ||
           text_index(word->text, '.', 0) < word->text.size ||
           speller_knows(reading->speller, word->text) ||
           /* "nr." */
           (word->after == '.' &&
            speller_knows(
                reading->speller,
                arena_text_concat(reading->arena, word->text, TEXT("."))));
}

void
wording_check_spelling(struct reading *reading, const struct block_words *words)
{
    for (size_t i = 0; i < words->items.count; i++) {
        const struct block_word *word = &words->items.items[i];
        if (is_spelled(reading, word))
            continue;
        struct text guess = speller_guess(reading->speller, word->text);
        struct text hint = TEXT("");
        if (guess.size)
            hint = arena_printf(reading->arena, message("did you mean '%.*s'?"),
                                TEXT_PRINTF(guess));
        reading->count->faults[LANGUAGE_SPELLING]++;
        diag_report_hint(reading->context->diag, WORD_UNKNOWN, hint,
                         block_word_span(word), TEXT_PRINTF(word->text));
    }
}
