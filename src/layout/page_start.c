#include "layout/page_start.h"

/* Words of the tree, or a label of ours that opens a box or a title. */
static bool
is_content(const struct mark *mark)
{
    if (mark->artifact != ARTIFACT_NONE || !mark->node)
        return false;
    if (mark->kind == MARK_TEXT)
        return mark->part == PART_CONTENT || mark->part == PART_LABEL;
    return mark->kind == MARK_IMAGE;
}

static bool
is_writing_line(const struct mark *mark)
{
    return mark->kind == MARK_LINE && mark->node &&
           mark->node->kind == NODE_WRITING_LINES;
}

static bool
holds(const struct page *page, const struct node *lines)
{
    for (size_t i = 0; i < page->mark_count; i++)
        if (is_writing_line(&page->marks[i]) && page->marks[i].node == lines)
            return true;
    return false;
}

/* The first piece of content from a mark on; NULL when there is none.  Lines to
 * write on count where they begin, not where they go on from the page
 * before. */
static const struct mark *
content_from(const struct pages *pages, size_t index, size_t first)
{
    const struct page *page = &pages->items[index];
    for (size_t i = first; i < page->mark_count; i++) {
        const struct mark *mark = &page->marks[i];
        if (is_content(mark))
            return mark;
        if (is_writing_line(mark) &&
            (index == 0 || !holds(&pages->items[index - 1], mark->node)))
            return mark;
    }
    return NULL;
}

/* The page begins with its text, not with a float that stands in the text of
 * the page before. */
static const struct mark *
first_content(const struct pages *pages, size_t index)
{
    const struct mark *mark =
        content_from(pages, index, pages->items[index].float_count);
    return mark ? mark : content_from(pages, index, 0);
}

void
layout_page_labels(struct arena *arena, const struct pages *pages,
                   struct page_labels *labels)
{
    labels->items = ARENA_ARRAY(arena, pages->count, struct page_label);
    labels->count = 0;
    for (size_t i = 0; i < pages->count; i++) {
        const struct mark *mark = first_content(pages, i);
        if (pages->items[i].blank)
            continue;
        struct page_label *label = &labels->items[labels->count++];
        *label = (struct page_label){.label = pages->items[i].label};
        if (!mark)
            continue;
        label->node = mark->node;
        if (mark->kind == MARK_TEXT && mark->part == PART_CONTENT &&
            mark->text.word_count)
            label->offset = mark->text.words[0].offset;
    }
}
