#include "version/seen.h"

#include "base/array.h"
#include "media/image.h"

#include <inttypes.h>

/* --- chapters --------------------------------------------------------------
 */

struct node *
chapter_next(const struct node *node, const struct node *root)
{
    struct node *next = node->kind == NODE_BOOK || node->kind == NODE_PART
                            ? node_next(node, root)
                            : node_skip(node, root);
    while (next && next->kind != NODE_CHAPTER && next->kind != NODE_PART)
        next = node_skip(next, root);
    return next;
}

/* Of what the compiler makes itself; NULL for what has a file. */
static const char *
generated_key(const struct node *chapter)
{
    switch ((int)chapter->chapter.kind) {
    case CHAPTER_TITLEPAGE:
        return "titlepage";
    case CHAPTER_CONTENTS:
        return "contents";
    case CHAPTER_INDEX:
        return "index";
    case CHAPTER_CONCORDANCE:
        return "concordance";
    case CHAPTER_CHANGES:
        return "changes";
    default:
        return NULL;
    }
}

struct text
chapter_key(struct arena *arena, const struct reader_key *key,
            const struct node *chapter)
{
    if (chapter->kind == NODE_PART)
        return arena_printf(arena, "part-%d", chapter->part.number);
    if (chapter->chapter.kind == CHAPTER_BLOCK)
        return arena_printf(arena, "block-%d", chapter->chapter.number);
    const char *generated = generated_key(chapter);
    if (generated && !chapter->chapter.file.size)
        return text_of(generated);
    return arena_printf(arena, "chapter-%012" PRIx64,
                        keyed_text(key, chapter->id));
}

static struct version_chapter
chapter_seen(struct arena *arena, const struct reader_key *key,
             struct node *node)
{
    struct version_chapter chapter = {.key = chapter_key(arena, key, node)};
    ARRAY(short_digest) pieces = {0};
    struct blake2 hash;
    keyed_init(&hash, key);
    for (struct node *piece = node; (piece = piece_next(piece, node));) {
        short_digest digest = piece_digest(key, piece);
        *ARRAY_PUSH(arena, &pieces) = digest;
        blake2_add_number(&hash, digest);
    }
    chapter.pieces = pieces.items;
    chapter.piece_count = pieces.count;
    chapter.digest = keyed_end(&hash);
    return chapter;
}

struct version_reader
reader_seen(struct arena *arena, const struct reader_key *key, struct text id,
            const struct node *tree)
{
    ARRAY(struct version_chapter) chapters = {0};
    for (struct node *node = chapter_next(tree, tree); node;
         node = chapter_next(node, tree))
        *ARRAY_PUSH(arena, &chapters) = chapter_seen(arena, key, node);
    return (struct version_reader){arena_text(arena, id), chapters.items,
                                   chapters.count};
}

/* --- pages -----------------------------------------------------------------
 */

static void
add_text(struct blake2 *hash, const struct mark *mark)
{
    blake2_add_number(hash, (uint64_t)mark->text.size);
    blake2_add_number(hash, (uint64_t)mark->text.tracking);
    blake2_add_number(hash, (uint64_t)mark->text.expansion);
    blake2_add_number(hash, mark->text.word_count);
    for (uint32_t i = 0; i < mark->text.word_count; i++) {
        const struct page_word *word = &mark->text.words[i];
        blake2_add_number(hash, (uint64_t)word->x);
        for (const struct shape *shape = word->shape; shape;
             shape = shape->next) {
            blake2_add_text(hash, shape->text);
            blake2_add_text(hash, shape->font->face->role);
            blake2_add_number(hash, (uint64_t)shape->font->face->variant);
        }
    }
}

static void
add_mark(struct blake2 *hash, const struct mark *mark)
{
    const int64_t numbers[] = {mark->kind, mark->colour, mark->x,
                               mark->y,    mark->width,  mark->height};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        blake2_add_number(hash, (uint64_t)numbers[i]);
    switch (mark->kind) {
    case MARK_TEXT:
        add_text(hash, mark);
        break;
    case MARK_FRAME:
    case MARK_LINE:
        blake2_add_number(hash, (uint64_t)mark->line.stroke);
        blake2_add_number(hash, (uint64_t)mark->line.radius);
        break;
    case MARK_IMAGE:
        blake2_add_text(hash, mark->image.image->bytes);
        blake2_add_number(hash, mark->image.image->orientation);
        break;
    case MARK_PATH:
        blake2_add_text(hash, mark->path.name);
        blake2_add_number(hash, (uint64_t)mark->path.stroke);
        break;
    case MARK_RECT:
    case MARK_FIELD:
        break;
    }
}

short_digest
page_digest(const struct reader_key *key, const struct page *page)
{
    struct blake2 hash;
    if (page->blank && !page->mark_count)
        return 0;
    keyed_init(&hash, key);
    blake2_add_number(&hash, (uint64_t)page->width);
    blake2_add_number(&hash, (uint64_t)page->height);
    for (size_t i = 0; i < page->mark_count; i++)
        add_mark(&hash, &page->marks[i]);
    return keyed_end(&hash);
}

/* The chapter of that name from `from` on, for pages come in their order;
 * `from` itself when there is none. */
static size_t
find_from(const struct version_reader *reader, size_t from, struct text name)
{
    for (size_t i = from; i < reader->chapter_count; i++)
        if (text_equal(reader->chapters[i].key, name))
            return i;
    return from;
}

void
reader_add_pages(struct arena *arena, const struct reader_key *key,
                 const struct pages *pages, struct version_reader *reader)
{
    const struct node *unit = NULL;
    size_t at = 0;
    struct version_page *all =
        ARENA_ARRAY(arena, pages->count + 1, struct version_page);
    for (size_t i = 0; i < pages->count && reader->chapter_count; i++) {
        const struct page *page = &pages->items[i];
        if (page->unit && page->unit != unit) {
            unit = page->unit;
            at = find_from(reader, at, chapter_key(arena, key, unit));
        }
        all[i] = (struct version_page){.label = arena_text(arena, page->label),
                                       .digest = page_digest(key, page)};
        struct version_chapter *chapter = &reader->chapters[at];
        if (!chapter->page_count++)
            chapter->pages = all + i;
    }
}
