/* Quotation marks and apostrophes.
 *
 * Dutch: single outside, double inside, whichever was typed (house style Q1).
 * An apostrophe is always U+2019 (Q2).  A straight ' opens only before a
 * letter or digit, after a space or an opening mark, and not in 's, 't, 'n
 * ... nor before a year of two digits; else it closes or is an apostrophe. */
#include "pass/prose.h"

#include "base/utf8.h"

enum { QUOTES_DEEP = 16 };

struct quote {
    size_t at;
    unsigned typed; /* '"', '\'', or a curly one */
    bool is_double; /* as printed */
};

struct quotes {
    struct prose *prose;
    struct quote open[QUOTES_DEEP];
    size_t count;
};

/* May a quotation open after this? */
static bool
opens_after(unsigned code)
{
    return code_is_space(code) || code == '(' || code == '[' || code == '{' ||
           code == EN_DASH || code == EM_DASH || code == '/' ||
           code == SINGLE_OPEN || code == DOUBLE_OPEN || code == LOW_DOUBLE ||
           code == LOW_SINGLE;
}

/* Is the word after an apostrophe at `at` one that begins with it: 's avonds,
 * 't is, 's-Hertogenbosch, 'ns? */
static bool
is_clipped_word(const struct prose *prose, size_t at)
{
    static const char *const clipped[] = {"s", "t", "n", "k", "ns",
                                          "m", "z", "d", "er"};
    size_t end = prose_word_end(prose, at + 1);
    unsigned after = prose_at(prose, end);
    if (!code_is_space(after) && after != '-' && after != NO_BREAK_HYPHEN &&
        !(after == '\'' && end == at + 2))
        return false;
    for (size_t i = 0; i < sizeof clipped / sizeof clipped[0]; i++) {
        size_t length = 0;
        while (clipped[i][length])
            length++;
        if (length == end - at - 1 && prose_spells(prose, at + 1, clipped[i]))
            /* 'n' as in "rock 'n' roll"; other single letters in quotes are
             * quoted. */
            return after != '\'' || clipped[i][0] == 'n';
    }
    return false;
}

/* '70 */
static bool
is_clipped_year(const struct prose *prose, size_t at)
{
    return code_is_ascii_digit(prose_at(prose, at + 1)) &&
           code_is_ascii_digit(prose_at(prose, at + 2)) &&
           !code_is_ascii_digit(prose_at(prose, at + 3));
}

static void
quote_open(struct quotes *quotes, size_t at, bool is_double)
{
    unsigned typed = prose_at(quotes->prose, at);
    if (quotes->count < QUOTES_DEEP)
        quotes->open[quotes->count++] = (struct quote){at, typed, is_double};
    if (typed == '"' || typed == '\'')
        prose_set(quotes->prose, at, is_double ? DOUBLE_OPEN : SINGLE_OPEN);
}

/* The mark that a straight one becomes: the other than that around it. */
static bool
opens_double(const struct quotes *quotes, size_t at)
{
    if (prose_language_at(quotes->prose, at) == PROSE_ENGLISH)
        return prose_at(quotes->prose, at) == '"';
    return quotes->count > 0 && !quotes->open[quotes->count - 1].is_double;
}

/* Closes the innermost quotation that opened with `typed`; false when there
 * is none. */
static bool
quote_close(struct quotes *quotes, size_t at, unsigned typed)
{
    size_t level = quotes->count;
    while (level > 0 && quotes->open[level - 1].typed != typed)
        level--;
    if (level == 0)
        return false;
    bool is_double = quotes->open[level - 1].is_double;
    quotes->count = level - 1;
    prose_set(quotes->prose, at, is_double ? DOUBLE_CLOSE : SINGLE_CLOSE);
    return true;
}

static void
set_straight_double(struct quotes *quotes, size_t at)
{
    unsigned before = prose_at(quotes->prose, at - 1);
    unsigned after = prose_at(quotes->prose, at + 1);
    bool opens = opens_after(before) && !code_is_space(after);
    bool closes = !code_is_space(before);
    if (opens && closes) /* after a dash or slash */
        opens = code_is_word(after);
    if (!opens && quote_close(quotes, at, '"'))
        return;
    if (opens || code_is_word(after))
        quote_open(quotes, at, opens_double(quotes, at));
    else if (!code_is_ascii_digit(before)) /* inches stay as they are */
        prose_set(quotes->prose, at,
                  prose_language_at(quotes->prose, at) == PROSE_ENGLISH
                      ? DOUBLE_CLOSE
                      : SINGLE_CLOSE);
}

static void
set_straight_single(struct quotes *quotes, size_t at)
{
    struct prose *prose = quotes->prose;
    unsigned before = prose_at(prose, at - 1), after = prose_at(prose, at + 1);
    bool opens = opens_after(before) && !code_is_space(after) &&
                 !is_clipped_word(prose, at) && !is_clipped_year(prose, at);
    if (opens) {
        quote_open(quotes, at, opens_double(quotes, at));
        return;
    }
    if (!code_is_word(after) && !code_is_space(before) &&
        quote_close(quotes, at, '\''))
        return;
    prose_set(prose, at, SINGLE_CLOSE);
}

/* Marks that are curly already stay, but count: what stands inside them is
 * nested.  A word processor's ‘s becomes ’s. */
static void
see_curly(struct quotes *quotes, size_t at, unsigned code)
{
    struct prose *prose = quotes->prose;
    bool word_after = code_is_word(prose_at(prose, at + 1));
    if (code == SINGLE_OPEN &&
        (is_clipped_word(prose, at) || is_clipped_year(prose, at)))
        prose_set(prose, at, SINGLE_CLOSE);
    else if (code == SINGLE_OPEN || code == LOW_SINGLE)
        quote_open(quotes, at, false);
    else if (code == DOUBLE_OPEN || code == LOW_DOUBLE)
        quote_open(quotes, at, true);
    else if (quotes->count > 0 && !(code == SINGLE_CLOSE && word_after)) {
        unsigned typed = quotes->open[quotes->count - 1].typed;
        bool pairs = code == SINGLE_CLOSE
                         ? typed == SINGLE_OPEN || typed == LOW_SINGLE
                         : typed == DOUBLE_OPEN || typed == LOW_DOUBLE;
        quotes->count -= pairs;
    }
}

/* A single mark that nothing closes, before a small letter, was the
 * apostrophe of a clipped word: 'tuurlijk. */
static void
settle_unclosed(struct quotes *quotes)
{
    struct prose *prose = quotes->prose;
    for (size_t i = 0; i < quotes->count; i++) {
        const struct quote *quote = &quotes->open[i];
        unsigned after = prose_at(prose, quote->at + 1);
        if (quote->typed == '\'' && code_is_word(after) &&
            !utf8_is_upper(after))
            prose_set(prose, quote->at, SINGLE_CLOSE);
    }
}

void
prose_set_quotes(struct prose *prose)
{
    struct quotes quotes = {.prose = prose};
    for (size_t at = 0; at < prose->letters.count; at++) {
        unsigned code = prose->letters.items[at].code;
        if (code != '"' && code != '\'' &&
            (code < SINGLE_OPEN || code > LOW_DOUBLE))
            continue;
        if (prose_language_at(prose, at) == PROSE_OTHER)
            continue;
        if (code == '"')
            set_straight_double(&quotes, at);
        else if (code == '\'')
            set_straight_single(&quotes, at);
        else
            see_curly(&quotes, at, code);
    }
    settle_unclosed(&quotes);
}
