#include "command/concordance.h"

#include "command/csv.h"

#include <stdlib.h>

struct concordance
concordance_new(struct arena *arena, const struct book *book,
                size_t most_readers)
{
    return (struct concordance){.arena = arena,
                                .book = book,
                                .readers = ARENA_ARRAY(arena, most_readers + 1,
                                                       const struct edition *)};
}

/* The row of a block's part, made if it is new. */
static struct concordance_row *
row_of(struct concordance *concordance, int block, const struct role *role)
{
    for (size_t i = 0; i < concordance->rows.count; i++) {
        struct concordance_row *row = &concordance->rows.items[i];
        if (row->block == block && row->role == role)
            return row;
    }
    const struct book *book = concordance->book;
    struct concordance_row *row =
        ARRAY_PUSH(concordance->arena, &concordance->rows);
    row->block = block;
    row->role = role;
    row->pages =
        ARENA_ARRAY(concordance->arena,
                    book->edition_count + book->excerpt_count + 1, struct text);
    return row;
}

static void
add_node(struct concordance *concordance, const struct product *product,
         int block, const struct role *role, const struct node *node)
{
    const struct page *page = pages_find(&product->pages, node);
    struct concordance_row *row = row_of(concordance, block, role);
    struct text *label = &row->pages[concordance->reader_count - 1];
    if (page && !label->size) /* the first of its kind */
        *label = arena_text(concordance->arena, page->label);
}

static void
add_block(struct concordance *concordance, const struct product *product,
          const struct node *chapter)
{
    int block = chapter->chapter.number;
    add_node(concordance, product, block, NULL, chapter);
    for (const struct node *node = chapter; node;
         node = node_next(node, chapter)) {
        const struct role *role = node->kind == NODE_SECTION && node->role.size
                                      ? book_role(concordance->book, node->role)
                                      : NULL;
        if (role)
            add_node(concordance, product, block, role, node);
    }
}

void
concordance_add(struct concordance *concordance, const struct edition *edition,
                const struct product *product)
{
    const struct node *root = product->tree;
    concordance->readers[concordance->reader_count++] = edition;
    for (const struct node *node = root; node;) {
        bool is_chapter = node->kind == NODE_CHAPTER;
        if (is_chapter && node->chapter.kind == CHAPTER_BLOCK)
            add_block(concordance, product, node);
        node = is_chapter ? node_skip(node, root) : node_next(node, root);
    }
}

/* By block; a part after its block, parts in the manifest's order. */
static int
compare_rows(const void *a, const void *b)
{
    const struct concordance_row *one = a, *other = b;
    if (one->block != other->block)
        return one->block < other->block ? -1 : 1;
    if (!one->role || !other->role)
        return (one->role != NULL) - (other->role != NULL);
    return (one->role > other->role) - (one->role < other->role);
}

static struct text
row_title(const struct concordance *concordance,
          const struct concordance_row *row)
{
    const struct block_title *block = book_block(concordance->book, row->block);
    if (row->role)
        return row->role->heading_count ? row->role->headings[0]
                                        : row->role->slug;
    return block ? block->title : TEXT("");
}

void
concordance_csv(const struct concordance *concordance, struct buffer *out)
{
    struct concordance_row *rows = concordance->rows.items;
    if (concordance->rows.count)
        qsort(rows, concordance->rows.count, sizeof *rows, compare_rows);
    buffer_append_string(out, "block,part,title");
    for (size_t i = 0; i < concordance->reader_count; i++)
        csv_value(out, ',', concordance->readers[i]->id);
    buffer_append_byte(out, '\n');
    for (size_t i = 0; i < concordance->rows.count; i++) {
        buffer_printf(out, "%d", rows[i].block);
        csv_value(out, ',', rows[i].role ? rows[i].role->slug : TEXT(""));
        csv_value(out, ',', row_title(concordance, &rows[i]));
        for (size_t j = 0; j < concordance->reader_count; j++)
            csv_value(out, ',', rows[i].pages[j]);
        buffer_append_byte(out, '\n');
    }
}
