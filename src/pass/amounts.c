/* Numbers: a point from 10.000, the per cent sign closed up (house style
 * N3). */
#include "pass/prose.h"

/* Five digits or more that are a number: no code, year range, decimal. */
static size_t
long_number(const struct prose *prose, size_t at)
{
    unsigned before = prose_at(prose, at - 1);
    size_t end = at;
    while (code_is_ascii_digit(prose_at(prose, end)))
        end++;
    unsigned after = prose_at(prose, end);
    if (end - at < 5 || end - at > 9 || prose_at(prose, at) == '0' ||
        (before && !code_is_space(before) && before != '(' && before != EURO))
        return 0;
    if ((after == '.' || after == '-' || after == '/') &&
        code_is_ascii_digit(prose_at(prose, end + 1)))
        return 0;
    return code_is_word(after) || after == '-' ? 0 : end - at;
}

void
prose_set_amounts(struct prose *prose)
{
    for (size_t at = 0; at < prose->letters.count; at++) {
        unsigned code = prose_at(prose, at);
        if (prose_language_at(prose, at) != PROSE_DUTCH) {
            prose_copy(prose, at);
            continue;
        }
        bool closes_up = code_is_space(code) &&
                         prose_at(prose, at + 1) == '%' &&
                         code_is_ascii_digit(prose_at(prose, at - 1));
        if (closes_up) {
            prose->owners[prose->letters.items[at].owner].changed = true;
            continue;
        }
        size_t digits = code_is_ascii_digit(code) ? long_number(prose, at) : 0;
        for (size_t i = 0; i < digits; i++) {
            if (i && (digits - i) % 3 == 0)
                prose_emit(prose, '.', at + i);
            prose_copy(prose, at + i);
        }
        if (digits)
            at += digits - 1;
        else
            prose_copy(prose, at);
    }
    prose_filtered(prose);
}
