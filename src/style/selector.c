#include "style/selector.h"

#include <string.h>

/* Deeper nesting than this no designer means, and a hostile book must not
 * make matching quadratic. */
enum { MOST_ANCESTORS = 64 };

static const char *const chapter_names[] = {
    [CHAPTER_PLAIN] = "plain",
    [CHAPTER_BLOCK] = "block",
    [CHAPTER_TITLEPAGE] = "titlepage",
    [CHAPTER_COLOPHON] = "colophon",
    [CHAPTER_CONTENTS] = "contents",
    [CHAPTER_PREFACE] = "preface",
    [CHAPTER_INTRODUCTION] = "introduction",
    [CHAPTER_GLOSSARY] = "glossary",
    [CHAPTER_BIBLIOGRAPHY] = "bibliography",
    [CHAPTER_APPENDIX] = "appendix",
    [CHAPTER_ACCESSIBILITY] = "accessibility",
    [CHAPTER_INDEX] = "index",
    [CHAPTER_CONCORDANCE] = "concordance",
    [CHAPTER_CHANGES] = "changes",
};
enum { CHAPTER_KINDS = sizeof chapter_names / sizeof *chapter_names };

static int
chapter_kind_find(struct text name)
{
    for (int i = 0; i < CHAPTER_KINDS; i++)
        if (text_equals(name, chapter_names[i]))
            return i;
    return SELECTOR_ANY;
}

static int
node_kind_find(struct text name)
{
    for (int i = 0; i < NODE_KIND_COUNT; i++)
        if (text_equals(name, node_kind_name((enum node_kind)i)))
            return i;
    return SELECTOR_ANY;
}

static bool
kind_unknown(struct text name, struct span span, struct arena *arena,
             struct diag *diag)
{
    struct text names[NODE_KIND_COUNT + CHAPTER_KINDS];
    size_t count = 0;
    for (int i = 0; i < NODE_KIND_COUNT; i++)
        names[count++] = text_of(node_kind_name((enum node_kind)i));
    for (int i = 0; i < CHAPTER_KINDS; i++)
        names[count++] = text_of(chapter_names[i]);
    diag_report_hint(diag, STYLE_SELECTOR,
                     diag_suggest(arena, name, names, count), span,
                     TEXT_PRINTF(name));
    return false;
}

/* "chapter.colophon.klein": a kind, then classes. */
static bool
part_parse(struct text word, struct span span, struct arena *arena,
           struct diag *diag, struct selector_part *part)
{
    size_t end = text_index(word, '.', 0);
    struct text name = text_slice(word, 0, end);
    part->kind = part->chapter_kind = SELECTOR_ANY;
    if (name.size) {
        part->kind = node_kind_find(name);
        if (part->kind == SELECTOR_ANY) {
            part->kind = NODE_CHAPTER;
            part->chapter_kind = chapter_kind_find(name);
            if (part->chapter_kind == SELECTOR_ANY)
                return kind_unknown(name, span, arena, diag);
        }
    }
    while (end < word.size) {
        size_t next = text_index(word, '.', end + 1);
        struct text class_name = text_slice(word, end + 1, next);
        end = next;
        int chapter_kind = chapter_kind_find(class_name);
        if (part->kind == NODE_CHAPTER && chapter_kind != SELECTOR_ANY) {
            part->chapter_kind = chapter_kind;
            continue;
        }
        if (!class_name.size || part->class_count == SELECTOR_CLASSES)
            return kind_unknown(word, span, arena, diag);
        part->classes[part->class_count++] = class_name;
    }
    return true;
}

static bool
has_level(int kind)
{
    return kind == NODE_HEADING || kind == NODE_CONTENTS_ENTRY ||
           kind == NODE_INDEX_ENTRY;
}

static int
selector_weight(const struct selector *selector)
{
    int weight = 0;
    for (int i = 0; i < selector->part_count; i++) {
        const struct selector_part *part = &selector->parts[i];
        weight += part->kind != SELECTOR_ANY;
        weight += 16 * (part->class_count + (part->level != 0) +
                        (part->chapter_kind != SELECTOR_ANY));
    }
    return weight;
}

/* --- traits ---------------------------------------------------------------
 */

static uint64_t
kind_trait(int kind)
{
    return (uint64_t)1 << (kind % 32);
}

static uint64_t
chapter_trait(int kind)
{
    return (uint64_t)1 << (32 + kind % 8);
}

/* Of a role or class: by its length and ends, which tells most apart. */
static uint64_t
class_trait(struct text name)
{
    unsigned mixed = (unsigned)name.size;
    if (name.size)
        mixed += (unsigned char)name.data[0] * 5u +
                 (unsigned char)name.data[name.size - 1];
    return (uint64_t)1 << (40 + mixed % 24);
}

/* States stand in no list of classes. */
static bool
is_state(struct text name)
{
    static const char *const states[] = {"ordered", "task",   "tight",
                                         "checked", "header", "next"};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (text_equals(name, states[i]))
            return true;
    return false;
}

static uint64_t
part_traits(const struct selector_part *part)
{
    uint64_t traits = 0;
    if (part->kind != SELECTOR_ANY)
        traits |= kind_trait(part->kind);
    if (part->chapter_kind != SELECTOR_ANY)
        traits |= chapter_trait(part->chapter_kind);
    for (int i = 0; i < part->class_count; i++)
        if (!is_state(part->classes[i]))
            traits |= class_trait(part->classes[i]);
    return traits;
}

