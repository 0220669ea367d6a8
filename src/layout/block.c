/* Blocks of the document tree to boxes of the galley. */
#include "layout/galley.h"

#include "base/map.h"
#include "doc/list_number.h"
#include "layout/field.h"
#include "layout/galley_float.h"
#include "layout/locator.h"
#include "layout/qr_code.h"

#include <stdio.h>
#include <string.h>

enum {
    DEEPEST = 100, /* nesting; the reader allows less */
    /* Costs of breaks, beside the squared lines of white space that the page
     * breaker counts (100 a line squared). */
    BREAK_AFTER_HYPHEN = 300,
    BREAK_BEFORE_LIST = 2000, /* the sentence that announces it */
    /* A list's last item alone on a page, when it is this short. */
    BREAK_BEFORE_SHORT_ITEM = 15000,
    SHORT_ITEM_LINES = 3,
    HEADING_LINES = 2 /* of text that stand below a heading */
};

/* Rules and writing lines draw their own. */
bool
block_has_frame(const struct node *node, const struct block_style *style)
{
    if (node->kind == NODE_RULE || node->kind == NODE_WRITING_LINES)
        return false;
    return style->has_background || style->has_border || style->bar_width ||
           style->rule_above || style->rule_below || style->padding_top ||
           style->padding_bottom;
}

scaled
line_baseline(const struct block_style *style)
{
    scaled size = style->text.size;
    return style->leading - (style->leading - size) / 2 -
           scaled_ratio(size, 22, 100);
}

static int
line_break_cost(const struct lines *lines, size_t i,
                const struct block_style *style)
{
    size_t keep = style->keep_lines > 1 ? (size_t)style->keep_lines : 1;
    if (i == 0)
        return BREAK_FREE;
    if (i < keep || lines->count - i < keep)
        return BREAK_FORBIDDEN;
    return lines->items[i - 1].hyphenated ? BREAK_AFTER_HYPHEN : BREAK_FREE;
}

void
galley_box_set_line(struct galley *galley, struct galley_box *box,
                    const struct line *line)
{
    box->marks = line->marks;
    box->mark_count = line->mark_count;
    box->mark_capacity = 0;
    box->links = line->links;
    box->link_count = line->link_count;
    box->notes = line->notes;
    box->note_count = line->note_count;
    box->hyphenated = line->hyphenated;
    box->overfull_count = line->is_overfull;
    if (!line->anchor_count)
        return;
    size_t count = box->anchor_count + line->anchor_count;
    const struct node **anchors =
        arena_alloc_array(galley->context->galleys, count, sizeof *anchors);
    if (box->anchor_count)
        memcpy(anchors, box->anchors, box->anchor_count * sizeof *anchors);
    memcpy(anchors + box->anchor_count, line->anchors,
           line->anchor_count * sizeof *anchors);
    box->anchors = anchors;
    box->anchor_count = count;
}

void
galley_box_add_tick(struct galley *galley, struct galley_box *box,
                    const struct item_label *label,
                    const struct block_style *style)
{
    scaled side = scaled_ratio(style->text.size, 105, 100);
    if (side < TICK_SIDE)
        side = TICK_SIDE;
    galley_box_add_mark(galley, box);
    struct mark *mark = box->marks; /* read before the text */
    memmove(mark + 1, mark, (box->mark_count - 1) * sizeof *mark);
    *mark = (struct mark){.kind = MARK_PATH,
                          .part = PART_LABEL,
                          .node = label->node,
                          .x = -label->width,
                          .y = -scaled_ratio(side, 82, 100),
                          .width = side,
                          .height = side,
                          .colour = style->text.colour};
    mark->path.name = text_of(label->path);
    mark->path.stroke = TICK_STROKE;
    if (galley_has_fields(galley))
        field_replace_tick(galley, mark);
}

/* "Tabel 13.1" before the caption of what is numbered; the sheet gives it a
 * look as span.caption-number. */
static void
add_caption_number(struct galley *galley, const struct node *caption,
                   struct paragraph_rules *rules)
{
    const struct node *of = caption->parent;
    struct arena *arena = galley->context->arena;
    bool is_table = of->kind == NODE_TABLE;
    struct text number = is_table                  ? of->table.number
                         : of->kind == NODE_FIGURE ? of->figure.number
                                                   : TEXT("");
    if (!number.size)
        return;
    struct text word =
        book_word(galley->context->book, is_table ? "Table" : "Figure");
    struct node *look = node_new(arena, NODE_SPAN, caption->span);
    node_add_class(arena, look, TEXT("caption-number"));
    look->parent = (struct node *)caption;
    rules->lead_look = look;
    rules->lead = arena_printf(arena, "%.*s\u00A0%.*s", TEXT_PRINTF(word),
                               TEXT_PRINTF(number));
}

