#include "doc/node_dump.h"

/* Line starts of the source that places were last asked of, so that a large
 * file is not counted through for each node. */
struct place_finder {
    const struct source *source;
    uint32_t at, line, line_start;
};

static void
dump_place(struct place_finder *finder, struct span span, struct buffer *out)
{
    if (!span.source)
        return;
    struct text content = span.source->content;
    if (finder->source != span.source || span.start < finder->at)
        *finder = (struct place_finder){span.source, 0, 1, 0};
    while (finder->at < span.start && finder->at < content.size) {
        char byte = content.data[finder->at++];
        char next = finder->at < content.size ? content.data[finder->at] : '\0';
        if (byte == '\n' || (byte == '\r' && next != '\n')) {
            finder->line++;
            finder->line_start = finder->at;
        }
    }
    uint32_t column = 1;
    for (uint32_t at = finder->line_start; at < span.start; at++)
        column += ((unsigned char)content.data[at] & 0xC0) != 0x80;
    buffer_printf(out, " %u:%u", finder->line, column);
}

static void
dump_quoted(struct text text, struct buffer *out)
{
    buffer_append_string(out, " \"");
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '"' || byte == '\\')
            buffer_append_byte(out, '\\');
        if (byte == '\n')
            buffer_append_string(out, "\\n");
        else if (byte == '\t')
            buffer_append_string(out, "\\t");
        else if ((unsigned char)byte < 0x20)
            buffer_printf(out, "\\x%02X", (unsigned)byte);
        else
            buffer_append_byte(out, byte);
    }
    buffer_append_byte(out, '"');
}

static void
dump_named(const char *name, struct text value, struct buffer *out)
{
    if (!value.size)
        return;
    buffer_printf(out, " %s=", name);
    struct buffer quoted = {0};
    dump_quoted(value, &quoted);
    buffer_append_text(out, text_slice(buffer_text(&quoted), 1, quoted.size));
    buffer_release(&quoted);
}

static void
dump_flag(const char *name, bool is_set, struct buffer *out)
{
    if (is_set)
        buffer_printf(out, " %s", name);
}

static const char *const chapter_kinds[] = {
    "plain",         "block",        "titlepage",   "colophon",     "contents",
    "preface",       "introduction", "glossary",    "bibliography", "appendix",
    "accessibility", "index",        "concordance", "changes"};
_Static_assert(sizeof chapter_kinds / sizeof *chapter_kinds ==
                   CHAPTER_KIND_COUNT,
               "a kind of chapter has no name");
static const char *const matters[] = {"body", "front", "back"};
static const char *const alignments[] = {"none", "left", "center", "right"};

static void
dump_index_mark(const struct node *node, struct buffer *out)
{
    dump_named("key", node->index.key, out);
    dump_named("see", node->index.see, out);
    dump_named("seealso", node->index.see_also, out);
    dump_flag("main", node->index.main, out);
    dump_flag("start", node->index.range == RANGE_START, out);
    dump_flag("end", node->index.range == RANGE_END, out);
}

static void
dump_list(const struct node *node, struct buffer *out)
{
    dump_flag("ordered", node->list.ordered, out);
    if (node->list.ordered)
        buffer_printf(out, " start=%d", node->list.start);
    dump_flag("task", node->list.task, out);
    dump_flag("tight", node->list.tight, out);
}

static void
dump_item(const struct node *node, struct buffer *out)
{
    dump_flag("task", node->item.task, out);
    dump_flag("checked", node->item.checked, out);
    dump_flag("blank-inside", node->item.blank_inside, out);
    dump_flag("blank-after", node->item.blank_after, out);
}

