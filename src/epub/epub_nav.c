#include "epub/epub_nav.h"

#include "epub/epub_writer.h"
#include "epub/epub_xhtml.h"

/* nav.xhtml lies in EPUB/, so that names below it are addresses. */
static void
write_link(struct buffer *out, const char *attributes,
           const struct epub_file *file, struct text id, struct text title)
{
    buffer_printf(out, "<a%s href=\"", attributes);
    xml_text(out, file->name);
    if (id.size) {
        buffer_append_byte(out, '#');
        xml_text(out, id);
    }
    buffer_append_string(out, "\">");
    xml_text(out, title);
    buffer_append_string(out, "</a>");
}

static void
write_toc(const struct epub_plan *plan, const struct epub_toc *toc,
          struct buffer *out)
{
    buffer_append_string(out, "<nav epub:type=\"toc\" role=\"doc-toc\" "
                              "id=\"toc\" aria-labelledby=\"toc-kop\">\n"
                              "<h1 id=\"toc-kop\">");
    xml_text(out, book_word(plan->rules->book, "contents"));
    buffer_append_string(out, "</h1>\n");
    int depth = -1;
    for (size_t i = 0; i < toc->count; i++) {
        const struct epub_toc_entry *entry = &toc->items[i];
        if (entry->depth > depth)
            buffer_append_string(
                out, entry->is_minor ? "<ol hidden=\"hidden\">\n" : "<ol>\n");
        else
            buffer_append_string(out, "</li>\n");
        for (; depth > entry->depth; depth--)
            buffer_append_string(out, "</ol></li>\n");
        depth = entry->depth;
        buffer_append_string(out, "<li>");
        write_link(out, "", entry->file, entry->id, entry->title);
    }
    for (; depth >= 0; depth--)
        buffer_append_string(out, "</li>\n</ol>");
    buffer_append_string(out, "\n</nav>\n");
}

static void
write_landmarks(const struct epub_plan *plan, struct buffer *out)
{
    struct epub_landmark landmarks[16];
    size_t count = epub_landmarks_of(plan, landmarks, 16);
    buffer_append_string(out, "<nav epub:type=\"landmarks\" id=\"landmarks\"");
    xml_attribute(out, "aria-label", book_word(plan->rules->book, "landmarks"));
    buffer_append_string(out, " hidden=\"hidden\">\n<ol>\n");
    for (size_t i = 0; i < count; i++) {
        const struct epub_landmark *landmark = &landmarks[i];
        bool is_nav = landmark->file == plan->nav;
        buffer_printf(out, "<li><a epub:type=\"%s\" href=\"", landmark->type);
        xml_text(out, landmark->file->name);
        buffer_append_string(out, is_nav ? "#toc\">" : "\">");
        xml_text(out, landmark->title);
        buffer_append_string(out, "</a></li>\n");
    }
    buffer_append_string(out, "</ol>\n</nav>\n");
}

static void
write_page_list(const struct epub_plan *plan, struct buffer *out)
{
    bool open = false;
    for (size_t i = 0; i < plan->page_count; i++) {
        const struct epub_page *page = &plan->pages[i];
        if (!page->file)
            continue;
        if (!open) {
            buffer_append_string(out, "<nav epub:type=\"page-list\" "
                                      "role=\"doc-pagelist\" "
                                      "id=\"page-list\"");
            xml_attribute(out, "aria-label",
                          book_word(plan->rules->book, "page-list"));
            buffer_append_string(out, " hidden=\"hidden\">\n<ol>\n");
        }
        open = true;
        buffer_append_string(out, "<li>");
        write_link(out, "", page->file, page->id, page->label);
        buffer_append_string(out, "</li>\n");
    }
    if (open)
        buffer_append_string(out, "</ol>\n</nav>\n");
}

/* "Figuur 25.1. De vierhoek"; a worksheet goes by its chapter. */
static struct text
list_label(const struct epub_plan *plan, const struct node *node,
           const struct epub_place *place)
{
    const struct node *caption = node_child(node, NODE_CAPTION);
    if (!caption)
        return place->file->title;
    struct text label = epub_caption_label(plan, node, true);
    return arena_printf(plan->arena, "%.*s%s%.*s", TEXT_PRINTF(label),
                        label.size ? ". " : "",
                        TEXT_PRINTF(node_plain_text(plan->arena, caption)));
}

/* Tables, figures or worksheets, below the contents.  `type`: their
 * epub:type; NULL for those that have none. */
static void
write_list(const struct epub_plan *plan, const struct node *const *nodes,
           size_t count, const char *type, const char *word, struct buffer *out)
{
    if (count == 0)
        return;
    buffer_append_string(out, "<nav");
    if (type)
        buffer_printf(out, " epub:type=\"%s\"", type);
    buffer_printf(out,
                  " id=\"lijst-%s\" aria-labelledby=\"lijst-%s-kop\">\n"
                  "<h2 id=\"lijst-%s-kop\">",
                  word, word, word);
    xml_text(out, book_word(plan->rules->book, word));
    buffer_append_string(out, "</h2>\n<ol>\n");
    for (size_t i = 0; i < count; i++) {
        const struct epub_place *place = epub_place_of(plan, nodes[i]);
        if (!place)
            continue;
        buffer_append_string(out, "<li>");
        write_link(out, "", place->file, place->id,
                   list_label(plan, nodes[i], place));
        buffer_append_string(out, "</li>\n");
    }
    buffer_append_string(out, "</ol>\n</nav>\n");
}

void
epub_nav_write(struct epub_plan *plan, const struct epub_toc *toc,
               struct buffer *out)
{
    epub_frame_open(plan, plan->nav, "", out);
    /* The print pages of the contents all begin here. */
    const struct epub_mark *mark =
        plan->nav->node ? epub_mark_of(plan, plan->nav->node) : NULL;
    struct epub_writer writer = {.plan = plan, .file = plan->nav, .out = out};
    if (mark)
        epub_write_marks(&writer, mark->first, mark->end);
    write_toc(plan, toc, out);
    write_list(plan, plan->worksheets.items, plan->worksheets.count, NULL,
               "worksheets", out);
    write_list(plan, plan->tables.items, plan->tables.count, "lot", "tables",
               out);
    write_list(plan, plan->figures.items, plan->figures.count, "loi", "figures",
               out);
    write_landmarks(plan, out);
    write_page_list(plan, out);
    epub_frame_close(out);
}
