#include "epub/epub_writer.h"

/* The first paragraph of a tight item is no <p>: then readers show the text
 * right behind the bullet. */
static bool
is_bare_paragraph(const struct node *node)
{
    const struct node *parent = node->parent;
    return parent && parent->kind == NODE_ITEM && !node->previous &&
           parent->parent && parent->parent->kind == NODE_LIST &&
           parent->parent->list.tight && node->class_count == 0 &&
           node->id.size == 0;
}

/* The number, linked back to the call, and outside it the text: readers hide
 * the link in their pop-ups. */
static void
write_backlink(struct epub_writer *writer)
{
    const struct epub_note *note = writer->note;
    struct text back = book_word(writer->plan->rules->book, "back-to-text");
    writer->note = NULL;
    for (size_t i = 0; i < note->calls.count; i++) {
        int number = note->node->footnote.number;
        buffer_printf(writer->out,
                      "<a href=\"#%.*s\" role=\"doc-backlink\" "
                      "aria-label=\"%d",
                      TEXT_PRINTF(note->calls.items[i]), number);
        if (i > 0)
            buffer_printf(writer->out, " (%zu)", i + 1);
        buffer_printf(writer->out, ", %.*s\">", TEXT_PRINTF(back));
        if (i == 0)
            buffer_printf(writer->out, "%d</a> ", number);
        else
            buffer_printf(writer->out, "(%zu)</a> ", i + 1);
    }
}

static void
open_paragraph(struct epub_writer *writer, const struct node *node)
{
    if (is_bare_paragraph(node))
        return;
    buffer_append_string(writer->out, "<p");
    epub_write_id(writer, node);
    epub_write_classes(writer, node, NULL);
    epub_write_language(writer, node);
    buffer_append_byte(writer->out, '>');
    if (writer->note && node->parent == writer->note->node)
        write_backlink(writer);
}

static void
open_note(struct epub_writer *writer, const struct node *node)
{
    buffer_printf(writer->out,
                  "<div id=\"%.*s\" epub:type=\"footnote\" "
                  "role=\"doc-footnote\"",
                  TEXT_PRINTF(writer->note->id));
    epub_write_language(writer, node);
    buffer_append_byte(writer->out, '>');
    if (node->first_child && node->first_child->kind == NODE_PARAGRAPH)
        return;
    buffer_append_string(writer->out, "<p>");
    write_backlink(writer);
    buffer_append_string(writer->out, "</p>\n");
}

static void
write_code_block(struct epub_writer *writer, const struct node *node)
{
    epub_open_element(writer, node, "pre", NULL);
    buffer_append_string(writer->out, "<code>");
    epub_write_marked_text(writer, node);
    buffer_append_string(writer->out, "</code></pre>\n");
}

/* Room to draw in: a frame, for screens have no squares of 5 mm. */
static void
write_squares(struct epub_writer *writer, const struct node *node)
{
    buffer_append_string(writer->out, "<div");
    epub_write_id(writer, node);
    buffer_append_string(writer->out, " class=\"ruitjes\" role=\"img\"");
    xml_attribute(writer->out, "aria-label",
                  book_word(writer->plan->rules->book, "squares"));
    buffer_append_string(writer->out, "><p>\xC2\xA0</p></div>\n");
}

/* One announcement for all lines: "3 schrijfregels". */
static void
write_lines(struct epub_writer *writer, const struct node *node)
{
    int count = node->lines.count > 0 ? node->lines.count : 1;
    if (node_has_class(node, "ruitjes")) {
        write_squares(writer, node);
        return;
    }
    struct text word = book_word(writer->plan->rules->book,
                                 count == 1 ? "writing-line" : "writing-lines");
    buffer_append_string(writer->out, "<div");
    epub_write_id(writer, node);
    buffer_printf(writer->out,
                  " class=\"schrijfregels\" role=\"img\" aria-label=\"%d "
                  "%.*s\">\n",
                  count, TEXT_PRINTF(word));
    for (int i = 0; i < count; i++)
        buffer_append_string(writer->out,
                             "<p class=\"schrijfregel\">\xC2\xA0</p>\n");
    buffer_append_string(writer->out, "</div>\n");
}

void
epub_open_element(struct epub_writer *writer, const struct node *node,
                  const char *element, const char *own_class)
{
    buffer_append_byte(writer->out, '<');
    buffer_append_string(writer->out, element);
    epub_write_id(writer, node);
    epub_write_classes(writer, node, own_class);
    epub_write_language(writer, node);
    buffer_append_byte(writer->out, '>');
}

static void
close_paragraph(struct epub_writer *writer, const struct node *node)
{
    buffer_append_string(writer->out,
                         is_bare_paragraph(node) ? "\n" : "</p>\n");
}

static void
open_figure(struct epub_writer *writer, const struct node *node)
{
    epub_open_element(writer, node, "figure", NULL);
}

static void
write_rule(struct epub_writer *writer, const struct node *node)
{
    (void)node;
    buffer_append_string(writer->out, "<hr/>\n");
}

/* ---- how each kind is written ---- */

typedef void write_tag(struct epub_writer *writer, const struct node *node);

/* One line a kind: the element when there is nothing more to it, or who
 * writes its start and its end. */
