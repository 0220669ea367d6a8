#include "serve/route_places.h"

#include "base/utf8.h"
#include "serve/json.h"

#include <stdlib.h>
#include <string.h>

enum {
    NOT_FOUND = 404,
    FOUND_MOST = 24, /* places on pages for one in a file */
    HITS_MOST = 200, /* of a search */
    AROUND = 9       /* words shown on either side of a hit */
};

/* --- from the page to the file -------------------------------------------- */

static void
list_word(struct buffer *out, const char *key, const struct placed_word *word)
{
    char id[32];
    snprintf(id, sizeof id, "%u.%u", word->mark, word->word);
    json_text(out, key, text_of(id));
}

static void
list_place(const struct route_call *call, const struct view *view,
           const struct placed_word *word)
{
    struct buffer *out = &call->answer->body;
    const struct book *book = view->generation->session.book;
    struct span span = {word->source, word->offset, word->offset};
    struct place place = span_place(span);
    route_json(call);
    json_open(out, NULL, '{');
    json_text(out, "file", book_path(book, word->source->path));
    json_number(out, "line", place.line);
    json_number(out, "column", place.column);
    json_text(out, "text", place.line_text);
    json_text(
        out, "shown",
        placed_word_text(call->request->arena, &view->product.pages, word));
    json_bool(out, "copy", word->is_made);
    json_close(out, '}');
}

void
route_place(const struct route_call *call)
{
    struct view *view = route_view(call);
    if (!view)
        return;
    long page = route_number(call, "page", (long)view->product.pages.count - 1);
    struct text id = route_query(call, "word");
    char *end = NULL;
    unsigned long mark = strtoul(id.data, &end, 10);
    unsigned long number = *end == '.' ? strtoul(end + 1, NULL, 10) : 0;
    const struct placed_word *word = NULL;
    if (page >= 0)
        word = word_index_at(view_index(view), (uint32_t)page, (uint32_t)mark,
                             (uint32_t)number);
    if (word && word->source)
        list_place(call, view, word);
    else
        route_fail(call, NOT_FOUND);
    view_release(view);
}

/* --- from the file to the page -------------------------------------------- */

/* The source of this name among those that the pages come from; NULL. */
static const struct source *
source_find(const struct word_index *index, const struct book *book,
            struct text path)
{
    const struct source *last = NULL;
    for (size_t i = 0; i < index->by_source_count; i++) {
        const struct source *source = index->by_source[i]->source;
        if (source == last)
            continue;
        last = source;
        if (text_equal(path, source->path) ||
            text_equal(path, book_path(book, source->path)))
            return source;
    }
    return NULL;
}

/* The byte of a line and column, counted from 1; the line's first letter when
 * the column is 0. */
static size_t
source_offset(const struct source *source, long line, long column)
{
    struct text content = source->content;
    size_t at = 0;
    for (long i = 1; i < line && at < content.size; i++)
        at = text_index(content, '\n', at) + 1;
    if (at > content.size)
        at = content.size;
    size_t end = text_index(content, '\n', at);
    for (long i = 1; i < column && at < end; i++)
        utf8_next(content, &at);
    while (!column && at < end &&
           strchr(" \t>#*-+:|0123456789.)", content.data[at]))
        at++;
    return at;
}

struct file_place {
    struct text path;
    long line, column; /* 0: not said */
};

/* "FILE:LINE:COLUMN", "FILE:LINE", "FILE". */
static struct file_place
place_parse(struct arena *arena, struct text text)
{
    struct file_place place = {.path = text_trim(text)};
    long numbers[2] = {0};
    int count = 0;
    while (count < 2) {
        size_t colon = place.path.size;
        while (colon > 0 && place.path.data[colon - 1] >= '0' &&
               place.path.data[colon - 1] <= '9')
            colon--;
        if (!colon || place.path.data[colon - 1] != ':' ||
            colon == place.path.size)
            break;
        numbers[count++] = strtol(place.path.data + colon, NULL, 10);
        place.path = arena_text(arena, text_slice(place.path, 0, colon - 1));
    }
    place.line = count ? numbers[count - 1] : 1;
    place.column = count == 2 ? numbers[0] : 0;
    return place;
}

