#include "read/blocks.h"

#include "read/attributes.h"
#include "read/builder.h"
#include "read/entity.h"
#include "read/image_path.h"

#include <md4c.h>
#include <string.h>

/* Trees beyond are of no use to anyone; layout and EPUB recurse. */
enum { MOST_CONTAINERS = 40, MOST_SPANS = 60 };
/* 130 KB of nested reference links become 1 GB. */
enum { MOST_EXPANSION = 16 };

static struct text
attribute_text(struct builder *builder, const MD_ATTRIBUTE *attribute,
               bool is_address)
{
    struct arena *arena = builder->reader->arena;
    if (!attribute->size)
        return TEXT("");
    struct buffer out = {0};
    for (unsigned i = 0; attribute->substr_offsets[i] < attribute->size; i++) {
        size_t start = attribute->substr_offsets[i];
        size_t end = attribute->substr_offsets[i + 1];
        struct text part = {attribute->text + start, end - start};
        if (attribute->substr_types[i] == MD_TEXT_ENTITY)
            buffer_append_text(&out, entity_text(arena, part));
        else if (attribute->substr_types[i] == MD_TEXT_NULLCHAR)
            buffer_append_string(&out, "\xEF\xBF\xBD");
        else
            builder_append_unmasked(&out, part, is_address);
    }
    struct text text = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

/* Links grow with each use of their definition. */
static bool
expansion_fits(struct builder *builder, const MD_ATTRIBUTE *address,
               const MD_ATTRIBUTE *title)
{
    struct reader *reader = builder->reader;
    size_t most = MOST_EXPANSION * reader->source->content.size + 1024;
    reader->expanded += address->size + title->size;
    if (reader->expanded <= most)
        return true;
    if (!builder->failed)
        diag_report(reader->diag, LINKS_TOO_LARGE, builder_here(builder),
                    MOST_EXPANSION);
    builder->failed = true;
    return false;
}

/* --- blocks ------------------------------------------------------------- */

static bool
is_container(MD_BLOCKTYPE type)
{
    return type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL ||
           type == MD_BLOCK_OL || type == MD_BLOCK_LI;
}

static void
enter_item(struct builder *builder, const MD_BLOCK_LI_DETAIL *detail)
{
    const struct run *run = builder->run;
    builder_open(builder, NODE_ITEM);
    struct node *item = builder->current;
    item->item.task = detail->is_task != 0;
    item->item.checked = detail->is_task && detail->task_mark != ' ';
    if (item->item.task && item->parent->kind == NODE_LIST)
        item->parent->list.task = true;
    if (builder->item < run->item_count) {
        const struct scan_item *found = &run->items[builder->item];
        item->text = text_slice(run->region->text, found->start, found->end);
        item->item.blank_inside = found->blank_inside;
        item->item.blank_after = found->blank_after;
        if (found->start >= builder->position)
            builder->position = found->start;
        builder_place_open(builder, found->start);
    }
    builder->item++;
}

static void
enter_table(struct builder *builder, const MD_BLOCK_TABLE_DETAIL *detail)
{
    builder_open(builder, NODE_TABLE);
    builder->current->table.column_count = detail->col_count;
    builder->current->table.alignments =
        ARENA_ARRAY(builder->reader->arena, detail->col_count, enum alignment);
}

static void
enter_cell(struct builder *builder, const MD_BLOCK_TD_DETAIL *detail,
           bool is_header)
{
    static const enum alignment alignments[] = {[MD_ALIGN_DEFAULT] = ALIGN_NONE,
                                                [MD_ALIGN_LEFT] = ALIGN_LEFT,
                                                [MD_ALIGN_CENTER] =
                                                    ALIGN_CENTER,
                                                [MD_ALIGN_RIGHT] = ALIGN_RIGHT};
    struct node *row = builder->current;
    builder_open(builder, NODE_CELL);
    struct node *cell = builder->current;
    cell->cell.header = is_header;
    cell->cell.alignment = alignments[detail->align];
    if (!is_header)
        return;
    uint32_t column = 0;
    for (struct node *left = cell->previous; left; left = left->previous)
        column++;
    if (column == TABLE_COLUMNS_MOST)
        diag_report(builder->reader->diag, TOO_MANY, builder_here(builder),
                    TABLE_COLUMNS_MOST, "columns");
    struct node *table = node_ancestor(row, NODE_TABLE);
    if (table && column < table->table.column_count)
        table->table.alignments[column] = cell->cell.alignment;
}

/* Deeper containers than the bound are passed over; what they hold is put
 * into the deepest that is there. */
static bool
passes_over(struct builder *builder, MD_BLOCKTYPE type)
{
    if (!is_container(type) || ++builder->containers <= MOST_CONTAINERS)
        return false;
    if (builder->containers == MOST_CONTAINERS + 1)
        diag_report(builder->reader->diag, NESTING_TOO_DEEP,
                    builder_here(builder), MOST_CONTAINERS);
    if (type == MD_BLOCK_LI)
        builder->item++;
    return true;
}

/* md4c fills short rows of tables up: a wide head and many rows would grow
 * without bound. */
static bool
block_count_fits(struct builder *builder)
{
    size_t most = MOST_EXPANSION * builder->reader->source->content.size + 1024;
    if (++builder->reader->block_count > most) {
        if (!builder->failed)
            diag_report(builder->reader->diag, TOO_MANY, builder_here(builder),
                        (int)most, "cells and blocks");
        builder->failed = true;
    }
    return !builder->failed;
}

/* ```language, or ```{.language #id audience="..."}. */
static void
read_info(struct builder *builder, const MD_BLOCK_CODE_DETAIL *detail)
{
    struct reader *reader = builder->reader;
    struct node *block = builder->current;
    struct text info = attribute_text(builder, &detail->info, true);
    struct text rest = info;
    size_t brace = text_index(info, '{', 0), at = builder->position;
    text_next_word(&rest, &block->code.language);
    if (brace == info.size)
        return;
    if (builder_offset(builder, detail->info.text, &at))
        at += brace;
    struct attributes attributes;
    const char *fault = "nothing may follow them";
    struct text braces = text_slice(info, brace, info.size);
    struct span span = builder_span(builder, at, at);
    if (attributes_parse(reader, braces, span.start, &attributes, &fault) ==
        braces.size) {
        attributes_apply(reader, &attributes, PLACE_CODE, block);
        if (brace == 0)
            block->code.language =
                attributes.class_count ? attributes.classes[0] : TEXT("");
    } else if (!reader->book->plain) {
        diag_report(reader->diag, ATTRIBUTES_SYNTAX, span,
                    fault ? fault : "nothing may follow them");
    }
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct builder *builder = data;
    builder_close_implicit(builder);
    if (!block_count_fits(builder))
        return 1;
    if (passes_over(builder, type))
        return 0;
    switch (type) {
    case MD_BLOCK_DOC:
        break;
    case MD_BLOCK_QUOTE:
        builder_open(builder, NODE_QUOTE);
        break;
    case MD_BLOCK_UL:
        builder_open(builder, NODE_LIST);
        builder->current->list.tight =
            ((MD_BLOCK_UL_DETAIL *)detail)->is_tight != 0;
        break;
    case MD_BLOCK_OL:
        builder_open(builder, NODE_LIST);
        builder->current->list.ordered = true;
        builder->current->list.tight =
            ((MD_BLOCK_OL_DETAIL *)detail)->is_tight != 0;
        builder->current->list.start =
            (int)((MD_BLOCK_OL_DETAIL *)detail)->start;
        break;
    case MD_BLOCK_LI:
        enter_item(builder, detail);
        break;
    case MD_BLOCK_HR:
        builder_place(builder, builder_add(builder, NODE_RULE));
        break;
    case MD_BLOCK_H:
        builder_open(builder, NODE_HEADING);
        builder->current->heading.level =
            (int)((MD_BLOCK_H_DETAIL *)detail)->level;
        break;
    case MD_BLOCK_CODE:
        builder_open(builder, NODE_CODE_BLOCK);
        read_info(builder, detail);
        builder_text_begin(builder);
        break;
    case MD_BLOCK_HTML:
        builder_open(builder, NODE_PARAGRAPH);
        builder->in_html = true;
        builder_text_begin(builder);
        break;
    case MD_BLOCK_P:
        builder_open(builder, NODE_PARAGRAPH);
        break;
    case MD_BLOCK_TABLE:
        enter_table(builder, detail);
        break;
    case MD_BLOCK_THEAD:
        builder_open(builder, NODE_TABLE_HEAD);
        break;
    case MD_BLOCK_TBODY:
        builder_open(builder, NODE_TABLE_BODY);
        break;
    case MD_BLOCK_TR:
        builder_open(builder, NODE_ROW);
        break;
    case MD_BLOCK_TH:
        enter_cell(builder, detail, true);
        break;
    case MD_BLOCK_TD:
        enter_cell(builder, detail, false);
        break;
    }
    return 0;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct builder *builder = data;
    (void)detail;
    if (builder->failed) /* md4c may still leave what it did not enter */
        return 1;
    builder_close_implicit(builder);
    if (is_container(type) && builder->containers-- > MOST_CONTAINERS)
        return 0;
    if (type == MD_BLOCK_DOC || type == MD_BLOCK_HR)
        return 0;
    while (node_kind_is_inline(builder->current->kind))
        builder_close(builder); /* see leave_span */
    builder->spans = 0;
    struct node *node = builder->current;
    if (type == MD_BLOCK_CODE)
        node->text = builder_text_finish(builder);
    builder_close(builder);
    if (type == MD_BLOCK_TABLE)
        builder_head_rows(node);
    if (type == MD_BLOCK_HTML) {
        builder->in_html = false;
        raw_html_block(builder, node);
    }
    /* What came from the definitions in front. */
    if (type == MD_BLOCK_P && !node->first_child)
        node_remove(node);
    return 0;
}

/* --- inline ------------------------------------------------------------- */

static void
enter_link(struct builder *builder, const MD_SPAN_A_DETAIL *detail)
{
    struct text url = attribute_text(builder, &detail->href, true);
    builder_open(builder, NODE_LINK);
    struct node *link = builder->current;
    if (text_has_prefix(url, "#") && url.size > 1) {
        link->kind = NODE_REFERENCE;
        link->reference.label = text_slice(url, 1, url.size);
        return;
    }
    link->link.url = url;
    link->link.title = attribute_text(builder, &detail->title, false);
}

static void
enter_image(struct builder *builder, const MD_SPAN_IMG_DETAIL *detail)
{
    size_t at;
    builder_open(builder, NODE_IMAGE);
    struct node *image = builder->current;
    image->image.path = image_path(builder->reader,
                                   attribute_text(builder, &detail->src, true));
    image->image.title = attribute_text(builder, &detail->title, false);
    image->image.path_span = (struct span){0};
    if (detail->src.size && builder_offset(builder, detail->src.text, &at)) {
        image->image.path_span =
            builder_span(builder, at, at + detail->src.size);
        /* Images without alternative text have no other place. */
        if (at >= builder->position)
            builder->position = at;
    }
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct builder *builder = data;
    if (type == MD_SPAN_A) {
        const MD_SPAN_A_DETAIL *link = detail;
        if (!expansion_fits(builder, &link->href, &link->title))
            return 1;
    } else if (type == MD_SPAN_IMG) {
        const MD_SPAN_IMG_DETAIL *image = detail;
        if (!expansion_fits(builder, &image->src, &image->title))
            return 1;
    }
    builder_open_implicit(builder);
    if (++builder->spans > MOST_SPANS) {
        if (builder->spans == MOST_SPANS + 1)
            diag_report(builder->reader->diag, NESTING_TOO_DEEP,
                        builder_here(builder), MOST_SPANS);
        return 0;
    }
    switch (type) {
    case MD_SPAN_EM:
        builder_open(builder, NODE_EMPHASIS);
        break;
    case MD_SPAN_STRONG:
        builder_open(builder, NODE_STRONG);
        break;
    case MD_SPAN_A:
        enter_link(builder, detail);
        break;
    case MD_SPAN_IMG:
        enter_image(builder, detail);
        break;
    case MD_SPAN_CODE:
        builder_open(builder, NODE_CODE);
        builder_text_begin(builder);
        break;
    case MD_SPAN_DEL:
        builder_open(builder, NODE_STRIKE);
        break;
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U:
        builder_open(builder, NODE_SPAN);
        break;
    }
    return 0;
}

/* md4c 0.4.8 leaves emphasis that it did not enter, when its mark lies in the
 * address of a link in a broken image: "![[[a](b[*c[^)](d]: e*" does. */
static bool
is_open_span(MD_SPANTYPE type, const struct node *node)
{
    switch (type) {
    case MD_SPAN_EM:
        return node->kind == NODE_EMPHASIS;
    case MD_SPAN_STRONG:
        return node->kind == NODE_STRONG;
    case MD_SPAN_A:
        return node->kind == NODE_LINK || node->kind == NODE_REFERENCE;
    case MD_SPAN_IMG:
        return node->kind == NODE_IMAGE;
    case MD_SPAN_CODE:
        return node->kind == NODE_CODE;
    case MD_SPAN_DEL:
        return node->kind == NODE_STRIKE;
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U:
        return node->kind == NODE_SPAN;
    }
    return false;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct builder *builder = data;
    if (builder->failed)
        return 1;
    if (builder->spans > MOST_SPANS) {
        builder->spans--;
        return 0;
    }
    struct node *node = builder->current;
    if (!is_open_span(type, node))
        return 0;
    if (type == MD_SPAN_A && !node->first_child)
        builder_place_near(builder, ((MD_SPAN_A_DETAIL *)detail)->href.text);
    builder->spans--;
    builder_close(builder);
    if (type == MD_SPAN_CODE) {
        node->text = builder_code_finish(builder);
    } else if (type == MD_SPAN_IMG) {
        node->text = node_plain_text(builder->reader->arena, node);
        node->first_child = node->last_child = NULL;
        /* What stands for an image in an image is its text. */
        if (node->parent->kind == NODE_IMAGE)
            node->kind = NODE_TEXT;
    } else if (node->kind == NODE_REFERENCE) {
        node->reference.written = node->first_child != NULL;
    } else if (node->kind == NODE_LINK) {
        node->link.bare = !node->first_child;
    }
    return 0;
}

/* --- text --------------------------------------------------------------- */

/* Is this the text of a fence, written as a heading for md4c?  Then the
 * heading becomes the fence's place. */
static bool
take_fence(struct builder *builder, size_t start, size_t end)
{
    const struct run *run = builder->run;
    while (builder->fence < run->fence_count &&
           run->fences[builder->fence].end <= start)
        builder->fence++;
    if (builder->fence == run->fence_count ||
        end <= run->fences[builder->fence].start)
        return false;
    const struct scan_fence *fence = &run->fences[builder->fence];
    struct node *node = builder->current;
    struct span span = builder_span(builder, fence->start, fence->end);
    if (node->kind == NODE_HEADING && start == fence->start + 2) {
        node->kind = NODE_DIV;
        node->target = node;
        node->text = text_slice(run->region->text, fence->start, fence->end);
        node->span = span;
    } else if (node->target != node || node->kind != NODE_DIV) {
        diag_report(builder->reader->diag, DIV_SYNTAX, span);
    }
    return true;
}

static void
add_break(struct builder *builder, enum node_kind kind)
{
    struct span span = builder_here(builder);
    node_append(builder->current, node_new(builder->reader->arena, kind, span));
}

static void
add_chunk(struct builder *builder, MD_TEXTTYPE type, struct text text,
          bool is_placed, size_t start)
{
    struct arena *arena = builder->reader->arena;
    size_t end = is_placed ? start + text.size : start;
    switch (type) {
    case MD_TEXT_NORMAL:
        if (is_placed && take_fence(builder, start, end))
            break;
        builder_add_masked(builder, text, start);
        break;
    case MD_TEXT_NULLCHAR:
        builder_add_text(builder, TEXT("\xEF\xBF\xBD"), start, end);
        break;
    case MD_TEXT_BR:
        add_break(builder, NODE_HARD_BREAK);
        break;
    case MD_TEXT_SOFTBR:
        add_break(builder, NODE_SOFT_BREAK);
        break;
    case MD_TEXT_ENTITY:
        builder_add_text(builder, entity_text(arena, text), start, end);
        break;
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH:
        /* As written: nothing is masked in code. */
        if (is_placed)
            text = text_slice(builder->run->region->text, start, end);
        builder_text_add(builder, text);
        break;
    case MD_TEXT_HTML:
        if (is_placed)
            text = text_slice(builder->run->region->text, start, end);
        if (builder->in_html)
            builder_text_add(builder, text);
        else
            raw_html_inline(builder, text, start, end);
        break;
    }
}

static int
add_md4c_text(MD_TEXTTYPE type, const MD_CHAR *data, MD_SIZE size,
              void *pointer)
{
    struct builder *builder = pointer;
    size_t start;
    if (builder_is_in_prefix(builder, data))
        return 0;
    builder_open_implicit(builder);
    bool is_placed = builder_offset(builder, data, &start);
    if (!is_placed)
        start = builder->position;
    else
        builder_place_open(builder, start);
    add_chunk(builder, type, (struct text){data, size}, is_placed, start);
    if (is_placed)
        builder->position = start + size;
    return 0;
}

/* Our own reading of lines found other items than md4c: what it says of them
 * is of no use.  Then md4c decides about looseness, and any link definition in
 * the run may lie in any item. */
static void
distrust_items(struct builder *builder)
{
    const struct run *run = builder->run;
    struct text all = text_slice(run->region->text, run->start, run->end);
    for (struct node *node = builder->root; node;
         node = node_next(node, builder->root)) {
        bool loose = node->kind == NODE_ITEM &&
                     node->parent->kind == NODE_LIST &&
                     !node->parent->list.tight;
        if (node->kind != NODE_ITEM)
            continue;
        node->item.blank_inside = node->item.blank_after = loose;
        node->text = all;
    }
}

/* --- the call ----------------------------------------------------------- */

void
blocks_read(struct reader *reader, const struct run *run, struct node *parent)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = add_md4c_text};
    struct builder builder = {.reader = reader,
                              .run = run,
                              .root = parent,
                              .current = parent,
                              .position = run->start};
    int status =
        md_parse(run->bytes.data, (MD_SIZE)run->bytes.size, &parser, &builder);
    if (status < 0)
        memory_alloc(SIZE_MAX); /* md4c fails for want of memory only */
    /* After a bound was reached, what is open stays as it is. */
    while (builder.current != parent)
        builder_close(&builder);
    if (!builder.failed && builder.item != run->item_count)
        distrust_items(&builder);
    buffer_release(&builder.text);
}
