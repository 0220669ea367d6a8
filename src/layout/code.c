/* Blocks of code: lines as they are written, spaces and all.
 *
 * A line too long for its column goes on below, indented and behind a hooked
 * arrow, which is none of the text. */
#include "base/utf8.h"
#include "layout/galley.h"
#include "layout/item.h"

#include <string.h>

enum {
    TAB_STOP = 4,       /* columns; as Markdown counts them */
    HOOK_COLUMNS = 2,   /* before what goes on below */
    BREAK_IN_LINE = 300 /* cost of a page's end there, as after a hyphen */
};

/* A line as it is set: text of one source line, or a part of it. */
struct piece {
    struct text text;
    uint32_t offset; /* in the block's text */
    size_t indent;   /* columns; of what goes on */
    bool goes_on;
};

struct code {
    struct galley *galley;
    const struct node *node;
    const struct block_style *style;
    const struct font *font;
    scaled column; /* width of a space */
    ARRAY(struct piece) pieces;
    /* Where the last line with missing characters stands, in the block's
     * text and in the source. */
    size_t found_line, found_at;
};

static scaled
text_width(const struct code *code, struct text text)
{
    const struct text_style *look = &code->style->text;
    const struct shape *shape =
        shape_word(code->galley->context->shapes, code->font, text);
    scaled width = shape_width(shape, look->size);
    for (; shape; shape = shape->next)
        width += look->tracking * (scaled)shape->glyph_count;
    return width;
}

/* --- cutting ----------------------------------------------------------------
 */

/* Bytes of the first `columns` characters. */
static size_t
characters_size(struct text text, size_t columns)
{
    size_t at = 0;
    while (columns-- > 0 && at < text.size)
        utf8_next(text, &at);
    return at;
}

/* How much of the text fits; one character at least. */
static size_t
fitting_size(const struct code *code, struct text text, scaled room)
{
    size_t columns = room > code->column ? (size_t)(room / code->column) : 1;
    size_t size = characters_size(text, columns);
    while (columns > 1) {
        scaled over = text_width(code, text_slice(text, 0, size)) - room;
        if (over <= 0)
            break;
        /* Characters of another font may be wider. */
        size_t less = (size_t)(over / (2 * code->column)) + 1;
        columns = columns > less ? columns - less : 1;
        size = characters_size(text, columns);
    }
    return size;
}

/* The best place to part text of which `size` bytes fit: behind a space, else
 * behind a sign, in the second half; else where it ends. */
static size_t
parting_size(struct text text, size_t size)
{
    static const char signs[] = ",;:/|&?=+)]}>-_.";
    for (size_t at = size; at > size / 2; at--)
        if (text.data[at - 1] == ' ')
            return at;
    for (size_t at = size; at > size / 2; at--)
        if (strchr(signs, text.data[at - 1]))
            return at;
    return size;
}

static void
add_piece(struct code *code, struct text text, size_t offset, size_t indent,
          bool goes_on)
{
    *ARRAY_PUSH(code->galley->context->galleys, &code->pieces) =
        (struct piece){text, (uint32_t)offset, indent, goes_on};
}

/* One line, tabs expanded; `offset` is where it begins in the block. */
static void
cut_line(struct code *code, struct text line, size_t offset)
{
    scaled width = code->galley->width;
    if (text_width(code, line) <= width) {
        add_piece(code, line, offset, 0, false);
        return;
    }
    size_t indent = 0, most = (size_t)(width / code->column) / 2;
    while (indent < line.size && line.data[indent] == ' ')
        indent++;
    indent = (indent < most ? indent : most) + HOOK_COLUMNS;
    scaled room = width;
    for (size_t at = 0, size; at < line.size; at += size) {
        struct text rest = text_slice(line, at, line.size);
        size = fitting_size(code, rest, room);
        if (size < rest.size)
            size = parting_size(rest, size);
        add_piece(code, text_slice(rest, 0, size), offset + at, at ? indent : 0,
                  at > 0);
        room = width - (scaled)indent * code->column;
    }
}

static struct text
expand_tabs(struct arena *arena, struct text line)
{
    size_t tabs = 0;
    for (size_t at = 0; at < line.size; at++)
        tabs += line.data[at] == '\t';
    if (!tabs)
        return line;
    char *out = arena_alloc(arena, line.size + tabs * (TAB_STOP - 1) + 1);
    size_t size = 0, column = 0;
    for (size_t at = 0; at < line.size; at++) {
        unsigned char byte = (unsigned char)line.data[at];
        if (byte == '\t') {
            do
                out[size++] = ' ';
            while (++column % TAB_STOP);
        } else {
            out[size++] = (char)byte;
            column += (byte & 0xC0) != 0x80;
        }
    }
    return (struct text){out, size};
}

