/* Which heads belong to a cell (ISO 32000-1, 14.8.5.7).
 *
 * Scope alone tells it in a table with heads of one kind.  Where columns and
 * rows both have them, readers differ in which they read out, so that cells
 * name theirs. */
#include "pdf/pdf_tags.h"

#include "pdf/pdf_format.h"

static struct pdf_tag *
tag_of(const struct pdf_tags *tags, const struct node *cell)
{
    const struct pdf_node *entry = pdf_nodes_find(tags->nodes, cell);
    return entry ? entry->outer : NULL;
}

static bool
is_head(const struct pdf_tag *tag)
{
    return tag && text_equals(text_of(tag->type), "TH");
}

/* The first cell's element when it heads the row; NULL. */
static struct pdf_tag *
row_head(const struct pdf_tags *tags, const struct node *row)
{
    struct pdf_tag *tag =
        row->first_child ? tag_of(tags, row->first_child) : NULL;
    return is_head(tag) ? tag : NULL;
}

static void
give_name(struct pdf_tags *tags, struct pdf_tag *head)
{
    if (head->head)
        return;
    *ARRAY_PUSH(tags->arena, &tags->heads) = head;
    head->head = (unsigned)tags->heads.count;
}

static void
name_row(struct pdf_tags *tags, const struct node *row,
         const struct node *column)
{
    struct pdf_tag *head = row_head(tags, row);
    if (!head || !column)
        return;
    give_name(tags, head);
    const struct node *cell = row->first_child->next;
    for (column = column->next; cell && column;
         cell = cell->next, column = column->next) {
        struct pdf_tag *tag = tag_of(tags, cell);
        struct pdf_tag *above = tag_of(tags, column);
        if (!tag || !is_head(above) || is_head(tag))
            continue;
        give_name(tags, above);
        tag->entries = arena_printf(
            tags->arena, "/A<</O/Table/Headers[(th-%08u)(th-%08u)]>>",
            above->head, head->head);
    }
}

void
pdf_tags_name_heads(struct pdf_tags *tags, const struct node *table)
{
    const struct node *head = node_child(table, NODE_TABLE_HEAD);
    const struct node *body = node_child(table, NODE_TABLE_BODY);
    if (!head || !body || !head->first_child)
        return;
    for (const struct node *row = body->first_child; row; row = row->next)
        name_row(tags, row, head->first_child->first_child);
}
