#include "layout/audit.h"

#include "base/map.h"
#include "base/message.h"
#include "layout/audit_line.h"
#include "layout/galley.h"

enum {
    LADDER_MOST = 2,
    HEADING_LINES = 2,   /* of text below a heading */
    SHORT_ITEM_LINES = 3 /* so many may stand alone on a page */
};

static const scaled OFF_GRID_MOST = SCALED_PT / 10;

struct auditor {
    struct arena *arena;
    const struct pages *pages;
    const struct style *style;
    struct audit *audit;
    struct audit_lines lines;
};

const char *
audit_fault_name(enum audit_fault fault)
{
    static const char *const names[] = {
        N_("widow: the last line of a paragraph alone on a page"),
        N_("orphan: the first line of a paragraph alone on a page"),
        N_("heading with less than two lines below it"),
        N_("footnote not on the page of its call"),
        N_("footnote goes on on the next page"),
        N_("last item of a list alone on a page"),
        N_("hyphen at the end of a right-hand page"),
        N_("more than two hyphens in a row"),
        N_("last line shorter than the indent"),
        N_("line wider than its column"),
        N_("baseline off the grid"),
        N_("facing pages not level")};
    return names[fault];
}

const char *
audit_reason_name(enum audit_reason reason)
{
    static const char *const names[] = {
        N_("the chapter ends"),
        N_("what follows begins a page"),
        N_("a heading or a term stays with its text"),
        N_("a figure stays whole"),
        N_("a row of a table stays whole"),
        N_("a box stays whole"),
        N_("the next footnote does not fit"),
        N_("a sentence stays with what it announces"),
        N_("an entry of the contents stays with those below it"),
        N_("the page beside it ends another chapter"),
        N_("a white line between paragraphs falls at the foot")};
    return names[reason];
}

static void
find_fault(struct auditor *auditor, enum audit_fault fault, size_t page,
           const struct node *node)
{
    struct audit *audit = auditor->audit;
    audit->faults[fault]++;
    audit->findings =
        array_grow(auditor->arena, audit->findings, audit->finding_count,
                   &audit->finding_capacity, sizeof *audit->findings);
    audit->findings[audit->finding_count++] =
        (struct audit_finding){fault, &auditor->pages->items[page],
                               node ? node->span : (struct span){0}};
}

static const struct audit_line *
line_at(const struct auditor *auditor, size_t index)
{
    return &auditor->lines.items.items[index];
}

/* The first line of running text on a page; SIZE_MAX if there is none. */
static size_t
first_text_line(const struct auditor *auditor, size_t page)
{
    for (size_t i = auditor->lines.page_first[page];
         i < auditor->lines.page_first[page + 1]; i++)
        if (line_at(auditor, i)->flow == FLOW_TEXT)
            return i;
    return SIZE_MAX;
}

static bool
goes_on(const struct auditor *auditor, size_t page)
{
    const struct pages *pages = auditor->pages;
    return page + 1 < pages->count && !pages->items[page + 1].blank &&
           pages->items[page + 1].unit == pages->items[page].unit;
}

/* --- blocks ------------------------------------------------------------- */

static void
check_parting(struct auditor *auditor, const struct audit_block *block)
{
    const struct audit_line *first = line_at(auditor, block->first);
    const struct audit_line *last = line_at(auditor, block->last);
    if (first->page == last->page || first->in_table ||
        first->flow != FLOW_TEXT || !first->is_text)
        return;
    if (line_at(auditor, first->next)->page != first->page)
        find_fault(auditor, AUDIT_ORPHAN, first->page, block->node);
    size_t before = block->first;
    while (line_at(auditor, before)->next != block->last)
        before = line_at(auditor, before)->next;
    if (line_at(auditor, before)->page != last->page)
        find_fault(auditor, AUDIT_WIDOW, last->page, block->node);
}

