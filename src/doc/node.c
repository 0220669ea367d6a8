#include "doc/node.h"

#include <string.h>

struct node *
node_new(struct arena *arena, enum node_kind kind, struct span span)
{
    struct node *node = ARENA_NEW(arena, struct node);
    node->kind = kind;
    node->span = span;
    return node;
}

struct node *
node_text_new(struct arena *arena, struct text text, struct span span)
{
    struct node *node = node_new(arena, NODE_TEXT, span);
    node->text = text;
    return node;
}

void
node_append(struct node *parent, struct node *child)
{
    child->parent = parent;
    child->previous = parent->last_child;
    child->next = NULL;
    if (parent->last_child)
        parent->last_child->next = child;
    else
        parent->first_child = child;
    parent->last_child = child;
}

void
node_prepend(struct node *parent, struct node *child)
{
    if (parent->first_child)
        node_insert_before(parent->first_child, child);
    else
        node_append(parent, child);
}

void
node_insert_before(struct node *sibling, struct node *node)
{
    node->parent = sibling->parent;
    node->previous = sibling->previous;
    node->next = sibling;
    if (sibling->previous)
        sibling->previous->next = node;
    else if (sibling->parent)
        sibling->parent->first_child = node;
    sibling->previous = node;
}

void
node_insert_after(struct node *sibling, struct node *node)
{
    node->parent = sibling->parent;
    node->previous = sibling;
    node->next = sibling->next;
    if (sibling->next)
        sibling->next->previous = node;
    else if (sibling->parent)
        sibling->parent->last_child = node;
    sibling->next = node;
}

void
node_remove(struct node *node)
{
    if (node->previous)
        node->previous->next = node->next;
    else if (node->parent)
        node->parent->first_child = node->next;
    if (node->next)
        node->next->previous = node->previous;
    else if (node->parent)
        node->parent->last_child = node->previous;
    node->parent = node->previous = node->next = NULL;
}

void
node_unwrap(struct node *node)
{
    while (node->first_child) {
        struct node *child = node->first_child;
        node_remove(child);
        node_insert_before(node, child);
    }
    node_remove(node);
}

static const char *const kind_names[] = {
#define NODE(id, name, class) name,
    NODE_KINDS(NODE)
#undef NODE
};

const char *
node_kind_name(enum node_kind kind)
{
    return kind_names[kind];
}

bool
node_kind_is_inline(enum node_kind kind)
{
    enum { BLOCK, INLINE };
    static const unsigned char classes[] = {
#define NODE(id, name, class) class,
        NODE_KINDS(NODE)
#undef NODE
    };
    return classes[kind] == INLINE;
}

bool
node_has_class(const struct node *node, const char *class_name)
{
    for (uint32_t i = 0; i < node->class_count; i++)
        if (text_equals(node->classes[i], class_name))
            return true;
    return false;
}

void
node_add_class(struct arena *arena, struct node *node, struct text class_name)
{
    struct text *classes =
        ARENA_ARRAY(arena, node->class_count + 1u, struct text);
    if (node->class_count)
        memcpy(classes, node->classes, node->class_count * sizeof *classes);
    classes[node->class_count++] = class_name;
    node->classes = classes;
}

struct text
node_attribute(const struct node *node, const char *key)
{
    for (uint32_t i = 0; i < node->attribute_count; i++)
        if (text_equals(node->attributes[i].key, key))
            return node->attributes[i].value;
    return TEXT("");
}

struct node *
node_ancestor(struct node *node, enum node_kind kind)
{
    while (node && node->kind != kind)
        node = node->parent;
    return node;
}

bool
node_is_plain_div(const struct node *node)
{
    return node && node->kind == NODE_DIV && !node->role.size &&
           !node->class_count;
}

const struct node *
node_block_before(const struct node *node)
{
    while (!node->previous && node_is_plain_div(node->parent))
        node = node->parent;
    const struct node *before = node->previous;
    while (node_is_plain_div(before))
        before = before->last_child;
    return before;
}

struct node *
node_child(const struct node *node, enum node_kind kind)
{
    struct node *child = node->first_child;
    while (child && child->kind != kind)
        child = child->next;
    return child;
}

struct node *
node_heading(const struct node *node)
{
    return node_child(node, NODE_HEADING);
}

/* Adds one node's own text, if it has any, to `out` when that is not NULL;
 * returns its size. */
static size_t
plain_piece(const struct node *node, char *out)
{
    struct text piece = TEXT("");
    if (node->kind == NODE_TEXT || node->kind == NODE_CODE ||
        node->kind == NODE_CODE_BLOCK)
        piece = node->text;
    else if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK)
        piece = TEXT(" ");
    if (out && piece.size)
        memcpy(out, piece.data, piece.size);
    return piece.size;
}

struct text
node_plain_text(struct arena *arena, const struct node *node)
{
    size_t size = plain_piece(node, NULL);
    for (const struct node *at = node; (at = node_next(at, node));)
        size += plain_piece(at, NULL);
    char *data = arena_alloc(arena, size + 1);
    size = plain_piece(node, data);
    for (const struct node *at = node; (at = node_next(at, node));)
        size += plain_piece(at, data + size);
    return (struct text){data, size};
}

struct node *
node_next(const struct node *node, const struct node *root)
{
    return node->first_child ? node->first_child : node_skip(node, root);
}

struct node *
node_skip(const struct node *node, const struct node *root)
{
    while (node && node != root) {
        if (node->next)
            return node->next;
        node = node->parent;
    }
    return NULL;
}
