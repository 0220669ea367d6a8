#include "proof/visibility.h"

#include "base/buffer.h"
#include "doc/variable.h"

#include <stdlib.h>

/* --- pieces --------------------------------------------------------------- */

/* Does a block hold more than pictures, and words that are pieces by
 * themselves? */
static bool
has_own_words(const struct node *block)
{
    for (const struct node *child = block->first_child; child;
         child = child->next)
        if (!child->audience && child->kind != NODE_IMAGE &&
            (child->kind != NODE_TEXT || text_trim(child->text).size) &&
            child->kind != NODE_SOFT_BREAK)
            return true;
    return false;
}

static bool
is_piece(const struct node *node)
{
    if (node->kind == NODE_IMAGE)
        return true;
    if (node_kind_is_inline(node->kind))
        return node->audience != NULL;
    if (node->kind == NODE_ROW || node->kind == NODE_CODE_BLOCK)
        return true;
    return node->kind != NODE_CELL && node->first_child &&
           node_kind_is_inline(node->first_child->kind) && has_own_words(node);
}

/* The words of a block; those with an audience of their own in brackets, as
 * they are written. */
static void
append_words(struct arena *arena, const struct node *block, struct buffer *out)
{
    for (const struct node *node = block->first_child; node;) {
        bool is_own = node->audience != NULL;
        if (is_own)
            buffer_printf(out, "[%.*s]{%.*s}",
                          TEXT_PRINTF(node_plain_text(arena, node)),
                          TEXT_PRINTF(node->audience->value));
        else if (!node->first_child)
            buffer_append_text(out, node_plain_text(arena, node));
        node = is_own ? node_skip(node, block) : node_next(node, block);
    }
}

