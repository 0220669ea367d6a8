#include "epub/epub_title.h"
#include "epub/epub_writer.h"

#include "base/utf8.h"

/* ---- text and page markers ---- */

static bool
is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Where a marker for byte `offset` goes: there, or after the word that the
 * page break cut in two. */
static size_t
mark_offset(struct text text, size_t offset)
{
    if (offset == 0 || offset >= text.size || is_space(text.data[offset - 1]))
        return offset < text.size ? offset : text.size;
    while (offset < text.size && !is_space(text.data[offset]))
        offset++;
    return offset;
}

/* Until the end of the word under way, or of the link. */
static void
let_wait(struct epub_writer *writer, size_t first, size_t end)
{
    if (writer->waiting_first == writer->waiting_end)
        writer->waiting_first = first;
    writer->waiting_end = end;
}

void
epub_write_marked_text(struct epub_writer *writer, const struct node *node)
{
    const struct epub_mark *mark = epub_mark_of(writer->plan, node);
    struct text text = node->text;
    size_t at = 0;
    if (writer->waiting_end > writer->waiting_first && writer->links == 0) {
        while (at < text.size && !is_space(text.data[at]))
            at++;
        xml_text(writer->out, text_slice(text, 0, at));
        if (at < text.size)
            epub_write_waiting(writer);
    }
    for (size_t i = mark ? mark->first : 0; mark && i < mark->end; i++) {
        size_t offset = mark_offset(
            text, writer->plan->rules->page_labels->items[i].offset);
        if (offset > at) {
            xml_text(writer->out, text_slice(text, at, offset));
            at = offset;
        }
        bool in_word = offset == text.size && offset > 0;
        if (in_word || writer->links > 0) {
            let_wait(writer, i, i + 1);
        } else {
            epub_write_marks(writer, i, i + 1);
        }
    }
    xml_text(writer->out, text_slice(text, at, text.size));
}

/* ---- elements ---- */

static void
open_element(struct epub_writer *writer, const struct node *node,
             const char *element, const char *own_class)
{
    buffer_append_byte(writer->out, '<');
    buffer_append_string(writer->out, element);
    epub_write_id(writer, node);
    epub_write_classes(writer, node, own_class);
    epub_write_language(writer, node);
    buffer_append_byte(writer->out, '>');
}

/* An <a> for the outermost link only: XHTML allows none inside another. */
static bool
link_begin(struct epub_writer *writer, const struct node *node)
{
    if (writer->links++ > 0) {
        open_element(writer, node, "span", NULL);
        return false;
    }
    epub_write_waiting(writer);
    buffer_append_string(writer->out, "<a");
    epub_write_id(writer, node);
    epub_write_classes(writer, node, NULL);
    epub_write_language(writer, node);
    return true;
}

static void
link_end(struct epub_writer *writer)
{
    bool outermost = --writer->links == 0;
    buffer_append_string(writer->out, outermost ? "</a>" : "</span>");
}

/* A link to another Markdown file of the book leads to its chapter. */
static const struct epub_file *
file_linked(const struct epub_writer *writer, struct text url)
{
    url = text_slice(url, 0, text_index(url, '#', 0));
    while (text_has_prefix(url, "./"))
        url = text_slice(url, 2, url.size);
    if (url.size == 0)
        return NULL;
    for (size_t i = 0; i < writer->plan->files.count; i++) {
        const struct epub_file *file = writer->plan->files.items[i];
        if (file->kind == EPUB_TEXT && file->node->kind == NODE_CHAPTER &&
            text_equal(file->node->chapter.file, url))
            return file;
    }
    return NULL;
}

/* Does the address lead out of the book, or to a file of the book? */
static bool
write_link_href(struct epub_writer *writer, struct text url)
{
    struct buffer address = {0};
    bool good = xml_web_address(&address, url);
    const struct epub_file *file = good ? NULL : file_linked(writer, url);
    if (good) {
        buffer_append_string(writer->out, " href=\"");
        buffer_append_text(writer->out, buffer_text(&address));
        buffer_append_byte(writer->out, '"');
    } else if (file) {
        struct epub_place place = {.file = file};
        epub_write_href(writer, &place);
    }
    buffer_release(&address);
    return good || file;
}

