/* Tables: their cells fill a grid, and each belongs to a header. */
#include "proof/pdf_checker.h"

#include "base/map.h"

#include <string.h>

/* Columns beyond which a table is not looked at: no page holds them. */
enum { MOST_COLUMNS = 1000 };

struct grid {
    struct pdf_checker *checker;
    const struct pdf_element *table;
    const struct map *identifiers; /* of head cells */
    /* By column: rows that a cell from above still takes, and whether a
     * header of the column stands above. */
    ARRAY(int64_t) spans;
    ARRAY(bool) headers;
    size_t columns; /* of the first row */
    bool has_rows, has_headers;
};

/* A number in an element's table attributes (14.8.5.7), 1 when absent. */
static int64_t
table_number(struct pdf_checker *checker, const struct pdf_element *cell,
             const char *key)
{
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *attributes = pdf_find(reader, cell->value, "A");
    bool is_list = attributes->kind == PDF_ARRAY;
    size_t count = is_list ? attributes->count : 1;
    for (size_t i = 0; i < count; i++) {
        const struct pdf_value *item =
            is_list ? pdf_resolve(reader, pdf_item(attributes, i)) : attributes;
        const struct pdf_value *value = pdf_find(reader, item, key);
        if (value->kind == PDF_INTEGER && value->integer > 0)
            return value->integer < MOST_COLUMNS ? value->integer
                                                 : MOST_COLUMNS;
    }
    return 1;
}

static const struct pdf_value *
table_entry(struct pdf_checker *checker, const struct pdf_element *cell,
            const char *key)
{
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *attributes = pdf_find(reader, cell->value, "A");
    for (size_t i = 0; attributes->kind == PDF_ARRAY && i < attributes->count;
         i++) {
        const struct pdf_value *value =
            pdf_find(reader, pdf_resolve(reader, pdf_item(attributes, i)), key);
        if (value->kind != PDF_NULL)
            return value;
    }
    return pdf_find(reader, attributes, key);
}

static bool
has_scope(struct pdf_checker *checker, const struct pdf_element *cell,
          const char *scope)
{
    const struct pdf_value *value = table_entry(checker, cell, "Scope");
    return pdf_is_name(value, scope) || pdf_is_name(value, "Both");
}

/* The names of all head cells. */
static struct map
collect_identifiers(struct pdf_checker *checker)
{
    struct map names = map_in(checker->arena);
    for (size_t i = 0; i < checker->elements.count; i++) {
        const struct pdf_element *element = &checker->elements.items[i];
        if (element->type != TYPE_TH)
            continue;
        struct text name =
            pdf_bytes_of(pdf_find(&checker->reader, element->value, "ID"));
        if (name.size)
            map_set(&names, name, checker);
    }
    return names;
}

static void
check_header(struct grid *grid, const struct pdf_element *cell, bool is_covered)
{
    struct pdf_checker *checker = grid->checker;
    const struct pdf_value *headers = table_entry(checker, cell, "Headers");
    if (headers->kind != PDF_ARRAY || !headers->count) {
        pdf_require(checker, is_covered || !grid->has_headers, RULE_TD_HEADER,
                    cell->object);
        return;
    }
    for (size_t i = 0; i < headers->count; i++)
        pdf_require(checker,
                    map_find(grid->identifiers,
                             pdf_bytes_of(pdf_item(headers, i))) != NULL,
                    RULE_TD_HEADERS, cell->object);
}

static void
grid_widen(struct grid *grid, size_t columns)
{
    while (grid->spans.count < columns) {
        *ARRAY_PUSH(grid->checker->arena, &grid->spans) = 0;
        *ARRAY_PUSH(grid->checker->arena, &grid->headers) = false;
    }
}

/* Places a cell at the first free column from `at`; returns the column after
 * it. */