static struct text
block_text(struct arena *arena, const struct node *block)
{
    struct buffer out = {0};
    append_words(arena, block, &out);
    struct text text = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

static struct text
row_text(struct arena *arena, const struct node *row)
{
    struct buffer out = {0};
    for (const struct node *cell = row->first_child; cell; cell = cell->next) {
        if (out.size)
            buffer_append_string(&out, " | ");
        append_words(arena, cell, &out);
    }
    struct text text = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

static struct text
piece_text(const struct visibility *view, const struct node *node,
           struct diag *diag)
{
    struct text text = node->kind == NODE_IMAGE ? node->text
                       : node->kind == NODE_ROW ? row_text(view->arena, node)
                       : node->kind == NODE_CODE_BLOCK
                           ? node->text
                           : block_text(view->arena, node);
    if (!text.size && node->kind == NODE_INDEX_MARK)
        text = node->index.key;
    if (!text.size && node->kind == NODE_NOTE_CALL && node->target)
        text = node_plain_text(view->arena, node->target);
    return variables_expand(view->arena, text, node->span,
                            view->book->variables, view->book->variable_count,
                            diag);
}

static void
add_pieces(struct visibility *view, struct visibility_chapter *chapter,
           const struct sight_chapter *source, struct diag *diag)
{
    struct sight_walk walk;
    struct sight sight;
    chapter->first_piece = view->pieces.count;
    sight_start(&walk, view->arena, view->book, NULL, source);
    for (const struct node *node; (node = sight_next(&walk, &sight));)
        if (is_piece(node))
            *ARRAY_PUSH(view->arena, &view->pieces) = (struct visibility_piece){
                .node = node,
                .text = piece_text(view, node, diag),
                .sights = ARENA_ARRAY(view->arena, view->reader_count + 1,
                                      struct sight)};
    chapter->piece_count = view->pieces.count - chapter->first_piece;
}

/* --- chapters ------------------------------------------------------------- */

/* What one reader sees of a chapter. */
static void
look(struct visibility *view, struct visibility_chapter *chapter,
     const struct sight_chapter *source, size_t reader)
{
    const struct edition *edition = view->readers[reader];
    const struct outline_entry *entry = sight_entry(edition, source);
    struct visibility_cell *cell = &chapter->cells[reader];
    struct visibility_piece *piece = view->pieces.items + chapter->first_piece;
    struct sight_walk walk;
    struct sight sight;
    sight_start(&walk, view->arena, view->book, edition, source);
    for (const struct node *node; (node = sight_next(&walk, &sight));) {
        if (node == source->tree)
            cell->sight = sight;
        if (!is_piece(node))
            continue;
        piece->sights[reader] = sight;
        cell->shown += sight.rule == SIGHT_SHOWN;
        piece++;
    }
    if (cell->sight.rule != SIGHT_SHOWN)
        return;
    bool is_short = entry->depth && !entry->depth->is_full;
    cell->state = is_short ? VISIBILITY_SHORT : VISIBILITY_FULL;
    cell->depth = is_short ? entry->depth->name : TEXT("");
}

static void
add_chapter(struct visibility *view, const struct sight_chapter *source,
            struct diag *diag)
{
    const struct block_title *block =
        source->block ? book_block(view->book, source->block) : NULL;
    const struct node *heading = node_heading(source->tree);
    struct visibility_chapter *chapter =
        ARRAY_PUSH(view->arena, &view->chapters);
    *chapter = (struct visibility_chapter){
        .path = source->path,
        .block = source->block,
        .title = block     ? block->title
                 : heading ? node_plain_text(view->arena, heading)
                           : source->path,
        .span = source->tree->span,
        .cells = ARENA_ARRAY(view->arena, view->reader_count + 1,
                             struct visibility_cell)};
    add_pieces(view, chapter, source, diag);
    for (size_t i = 0; i < view->reader_count; i++)
        look(view, chapter, source, i);
}

/* A block of the public list that nobody has written. */
static void
add_unwritten(struct visibility *view, const struct block_title *block)
{
    for (size_t i = 0; i < view->chapters.count; i++)
        if (view->chapters.items[i].block == block->number)
            return;
    struct visibility_chapter *chapter =
        ARRAY_PUSH(view->arena, &view->chapters);
    *chapter = (struct visibility_chapter){
        .block = block->number,
        .title = block->title,
        .span = block->span,
        .cells = ARENA_ARRAY(view->arena, view->reader_count + 1,
                             struct visibility_cell)};
    for (size_t i = 0; i < view->reader_count; i++)
        chapter->cells[i].sight.rule = SIGHT_NOT_TAKEN;
}

static int
compare_chapters(const void *a, const void *b)
{
    const struct visibility_chapter *one = a, *other = b;
    if (!one->block != !other->block)
        return one->block ? -1 : 1;
    if (one->block != other->block)
        return one->block < other->block ? -1 : 1;
    return text_compare(one->path, other->path);
}

void
visibility_read(struct visibility *view, struct arena *arena,
                const struct book *book)
{
    struct diag *diag = diag_new(); /* who builds it reports its faults */
    struct sight_book sights;
    *view = (struct visibility){.arena = arena, .book = book};
    view->readers =
        ARENA_ARRAY(arena, book->edition_count + book->excerpt_count + 1,
                    const struct edition *);
    for (size_t i = 0; i < book->edition_count; i++)
        view->readers[view->reader_count++] = &book->editions[i];
    for (size_t i = 0; i < book->excerpt_count; i++)
        view->readers[view->reader_count++] = &book->excerpts[i];
    sight_read(&sights, arena, book);
    for (size_t i = 0; i < sights.chapters.count; i++)
        add_chapter(view, &sights.chapters.items[i], diag);
    for (size_t i = 0; i < book->block_count; i++)
        add_unwritten(view, &book->blocks[i]);
    if (view->chapters.count)
        qsort(view->chapters.items, view->chapters.count,
              sizeof *view->chapters.items, compare_chapters);
    diag_free(diag);
}

bool
visibility_is_seen(const struct visibility *view,
                   const struct visibility_chapter *chapter)
{
    for (size_t i = 0; i < view->reader_count; i++)
        if (chapter->cells[i].state != VISIBILITY_NONE)
            return true;
    return false;
}

int
visibility_line(struct span span)
{
    if (!span.source)
        return 0;
    int line = 1;
    for (size_t i = 0; i < span.start; i++)
        line += span.source->content.data[i] == '\n';
    return line;
}