static void
check_ladders(struct auditor *auditor, const struct audit_block *block)
{
    int ladder = 0;
    for (size_t i = block->first; i != SIZE_MAX;
         i = line_at(auditor, i)->next) {
        const struct audit_line *line = line_at(auditor, i);
        ladder = audit_line_ends_in_hyphen(line) ? ladder + 1 : 0;
        if (ladder == LADDER_MOST + 1)
            find_fault(auditor, AUDIT_LADDER, line->page, block->node);
    }
}

static void
check_last_line(struct auditor *auditor, const struct audit_block *block)
{
    const struct audit_line *last = line_at(auditor, block->last);
    const struct block_style *style = style_block(auditor->style, block->node);
    scaled least =
        style->indent > style->text.size ? style->indent : style->text.size;
    if (block->line_count > 1 && last->is_text && !last->in_table &&
        last->right - last->x < least)
        find_fault(auditor, AUDIT_SHORT_LAST_LINE, last->page, block->node);
}

static void
check_heading(struct auditor *auditor, const struct audit_block *block)
{
    if (block->node->kind != NODE_HEADING)
        return;
    size_t page = line_at(auditor, block->last)->page;
    int below = 0;
    for (size_t i = block->last + 1; i < auditor->lines.page_first[page + 1];
         i++) {
        const struct audit_line *line = line_at(auditor, i);
        if (line->flow != FLOW_TEXT || line->block->kind == NODE_HEADING)
            continue;
        below += line->is_text && !line->in_table ? 1 : HEADING_LINES;
    }
    if (below < HEADING_LINES && goes_on(auditor, page))
        find_fault(auditor, AUDIT_STRANDED_HEADING, page, block->node);
}

static bool
is_framed(const struct auditor *auditor, const struct node *node)
{
    for (; node && node->kind != NODE_CHAPTER; node = node->parent)
        if (node->kind == NODE_INDEX ||
            block_has_frame(node, style_block(auditor->style, node)))
            return true;
    return false;
}

/* Running text only: boxes, tables, the index have a rhythm of their own, and
 * headings and figures stand in white. */
static void
check_grid(struct auditor *auditor, const struct audit_block *block)
{
    const struct audit_line *line = line_at(auditor, block->first);
    const struct block_style *style = style_block(auditor->style, block->node);
    const struct page_style *page = style_page(auditor->style);
    if (!line->is_text || line->in_table || line->flow != FLOW_TEXT ||
        block->node->kind == NODE_HEADING ||
        block->node->kind == NODE_CAPTION || style->leading != page->grid ||
        is_framed(auditor, block->node))
        return;
    for (size_t i = block->first; i != SIZE_MAX; i = line->next) {
        line = line_at(auditor, i);
        scaled off = (line->y - page->top - line_baseline(style)) % page->grid;
        if (off > OFF_GRID_MOST && page->grid - off > OFF_GRID_MOST)
            find_fault(auditor, AUDIT_OFF_GRID, line->page, block->node);
    }
}

/* --- footnotes ---------------------------------------------------------- */

static const struct node *
note_around(const struct node *node)
{
    while (node && node->kind != NODE_FOOTNOTE)
        node = node->parent;
    return node;
}

static void
note_calls(struct auditor *auditor, struct map *calls)
{
    for (size_t i = 0; i < auditor->pages->count; i++) {
        struct page *page = &auditor->pages->items[i];
        for (size_t j = 0; j < page->mark_count; j++) {
            const struct node *node = page->marks[j].node;
            if (!node || node->kind != NODE_NOTE_CALL || !node->target)
                continue;
            struct text key = {(const char *)&node->target,
                               sizeof node->target};
            if (!map_find(calls, key))
                map_set(calls, arena_text(auditor->arena, key), page);
        }
    }
}

