#include "pdf/pdf_nodes.h"

void
pdf_nodes_init(struct pdf_nodes *nodes, struct arena *arena)
{
    *nodes = (struct pdf_nodes){.arena = arena, .slot_count = 1024};
    nodes->slots =
        arena_alloc_table(arena, nodes->slot_count, sizeof *nodes->slots);
}

static size_t
slot_of(const struct pdf_nodes *nodes, const struct node *node)
{
    uint64_t key = (uint64_t)(uintptr_t)node >> 4;
    size_t slot =
        (size_t)(key * 0x9e3779b97f4a7c15u >> 32) & (nodes->slot_count - 1);
    while (nodes->slots[slot] && nodes->slots[slot]->node != node)
        slot = (slot + 1) & (nodes->slot_count - 1);
    return slot;
}

static void
table_grow(struct pdf_nodes *nodes)
{
    struct pdf_node **old = nodes->slots;
    size_t old_count = nodes->slot_count;
    nodes->slot_count *= 2;
    nodes->slots = arena_alloc_table(nodes->arena, nodes->slot_count,
                                     sizeof *nodes->slots);
    for (size_t i = 0; i < old_count; i++)
        if (old[i])
            nodes->slots[slot_of(nodes, old[i]->node)] = old[i];
}

struct pdf_node *
pdf_nodes_find(const struct pdf_nodes *nodes, const struct node *node)
{
    return nodes->slots[slot_of(nodes, node)];
}

struct pdf_node *
pdf_nodes_place(struct pdf_nodes *nodes, const struct node *node)
{
    struct pdf_node *found = pdf_nodes_find(nodes, node);
    if (found)
        return found;
    if (nodes->count * 2 >= nodes->slot_count)
        table_grow(nodes);
    found = ARENA_NEW(nodes->arena, struct pdf_node);
    found->node = node;
    nodes->slots[slot_of(nodes, node)] = found;
    nodes->count++;
    return found;
}

/* --- places -------------------------------------------------------------- */

static void
place(struct pdf_nodes *nodes, const struct node *node, uint32_t page, scaled y)
{
    struct pdf_node *entry = pdf_nodes_place(nodes, node);
    if (entry->is_placed)
        return;
    entry->is_placed = true;
    entry->page = page;
    entry->y = y > 0 ? y : 0;
}

static bool
is_kept(const struct node *node)
{
    return !node_kind_is_inline(node->kind) || node->id.size > 0 ||
           node->kind == NODE_NOTE_CALL;
}

/* The node of a mark and all around it that begin here. */
static void
place_with_parents(struct pdf_nodes *nodes, const struct node *node,
                   uint32_t page, scaled y)
{
    for (; node; node = node->parent) {
        if (!is_kept(node))
            continue;
        const struct pdf_node *known = pdf_nodes_find(nodes, node);
        if (known && known->is_placed)
            return;
        place(nodes, node, page, y);
    }
}

void
pdf_nodes_note_page(struct pdf_nodes *nodes, const struct page *page)
{
    for (size_t i = 0; i < page->anchor_count; i++)
        if (page->anchors[i].node)
            place(nodes, page->anchors[i].node, page->index,
                  page->anchors[i].y);
    for (size_t i = 0; i < page->mark_count; i++) {
        const struct mark *mark = &page->marks[i];
        if (!mark->node || mark->artifact != ARTIFACT_NONE)
            continue;
        scaled y = mark->y;
        if (mark->kind == MARK_TEXT)
            y -= mark->text.size;
        place_with_parents(nodes, mark->node, page->index, y);
    }
    for (size_t i = 0; i < page->link_count; i++) {
        const struct node *node = page->links[i].node;
        if (!node)
            continue;
        pdf_nodes_place(nodes, node)->is_linked = true;
        if (node->kind == NODE_NOTE_CALL)
            place_with_parents(nodes, node, page->index, page->links[i].y);
    }
}

/* The first placed node below `node`, a few levels deep. */
static const struct pdf_node *
placed_below(const struct pdf_nodes *nodes, const struct node *node)
{
    for (const struct node *n = node->first_child; n; n = n->first_child) {
        const struct pdf_node *found = pdf_nodes_find(nodes, n);
        if (found && found->is_placed)
            return found;
    }
    return NULL;
}

const struct pdf_node *
pdf_nodes_destination(const struct pdf_nodes *nodes, const struct node *node)
{
    const struct pdf_node *found = NULL;
    for (; node; node = node->parent) {
        found = pdf_nodes_find(nodes, node);
        if (found && found->is_placed)
            return found;
        found = placed_below(nodes, node);
        if (found)
            return found;
    }
    return NULL;
}
