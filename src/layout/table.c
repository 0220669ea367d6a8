/* Tables: columns measured, rows cut into slices that fit on pages.
 *
 * A row is a run of boxes, one for each line of its tallest cell; breaks
 * between them are forbidden unless the row is tall.  The head's boxes come
 * first and are set again by compose.c on each page that the table goes on
 * to. */
#include "layout/field.h"
#include "layout/galley.h"

#include <string.h>

enum {
    TALL_ROW = 14, /* lines from which a row may be cut */
    BREAK_BEFORE_ROW = 50,
    /* One row alone below the head or at the top of a page, when it is low:
     * as bad as eleven lines of white. */
    BREAK_BEFORE_LONE_ROW = 13000,
    LONE_ROW = 6 /* lines */
};

_Static_assert((int)COLUMNS_MOST >= (int)TABLE_COLUMNS_MOST,
               "all columns that are read are set");

struct columns {
    size_t count;
    scaled width[COLUMNS_MOST], x[COLUMNS_MOST];
    /* Some word is wider than the column: only then are words divided. */
    bool divides[COLUMNS_MOST];
};

static size_t
part_row_count(const struct node *part)
{
    size_t count = 0;
    for (const struct node *row = part ? part->first_child : NULL; row;
         row = row->next)
        count++;
    return count;
}

static size_t
part_column_count(const struct node *part)
{
    size_t most = 0;
    for (const struct node *row = part ? part->first_child : NULL; row;
         row = row->next) {
        size_t count = 0;
        for (const struct node *cell = row->first_child;
             cell && count < COLUMNS_MOST; cell = cell->next)
            count++;
        most = count > most ? count : most;
    }
    return most;
}

/* Returns where the next part's cells come. */
static struct cell_words *
read_rows(struct galley *galley, const struct node *part, size_t columns,
          struct arena *arena, struct cell_words *cells)
{
    for (const struct node *row = part ? part->first_child : NULL; row;
         row = row->next, cells += columns) {
        const struct node *cell = row->first_child;
        for (size_t i = 0; cell && i < columns; cell = cell->next, i++)
            paragraph_words(galley->context, cell,
                            style_block(galley->context->style, cell), arena,
                            &cells[i]);
    }
    return cells;
}

static void
columns_measure(struct galley *galley, struct node *table,
                struct columns *columns)
{
    const struct node *head = node_child(table, NODE_TABLE_HEAD);
    const struct node *body = node_child(table, NODE_TABLE_BODY);
    size_t rows = part_row_count(head) + part_row_count(body);
    size_t in_head = part_column_count(head), in_body = part_column_count(body);
    *columns = (struct columns){.count = in_head > in_body ? in_head : in_body};
    struct arena *arena = arena_new();
    struct cell_words *cells =
        ARENA_ARRAY(arena, rows * columns->count + 1, struct cell_words);
    read_rows(galley, body, columns->count, arena,
              read_rows(galley, head, columns->count, arena, cells));
    if (style_block(galley->context->style, table)->equal_columns)
        for (size_t i = 0; i < columns->count; i++)
            columns->width[i] = galley->width / (scaled)columns->count;
    else if (!columns_fit_blanks(cells, part_row_count(head), rows,
                                 columns->count, galley->width, arena,
                                 columns->width))
        columns_fit(cells, rows, columns->count, galley->width, columns->width);
    for (size_t i = 0; i < rows * columns->count; i++) {
        size_t column = i % columns->count;
        for (size_t j = 0; j < cells[i].count; j++)
            columns->divides[column] |=
                cells[i].items[j].width + cells[i].padding >
                columns->width[column];
    }
    arena_free(arena);
    scaled x = 0;
    for (size_t i = 0; i < columns->count; i++) {
        columns->x[i] = x;
        x += columns->width[i];
    }
}

