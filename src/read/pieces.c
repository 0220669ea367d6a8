#include "read/pieces.h"

#include "doc/audience.h"
#include "read/definitions.h"
#include "read/directive.h"
#include "read/link_definition.h"
#include "read/note.h"
#include "read/piece_finder.h"
#include "read/scan_line.h"
#include "read/slips.h"

#include <string.h>

enum { DEEPEST_DIVS = 20 };

static struct text
line_text(const struct piece_finder *finder, const struct line *line)
{
    return text_slice(finder->region->text, line->content, line->end);
}

static struct span
finder_span(const struct piece_finder *finder, size_t start, size_t end)
{
    return region_span(finder->reader, finder->region, start, end);
}

/* --- scopes
 * ------------------------------------------------------------------- */

/* A scope narrowed by an attribute; `outer` itself without one. */
const struct scope *
finder_narrow(struct piece_finder *finder, const struct scope *outer,
              const struct attributes *attributes)
{
    struct reader *reader = finder->reader;
    const struct attribute *audience = attributes_find(attributes, "audience");
    if (!audience || reader->book->plain)
        return outer;
    struct scope *scope = ARENA_NEW(reader->arena, struct scope);
    scope->parent = outer;
    scope->atoms = audience_atoms(reader->book, audience, &outer->atoms,
                                  reader->arena, reader->diag);
    scope->is_visible = outer->is_visible && reader_sees(reader, &scope->atoms);
    return scope;
}

static const struct scope *
current_scope(const struct piece_finder *finder)
{
    if (finder->sections.count)
        return finder->sections.items[finder->sections.count - 1].scope;
    return finder->scope;
}

/* --- pieces
 * -------------------------------------------------------------------- */

struct piece *
finder_push(struct piece_finder *finder, enum piece_kind kind)
{
    struct piece *piece =
        ARRAY_PUSH(finder->reader->arena, &finder->pieces.list);
    piece->kind = kind;
    piece->scope = current_scope(finder);
    return piece;
}

void
finder_flush(struct piece_finder *finder, size_t end)
{
    size_t items = 0, fences = finder->pieces.fences.count;
    scanner_items(finder->scanner, &items);
    if (end > finder->start && current_scope(finder)->is_visible) {
        struct piece *piece = finder_push(finder, PIECE_RUN);
        piece->start = finder->start;
        piece->end = end;
        piece->item_start = finder->item_start;
        piece->item_end = items;
        piece->fence_start = finder->fence_start;
        piece->fence_end = fences;
    }
    finder->item_start = items;
    finder->fence_start = fences;
    finder->start = end;
}

void
finder_resume(struct piece_finder *finder, size_t start)
{
    finder->start = start;
    finder->paragraph_lines = 0;
    scanner_restart(finder->scanner, start);
}

/* --- headings
 * ------------------------------------------------------------------- */

/* Braces right behind `]` belong to the words in brackets: "[only these]{...}"
 * narrows no more than those. */
static bool
ends_words_in_brackets(struct text text, size_t start, size_t brace)
{
    return brace > start && text.data[brace - 1] == ']' &&
           !(brace > start + 1 && text.data[brace - 2] == '\\');
}

/* The attributes that end a heading's text. */
static bool
heading_attributes(struct piece_finder *finder, size_t start, size_t end,
                   struct attributes *attributes)
{
    struct text text = finder->region->text;
    const char *fault;
    while (end > start && strchr(" \t#", text.data[end - 1]))
        end--;
    if (end == start || text.data[end - 1] != '}')
        return false;
    for (size_t at = text_index(text, '{', start); at < end;
         at = text_index(text, '{', at + 1)) {
        if (ends_words_in_brackets(text, start, at))
            continue;
        struct text rest = text_slice(text, at, end);
        size_t place = finder_span(finder, at, at).start;
        if (attributes_parse(finder->reader, rest, place, attributes, &fault) ==
            rest.size)
            return true;
    }
    return false;
}