static void
check_notes(struct auditor *auditor)
{
    struct map calls = map_in(auditor->arena);
    note_calls(auditor, &calls);
    const struct node *before = NULL;
    uint32_t before_page = 0;
    for (size_t i = 0; i < auditor->lines.items.count; i++) {
        const struct audit_line *line = line_at(auditor, i);
        if (line->flow != FLOW_NOTE)
            continue;
        const struct node *note = note_around(line->block);
        struct text key = {(const char *)&note, sizeof note};
        const struct page *called = map_find(&calls, key);
        if (note != before && called && called->index != line->page)
            find_fault(auditor, AUDIT_NOTE_ELSEWHERE, line->page, note);
        if (note == before && before_page != line->page)
            find_fault(auditor, AUDIT_NOTE_SPLIT, line->page, note);
        before = note;
        before_page = line->page;
    }
}

/* --- pages -------------------------------------------------------------- */

static bool
begins_with(const struct node *item, const struct node *block)
{
    for (; block != item; block = block->parent)
        if (!block || block->previous)
            return false;
    return true;
}

static int
lines_within(const struct auditor *auditor, const struct node *item,
             size_t line, size_t end)
{
    int count = 0;
    for (; line < end; line++) {
        const struct node *node = line_at(auditor, line)->block;
        while (node && node != item)
            node = node->parent;
        count += node == item;
    }
    return count;
}

static void
check_lone_item(struct auditor *auditor, size_t page, size_t first)
{
    const struct audit_line *line = line_at(auditor, first);
    if (line->number || (page && !goes_on(auditor, page - 1)))
        return;
    for (const struct node *item = line->block; item; item = item->parent)
        if (item->kind == NODE_ITEM && !item->next && item->previous &&
            begins_with(item, line->block) &&
            lines_within(auditor, item, first,
                         auditor->lines.page_first[page + 1]) <
                SHORT_ITEM_LINES) {
            find_fault(auditor, AUDIT_LONE_ITEM, page, item);
            return;
        }
}

static void
check_recto_end(struct auditor *auditor, size_t page)
{
    if (!auditor->pages->items[page].recto || !goes_on(auditor, page))
        return;
    for (size_t i = auditor->lines.page_first[page + 1];
         i > auditor->lines.page_first[page]; i--) {
        const struct audit_line *line = line_at(auditor, i - 1);
        if (line->flow != FLOW_TEXT)
            continue;
        if (!line->in_table && audit_line_ends_in_hyphen(line))
            find_fault(auditor, AUDIT_RECTO_HYPHEN, page, line->block);
        return;
    }
}

static bool
has_call_soon(const struct auditor *auditor, size_t line, size_t page)
{
    size_t end = auditor->lines.page_first[page + 1];
    for (size_t i = line; i < end && i < line + 3; i++)
        if (line_at(auditor, i)->has_call)
            return true;
    return false;
}

/* Does a list, a table, a figure, a line to write on begin one or two lines
 * below? */
static bool
announces(const struct auditor *auditor, size_t line, size_t page)
{
    size_t end = auditor->lines.page_first[page + 1];
    for (size_t i = line + 1; i < end && i < line + 3; i++) {
        const struct audit_line *next = line_at(auditor, i);
        if (!next->is_text || next->in_table)
            return true;
        for (const struct node *node = next->block; node; node = node->parent)
            if (node->kind == NODE_ITEM && !node->previous && !next->number &&
                begins_with(node, next->block))
                return true;
    }
    return false;
}

static bool
begins_group(const struct node *node)
{
    return node->kind == NODE_CONTENTS_ENTRY && node->next &&
           node->next->entry.level > node->entry.level;
}

/* Why a page may be short, from what comes after it; COUNT: no reason. */
static enum audit_reason
reason_of(const struct auditor *auditor, size_t page)
{
    size_t first =
        goes_on(auditor, page) ? first_text_line(auditor, page + 1) : SIZE_MAX;
    if (first == SIZE_MAX)
        return AUDIT_CHAPTER_ENDS;
    const struct audit_line *line = line_at(auditor, first);
    for (const struct node *node = line->block; node; node = node->parent) {
        if (node->kind == NODE_CHAPTER || node->kind == NODE_PART)
            break;
        if (begins_with(node, line->block) && !line->number &&
            style_block(auditor->style, node)->new_page)
            return AUDIT_NEW_PAGE;
    }
    for (const struct node *node = line->block; node; node = node->parent) {
        if (node->kind == NODE_HEADING || node->kind == NODE_TERM)
            return AUDIT_HEADING;
        if (node->kind == NODE_FIGURE)
            return AUDIT_FIGURE;
        if (node->kind == NODE_TABLE)
            return AUDIT_TABLE;
        if (begins_group(node) && !line->number)
            return AUDIT_GROUP;
    }
    if (!line->is_text || is_framed(auditor, line->block))
        return AUDIT_BOX;
    if (has_call_soon(auditor, first, page + 1))
        return AUDIT_FOOTNOTES;
    return announces(auditor, first, page + 1) ? AUDIT_ANNOUNCED
                                               : AUDIT_REASON_COUNT;
}

