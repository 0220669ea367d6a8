#include "layout/audit_line.h"

#include "base/map.h"
#include "base/utf8.h"

struct collector {
    struct arena *arena;
    const struct style *style;
    struct audit_lines *lines;
    struct map by_node; /* block's address -> struct audit_block's index + 1 */
    uint32_t page;
};

static const struct node *
block_of(const struct node *node)
{
    while (node && node_kind_is_inline(node->kind))
        node = node->parent;
    return node;
}

static enum audit_flow
flow_of(const struct collector *collector, const struct node *node)
{
    bool has_margin = style_page(collector->style)->margin_column > 0;
    for (; node; node = node->parent) {
        if (node->kind == NODE_FOOTNOTE)
            return FLOW_NOTE;
        if (has_margin && !node_kind_is_inline(node->kind) &&
            style_block(collector->style, node)->in_margin)
            return FLOW_MARGIN;
    }
    return FLOW_TEXT;
}

static bool
is_in_table(const struct node *node)
{
    for (; node; node = node->parent)
        if (node->kind == NODE_TABLE)
            return true;
    return false;
}

static void
block_add_line(struct collector *collector, struct audit_line *line,
               size_t index)
{
    struct audit_lines *lines = collector->lines;
    struct text key = {(const char *)&line->block, sizeof line->block};
    size_t *found = map_find(&collector->by_node, key);
    if (!found) {
        found = ARENA_NEW(collector->arena, size_t);
        *found = lines->blocks.count;
        map_set(&collector->by_node, arena_text(collector->arena, key), found);
        *ARRAY_PUSH(collector->arena, &lines->blocks) =
            (struct audit_block){.node = line->block, .first = index};
    } else {
        lines->items.items[lines->blocks.items[*found].last].next = index;
    }
    struct audit_block *block = &lines->blocks.items[*found];
    block->last = index;
    line->number = block->line_count++;
}

/* The block's own label, or a rule: no line of its text. */
static bool
is_beside_text(const struct mark *mark)
{
    if (mark->artifact != ARTIFACT_NONE)
        return !(mark->kind == MARK_LINE && mark->node &&
                 mark->node->kind == NODE_WRITING_LINES);
    return mark->kind == MARK_PATH ||
           (mark->part == PART_LABEL && mark->node->kind != NODE_NOTE_CALL &&
            mark->node->kind != NODE_CAPTION);
}

static void
add_mark(struct collector *collector, const struct mark *mark, bool is_float)
{
    struct audit_lines *lines = collector->lines;
    const struct node *block = block_of(mark->node);
    if (!block || is_beside_text(mark))
        return;
    size_t count = lines->items.count;
    bool is_text = mark->kind == MARK_TEXT;
    struct audit_line *last = count ? &lines->items.items[count - 1] : NULL;
    if (last && last->page == collector->page && last->block == block &&
        last->is_text && is_text &&
        mark->y - last->y < mark->text.size * 2 / 3) {
        last->last = mark;
        last->has_call |= mark->node->kind == NODE_NOTE_CALL;
        last->right = mark->x + mark->width;
        last->y = mark->y > last->y ? mark->y : last->y;
        return;
    }
    struct audit_line *line = ARRAY_PUSH(collector->arena, &lines->items);
    *line = (struct audit_line){.page = collector->page,
                                .block = block,
                                .last = mark,
                                .flow = is_float ? FLOW_FLOAT
                                                 : flow_of(collector, block),
                                .is_text = is_text,
                                .in_table = is_in_table(block),
                                .has_call = mark->node->kind == NODE_NOTE_CALL,
                                .x = mark->x,
                                .right = mark->x + mark->width,
                                .y = mark->y,
                                .next = SIZE_MAX};
    block_add_line(collector, line, count);
}

void
audit_lines_collect(struct arena *arena, const struct pages *pages,
                    const struct style *style, struct audit_lines *lines)
{
    struct collector collector = {.arena = arena,
                                  .style = style,
                                  .lines = lines,
                                  .by_node = map_in(arena)};
    *lines = (struct audit_lines){
        .page_first = ARENA_ARRAY(arena, pages->count + 1, size_t)};
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = &pages->items[i];
        lines->page_first[i] = lines->items.count;
        collector.page = (uint32_t)i;
        for (size_t j = 0; j < page->mark_count; j++)
            if (page->marks[j].node)
                add_mark(&collector, &page->marks[j], j < page->float_count);
    }
    lines->page_first[pages->count] = lines->items.count;
}

bool
audit_line_ends_in_hyphen(const struct audit_line *line)
{
    const struct mark *mark = line->last;
    if (!line->is_text || !mark->text.word_count)
        return false;
    if (mark->part == PART_SOFT_HYPHEN)
        return true;
    const struct shape *shape =
        mark->text.words[mark->text.word_count - 1].shape;
    while (shape->next)
        shape = shape->next;
    size_t at = shape->text.size;
    unsigned code_point = at ? utf8_previous(shape->text, &at) : 0;
    return code_point == '-' || code_point == 0x2010;
}
