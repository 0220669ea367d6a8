#include "command/concordance_run.h"

#include "base/array.h"
#include "command/csv.h"

#include <stdlib.h>

/* --- laying out ----------------------------------------------------------- */

/* One deliverable being looked through; `places` lie in its own arena. */
struct search {
    const struct session *session;
    const struct edition *edition;
    struct arena *arena;
    ARRAY(struct concordance_place) places;
};

/* The first of its kind; what is on no page is nowhere. */
static void
note_place(struct search *search, const struct product *product,
           const struct node *chapter, const struct role *role,
           const struct node *node)
{
    const struct page *page = pages_find(&product->pages, node);
    const struct concordance_reader seen = {
        .places = search->places.items, .place_count = search->places.count};
    if (page && !concordance_place(&seen, chapter->chapter.file, role))
        *ARRAY_PUSH(search->arena, &search->places) =
            (struct concordance_place){
                .file = arena_text(search->arena, chapter->chapter.file),
                .role = role,
                .block = chapter->chapter.kind == CHAPTER_BLOCK
                             ? chapter->chapter.number
                             : 0,
                .page = arena_text(search->arena, page->label)};
}

static void
note_chapter(struct search *search, const struct product *product,
             const struct node *chapter)
{
    note_place(search, product, chapter, NULL, chapter);
    for (const struct node *node = chapter; node;
         node = node_next(node, chapter)) {
        const struct role *role =
            node->kind == NODE_SECTION && node->role.size
                ? book_role(search->session->book, node->role)
                : NULL;
        if (role)
            note_place(search, product, chapter, role, node);
    }
}

static void
search_run(void *closure)
{
    struct search *search = closure;
    struct product product;
    product_make(search->session, search->edition, PRODUCT_TREE | PRODUCT_PAGES,
                 NULL, NULL, &product);
    const struct node *root = product.tree;
    for (const struct node *node = root; node;) {
        bool is_chapter = node->kind == NODE_CHAPTER;
        if (is_chapter && node->chapter.file.size)
            note_chapter(search, &product, node);
        node = is_chapter ? node_skip(node, root) : node_next(node, root);
    }
    diag_keep_sources(search->session->diag);
    product_release(&product);
}

static struct concordance_reader
reader_of(struct arena *arena, const struct search *search)
{
    struct concordance_reader reader = {
        .edition = search->edition,
        .places = ARENA_ARRAY(arena, search->places.count + 1,
                              struct concordance_place),
        .place_count = search->places.count};
    for (size_t i = 0; i < reader.place_count; i++) {
        reader.places[i] = search->places.items[i];
        reader.places[i].file = arena_text(arena, reader.places[i].file);
        reader.places[i].page = arena_text(arena, reader.places[i].page);
    }
    return reader;
}

struct concordance *
concordance_read(const struct session *session,
                 const struct edition *const *editions, size_t count)
{
    struct arena *arena = session->arena;
    struct concordance *concordance = ARENA_NEW(arena, struct concordance);
    struct search *searches = ARENA_ARRAY(arena, count + 1, struct search);
    struct pool_group group = {.pool = session->pool};
    for (size_t i = 0; i < count; i++) {
        searches[i] = (struct search){
            .session = session, .edition = editions[i], .arena = arena_new()};
        pool_queue(&group, search_run, &searches[i]);
    }
    pool_wait(&group);
    concordance->readers =
        ARENA_ARRAY(arena, count + 1, struct concordance_reader);
    concordance->reader_count = count;
    for (size_t i = 0; i < count; i++) {
        concordance->readers[i] = reader_of(arena, &searches[i]);
        arena_free(searches[i].arena);
    }
    return concordance;
}

/* --- for facilitators ----------------------------------------------------- */

/* Does an edition take a block that a facilitator's file has? */
static bool
shares_block(const struct edition *edition, const struct edition *facilitator)
{
    for (size_t i = 0; i < facilitator->outline_count; i++) {
        const struct outline_entry *entry = &facilitator->outline[i];
        if (entry->kind == OUTLINE_BLOCK &&
            edition_takes_block(edition, entry->number))
            return true;
    }
    return false;
}

