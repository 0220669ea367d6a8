/* The appendix of a facilitator's file: on which page the session's blocks
 * stand for those who have another edition in their hands. */
#include "base/array.h"
#include "doc/slug.h"
#include "pass/copy.h"
#include "pass/pass.h"

/* Here and not among the words of book_word: those may stand in any file, so
 * that proof/leak would let them pass in a partner's. */
struct appendix_words {
    const char *use, *columns, *editions, *excerpts;
    const char *passage, *here, *handout, *excerpt;
};

static const struct appendix_words dutch = {
    .use = "In elke uitgave staat dezelfde tekst op een andere bladzijde. Noem "
           "dus het onderdeel, en de bladzijde voor ieders boek. Een streepje "
           "betekent: dit staat er niet in.",
    .columns = "Dit zijn de boeken boven de kolommen:",
    .editions = "De bladzijde van elk onderdeel",
    .excerpts = "De bladzijde waarop een bouwsteen begint, per uittreksel",
    .passage = "Onderdeel",
    .here = "Hier",
    .handout = "Hand-out",
    .excerpt = "Uittreksel"};

static const struct appendix_words english = {
    .use = "Each edition has the same text on another page. So name the part, "
           "and the page in everybody's book. A dash means: it is not there.",
    .columns = "These are the books above the columns:",
    .editions = "The page of each part",
    .excerpts = "The page where a block begins, by excerpt",
    .passage = "Part",
    .here = "Here",
    .handout = "Hand-out",
    .excerpt = "Excerpt"};

/* Columns of pages that fit beside the titles on a page of A5. */
enum { MOST_EDITIONS = 3, MOST_BLOCKS = 4 };

/* A line of the first table: a chapter of the hand-out, or a part of one. */
struct passage {
    struct node *node, *chapter;
    const struct role *role; /* NULL: the chapter itself */
};

struct readers {
    const struct concordance_reader **items;
    size_t count;
};

struct appendix {
    struct pass_context *context;
    const struct appendix_words *words;
    const struct concordance_reader *handout;
    ARRAY(struct passage) passages;
    ARRAY(const struct node *) blocks;
    struct readers editions, excerpts;
    struct node *place; /* the chapter being filled */
};

/* --- what it is about ------------------------------------------------------
 */

static const struct concordance_place *
find_place(const struct concordance_reader *reader,
           const struct passage *passage)
{
    return concordance_place(reader, passage->chapter->chapter.file,
                             passage->role);
}

static bool
is_on_page(const struct concordance_place *place, struct text page)
{
    return place && text_equal(place->page, page);
}

/* A part that begins on the page of its chapter for everybody need not be
 * looked up. */
static bool
begins_with_chapter(const struct appendix *appendix,
                    const struct passage *passage)
{
    struct passage whole = *passage;
    whole.role = NULL;
    const struct concordance_place *place =
        find_place(appendix->handout, passage);
    bool same = is_on_page(find_place(appendix->handout, &whole), place->page);
    for (size_t i = 0; i < appendix->editions.count && same; i++) {
        const struct concordance_reader *reader = appendix->editions.items[i];
        place = find_place(reader, &whole);
        same = !place || is_on_page(find_place(reader, passage), place->page);
    }
    return same;
}

static void
add_passages(struct appendix *appendix, struct node *chapter)
{
    struct pass_context *context = appendix->context;
    struct passage passage = {.node = chapter, .chapter = chapter};
    if (!find_place(appendix->handout, &passage) || !node_heading(chapter))
        return;
    *ARRAY_PUSH(context->arena, &appendix->passages) = passage;
    if (chapter->chapter.kind != CHAPTER_BLOCK)
        return;
    *ARRAY_PUSH(context->arena, &appendix->blocks) = chapter;
    for (struct node *node = chapter; node; node = node_next(node, chapter)) {
        passage.node = node;
        passage.role = node->kind == NODE_SECTION && node->role.size
                           ? book_role(context->book, node->role)
                           : NULL;
        if (passage.role && find_place(appendix->handout, &passage) &&
            !begins_with_chapter(appendix, &passage))
            *ARRAY_PUSH(context->arena, &appendix->passages) = passage;
    }
}

/* Does it take a block of this tree? */
static bool
is_needed(const struct concordance_reader *reader, const struct node *root)
{
    for (const struct node *node = root->first_child; node; node = node->next)
        if (node->kind == NODE_CHAPTER && node->chapter.kind == CHAPTER_BLOCK &&
            concordance_place(reader, node->chapter.file, NULL))
            return true;
    return false;
}