/* A heading's audience runs to the next one of its level or higher. */
static void
read_heading(struct piece_finder *finder, size_t start, size_t end, int level)
{
    struct attributes attributes = {0};
    size_t count = finder->sections.count;
    while (count && finder->sections.items[count - 1].level >= level)
        count--;
    const struct scope *outer =
        count ? finder->sections.items[count - 1].scope : finder->scope;
    const struct scope *scope = outer;
    if (heading_attributes(finder, start, end, &attributes))
        scope = finder_narrow(finder, outer, &attributes);
    if (count == finder->sections.count && scope == outer)
        return;
    finder_flush(finder, start);
    finder->sections.count = count;
    if (scope != outer)
        *ARRAY_PUSH(finder->reader->arena, &finder->sections) =
            (struct open_section){level, scope};
}

/* --- divs
 * ------------------------------------------------------------------------ */

static void
open_div(struct piece_finder *finder, const struct line *line,
         const struct attributes *attributes)
{
    struct reader *reader = finder->reader;
    const struct scope *outer = current_scope(finder);
    finder_flush(finder, line->start);
    const struct scope *scope = finder_narrow(finder, outer, attributes);
    bool emits = scope->is_visible && finder->divs.count < DEEPEST_DIVS;
    if (finder->divs.count == DEEPEST_DIVS)
        diag_report(reader->diag, NESTING_TOO_DEEP, attributes->span,
                    DEEPEST_DIVS);
    if (emits) {
        struct piece *piece = finder_push(finder, PIECE_OPEN);
        piece->attributes = *attributes;
        piece->scope = scope;
    }
    *ARRAY_PUSH(reader->arena, &finder->divs) =
        (struct open_div){finder_span(finder, line->content, line->end),
                          finder->scope, finder->sections, emits};
    finder->scope = scope;
    memset(&finder->sections, 0, sizeof finder->sections);
    finder_resume(finder, line->next);
}

static void
close_div(struct piece_finder *finder)
{
    struct open_div div = finder->divs.items[--finder->divs.count];
    if (div.emits)
        finder_push(finder, PIECE_CLOSE);
    finder->scope = div.outer;
    finder->sections = div.sections;
}

static void
read_fence(struct piece_finder *finder, const struct line *line)
{
    struct reader *reader = finder->reader;
    struct attributes attributes;
    struct span span = finder_span(finder, line->content, line->end);
    enum directive_kind kind = directive_parse(reader, line_text(finder, line),
                                               span.start, &attributes);
    bool plain = reader->book->plain;
    if (kind == DIRECTIVE_BAD || (plain && kind == DIRECTIVE_CLOSE &&
                                  !line->depth && !finder->divs.count)) {
        directive_report_bad(reader, span);
        /* Something was to begin: its end is no fault of its own. */
        if (!plain && !line->depth) {
            struct attributes none = {.span = span};
            open_div(finder, line, &none);
            struct open_div *div = &finder->divs.items[finder->divs.count - 1];
            if (div->emits)
                finder->pieces.list.count--;
            div->emits = false;
        }
    } else if (line->depth) {
        *ARRAY_PUSH(reader->arena, &finder->pieces.fences) =
            (struct scan_fence){line->content, line->end};
    } else if (kind == DIRECTIVE_OPEN) {
        open_div(finder, line, &attributes);
    } else {
        finder_flush(finder, line->start);
        if (finder->divs.count)
            close_div(finder);
        else
            diag_report(reader->diag, DIV_UNOPENED, span);
        finder_resume(finder, line->next);
    }
}

/* --- notes, definitions, links
 * ------------------------------------------------------ */

static void
read_note(struct piece_finder *finder, const struct line *line,
          struct text name, size_t size)
{
    struct reader *reader = finder->reader;
    const struct scope *scope = current_scope(finder);
    finder_flush(finder, line->start);
    size_t first = line->content + size;
    struct extent extent =
        definitions_extent(finder->region->text, line->next, line->end, 4);
    struct region region =
        region_unindent(reader, finder->region, first, extent.end, 4);
    if (scope->is_visible)
        note_define(reader, scope, name, &region,
                    finder_span(finder, line->content, first));
    finder_resume(finder, extent.next);
}

