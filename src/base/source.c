#include "base/source.h"

#include "base/array.h"

#include "base/utf8.h"

struct span
span_of(const struct source *source, size_t start, size_t end)
{
    return (struct span){source, (uint32_t)start, (uint32_t)end};
}

struct span
span_join(struct span a, struct span b)
{
    if (!a.source || (b.source && a.source != b.source))
        return a.source ? a : b;
    if (!b.source)
        return a;
    return (struct span){a.source, a.start < b.start ? a.start : b.start,
                         a.end > b.end ? a.end : b.end};
}

struct text
span_text(struct span span)
{
    if (!span.source)
        return TEXT("");
    return text_slice(span.source->content, span.start, span.end);
}

static size_t
line_end_from(struct text content, size_t at)
{
    while (at < content.size && content.data[at] != '\n' &&
           content.data[at] != '\r')
        at++;
    return at;
}

/* Moves to the line that holds byte `target`.  Lines end in LF, CR LF or
 * CR; the LF of a CR LF belongs to its line. */
static void
memo_find_line(struct place_memo *memo, struct text content, size_t target)
{
    for (;;) {
        size_t next = memo->line_start + memo->place.line_text.size;
        if (next >= content.size)
            return;
        next += content.data[next] == '\r' && next + 1 < content.size &&
                        content.data[next + 1] == '\n'
                    ? 2
                    : 1;
        if (next > target)
            return;
        memo->place.line++;
        memo->place.column = 1;
        memo->at = memo->line_start = next;
        memo->place.line_text =
            text_slice(content, next, line_end_from(content, next));
    }
}

struct place
span_place_on(struct span span, struct place_memo *memo)
{
    if (!span.source)
        return (struct place){.line = 1, .column = 1};
    struct text content = span.source->content;
    if (memo->source != span.source || span.start < memo->at)
        *memo = (struct place_memo){
            .source = span.source,
            .place = {1, 1, text_slice(content, 0, line_end_from(content, 0))}};
    memo_find_line(memo, content, span.start);
    size_t line_end = memo->line_start + memo->place.line_text.size;
    size_t at = span.start < line_end ? span.start : line_end;
    memo->place.column +=
        (uint32_t)utf8_length(text_slice(content, memo->at, at));
    memo->at = at;
    return memo->place;
}

struct place
span_place(struct span span)
{
    return span_place_on(span, &(struct place_memo){0});
}

void
span_table_set(struct span_table *table, size_t number, struct span span)
{
    while (table->count <= number)
        *ARRAY_PUSH(table->arena, table) = (struct span){0};
    table->items[number] = span;
}
