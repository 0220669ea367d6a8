#include "doc/list_number.h"

enum list_number
list_number_of(const struct node *list)
{
    int depth = 0;
    for (const struct node *node = list->parent;
         node && (node->kind == NODE_ITEM || node->kind == NODE_LIST);
         node = node->parent)
        depth += node->kind == NODE_LIST && node->list.ordered;
    return depth == 1 ? LIST_LETTERS : depth == 2 ? LIST_ROMAN : LIST_FIGURES;
}

/* As in HTML. */
struct text
list_letters(struct arena *arena, int number)
{
    char text[8];
    size_t at = sizeof text;
    for (; number > 0 && at > 0; number = (number - 1) / 26)
        text[--at] = (char)('a' + (number - 1) % 26);
    return arena_text(arena, (struct text){text + at, sizeof text - at});
}

static struct text
roman(struct arena *arena, int number)
{
    static const struct {
        int value;
        const char *digits;
    } parts[] = {{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"},
                 {9, "ix"},  {5, "v"},   {4, "iv"}, {1, "i"}};
    struct text text = TEXT("");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (; number >= parts[i].value; number -= parts[i].value)
            text = arena_text_concat(arena, text, text_of(parts[i].digits));
    return text;
}

struct text
list_number_text(struct arena *arena, const struct node *list, size_t index)
{
    enum { MOST = 399 }; /* beyond it, and from 0 down, figures */
    int number = list->list.start + (int)index;
    enum list_number kind = list_number_of(list);
    if (kind == LIST_FIGURES || number < 1 || number > MOST)
        return arena_printf(arena, "%d.", number);
    struct text digits =
        kind == LIST_ROMAN ? roman(arena, number) : list_letters(arena, number);
    return arena_printf(arena, "%.*s)", TEXT_PRINTF(digits));
}
