#include "layout/paragraph.h"

#include "base/map.h"
#include "layout/balance.h"
#include "layout/item.h"
#include "layout/line.h"

#include <string.h>

/* Ragged lines may end a ninth of the measure short before that is thought
 * bad, in a narrow column two ems: else all its lines would be equally bad. */
static scaled
ragged_stretch(scaled measure, const struct block_style *style)
{
    scaled least = style->text.size * 2;
    return measure / 9 > least ? measure / 9 : least;
}

static void
break_rules_fill(struct break_rules *rules, struct item_list *list,
                 const struct node *block)
{
    const struct block_style *style = list->rules->style;
    const struct line_style *lines = style_lines(list->context->style);
    scaled measure = list->rules->measure;
    bool justified = style->align == TEXT_JUSTIFY;
    *rules = (struct break_rules){
        .measure = measure,
        .first_indent = style->indent + list->rules->first_indent,
        .line_stretch = justified ? 0 : ragged_stretch(measure, style),
        .fits_classes = justified,
        .hyphens = style->hyphenate && list->context->hyphenator,
        /* Ragged lines are never too bad for hyphens to be worth a third
         * pass; the price of a hyphen decides. */
        .first_tolerance = justified ? 100 : 200,
        .tolerance = justified ? lines->tolerance : 10000,
        .ladder = lines->ladder,
        .emergency_stretch = style->text.size * 3,
        .last_least = style->text.size * 2,
        .last_words = block->kind == NODE_HEADING,
        .counts_lines = block->kind == NODE_PARAGRAPH,
        .extra_lines = list->rules->extra_lines,
        .divide = item_divide,
        .context = list};
}

static void
add_label(struct layout_context *context, const struct paragraph_rules *rules,
          struct line *line)
{
    if (!rules->label.size || !rules->label_node)
        return;
    struct text_style look =
        rules->label_style ? *rules->label_style : rules->style->text;
    struct mark *marks =
        ARENA_ARRAY(context->galleys, line->mark_count + 1, struct mark);
    text_set(context, rules->label, &look, rules->label_node, PART_LABEL,
             ARTIFACT_NONE, &marks[0]);
    marks[0].x = -rules->label_width;
    for (size_t i = 0; i < line->mark_count; i++)
        marks[i + 1] = line->marks[i];
    line->marks = marks;
    line->mark_count++;
}

/* Room for so many lines, zeroed. */
static void
lines_take(struct layout_context *context, size_t count, struct lines *lines)
{
    *lines = (struct lines){.items = context->spare_lines,
                            .count = count,
                            .capacity = context->spare_line_capacity,
                            .tighter = -1,
                            .looser = -1};
    if (count > lines->capacity) {
        lines->capacity = count;
        lines->items = ARENA_ARRAY(context->galleys, count, struct line);
    } else {
        memset(lines->items, 0, count * sizeof *lines->items);
        context->spare_lines = NULL;
        context->spare_line_capacity = 0;
    }
}

void
paragraph_forget(struct layout_context *context, struct lines *lines)
{
    if (lines->capacity > context->spare_line_capacity) {
        context->spare_lines = lines->items;
        context->spare_line_capacity = lines->capacity;
    }
    *lines = (struct lines){0};
}

void
paragraph_set(struct layout_context *context, const struct node *block,
              const struct paragraph_rules *rules, struct lines *lines)
{
    struct item_list list;
    *lines = (struct lines){.tighter = -1, .looser = -1};
    items_collect(&list, context, block, rules);
    if (!list.items.count) {
        if (rules->label.size) { /* an empty item still has its number */
            lines_take(context, 1, lines);
            add_label(context, rules, &lines->items[0]);
        }
        arena_reset(context->scratch);
        return;
    }
    struct break_rules break_rules;
    struct line_breaks breaks;
    break_rules_fill(&break_rules, &list, block);
    linebreak_find(context->scratch, list.items.items, list.items.count,
                   &break_rules, &breaks);
    if (block->kind == NODE_HEADING && rules->style->align != TEXT_JUSTIFY)
        lines_balance(&list, &break_rules, &breaks);
    lines_take(context, breaks.count, lines);
    lines->tighter = breaks.tighter;
    lines->looser = breaks.looser;
    for (size_t i = 0; i < breaks.count; i++)
        line_set(&list, &break_rules, i ? &breaks.items[i - 1] : NULL,
                 &breaks.items[i], &lines->items[i]);
    add_label(context, rules, &lines->items[0]);
    arena_reset(context->scratch);
}

