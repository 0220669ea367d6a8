#include "read/definitions.h"

#include "read/note.h"
#include "read/scan_line.h"

/* A line that is not indented and begins a block of its own. */
static bool
begins_block(struct text line)
{
    char byte;
    size_t size;
    struct text name;
    struct mark mark;
    struct cursor cursor = {.text = line};
    return line_is_directive(line) || line_heading_level(line) ||
           line_is_rule(line) || line_opens_fence(line, &byte, &size) ||
           note_definition_size(line, &name) || line.data[0] == '>' ||
           text_has_prefix(line, "<!--") ||
           cursor_take_mark(&cursor, true, &mark);
}

/* ":" and white space. */
static bool
begins_definition(struct text line)
{
    return line.size > 1 && line.data[0] == ':' &&
           (line.data[1] == ' ' || line.data[1] == '\t');
}

struct extent
definitions_extent(struct text text, size_t next, size_t first_end,
                   size_t indent)
{
    struct extent extent = {first_end, next};
    bool after_blank = false;
    for (size_t at = next; at < text.size;) {
        size_t end = line_end(text, at);
        struct cursor cursor = {.text = text_slice(text, 0, end), .at = at};
        struct text rest = cursor_rest(&cursor);
        at = line_after(text, end);
        if (!rest.size) {
            after_blank = true;
            continue;
        }
        if (cursor_indent(&cursor) < indent &&
            (after_blank || begins_block(rest) || begins_definition(rest)))
            break;
        after_blank = false;
        extent = (struct extent){end, at};
    }
    return extent;
}

bool
definitions_start(const struct piece_finder *finder, const struct line *line)
{
    struct text text = finder->region->text;
    return finder->paragraph_lines == 1 && finder->blank_lines <= 1 &&
           finder->last_start >= finder->start &&
           begins_definition(text_slice(text, line->content, line->end)) &&
           text.data[finder->last_start] != '|';
}

/* The line at `start` holds a term if a definition follows. */
static bool
is_term(struct text text, size_t start)
{
    size_t end = line_end(text, start);
    struct cursor term = {.text = text_slice(text, 0, end), .at = start};
    struct text rest = cursor_rest(&term);
    if (!rest.size || cursor_indent(&term) > 3 || begins_block(rest) ||
        begins_definition(rest))
        return false;
    size_t next = line_after(text, end);
    for (int blank = 0; blank < 2 && next < text.size; blank++) {
        struct cursor cursor = {
            .text = text_slice(text, 0, line_end(text, next)), .at = next};
        if (!cursor_is_blank(&cursor))
            return cursor_indent(&cursor) < 4 &&
                   begins_definition(cursor_rest(&cursor));
        next = line_after(text, line_end(text, next));
    }
    return false;
}

static size_t
skip_blank_lines(struct text text, size_t at)
{
    while (at < text.size) {
        size_t end = line_end(text, at);
        if (text_trim(text_slice(text, at, end)).size)
            return at;
        at = line_after(text, end);
    }
    return at;
}

/* Takes the definition whose line starts at `start`; returns where the next
 * line that is not blank starts. */
static size_t
take_definition(struct piece_finder *finder, size_t start,
                const struct scope *scope)
{
    struct text text = finder->region->text;
    size_t end = line_end(text, start);
    struct cursor cursor = {.text = text_slice(text, 0, end), .at = start};
    size_t indent = cursor_indent(&cursor);
    size_t colon = cursor_content(&cursor);
    struct cursor body = {.text = cursor.text, .at = colon + 1, .column = 1};
    size_t width = 1 + cursor_indent(&body);
    struct extent extent = definitions_extent(text, line_after(text, end), end,
                                              indent + (width < 4 ? width : 4));
    if (scope->is_visible) {
        struct piece *piece = finder_push(finder, PIECE_DEFINITION);
        piece->scope = scope;
        piece->start = colon;
        piece->end = extent.end;
        piece->region = region_unindent(finder->reader, finder->region,
                                        cursor_content(&body), extent.end,
                                        indent + (width < 4 ? width : 4));
    }
    return skip_blank_lines(text, extent.next);
}

/* What ends the term's line decides about its definitions too. */
static const struct scope *
take_term(struct piece_finder *finder, size_t start)
{
    struct text text = finder->region->text;
    size_t end = line_end(text, start);
    struct attributes attributes;
    const char *fault;
    const struct scope *scope =
        finder->sections.count
            ? finder->sections.items[finder->sections.count - 1].scope
            : finder->scope;
    for (size_t at = text_index(text, '{', start); at < end;
         at = text_index(text, '{', at + 1)) {
        struct text rest = text_trim(text_slice(text, at, end));
        size_t place =
            region_span(finder->reader, finder->region, at, at).start;
        if (attributes_parse(finder->reader, rest, place, &attributes,
                             &fault) == rest.size) {
            scope = finder_narrow(finder, scope, &attributes);
            break;
        }
    }
    if (scope->is_visible) {
        struct piece *piece = finder_push(finder, PIECE_TERM);
        piece->scope = scope;
        piece->start = start;
        piece->end = end;
    }
    return scope;
}

void
definitions_read(struct piece_finder *finder, const struct line *line)
{
    struct text text = finder->region->text;
    size_t term = finder->last_start, at = line->start;
    finder_flush(finder, term);
    size_t before = finder->pieces.list.count;
    struct piece *terms = finder_push(finder, PIECE_TERMS);
    terms->start = term;
    terms->end = line->start;
    for (;;) {
        const struct scope *scope = take_term(finder, term);
        do {
            at = take_definition(finder, at, scope);
        } while (at < text.size && begins_definition(text_trim(text_slice(
                                       text, at, line_end(text, at)))));
        if (!is_term(text, at))
            break;
        term = at;
        at = skip_blank_lines(text, line_after(text, line_end(text, at)));
    }
    if (finder->pieces.list.count == before + 1)
        finder->pieces.list.count = before;
    else
        finder_push(finder, PIECE_CLOSE);
    finder_resume(finder, at);
}