static void
cut_lines(struct code *code)
{
    struct text text = code->node->text;
    for (size_t start = 0, end; start < text.size; start = end + 1) {
        end = text_index(text, '\n', start);
        struct text line = text_slice(text, start, end);
        while (line.size && strchr(" \t\r", line.data[line.size - 1]))
            line.size--;
        cut_line(code, expand_tabs(code->galley->context->galleys, line),
                 start);
    }
}

/* --- what no font has -------------------------------------------------------
 */

/* Where a piece was written: code stands in its source line by line. */
static struct span
piece_span(struct code *code, const struct piece *piece)
{
    enum { AROUND = 1000 }; /* bytes of indentation and marks of quotes */
    struct span span = code->node->span;
    if (!span.source || piece->offset < code->found_line)
        return span;
    struct text content = span.source->content;
    size_t from =
        code->found_at > span.start ? code->found_at : (size_t)span.start;
    size_t most = from + 2 * (piece->offset - code->found_line) +
                  piece->text.size + AROUND;
    struct text there = text_slice(content, from, most);
    const char *found = there.size ? memmem(there.data, there.size,
                                            piece->text.data, piece->text.size)
                                   : NULL;
    if (!found)
        return span;
    code->found_line = piece->offset;
    code->found_at = (size_t)(found - content.data);
    return span_of(span.source, code->found_at,
                   code->found_at + piece->text.size);
}

static void
report_missing(struct code *code, const struct piece *piece)
{
    struct span whole = piece_span(code, piece);
    bool is_placed = whole.end - whole.start == piece->text.size;
    for (size_t at = 0; at < piece->text.size;) {
        size_t start = at;
        utf8_next(piece->text, &at);
        struct text character = text_slice(piece->text, start, at);
        struct span span = whole;
        if (!glyph_is_missing(code->galley->context, code->font, character))
            continue;
        if (is_placed)
            span = span_of(whole.source, whole.start + start, whole.start + at);
        glyph_report_missing(code->galley->context, span, character);
    }
}

/* --- setting ----------------------------------------------------------------
 */

static void
add_hook(struct code *code, struct galley_box *box, scaled x)
{
    const struct text_style *look = &code->style->text;
    scaled side = scaled_ratio(look->size, 3, 4);
    struct mark *mark = galley_box_add_mark(code->galley, box);
    *mark = (struct mark){.kind = MARK_PATH,
                          .artifact = ARTIFACT_LAYOUT,
                          .x = x - HOOK_COLUMNS * code->column,
                          .y = -side,
                          .width = side,
                          .height = side,
                          .colour = look->colour};
    mark->path.name = TEXT("hook");
    mark->path.stroke = scaled_from_pt(0.5);
}

static void
set_piece(struct code *code, struct galley_box *box, struct piece *piece)
{
    scaled x = (scaled)piece->indent * code->column;
    if (piece->goes_on)
        add_hook(code, box, x);
    if (!piece->text.size)
        return;
    struct mark *mark = galley_box_add_mark(code->galley, box);
    text_set(code->galley->context, piece->text, &code->style->text, code->node,
             PART_CONTENT, ARTIFACT_NONE, mark);
    mark->x = x;
    mark->text.words[0].offset = piece->offset;
    if (mark->text.words[0].shape->has_missing)
        report_missing(code, piece);
}

static int
break_cost(const struct code *code, size_t i)
{
    size_t keep = (size_t)code->style->keep_lines;
    if (i == 0)
        return BREAK_FREE;
    if (i < keep || code->pieces.count - i < keep)
        return BREAK_FORBIDDEN;
    return code->pieces.items[i].goes_on ? BREAK_IN_LINE : BREAK_FREE;
}

void
galley_add_code(struct galley *galley, const struct node *node)
{
    const struct block_style *style = style_block(galley->context->style, node);
    struct code code = {.galley = galley, .node = node, .style = style};
    code.font = look_font(galley->context, &style->text, node->span);
    code.column = text_width(&code, TEXT(" "));
    if (code.column < 1)
        code.column = style->text.size;
    cut_lines(&code);
    for (size_t i = 0; i < code.pieces.count; i++) {
        galley_discourage(galley, break_cost(&code, i));
        struct galley_box *box =
            galley_add_box(galley, style->leading, line_baseline(style));
        set_piece(&code, box, &code.pieces.items[i]);
    }
}
