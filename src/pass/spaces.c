/* Spaces at which no line may end (house style N1, N2). */
#include "pass/prose.h"

#include "base/utf8.h"

/* What a number stands after. */
static const char *const numbered[] = {
    "bladzijde", "bladzijden", "pagina",    "bouwsteen", "bouwstenen",
    "figuur",    "figuren",    "tabel",     "tabellen",  "werkblad",
    "deel",      "hoofdstuk",  "paragraaf", "stap",      "stappen",
    "noot",      "artikel",    "week",      "bijlage",   "page",
    "figure",    "table",      "part",      "chapter",   "section",
    "step",      NULL};
static const char *const shortened[] = {"p",   "pp", "nr", "art", "blz",
                                        "par", "dr", "no", NULL};
static const char *const titles[] = {"dr", "drs",  "ds",  "ing",  "ir", "mr",
                                     "mw", "mevr", "dhr", "prof", "st", NULL};
static const char *const units[] = {"uur", "euro", "procent", "jaar", NULL};
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

/* The number of an entry: "1 Fundament" in a cell, "1 Een · 2 Twee" */
static bool
ties_after_entry_number(const struct prose *prose, size_t start, size_t at)
{
    for (size_t i = start; i < at; i++)
        if (!code_is_ascii_digit(prose_at(prose, i)))
            return false;
    return utf8_is_upper(prose_at(prose, at + 1)) &&
           ((start == 0 && prose->is_cell) ||
            (start > 1 && prose_at(prose, start - 1) == ' ' &&
             prose_at(prose, start - 2) == MIDDLE_DOT));
}

/* "§ 3", "€ 25", "p. 12", "dr. Jansen" */
static bool
ties_after_sign(const struct prose *prose, size_t at)
{
    unsigned sign = prose_at(prose, at - 1), next = prose_at(prose, at + 1);
    bool is_number = code_is_ascii_digit(next);
    if (sign == 0xA7 || sign == EURO)
        return is_number;
    size_t start = prose_word_start(prose, at - 1);
    return sign == '.' &&
           ((is_number && prose_is_one_of(prose, start, at - 1, shortened)) ||
            (utf8_is_upper(next) &&
             prose_is_one_of(prose, start, at - 1, titles)));
}

/* "bouwsteen 7", "maandag 23", "november 2026" */
static bool
ties_before_number(const struct prose *prose, size_t at)
{
    size_t start = prose_word_start(prose, at);
    size_t end = prose_word_end(prose, at + 1);
    if (!code_is_ascii_digit(prose_at(prose, end - 1))) /* 3D */
        return false;
    return prose_is_one_of(prose, start, at, numbered) ||
           spells_text(prose, start, at, prose->block_word) ||
           prose_is_one_of(prose, start, at, weekdays) ||
           (end - at - 1 == 4 && prose_is_one_of(prose, start, at, months));
}

/* May no line end at the space `at`? */
static bool
ties(const struct prose *prose, size_t at)
{
    if (prose_at(prose, at + 1) == MIDDLE_DOT)
        return true; /* it ends a line, and begins none */
    size_t start = prose_word_start(prose, at);
    if (start == at)
        return ties_after_sign(prose, at);
    if (ties_after_entry_number(prose, start, at))
        return true;
    if (prose_at(prose, start - 1) == SINGLE_CLOSE && at - start == 1 &&
        !code_is_word(prose_at(prose, start - 2)))
        return code_is_word(prose_at(prose, at + 1)); /* ’s avonds */
    if (code_is_ascii_digit(prose_at(prose, at + 1)))
        return ties_before_number(prose, at);
    size_t end = prose_word_end(prose, at + 1);
    return code_is_ascii_digit(prose_at(prose, at - 1)) &&
           (prose_is_one_of(prose, at + 1, end, months) ||
            prose_is_one_of(prose, at + 1, end, units));
}

/* Ties stand beside a figure, a sign or a clipped word: most spaces need not
 * be asked about the words around them. */
static bool
may_tie(const struct prose *prose, size_t at)
{
    unsigned before = prose_at(prose, at - 1);
    return code_is_ascii_digit(before) || before == '.' || before == EURO ||
           before == 0xA7 || prose_at(prose, at + 1) == MIDDLE_DOT ||
           code_is_ascii_digit(prose_at(prose, at + 1)) ||
           prose_at(prose, at - 2) == SINGLE_CLOSE;
}

void
prose_set_spaces(struct prose *prose)
{
    for (size_t at = 1; at + 1 < prose->letters.count; at++)
        if (prose_at(prose, at) == ' ' && may_tie(prose, at) &&
            prose_language_at(prose, at) != PROSE_OTHER && ties(prose, at))
            prose_set(prose, at, NO_BREAK_SPACE);
}
