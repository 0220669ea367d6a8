#include "serve/word_index.h"

#include "base/array.h"
#include "base/utf8.h"
#include "serve/origin_walk.h"

#include <stdlib.h>

/* Words nearer than this many 1/1000 em belong together, as in PDF. */
enum { NARROWEST_SPACE = 80 };

struct indexing {
    struct arena *arena;
    const struct book *book;
    const struct pages *pages;
    struct buffer text;
    ARRAY(struct placed_word) words;
    struct origin_walk walk;  /* of the last TEXT node */
    const struct node *block; /* of the last mark */
    bool joins;               /* what follows belongs to the word before */
};

/* --- text ----------------------------------------------------------------- */

static void
append_folded(struct buffer *out, struct text text)
{
    for (size_t at = 0; at < text.size;) {
        unsigned code = utf8_next(text, &at);
        bool is_space = code <= ' ' || code == 0xA0 || code == 0x202F;
        bool follows_space = !out->size || out->data[out->size - 1] == ' ' ||
                             out->data[out->size - 1] == '\n';
        if (code == 0xAD || (is_space && follows_space))
            continue;
        if (code == 0x2018 || code == 0x2019)
            code = '\'';
        if (code == 0x201C || code == 0x201D || code == 0x201E)
            code = '"';
        if (code >= 0x2010 && code <= 0x2015)
            code = '-';
        buffer_append_code_point(
            out, is_space ? ' ' : utf8_to_lower(utf8_without_accents(code)));
    }
}

struct text
search_fold(struct arena *arena, struct text text)
{
    struct buffer out = {0};
    append_folded(&out, text);
    struct text folded = text_trim(arena_text(arena, buffer_text(&out)));
    buffer_release(&out);
    return folded;
}

static struct text
shape_text(struct arena *arena, const struct shape *shape)
{
    struct text text = shape->text;
    for (shape = shape->next; shape; shape = shape->next)
        text = arena_text_concat(arena, text, shape->text);
    return text;
}

struct text
placed_word_text(struct arena *arena, const struct pages *pages,
                 const struct placed_word *word)
{
    const struct mark *mark = &pages->items[word->page].marks[word->mark];
    return shape_text(arena, mark->text.words[word->word].shape);
}

/* --- one mark ------------------------------------------------------------- */

static const struct node *
block_of(const struct node *node)
{
    while (node && node_kind_is_inline(node->kind))
        node = node->parent;
    return node;
}

/* What stands on a page of another file was not written for that page. */
static bool
is_copy(const struct indexing *indexing, const struct page *page,
        const struct mark *mark)
{
    if (mark->part != PART_CONTENT || mark->artifact != ARTIFACT_NONE ||
        mark->node->kind != NODE_TEXT || !page->unit)
        return true;
    return page->unit->kind == NODE_CHAPTER &&
           !text_equal(
               page->unit->chapter.file,
               book_path(indexing->book, mark->node->span.source->path));
}

static void
place_word(struct indexing *indexing, const struct page *page,
           const struct mark *mark, struct placed_word *placed)
{
    const struct node *node = mark->node;
    if (!node || !node->span.source)
        return;
    placed->source = node->span.source;
    placed->offset = node->span.start;
    placed->is_copy = placed->is_made = is_copy(indexing, page, mark);
    if (node->kind != NODE_TEXT || mark->part != PART_CONTENT)
        return;
    size_t offset = mark->text.words[placed->word].offset;
    if (indexing->walk.node != node || indexing->walk.at > offset)
        indexing->walk = origin_walk_start(node);
    placed->offset = (uint32_t)origin_walk_next(&indexing->walk, offset);
    placed->is_made |= !origin_walk_agrees(node, offset, placed->offset);
}

static scaled
word_end(const struct mark *mark, const struct page_word *word)
{
    scaled width = shape_width(word->shape, mark->text.size);
    if (mark->text.expansion)
        width = scaled_ratio(width, mark->text.expansion, 1000);
    return word->x + width;
}

static void
add_word(struct indexing *indexing, const struct page *page, uint32_t number,
         uint32_t word)
{
    const struct mark *mark = &page->marks[number];
    const struct page_word *words = mark->text.words;
    struct text text = shape_text(indexing->arena, words[word].shape);
    bool parts =
        word && (words[word].x - word_end(mark, &words[word - 1])) * 1000 >
                    mark->text.size * NARROWEST_SPACE;
    if (parts || (!word && !indexing->joins))
        append_folded(&indexing->text, TEXT(" "));
    struct placed_word *placed = ARRAY_PUSH(indexing->arena, &indexing->words);
    *placed = (struct placed_word){.page = page->index,
                                   .mark = number,
                                   .word = word,
                                   .size = (uint32_t)text.size,
                                   .text_start = (uint32_t)indexing->text.size};
    place_word(indexing, page, mark, placed);
    append_folded(&indexing->text, text);
    placed->text_end = (uint32_t)indexing->text.size;
}

