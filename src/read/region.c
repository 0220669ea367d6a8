#include "read/blocks.h"
#include "read/inline.h"
#include "read/link_definition.h"
#include "read/pieces.h"
#include "read/scan_line.h"
#include "read/table_rule.h"
#include "read/tree.h"

#include <string.h>

/* Notes in definitions in notes ... */
enum { DEEPEST_REGIONS = 8 };

/* --- places
 * --------------------------------------------------------------------- */

static size_t
source_offset(const struct region *region, size_t at)
{
    size_t low = 0, high = region->segment_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (region->segments[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return region->segments[low].start + (at - region->segments[low].at);
}

struct span
region_span(const struct reader *reader, const struct region *region,
            size_t start, size_t end)
{
    size_t from = source_offset(region, start);
    /* The end of a line belongs to that line, not to the next. */
    size_t to = end > start ? source_offset(region, end - 1) + 1 : from;
    return span_of(reader->source, from, to);
}

struct region
region_unindent(struct reader *reader, const struct region *region,
                size_t first, size_t end, size_t indent)
{
    struct text text = region->text;
    struct buffer out = {0};
    ARRAY(struct segment) segments = {0};
    for (size_t at = first; at < end || at == first;) {
        size_t line = line_end(text, at), next = line_after(text, line);
        struct cursor cursor = {.text = text_slice(text, 0, line), .at = at};
        cursor_advance(&cursor, at == first ? SIZE_MAX : indent);
        *ARRAY_PUSH(reader->arena, &segments) =
            (struct segment){out.size, source_offset(region, cursor.at)};
        buffer_append_text(&out, text_slice(text, cursor.at, next));
        if (next <= at)
            break;
        at = next;
    }
    struct region result = {arena_text(reader->arena, buffer_text(&out)),
                            segments.items, segments.count};
    buffer_release(&out);
    return result;
}

bool
reader_sees(const struct reader *reader, const struct atoms *atoms)
{
    if (!reader->edition || reader->book->plain)
        return true;
    /* An edition that reads as nobody sees nothing that is restricted. */
    int atom = reader->edition->atom;
    return atom >= 0 ? atoms_has(atoms, atom)
                     : reader->book->audience_count == 0;
}

/* --- runs
 * ----------------------------------------------------------------------- */

/* A fence in a list or quote becomes a heading, which md4c reports as a block
 * of its own wherever it stands: byte for byte, so that places stay. */
static void
mask_fences(const struct run *run, char *bytes)
{
    for (size_t i = 0; i < run->fence_count; i++) {
        char *line = bytes + (run->fences[i].start - run->start);
        memset(line, 'x', run->fences[i].end - run->fences[i].start);
        line[0] = '#';
        line[1] = ' ';
    }
}

/* `\{{` becomes one character, as long as it is, unless its backslash is
 * escaped itself. */
static void
mask_braces(char *bytes, size_t size)
{
    struct text literal = TEXT(BLOCKS_LITERAL_BRACES);
    for (size_t at = 0; at + 2 < size; at++) {
        if (bytes[at] != '\\')
            continue;
        if (bytes[at + 1] == '{' && bytes[at + 2] == '{')
            memcpy(bytes + at, literal.data, literal.size);
        at++;
    }
}

/* Line ends behind "<!--" become spaces. */
static void
mask_breaks(const struct pieces *pieces, const struct run *run, char *bytes)
{
    for (size_t i = 0; i < pieces->comment_breaks.count; i++) {
        const struct line_break *at = &pieces->comment_breaks.items[i];
        if (at->start >= run->start && at->end <= run->end)
            memset(bytes + (at->start - run->start), ' ', at->end - at->start);
    }
}

static void
read_run(struct reader *reader, const struct region *region,
         const struct pieces *pieces, const struct piece *piece,
         struct node *parent)
{
    struct buffer prefix = {0};
    struct text text = text_slice(region->text, piece->start, piece->end);
    const struct scan_fence *fences = pieces->fences.items;
    struct run run = {.region = region,
                      .start = piece->start,
                      .end = piece->end,
                      .bytes = text,
                      .items = pieces->items ? pieces->items + piece->item_start
                                             : NULL,
                      .item_count = piece->item_end - piece->item_start};
    if (fences) {
        run.fences = fences + piece->fence_start;
        run.fence_count = piece->fence_end - piece->fence_start;
    }
    bool has_literals =
        !reader->book->plain && memmem(text.data, text.size, "\\{{", 3) != NULL;
    link_definitions_write(reader, region, piece->start, piece->end,
                           piece->scope, &prefix);
    if (prefix.size || run.fence_count || has_literals ||
        pieces->comment_breaks.count) {
        size_t size = prefix.size + text.size;
        char *bytes = arena_alloc(reader->arena, size + 1);
        if (prefix.size)
            memcpy(bytes, prefix.data, prefix.size);
        memcpy(bytes + prefix.size, text.data, text.size);
        mask_fences(&run, bytes + prefix.size);
        mask_breaks(pieces, &run, bytes + prefix.size);
        if (has_literals)
            mask_braces(bytes + prefix.size, text.size);
        run.bytes = (struct text){bytes, size};
        run.prefix = prefix.size;
    }
    buffer_release(&prefix);
    blocks_read(reader, &run, parent);
}

static void
move_children(struct node *from, struct node *to)
{
    for (struct node *child; (child = from->first_child);) {
        node_remove(child);
        node_append(to, child);
    }
}

static void
build_run(struct reader *reader, const struct region *region,
          const struct pieces *pieces, const struct piece *piece,
          struct node *parent)
{
    /* Apart first: what belongs together must not reach beyond the run. */
    struct node *holder = node_new(reader->arena, NODE_DIV, parent->span);
    read_run(reader, region, pieces, piece, holder);
    inline_read(reader, piece->scope, holder);
    tree_blocks(reader, region, holder);
    move_children(holder, parent);
}

/* A term is one line of inline text. */
static void
build_term(struct reader *reader, const struct region *region,
           const struct pieces *pieces, const struct piece *piece,
           struct node *parent)
{
    struct span span = region_span(reader, region, piece->start, piece->end);
    struct node *holder = node_new(reader->arena, NODE_DIV, span);
    read_run(reader, region, pieces, piece, holder);
    struct node *term = holder->first_child;
    if (!term || term->kind != NODE_PARAGRAPH)
        return;
    node_remove(term);
    term->kind = NODE_TERM;
    node_append(parent, term);
    inline_read(reader, piece->scope, term);
}

static void
build_definition(struct reader *reader, const struct region *region,
                 const struct piece *piece, struct node *parent)
{
    struct node *definition =
        node_new(reader->arena, NODE_DEFINITION,
                 region_span(reader, region, piece->start, piece->end));
    struct region *body = ARENA_NEW(reader->arena, struct region);
    *body = piece->region;
    node_append(parent, definition);
    region_read(reader, body, piece->scope, definition);
}

static struct node *
close_node(struct reader *reader, struct node *node)
{
    struct node *parent = node->parent;
    if (node->kind == NODE_DIV)
        tree_div(reader, node);
    return parent;
}

void
region_read(struct reader *reader, const struct region *region,
            const struct scope *scope, struct node *parent)
{
    if (reader->depth >= DEEPEST_REGIONS) {
        diag_report(reader->diag, NESTING_TOO_DEEP, parent->span,
                    DEEPEST_REGIONS);
        return;
    }
    reader->depth++;
    /* Notes found now are read later. */
    struct region *own = ARENA_NEW(reader->arena, struct region);
    *own = table_rules_mend(reader, region);
    region = own;
    struct pieces pieces = pieces_find(reader, region, scope);
    struct node *current = parent;
    for (size_t i = 0; i < pieces.list.count; i++) {
        const struct piece *piece = &pieces.list.items[i];
        struct node *node;
        switch (piece->kind) {
        case PIECE_RUN:
            build_run(reader, region, &pieces, piece, current);
            break;
        case PIECE_OPEN:
            node = node_new(reader->arena, NODE_DIV, piece->attributes.span);
            node_append(current, node);
            attributes_apply(reader, &piece->attributes, PLACE_DIV, node);
            current = node;
            break;
        case PIECE_TERMS:
            node =
                node_new(reader->arena, NODE_DEFINITIONS,
                         region_span(reader, region, piece->start, piece->end));
            node_append(current, node);
            current = node;
            break;
        case PIECE_CLOSE:
            current = close_node(reader, current);
            break;
        case PIECE_TERM:
            build_term(reader, region, &pieces, piece, current);
            break;
        case PIECE_DEFINITION:
            build_definition(reader, region, piece, current);
            break;
        }
    }
    reader->depth--;
}
