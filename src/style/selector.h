/* Selectors of style sheets: which nodes a rule speaks of.
 *
 *     heading 2                 kind, and level where the kind has one
 *     .valkuilen heading        somewhere below a node with that role or class
 *     part > heading            right below
 *     chapter.colophon, colophon   a chapter of that kind
 *     list.ordered, cell.header    a state of the node, written as a class
 *
 * A selector never says how anything looks. */
#ifndef STYLE_SELECTOR_H
#define STYLE_SELECTOR_H

#include "base/diag.h"
#include "doc/node.h"

enum { SELECTOR_PARTS = 6, SELECTOR_CLASSES = 4, SELECTOR_ANY = -1 };

struct selector_part {
    int kind;         /* enum node_kind, or SELECTOR_ANY */
    int chapter_kind; /* enum chapter_kind, or SELECTOR_ANY */
    int level;        /* 0: any */
    struct text classes[SELECTOR_CLASSES];
    int class_count;
    bool is_child; /* stands right below the part before it */
};

/* What a node and its ancestors are, as sets of bits.  Most rules speak of
 * certain classes and of what stands in certain blocks: where a trait that
 * they need is missing, they need not be tried. */
struct selector_traits {
    uint64_t own, above;
};

struct selector {
    struct selector_part parts[SELECTOR_PARTS]; /* outermost first */
    int part_count;
    struct selector_traits needs;
    int weight; /* of two rules that set one property the heavier counts */
};

/* Reads one selector.  False after reporting what is wrong at `span`. */
bool selector_parse(struct text text, struct span span, struct arena *arena,
                    struct diag *diag, struct selector *selector);
struct selector_traits selector_traits_of(const struct node *node);
static inline bool
selector_may_match(const struct selector *selector,
                   const struct selector_traits *traits)
{
    return !(selector->needs.own & ~traits->own) &&
           !(selector->needs.above & ~traits->above);
}
/* Does it speak of this node?  Looks at most 64 ancestors up. */
bool selector_matches(const struct selector *selector, const struct node *node);
/* The kind that a node must have, or SELECTOR_ANY. */
int selector_kind(const struct selector *selector);

#endif
