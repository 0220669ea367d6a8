#include "pass/copy.h"

/* What happens to a node in a copy. */
enum copying { COPY_NODE, COPY_CHILDREN, COPY_NOTHING };

static enum copying
copying_of(enum node_kind kind)
{
    switch (kind) {
    case NODE_TEXT:
    case NODE_CODE:
    case NODE_SOFT_BREAK:
    case NODE_EMPHASIS:
    case NODE_STRONG:
    case NODE_STRIKE:
    case NODE_SPAN:
        return COPY_NODE;
    case NODE_LINK:
    case NODE_REFERENCE:
    case NODE_INDEX_MARK:
        return COPY_CHILDREN;
    case NODE_HARD_BREAK: /* a title's line break is for its own page */
    case NODE_NOTE_CALL:
    case NODE_IMAGE:
    case NODE_LOCATOR:
    case NODE_BOOK:
    case NODE_PART:
    case NODE_CHAPTER:
    case NODE_SECTION:
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_LIST:
    case NODE_ITEM:
    case NODE_QUOTE:
    case NODE_CODE_BLOCK:
    case NODE_RULE:
    case NODE_DIV:
    case NODE_FIGURE:
    case NODE_CAPTION:
    case NODE_TABLE:
    case NODE_TABLE_HEAD:
    case NODE_TABLE_BODY:
    case NODE_ROW:
    case NODE_CELL:
    case NODE_DEFINITIONS:
    case NODE_TERM:
    case NODE_DEFINITION:
    case NODE_FOOTNOTE:
    case NODE_WRITING_LINES:
    case NODE_CONTENTS:
    case NODE_CONTENTS_ENTRY:
    case NODE_INDEX:
    case NODE_INDEX_GROUP:
    case NODE_INDEX_ENTRY:
    case NODE_KIND_COUNT:
        break;
    }
    return COPY_NOTHING;
}

/* A term's link to its definition stays behind: what is copied with links is a
 * definition, beside which nothing more is explained. */
static bool
is_link_kept(const struct node *node)
{
    return node->kind == NODE_LINK || (node->kind == NODE_REFERENCE &&
                                       !node_has_class(node->parent, "term"));
}

static struct node *
copy_node(struct arena *arena, const struct node *node)
{
    struct node *copy = node_new(arena, node->kind, node->span);
    copy->text = node->text;
    copy->language = node->language;
    copy->classes = node->classes;
    copy->class_count = node->class_count;
    if (node->kind == NODE_LINK) {
        copy->link = node->link;
    } else if (node->kind == NODE_REFERENCE) {
        copy->reference = node->reference;
        copy->target = node->target;
    }
    return copy;
}

static enum copying
copying_in(const struct node *node, bool with_links)
{
    return with_links && is_link_kept(node) ? COPY_NODE
                                            : copying_of(node->kind);
}

static void
copy_children(struct arena *arena, const struct node *from, struct node *to,
              bool with_links)
{
    const struct node *node = from->first_child;
    while (node) {
        enum copying copying = copying_in(node, with_links);
        if (node->kind == NODE_HARD_BREAK)
            append_text(arena, to, TEXT(" "));
        if (copying == COPY_NODE) {
            struct node *copy = copy_node(arena, node);
            node_append(to, copy);
            if (node->first_child)
                to = copy;
        }
        if (copying != COPY_NOTHING && node->first_child) {
            node = node->first_child;
            continue;
        }
        while (!node->next && node->parent != from) {
            node = node->parent;
            if (copying_in(node, with_links) == COPY_NODE)
                to = to->parent;
        }
        node = node->next;
    }
}

void
copy_inlines(struct arena *arena, const struct node *from, struct node *to)
{
    copy_children(arena, from, to, false);
}

void
copy_with_links(struct arena *arena, const struct node *from, struct node *to)
{
    copy_children(arena, from, to, true);
}

struct node *
append_text(struct arena *arena, struct node *parent, struct text text)
{
    struct node *node = node_text_new(arena, text, parent->span);
    node_append(parent, node);
    return node;
}

struct node *
append_span(struct arena *arena, struct node *parent, const char *class_name,
            struct text text)
{
    struct node *span = node_new(arena, NODE_SPAN, parent->span);
    node_add_class(arena, span, text_of(class_name));
    append_text(arena, span, text);
    node_append(parent, span);
    return span;
}

struct node *
append_paragraph(struct arena *arena, struct node *parent, enum node_kind kind,
                 const char *class_name, struct text text)
{
    struct node *block = node_new(arena, kind, parent->span);
    if (class_name)
        node_add_class(arena, block, text_of(class_name));
    append_text(arena, block, text);
    node_append(parent, block);
    return block;
}

struct node *
append_locator(struct arena *arena, struct node *parent, struct node *target)
{
    struct node *locator = node_new(arena, NODE_LOCATOR, parent->span);
    locator->target = target;
    node_append(parent, locator);
    return locator;
}
