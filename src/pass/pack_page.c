#include "pass/pack_page.h"

#include "pass/copy.h"

static struct node *
add_child(struct arena *arena, struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(arena, kind, parent->span);
    node_append(parent, node);
    return node;
}

static void
add_cell(struct arena *arena, struct node *row, bool header, struct text text)
{
    struct node *cell = add_child(arena, row, NODE_CELL);
    cell->cell.header = header;
    cell->cell.alignment = ALIGN_LEFT;
    append_text(arena, cell, text);
}

static void
add_row(struct arena *arena, struct node *part, bool header, struct text out,
        struct text in)
{
    struct node *row = add_child(arena, part, NODE_ROW);
    add_cell(arena, row, header, out);
    add_cell(arena, row, header, in);
}

static void
add_table(struct arena *arena, const struct book *book, struct node *chapter,
          const struct pack_row *rows, size_t row_count)
{
    struct text nothing = book_word(book, "pack-nothing");
    struct node *table = add_child(arena, chapter, NODE_TABLE);
    table->table.column_count = 2;
    table->table.alignments = ARENA_ARRAY(arena, 2, enum alignment);
    table->table.alignments[0] = table->table.alignments[1] = ALIGN_LEFT;
    struct node *head = add_child(arena, table, NODE_TABLE_HEAD);
    add_row(arena, head, true, book_word(book, "pack-out"),
            book_word(book, "pack-in"));
    struct node *body = add_child(arena, table, NODE_TABLE_BODY);
    for (size_t i = 0; i < row_count; i++)
        add_row(arena, body, false, rows[i].out,
                rows[i].in.size ? rows[i].in : nothing);
}

struct node *
pack_page_make(struct arena *arena, const struct book *book,
               const struct edition *edition, struct text from,
               const struct pack_row *rows, size_t row_count)
{
    struct node *root = node_new(arena, NODE_BOOK, edition->span);
    struct node *chapter = add_child(arena, root, NODE_CHAPTER);
    append_paragraph(arena, chapter, NODE_HEADING, NULL,
                     book_word(book, "pack"))
        ->heading.level = 1;
    append_paragraph(arena, chapter, NODE_PARAGRAPH, NULL,
                     arena_printf(arena, "%.*s. %.*s\u00A0%.*s %.*s\u00A0%.*s.",
                                  TEXT_PRINTF(edition->title),
                                  TEXT_PRINTF(book_word(book, "pack-intro")),
                                  TEXT_PRINTF(from),
                                  TEXT_PRINTF(book_word(book, "pack-to")),
                                  TEXT_PRINTF(book->version)));
    append_paragraph(arena, chapter, NODE_PARAGRAPH, NULL,
                     book_word(book, "pack-how"));
    add_table(arena, book, chapter, rows, row_count);
    return root;
}
