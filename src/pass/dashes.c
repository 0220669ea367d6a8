/* Dashes, hyphens that must not break, ellipses: a filter over the prose. */
#include "pass/prose.h"

/* The run of digits that ends before `end` begins here. */
static size_t
digits_start(const struct prose *prose, size_t end)
{
    while (end > 0 && code_is_ascii_digit(prose_at(prose, end - 1)))
        end--;
    return end;
}

static size_t
digits_end(const struct prose *prose, size_t at)
{
    while (code_is_ascii_digit(prose_at(prose, at)))
        at++;
    return at;
}

/* 2012-2016, 12-18: two numbers of at most four digits, not part of a date,
 * a telephone number or an ISBN. */
static bool
is_range(const struct prose *prose, size_t at)
{
    size_t start = digits_start(prose, at), end = digits_end(prose, at + 1);
    if (start == at || end == at + 1 || at - start > 4 || end - at - 1 > 4)
        return false;
    unsigned before = prose_at(prose, start - 1), after = prose_at(prose, end);
    return before != '-' && after != '-' && before != '.' && before != '/' &&
           !code_is_word(before) && !code_is_word(after) &&
           prose_at(prose, start) != '0';
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
    if (prose_emitted(prose) == ' ' || prose_emitted(prose) == '\n')
        prose_set_emitted(prose, NO_BREAK_SPACE);
    prose_emit(prose, EN_DASH, at);
}

/* e-mail, 0-meting, A4-vel, co-housing, 's-Hertogenbosch: too short before
 * the hyphen to be left at a line's end; and -middagen, which keeps its
 * hyphen. */
static bool
must_not_break(const struct prose *prose, size_t at)
{
    size_t start = prose_word_start(prose, at);
    unsigned before = prose_at(prose, at - 1);
    if (!code_is_word(prose_at(prose, at + 1)))
        return false;
    if (start == at)
        return code_is_space(before) || before == '(' || before == '/';
    if (at - start == 1)
        return true;
    if (at - start == 2 && prose_spells(prose, start, "co"))
        return true;
    return at - start <= 3 && code_is_ascii_digit(before);
}

static size_t
take_hyphens(struct prose *prose, size_t at)
{
    bool spaced = code_is_space(prose_at(prose, at - 1)) &&
                  code_is_space(prose_at(prose, at + 2));
    if (prose_at(prose, at + 1) == '-' && prose_at(prose, at + 2) != '-' &&
        prose_at(prose, at - 1) != '-' && (spaced || prose_at(prose, at - 1))) {
        emit_dash(prose, at);
        return at + 2;
    }
    if (is_range(prose, at))
        emit_range(prose, at);
    else if (must_not_break(prose, at))
        prose_emit(prose, NO_BREAK_HYPHEN, at);
    else
        prose_copy(prose, at);
    return at + 1;
}

/* "ja ..." omits words, "wach..." cuts one; "en zo verder..." omits. */
static void
emit_ellipsis(struct prose *prose, size_t at)
{
    size_t start = prose_word_start(prose, at);
    if (prose_emitted(prose) == ' ')
        prose_set_emitted(prose, NO_BREAK_SPACE);
    else if (at - start == 6 && prose_spells(prose, start, "verder"))
        prose_emit(prose, NO_BREAK_SPACE, at);
    prose_emit(prose, ELLIPSIS, at);
}

void
prose_set_dashes(struct prose *prose)
{
    size_t at = 0;
    while (at < prose->letters.count) {
        unsigned code = prose_at(prose, at);
        if (prose_language_at(prose, at) == PROSE_OTHER) {
            prose_copy(prose, at++);
        } else if (code == '-') {
            at = take_hyphens(prose, at);
        } else if (code == EN_DASH &&
                   code_is_ascii_digit(prose_at(prose, at - 1)) &&
                   code_is_ascii_digit(prose_at(prose, at + 1))) {
            emit_range(prose, at++);
        } else if (code == EN_DASH) {
            emit_dash(prose, at++);
        } else if (code == '.' && prose_at(prose, at + 1) == '.' &&
                   prose_at(prose, at + 2) == '.') {
            emit_ellipsis(prose, at);
            at += 3;
        } else {
            prose_copy(prose, at++);
        }
    }
    prose_filtered(prose);
}