scaled
text_set(struct layout_context *context, struct text text,
         const struct text_style *style, const struct node *node,
         enum mark_part part, enum artifact artifact, struct mark *mark)
{
    const struct font *font = look_font(context, style, (struct span){0});
    const struct shape *shape = shape_word(context->shapes, font, text);
    struct page_word *word = ARENA_NEW(context->arena, struct page_word);
    word->shape = shape;
    *mark = (struct mark){.kind = MARK_TEXT,
                          .artifact = artifact,
                          .part = part,
                          .node = node,
                          .y = -style->rise,
                          .width = shape_width(shape, style->size),
                          .colour = style->colour};
    mark->text.words = word;
    mark->text.word_count = 1;
    mark->text.size = style->size;
    mark->text.expansion = 1000;
    mark->text.tracking = style->tracking;
    for (const struct shape *part_of = shape; part_of; part_of = part_of->next)
        mark->width += style->tracking * (scaled)part_of->glyph_count;
    return mark->width;
}

/* A box as words: a line may end at its places of POINT_FREE, as in addresses
 * and code.  It goes on the word before it, if there is one; returns the
 * last. */
static struct cell_word *
add_cell_words(struct cell_word *made, size_t *count, struct cell_word *word,
               struct cell_word first, const struct item *item)
{
    scaled done = 0;
    for (uint32_t i = 0; i <= item->point_count; i++) {
        bool is_last = i == item->point_count;
        if (!is_last && item->points[i].kind != POINT_FREE)
            continue;
        scaled end = is_last ? item->width : item->points[i].before;
        if (!word) {
            word = &made[(*count)++];
            *word = first;
        }
        word->width += end - done;
        done = end;
        first = (struct cell_word){0};
        if (!is_last)
            word = NULL;
    }
    return word;
}

static size_t
count_points(const struct item_list *list)
{
    size_t count = 0;
    for (size_t i = 0; i < list->items.count; i++)
        count += list->items.items[i].point_count;
    return count;
}

void
paragraph_words(struct layout_context *context, const struct node *block,
                const struct block_style *style, struct arena *arena,
                struct cell_words *words)
{
    struct paragraph_rules rules = {.style = style,
                                    .measure = SCALED_PT * 10000};
    struct item_list list;
    items_collect(&list, context, block, &rules);
    /* A hair, lest rounding make a line that fits seem too wide. */
    *words = (struct cell_words){
        .padding = style->padding_left + style->padding_right + SCALED_PT / 8};
    struct cell_word *made = ARENA_ARRAY(
        arena, list.items.count + count_points(&list) + 1, struct cell_word);
    struct cell_word *word = NULL;
    scaled space = 0;
    bool begins_line = false;
    for (size_t i = 0; i < list.items.count; i++) {
        const struct item *item = &list.items.items[i];
        bool is_gap = item->kind == ITEM_SPACE && !item->is_tied;
        if (is_gap || item->kind == ITEM_BREAK) {
            word = NULL;
            space = item->width;
            begins_line = item->kind == ITEM_BREAK;
        } else if (item->kind != ITEM_ANCHOR) {
            struct cell_word first = {0, space, begins_line};
            word = add_cell_words(made, &words->count, word, first, item);
            begins_line = false;
        }
    }
    words->items = made;
    arena_reset(context->scratch);
}
