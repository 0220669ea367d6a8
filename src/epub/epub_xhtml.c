#include "epub/epub_xhtml.h"

#include "epub/epub_ids.h"
#include "epub/epub_writer.h"

/* ---- pieces that all writers share ---- */

void
epub_write_marks(struct epub_writer *writer, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        struct epub_page *page = &writer->plan->pages[i];
        page->file = writer->file;
        buffer_append_string(writer->out, "<span");
        xml_attribute(writer->out, "id", page->id);
        buffer_append_string(writer->out, " epub:type=\"pagebreak\" "
                                          "role=\"doc-pagebreak\"");
        xml_attribute(writer->out, "aria-label", page->label);
        buffer_append_string(writer->out, "></span>");
    }
}

void
epub_write_waiting(struct epub_writer *writer)
{
    size_t first = writer->waiting_first, end = writer->waiting_end;
    if (first >= end || writer->links > 0)
        return;
    writer->waiting_first = writer->waiting_end = 0;
    epub_write_marks(writer, first, end);
}

void
epub_write_id(struct epub_writer *writer, const struct node *node)
{
    const struct epub_place *place = epub_map_find(&writer->plan->places, node);
    /* A note that stands in two files has its inner ids in the first. */
    if (place && place->file == writer->file && place->own_id.size)
        xml_attribute(writer->out, "id", place->own_id);
}

void
epub_write_classes(struct epub_writer *writer, const struct node *node,
                   const char *own)
{
    if (!own && node->class_count == 0 && !node->is_changed)
        return;
    buffer_append_string(writer->out, " class=\"");
    if (own)
        buffer_append_string(writer->out, own);
    for (uint32_t i = 0; i < node->class_count; i++) {
        if (own || i > 0)
            buffer_append_byte(writer->out, ' ');
        xml_text(writer->out,
                 epub_safe_id(writer->plan->arena, node->classes[i]));
    }
    if (node->is_changed)
        buffer_append_string(
            writer->out, own || node->class_count ? " veranderd" : "veranderd");
    buffer_append_byte(writer->out, '"');
}

void
epub_write_language(struct epub_writer *writer, const struct node *node)
{
    if (node->language.size == 0)
        return;
    xml_attribute(writer->out, "lang", node->language);
    xml_attribute(writer->out, "xml:lang", node->language);
}

/* The last part of a path. */
static struct text
base_name(struct text path)
{
    for (size_t slash; (slash = text_index(path, '/', 0)) < path.size;)
        path = text_slice(path, slash + 1, path.size);
    return path;
}

void
epub_write_href(struct epub_writer *writer, const struct epub_place *place)
{
    buffer_append_string(writer->out, " href=\"");
    if (place->file != writer->file || place->id.size == 0) {
        if (place->file->kind == EPUB_NAV)
            buffer_append_string(writer->out, "../");
        xml_text(writer->out, base_name(place->file->name));
    }
    if (place->id.size) {
        buffer_append_byte(writer->out, '#');
        xml_text(writer->out, place->id);
    }
    buffer_append_byte(writer->out, '"');
}

void
epub_write_word(struct epub_writer *writer, const char *key)
{
    xml_text(writer->out, book_word(writer->plan->rules->book, key));
}

/* ---- the frame ---- */

void
epub_frame_open(struct epub_plan *plan, const struct epub_file *file,
                const char *up, struct buffer *out)
{
    static const char *const matters[] = {[MATTER_BODY] = "bodymatter",
                                          [MATTER_FRONT] = "frontmatter",
                                          [MATTER_BACK] = "backmatter"};
    buffer_append_string(
        out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n"
             "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
             "xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    xml_attribute(out, "lang", plan->language);
    xml_attribute(out, "xml:lang", plan->language);
    buffer_append_string(out, ">\n<head>\n<meta charset=\"utf-8\"/>\n<title>");
    xml_text(out, file->title);
    buffer_printf(out,
                  "</title>\n<link rel=\"stylesheet\" type=\"text/css\" "
                  "href=\"%scss/book.css\"/>\n",
                  up);
    if (plan->rules->modern_style_sheet.size)
        buffer_printf(out,
                      "<link rel=\"stylesheet\" type=\"text/css\" "
                      "href=\"%scss/modern.css\"/>\n",
                      up);
    buffer_printf(out, "</head>\n<body epub:type=\"%s\">\n",
                  matters[file->matter]);
}

void
epub_frame_close(struct buffer *out)
{
    buffer_append_string(out, "</body>\n</html>\n");
}

/* ---- the body ---- */

/* The chapters of a part stand in files of their own. */
static const struct node *
kept(const struct node *node)
{
    while (node && node->kind == NODE_CHAPTER)
        node = node->next;
    return node;
}

/* All below and with `root`.  No recursion: trees may be deep. */
static void
write_tree(struct epub_writer *writer, const struct node *root, bool close)
{
    const struct node *node = root;
    for (;;) {
        const struct node *below =
            epub_node_open(writer, node) ? kept(node->first_child) : NULL;
        if (below) {
            node = below;
            continue;
        }
        while (node != root) {
            epub_node_close(writer, node);
            if (kept(node->next))
                break;
            node = node->parent;
        }
        if (node == root)
            break;
        node = kept(node->next);
    }
    if (close)
        epub_node_close(writer, root);
}

static void
write_notes(struct epub_writer *writer)
{
    buffer_append_string(writer->out,
                         "<section epub:type=\"footnotes\" "
                         "role=\"doc-endnotes\" class=\"noten\" id=\"noten\" "
                         "aria-labelledby=\"noten-kop\">\n"
                         "<h2 id=\"noten-kop\">");
    epub_write_word(writer, "notes");
    buffer_append_string(writer->out, "</h2>\n");
    for (size_t i = 0; i < writer->file->notes.count; i++) {
        writer->note = writer->file->notes.items[i];
        write_tree(writer, writer->note->node, true);
    }
    writer->note = NULL;
    buffer_append_string(writer->out, "</section>\n");
}

void
epub_xhtml_write(struct epub_plan *plan, struct epub_file *file,
                 struct buffer *out)
{
    struct epub_writer writer = {.plan = plan, .file = file, .out = out};
    epub_frame_open(plan, file, "../", out);
    /* The notes go inside the chapter's own section, at its end. */
    write_tree(&writer, file->node, false);
    if (file->notes.count)
        write_notes(&writer);
    epub_node_close(&writer, file->node);
    epub_frame_close(out);
}
