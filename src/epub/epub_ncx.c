#include "epub/epub_nav.h"

#include "epub/epub_xml.h"

/* `<navLabel>...<content .../>`. */
static void
write_target(struct buffer *out, const struct epub_file *file, struct text id,
             struct text title)
{
    buffer_append_string(out, "<navLabel><text>");
    xml_text(out, title);
    buffer_append_string(out, "</text></navLabel><content src=\"");
    xml_text(out, file->name);
    if (id.size) {
        buffer_append_byte(out, '#');
        xml_text(out, id);
    }
    buffer_append_string(out, "\"/>");
}

static size_t
write_map(const struct epub_toc *toc, struct buffer *out)
{
    int depth = -1;
    buffer_append_string(out, "<navMap>\n");
    for (size_t i = 0; i < toc->count; i++) {
        const struct epub_toc_entry *entry = &toc->items[i];
        for (; depth >= entry->depth; depth--)
            buffer_append_string(out, "</navPoint>\n");
        depth = entry->depth;
        buffer_printf(out, "<navPoint id=\"n%zu\" playOrder=\"%zu\">", i + 1,
                      i + 1);
        write_target(out, entry->file, entry->id, entry->title);
        buffer_append_byte(out, '\n');
    }
    for (; depth >= 0; depth--)
        buffer_append_string(out, "</navPoint>\n");
    buffer_append_string(out, "</navMap>\n");
    return toc->count;
}

/* "12" is a normal page, "iv" belongs to the front matter. */
static bool
is_number(struct text label)
{
    for (size_t i = 0; i < label.size; i++)
        if (label.data[i] < '0' || label.data[i] > '9')
            return false;
    return label.size > 0;
}

static void
write_pages(const struct epub_plan *plan, size_t order, struct buffer *out)
{
    bool open = false;
    for (size_t i = 0; i < plan->page_count; i++) {
        const struct epub_page *page = &plan->pages[i];
        if (!page->file)
            continue;
        if (!open) {
            buffer_append_string(out, "<pageList>\n<navLabel><text>");
            xml_text(out, book_word(plan->rules->book, "page-list"));
            buffer_append_string(out, "</text></navLabel>\n");
        }
        open = true;
        buffer_printf(out,
                      "<pageTarget id=\"%.*s\" type=\"%s\" "
                      "playOrder=\"%zu\"",
                      TEXT_PRINTF(page->id),
                      is_number(page->label) ? "normal" : "front", ++order);
        if (is_number(page->label))
            xml_attribute(out, "value", page->label);
        buffer_append_byte(out, '>');
        write_target(out, page->file, page->id, page->label);
        buffer_append_string(out, "</pageTarget>\n");
    }
    if (open)
        buffer_append_string(out, "</pageList>\n");
}

/* The depth of the contents, and the highest page number. */
static void
write_head(const struct epub_plan *plan, const struct epub_toc *toc,
           struct text identifier, struct buffer *out)
{
    int depth = 1;
    size_t pages = 0, highest = 0;
    for (size_t i = 0; i < toc->count; i++)
        if (toc->items[i].depth + 1 > depth)
            depth = toc->items[i].depth + 1;
    for (size_t i = 0; i < plan->page_count; i++) {
        size_t number = 0;
        struct text label = plan->pages[i].label;
        if (!plan->pages[i].file)
            continue;
        pages++;
        for (size_t j = 0; is_number(label) && j < label.size && j < 9; j++)
            number = number * 10 + (size_t)(label.data[j] - '0');
        if (number > highest)
            highest = number;
    }
    buffer_append_string(out, "<head>\n<meta name=\"dtb:uid\"");
    xml_attribute(out, "content", identifier);
    buffer_printf(out,
                  "/>\n<meta name=\"dtb:depth\" content=\"%d\"/>\n"
                  "<meta name=\"dtb:totalPageCount\" content=\"%zu\"/>\n"
                  "<meta name=\"dtb:maxPageNumber\" content=\"%zu\"/>\n"
                  "</head>\n",
                  depth, pages, highest);
}

void
epub_ncx_write(const struct epub_plan *plan, const struct epub_toc *toc,
               struct text identifier, struct text title, struct buffer *out)
{
    buffer_append_string(out,
                         "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                         "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" "
                         "version=\"2005-1\"");
    xml_attribute(out, "xml:lang", plan->language);
    buffer_append_string(out, ">\n");
    write_head(plan, toc, identifier, out);
    buffer_append_string(out, "<docTitle><text>");
    xml_text(out, title);
    buffer_append_string(out, "</text></docTitle>\n");
    size_t order = write_map(toc, out);
    write_pages(plan, order, out);
    buffer_append_string(out, "</ncx>\n");
}