/* The files that wanted it are in `facilitators`. */
struct wanting {
    const struct edition **facilitators;
    size_t facilitator_count;
    const struct edition **readers;
    size_t reader_count;
};

static void
want_sharing(struct wanting *wanting, const struct edition *editions,
             size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool shares = false;
        for (size_t j = 0; j < wanting->facilitator_count && !shares; j++)
            shares = shares_block(&editions[i], wanting->facilitators[j]);
        if (shares && editions[i].pdf)
            wanting->readers[wanting->reader_count++] = &editions[i];
    }
}

void
concordance_prepare(struct session *session,
                    const struct edition *const *editions, size_t count)
{
    const struct book *book = session->book;
    struct arena *arena = session->arena;
    struct wanting wanting = {
        .facilitators = ARENA_ARRAY(arena, count + 1, const struct edition *),
        .readers = ARENA_ARRAY(
            arena, book->edition_count + book->excerpt_count + count + 1,
            const struct edition *)};
    for (size_t i = 0; i < count; i++)
        if (editions[i]->handout)
            wanting.facilitators[wanting.facilitator_count++] = editions[i];
    if (!wanting.facilitator_count)
        return;
    want_sharing(&wanting, book->editions, book->edition_count);
    want_sharing(&wanting, book->excerpts, book->excerpt_count);
    for (size_t i = 0; i < wanting.facilitator_count; i++)
        wanting.readers[wanting.reader_count++] =
            wanting.facilitators[i]->handout;
    session->concordance =
        concordance_read(session, wanting.readers, wanting.reader_count);
}

/* --- CSV ------------------------------------------------------------------ */

/* By block; a part after its block, parts in the manifest's order. */
static int
compare_places(const void *a, const void *b)
{
    const struct concordance_place *one = a, *other = b;
    if (one->block != other->block)
        return one->block < other->block ? -1 : 1;
    if (!one->role || !other->role)
        return (one->role != NULL) - (other->role != NULL);
    return (one->role > other->role) - (one->role < other->role);
}

static struct text
place_title(const struct book *book, const struct concordance_place *place)
{
    const struct block_title *block = book_block(book, place->block);
    if (place->role)
        return place->role->heading_count ? place->role->headings[0]
                                          : place->role->slug;
    return block ? block->title : TEXT("");
}

/* The page of a block or its part, whatever its file is called. */
static struct text
block_page(const struct concordance_reader *reader,
           const struct concordance_place *of)
{
    for (size_t i = 0; i < reader->place_count; i++)
        if (!compare_places(&reader->places[i], of))
            return reader->places[i].page;
    return TEXT("");
}

static void
append_row(const struct concordance *concordance, const struct book *book,
           const struct concordance_place *place, struct buffer *out)
{
    buffer_printf(out, "%d", place->block);
    csv_value(out, ',', place->role ? place->role->slug : TEXT(""));
    csv_value(out, ',', place_title(book, place));
    for (size_t i = 0; i < concordance->reader_count; i++)
        csv_value(out, ',', block_page(&concordance->readers[i], place));
    buffer_append_byte(out, '\n');
}

void
concordance_csv(const struct concordance *concordance, const struct book *book,
                struct buffer *out)
{
    struct arena *arena = arena_new();
    ARRAY(struct concordance_place) places = {0};
    buffer_append_string(out, "block,part,title");
    for (size_t i = 0; i < concordance->reader_count; i++) {
        const struct concordance_reader *reader = &concordance->readers[i];
        csv_value(out, ',', reader->edition->id);
        for (size_t j = 0; j < reader->place_count; j++)
            if (reader->places[j].block)
                *ARRAY_PUSH(arena, &places) = reader->places[j];
    }
    buffer_append_byte(out, '\n');
    if (places.count)
        qsort(places.items, places.count, sizeof *places.items, compare_places);
    for (size_t i = 0; i < places.count; i++)
        if (!i || compare_places(&places.items[i - 1], &places.items[i]))
            append_row(concordance, book, &places.items[i], out);
    arena_free(arena);
}