static void
list_found(struct buffer *out, const struct view *view,
           const struct placed_word *word)
{
    const struct page *page = &view->product.pages.items[word->page];
    json_open(out, NULL, '{');
    json_number(out, "page", word->page);
    json_text(out, "label", page->label);
    list_word(out, "word", word);
    json_bool(out, "copy", word->is_made);
    json_close(out, '}');
}

void
route_find(const struct route_call *call)
{
    struct view *view = route_view(call);
    if (!view)
        return;
    const struct word_index *index = view_index(view);
    struct file_place place =
        place_parse(call->request->arena, route_query(call, "place"));
    const struct source *source =
        source_find(index, view->generation->session.book, place.path);
    const struct placed_word *found[FOUND_MOST];
    size_t count = 0;
    if (source)
        count = word_index_find(index, source->path,
                                source_offset(source, place.line, place.column),
                                found, FOUND_MOST);
    struct buffer *out = &call->answer->body;
    route_json(call);
    json_open(out, NULL, '{');
    json_bool(out, "file", source != NULL);
    json_open(out, "found", '[');
    for (size_t i = 0; i < count; i++)
        list_found(out, view, found[i]);
    json_close(out, ']');
    json_close(out, '}');
    view_release(view);
}

/* --- searching ------------------------------------------------------------ */

/* The first word whose text ends behind the byte. */
static size_t
word_behind(const struct word_index *index, size_t byte)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->words[middle].text_end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The words first..last-1 as the page shows them. */
static struct text
words_text(const struct route_call *call, const struct view *view,
           const struct word_index *index, size_t first, size_t last)
{
    struct buffer out = {0};
    struct arena *arena = call->request->arena;
    for (size_t i = first; i < last; i++) {
        const struct placed_word *word = &index->words[i];
        if (i > first && word->text_start > word[-1].text_end)
            buffer_append_byte(&out, ' ');
        buffer_append_text(&out,
                           placed_word_text(arena, &view->product.pages, word));
    }
    struct text text = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

/* A hit: its page, its words, and those around them. */
static void
list_hit(const struct route_call *call, const struct view *view,
         const struct word_index *index, size_t start, size_t end)
{
    struct buffer *out = &call->answer->body;
    size_t first = word_behind(index, start), last = first;
    if (first == index->count)
        return;
    const struct placed_word *word = &index->words[first];
    while (last < index->count && index->words[last].text_start < end)
        last++;
    size_t from = index->pages[word->page], to = index->pages[word->page + 1];
    if (first - from > AROUND)
        from = first - AROUND;
    if (to > last + AROUND)
        to = last + AROUND;
    json_open(out, NULL, '{');
    json_number(out, "page", word->page);
    json_text(out, "label", view->product.pages.items[word->page].label);
    json_text(out, "before", words_text(call, view, index, from, first));
    json_text(out, "hit", words_text(call, view, index, first, last));
    json_text(out, "after", words_text(call, view, index, last, to));
    json_open(out, "words", '[');
    for (size_t i = first; i < last; i++)
        list_word(out, NULL, &index->words[i]);
    json_close(out, ']');
    json_close(out, '}');
}

void
route_search(const struct route_call *call)
{
    struct view *view = route_view(call);
    if (!view)
        return;
    const struct word_index *index = view_index(view);
    struct text words =
        search_fold(call->request->arena, route_query(call, "words"));
    struct text text = index->text;
    size_t count = 0;
    struct buffer *out = &call->answer->body;
    route_json(call);
    json_open(out, NULL, '{');
    json_open(out, "hits", '[');
    for (size_t at = 0; words.size && at < text.size;) {
        const char *hit =
            memmem(text.data + at, text.size - at, words.data, words.size);
        if (!hit)
            break;
        size_t start = (size_t)(hit - text.data);
        if (count++ < HITS_MOST)
            list_hit(call, view, index, start, start + words.size);
        at = start + words.size;
    }
    json_close(out, ']');
    json_number(out, "count", (long long)count);
    json_close(out, '}');
    view_release(view);
}