void
galley_add_lines(struct galley *galley, const struct node *node,
                 const struct block_style *style,
                 const struct item_label *label)
{
    struct paragraph_rules rules = {.style = style, .measure = galley->width};
    if (label && !label->path) {
        rules.label = label->text;
        rules.label_node = label->node;
        rules.label_width = label->width;
    }
    if (node->kind == NODE_CAPTION && node->parent)
        add_caption_number(galley, node, &rules);
    struct lines lines = {0};
    paragraph_set(galley->context, node, &rules, &lines);
    size_t first = galley->boxes.count, anchor_count = 0;
    galley->label_is_set |= label != NULL;
    for (size_t i = 0; i < lines.count; i++) {
        galley_discourage(galley, line_break_cost(&lines, i, style));
        struct galley_box *box =
            galley_add_box(galley, style->leading, line_baseline(style));
        if (i == 0)
            anchor_count = box->anchor_count;
        box->goes_on = i > 0;
        galley_box_set_line(galley, box, &lines.items[i]);
        box->on_grid = style->leading == galley->grid && !galley->frame;
        if (i == 0 && label && label->path)
            galley_box_add_tick(galley, box, label, style);
    }
    if (lines.count && node->kind == NODE_PARAGRAPH) {
        galley->last_paragraph = node;
        galley->last_first = first;
    }
    galley_note_locators(galley, node, &rules, first, lines.count);
    bool is_fixed =
        node->kind == NODE_PARAGRAPH && lines.count &&
        float_add_next(galley, node, &rules, first, &lines, anchor_count);
    if (!is_fixed && (lines.tighter >= 0 || lines.looser >= 0) &&
        style->leading == galley->grid && !node_has_locator(node))
        *ARRAY_PUSH(galley->context->galleys, &galley->paragraphs) =
            (struct galley_paragraph){
                .node = node,
                .rules = rules,
                .label = label ? *label : (struct item_label){.node = NULL},
                .has_label = label != NULL,
                .first = first,
                .count = lines.count,
                .anchor_count = anchor_count,
                .tighter = lines.tighter,
                .looser = lines.looser};
    paragraph_forget(galley->context, &lines);
}

/* --- lists ------------------------------------------------------------- */

static size_t
list_item_count(const struct node *list)
{
    size_t count = 0;
    for (const struct node *item = list->first_child; item; item = item->next)
        count++;
    return count;
}

static struct item_label
item_label(struct galley *galley, const struct node *list,
           const struct node *item, size_t index,
           const struct block_style *list_style, scaled width)
{
    struct item_label label = {.node = item, .width = width};
    if (item->item.task)
        label.path = item->item.checked ? "box-checked" : "box";
    else if (list->list.ordered)
        label.text = list_number_text(galley->context->arena, list, index);
    else
        label.text =
            list_style->marker.size ? list_style->marker : TEXT("\u2022");
    return label;
}

/* The label of an item that begins with a block that takes none (code, a
 * table, a list of its own) stands beside its first box. */
static void
add_item_label(struct galley *galley, size_t first,
               const struct item_label *label, const struct block_style *style)
{
    if (galley->label_is_set || first == galley->boxes.count)
        return;
    struct galley_box *box = &galley->boxes.items[first];
    scaled shift = galley->x - box->x;
    /* A paragraph that is set anew would lose it. */
    for (size_t i = galley->paragraphs.count; i-- > 0;)
        if (galley->paragraphs.items[i].first == first)
            galley->paragraphs.items[i].tighter =
                galley->paragraphs.items[i].looser = -1;
        else if (galley->paragraphs.items[i].first < first)
            break;
    if (label->path) {
        struct item_label moved = *label;
        moved.width -= shift;
        galley_box_add_tick(galley, box, &moved, style);
        return;
    }
    galley_box_add_mark(galley, box);
    struct mark *mark = box->marks; /* it is read first */
    memmove(mark + 1, mark, (box->mark_count - 1) * sizeof *mark);
    text_set(galley->context, label->text, &style->text, label->node,
             PART_LABEL, ARTIFACT_NONE, mark);
    mark->x = shift - label->width;
}

