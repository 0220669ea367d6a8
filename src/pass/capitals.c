/* The capital after a clipped word that opens a sentence: ’s Avonds (house
 * style Q3). */
#include "pass/prose.h"

#include "base/utf8.h"

static const char *const clipped[] = {"s", "t", "n", "k", NULL};
/* Words whose full stop ends no sentence. */
static const char *const shortened[] = {"bijv", "ca",   "circa", "evt",
                                        "excl", "incl", "max",   "min",
                                        "nl",   "resp", "vgl",   NULL};

static bool
is_opening(unsigned code)
{
    return code == SINGLE_OPEN || code == DOUBLE_OPEN || code == LOW_SINGLE ||
           code == LOW_DOUBLE || code == '(' || code == '[';
}

static bool
is_closing(unsigned code)
{
    return code == SINGLE_CLOSE || code == DOUBLE_CLOSE || code == ')' ||
           code == ']';
}

/* Does what ends before `end` end a sentence?  "o.a." and "bijv." do not. */
static bool
ends_sentence(const struct prose *prose, size_t end)
{
    while (end > 0 && is_closing(prose_at(prose, end - 1)))
        end--;
    unsigned mark = prose_at(prose, end - 1);
    if (mark == '!' || mark == '?')
        return true;
    size_t start = prose_word_start(prose, end - 1);
    return mark == '.' && prose_at(prose, start - 1) != '.' &&
           !prose_is_one_of(prose, start, end - 1, shortened);
}

/* List items, cells and captions are often fragments: "’s avonds". */
static bool
is_sentence(const struct prose *prose)
{
    size_t end = prose->letters.count;
    while (end > 0 && (code_is_space(prose_at(prose, end - 1)) ||
                       is_closing(prose_at(prose, end - 1))))
        end--;
    unsigned mark = prose_at(prose, end - 1);
    return prose->is_title || mark == '.' || mark == '!' || mark == '?' ||
           mark == ':' || mark == ELLIPSIS;
}

static bool
begins_sentence(const struct prose *prose, size_t at)
{
    while (at > 0 && is_opening(prose_at(prose, at - 1)))
        at--;
    if (at == 0)
        return is_sentence(prose);
    return code_is_space(prose_at(prose, at - 1)) &&
           ends_sentence(prose, at - 1);
}

void
prose_set_capitals(struct prose *prose)
{
    for (size_t at = 0; at + 3 < prose->letters.count; at++) {
        if (prose_at(prose, at) != SINGLE_CLOSE ||
            prose_language_at(prose, at) != PROSE_DUTCH ||
            !prose_is_one_of(prose, at + 1, at + 2, clipped) ||
            !code_is_space(prose_at(prose, at + 2)) ||
            !begins_sentence(prose, at))
            continue;
        size_t first = at + 3;
        if (prose_spells(prose, first, "ij"))
            prose_set(prose, first + 1, 'J');
        prose_set(prose, first, utf8_to_upper(prose_at(prose, first)));
    }
}