static void
choose_readers(struct appendix *appendix)
{
    const struct pass_context *context = appendix->context;
    const struct concordance *concordance = context->concordance;
    struct readers *all[] = {&appendix->editions, &appendix->excerpts};
    for (size_t i = 0; i < 2; i++)
        all[i]->items =
            ARENA_ARRAY(context->arena, concordance->reader_count + 1,
                        const struct concordance_reader *);
    for (size_t i = 0; i < concordance->reader_count; i++) {
        const struct concordance_reader *reader = &concordance->readers[i];
        struct readers *readers = all[reader->edition->profile ? 1 : 0];
        /* Of hand-outs that of this session has a column of its own. */
        if (reader != appendix->handout &&
            !book_is_session(context->book, reader->edition) &&
            is_needed(reader, context->tree->root))
            readers->items[readers->count++] = reader;
    }
}

/* --- tables ----------------------------------------------------------------
 */

static struct node *
add_child(const struct appendix *appendix, struct node *parent,
          enum node_kind kind)
{
    struct node *node = node_new(appendix->context->arena, kind, parent->span);
    node_append(parent, node);
    return node;
}

/* The first column is text, all others are pages. */
static struct node *
add_cell(const struct appendix *appendix, struct node *row, bool header,
         struct text text)
{
    enum alignment alignment = row->first_child ? ALIGN_RIGHT : ALIGN_LEFT;
    struct node *cell = add_child(appendix, row, NODE_CELL);
    cell->cell.header = header;
    cell->cell.alignment = alignment;
    if (text.size)
        append_text(appendix->context->arena, cell, text);
    return cell;
}

static void
add_page(const struct appendix *appendix, struct node *row,
         const struct concordance_place *place)
{
    add_cell(appendix, row, false, place ? place->page : TEXT("\u2013"));
}

/* A table with its caption and the first cell of its head; rows go into what
 * `body` becomes. */
static struct node *
add_table(const struct appendix *appendix, const char *caption,
          const char *first, struct node **body)
{
    struct arena *arena = appendix->context->arena;
    struct node *table = add_child(appendix, appendix->place, NODE_TABLE);
    append_paragraph(arena, table, NODE_CAPTION, NULL, text_of(caption));
    struct node *head = add_child(appendix, table, NODE_TABLE_HEAD);
    struct node *row = add_child(appendix, head, NODE_ROW);
    add_cell(appendix, row, true, text_of(first));
    *body = add_child(appendix, table, NODE_TABLE_BODY);
    return row;
}

/* A table without lines goes. */
static void
close_table(const struct appendix *appendix, const struct node *head,
            const struct node *body)
{
    struct node *table = head->parent->parent;
    if (!body->first_child)
        node_remove(table);
    uint32_t count = 0;
    for (const struct node *cell = head->first_child; cell; cell = cell->next)
        count++;
    table->table.column_count = count;
    table->table.alignments =
        ARENA_ARRAY(appendix->context->arena, count, enum alignment);
    for (uint32_t i = 0; i < count; i++)
        table->table.alignments[i] = i ? ALIGN_RIGHT : ALIGN_LEFT;
}

/* "3 Je positie en rol bepalen", "werkblad 3". */
static void
add_passage_name(const struct appendix *appendix, struct node *row,
                 const struct passage *passage)
{
    struct arena *arena = appendix->context->arena;
    struct node *cell = add_cell(appendix, row, true, TEXT(""));
    int number = passage->chapter->chapter.number;
    if (passage->role) {
        copy_inlines(arena, node_heading(passage->node), cell);
        append_text(arena, cell, arena_printf(arena, "\u00A0%d", number));
        node_add_class(arena, cell, TEXT("within"));
        return;
    }
    if (number)
        append_text(arena, cell, arena_printf(arena, "%d\u00A0", number));
    copy_inlines(arena, node_heading(passage->chapter), cell);
}

/* Pages of this file, of the hand-out, and of `count` editions. */
static void
add_editions_table(const struct appendix *appendix,
                   const struct concordance_reader *const *editions,
                   size_t count)
{
    const struct appendix_words *words = appendix->words;
    bool has_here = appendix->context->edition->pdf;
    bool has_handout = appendix->handout->edition->pdf;
    struct node *body,
        *head = add_table(appendix, words->editions, words->passage, &body);
    if (has_here)
        add_cell(appendix, head, true, text_of(words->here));
    if (has_handout)
        add_cell(appendix, head, true, text_of(words->handout));
    for (size_t i = 0; i < count; i++)
        add_cell(appendix, head, true, editions[i]->edition->id);
    for (size_t i = 0; i < appendix->passages.count; i++) {
        const struct passage *passage = &appendix->passages.items[i];
        struct node *row = add_child(appendix, body, NODE_ROW);
        add_passage_name(appendix, row, passage);
        if (has_here)
            append_locator(appendix->context->arena,
                           add_cell(appendix, row, false, TEXT("")),
                           passage->node);
        if (has_handout)
            add_page(appendix, row, find_place(appendix->handout, passage));
        for (size_t j = 0; j < count; j++)
            add_page(appendix, row, find_place(editions[j], passage));
    }
    close_table(appendix, head, body);
}

