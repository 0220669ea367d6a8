#include "layout/reading.h"

#include <string.h>

/* The cell that a mark stands in; NULL. */
static const struct node *
cell_of(const struct mark *mark)
{
    const struct node *node =
        mark->artifact == ARTIFACT_NONE ? mark->node : NULL;
    while (node && node->kind != NODE_CELL)
        node = node->parent;
    return node;
}

/* Marks from `first` on that belong to the row, or to nothing. */
static size_t
run_of_row(const struct page *page, size_t first, const struct node *row)
{
    size_t end = first + 1;
    for (size_t i = first + 1; i < page->mark_count; i++) {
        const struct node *cell = cell_of(&page->marks[i]);
        if (cell && cell->parent == row)
            end = i + 1;
        else if (cell || page->marks[i].artifact == ARTIFACT_NONE)
            break;
    }
    return end;
}

/* Marks of `cell` in the run, behind each other, from `out` on. */
static size_t
take_cell(const struct mark *run, size_t count, const struct node *cell,
          struct mark *out)
{
    size_t taken = 0;
    for (size_t i = 0; i < count; i++)
        if (cell_of(&run[i]) == cell)
            out[taken++] = run[i];
    return taken;
}

void
reading_order(struct arena *scratch, struct page *page)
{
    for (size_t i = 0; i < page->mark_count;) {
        const struct node *cell = cell_of(&page->marks[i]);
        if (!cell) {
            i++;
            continue;
        }
        size_t end = run_of_row(page, i, cell->parent), count = end - i;
        struct mark *run = ARENA_ARRAY(scratch, count, struct mark);
        memcpy(run, page->marks + i, count * sizeof *run);
        size_t at = i + take_cell(run, count, NULL, page->marks + i);
        for (cell = cell->parent->first_child; cell; cell = cell->next)
            at += take_cell(run, count, cell, page->marks + at);
        i = end;
    }
}