/* Is a white line due above the first paragraph of the page? */
static bool
begins_below_white(const struct auditor *auditor, size_t page)
{
    const struct audit_line *line =
        line_at(auditor, first_text_line(auditor, page));
    scaled grid = style_page(auditor->style)->grid;
    const struct node *node = line->block;
    scaled white = style_block(auditor->style, node)->space_before;
    while (!node->previous && node->parent && node->parent->kind == NODE_DIV)
        node = node->parent;
    for (node = node->previous; node && !node_kind_is_inline(node->kind);
         node = node->last_child) {
        scaled below = style_block(auditor->style, node)->space_after;
        white = below > white ? below : white;
    }
    return !line->number && white >= grid;
}

/* Level: the difference is less than a line. */
static void
check_spread(struct auditor *auditor, size_t verso)
{
    const struct page *left = &auditor->pages->items[verso];
    if (left->recto || verso + 1 >= auditor->pages->count)
        return;
    const struct page *right = left + 1;
    if (left->blank || right->blank ||
        first_text_line(auditor, verso) == SIZE_MAX ||
        first_text_line(auditor, verso + 1) == SIZE_MAX)
        return;
    scaled difference = left->room - right->room;
    scaled grid = style_page(auditor->style)->grid;
    if (difference < grid && -difference < grid)
        return;
    size_t shorter = difference > 0 ? verso : verso + 1;
    enum audit_reason reason = reason_of(auditor, shorter);
    if (reason == AUDIT_REASON_COUNT && difference < 2 * grid &&
        -difference < 2 * grid && begins_below_white(auditor, shorter + 1))
        reason = AUDIT_WHITE;
    if (reason == AUDIT_REASON_COUNT && left->unit != right->unit)
        reason = AUDIT_BESIDE_END;
    if (reason != AUDIT_REASON_COUNT)
        auditor->audit->reasons[reason]++;
    else
        find_fault(
            auditor, AUDIT_UNLEVEL, shorter,
            line_at(auditor, first_text_line(auditor, shorter + 1))->block);
}

static void
check_page(struct auditor *auditor, size_t page)
{
    size_t first = first_text_line(auditor, page);
    if (first != SIZE_MAX)
        check_lone_item(auditor, page, first);
    check_recto_end(auditor, page);
    check_spread(auditor, page);
    for (uint32_t i = 0; i < auditor->pages->items[page].overfull_count; i++)
        find_fault(auditor, AUDIT_OVERFULL, page,
                   auditor->pages->items[page].unit);
}

void
audit_pages(struct arena *arena, const struct pages *pages,
            const struct style *style, struct audit *audit)
{
    struct auditor auditor = {
        .arena = arena, .pages = pages, .style = style, .audit = audit};
    *audit = (struct audit){0};
    audit_lines_collect(arena, pages, style, &auditor.lines);
    for (size_t i = 0; i < auditor.lines.blocks.count; i++) {
        const struct audit_block *block = &auditor.lines.blocks.items[i];
        check_parting(&auditor, block);
        check_ladders(&auditor, block);
        check_last_line(&auditor, block);
        check_heading(&auditor, block);
        check_grid(&auditor, block);
    }
    check_notes(&auditor);
    for (size_t i = 0; i < pages->count; i++)
        check_page(&auditor, i);
}