static void
add_list(struct galley *galley, struct node *list,
         const struct block_style *style)
{
    bool outer_is_set = galley->label_is_set;
    size_t count = list_item_count(list), index = 0;
    for (struct node *item = list->first_child; item; item = item->next) {
        const struct block_style *item_style =
            style_block(galley->context->style, item);
        if (index == 0)
            galley_discourage(galley, BREAK_BEFORE_LIST);
        if (index && !list->list.tight)
            galley_add_space(galley, item_style->space_before);
        struct item_label label = item_label(galley, list, item, index, style,
                                             item_style->marker_gap);
        galley->x += item_style->marker_gap;
        galley->width -= item_style->marker_gap;
        size_t first = galley->boxes.count;
        *ARRAY_PUSH(galley->context->galleys, &galley->pending) = item;
        galley->label_is_set = false;
        galley_add_children(galley, item, &label);
        add_item_label(galley, first, &label, item_style);
        galley_mark_changed(galley, item, first);
        if (index == 0 && galley->boxes.count > first)
            galley->boxes.items[first].is_announced = true;
        galley->x -= item_style->marker_gap;
        galley->width += item_style->marker_gap;
        bool is_lone = galley->boxes.count < first + SHORT_ITEM_LINES &&
                       galley->boxes.count > first && index + 1 == count;
        if (is_lone && count > 1 &&
            galley->boxes.items[first].break_cost < BREAK_BEFORE_SHORT_ITEM)
            galley->boxes.items[first].break_cost = BREAK_BEFORE_SHORT_ITEM;
        index++;
    }
    galley->label_is_set = outer_is_set;
}

/* --- rules ----------------------------------------- */

static void
add_rule(struct galley *galley, const struct node *node,
         const struct block_style *style)
{
    struct galley_box *box =
        galley_add_box(galley, style->leading, style->leading / 2);
    struct mark *mark = galley_box_add_mark(galley, box);
    *mark = (struct mark){.kind = MARK_LINE,
                          .artifact = ARTIFACT_LAYOUT,
                          .node = node,
                          .x = galley->width / 3,
                          .width = galley->width / 3,
                          .colour = style->border_colour};
    mark->line.stroke = style->rule_above;
}

/* --- all blocks ---------------------------------------------------------- */

static void
add_by_kind(struct galley *galley, struct node *node,
            const struct block_style *style, const struct item_label *label)
{
    switch ((int)node->kind) {
    case NODE_PARAGRAPH:
        qr_add_paragraph(galley, node, style, label);
        return;
    case NODE_HEADING:
    case NODE_CAPTION:
    case NODE_TERM:
        galley_add_lines(galley, node, style, label);
        return;
    case NODE_LIST:
        add_list(galley, node, style);
        return;
    case NODE_CODE_BLOCK:
        galley_add_code(galley, node);
        return;
    case NODE_RULE:
        add_rule(galley, node, style);
        return;
    case NODE_TABLE:
        galley_add_table(galley, node);
        return;
    case NODE_FIGURE:
        galley_add_figure(galley, node);
        return;
    case NODE_CONTENTS:
        galley_add_contents(galley, node);
        return;
    case NODE_INDEX:
        galley_add_index(galley, node);
        return;
    case NODE_WRITING_LINES:
        galley_add_writing_lines(galley, node);
        return;
    default:
        galley_add_children(galley, node, label);
        return;
    }
}

/* Kept together by their nature; all else that is kept together is parted
 * when that saves more than half a page of white. */
static bool
is_never_parted(const struct node *node)
{
    return node->kind == NODE_HEADING || node->kind == NODE_FIGURE ||
           node->kind == NODE_CAPTION || node->kind == NODE_WRITING_LINES;
}

static bool
is_rigid(const struct node *node)
{
    return is_never_parted(node) || node->kind == NODE_TABLE ||
           node->kind == NODE_TERM;
}

static bool
takes_anchor(const struct node *node)
{
    return node->id.size || node->kind == NODE_HEADING ||
           node->kind == NODE_CHAPTER || node->kind == NODE_PART ||
           node->kind == NODE_SECTION;
}

static void
add_icon(struct galley *galley, const struct frame *frame,
         const struct block_style *style)
{
    if (!style->icon.size || frame->first == SIZE_MAX)
        return;
    struct galley_box *box = &galley->boxes.items[frame->first];
    scaled side = scaled_ratio(style->text.size, 110, 100);
    struct mark *mark = galley_box_add_mark(galley, box);
    *mark = (struct mark){
        .kind = MARK_PATH,
        .artifact = ARTIFACT_LAYOUT,
        .node = frame->node,
        .x = frame->x - box->x +
             (style->padding_left + style->bar_width - side) / 2,
        .y = -scaled_ratio(side, 85, 100),
        .width = side,
        .height = side,
        .colour = style->bar_width ? style->bar_colour : style->text.colour};
    mark->path.name = style->icon;
    mark->path.stroke = scaled_from_pt(0.8);
}

/* A fixed label set above a box's content ("Let op"), in the look of class
 * box-label. */
