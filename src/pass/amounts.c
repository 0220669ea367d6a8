/* Numbers: a point from 10.000, the per cent sign closed up, a space after
 * the euro sign (house style N3). */
#include "pass/prose.h"

/* A number after one of these is no amount; "nummer" at a word's end too. */
static const char *const codes[] = {
    "postbus", "kvk",     "rsin", "bsn", "iban", "isbn", "issn",
    "code",    "dossier", "zaak", "nr",  "tel",  NULL};

static bool
follows_code_word(const struct prose *prose, size_t at)
{
    while (at > 0 &&
           (code_is_space(prose_at(prose, at - 1)) ||
            prose_at(prose, at - 1) == ':' || prose_at(prose, at - 1) == '.'))
        at--;
    size_t start = prose_word_start(prose, at);
    return prose_is_one_of(prose, start, at, codes) ||
           (at - start >= 6 && prose_spells(prose, at - 6, "nummer"));
}

static size_t
digits_end(const struct prose *prose, size_t at)
{
    while (code_is_ascii_digit(prose_at(prose, at)))
        at++;
    return at;
}

/* How many digits of an amount of 10000 or more stand here; 0 for a year, a
 * decimal, a code. */
static size_t
long_number(const struct prose *prose, size_t at)
{
    unsigned before = prose_at(prose, at - 1);
    size_t end = digits_end(prose, at);
    unsigned after = prose_at(prose, end);
    if (end - at < 5 || end - at > 9 || prose_at(prose, at) == '0' ||
        (before && !code_is_space(before) && before != '(' && before != EURO))
        return 0;
    if ((after == '.' || after == '-' || after == '/') &&
        code_is_ascii_digit(prose_at(prose, end + 1)))
        return 0;
    if (code_is_word(after) || after == '-' || follows_code_word(prose, at))
        return 0;
    /* Nobody counts so far but in thousands: 12345678 is a register's. */
    bool is_round = prose_spells(prose, end - 3, "000");
    return end - at > 7 && !is_round ? 0 : end - at;
}

static void
copy_number(struct prose *prose, size_t at, size_t digits)
{
    for (size_t i = 0; i < digits; i++) {
        if (i && (digits - i) % 3 == 0)
            prose_emit(prose, '.', at + i);
        prose_copy(prose, at + i);
    }
}

/* The space of "25 %"? */
static bool
closes_up(const struct prose *prose, size_t at)
{
    unsigned code = prose_at(prose, at);
    return code_is_space(code) && code != '\n' &&
           prose_at(prose, at + 1) == '%' &&
           code_is_ascii_digit(prose_at(prose, at - 1));
}

void
prose_set_amounts(struct prose *prose)
{
    for (size_t at = 0; at < prose->letters.count;) {
        unsigned code = prose_at(prose, at);
        bool is_dutch = prose_language_at(prose, at) == PROSE_DUTCH;
        size_t digits =
            is_dutch && code_is_ascii_digit(code) ? long_number(prose, at) : 0;
        if (digits)
            copy_number(prose, at, digits);
        else if (is_dutch && closes_up(prose, at))
            prose_drop(prose, at);
        else
            prose_copy(prose, at);
        if (is_dutch && code == EURO &&
            code_is_ascii_digit(prose_at(prose, at + 1)))
            prose_emit(prose, NO_BREAK_SPACE, at);
        at += digits ? digits : 1;
    }
    prose_filtered(prose);
}
