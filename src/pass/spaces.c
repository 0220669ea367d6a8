/* Spaces at which no line may end, and capitals after a clipped word. */
#include "pass/prose.h"

#include "base/utf8.h"

static bool
is_one_of(const struct prose *prose, size_t start, size_t end,
          const char *const *words)
{
    for (; *words; words++) {
        size_t length = 0;
        while ((*words)[length])
            length++;
        if (length == end - start && prose_spells(prose, start, *words))
            return true;
    }
    return false;
}

static const char *const numbered[] = {
    "bladzijde", "bladzijden", "bouwsteen", "bouwstenen", "figuur", "tabel",
    "werkblad",  "deel",       "hoofdstuk", "paragraaf",  "stap",   "noot",
    "artikel",   "week",       "bijlage",   "page",       "figure", "table",
    "part",      "chapter",    "section",   "step",       NULL};
static const char *const shortened[] = {"p",   "pp", "nr", "art", "blz",
                                        "par", "dr", "no", NULL};
static const char *const after_number[] = {
    "januari", "februari", "maart",     "april",   "mei",      "juni",
    "juli",    "augustus", "september", "oktober", "november", "december",
    "uur",     "euro",     "procent",   "jaar",    NULL};
static const char *const months[] = {
    "januari",  "februari",  "maart",   "april",    "mei",      "juni", "juli",
    "augustus", "september", "oktober", "november", "december", NULL};
static const char *const weekdays[] = {"maandag",   "dinsdag", "woensdag",
                                       "donderdag", "vrijdag", "zaterdag",
                                       "zondag",    NULL};

static bool
spells_text(const struct prose *prose, size_t start, size_t end,
            struct text word)
{
    if (word.size != end - start || !word.size)
        return false;
    for (size_t i = 0; i < word.size; i++) {
        unsigned code = prose_at(prose, start + i);
        if (code >= 'A' && code <= 'Z')
            code += 'a' - 'A';
        if (code != (unsigned char)word.data[i])
            return false;
    }
    return true;
}

/* May no line end at the space `at`? */
static bool
ties(const struct prose *prose, size_t at)
{
    unsigned before = prose_at(prose, at - 1), next = prose_at(prose, at + 1);
    size_t start = prose_word_start(prose, at);
    size_t end = prose_word_end(prose, at + 1);
    if (start == at) { /* after a sign */
        if (before == 0xA7 || before == EURO)
            return code_is_ascii_digit(next);
        if (before == '.' && code_is_ascii_digit(next))
            return is_one_of(prose, prose_word_start(prose, at - 1), at - 1,
                             shortened);
        return false;
    }
    if (prose_at(prose, start - 1) == SINGLE_CLOSE && at - start == 1 &&
        code_is_space(prose_at(prose, start - 2)))
        return code_is_word(next); /* ’s avonds */
    if (code_is_ascii_digit(next)) {
        bool is_number = code_is_ascii_digit(prose_at(prose, end - 1));
        return is_number &&
               (is_one_of(prose, start, at, numbered) ||
                spells_text(prose, start, at, prose->block_word) ||
                is_one_of(prose, start, at, weekdays) ||
                (end - at - 1 == 4 && is_one_of(prose, start, at, months)));
    }
    return code_is_ascii_digit(before) &&
           is_one_of(prose, at + 1, end, after_number);
}

void
prose_set_spaces(struct prose *prose)
{
    for (size_t at = 1; at + 1 < prose->letters.count; at++) {
        unsigned code = prose_at(prose, at);
        if ((code == ' ' || code == '\n') &&
            prose_language_at(prose, at) != PROSE_OTHER && ties(prose, at))
            prose_set(prose, at, NO_BREAK_SPACE);
    }
}

/* ’s avonds at the start of a sentence: ’s Avonds (Q3). */
static bool
begins_sentence(const struct prose *prose, size_t at)
{
    if (at == 0)
        return prose->is_sentence;
    unsigned mark = prose_at(prose, at - 2);
    return code_is_space(prose_at(prose, at - 1)) &&
           (mark == '.' || mark == '!' || mark == '?');
}

void
prose_set_capitals(struct prose *prose)
{
    for (size_t at = 0; at + 3 < prose->letters.count; at++) {
        unsigned clip = prose_at(prose, at + 1);
        if (prose_at(prose, at) != SINGLE_CLOSE ||
            prose_language_at(prose, at) != PROSE_DUTCH ||
            (clip != 's' && clip != 't' && clip != 'n' && clip != 'k') ||
            !code_is_space(prose_at(prose, at + 2)) ||
            !begins_sentence(prose, at))
            continue;
        size_t first = at + 3;
        if (prose_at(prose, first) == 'i' && prose_at(prose, first + 1) == 'j')
            prose_set(prose, first + 1, 'J');
        prose_set(prose, first, utf8_to_upper(prose_at(prose, first)));
    }
}