struct cell_lines {
    struct lines lines;
    const struct block_style *style;
    const struct node *cell;
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
        aligned.hyphenate &= columns->divides[i];
        struct block_style *kept =
            ARENA_NEW(galley->context->galleys, struct block_style);
        *kept = aligned;
        rules.style = kept;
        paragraph_set(galley->context, cell, &rules, &cells[i].lines);
        galley_note_locators(galley, cell, &rules, 0, 0);
        cells[i].style = style;
        cells[i].cell = cell;
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
            ARENA_ARRAY(galley->context->galleys,
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

/* How far down a row that may be cut a field reaches: its first lines stay
 * together. */
static scaled
field_lines(size_t tallest)
{
    return tallest < TALL_ROW ? (scaled)tallest : 3;
}

/* What is drawn in the cells of a row that is not cut: borders, and circles to
 * choose from on a scale.  `area` says how high the row is. */
static void
add_cell_drawings(struct galley *galley, struct galley_box *box,
                  const struct columns *columns, const struct cell_lines *cells,
                  struct field_area area)
{
    for (size_t i = 0; i < columns->count && cells[i].style; i++) {
        const struct block_style *style = cells[i].style;
        area.x = columns->x[i];
        area.width = columns->width[i];
        if (style->has_border) {
            struct mark *mark = galley_box_add_mark(galley, box);
            *mark = (struct mark){.kind = MARK_FRAME,
                                  .artifact = ARTIFACT_LAYOUT,
                                  .colour = style->border_colour,
                                  .x = area.x,
                                  .y = area.y,
                                  .width = area.width,
                                  .height = area.height};
            mark->line.stroke = style->border_width;
            mark->line.dashed = style->dashed;
        }
        area.x += style->padding_left;
        if (!cells[i].lines.count && !galley_has_fields(galley))
            field_draw_choice(galley, box, cells[i].cell, style, area);
    }
}

/* Cells of one row may differ in how tall their line boxes are; the row takes
 * the tallest leading. */
static void
row_add(struct galley *galley, struct node *row, const struct columns *columns,
        const struct galley_table *table)
{
    struct arena *arena = galley->context->galleys;
    const struct block_style *row_style =
        style_block(galley->context->style, row);
    struct cell_lines cells[COLUMNS_MOST] = {0};
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
    scaled height = (scaled)tallest * leading + above + below;
    bool is_low = table && tallest < TALL_ROW;
    scaled extra = is_low && row_style->least_height > height
                       ? row_style->least_height - height
                       : 0;
    struct frame *frame = galley_open_frame(galley, row, row_style);
    size_t first = galley->boxes.count;
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
        if (slice == 0 && is_low)
            add_cell_drawings(galley, box, columns, cells,
                              (struct field_area){.y = -box->baseline - above,
                                                  .height = height + extra});
        for (size_t i = 0; i < columns->count; i++) {
            if (table && slice == 0 && cells[i].cell && !cells[i].lines.count &&
                galley_has_fields(galley))
                field_add_cell(galley, box, cells[i].cell, cells[i].style,
                               (struct field_area){
                                   .x = columns->x[i],
                                   .y = -box->baseline - above,
                                   .width = columns->width[i],
                                   .height = field_lines(tallest) * leading +
                                             above + below + extra});
            if (slice >= cells[i].lines.count)
                continue;
            const struct line *line = &cells[i].lines.items[slice];
            box->overfull_count += line->is_overfull;
            append_marks(galley, box, line, cells[i].x);
            if (table && galley_has_fields(galley))
                field_add_choices(galley, box, cells[i].cell, line, cells[i].x);
            append_nodes(arena, &box->notes, &box->note_count, line->notes,
                         line->note_count);
            append_nodes(arena, &box->anchors, &box->anchor_count,
                         line->anchors, line->anchor_count);
        }
        if (slice + 1 == tallest)
            box->pad_below += below + extra;
    }
    for (size_t i = 0; i < columns->count; i++)
        paragraph_forget(galley->context, &cells[i].lines);
    galley_mark_changed(galley, row, first);
    galley_close_frame(galley, frame);
}

void
galley_add_table(struct galley *galley, struct node *node)
{
    struct node *caption = node_child(node, NODE_CAPTION);
    struct node *head = node_child(node, NODE_TABLE_HEAD);
    struct node *body = node_child(node, NODE_TABLE_BODY);
    if (caption) {
        galley_add_block(galley, caption, NULL);
        galley_discourage(galley, BREAK_FORBIDDEN);
    }
    struct columns columns;
    columns_measure(galley, node, &columns);
    struct galley_table *table =
        ARENA_NEW(galley->context->galleys, struct galley_table);
    table->node = node;
    *ARRAY_PUSH(galley->context->galleys, &galley->tables) = table;
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
    size_t first = galley->boxes.count, before = first;
    int lone = (galley->keep_depth ? BREAK_KEPT : 0) + BREAK_BEFORE_LONE_ROW;
    for (struct node *row = body ? body->first_child : NULL; row;
         row = row->next) {
        size_t lines = galley->boxes.count - before;
        bool is_second = row->previous && !row->previous->previous;
        before = galley->boxes.count;
        if (row->previous)
            galley_discourage(galley, is_second && lines < LONE_ROW
                                          ? lone
                                          : BREAK_BEFORE_ROW);
        row_add(galley, row, &columns, table);
    }
    struct galley_box *last = &galley->boxes.items[before];
    if (before > first && galley->boxes.count - before < LONE_ROW &&
        last->break_cost < lone)
        last->break_cost = lone;
}