static uint64_t
node_traits(const struct node *node)
{
    uint64_t traits = kind_trait((int)node->kind);
    if (node->kind == NODE_CHAPTER)
        traits |= chapter_trait((int)node->chapter.kind);
    if (node->role.size)
        traits |= class_trait(node->role);
    for (uint32_t i = 0; i < node->class_count; i++)
        traits |= class_trait(node->classes[i]);
    return traits;
}

struct selector_traits
selector_traits_of(const struct node *node)
{
    struct selector_traits traits = {.own = node_traits(node)};
    int steps = MOST_ANCESTORS;
    for (node = node->parent; node && steps--; node = node->parent)
        traits.above |= node_traits(node);
    return traits;
}

/* --- reading --------------------------------------------------------------
 */

bool
selector_parse(struct text text, struct span span, struct arena *arena,
               struct diag *diag, struct selector *selector)
{
    *selector = (struct selector){0};
    struct text rest = text, word;
    bool is_child = false;
    while (text_next_word(&rest, &word)) {
        int count = selector->part_count;
        struct selector_part *last = count ? &selector->parts[count - 1] : NULL;
        if (last && text_equals(word, ">")) {
            is_child = true;
            continue;
        }
        if (last && word.size == 1 && word.data[0] >= '1' &&
            word.data[0] <= '6' && has_level(last->kind)) {
            last->level = word.data[0] - '0';
            continue;
        }
        if (count == SELECTOR_PARTS)
            return kind_unknown(word, span, arena, diag);
        if (!part_parse(word, span, arena, diag, &selector->parts[count]))
            return false;
        selector->parts[count].is_child = is_child;
        is_child = false;
        selector->part_count++;
    }
    if (!selector->part_count || is_child)
        return kind_unknown(text, span, arena, diag);
    selector->weight = selector_weight(selector);
    int last = selector->part_count - 1;
    selector->needs.own = part_traits(&selector->parts[last]);
    for (int i = 0; i < last; i++)
        selector->needs.above |= part_traits(&selector->parts[i]);
    return true;
}

/* Does the block come right after a paragraph, as one reads? */
static bool
follows_paragraph(const struct node *node)
{
    const struct node *before = node_block_before(node);
    return before && before->kind == NODE_PARAGRAPH;
}

/* States that look like classes in a sheet: what the document says about a
 * node without a class. */
static bool
has_state(const struct node *node, struct text name)
{
    switch ((int)node->kind) {
    case NODE_LIST:
        return (node->list.ordered && text_equals(name, "ordered")) ||
               (node->list.task && text_equals(name, "task")) ||
               (node->list.tight && text_equals(name, "tight"));
    case NODE_ITEM:
        return (node->item.task && text_equals(name, "task")) ||
               (node->item.checked && text_equals(name, "checked"));
    case NODE_CELL:
        return node->cell.header && text_equals(name, "header");
    case NODE_PARAGRAPH:
        return text_equals(name, "next") && follows_paragraph(node);
    default:
        return false;
    }
}

static bool
has_class(const struct node *node, struct text name)
{
    if (node->role.size && text_equal(node->role, name))
        return true;
    for (uint32_t i = 0; i < node->class_count; i++)
        if (text_equal(node->classes[i], name))
            return true;
    return has_state(node, name);
}

static int
node_level(const struct node *node)
{
    return node->kind == NODE_HEADING ? node->heading.level : node->entry.level;
}

static bool
part_matches(const struct selector_part *part, const struct node *node)
{
    if (part->kind != SELECTOR_ANY && part->kind != (int)node->kind)
        return false;
    if (part->chapter_kind != SELECTOR_ANY &&
        part->chapter_kind != (int)node->chapter.kind)
        return false;
    if (part->level && part->level != node_level(node))
        return false;
    for (int i = 0; i < part->class_count; i++)
        if (!has_class(node, part->classes[i]))
            return false;
    return true;
}

/* Do the parts before the last match a chain of ancestors?  All ways are
 * followed at once, as a set of how many parts are still wanted, so that no
 * sheet makes it try more than each part with each ancestor. */
static bool
parts_match_above(const struct selector *selector, const struct node *node)
{
    int last = selector->part_count - 1;
    int steps = MOST_ANCESTORS;
    unsigned wanted = 1u << last;
    for (node = node->parent; node && wanted && steps--; node = node->parent) {
        unsigned next = 0;
        for (int count = 1; count <= last; count++) {
            if (!(wanted >> count & 1))
                continue;
            if (part_matches(&selector->parts[count - 1], node))
                next |= 1u << (count - 1);
            if (!selector->parts[count].is_child)
                next |= 1u << count;
        }
        if (next & 1)
            return true;
        wanted = next;
    }
    return false;
}

bool
selector_matches(const struct selector *selector, const struct node *node)
{
    int last = selector->part_count - 1;
    return part_matches(&selector->parts[last], node) &&
           (!last || parts_match_above(selector, node));
}

int
selector_kind(const struct selector *selector)
{
    return selector->parts[selector->part_count - 1].kind;
}
