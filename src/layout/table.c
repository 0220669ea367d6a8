/* Tables: columns measured, rows cut into slices that fit on pages.
 *
 * A row is a run of boxes, one for each line of its tallest cell; breaks
 * between them are forbidden unless the row is tall.  The head's boxes come
 * first and are set again by compose.c on each page that the table goes on
 * to. */
#include "layout/galley.h"

#include <string.h>

enum {
    MOST_COLUMNS = 64,
    TALL_ROW = 14, /* lines from which a row may be cut */
    BREAK_BEFORE_ROW = 50,
    BREAK_BEFORE_LAST_ROW = 1500
};

struct columns {
    size_t count;
    scaled width[MOST_COLUMNS], x[MOST_COLUMNS];
};

static struct node *
table_part(struct node *table, enum node_kind kind)
{
    for (struct node *child = table->first_child; child; child = child->next)
        if (child->kind == kind)
            return child;
    return NULL;
}

static void
measure_rows(struct galley *galley, const struct node *part,
             struct columns *columns, scaled *narrowest, scaled *natural)
{
    for (struct node *row = part ? part->first_child : NULL; row;
         row = row->next) {
        size_t i = 0;
        for (struct node *cell = row->first_child; cell && i < MOST_COLUMNS;
             cell = cell->next, i++) {
            const struct block_style *style =
                style_block(galley->context->style, cell);
            scaled least = 0, whole = 0;
            paragraph_widths(galley->context, cell, style, &least, &whole);
            scaled padding = style->padding_left + style->padding_right;
            if (least + padding > narrowest[i])
                narrowest[i] = least + padding;
            if (whole + padding > natural[i])
                natural[i] = whole + padding;
            if (i + 1 > columns->count)
                columns->count = i + 1;
        }
    }
}

/* Columns take their natural width when all fit; else each gets its
 * narrowest and shares the rest by how much more its content wants.  The
 * wants are damped by their square root: else one long column starves the
 * others. */
static void
columns_share(struct columns *columns, const scaled *narrowest,
              const scaled *natural, scaled width)
{
    scaled least = 0, whole = 0, wants[MOST_COLUMNS], sum = 0;
    for (size_t i = 0; i < columns->count; i++) {
        least += narrowest[i];
        whole += natural[i];
        scaled want = (natural[i] - narrowest[i]) / 1024, root = 0;
        while ((root + 1) * (root + 1) <= want)
            root++;
        wants[i] = root + 1;
        sum += wants[i];
    }
    bool fits = whole <= width;
    scaled x = 0;
    for (size_t i = 0; i < columns->count; i++) {
        scaled given;
        if (fits) /* spread over the measure */
            given = natural[i] + (width - whole) / (scaled)columns->count;
        else if (least <= width)
            given = narrowest[i] + scaled_ratio(width - least, wants[i], sum);
        else if (least > 0)
            given = scaled_ratio(width, narrowest[i], least);
        else /* empty cells in a measure that is no more than its padding */
            given = 0;
        columns->width[i] = given;
        columns->x[i] = x;
        x += given;
    }
}

static void
columns_measure(struct galley *galley, struct node *table,
                struct columns *columns)
{
    scaled narrowest[MOST_COLUMNS] = {0}, natural[MOST_COLUMNS] = {0};
    *columns = (struct columns){0};
    measure_rows(galley, table_part(table, NODE_TABLE_HEAD), columns, narrowest,
                 natural);
    measure_rows(galley, table_part(table, NODE_TABLE_BODY), columns, narrowest,
                 natural);
    columns_share(columns, narrowest, natural, galley->width);
}

struct cell_lines {
    struct lines lines;
    const struct block_style *style;
    scaled x;
};

static size_t
row_set(struct galley *galley, const struct node *row,
        const struct columns *columns, struct cell_lines *cells)
{
    size_t tallest = 1, i = 0;
    for (struct node *cell = row->first_child; cell && i < columns->count;
         cell = cell->next, i++) {
        const struct block_style *style =
            style_block(galley->context->style, cell);
        struct paragraph_rules rules = {.style = style,
                                        .measure = columns->width[i] -
                                                   style->padding_left -
                                                   style->padding_right};
        struct block_style aligned = *style;
        if (cell->cell.alignment == ALIGN_RIGHT)
            aligned.align = TEXT_RIGHT;
        if (cell->cell.alignment == ALIGN_CENTER)
            aligned.align = TEXT_CENTER;
        struct block_style *kept =
            ARENA_NEW(galley->context->arena, struct block_style);
        *kept = aligned;
        rules.style = kept;
        paragraph_set(galley->context, cell, &rules, &cells[i].lines);
        cells[i].style = style;
        cells[i].x = columns->x[i] + style->padding_left;
        if (cells[i].lines.count > tallest)
            tallest = cells[i].lines.count;
    }
    return tallest;
}