static size_t
place_cell(struct grid *grid, const struct pdf_element *cell, size_t at,
           bool *row_header)
{
    struct pdf_checker *checker = grid->checker;
    size_t wide = (size_t)table_number(checker, cell, "ColSpan");
    int64_t high = table_number(checker, cell, "RowSpan");
    while (at < grid->spans.count && grid->spans.items[at] > 0)
        at++;
    if (at + wide > MOST_COLUMNS)
        return at;
    grid_widen(grid, at + wide);
    bool is_covered = *row_header;
    for (size_t i = at; i < at + wide; i++) {
        pdf_require(checker, grid->spans.items[i] <= 0, RULE_TABLE_OVERLAP,
                    cell->object);
        grid->spans.items[i] = high;
        is_covered |= grid->headers.items[i];
        if (cell->type == TYPE_TH && has_scope(checker, cell, "Column"))
            grid->headers.items[i] = true;
    }
    if (cell->type == TYPE_TH)
        *row_header |= has_scope(checker, cell, "Row");
    else if (cell->type == TYPE_TD)
        check_header(grid, cell, is_covered);
    return at + wide;
}

static void
place_row(struct grid *grid, const struct pdf_element *row)
{
    const struct pdf_element *elements = grid->checker->elements.items;
    size_t at = 0;
    bool row_header = false;
    for (uint32_t kid = row->first_kid; kid != NO_ELEMENT;
         kid = elements[kid].next)
        if (elements[kid].type == TYPE_TH || elements[kid].type == TYPE_TD)
            at = place_cell(grid, &elements[kid], at, &row_header);
    size_t columns = 0;
    for (size_t i = 0; i < grid->spans.count; i++)
        if (grid->spans.items[i]-- > 0)
            columns = i + 1;
    if (!grid->has_rows)
        grid->columns = columns;
    grid->has_rows = true;
    pdf_require(grid->checker, columns == grid->columns, RULE_TABLE_GRID,
                grid->table->object);
}

static void
place_rows(struct grid *grid, const struct pdf_element *parent)
{
    const struct pdf_element *elements = grid->checker->elements.items;
    for (uint32_t kid = parent->first_kid; kid != NO_ELEMENT;
         kid = elements[kid].next)
        if (elements[kid].type == TYPE_TR)
            place_row(grid, &elements[kid]);
}

static bool
has_header_cell(const struct pdf_checker *checker,
                const struct pdf_element *table)
{
    const struct pdf_element *elements = checker->elements.items;
    size_t index = (size_t)(table - elements);
    for (size_t i = index + 1; i < checker->elements.count; i++) {
        if (elements[i].parent == NO_ELEMENT || elements[i].parent < index)
            break; /* behind the table */
        if (elements[i].type == TYPE_TH)
            return true;
    }
    return false;
}

static void
check_table(struct pdf_checker *checker, const struct map *identifiers,
            const struct pdf_element *table)
{
    const struct pdf_element *elements = checker->elements.items;
    struct grid grid = {
        .checker = checker, .table = table, .identifiers = identifiers};
    unsigned heads = 0, bodies = 0, feet = 0;
    grid.has_headers = has_header_cell(checker, table);
    for (uint32_t kid = table->first_kid; kid != NO_ELEMENT;
         kid = elements[kid].next) {
        heads += elements[kid].type == TYPE_THead;
        bodies += elements[kid].type == TYPE_TBody;
        feet += elements[kid].type == TYPE_TFoot;
        if (elements[kid].type == TYPE_TR)
            place_row(&grid, &elements[kid]);
        else
            place_rows(&grid, &elements[kid]);
    }
    for (size_t i = 0; i < grid.spans.count; i++)
        pdf_require(checker, grid.spans.items[i] <= 0, RULE_TABLE_ROWS,
                    table->object);
    pdf_require(checker, heads < 2, RULE_THEAD_COUNT, table->object);
    pdf_require(checker, feet < 2, RULE_TFOOT_COUNT, table->object);
    pdf_require(checker, !heads || bodies, RULE_THEAD_ALONE, table->object);
    pdf_require(checker, !feet || bodies, RULE_TFOOT_ALONE, table->object);
}

void
pdf_check_tables(struct pdf_checker *checker)
{
    struct map identifiers = collect_identifiers(checker);
    for (size_t i = 0; i < checker->elements.count; i++)
        if (checker->elements.items[i].type == TYPE_Table)
            check_table(checker, &identifiers, &checker->elements.items[i]);
}
