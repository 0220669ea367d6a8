#include "layout/item.h"

#include "base/message.h"
#include "base/utf8.h"
#include "layout/locator.h"

#include <string.h>

enum { LONGEST_WORD = 4000 /* bytes; longer ones are several boxes */ };

const struct font *
look_font(struct layout_context *context, const struct text_style *look,
          struct span from)
{
    const struct font *font =
        font_find(context->fonts, look->font, look->variant, look->feature);
    if (font)
        return font;
    diag_report(context->diag, FONT_ROLE_MISSING, from,
                TEXT_PRINTF(look->font));
    return font_find(context->fonts, TEXT("text"), FONT_REGULAR, FONT_PLAIN);
}

struct text
item_text(const struct item_list *list, const struct item *item)
{
    return text_slice(list->runs.items[item->run].text, item->offset,
                      item->offset + item->size);
}

/* --- collecting --------------------------------------------------------------
 */

int32_t
item_hang(const struct item_run *run, const struct line_style *lines,
          int permille)
{
    if (!lines->protrusion)
        return 0;
    return (int32_t)scaled_ratio(run->look.size, permille, 1000);
}

static struct item *
add_item(struct item_list *list, enum item_kind kind)
{
    struct item *item = ARRAY_PUSH(list->context->scratch, &list->items);
    item->kind = (uint8_t)kind;
    item->run = list->runs.count ? (uint32_t)list->runs.count - 1 : 0;
    return item;
}

/* The last item that is not a mere mark of a place; NULL at the start. */
static struct item *
last_item(struct item_list *list)
{
    for (size_t i = list->items.count; i-- > 0;)
        if (list->items.items[i].kind != ITEM_ANCHOR)
            return &list->items.items[i];
    return NULL;
}

/* White space counts once, and not at all where a line begins. */
static void
add_space(struct item_list *list, bool is_tied)
{
    const struct item *last = last_item(list);
    if (!last || last->kind == ITEM_BREAK || last->kind == ITEM_SPACE) {
        if (!is_tied)
            return;
    }
    struct item_run *run = &list->runs.items[list->runs.count - 1];
    const struct line_style *lines = style_lines(list->context->style);
    if (!run->space)
        run->space =
            shape_width(shape_word(list->context->shapes, run->font, TEXT(" ")),
                        run->look.size);
    struct item *item = add_item(list, ITEM_SPACE);
    item->is_tied = is_tied;
    item->width = run->space;
    if (list->rules->style->align == TEXT_JUSTIFY) {
        item->stretch =
            scaled_ratio(item->width, lines->space_stretch_permille, 1000);
        item->shrink =
            scaled_ratio(item->width, lines->space_shrink_permille, 1000);
    }
}

struct span
item_span(const struct item_run *run, size_t offset, struct text word)
{
    struct span span = run->node->span;
    struct text source = span_text(span);
    /* Typography changes bytes, so the offset only says about where; most
     * words stand there as they were written. */
    size_t from = offset > 64 ? offset - 64 : 0;
    for (size_t at = from; at + word.size <= source.size && word.size; at++)
        if (at <= offset + 64 &&
            !memcmp(source.data + at, word.data, word.size)) {
            span.start += (uint32_t)at;
            span.end = span.start + (uint32_t)word.size;
            break;
        }
    return span;
}

bool
glyph_is_missing(struct layout_context *context, const struct font *font,
                 struct text character)
{
    size_t at = 0;
    unsigned code_point = utf8_next(character, &at);
    for (const struct font *one = font; one; one = one->fallback)
        if (font_has(one, code_point))
            return false;
    /* Another may stand in for it, or it is not shown at all. */
    return shape_word(context->shapes, font, character)->has_missing;
}

/* Word processors have signs of their own there, of Symbol and Wingdings. */
static bool
is_private(unsigned code_point)
{
    return code_point >= 0xE000 && code_point <= 0xF8FF;
}

void
glyph_report_missing(struct layout_context *context, struct span span,
                     struct text character)
{
    size_t at = 0;
    unsigned code_point = utf8_next(character, &at);
    struct text hint = TEXT("");
    if (is_private(code_point))
        hint = text_of(N_("a word processor made this sign; write '- ' where "
                          "it begins an item, else another sign"));
    diag_report_hint(context->diag, GLYPH_MISSING, hint, span,
                     TEXT_PRINTF(character), code_point);
}

static void
report_missing(struct item_list *list, const struct item_run *run,
               size_t offset, struct text word)
{
    for (size_t at = 0; at < word.size;) {
        size_t start = at;
        utf8_next(word, &at);
        struct text character = text_slice(word, start, at);
        if (glyph_is_missing(list->context, run->font, character))
            glyph_report_missing(list->context,
                                 item_span(run, offset + start, character),
                                 character);
    }
}