struct pattern {
    const char *element;
    write_tag *open, *close;
    bool is_leaf; /* its children are not written */
};

static const struct pattern patterns[] = {
    [NODE_BOOK] = {NULL},
    [NODE_PART] = {"section", .open = epub_open_chapter},
    [NODE_CHAPTER] = {"section", .open = epub_open_chapter},
    [NODE_SECTION] = {"section", .open = epub_open_section},
    [NODE_HEADING] = {NULL, epub_open_heading, epub_close_heading},
    [NODE_PARAGRAPH] = {NULL, open_paragraph, close_paragraph},
    [NODE_LIST] = {NULL, epub_open_list, epub_close_list},
    [NODE_ITEM] = {"li", .open = epub_open_item},
    [NODE_QUOTE] = {"blockquote"},
    [NODE_CODE_BLOCK] = {NULL, .open = write_code_block, .is_leaf = true},
    [NODE_RULE] = {NULL, .open = write_rule, .is_leaf = true},
    [NODE_DIV] = {NULL, epub_open_div, epub_close_div},
    [NODE_FIGURE] = {NULL, open_figure, epub_close_figure},
    [NODE_CAPTION] = {NULL, epub_open_caption, epub_close_caption},
    [NODE_TABLE] = {NULL, epub_open_table, epub_close_table},
    [NODE_TABLE_HEAD] = {"thead"},
    [NODE_TABLE_BODY] = {"tbody"},
    [NODE_ROW] = {"tr"},
    [NODE_CELL] = {NULL, epub_open_cell, epub_close_cell},
    [NODE_DEFINITIONS] = {"dl"},
    [NODE_TERM] = {NULL, epub_open_term, epub_close_term},
    [NODE_DEFINITION] = {NULL, epub_open_definition, epub_close_definition},
    [NODE_FOOTNOTE] = {"div", .open = open_note},
    [NODE_WRITING_LINES] = {NULL, .open = write_lines, .is_leaf = true},
    [NODE_CONTENTS] = {NULL, epub_open_contents, epub_close_contents},
    [NODE_CONTENTS_ENTRY] = {NULL, epub_open_contents_entry,
                             epub_close_contents_entry},
    [NODE_INDEX] = {NULL},
    [NODE_INDEX_GROUP] = {"div", .open = epub_open_group},
    [NODE_INDEX_ENTRY] = {NULL, epub_open_entry, epub_close_entry},
};

/* Kinds before whose start tag a page's marker goes; for the others it goes
 * right behind. */
static bool
marker_goes_before(enum node_kind kind)
{
    return node_kind_is_inline(kind) || kind == NODE_HEADING ||
           kind == NODE_FIGURE || kind == NODE_TABLE || kind == NODE_RULE ||
           kind == NODE_DIV || kind == NODE_WRITING_LINES;
}

/* Kinds that write the markers inside their text. */
static bool
has_text(enum node_kind kind)
{
    return kind == NODE_TEXT || kind == NODE_CODE || kind == NODE_CODE_BLOCK;
}

static void
note_origin(struct epub_writer *writer, const struct node *node)
{
    if (node->span.source)
        *ARRAY_PUSH(writer->plan->arena, &writer->file->origins.pieces) =
            (struct origin){(uint32_t)writer->out->size, node->span};
}

/* A word that only a screen reader says, before those of what has changed: a
 * bar beside it is no use to who cannot see it.  Titles stay as they are. */
static void
write_changed(struct epub_writer *writer, const struct node *node)
{
    const struct node *piece = node;
    while (piece && !piece->is_changed && !piece->previous)
        piece = piece->parent;
    if (node->previous || !piece || !piece->is_changed || piece == node ||
        piece->kind == NODE_HEADING)
        return;
    buffer_append_string(writer->out, "<span role=\"img\"");
    xml_attribute(writer->out, "aria-label",
                  book_word(writer->plan->rules->book, "changes-mark"));
    buffer_append_string(writer->out, "></span>");
}

bool
epub_node_open(struct epub_writer *writer, const struct node *node)
{
    note_origin(writer, node);
    const struct epub_mark *mark =
        has_text(node->kind) ? NULL : epub_mark_of(writer->plan, node);
    if (mark && mark->is_behind)
        mark = NULL; /* written when the node is closed */
    if (mark && marker_goes_before(node->kind))
        epub_write_marks(writer, mark->first, mark->end);
    if (node_kind_is_inline(node->kind))
        write_changed(writer, node);
    if (node_kind_is_inline(node->kind))
        return epub_inline_open(writer, node);
    const struct pattern *pattern = &patterns[node->kind];
    if (pattern->open)
        pattern->open(writer, node);
    else if (pattern->element)
        epub_open_element(writer, node, pattern->element, NULL);
    if (mark && !marker_goes_before(node->kind))
        epub_write_marks(writer, mark->first, mark->end);
    return !pattern->is_leaf;
}

void
epub_node_close(struct epub_writer *writer, const struct node *node)
{
    if (node_kind_is_inline(node->kind)) {
        epub_inline_close(writer, node);
        return;
    }
    const struct pattern *pattern = &patterns[node->kind];
    epub_write_waiting(writer);
    if (pattern->close)
        pattern->close(writer, node);
    else if (pattern->element)
        buffer_printf(writer->out, "</%s>\n", pattern->element);
}