static void
add_fixed_label(struct galley *galley, struct node *node,
                const struct block_style *style)
{
    struct layout_context *context = galley->context;
    struct node *paragraph =
        node_new(context->arena, NODE_PARAGRAPH, node->span);
    node_add_class(context->arena, paragraph, TEXT("box-label"));
    paragraph->parent = node;
    const struct block_style *look = style_block(context->style, paragraph);
    struct galley_box *box =
        galley_add_box(galley, look->leading, line_baseline(look));
    struct mark *mark = galley_box_add_mark(galley, box);
    text_set(context, style->label, &look->text, node, PART_LABEL,
             ARTIFACT_NONE, mark);
    galley_discourage(galley, BREAK_FORBIDDEN);
}

/* A footnote belongs to a line of the text: what calls one stays there. */
static bool
has_note(const struct node *block)
{
    for (const struct node *node = block; (node = node_next(node, block));)
        if (node->kind == NODE_NOTE_CALL)
            return true;
    return false;
}

void
galley_add_block(struct galley *galley, struct node *node,
                 const struct item_label *label)
{
    if (galley->depth >= DEEPEST || galley->width < SCALED_PT * 20) {
        diag_report(galley->context->diag, LAYOUT_TOO_DEEP, node->span);
        return;
    }
    const struct block_style *style = style_block(galley->context->style, node);
    if (style->in_margin && !galley->in_margin && !has_note(node) &&
        style_page(galley->context->style)->margin_column > 0) {
        galley_add_margin(galley, node);
        return;
    }
    struct frame *frame = NULL;
    scaled x = galley->x, width = galley->width;
    size_t first = galley->boxes.count, floats_before = galley->floats.count;
    bool floats = float_may_begin(galley, node, style);
    scaled owed = galley->space;
    galley->depth++;
    if (style->new_page && first)
        galley->next_break = BREAK_FORCED;
    galley_add_space(galley, style->space_before);
    if (takes_anchor(node))
        *ARRAY_PUSH(galley->context->galleys, &galley->pending) = node;
    galley->x += style->margin_left;
    galley->width -= style->margin_left + style->margin_right;
    if (block_has_frame(node, style))
        frame = galley_open_frame(galley, node, style);
    galley->x += style->padding_left;
    galley->width -= style->padding_left + style->padding_right;
    if (style->label.size)
        add_fixed_label(galley, node, style);
    int keeps = style->keep_together && !is_never_parted(node);
    int whole = style->keep_together && is_never_parted(node);
    galley->keep_depth += keeps;
    galley->whole_depth += whole;
    add_by_kind(galley, node, style, label);
    galley->keep_depth -= keeps;
    galley->whole_depth -= whole;
    if (keeps || whole)
        galley->next_break = galley->whole_depth || galley->lines_owed
                                 ? BREAK_FORBIDDEN
                             : galley->keep_depth ? BREAK_KEPT
                                                  : BREAK_FREE;
    galley_mark_changed(galley, node, first);
    if (galley->boxes.count > first && is_rigid(node)) {
        galley->boxes.items[first].is_rigid = true;
        galley->boxes.items[first].is_heading = node->kind == NODE_HEADING;
        galley->boxes.items[first].is_announced =
            node->kind != NODE_HEADING && node->kind != NODE_TERM;
    }
    if (node->kind == NODE_HEADING && style->keep_with_next)
        galley->lines_owed = HEADING_LINES;
    galley->is_below_title =
        node->kind == NODE_HEADING && node->heading.level == 1;
    if (frame) {
        add_icon(galley, frame, style);
        galley_close_frame(galley, frame);
    }
    galley->x = x;
    galley->width = width;
    galley->depth--;
    galley_add_space(galley, style->space_after);
    if (floats)
        float_add(galley, node, first, owed, style);
    if (node->kind == NODE_SECTION)
        float_end_section(galley, first, floats_before);
    if (style->keep_with_next && galley->boxes.count > first)
        galley_discourage(galley, BREAK_FORBIDDEN);
}

void
galley_add_children(struct galley *galley, struct node *node,
                    const struct item_label *label)
{
    for (struct node *child = node->first_child; child; child = child->next) {
        if (node_kind_is_inline(child->kind)) {
            /* A tight item's text, not wrapped in a paragraph. */
            galley_add_lines(galley, node,
                             style_block(galley->context->style, node), label);
            return;
        }
        galley_add_block(galley, child, label);
        label = NULL;
    }
    if (label) /* an empty item still has its number or box */
        galley_add_lines(
            galley,
            node_new(galley->context->arena, NODE_PARAGRAPH, node->span),
            style_block(galley->context->style, node), label);
}
