#include "epub/epub_pages.h"

#include "epub/epub_ids.h"

/* The outermost ancestor whose inside is no place for a marker, or `node`. */
static const struct node *
climb(const struct node *node)
{
    const struct node *anchor = node;
    for (const struct node *up = node; up; up = up->parent) {
        bool in_head = up->kind == NODE_TABLE_HEAD ||
                       (up->kind == NODE_CAPTION && up->parent &&
                        up->parent->kind == NODE_TABLE);
        if (up->kind == NODE_HEADING || up->kind == NODE_FIGURE ||
            up->kind == NODE_WRITING_LINES || up->kind == NODE_LOCATOR ||
            (up->kind == NODE_REFERENCE && !up->reference.written) ||
            (up->kind == NODE_CHAPTER && up->chapter.kind == CHAPTER_CONTENTS))
            anchor = up;
        else if (in_head)
            anchor = up->parent;
        else if (up->kind == NODE_FOOTNOTE)
            return NULL; /* notes stand elsewhere in the e-book */
    }
    return anchor;
}

/* What the node's first word opens: the item whose box to tick stands before
 * it, or the link that it begins, since a marker inside a link would be read
 * as part of its name. */
static const struct node *
opened_by(const struct node *node, uint32_t offset)
{
    const struct node *outer = node;
    for (const struct node *up = node; offset == 0 && !up->previous;) {
        up = up->parent;
        if (!up || (!node_kind_is_inline(up->kind) &&
                    up->kind != NODE_PARAGRAPH && up->kind != NODE_ITEM))
            break;
        if (up->kind == NODE_LINK || up->kind == NODE_REFERENCE ||
            (up->kind == NODE_ITEM && up->item.task))
            outer = up;
        if (up->kind == NODE_ITEM)
            break;
    }
    return outer;
}

/* Down from containers that hold nothing but their kind of child. */
static const struct node *
descend(const struct node *node)
{
    while (node->first_child &&
           (node->kind == NODE_LIST || node->kind == NODE_TABLE_BODY ||
            node->kind == NODE_ROW || node->kind == NODE_DEFINITIONS))
        node = node->first_child;
    return node;
}

struct anchor {
    const struct node *node;
    bool is_behind;
};

/* Where the marker of a page goes; no node: nowhere of its own. */
static struct anchor
anchor_of(const struct page_label *label)
{
    struct anchor anchor = {NULL, false};
    if (!label->node)
        return anchor;
    const struct node *opened = opened_by(label->node, label->offset);
    const struct node *place = climb(opened);
    if (!place)
        return anchor;
    anchor.node = descend(place);
    anchor.is_behind = place->kind == NODE_REFERENCE && place != opened;
    return anchor;
}

static void
mark(struct epub_plan *plan, const struct anchor *at, size_t page)
{
    const struct node *anchor = at->node;
    struct epub_mark *mark = epub_map_find(&plan->marks, anchor);
    if (mark && mark->end == page) {
        mark->end++;
        return;
    }
    if (mark) /* not in reading order: the page keeps no marker */
        return;
    mark = ARENA_NEW(plan->arena, struct epub_mark);
    *mark = (struct epub_mark){page, page + 1, at->is_behind};
    epub_map_set(&plan->marks, anchor, mark);
}

void
epub_pages_place(struct epub_plan *plan)
{
    const struct page_labels *labels = plan->rules->page_labels;
    if (!labels || labels->count == 0)
        return;
    plan->page_count = labels->count;
    plan->pages = ARENA_ARRAY(plan->arena, labels->count, struct epub_page);
    struct anchor *anchors =
        ARENA_ARRAY(plan->arena, labels->count, struct anchor);
    struct anchor later = {NULL, false};
    for (size_t i = labels->count; i-- > 0;) {
        /* A page that opens in a note, or nowhere, shares its place with
         * the next page. */
        anchors[i] = anchor_of(&labels->items[i]);
        if (!anchors[i].node)
            anchors[i] = later;
        later = anchors[i];
    }
    for (size_t i = 0; i < labels->count; i++) {
        struct text label = labels->items[i].label;
        plan->pages[i].label = label;
        struct text id = arena_text_concat(plan->arena, TEXT("p"), label);
        plan->pages[i].id =
            epub_unique(plan->arena, &plan->ids, epub_safe_id(plan->arena, id));
        if (anchors[i].node)
            mark(plan, &anchors[i], i);
    }
}