static void
append_marks(struct galley *galley, struct galley_box *box,
             const struct line *line, scaled x)
{
    for (size_t i = 0; i < line->mark_count; i++) {
        struct mark *mark = galley_box_add_mark(galley, box);
        *mark = line->marks[i];
        mark->x += x;
    }
    if (line->link_count) {
        struct page_link *links =
            ARENA_ARRAY(galley->context->arena,
                        box->link_count + line->link_count, struct page_link);
        if (box->link_count)
            memcpy(links, box->links, box->link_count * sizeof *links);
        for (size_t i = 0; i < line->link_count; i++) {
            links[box->link_count + i] = line->links[i];
            links[box->link_count + i].x += x;
        }
        box->links = links;
        box->link_count += line->link_count;
    }
}

static void
append_nodes(struct arena *arena, const struct node ***nodes, size_t *count,
             const struct node *const *more, size_t more_count)
{
    if (!more_count)
        return;
    const struct node **joined =
        arena_alloc_array(arena, *count + more_count, sizeof *joined);
    if (*count)
        memcpy(joined, *nodes, *count * sizeof *joined);
    memcpy(joined + *count, more, more_count * sizeof *joined);
    *nodes = joined;
    *count += more_count;
}

/* Cells of one row may differ in how tall their line boxes are; the row takes
 * the tallest leading. */
static void
row_add(struct galley *galley, struct node *row, const struct columns *columns,
        const struct galley_table *table)
{
    struct arena *arena = galley->context->arena;
    const struct block_style *row_style =
        style_block(galley->context->style, row);
    struct cell_lines cells[MOST_COLUMNS] = {0};
    size_t tallest = row_set(galley, row, columns, cells);
    scaled leading = SCALED_PT, size = 0, above = 0, below = 0;
    for (size_t i = 0; i < columns->count && cells[i].style; i++) {
        const struct block_style *style = cells[i].style;
        if (style->leading > leading)
            leading = style->leading;
        if (style->text.size > size)
            size = style->text.size;
        if (style->padding_top > above)
            above = style->padding_top;
        if (style->padding_bottom > below)
            below = style->padding_bottom;
    }
    struct frame *frame = galley_open_frame(galley, row, row_style);
    galley->pad += above;
    for (size_t slice = 0; slice < tallest; slice++) {
        if (slice)
            galley_discourage(galley, tallest < TALL_ROW || slice < 3 ||
                                              tallest - slice < 3
                                          ? BREAK_FORBIDDEN
                                          : BREAK_FREE);
        struct galley_box *box = galley_add_box(
            galley, leading,
            leading - (leading - size) / 2 - scaled_ratio(size, 22, 100));
        box->table = table;
        for (size_t i = 0; i < columns->count; i++) {
            if (slice >= cells[i].lines.count)
                continue;
            const struct line *line = &cells[i].lines.items[slice];
            append_marks(galley, box, line, cells[i].x);
            append_nodes(arena, &box->notes, &box->note_count, line->notes,
                         line->note_count);
            append_nodes(arena, &box->anchors, &box->anchor_count,
                         line->anchors, line->anchor_count);
        }
        if (slice + 1 == tallest)
            box->pad_below += below;
    }
    galley_close_frame(galley, frame);
}

void
galley_add_table(struct galley *galley, struct node *node)
{
    struct node *caption = table_part(node, NODE_CAPTION);
    struct node *head = table_part(node, NODE_TABLE_HEAD);
    struct node *body = table_part(node, NODE_TABLE_BODY);
    if (caption) {
        galley_add_block(galley, caption, NULL);
        galley_discourage(galley, BREAK_FORBIDDEN);
    }
    struct columns columns;
    columns_measure(galley, node, &columns);
    struct galley_table *table =
        ARENA_NEW(galley->context->arena, struct galley_table);
    table->node = node;
    table->head_first = galley->boxes.count;
    struct frame *frame =
        head ? galley_open_frame(galley, head,
                                 style_block(galley->context->style, head))
             : NULL;
    for (struct node *row = head ? head->first_child : NULL; row;
         row = row->next) {
        row_add(galley, row, &columns, NULL);
        galley_discourage(galley, BREAK_FORBIDDEN);
    }
    if (frame)
        galley_close_frame(galley, frame);
    table->head_count = galley->boxes.count - table->head_first;
    for (struct node *row = body ? body->first_child : NULL; row;
         row = row->next) {
        if (row->previous)
            galley_discourage(galley, row->next ? BREAK_BEFORE_ROW
                                                : BREAK_BEFORE_LAST_ROW);
        row_add(galley, row, &columns, table);
    }
}
