#include "edition/tidy.h"

#include "base/array.h"
#include "read/text_join.h"

#include <string.h>

static bool
is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* --- emptied elements ----------------------------------------------------- */

static bool
is_blank(const struct node *node)
{
    if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK)
        return true;
    if (node->kind != NODE_TEXT)
        return false;
    for (size_t at = 0; at < node->text.size; at++)
        if (!is_space(node->text.data[at]))
            return false;
    return true;
}

static bool
has_only_blanks(const struct node *node)
{
    for (const struct node *child = node->first_child; child;
         child = child->next)
        if (!is_blank(child))
            return false;
    return true;
}

static bool
has_child(const struct node *node, enum node_kind kind)
{
    for (const struct node *child = node->first_child; child;
         child = child->next)
        if (child->kind == kind)
            return true;
    return false;
}

/* Nothing but its title? */
static bool
has_only_heading(const struct node *node)
{
    const struct node *first = node->first_child;
    return !first || (first->kind == NODE_HEADING && !first->next);
}

/* Is there nothing left in the node that a reader would see?  Its children
 * have been asked before. */
static bool
is_emptied(const struct node *node)
{
    switch (node->kind) {
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_CAPTION:
    case NODE_TERM:
        return has_only_blanks(node);
    case NODE_EMPHASIS:
    case NODE_STRONG:
    case NODE_STRIKE:
    case NODE_SPAN:
        return !node->first_child && !node->id.size;
    case NODE_LINK:
        return !node->first_child && !node->id.size && !node->link.bare;
    case NODE_ITEM:
        return !node->first_child && !node->item.task;
    case NODE_SECTION:
    case NODE_DIV:
        return has_only_heading(node);
    case NODE_LIST:
    case NODE_QUOTE:
    case NODE_ROW:
    case NODE_TABLE_HEAD:
    case NODE_TABLE_BODY:
    case NODE_DEFINITIONS:
    case NODE_DEFINITION:
        return !node->first_child;
    case NODE_FIGURE:
        return !has_child(node, NODE_IMAGE);
    case NODE_TABLE:
        return !has_child(node, NODE_TABLE_BODY);
    case NODE_NOTE_CALL:
        return node->target && !node->target->first_child;
    case NODE_BOOK:
    case NODE_PART:
    case NODE_CHAPTER:
    case NODE_CODE_BLOCK:
    case NODE_RULE:
    case NODE_CELL:
    case NODE_FOOTNOTE:
    case NODE_WRITING_LINES:
    case NODE_CONTENTS:
    case NODE_CONTENTS_ENTRY:
    case NODE_INDEX:
    case NODE_INDEX_GROUP:
    case NODE_INDEX_ENTRY:
    case NODE_TEXT:
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
    case NODE_CODE:
    case NODE_IMAGE:
    case NODE_REFERENCE:
    case NODE_INDEX_MARK:
    case NODE_LOCATOR:
    case NODE_KIND_COUNT:
        break;
    }
    return false;
}

struct node *
tidy_companion(const struct node *node)
{
    struct node *previous = node->previous, *next = node->next;
    bool after_term = previous && previous->kind == NODE_TERM;
    bool before_term = next && next->kind == NODE_TERM;
    if (node->kind == NODE_TERM && !after_term && !before_term)
        return next; /* a DEFINITION, or NULL */
    bool last = !next || before_term;
    return node->kind == NODE_DEFINITION && after_term && last ? previous
                                                               : NULL;
}

/* Children before parents: backwards through reading order. */
static void
remove_emptied(struct arena *arena, const struct edition *edition,
               struct node *root, struct diag *diag)
{
    ARRAY(struct node *) nodes = {0};
    for (struct node *node = root->first_child; node;
         node = node_next(node, root))
        *ARRAY_PUSH(arena, &nodes) = node;
    for (size_t i = nodes.count; i-- > 0;) {
        struct node *node = nodes.items[i];
        if (!is_emptied(node))
            continue;
        struct node *heading = node_heading(node);
        if (heading)
            diag_report(diag, SECTION_EMPTY, heading->span,
                        TEXT_PRINTF(node_plain_text(arena, heading)),
                        TEXT_PRINTF(edition->id));
        for (struct node *companion; (companion = tidy_companion(node));)
            node_remove(companion);
        node_remove(node);
    }
}

