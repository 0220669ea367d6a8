#include "read/builder.h"

#include <string.h>

/* --- places ------------------------------------------------------------- */

/* Where md4c's pointer lies in the region; false for text of its own and for
 * the definitions in front. */
bool
builder_offset(const struct builder *builder, const char *data, size_t *offset)
{
    const struct run *run = builder->run;
    uintptr_t at = (uintptr_t)data;
    uintptr_t start = (uintptr_t)run->bytes.data + run->prefix;
    uintptr_t end = (uintptr_t)run->bytes.data + run->bytes.size;
    if (at < start || at >= end)
        return false;
    *offset = (size_t)(at - start) + run->start;
    return true;
}

bool
builder_is_in_prefix(const struct builder *builder, const char *data)
{
    uintptr_t at = (uintptr_t)data;
    uintptr_t start = (uintptr_t)builder->run->bytes.data;
    return at >= start && at < start + builder->run->prefix;
}

struct span
builder_span(const struct builder *builder, size_t start, size_t end)
{
    return region_span(builder->reader, builder->run->region, start, end);
}

/* Text was met at `start`: whatever was opened before begins here. */
void
builder_place_open(struct builder *builder, size_t start)
{
    struct span span = builder_span(builder, start, start);
    for (struct node *node = builder->current;
         node != builder->root && node->span.start == UNPLACED;
         node = node->parent)
        node->span.start = span.start;
}

struct span
builder_here(const struct builder *builder)
{
    return builder_span(builder, builder->position, builder->position);
}

void
builder_place_near(struct builder *builder, const char *data)
{
    enum { NEAR = 200 };
    size_t at, from = builder->position;
    if (!data || !builder_offset(builder, data, &at) || at < from ||
        at > from + NEAR ||
        text_index(text_slice(builder->run->region->text, 0, at), '\n', from) ==
            at)
        return;
    builder_place_open(builder, at);
    builder->position = at;
}

struct node *
builder_add(struct builder *builder, enum node_kind kind)
{
    struct span span = {builder->reader->source, UNPLACED, UNPLACED};
    struct node *node = node_new(builder->reader->arena, kind, span);
    node_append(builder->current, node);
    return node;
}

void
builder_open(struct builder *builder, enum node_kind kind)
{
    builder->current = builder_add(builder, kind);
}

void
builder_place(struct builder *builder, struct node *node)
{
    uint32_t here = builder_here(builder).end;
    if (node->span.start == UNPLACED)
        node->span.start = here;
    node->span.end = here > node->span.start ? here : node->span.start;
}

void
builder_close(struct builder *builder)
{
    builder_place(builder, builder->current);
    builder->current = builder->current->parent;
}

/* md4c leaves paragraphs out in tight lists; the tree always has them. */
void
builder_close_implicit(struct builder *builder)
{
    if (builder->is_implicit)
        builder_close(builder);
    builder->is_implicit = false;
}

void
builder_open_implicit(struct builder *builder)
{
    switch (builder->current->kind) {
    case NODE_BOOK:
    case NODE_PART:
    case NODE_CHAPTER:
    case NODE_SECTION:
    case NODE_LIST:
    case NODE_ITEM:
    case NODE_QUOTE:
    case NODE_DIV:
    case NODE_DEFINITION:
    case NODE_FOOTNOTE:
        builder_open(builder, NODE_PARAGRAPH);
        builder->is_implicit = true;
        break;
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_CODE_BLOCK:
    case NODE_RULE:
    case NODE_FIGURE:
    case NODE_CAPTION:
    case NODE_TABLE:
    case NODE_TABLE_HEAD:
    case NODE_TABLE_BODY:
    case NODE_ROW:
    case NODE_CELL:
    case NODE_DEFINITIONS:
    case NODE_TERM:
    case NODE_WRITING_LINES:
    case NODE_CONTENTS:
    case NODE_CONTENTS_ENTRY:
    case NODE_INDEX:
    case NODE_INDEX_GROUP:
    case NODE_INDEX_ENTRY:
    case NODE_TEXT:
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
    case NODE_EMPHASIS:
    case NODE_STRONG:
    case NODE_STRIKE:
    case NODE_CODE:
    case NODE_LINK:
    case NODE_IMAGE:
    case NODE_SPAN:
    case NODE_NOTE_CALL:
    case NODE_REFERENCE:
    case NODE_INDEX_MARK:
    case NODE_LOCATOR:
    case NODE_KIND_COUNT:
        break;
    }
}

