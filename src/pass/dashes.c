/* Dashes, hyphens that must not break, ellipses: a filter over the prose. */
#include "pass/prose.h"

static bool
is_digit(const struct prose *prose, size_t at)
{
    return code_is_ascii_digit(prose_at(prose, at));
}

static size_t
digits_start(const struct prose *prose, size_t end)
{
    while (end > 0 && is_digit(prose, end - 1))
        end--;
    return end;
}

static size_t
digits_end(const struct prose *prose, size_t at)
{
    while (is_digit(prose, at))
        at++;
    return at;
}

static bool
is_separator(unsigned code)
{
    return code == '.' || code == ',' || code == ':';
}

/* A number of one or two groups of at most four digits: 2016, 14.30, 2,5. */
struct number {
    size_t start, end;
    bool is_valid;
};

static bool
is_number(const struct prose *prose, size_t start, size_t end, size_t separator)
{
    size_t first = separator - start, second = end - separator;
    bool is_whole = separator == end;
    /* 06-... is no number, 06.30 and 0 are. */
    bool is_code = is_whole && first > 1 && prose_at(prose, start) == '0';
    return first > 0 && first <= 4 && second <= 5 && !is_code;
}

static struct number
number_before(const struct prose *prose, size_t end)
{
    size_t start = digits_start(prose, end), separator = end;
    if (start < end && is_separator(prose_at(prose, start - 1)) &&
        is_digit(prose, start - 2)) {
        separator = start - 1;
        start = digits_start(prose, separator);
    }
    return (struct number){start, end, is_number(prose, start, end, separator)};
}

static struct number
number_after(const struct prose *prose, size_t start)
{
    size_t separator = digits_end(prose, start), end = separator;
    if (separator > start && is_separator(prose_at(prose, separator)) &&
        is_digit(prose, separator + 1))
        end = digits_end(prose, separator + 1);
    return (struct number){start, end, is_number(prose, start, end, separator)};
}

/* 2012-2016, 12-18, 9.00-12.30: two numbers that are no part of a date, a
 * telephone number or an ISBN. */
static bool
is_range(const struct prose *prose, size_t at)
{
    struct number from = number_before(prose, at);
    struct number to = number_after(prose, at + 1);
    if (!from.is_valid || !to.is_valid)
        return false;
    unsigned before = prose_at(prose, from.start - 1);
    unsigned after = prose_at(prose, to.end);
    bool goes_on = is_separator(after) && is_digit(prose, to.end + 1);
    return before != '-' && before != '/' && !is_separator(before) &&
           after != '-' && after != '/' && !goes_on && !code_is_word(before) &&
           !code_is_word(after);
}

static void
emit_range(struct prose *prose, size_t at)
{
    if (prose_emitted(prose) != WORD_JOINER)
        prose_emit(prose, WORD_JOINER, at);
    prose_emit(prose, EN_DASH, at);
    if (prose_at(prose, at + 1) != WORD_JOINER)
        prose_emit(prose, WORD_JOINER, at);
}

/* No line begins with a dash. */
static void
emit_dash(struct prose *prose, size_t at)
{
    if (prose_emitted(prose) == ' ')
        prose_set_emitted(prose, NO_BREAK_SPACE);
    prose_emit(prose, EN_DASH, at);
}

/* e-mail, 0-meting, A4-vel, co-housing, 's-Hertogenbosch: too short before
 * the hyphen to be left at a line's end; plan-B: too short after it; digits
 * of one code; and -middagen, which keeps its hyphen. */
static bool
must_not_break(const struct prose *prose, size_t at)
{
    size_t start = prose_word_start(prose, at);
    size_t end = prose_word_end(prose, at + 1);
    unsigned before = prose_at(prose, at - 1);
    if (end == at + 1)
        return false;
    if (start == at)
        return code_is_space(before) || before == '(' || before == '/';
    if (at - start == 1 || end - at == 2)
        return true;
    if (at - start == 2 && prose_spells(prose, start, "co"))
        return true;
    return code_is_ascii_digit(before) &&
           (at - start <= 3 || is_digit(prose, at + 1));
}

/* How many hyphens make a dash here: the two of "woord -- woord" and
 * "woord--woord", the one of "woord - woord"; else 0. */
static size_t
dash_size(const struct prose *prose, size_t at)
{
    unsigned before = prose_at(prose, at - 1);
    size_t end = at;
    while (prose_at(prose, end) == '-')
        end++;
    unsigned after = prose_at(prose, end);
    if (before == '-' || end - at > 2)
        return 0;
    if (end - at == 2) /* not of an option, "--help" */
        return before || code_is_space(after) ? 2 : 0;
    bool is_spaced =
        before && code_is_space(before) && after && code_is_space(after);
    bool is_sum = is_digit(prose, at - 2) && is_digit(prose, end + 1);
    return is_spaced && !is_sum ? 1 : 0;
}

static size_t
take_hyphens(struct prose *prose, size_t at)
{
    size_t size = dash_size(prose, at);
    if (size) {
        if (is_digit(prose, at - 1) && is_digit(prose, at + size))
            emit_range(prose, at); /* 3--5 */
        else
            emit_dash(prose, at);
        for (size_t i = 1; i < size; i++)
            prose_drop(prose, at + i);
        return at + size;
    }
    if (is_range(prose, at))
        emit_range(prose, at);
    else if (must_not_break(prose, at))
        prose_emit(prose, NO_BREAK_HYPHEN, at);
    else
        prose_copy(prose, at);
    return at + 1;
}

/* An en dash between numbers is a range; other dashes, and an em dash with
 * spaces in Dutch, are those around a thought. */
static void
take_dash(struct prose *prose, size_t at)
{
    unsigned code = prose_at(prose, at);
    bool is_spaced = code_is_space(prose_at(prose, at - 1)) &&
                     code_is_space(prose_at(prose, at + 1));
    if (code == EN_DASH && is_digit(prose, at - 1) && is_digit(prose, at + 1))
        emit_range(prose, at);
    else if (code == EN_DASH ||
             (is_spaced && prose_language_at(prose, at) == PROSE_DUTCH))
        emit_dash(prose, at);
    else
        prose_copy(prose, at);
}

/* "ja ..." omits words, "wach..." cuts one; "en zo verder..." omits.  A full
 * stop behind it goes (house style E1); more dots than four are to be filled
 * in. */
static size_t
take_dots(struct prose *prose, size_t at)
{
    size_t end = at, start = prose_word_start(prose, at);
    while (prose_at(prose, end) == '.')
        end++;
    if (end - at < 3 || end - at > 4) {
        for (size_t i = at; i < end; i++)
            prose_copy(prose, i);
        return end;
    }
    if (prose_emitted(prose) == ' ')
        prose_set_emitted(prose, NO_BREAK_SPACE);
    else if (at - start == 6 && prose_spells(prose, start, "verder"))
        prose_emit(prose, NO_BREAK_SPACE, at);
    prose_emit(prose, ELLIPSIS, at);
    for (size_t i = at + 1; i < end; i++)
        prose_drop(prose, i);
    return end;
}

void
prose_set_dashes(struct prose *prose)
{
    size_t at = 0;
    while (at < prose->letters.count) {
        unsigned code = prose_at(prose, at);
        if (prose_language_at(prose, at) == PROSE_OTHER)
            prose_copy(prose, at++);
        else if (code == '-')
            at = take_hyphens(prose, at);
        else if (code == EN_DASH || code == EM_DASH)
            take_dash(prose, at++);
        else if (code == '.')
            at = take_dots(prose, at);
        else
            prose_copy(prose, at++);
    }
    prose_filtered(prose);
}