static void
add_box(struct item_list *list, size_t start, size_t end)
{
    const struct item_run *run = &list->runs.items[list->runs.count - 1];
    struct text word = text_slice(run->text, start, end);
    const struct line_style *lines = style_lines(list->context->style);
    struct item *item = add_item(list, ITEM_BOX);
    item->offset = (uint32_t)start;
    item->size = (uint32_t)(end - start);
    item->shape = shape_word(list->context->shapes, run->font, word);
    item->width = shape_width(item->shape, run->look.size);
    if (run->look.tracking)
        item->width += run->look.tracking * (scaled)utf8_length(word);
    for (const struct shape *part = item->shape; part; part = part->next)
        if (part->has_missing) {
            report_missing(list, run, start, word);
            break;
        }
    if (list->rules->style->align == TEXT_JUSTIFY)
        item->flex = scaled_ratio(item->width, lines->expansion, 1000);
    item->left = item_hang(run, lines, shape_protrusion_left(item->shape));
    item->right = item_hang(run, lines, shape_protrusion_right(item->shape));
    item->may_divide = run->hyphenates;
    item->ends_in_hyphen = word.data[word.size - 1] == '-';
    bool may_part = run->node->kind == NODE_CODE;
    for (size_t at = start; at < end && !may_part; at++)
        may_part = run->text.data[at] == '-' || run->text.data[at] == '/' ||
                   run->text.data[at] == '.' || run->text.data[at] == '\xE2';
    if (may_part)
        item_find_points(list, item);
}

/* Room for so many more items at once: growing step by step costs more than
 * all else in a paragraph of plain words. */
static void
items_reserve(struct item_list *list, size_t more)
{
    size_t wanted = list->items.count + more;
    if (wanted <= list->items.capacity)
        return;
    if (wanted < list->items.capacity * 2)
        wanted = list->items.capacity * 2;
    struct item *items =
        ARENA_ARRAY(list->context->scratch, wanted, struct item);
    if (list->items.count)
        memcpy(items, list->items.items, list->items.count * sizeof *items);
    list->items.items = items;
    list->items.capacity = wanted;
}

/* Splits a run's text: white space parts words, no-break spaces tie them. */
static void
add_text(struct item_list *list, struct text text)
{
    size_t start = 0, at = 0;
    items_reserve(list, text.size / 3 + 8);
    while (at < text.size) {
        size_t here = at;
        unsigned code_point = utf8_next(text, &at);
        bool is_space = code_point == ' ' || code_point == '\t' ||
                        code_point == '\n' || code_point == '\r';
        bool is_tie = code_point == 0xA0;
        if (!is_space && !is_tie && here - start < LONGEST_WORD)
            continue;
        if (here > start)
            add_box(list, start, here);
        if (is_space || is_tie) {
            add_space(list, is_tie);
            start = at;
        } else {
            start = here;
        }
    }
    if (at > start)
        add_box(list, start, at);
}

static const struct node *
link_above(const struct node *node, const struct node *block)
{
    for (; node && node != block; node = node->parent)
        if (node->kind == NODE_LINK || node->kind == NODE_NOTE_CALL ||
            node->kind == NODE_LOCATOR ||
            (node->kind == NODE_REFERENCE && node->target))
            return node;
    return NULL;
}

static struct item_run *
add_run(struct item_list *list, const struct node *node, struct text text,
        enum mark_part part)
{
    struct layout_context *context = list->context;
    struct item_run *run = ARRAY_PUSH(context->scratch, &list->runs);
    run->node = node;
    run->text = text;
    run->part = part;
    run->link = link_above(node, list->block);
    run->look = style_text(context->style, list->rules->style, node);
    if (node->kind == NODE_LOCATOR && node->locator.bold)
        run->look.variant = FONT_BOLD;
    run->font = look_font(context, &run->look, node->span);
    run->hyphenates = list->rules->style->hyphenate && node->kind == NODE_TEXT;
    return run;
}

static void
add_anchor(struct item_list *list, const struct node *node)
{
    if (!list->runs.count)
        add_run(list, node, TEXT(""), PART_CONTENT);
    add_item(list, ITEM_ANCHOR)->anchor = node;
}

static void
add_picture(struct item_list *list, const struct node *node)
{
    struct item_run *run = add_run(list, node, TEXT(""), PART_CONTENT);
    const struct image *image = node->image.image;
    struct item *item = add_item(list, ITEM_BOX);
    item->shape = NULL;
    if (image && image->natural_height > 0)
        item->width = scaled_ratio(run->look.size, image->natural_width,
                                   image->natural_height);
    if (item->width > list->rules->measure)
        item->width = list->rules->measure;
}

/* White space before the end of a line goes. */
static void
add_break(struct item_list *list)
{
    struct item *last = last_item(list);
    if (!last)
        return;
    if (last->kind == ITEM_SPACE && !last->is_tied) {
        last->kind = ITEM_ANCHOR;
        last->width = last->stretch = last->shrink = 0;
        last->anchor = NULL;
    }
    add_item(list, ITEM_BREAK);
}