/* What a block has of its own. */
static void
dump_block(const struct node *node, struct buffer *out)
{
    if (node->kind == NODE_CHAPTER) {
        buffer_printf(out, " %s %s", chapter_kinds[node->chapter.kind],
                      matters[node->chapter.matter]);
        if (node->chapter.number)
            buffer_printf(out, " number=%d", node->chapter.number);
    } else if (node->kind == NODE_PART) {
        if (node->part.number)
            buffer_printf(out, " number=%d", node->part.number);
        dump_named("tab", node->part.tab, out);
    } else if (node->kind == NODE_HEADING) {
        buffer_printf(out, " level=%d", node->heading.level);
    } else if (node->kind == NODE_LIST) {
        dump_list(node, out);
    } else if (node->kind == NODE_ITEM) {
        dump_item(node, out);
    } else if (node->kind == NODE_CODE_BLOCK) {
        dump_named("language", node->code.language, out);
    } else if (node->kind == NODE_TABLE) {
        buffer_printf(out, " columns=%u", node->table.column_count);
        dump_named("number", node->table.number, out);
    } else if (node->kind == NODE_FIGURE) {
        dump_named("number", node->figure.number, out);
    } else if (node->kind == NODE_CELL) {
        dump_flag("header", node->cell.header, out);
        if (node->cell.alignment != ALIGN_NONE)
            buffer_printf(out, " %s", alignments[node->cell.alignment]);
    } else if (node->kind == NODE_FOOTNOTE && node->footnote.number) {
        buffer_printf(out, " number=%d", node->footnote.number);
    } else if (node->kind == NODE_WRITING_LINES) {
        buffer_printf(out, " count=%d", node->lines.count);
    } else if (node->kind == NODE_CONTENTS_ENTRY ||
               node->kind == NODE_INDEX_ENTRY) {
        buffer_printf(out, " level=%d", node->entry.level);
    }
}

static void
dump_inline(const struct node *node, struct buffer *out)
{
    if (node->kind == NODE_LINK) {
        dump_named("url", node->link.url, out);
        dump_named("title", node->link.title, out);
    } else if (node->kind == NODE_IMAGE) {
        dump_named("path", node->image.path, out);
        dump_named("title", node->image.title, out);
    } else if (node->kind == NODE_REFERENCE) {
        dump_named("label", node->reference.label, out);
        dump_flag("written", node->reference.written, out);
    } else if (node->kind == NODE_INDEX_MARK) {
        dump_index_mark(node, out);
    } else if (node->kind == NODE_LOCATOR) {
        dump_flag("main", node->locator.main, out);
        dump_flag("range", node->locator.end != NULL, out);
    }
}

static void
dump_node(struct place_finder *finder, const struct node *node, size_t level,
          struct buffer *out)
{
    for (size_t i = 0; i < level; i++)
        buffer_append_string(out, "  ");
    buffer_append_string(out, node_kind_name(node->kind));
    if (node_kind_is_inline(node->kind))
        dump_inline(node, out);
    else
        dump_block(node, out);
    if (node->text.size || node->kind == NODE_TEXT)
        dump_quoted(node->text, out);
    if (node->id.size)
        buffer_printf(out, " #%.*s", TEXT_PRINTF(node->id));
    for (uint32_t i = 0; i < node->class_count; i++)
        buffer_printf(out, " .%.*s", TEXT_PRINTF(node->classes[i]));
    if (node->role.size)
        buffer_printf(out, " role=%.*s", TEXT_PRINTF(node->role));
    dump_named("lang", node->language, out);
    if (node->audience)
        dump_named("audience", node->audience->value, out);
    for (uint32_t i = 0; i < node->attribute_count; i++) {
        struct text key = node->attributes[i].key;
        buffer_printf(out, " %.*s", TEXT_PRINTF(key));
        struct buffer value = {0};
        dump_named("", node->attributes[i].value, &value);
        buffer_append_text(out, text_slice(buffer_text(&value), 1, value.size));
        buffer_release(&value);
    }
    dump_flag("changed", node->is_changed, out);
    dump_place(finder, node->span, out);
    buffer_append_byte(out, '\n');
}

static void
dump_below(struct place_finder *finder, const struct node *root, size_t level,
           struct buffer *out)
{
    for (const struct node *node = root; node; node = node_next(node, root)) {
        size_t depth = level;
        for (const struct node *up = node; up != root; up = up->parent)
            depth++;
        dump_node(finder, node, depth, out);
        /* Notes hold no notes: this goes one level deep. */
        if (node->kind == NODE_NOTE_CALL && node->target)
            dump_below(finder, node->target, depth + 1, out);
    }
}

void
node_dump(const struct node *root, struct buffer *out)
{
    struct place_finder finder = {0};
    dump_below(&finder, root, 0, out);
}