static void
open_link(struct epub_writer *writer, const struct node *node)
{
    if (!link_begin(writer, node))
        return;
    /* Addresses that no reader may follow leave an <a> without one, which
     * is a placeholder to XHTML. */
    if (write_link_href(writer, node->link.url) && node->link.title.size)
        xml_attribute(writer->out, "title", node->link.title);
    buffer_append_byte(writer->out, '>');
}

/* Is it a page number, or the words that lead to it, in a reference that
 * writes itself?  An e-book has no such page. */
static bool
belongs_to_page(const struct node *node)
{
    bool in_own_words = node->parent && node->parent->kind == NODE_REFERENCE &&
                        !node->parent->reference.written;
    if (!in_own_words)
        return false;
    return node->kind == NODE_LOCATOR ||
           (node->next && node->next->kind == NODE_LOCATOR);
}

static bool
says_more_than_page(const struct node *reference)
{
    const struct node *child = reference->first_child;
    return !reference->target || (child && !belongs_to_page(child));
}

/* Without a place in this edition a reference is plain words. */
static bool
open_reference(struct epub_writer *writer, const struct node *node)
{
    const struct epub_place *place = epub_place_of(writer->plan, node->target);
    if (!place)
        return true;
    if (link_begin(writer, node)) {
        epub_write_href(writer, place);
        if (node->target->kind == NODE_TERM)
            buffer_append_string(writer->out, " epub:type=\"glossref\" "
                                              "role=\"doc-glossref\"");
        buffer_append_byte(writer->out, '>');
    }
    if (node->reference.written || says_more_than_page(node))
        return true;
    xml_text(writer->out, epub_reference_words(writer->plan, node));
    return false;
}

static void
write_reference_end(struct epub_writer *writer, const struct node *node)
{
    if (!epub_place_of(writer->plan, node->target))
        return;
    struct text title = TEXT("");
    if (!node->reference.written && says_more_than_page(node))
        title = epub_reference_addition(writer->plan, node);
    if (title.size) {
        buffer_append_string(writer->out, ", ");
        xml_text(writer->out, title);
    }
    link_end(writer);
}

static void
close_reference(struct epub_writer *writer, const struct node *node)
{
    const struct epub_mark *mark = epub_mark_of(writer->plan, node);
    write_reference_end(writer, node);
    if (mark && mark->is_behind)
        let_wait(writer, mark->first, mark->end);
}

/* Nothing but the number inside the link: readers look for that. */
static void
write_call(struct epub_writer *writer, const struct node *node)
{
    const struct epub_call *call = epub_map_find(&writer->plan->calls, node);
    if (!call)
        return;
    bool linked = writer->links == 0 && call->note->file == writer->file;
    if (linked)
        buffer_printf(writer->out,
                      "<a href=\"#%.*s\" id=\"%.*s\" epub:type=\"noteref\" "
                      "role=\"doc-noteref\" class=\"noteref\">%d</a>",
                      TEXT_PRINTF(call->note->id), TEXT_PRINTF(call->id),
                      node->target->footnote.number);
    else
        buffer_printf(writer->out, "<span%s%.*s%s class=\"noteref\">%d</span>",
                      call->note->file == writer->file ? " id=\"" : "",
                      call->note->file == writer->file ? (int)call->id.size : 0,
                      call->id.data,
                      call->note->file == writer->file ? "\"" : "",
                      node->target->footnote.number);
}

static void
write_image(struct epub_writer *writer, const struct node *node)
{
    const struct image *image = epub_image_of(writer->plan, node);
    const struct epub_picture *picture =
        epub_map_find(&writer->plan->picture_map, image);
    if (!picture) { /* reported when it was loaded */
        xml_text(writer->out, node->text);
        return;
    }
    bool in_figure = node->parent && node->parent->kind == NODE_FIGURE;
    buffer_append_string(writer->out, "<img");
    epub_write_id(writer, node);
    epub_write_classes(writer, node,
                       image->kind == IMAGE_SVG ? "tekening" : NULL);
    buffer_printf(writer->out, " src=\"../%.*s\"", TEXT_PRINTF(picture->name));
    xml_attribute(writer->out, "alt", node->text);
    epub_write_details(writer, node);
    if (node->image.title.size && !in_figure)
        xml_attribute(writer->out, "title", node->image.title);
    if (image->width && image->height)
        buffer_printf(writer->out, " width=\"%u\" height=\"%u\"", image->width,
                      image->height);
    buffer_append_string(writer->out, "/>");
}