/* In the contents, titles after a number line up: the space between takes
 * what the number leaves of its column (`marker-gap`). */
static void
align_after_number(struct item_list *list, const struct node *node)
{
    scaled column = list->rules->style->marker_gap;
    if (list->block->kind != NODE_CONTENTS_ENTRY || !column ||
        !node->previous || !node_has_class(node->previous, "number"))
        return;
    struct item *last = last_item(list);
    for (const struct item *item = list->items.items; item < last; item++)
        column -= item->width;
    if (last->kind != ITEM_SPACE || column <= last->width)
        return;
    last->width = column;
    last->stretch = last->shrink = 0;
}

static void
add_inline(struct item_list *list, const struct node *node)
{
    if (node->id.size && node->kind != NODE_INDEX_MARK)
        add_anchor(list, node);
    if (locator_is_hidden(node))
        return;
    switch ((int)node->kind) {
    case NODE_TEXT:
    case NODE_CODE:
        add_run(list, node, node->text, PART_CONTENT);
        add_text(list, node->text);
        align_after_number(list, node);
        return;
    case NODE_LOCATOR: {
        struct text label = node->text.size ? node->text : TEXT("000");
        add_run(list, node, label, PART_CONTENT);
        add_text(list, label);
        return;
    }
    case NODE_NOTE_CALL: {
        struct text number =
            arena_printf(list->context->arena, "%d",
                         node->target ? node->target->footnote.number : 0);
        add_run(list, node, number, PART_LABEL);
        add_text(list, number);
        return;
    }
    case NODE_SOFT_BREAK: /* a run of its own: a note call before it is small */
        add_run(list, node, TEXT(" "), PART_CONTENT);
        add_space(list, false);
        return;
    case NODE_HARD_BREAK:
        add_break(list);
        return;
    case NODE_INDEX_MARK:
        add_anchor(list, node);
        return;
    case NODE_IMAGE:
        add_picture(list, node);
        return;
    default:
        return;
    }
}

static bool
ends_in_letter(const struct item_list *list, const struct item *item)
{
    struct text text = item_text(list, item);
    size_t at = text.size;
    return item->shape && utf8_is_letter(utf8_previous(text, &at));
}

static bool
starts_with_letter(const struct item_list *list, const struct item *item)
{
    size_t at = 0;
    return item->shape && utf8_is_letter(utf8_next(item_text(list, item), &at));
}

static bool
starts_with_digit(const struct item_list *list, const struct item *item)
{
    struct text word = item->shape ? item_text(list, item) : TEXT("");
    return word.size && word.data[0] >= '0' && word.data[0] <= '9';
}

/* A word whose parts look different is several boxes: what is a syllable of
 * one part is none of the word.  Nor is a word divided that a number is tied
 * to: "blad-/zijde 12" is hard to find. */
static void
keep_joined_words(struct item_list *list)
{
    struct item *before = NULL, *tied = NULL;
    for (size_t i = 0; i < list->items.count; i++) {
        struct item *item = &list->items.items[i];
        if (item->kind == ITEM_ANCHOR)
            continue;
        if (before && before->kind == ITEM_BOX && item->kind == ITEM_BOX &&
            (before->may_divide || item->may_divide) &&
            ends_in_letter(list, before) && starts_with_letter(list, item))
            before->may_divide = item->may_divide = false;
        if (tied && item->kind == ITEM_BOX && starts_with_digit(list, item))
            tied->may_divide = false;
        tied = item->kind == ITEM_SPACE && item->is_tied ? before : NULL;
        before = item;
    }
}

/* No glue before the end; which word is the last. */
static void
finish(struct item_list *list)
{
    struct item *last = last_item(list);
    if (!last || last->kind != ITEM_BREAK)
        add_break(list);
    if (!last) /* only marks of places */
        add_item(list, ITEM_BREAK);
    size_t i = list->items.count - 1;
    while (i && list->items.items[i].kind != ITEM_BOX)
        i--;
    for (; list->items.items[i].kind != ITEM_SPACE; i--) {
        list->items.items[i].is_last_word = true;
        if (!i)
            break;
    }
    keep_joined_words(list);
}

/* "Tabel 13.1" before a caption: a label of the block. */
static void
add_lead(struct item_list *list)
{
    struct item_run *run =
        add_run(list, list->rules->lead_look, list->rules->lead, PART_LABEL);
    run->node = list->block;
    run->hyphenates = false;
    add_text(list, run->text);
    add_space(list, false);
}

void
items_collect(struct item_list *list, struct layout_context *context,
              const struct node *block, const struct paragraph_rules *rules)
{
    *list =
        (struct item_list){.context = context, .rules = rules, .block = block};
    if (rules->lead.size)
        add_lead(list);
    for (const struct node *node = block; (node = node_next(node, block));)
        if (node_kind_is_inline(node->kind))
            add_inline(list, node);
    if (list->items.count)
        finish(list);
}
