#include "style/cascade.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    RECENT = 256,      /* direct-mapped cache of nodes; a power of two */
    MOST_MATCHES = 63, /* rules that count for one node */
    MOST_INLINE = 32   /* nested inline nodes that still change the look */
};

struct rule_list {
    const struct rule **items; /* lightest first */
    size_t count;
};

struct recent {
    const struct node *node;
    const struct block_style *style;
};

struct cascade {
    struct arena *arena;
    const struct block_style *root;
    scaled grid;
    struct rule_list by_kind[NODE_KIND_COUNT]; /* that may match the kind */
    struct map styles; /* (parent's style, rules) -> struct block_style */
    struct recent recent[RECENT];
};

struct matches {
    const void *key[MOST_MATCHES + 1]; /* parent's style, then the rules */
    size_t count;                      /* of the rules */
};

static const struct rule **
rules_by_weight(struct arena *arena, struct rule *rules, size_t count)
{
    const struct rule **sorted =
        ARENA_ARRAY(arena, count ? count : 1, const struct rule *);
    for (size_t i = 0; i < count; i++) { /* stable; sheets are short */
        size_t at = i;
        while (at &&
               sorted[at - 1]->selector.weight > rules[i].selector.weight) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = &rules[i];
    }
    return sorted;
}

struct cascade *
cascade_new(struct arena *arena, struct rule *rules, size_t rule_count,
            const struct block_style *root, scaled grid)
{
    struct cascade *cascade = ARENA_NEW(arena, struct cascade);
    cascade->arena = arena;
    cascade->root = root;
    cascade->grid = grid;
    cascade->styles = map_in(arena);
    const struct rule **sorted = rules_by_weight(arena, rules, rule_count);
    for (int kind = 0; kind < NODE_KIND_COUNT; kind++) {
        struct rule_list *list = &cascade->by_kind[kind];
        list->items = ARENA_ARRAY(arena, rule_count + 1, const struct rule *);
        for (size_t i = 0; i < rule_count; i++) {
            int wanted = selector_kind(&sorted[i]->selector);
            if (wanted == SELECTOR_ANY || wanted == kind)
                list->items[list->count++] = sorted[i];
        }
    }
    return cascade;
}

struct cascade *
cascade_fork(struct arena *arena, const struct cascade *cascade)
{
    struct cascade *fork = ARENA_NEW(arena, struct cascade);
    fork->arena = arena;
    fork->root = cascade->root;
    fork->grid = cascade->grid;
    fork->styles = map_in(arena);
    memcpy(fork->by_kind, cascade->by_kind, sizeof fork->by_kind);
    return fork;
}

static void
rules_match(const struct cascade *cascade, const struct node *node,
            struct matches *matches)
{
    const struct rule_list *list = &cascade->by_kind[node->kind];
    struct selector_traits traits = selector_traits_of(node);
    matches->count = 0;
    for (size_t i = 0; i < list->count; i++)
        if (selector_may_match(&list->items[i]->selector, &traits) &&
            selector_matches(&list->items[i]->selector, node) &&
            matches->count < MOST_MATCHES)
            matches->key[1 + matches->count++] = list->items[i];
}

static void
matches_apply(const struct matches *matches, scaled grid,
              struct block_style *style)
{
    struct declaration items[DECLARATIONS_MOST];
    struct declarations merged = {items, 0};
    for (size_t i = 0; i < matches->count; i++) {
        const struct rule *rule = matches->key[1 + i];
        declarations_merge(&merged, &rule->declarations);
    }
    declarations_apply(&merged, grid, style);
}

/* What a block has before any rule: its parent's text, and no box. */
static struct block_style
style_inherit(const struct block_style *parent)
{
    return (struct block_style){.text = parent->text,
                                .leading = parent->leading,
                                .align = parent->align,
                                .hyphenate = parent->hyphenate,
                                .hyphen_left = parent->hyphen_left,
                                .hyphen_right = parent->hyphen_right,
                                .keep_lines = parent->keep_lines,
                                .columns = 1,
                                .marker = TEXT(""),
                                .icon = TEXT(""),
                                .label = TEXT("")};
}

static const struct block_style *
style_below(struct cascade *cascade, const struct block_style *parent,
            const struct node *node)
{
    struct matches matches;
    rules_match(cascade, node, &matches);
    matches.key[0] = parent;
    struct text key = {(const char *)matches.key,
                       (1 + matches.count) * sizeof *matches.key};
    struct block_style *style = map_find(&cascade->styles, key);
    if (!style) {
        style = ARENA_NEW(cascade->arena, struct block_style);
        *style = style_inherit(parent);
        matches_apply(&matches, cascade->grid, style);
        map_set(&cascade->styles, arena_text(cascade->arena, key), style);
    }
    return style;
}

static struct recent *
recent_place(struct cascade *cascade, const struct node *node)
{
    uintptr_t bits = (uintptr_t)node >> 4;
    return &cascade->recent[(bits ^ bits >> 8) & (RECENT - 1)];
}

const struct block_style *
cascade_block(struct cascade *cascade, const struct node *node)
{
    if (!node)
        return cascade->root;
    struct recent *recent = recent_place(cascade, node);
    if (recent->node == node)
        return recent->style;
    /* Up to an ancestor whose style is known, then down again: no recursion,
     * trees may be deep. */
    const struct node *known = node;
    size_t depth = 0;
    while (known && recent_place(cascade, known)->node != known) {
        known = known->parent;
        depth++;
    }
    const struct block_style *style =
        known ? recent_place(cascade, known)->style : cascade->root;
    const struct node **path = memory_alloc(depth * sizeof *path);
    const struct node *step = node;
    for (size_t i = depth; i-- > 0; step = step->parent)
        path[i] = step;
    for (size_t i = 0; i < depth; i++) {
        style = style_below(cascade, style, path[i]);
        *recent_place(cascade, path[i]) = (struct recent){path[i], style};
    }
    free(path);
    return style;
}

struct text_style
cascade_text(struct cascade *cascade, const struct block_style *block,
             const struct node *inline_node)
{
    const struct node *path[MOST_INLINE];
    int depth = 0;
    for (const struct node *node = inline_node;
         node && node_kind_is_inline(node->kind) && depth < MOST_INLINE;
         node = node->parent)
        if (node->kind != NODE_TEXT)
            path[depth++] = node;
    if (!depth)
        return block->text;
    struct block_style style = {.text = block->text};
    while (depth--) {
        struct matches matches;
        rules_match(cascade, path[depth], &matches);
        matches_apply(&matches, cascade->grid, &style);
    }
    return style.text;
}
