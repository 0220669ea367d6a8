/* Which rules of a sheet count for a node, and what they add up to.
 *
 * Rules apply in order of weight, then of appearance, a based-on sheet's
 * first.  Text properties come from the ancestors.  Results are kept, so a
 * cascade belongs to one thread, and the tree must stay as it is while nodes
 * are asked for. */
#ifndef STYLE_CASCADE_H
#define STYLE_CASCADE_H

#include "style/property.h"
#include "style/selector.h"

struct rule {
    struct selector selector;
    struct declarations declarations;
};

struct cascade;

/* `rules` in order of appearance; `root` is what the outermost nodes
 * inherit. */
struct cascade *cascade_new(struct arena *arena, struct rule *rules,
                            size_t rule_count, const struct block_style *root,
                            scaled grid);
/* The same rules, with results of its own. */
struct cascade *cascade_fork(struct arena *arena,
                             const struct cascade *cascade);
const struct block_style *cascade_block(struct cascade *cascade,
                                        const struct node *node);
struct text_style cascade_text(struct cascade *cascade,
                               const struct block_style *block,
                               const struct node *inline_node);

#endif
