#include "read/scan.h"

#include "base/array.h"
#include "read/scan_line.h"

#include <string.h>

enum leaf {
    LEAF_NONE,
    LEAF_PARAGRAPH,
    LEAF_TABLE,
    LEAF_FENCED,
    LEAF_INDENTED,
    LEAF_HTML
};

struct container {
    bool is_item;
    char mark;      /* item: bullet or delimiter */
    size_t indent;  /* item: columns that its lines are indented */
    size_t item;    /* index in items */
    bool is_empty;  /* item: nothing after its mark yet */
    size_t sibling; /* 1 + the item that was its last child; 0 */
};

struct scanner {
    struct arena *arena;
    struct text text;
    size_t next;                        /* start of the next line */
    ARRAY(struct container) containers; /* [0] is the document */
    ARRAY(struct scan_item) items;
    ARRAY(char) marks; /* of the items */
    enum leaf leaf;
    char fence_byte;
    size_t fence_size;
    enum html_kind html;
    bool after_blank;
    size_t blank_quote; /* containers up to the innermost quote it lay in */
    size_t paragraph_start, paragraph_lines;
};

struct scanner *
scanner_new(struct arena *arena, struct text text)
{
    struct scanner *scanner = ARENA_NEW(arena, struct scanner);
    scanner->arena = arena;
    scanner->text = text;
    scanner_restart(scanner, 0);
    return scanner;
}

void
scanner_restart(struct scanner *scanner, size_t start)
{
    scanner->next = start;
    scanner->containers.count = 0;
    *ARRAY_PUSH(scanner->arena, &scanner->containers) = (struct container){0};
    scanner->leaf = LEAF_NONE;
    scanner->after_blank = false;
}

size_t
scanner_paragraph_start(const struct scanner *scanner)
{
    return scanner->paragraph_start;
}

size_t
scanner_paragraph_lines(const struct scanner *scanner)
{
    return scanner->paragraph_lines;
}

const struct scan_item *
scanner_items(const struct scanner *scanner, size_t *count)
{
    *count = scanner->items.count;
    return scanner->items.items;
}

/* --- containers --------------------------------------------------------- */

static struct container *
deepest(struct scanner *scanner)
{
    return &scanner->containers.items[scanner->containers.count - 1];
}

/* Goes through the open containers as far as the line continues them.
 * Returns how many, the document counted. */
static size_t
match_containers(struct scanner *scanner, struct cursor *cursor)
{
    size_t matched = 1;
    for (; matched < scanner->containers.count; matched++) {
        struct container *container = &scanner->containers.items[matched];
        size_t indent = cursor_indent(cursor);
        bool blank = cursor_is_blank(cursor);
        if (!container->is_item) {
            if (blank || indent > 3 || !cursor_take_quote(cursor))
                break;
        } else if (blank) {
            if (container->is_empty)
                break;
        } else if (indent >= container->indent) {
            cursor_advance(cursor, container->indent);
        } else {
            break;
        }
    }
    return matched;
}

static void
close_to(struct scanner *scanner, size_t count)
{
    if (scanner->containers.count > count) {
        scanner->containers.count = count;
        scanner->leaf = LEAF_NONE;
    }
}

/* A blank line stood before what begins now in the deepest container: it
 * parts two items of a list, or two blocks of an item. */
static void
note_blank(struct scanner *scanner, bool continues_list)
{
    struct container *parent = deepest(scanner);
    if (!scanner->after_blank)
        return;
    scanner->after_blank = false;
    /* A line with nothing but `>` is blank in the quote only. */
    if (scanner->containers.count < scanner->blank_quote)
        return;
    if (continues_list)
        scanner->items.items[parent->sibling - 1].blank_after = true;
    else if (parent->is_item)
        scanner->items.items[parent->item].blank_inside = true;
}

/* Something that is no list item begins in the deepest container. */
static void
begin_block(struct scanner *scanner)
{
    note_blank(scanner, false);
    struct container *parent = deepest(scanner);
    parent->sibling = 0;
    parent->is_empty = false;
}