/* A span that says nothing to the reader leaves no trace. */
static bool
span_is_shown(const struct epub_writer *writer, const struct node *node)
{
    const struct epub_place *place = epub_map_find(&writer->plan->places, node);
    return node->class_count || node->language.size ||
           (place && place->file == writer->file && place->own_id.size);
}

static void
open_span(struct epub_writer *writer, const struct node *node)
{
    bool is_term = node_has_class(node, "term");
    if (is_term && writer->terms++ == 0)
        open_element(writer, node, "dfn", NULL);
    else if (span_is_shown(writer, node))
        open_element(writer, node, "span", NULL);
}

static void
close_span(struct epub_writer *writer, const struct node *node)
{
    bool is_term = node_has_class(node, "term");
    bool as_term = is_term && --writer->terms == 0;
    if (as_term)
        buffer_append_string(writer->out, "</dfn>");
    else if (span_is_shown(writer, node))
        buffer_append_string(writer->out, "</span>");
}

/* ---- index ---- */

static const struct epub_place *
locator_place(const struct epub_writer *writer, const struct node *node)
{
    return epub_place_of(writer->plan, node->target);
}

/* The last print page of a range; NULL: it is none, or on one page. */
static const struct page_label *
range_end(const struct epub_writer *writer, const struct node *node)
{
    const struct epub_place *start = locator_place(writer, node);
    const struct epub_place *end =
        node->locator.end
            ? epub_map_find(&writer->plan->places, node->locator.end)
            : NULL;
    return start && start->page && end && end->page > start->page ? end->page
                                                                  : NULL;
}

/* Does `other`, a locator of the same entry, name that print page too? */
static bool
names_page(const struct epub_writer *writer, const struct node *other,
           const struct page_label *page, bool is_before)
{
    const struct epub_place *place =
        other->kind == NODE_LOCATOR ? locator_place(writer, other) : NULL;
    if (!place || !place->page)
        return false;
    const struct page_label *end = range_end(writer, other);
    if (!is_before) /* a range that begins there says more */
        return end && place->page == page;
    return place->page == page || (end && place->page < page && page <= end);
}

/* Does another locator of the entry name the same print page? */
static bool
is_repeated(const struct epub_writer *writer, const struct node *node)
{
    const struct epub_place *place = locator_place(writer, node);
    if (!place || !place->page || range_end(writer, node))
        return false;
    for (const struct node *at = node->previous; at; at = at->previous)
        if (names_page(writer, at, place->page, true))
            return true;
    for (const struct node *at = node->next; at; at = at->next)
        if (names_page(writer, at, place->page, false))
            return true;
    return false;
}

/* Is it the place to read first, or is that on the same page and so not
 * written? */
static bool
leads_to_main(const struct epub_writer *writer, const struct node *node)
{
    bool is_main = node->locator.main;
    for (const struct node *at = node->parent->first_child; at && !is_main;
         at = at->next) {
        const struct epub_place *place =
            at->kind == NODE_LOCATOR ? locator_place(writer, at) : NULL;
        is_main = place && place->page && at->locator.main &&
                  (names_page(writer, node, place->page, true) ||
                   names_page(writer, node, place->page, false)) &&
                  is_repeated(writer, at);
    }
    return is_main;
}

/* The comma before a locator that is not written. */
static bool
is_stray_comma(const struct epub_writer *writer, const struct node *node)
{
    return node->parent && node->parent->kind == NODE_INDEX_ENTRY &&
           node->next && node->next->kind == NODE_LOCATOR &&
           (is_repeated(writer, node->next) ||
            !locator_place(writer, node->next));
}