static void
note_comment_break(struct piece_finder *finder, const struct line *line)
{
    struct text before = text_trim(
        text_slice(finder->region->text, finder->last_start, finder->last_end));
    if (line->kind == LINE_CONTINUATION && text_has_suffix(before, "<!--"))
        *ARRAY_PUSH(finder->reader->arena, &finder->pieces.comment_breaks) =
            (struct line_break){finder->last_end, line->start};
}

static void
check_slips(struct piece_finder *finder, const struct line *line)
{
    struct slip_line slip = {finder->region, line, TEXT(""), 1};
    if (line->kind == LINE_CONTINUATION) {
        slip.above = text_slice(finder->region->text, finder->last_content,
                                finder->last_end);
        slip.number = scanner_paragraph_lines(finder->scanner);
    }
    if (current_scope(finder)->is_visible)
        slips_check_line(finder->reader, &slip, &finder->table_columns);
}

static void
read_paragraph_line(struct piece_finder *finder, const struct line *line)
{
    struct reader *reader = finder->reader;
    note_comment_break(finder, line);
    struct text name, text = line_text(finder, line);
    size_t size = note_definition_size(text, &name);
    check_slips(finder, line);
    if (size && !line->depth) {
        read_note(finder, line, name, size);
        return;
    }
    if (size && !reader->book->plain)
        diag_report(reader->diag, NOTE_PLACE,
                    finder_span(finder, line->content, line->content + size),
                    "put the note's text outside the list or quote");
    if (line->depth)
        return;
    if (definitions_start(finder, line)) {
        definitions_read(finder, line);
        return;
    }
    if (line->kind == LINE_PARAGRAPH && text.size && text.data[0] == '[' &&
        current_scope(finder)->is_visible)
        link_definitions_collect(reader, finder->region, line->content,
                                 current_scope(finder));
}

static void
read_line(struct piece_finder *finder, const struct line *line)
{
    size_t start;
    if (line->ends_table && !line->depth)
        finder_flush(finder, line->start);
    switch (line->kind) {
    case LINE_FENCE:
        read_fence(finder, line);
        break;
    case LINE_HEADING:
        if (!line->depth)
            read_heading(finder, line->start, line->end, line->level);
        break;
    case LINE_UNDERLINE:
        start = scanner_paragraph_start(finder->scanner);
        if (!line->depth && start >= finder->start)
            read_heading(finder, start, finder->last_end, line->level);
        break;
    case LINE_PARAGRAPH:
    case LINE_CONTINUATION:
        read_paragraph_line(finder, line);
        break;
    case LINE_BLANK:
    case LINE_RULE:
    case LINE_CODE:
    case LINE_HTML:
        break;
    }
    /* For definitions: what stands above the next line. */
    if (line->kind == LINE_BLANK) {
        finder->blank_lines++;
    } else {
        bool is_text = line->kind == LINE_PARAGRAPH && !line->depth;
        finder->blank_lines = 0;
        finder->last_start = line->start;
        finder->last_content = line->content;
        finder->last_end = line->end;
        finder->paragraph_lines = is_text ? 1 : 0;
    }
}

struct pieces
pieces_find(struct reader *reader, const struct region *region,
            const struct scope *scope)
{
    struct piece_finder finder = {.reader = reader,
                                  .region = region,
                                  .scope = scope,
                                  .scanner =
                                      scanner_new(reader->arena, region->text)};
    struct line line;
    size_t items;
    while (scanner_next(finder.scanner, &line))
        read_line(&finder, &line);
    finder_flush(&finder, region->text.size);
    while (finder.divs.count) {
        struct span span = finder.divs.items[finder.divs.count - 1].span;
        if (reader->book->plain)
            diag_report(reader->diag, DIV_UNCLOSED_PLAIN, span);
        else
            diag_report(reader->diag, DIV_UNCLOSED, span);
        close_div(&finder);
    }
    finder.pieces.items = scanner_items(finder.scanner, &items);
    return finder.pieces;
}