/* `\{{` in a title stays two braces that are no variable: a word joiner, which
 * is not printed, keeps them apart.  Addresses hold no variables. */
void
builder_append_unmasked(struct buffer *out, struct text text, bool is_address)
{
    size_t done = 0;
    const char *found;
    while ((found = memmem(text.data + done, text.size - done,
                           BLOCKS_LITERAL_BRACES, 3))) {
        size_t at = (size_t)(found - text.data);
        buffer_append(out, text.data + done, at - done);
        buffer_append_string(out, is_address ? "{{" : "{\xE2\x81\xA0{");
        done = at + 3;
    }
    buffer_append(out, text.data + done, text.size - done);
}

/* --- text
 * ---------------------------------------------------------------------- */

void
builder_add_text(struct builder *builder, struct text text, size_t start,
                 size_t end)
{
    if (!text.size)
        return;
    struct node *node = node_text_new(builder->reader->arena, text,
                                      builder_span(builder, start, end));
    node_append(builder->current, node);
}

/* Text with `\{{` in it becomes several nodes, none of which holds "{{". */
void
builder_add_masked(struct builder *builder, struct text text, size_t start)
{
    size_t done = 0;
    const char *found;
    while (text.size - done >= 3 &&
           (found = memmem(text.data + done, text.size - done,
                           BLOCKS_LITERAL_BRACES, 3))) {
        size_t at = (size_t)(found - text.data);
        builder_add_text(builder, text_slice(text, done, at), start + done,
                         start + at);
        builder_add_text(builder, TEXT("{"), start + at + 1, start + at + 2);
        builder_add_text(builder, TEXT("{"), start + at + 2, start + at + 3);
        done = at + 3;
    }
    builder_add_text(builder, text_slice(text, done, text.size), start + done,
                     start + text.size);
}

void
builder_text_begin(struct builder *builder)
{
    buffer_clear(&builder->text);
    builder->pieces = 0;
    builder->text_start = builder->position;
}

/* The text gathered since builder_text_begin; not copied when it is one piece.
 */
struct text
builder_text_finish(struct builder *builder)
{
    if (builder->pieces == 1)
        return builder->piece;
    return arena_text(builder->reader->arena, buffer_text(&builder->text));
}

/* Line ends in code are spaces; md4c was shown some as such. */
struct text
builder_code_finish(struct builder *builder)
{
    struct text text = builder_text_finish(builder);
    if (text_index(text, '\n', 0) == text.size)
        return text;
    char *copy = arena_string(builder->reader->arena, text);
    for (size_t at = 0; at < text.size; at++)
        if (copy[at] == '\n' || copy[at] == '\r')
            copy[at] = ' ';
    return (struct text){copy, text.size};
}

void
builder_text_add(struct builder *builder, struct text piece)
{
    if (builder->pieces++ == 0)
        builder->piece = piece;
    buffer_append_text(&builder->text, piece);
}

void
builder_head_rows(struct node *table)
{
    const struct node *head = table->first_child;
    const struct node *body = head ? head->next : NULL;
    const struct node *corner =
        head && head->first_child ? head->first_child->first_child : NULL;
    bool has_heads = false;
    for (const struct node *cell = corner; cell; cell = cell->next)
        has_heads |= cell->first_child != NULL;
    if (!body || !has_heads || corner->first_child)
        return;
    for (struct node *row = body->first_child; row; row = row->next)
        if (row->first_child && row->first_child->first_child)
            row->first_child->cell.header = true;
}