static void
begin_item(struct scanner *scanner, const struct mark *mark, size_t start)
{
    struct container *parent = deepest(scanner);
    bool continues = parent->sibling &&
                     scanner->marks.items[parent->sibling - 1] == mark->byte;
    note_blank(scanner, continues);
    *ARRAY_PUSH(scanner->arena, &scanner->items) =
        (struct scan_item){.start = start, .end = start};
    *ARRAY_PUSH(scanner->arena, &scanner->marks) = mark->byte;
    parent->sibling = scanner->items.count;
    parent->is_empty = false;
    *ARRAY_PUSH(scanner->arena, &scanner->containers) =
        (struct container){.is_item = true,
                           .mark = mark->byte,
                           .indent = mark->indent,
                           .item = scanner->items.count - 1,
                           .is_empty = mark->is_empty};
    scanner->leaf = LEAF_NONE;
}

/* --- lines -------------------------------------------------------------- */

/* A line of a code fence or HTML that is still open. */
static bool
continue_leaf(struct scanner *scanner, struct cursor *cursor, struct line *line)
{
    struct text rest = cursor_rest(cursor);
    if (scanner->leaf == LEAF_FENCED) {
        line->kind = LINE_CODE;
        if (cursor_indent(cursor) <= 3 &&
            line_closes_fence(rest, scanner->fence_byte, scanner->fence_size))
            scanner->leaf = LEAF_NONE;
        return true;
    }
    if (scanner->leaf != LEAF_HTML)
        return false;
    if (scanner->html >= HTML_BLOCK_TAG && !rest.size) {
        scanner->leaf = LEAF_NONE;
        return false;
    }
    line->kind = LINE_HTML;
    if (line_ends_html(rest, scanner->html))
        scanner->leaf = LEAF_NONE;
    return true;
}

static void
begin_leaf(struct scanner *scanner, size_t matched, enum leaf leaf,
           struct line *line, enum line_kind kind)
{
    close_to(scanner, matched);
    begin_block(scanner);
    scanner->leaf = leaf;
    line->kind = kind;
}

/* What the line begins, if it is no container and no plain text. */
static bool
read_leaf(struct scanner *scanner, size_t matched, bool fresh, struct text rest,
          struct line *line)
{
    bool all = matched == scanner->containers.count;
    bool in_paragraph = scanner->leaf == LEAF_PARAGRAPH;
    bool in_table = scanner->leaf == LEAF_TABLE;
    if (line_is_directive(rest)) {
        begin_leaf(scanner, matched, LEAF_NONE, line, LINE_FENCE);
    } else if (in_table && scanner->containers.count > 1) {
        if (!line_is_rule(rest))
            return false;
        begin_leaf(scanner, matched, LEAF_NONE, line, LINE_RULE);
    } else if ((line->level = line_heading_level(rest))) {
        begin_leaf(scanner, matched, LEAF_NONE, line, LINE_HEADING);
    } else if (line_opens_fence(rest, &scanner->fence_byte,
                                &scanner->fence_size)) {
        begin_leaf(scanner, matched, LEAF_FENCED, line, LINE_CODE);
    } else if ((scanner->html = line_opens_html(rest, in_paragraph))) {
        bool ends = line_ends_html(rest, scanner->html);
        begin_leaf(scanner, matched, ends ? LEAF_NONE : LEAF_HTML, line,
                   LINE_HTML);
    } else if (in_paragraph && all && !fresh &&
               (line->level = line_underline_level(rest))) {
        line->kind = LINE_UNDERLINE;
        scanner->leaf = LEAF_NONE;
    } else if (line_is_rule(rest)) {
        begin_leaf(scanner, matched, LEAF_NONE, line, LINE_RULE);
    } else {
        return false;
    }
    return true;
}

static void
read_text(struct scanner *scanner, size_t matched, size_t content,
          struct line *line)
{
    bool all = matched == scanner->containers.count;
    /* Lazy lines too: the containers stay open. */
    if (scanner->leaf == LEAF_PARAGRAPH || scanner->leaf == LEAF_TABLE) {
        struct text rest = text_slice(scanner->text, content, line->end);
        line->kind = LINE_CONTINUATION;
        if (scanner->leaf == LEAF_PARAGRAPH && all &&
            scanner->paragraph_lines == 1 && line_is_table_rule(rest))
            scanner->leaf = LEAF_TABLE;
        scanner->paragraph_lines++;
        return;
    }
    begin_leaf(scanner, matched, LEAF_PARAGRAPH, line, LINE_PARAGRAPH);
    scanner->paragraph_start = content;
    scanner->paragraph_lines = 1;
}