static void
add_mark(struct indexing *indexing, const struct page *page, uint32_t number)
{
    const struct mark *mark = &page->marks[number];
    if (mark->kind != MARK_TEXT || mark->artifact != ARTIFACT_NONE)
        return;
    if (mark->part == PART_SOFT_HYPHEN) {
        indexing->joins = true;
        return;
    }
    const struct node *block = block_of(mark->node);
    if (block != indexing->block)
        indexing->joins = false;
    indexing->block = block;
    for (uint32_t i = 0; i < mark->text.word_count; i++)
        add_word(indexing, page, number, i);
    indexing->joins = !mark->space_after;
}

/* --- by source ------------------------------------------------------------ */

static int
compare_place(const struct placed_word *a, struct text path, bool copy,
              uint32_t offset)
{
    int order = text_compare(a->source->path, path);
    if (!order)
        order = (int)a->is_copy - (int)copy;
    if (!order)
        order = (a->offset > offset) - (a->offset < offset);
    return order;
}

static int
compare_words(const void *left, const void *right)
{
    const struct placed_word *a = *(const struct placed_word *const *)left;
    const struct placed_word *b = *(const struct placed_word *const *)right;
    int order = compare_place(a, b->source->path, b->is_copy, b->offset);
    return order ? order : (a > b) - (a < b);
}

static void
sort_by_source(struct arena *arena, struct word_index *index)
{
    index->by_source =
        arena_alloc_array(arena, index->count + 1, sizeof *index->by_source);
    for (size_t i = 0; i < index->count; i++)
        if (index->words[i].source)
            index->by_source[index->by_source_count++] = &index->words[i];
    qsort(index->by_source, index->by_source_count, sizeof *index->by_source,
          compare_words);
}

struct word_index *
word_index_new(struct arena *arena, const struct book *book,
               const struct pages *pages)
{
    struct word_index *index = ARENA_NEW(arena, struct word_index);
    struct indexing indexing = {.arena = arena, .book = book, .pages = pages};
    index->pages = ARENA_ARRAY(arena, pages->count + 1, size_t);
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = &pages->items[i];
        index->pages[i] = indexing.words.count;
        if (i)
            buffer_append_byte(&indexing.text, '\n');
        indexing.joins = true;
        indexing.block = NULL;
        for (size_t j = 0; j < page->mark_count; j++)
            add_mark(&indexing, page, (uint32_t)j);
    }
    index->words = indexing.words.items;
    index->count = indexing.words.count;
    index->pages[pages->count] = index->count;
    index->text = arena_text(arena, buffer_text(&indexing.text));
    buffer_release(&indexing.text);
    sort_by_source(arena, index);
    return index;
}

/* --- finding -------------------------------------------------------------- */

const struct placed_word *
word_index_at(const struct word_index *index, uint32_t page, uint32_t mark,
              uint32_t word)
{
    for (size_t i = index->pages[page]; i < index->pages[page + 1]; i++)
        if (index->words[i].mark == mark && index->words[i].word == word)
            return &index->words[i];
    return NULL;
}

/* How many stand before the place. */
static size_t
count_before(const struct word_index *index, struct text path, bool copy,
             uint32_t offset)
{
    size_t low = 0, high = index->by_source_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_place(index->by_source[middle], path, copy, offset) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool
is_of(const struct word_index *index, size_t at, struct text path, bool copy)
{
    return at < index->by_source_count &&
           index->by_source[at]->is_copy == copy &&
           text_equal(index->by_source[at]->source->path, path);
}

/* The words of one kind that begin where the one begins that holds the byte,
 * or the next one. */
static size_t
find_kind(const struct word_index *index, struct text path, size_t offset,
          bool copy, const struct placed_word **found, size_t most)
{
    size_t at = count_before(index, path, copy, (uint32_t)offset + 1);
    if (at && is_of(index, at - 1, path, copy)) {
        const struct placed_word *before = index->by_source[at - 1];
        if (before->offset + before->size > offset ||
            !is_of(index, at, path, copy))
            at--;
    }
    if (!is_of(index, at, path, copy))
        return 0;
    uint32_t begin = index->by_source[at]->offset;
    at = count_before(index, path, copy, begin);
    size_t count = 0;
    while (count < most && is_of(index, at, path, copy) &&
           index->by_source[at]->offset == begin)
        found[count++] = index->by_source[at++];
    return count;
}

size_t
word_index_find(const struct word_index *index, struct text path, size_t offset,
                const struct placed_word **found, size_t most)
{
    size_t count = find_kind(index, path, offset, false, found, most);
    size_t copies =
        find_kind(index, path, offset, true, found + count, most - count);
    /* A copy of something further on is none of this place. */
    if (!count || !copies)
        return count + copies;
    size_t kept = count;
    for (size_t i = count; i < count + copies; i++)
        if (found[i]->offset <= offset &&
            found[i]->offset + found[i]->size > offset)
            found[kept++] = found[i];
    return kept;
}
