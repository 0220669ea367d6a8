/* Contents and index: lines that end in page numbers. */
#include "layout/galley.h"
#include "layout/text_columns.h"

#include "layout/locator.h"

#include <string.h>

/* A part's entries stay on its page, when that leaves no more than half of the
 * page before it white; likewise a chapter's. */
enum { BREAK_IN_GROUP = 40000 };

/* The last line of an entry gets leader dots up to its page number: one mark,
 * a word for each dot.  Dots stand on one lattice, so that they line up from
 * entry to entry. */
static void
add_leader(struct galley *galley, struct galley_box *box, scaled from,
           scaled to, const struct text_style *look)
{
    struct arena *arena = galley->context->arena;
    struct text_style quiet = *look;
    quiet.variant = FONT_REGULAR;
    struct mark mark;
    scaled step = quiet.size * 6 / 10;
    scaled dot_width = text_set(galley->context, TEXT("."), &quiet, NULL,
                                PART_LEADER, ARTIFACT_LAYOUT, &mark);
    scaled first = (from + step) / step * step;
    if (first < from + step / 2)
        first += step;
    uint32_t count = to - dot_width > first
                         ? (uint32_t)((to - dot_width - first) / step) + 1
                         : 0;
    if (!count)
        return;
    const struct shape *dot = mark.text.words[0].shape;
    mark.x = first;
    mark.width = step * (scaled)(count - 1) + dot_width;
    mark.text.words = ARENA_ARRAY(arena, count, struct page_word);
    mark.text.word_count = count;
    for (uint32_t i = 0; i < count; i++)
        mark.text.words[i] =
            (struct page_word){.shape = dot, .x = (int32_t)(step * (scaled)i)};
    *galley_box_add_mark(galley, box) = mark;
}

/* A word space parts what is read on: the page number from the title. */
static void
end_with_space(struct galley_box *box)
{
    for (size_t i = box->mark_count; i-- > 0;)
        if (box->marks[i].kind == MARK_TEXT) {
            box->marks[i].space_after = true;
            return;
        }
}

/* How wide the entry's number is set: the marks at the start of its line. */
static scaled
number_width(const struct galley_box *box, size_t *count)
{
    const struct mark *mark = box->marks;
    *count = 0;
    while (*count < box->mark_count && mark[*count].kind == MARK_TEXT &&
           mark[*count].node && mark[*count].node->parent &&
           node_has_class(mark[*count].node->parent, "number"))
        ++*count;
    return *count ? mark[*count - 1].x + mark[*count - 1].width - mark[0].x : 0;
}

/* A filled square behind the number, which comes to stand in its middle. */
static void
add_number_ground(struct galley *galley, struct galley_box *box,
                  const struct block_style *style)
{
    size_t count;
    scaled width = number_width(box, &count);
    if (!style->has_number_ground || !count)
        return;
    scaled side = style->leading * 9 / 10;
    scaled capital = style->text.size * 65 / 100; /* Lato's, as it is scaled */
    galley_box_add_mark(galley, box);
    struct mark *mark = box->marks; /* painted before the number */
    memmove(mark + 1, mark, (box->mark_count - 1) * sizeof *mark);
    *mark = (struct mark){.kind = MARK_RECT,
                          .artifact = ARTIFACT_LAYOUT,
                          .colour = style->number_ground,
                          .x = style->indent,
                          .y = -(capital + side) / 2,
                          .width = side,
                          .height = side};
    scaled move = style->indent + (side - width) / 2 - mark[1].x;
    for (size_t i = 1; i <= count; i++)
        mark[i].x += move;
}

static void
add_entry(struct galley *galley, struct node *entry)
{
    struct layout_context *context = galley->context;
    const struct block_style *style = style_block(context->style, entry);
    struct text_style look = style->text;
    look.feature |= FONT_TABULAR;
    struct text label = locator_label(context, entry->target);
    scaled column = style->text.size * 3;
    scaled width = galley->width;
    galley_add_space(galley, style->space_before);
    galley->x += style->margin_left;
    galley->width = width - style->margin_left - column;
    size_t first = galley->boxes.count;
    galley_add_lines(galley, entry, style, NULL);
    add_number_ground(galley, &galley->boxes.items[first], style);
    struct galley_box *box = &galley->boxes.items[galley->boxes.count - 1];
    scaled text_end = 0;
    end_with_space(box);
    for (size_t i = 0; i < box->mark_count; i++)
        if (box->marks[i].x + box->marks[i].width > text_end)
            text_end = box->marks[i].x + box->marks[i].width;
    struct mark number;
    scaled number_width = text_set(context, label, &look, entry, PART_LABEL,
                                   ARTIFACT_NONE, &number);
    scaled right = width - style->margin_left;
    add_leader(galley, box, text_end, right - number_width - look.size / 3,
               &look);
    struct mark *mark = galley_box_add_mark(galley, box);
    *mark = number;
    mark->x = right - number_width;
    struct page_link *link = ARENA_NEW(context->galleys, struct page_link);
    *link = (struct page_link){.x = 0,
                               .y = -style->text.size,
                               .width = right,
                               .height = style->leading,
                               .node = entry};
    box->links = link;
    box->link_count = 1;
    galley->x -= style->margin_left;
    galley->width = width;
    galley_add_space(galley, style->space_after);
    if (style->keep_with_next)
        galley_discourage(galley, BREAK_FORBIDDEN);
}