static void
read_indented(struct scanner *scanner, size_t matched, size_t content,
              struct line *line)
{
    if (scanner->leaf == LEAF_PARAGRAPH || scanner->leaf == LEAF_TABLE) {
        read_text(scanner, matched, content, line);
        return;
    }
    line->kind = LINE_CODE;
    if (scanner->leaf == LEAF_INDENTED &&
        matched == scanner->containers.count) {
        scanner->after_blank = false; /* the blank lines are code too */
        return;
    }
    begin_leaf(scanner, matched, LEAF_INDENTED, line, LINE_CODE);
}

static void
read_blank(struct scanner *scanner, size_t matched, struct line *line)
{
    line->kind = LINE_BLANK;
    bool keeps =
        scanner->leaf == LEAF_INDENTED && matched == scanner->containers.count;
    close_to(scanner, matched);
    if (!keeps)
        scanner->leaf = LEAF_NONE;
    scanner->after_blank = true;
    scanner->blank_quote = 0;
    for (size_t i = 1; i < scanner->containers.count; i++)
        if (!scanner->containers.items[i].is_item)
            scanner->blank_quote = i + 1;
    /* Only the line right after an item's mark may be blank. */
    deepest(scanner)->is_empty =
        deepest(scanner)->is_item && deepest(scanner)->is_empty;
}

/* Opens the containers that begin on the line, then reads the rest. */
static void
read_line(struct scanner *scanner, struct cursor *cursor, size_t matched,
          struct line *line)
{
    struct mark mark;
    bool fresh = false; /* a container began on this line */
    bool in_table = scanner->leaf == LEAF_TABLE;
    for (;;) {
        size_t indent = cursor_indent(cursor);
        struct text rest = cursor_rest(cursor);
        bool all = matched == scanner->containers.count;
        bool interrupts = scanner->leaf == LEAF_PARAGRAPH && all;
        line->content = cursor_content(cursor);
        if (!rest.size) {
            if (!fresh)
                read_blank(scanner, matched, line);
            else
                line->kind = LINE_BLANK;
            return;
        }
        if (indent > 3) {
            read_indented(scanner, matched, line->content, line);
            return;
        }
        if (rest.data[0] == '>') {
            close_to(scanner, matched);
            begin_block(scanner);
            cursor_take_quote(cursor);
            *ARRAY_PUSH(scanner->arena, &scanner->containers) =
                (struct container){0};
            scanner->leaf = LEAF_NONE;
        } else if (read_leaf(scanner, matched, fresh, rest, line)) {
            line->ends_table = in_table;
            return;
        } else if (cursor_take_mark(cursor, interrupts, &mark)) {
            close_to(scanner, matched);
            begin_item(scanner, &mark, line->content);
        } else {
            read_text(scanner, matched, line->content, line);
            return;
        }
        fresh = true;
        matched = scanner->containers.count;
    }
}

bool
scanner_next(struct scanner *scanner, struct line *line)
{
    if (scanner->next >= scanner->text.size)
        return false;
    *line = (struct line){.start = scanner->next};
    line->end = line_end(scanner->text, line->start);
    line->next = line_after(scanner->text, line->end);
    scanner->next = line->next;
    struct cursor cursor = {.text = text_slice(scanner->text, 0, line->end),
                            .at = line->start};
    size_t matched = match_containers(scanner, &cursor);
    line->content = cursor_content(&cursor);
    if (matched < scanner->containers.count ||
        !continue_leaf(scanner, &cursor, line)) {
        if (scanner->leaf != LEAF_PARAGRAPH)
            close_to(scanner, matched); /* nothing else is lazy */
        read_line(scanner, &cursor, matched, line);
    }
    line->depth = scanner->containers.count - 1;
    if (line->kind == LINE_BLANK && scanner->after_blank)
        return true;
    for (size_t i = 1; i < scanner->containers.count; i++)
        if (scanner->containers.items[i].is_item)
            scanner->items.items[scanner->containers.items[i].item].end =
                line->end;
    return true;
}
