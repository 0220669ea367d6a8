#include "layout/balance.h"

#include "base/utf8.h"

#include <stdint.h>

enum {
    SMALL_WORD = 3, /* letters */
    /* Of a break, beside the square of a line's white in 1/1000 of the
     * measure. */
    AFTER_COLON = -200000,
    AFTER_COMMA = -60000,
    AFTER_SMALL_WORD = 150000
};

struct line_end { /* where a line may end */
    uint32_t item;
    scaled end, start; /* of all before it: where a line ends, and the next
                          begins */
    int64_t cost;
};

struct balance {
    const struct item_list *list;
    scaled measure;
    struct line_end places[BALANCED_WORDS_MOST + 1]; /* the title's end last */
    size_t count;
};

static int64_t
cost_after(struct text word)
{
    size_t at = word.size, letters = 0;
    if (!at)
        return 0;
    unsigned last = utf8_previous(word, &at);
    if (last == ':' || last == ';' || last == '?' || last == '!')
        return AFTER_COLON;
    if (last == ',' || last == 0x2013)
        return AFTER_COMMA;
    for (at = 0; at < word.size; letters++)
        if (!utf8_is_letter(utf8_next(word, &at)))
            return 0;
    return letters <= SMALL_WORD ? AFTER_SMALL_WORD : 0;
}

/* False when the title is too long, or has breaks of its own. */
static bool
places_collect(struct balance *balance)
{
    const struct item_list *list = balance->list;
    scaled width = 0;
    int64_t cost = 0;
    for (uint32_t i = 0; i < list->items.count; i++) {
        const struct item *item = &list->items.items[i];
        bool is_last = i + 1 == list->items.count;
        if (item->kind == ITEM_BREAK && !is_last)
            return false;
        if (is_last || (item->kind == ITEM_SPACE && !item->is_tied)) {
            if (balance->count > BALANCED_WORDS_MOST)
                return false;
            balance->places[balance->count++] =
                (struct line_end){i, width, width + item->width, cost};
        }
        if (item->kind == ITEM_BOX)
            cost = item->shape ? cost_after(item_text(list, item)) : 0;
        width += item->width;
    }
    return true;
}

/* Of a line from `start` to a place; INT64_MAX: it does not fit. */
static int64_t
line_cost(const struct balance *balance, scaled start,
          const struct line_end *place)
{
    scaled white = balance->measure - (place->end - start);
    if (white < 0)
        return INT64_MAX;
    int64_t part = (int64_t)white * 1000 / balance->measure;
    return part * part + place->cost;
}

void
lines_balance(const struct item_list *list, const struct break_rules *rules,
              struct line_breaks *breaks)
{
    int64_t best[BALANCED_LINES_MOST][BALANCED_WORDS_MOST + 1];
    uint8_t before[BALANCED_LINES_MOST][BALANCED_WORDS_MOST + 1];
    struct balance balance = {.list = list, .measure = rules->measure};
    size_t lines = breaks->count;
    if (lines < 2 || lines > BALANCED_LINES_MOST || rules->measure <= 0 ||
        !places_collect(&balance) || !balance.count)
        return;
    for (size_t i = 0; i < lines; i++)
        if (breaks->items[i].point >= 0)
            return;
    for (size_t line = 0; line < lines; line++)
        for (size_t to = 0; to < balance.count; to++) {
            best[line][to] = INT64_MAX;
            size_t first = line ? 0 : to, last = line ? to : to + 1;
            for (size_t from = first; from < last; from++) {
                scaled start =
                    line ? balance.places[from].start : -rules->first_indent;
                int64_t cost = line_cost(&balance, start, &balance.places[to]);
                int64_t base = line ? best[line - 1][from] : 0;
                if (cost == INT64_MAX || base == INT64_MAX ||
                    base + cost >= best[line][to])
                    continue;
                best[line][to] = base + cost;
                before[line][to] = (uint8_t)from;
            }
        }
    size_t at = balance.count - 1;
    if (best[lines - 1][at] == INT64_MAX)
        return; /* only with shrunk spaces, or a hanging hyphen */
    for (size_t line = lines; line-- > 0; at = before[line][at])
        breaks->items[line].item = balance.places[at].item;
}