/* --- white space ---------------------------------------------------------- */

/* Where a run of inline text stands while it is read. */
struct spacing {
    bool after_space;      /* or at the start of the block */
    struct node *trailing; /* TEXT or SOFT_BREAK whose space came last */
};

/* Takes the white space off the end of what stands before a block's or
 * line's end. */
static void
spacing_end(struct spacing *spacing)
{
    struct node *node = spacing->trailing;
    spacing->trailing = NULL;
    spacing->after_space = true;
    if (!node)
        return;
    while (node->text.size && is_space(node->text.data[node->text.size - 1]))
        node->text.size--;
    if (node->kind == NODE_SOFT_BREAK || !node->text.size)
        node_remove(node);
}

/* Does the text hold white space that must close up? */
static bool
text_needs_collapse(struct text text, bool after_space)
{
    for (size_t at = 0; at < text.size; at++) {
        bool space = is_space(text.data[at]);
        if (space && (after_space || text.data[at] != ' '))
            return true;
        after_space = space;
    }
    return false;
}

static struct text
text_collapse(struct arena *arena, struct text text, bool after_space)
{
    if (!text_needs_collapse(text, after_space))
        return text;
    char *data = arena_alloc(arena, text.size + 1);
    size_t size = 0;
    for (size_t at = 0; at < text.size; at++) {
        bool space = is_space(text.data[at]);
        if (!(space && after_space))
            data[size++] = space ? ' ' : text.data[at];
        after_space = space;
    }
    return (struct text){data, size};
}

/* One TEXT or SOFT_BREAK; removed when nothing of it is left. */
static void
spacing_add(struct spacing *spacing, struct arena *arena, struct node *node)
{
    bool is_break = node->kind == NODE_SOFT_BREAK;
    if (!is_break)
        node->text = text_collapse(arena, node->text, spacing->after_space);
    if (is_break ? spacing->after_space : !node->text.size) {
        node_remove(node);
        return;
    }
    spacing->after_space =
        is_break || is_space(node->text.data[node->text.size - 1]);
    spacing->trailing = spacing->after_space ? node : NULL;
}

static void
close_spaces(struct arena *arena, struct node *root)
{
    struct spacing spacing = {.after_space = true};
    for (struct node *node = root->first_child; node;) {
        struct node *next = node_next(node, root);
        if (node->kind == NODE_TEXT || node->kind == NODE_SOFT_BREAK)
            spacing_add(&spacing, arena, node);
        else if (!node_kind_is_inline(node->kind) ||
                 node->kind == NODE_HARD_BREAK)
            spacing_end(&spacing);
        /* An invisible mark between two spaces leaves one of them. */
        else if (!node->first_child && node->kind != NODE_INDEX_MARK)
            spacing = (struct spacing){0};
        node = next;
    }
    spacing_end(&spacing);
}

/* TEXTs that became neighbours are one again: how a text is cut must not tell
 * that something stood there. */
static void
join_texts(struct arena *arena, struct node *root)
{
    for (struct node *node = root; node; node = node_next(node, root))
        for (const struct node *child = node->first_child; child;
             child = child->next)
            if (child->kind == NODE_TEXT && child->next &&
                child->next->kind == NODE_TEXT) {
                text_join(arena, node);
                break;
            }
}

/* --- lists ---------------------------------------------------------------- */

/* Blank lines count between items that are there, and inside an item that
 * holds more than one block. */
static bool
list_is_tight(const struct node *list)
{
    for (const struct node *item = list->first_child; item; item = item->next) {
        if (item->kind != NODE_ITEM)
            continue;
        bool several = item->first_child != item->last_child;
        if ((item->item.blank_inside && several) ||
            (item->item.blank_after && item->next))
            return false;
    }
    return true;
}

void
tidy_tree(struct arena *arena, const struct book *book,
          const struct edition *edition, struct node *root, struct diag *diag)
{
    if (!book->plain)
        remove_emptied(arena, edition, root, diag);
    close_spaces(arena, root);
    join_texts(arena, root);
    for (struct node *node = root; node; node = node_next(node, root))
        if (node->kind == NODE_LIST)
            node->list.tight = list_is_tight(node);
}