/* Stays with those of a deeper level that follow it. */
static bool
begins_group(const struct node *entry)
{
    return entry->next && entry->next->kind == NODE_CONTENTS_ENTRY &&
           entry->next->entry.level > entry->entry.level;
}

void
galley_add_contents(struct galley *galley, struct node *node)
{
    for (struct node *entry = node->first_child; entry; entry = entry->next) {
        if (entry->kind == NODE_CONTENTS)
            galley_add_block(galley, entry, NULL);
        if (entry->kind != NODE_CONTENTS_ENTRY)
            continue;
        if (entry->entry.level > 1)
            galley_discourage(galley, BREAK_IN_GROUP);
        size_t first = galley->boxes.count;
        add_entry(galley, entry);
        galley->boxes.items[first].is_rigid = begins_group(entry);
    }
}

/* "gesprek (vervolg)", above its subentries where these go on. */
static struct galley *
continued_add(struct galley *galley, const struct node *entry)
{
    struct layout_context *context = galley->context;
    struct arena *arena = context->arena;
    struct text words =
        entry->first_child ? entry->first_child->text : TEXT("");
    struct node *node = node_new(arena, NODE_INDEX_ENTRY, entry->span);
    node->entry.level = entry->entry.level;
    node->parent = entry->parent;
    node_append(
        node,
        node_text_new(
            arena,
            arena_printf(arena, "%.*s (%.*s)", TEXT_PRINTF(words),
                         TEXT_PRINTF(book_word(context->book, "continued"))),
            entry->span));
    struct galley *made = ARENA_NEW(context->galleys, struct galley);
    galley_init(made, context, galley->width, galley->note_galleys);
    made->outer = galley;
    galley_add_block(made, node, NULL);
    galley_settle(made);
    return made;
}

/* The boxes of a subentry, from `first` on. */
static void
continue_at(struct galley *galley, size_t first, const struct node *entry,
            struct galley **continued)
{
    const struct node *before = entry->previous;
    if (!before || before->kind != NODE_INDEX_ENTRY)
        return;
    if (before->entry.level == 1)
        *continued = continued_add(galley, before);
    for (size_t i = first; i < galley->boxes.count; i++)
        galley->boxes.items[i].continued = *continued;
}

static void
add_groups(struct galley *galley, struct node *index)
{
    for (struct node *group = index->first_child; group; group = group->next) {
        bool first = true;
        struct galley *continued = NULL;
        const struct block_style *group_style =
            style_block(galley->context->style, group);
        galley_add_space(galley, group_style->space_before);
        for (struct node *entry = group->first_child; entry;
             entry = entry->next) {
            if (entry->kind != NODE_INDEX_ENTRY) {
                galley_add_block(galley, entry, NULL);
                continue;
            }
            if (!first)
                galley_add_space(
                    galley,
                    style_block(galley->context->style, entry)->space_before);
            /* A main entry does not end a column before its subentries. */
            if (entry->entry.level > 1 && entry->previous &&
                entry->previous->kind == NODE_INDEX_ENTRY &&
                entry->previous->entry.level == 1)
                galley_discourage(galley, BREAK_FORBIDDEN);
            size_t box = galley->boxes.count;
            galley_add_block(galley, entry, NULL);
            if (entry->entry.level > 1)
                continue_at(galley, box, entry, &continued);
            first = false;
        }
    }
}

void
galley_add_index(struct galley *galley, struct node *node)
{
    const struct style *style = galley->context->style;
    const struct block_style *own = style_block(style, node);
    if (own->columns < 2) {
        add_groups(galley, node);
        return;
    }
    const struct node *chapter = node;
    while (chapter->parent && chapter->kind != NODE_CHAPTER)
        chapter = chapter->parent;
    struct galley *inner = text_columns_new(galley, own);
    add_groups(inner, node);
    galley_settle(inner);
    galley_add_columns(galley, inner, own, style_block(style, chapter)->drop);
}