/* Which locator of its entry, from 1, counting places that can be linked. */
static unsigned
locator_number(const struct epub_writer *writer, const struct node *node)
{
    unsigned number = 1;
    for (const struct node *at = node->previous; at; at = at->previous)
        if (at->kind == NODE_LOCATOR && locator_place(writer, at))
            number++;
    return number;
}

/* The link's words: the print page, or a count without print. */
static void
write_locator_label(struct epub_writer *writer, const struct node *node,
                    const struct epub_place *place)
{
    const struct page_label *end = range_end(writer, node);
    if (!place->page) {
        buffer_printf(writer->out, "%u", locator_number(writer, node));
        return;
    }
    xml_text(writer->out, place->page->label);
    if (end) {
        buffer_append_string(writer->out, "\xE2\x80\x93");
        xml_text(writer->out, end->label);
    }
}

static void
write_locator(struct epub_writer *writer, const struct node *node)
{
    const struct epub_place *place = locator_place(writer, node);
    if (!place || is_repeated(writer, node))
        return;
    bool is_main = leads_to_main(writer, node);
    if (is_main)
        buffer_append_string(writer->out, "<strong>");
    if (writer->links == 0) {
        buffer_append_string(writer->out, "<a");
        epub_write_href(writer, place);
        buffer_append_byte(writer->out, '>');
    }
    write_locator_label(writer, node, place);
    if (writer->links == 0)
        buffer_append_string(writer->out, "</a>");
    if (is_main)
        buffer_append_string(writer->out, "</strong>");
}

/* Children of an index mark are plain text unless the index leads here. */
static bool
mark_is_target(const struct epub_writer *writer, const struct node *node)
{
    return epub_place_of(writer->plan, node) != NULL;
}

/* ---- the switch ---- */

static const char *
plain_element(enum node_kind kind)
{
    if (kind == NODE_EMPHASIS)
        return "em";
    if (kind == NODE_STRONG)
        return "strong";
    return kind == NODE_STRIKE ? "s" : "code";
}

bool
epub_inline_open(struct epub_writer *writer, const struct node *node)
{
    if (belongs_to_page(node))
        return false;
    if (node->kind == NODE_TEXT) {
        if (!is_stray_comma(writer, node))
            epub_write_marked_text(writer, node);
    } else if (node->kind == NODE_SOFT_BREAK)
        buffer_append_byte(writer->out, '\n');
    else if (node->kind == NODE_HARD_BREAK)
        buffer_append_string(writer->out, "<br/>\n");
    else if (node->kind == NODE_NOTE_CALL)
        write_call(writer, node);
    else if (node->kind == NODE_IMAGE)
        write_image(writer, node);
    else if (node->kind == NODE_LOCATOR)
        write_locator(writer, node);
    else if (node->kind == NODE_LINK)
        open_link(writer, node);
    else if (node->kind == NODE_REFERENCE)
        return open_reference(writer, node);
    else if (node->kind == NODE_SPAN)
        open_span(writer, node);
    else if (node->kind == NODE_INDEX_MARK) {
        if (mark_is_target(writer, node))
            open_element(writer, node, "span", NULL);
    } else {
        open_element(writer, node, plain_element(node->kind), NULL);
        if (node->kind == NODE_CODE)
            epub_write_marked_text(writer, node);
    }
    return true;
}

void
epub_inline_close(struct epub_writer *writer, const struct node *node)
{
    bool is_plain = node->kind == NODE_EMPHASIS || node->kind == NODE_STRONG ||
                    node->kind == NODE_STRIKE || node->kind == NODE_CODE;
    if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK)
        epub_write_waiting(writer);
    else if (node->kind == NODE_LINK)
        link_end(writer);
    else if (node->kind == NODE_REFERENCE)
        close_reference(writer, node);
    else if (node->kind == NODE_SPAN)
        close_span(writer, node);
    else if (node->kind == NODE_INDEX_MARK && mark_is_target(writer, node))
        buffer_append_string(writer->out, "</span>");
    else if (is_plain)
        buffer_printf(writer->out, "</%s>", plain_element(node->kind));
}
