#include "layout/galley_float.h"

#include "base/utf8.h"
#include "layout/field.h"
#include "layout/page_runs.h"

#include <assert.h>

enum {
    TALLEST = 60, /* per cent of the text area: what is taller stays */
    /* Boxes of text that one may move past: more than a page has, so that
     * what it costs to look does not grow with the section. */
    REACH = 64,
    /* Parting a table that could float: as bad as six lines of white. */
    BREAK_FLOAT = 3600
};

static bool
has_note(const struct node *block)
{
    for (const struct node *node = block; (node = node_next(node, block));)
        if (node->kind == NODE_NOTE_CALL)
            return true;
    return false;
}

/* Text that may stand between a float and its place: no step of a list, no
 * box, no worksheet. */
static bool
is_running_text(const struct galley *galley, const struct node *around)
{
    for (const struct node *node = around; node; node = node->parent) {
        if (node->kind == NODE_CHAPTER || node->kind == NODE_PART)
            return true;
        const struct block_style *style =
            style_block(galley->context->style, node);
        if ((node->kind != NODE_SECTION && !node_is_plain_div(node)) ||
            style->new_page || style->keep_together ||
            block_has_frame(node, style))
            return false;
    }
    return false;
}

/* "... deze drie:" must stand right above what it speaks of. */
static bool
ends_in_colon(const struct node *block)
{
    struct text text = TEXT("");
    for (const struct node *node = block; (node = node_next(node, block));)
        if (node->kind == NODE_TEXT && node->text.size)
            text = node->text;
    for (size_t at = text.size; at;) {
        unsigned character = utf8_previous(text, &at);
        if (character != ' ')
            return character == ':';
    }
    return false;
}

static bool
leads_up(const struct node *before)
{
    return before->kind == NODE_HEADING || before->kind == NODE_TERM ||
           ends_in_colon(before);
}

bool
float_may_begin(const struct galley *galley, const struct node *node,
                const struct block_style *style)
{
    const struct node *before = node_block_before(node);
    if (!style->floats || !before || galley->frame || galley->outer ||
        galley->pending.count || galley->margin || galley->next_break ||
        galley->keep_depth || galley->lines_owed || galley_has_fields(galley))
        return false;
    bool is_box = node->kind == NODE_DIV && block_has_frame(node, style);
    bool is_shown = node->kind == NODE_FIGURE || node->kind == NODE_TABLE;
    return (is_box || (is_shown && node_child(node, NODE_CAPTION))) &&
           !has_note(node) && !leads_up(before) &&
           is_running_text(galley, node->parent);
}

void
float_add(struct galley *galley, const struct node *node, size_t first,
          scaled owed, const struct block_style *style)
{
    const struct page_style *page = style_page(galley->context->style);
    scaled tallest =
        scaled_ratio(page->height - page->top - page->bottom, TALLEST, 100);
    size_t last = galley->boxes.count;
    if (last == first || galley_height(galley, first, last) > tallest)
        return;
    for (size_t i = first + 1; i < last; i++)
        if (galley->boxes.items[i].break_cost < BREAK_FLOAT)
            galley->boxes.items[i].break_cost = BREAK_FLOAT;
    *ARRAY_PUSH(galley->context->galleys, &galley->floats) =
        (struct galley_float){.node = node,
                              .first = first,
                              .last = last,
                              .space_after = style->space_after};
    galley->space_without = owed;
    galley->is_below_float = true;
}

/* Do both have the same notes, line by line? */
static bool
notes_agree(const struct lines *lines, const struct lines *others)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->items[i].note_count != others->items[i].note_count)
            return false;
    return true;
}

/* Sets the paragraph by `rules`, a line tighter or looser if need be: it takes
 * `lines->count` lines, or none and cannot. */
static bool
set_alike(struct galley *galley, const struct node *paragraph,
          const struct lines *lines, struct paragraph_rules *rules,
          struct lines *others)
{
    paragraph_set(galley->context, paragraph, rules, others);
    bool is_longer = others->count == lines->count + 1;
    bool is_shorter = others->count + 1 == lines->count;
    if ((is_longer && others->tighter >= 0) ||
        (is_shorter && others->looser >= 0)) {
        rules->extra_lines = is_longer ? -1 : 1;
        paragraph_forget(galley->context, others);
        paragraph_set(galley->context, paragraph, rules, others);
    }
    return others->count == lines->count && notes_agree(lines, others);
}

bool
float_add_next(struct galley *galley, const struct node *paragraph,
               const struct paragraph_rules *rules, size_t first,
               const struct lines *lines, size_t anchor_count)
{
    struct galley_float *over =
        galley->floats.count ? &galley->floats.items[galley->floats.count - 1]
                             : NULL;
    if (!over || over->last != first ||
        node_block_before(paragraph) != over->node)
        return false;
    struct layout_context *context = galley->context;
    struct node *probe = ARENA_NEW(context->arena, struct node);
    *probe = *paragraph;
    probe->previous = (struct node *)node_block_before(over->node);
    struct paragraph_rules others_rules = *rules;
    others_rules.style = style_block(context->style, probe);
    if (others_rules.style == rules->style)
        return false;
    struct lines others;
    if (!set_alike(galley, paragraph, lines, &others_rules, &others)) {
        galley->floats.count--;
    } else {
        over->next = paragraph;
        over->next_rules = others_rules;
        over->next_count = lines->count;
        over->next_anchor_count = anchor_count;
        for (size_t i = 0; i < lines->count; i++)
            galley->boxes.items[first + i].hyphenated |=
                others.items[i].hyphenated;
    }
    paragraph_forget(context, &others);
    return true;
}

void
float_end_section(struct galley *galley, size_t first, size_t floats)
{
    for (size_t i = floats; i < galley->floats.count; i++) {
        struct galley_float *item = &galley->floats.items[i];
        if (item->until)
            continue;
        item->from = first + 1; /* below its heading */
        item->until = galley->boxes.count;
    }
}

/* One passes no other. */
void
floats_settle(struct galley *galley)
{
    float_end_section(galley, 0, 0);
    assert(galley->floats.items || !galley->floats.count);
    for (size_t i = 0; i < galley->floats.count; i++) {
        struct galley_float *item = &galley->floats.items[i];
        const struct galley_float *next =
            i + 1 < galley->floats.count ? item + 1 : NULL;
        assert(item);
        if (i && item->from < item[-1].last)
            item->from = item[-1].last;
        if (next && item->until > next->first)
            item->until = next->first;
        if (item->until > item->last + REACH)
            item->until = item->last + REACH;
    }
}

static void
leave(struct galley *galley, const struct galley_float *item)
{
    struct lines lines;
    if (!item->next)
        return;
    paragraph_set(galley->context, item->next, &item->next_rules, &lines);
    /* A page number in it may have made it longer since: then it stays. */
    for (size_t i = 0; lines.count == item->next_count && i < item->next_count;
         i++) {
        struct galley_box *box = &galley->boxes.items[item->last + i];
        box->anchor_count = i ? 0 : item->next_anchor_count;
        galley_box_set_line(galley, box, &lines.items[i]);
    }
    paragraph_forget(galley->context, &lines);
}

void
floats_leave(struct galley *galley, const struct page_cuts *cuts)
{
    for (size_t i = 0; i < cuts->count; i++) {
        const struct page_cut *cut = &cuts->items[i];
        const struct galley_float *item = page_cut_float(galley, cut);
        if (item && cut->first <= item->first)
            leave(galley, item);
    }
}