/* Where `count` blocks begin in an excerpt; no line when it has none. */
static void
add_excerpt(const struct appendix *appendix, struct node *body,
            const struct concordance_reader *reader,
            const struct node *const *blocks, size_t count)
{
    bool has_one = false;
    for (size_t i = 0; i < count; i++)
        has_one |=
            concordance_place(reader, blocks[i]->chapter.file, NULL) != NULL;
    if (!has_one)
        return;
    struct node *row = add_child(appendix, body, NODE_ROW);
    add_cell(appendix, row, true, reader->edition->profile->name);
    for (size_t i = 0; i < count; i++)
        add_page(appendix, row,
                 concordance_place(reader, blocks[i]->chapter.file, NULL));
}

static void
add_excerpts_table(const struct appendix *appendix,
                   const struct node *const *blocks, size_t count)
{
    struct arena *arena = appendix->context->arena;
    const struct appendix_words *words = appendix->words;
    struct text word = book_block_word(appendix->context->book);
    struct node *body,
        *head = add_table(appendix, words->excerpts, words->excerpt, &body);
    for (size_t i = 0; i < count; i++)
        add_cell(appendix, head, true,
                 arena_printf(arena, "%.*s\u00A0%d", TEXT_PRINTF(word),
                              blocks[i]->chapter.number));
    for (size_t i = 0; i < appendix->excerpts.count; i++)
        add_excerpt(appendix, body, appendix->excerpts.items[i], blocks, count);
    close_table(appendix, head, body);
}

/* --- the chapter -----------------------------------------------------------
 */

/* "nieuw: Praktische leidraad voor nieuwe opbouwwerkers" */
static void
add_legend(const struct appendix *appendix)
{
    struct arena *arena = appendix->context->arena;
    if (!appendix->editions.count)
        return;
    append_paragraph(arena, appendix->place, NODE_PARAGRAPH, NULL,
                     text_of(appendix->words->columns));
    struct node *list = add_child(appendix, appendix->place, NODE_LIST);
    list->list.tight = true;
    for (size_t i = 0; i < appendix->editions.count; i++) {
        const struct edition *edition = appendix->editions.items[i]->edition;
        struct node *item = add_child(appendix, list, NODE_ITEM);
        struct node *line = add_child(appendix, item, NODE_PARAGRAPH);
        append_text(arena, add_child(appendix, line, NODE_STRONG), edition->id);
        append_text(
            arena, line,
            arena_printf(arena, ": %.*s",
                         TEXT_PRINTF(edition->subtitle.size ? edition->subtitle
                                                            : edition->title)));
    }
}

/* How many of `count` stand in each of as few tables as can be, evenly. */
static size_t
share(size_t count, size_t most)
{
    size_t tables = (count + most - 1) / most;
    return tables ? (count + tables - 1) / tables : 1;
}

static void
fill(const struct appendix *appendix)
{
    struct pass_context *context = appendix->context;
    struct node *heading =
        append_paragraph(context->arena, appendix->place, NODE_HEADING, NULL,
                         book_word(context->book, "concordance"));
    heading->heading.level = 1;
    append_paragraph(context->arena, appendix->place, NODE_PARAGRAPH, NULL,
                     text_of(appendix->words->use));
    add_legend(appendix);
    const struct readers *editions = &appendix->editions;
    size_t at = 0, step = share(editions->count, MOST_EDITIONS);
    do {
        size_t left = editions->count - at;
        add_editions_table(appendix, editions->items + at,
                           left < step ? left : step);
        at += step;
    } while (at < editions->count);
    size_t block_count = appendix->excerpts.count ? appendix->blocks.count : 0;
    step = share(block_count, MOST_BLOCKS);
    for (at = 0; at < block_count; at += step) {
        size_t left = block_count - at;
        add_excerpts_table(appendix, appendix->blocks.items + at,
                           left < step ? left : step);
    }
}

static struct node *
find_chapter(struct node *root)
{
    for (struct node *node = root->first_child; node; node = node->next)
        if (node->kind == NODE_CHAPTER &&
            node->chapter.kind == CHAPTER_CONCORDANCE)
            return node;
    return NULL;
}

void
concordance_fill(struct pass_context *context)
{
    struct node *root = context->tree->root;
    struct appendix appendix = {
        .context = context,
        .words = book_is_dutch(context->book) ? &dutch : &english,
        .place = find_chapter(root)};
    if (!appendix.place)
        return;
    if (context->concordance)
        appendix.handout =
            concordance_reader(context->concordance, context->edition->handout);
    if (appendix.handout) {
        choose_readers(&appendix);
        for (struct node *node = root->first_child; node; node = node->next)
            if (node->kind == NODE_CHAPTER && node->chapter.file.size)
                add_passages(&appendix, node);
    }
    if (appendix.passages.count)
        fill(&appendix);
    else
        node_remove(appendix.place);
}
