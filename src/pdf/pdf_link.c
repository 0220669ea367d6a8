#include "pdf/pdf_writer.h"

#include "pdf/pdf_format.h"

#include <stdlib.h>

/* --- destinations -------------------------------------------------------- */

static void
destination_array(const struct pdf_writer *writer, const struct pdf_node *place,
                  struct buffer *out)
{
    const struct page *page = &writer->pages->items[place->page];
    /* A little air above the line. */
    scaled y = page->height - place->y + 4 * SCALED_PT;
    buffer_append_byte(out, '[');
    pdf_reference(out, writer->page_objects[place->page].id);
    buffer_append_string(out, "/XYZ null ");
    pdf_length(out, y < page->height ? y : page->height);
    buffer_append_string(out, " null]");
}

bool
pdf_destination(const struct pdf_writer *writer, const struct node *node,
                struct buffer *out)
{
    const struct pdf_node *place =
        node ? pdf_nodes_destination(&writer->nodes, node) : NULL;
    if (!place || place->page >= writer->pages->count)
        return false;
    destination_array(writer, place, out);
    return true;
}

struct named {
    struct text name;
    const struct pdf_node *place;
};

static int
named_compare(const void *a, const void *b)
{
    return text_compare(((const struct named *)a)->name,
                        ((const struct named *)b)->name);
}

enum { LEAF = 64 }; /* names in a leaf of the tree */

static void
named_leaf(struct pdf_writer *writer, const struct named *items, size_t count,
           struct buffer *kids)
{
    struct buffer out = {0};
    struct pdf_object *leaf = ARENA_NEW(writer->arena, struct pdf_object);
    pdf_object_add(writer->file, leaf);
    buffer_append_string(&out, "/Limits[");
    pdf_bytes(&out, items[0].name);
    pdf_bytes(&out, items[count - 1].name);
    buffer_append_string(&out, "]/Names[");
    for (size_t i = 0; i < count; i++) {
        pdf_bytes(&out, items[i].name);
        destination_array(writer, items[i].place, &out);
        buffer_append_byte(&out, '\n');
    }
    buffer_append_byte(&out, ']');
    leaf->body = arena_text(writer->arena, buffer_text(&out));
    pdf_reference(kids, leaf->id);
    buffer_append_byte(kids, ' ');
    buffer_release(&out);
}

void
pdf_destinations_write(struct pdf_writer *writer)
{
    ARRAY(struct named) all = {0};
    for (const struct node *n = writer->tree; n;
         n = node_next(n, writer->tree)) {
        if (!n->id.size)
            continue;
        const struct pdf_node *place = pdf_nodes_destination(&writer->nodes, n);
        if (place && place->page < writer->pages->count)
            *ARRAY_PUSH(writer->arena, &all) = (struct named){n->id, place};
    }
    writer->destinations = TEXT("");
    if (!all.count)
        return;
    qsort(all.items, all.count, sizeof *all.items, named_compare);
    /* An id that stands twice was reported long ago; a tree's keys differ. */
    size_t count = 1;
    for (size_t i = 1; i < all.count; i++)
        if (!text_equal(all.items[i].name, all.items[count - 1].name))
            all.items[count++] = all.items[i];
    struct buffer kids = {0};
    for (size_t i = 0; i < count; i += LEAF)
        named_leaf(writer, all.items + i, i + LEAF < count ? LEAF : count - i,
                   &kids);
    writer->destinations =
        arena_printf(writer->arena, "/Dests<</Kids[%s]>>", kids.data);
    buffer_release(&kids);
}

/* --- annotations --------------------------------------------------------- */

/* What a link leads to inside the book; NULL for addresses. */
static const struct node *
link_target(struct pdf_writer *writer, const struct node *node)
{
    if (node->kind == NODE_LINK)
        return NULL;
    if (node->kind == NODE_FOOTNOTE) {
        const struct pdf_node *note = pdf_nodes_find(&writer->nodes, node);
        return note ? note->call : NULL;
    }
    return node->target;
}

/* Addresses are ASCII in PDF: other bytes are escaped. */
static void
append_address(struct buffer *out, struct text url)
{
    struct buffer escaped = {0};
    for (size_t i = 0; i < url.size; i++) {
        unsigned char byte = (unsigned char)url.data[i];
        if (byte > ' ' && byte < 0x7f)
            buffer_append_byte(&escaped, (char)byte);
        else
            buffer_printf(&escaped, "%%%02X", byte);
    }
    pdf_bytes(out, buffer_text(&escaped));
    buffer_release(&escaped);
}

static struct text
link_description(struct pdf_writer *writer, const struct node *node,
                 const struct node *target)
{
    const struct book *book = writer->rules->book;
    if (!target)
        return node->link.url;
    if (node->kind == NODE_FOOTNOTE)
        return book_word(book, "back-to-text");
    if (target->kind == NODE_FOOTNOTE)
        return arena_printf(writer->arena, "%.*s %d",
                            TEXT_PRINTF(book_word(book, "footnote")),
                            target->footnote.number);
    const struct pdf_node *place =
        pdf_nodes_destination(&writer->nodes, target);
    struct text label = writer->pages->items[place->page].label;
    return arena_printf(writer->arena, "%.*s %.*s",
                        TEXT_PRINTF(book_word(book, "page")),
                        TEXT_PRINTF(label));
}

/* The element that the annotation belongs to. */
static struct pdf_tag *
link_tag(struct pdf_writer *writer, const struct node *node)
{
    return pdf_tags_find(&writer->tags, node,
                         node->kind == NODE_FOOTNOTE ? PART_LABEL
                                                     : PART_CONTENT);
}

static bool
link_body(struct pdf_writer *writer, const struct page *page,
          const struct page_link *link, struct buffer *out)
{
    const struct node *target = link_target(writer, link->node);
    scaled top = page->height - link->y;
    scaled box[4] = {link->x, top - link->height, link->x + link->width, top};
    buffer_append_string(out, "/Type/Annot/Subtype/Link/Border[0 0 0]/F 4"
                              "/Rect[");
    for (int i = 0; i < 4; i++) {
        pdf_length(out, box[i]);
        buffer_append_byte(out, i < 3 ? ' ' : ']');
    }
    if (target) {
        buffer_append_string(out, "/Dest");
        if (!pdf_destination(writer, target, out))
            return false;
    } else if (link->node->kind == NODE_LINK && link->node->link.url.size) {
        buffer_append_string(out, "/A<</S/URI/URI");
        append_address(out, link->node->link.url);
        buffer_append_string(out, ">>");
    } else {
        return false;
    }
    buffer_append_string(out, "/Contents");
    pdf_string(out, link_description(writer, link->node, target));
    return true;
}

void
pdf_links_write(struct pdf_writer *writer, const struct page *page)
{
    struct buffer out = {0}, list = {0};
    for (size_t i = 0; i < page->link_count; i++) {
        const struct page_link *link = &page->links[i];
        buffer_clear(&out);
        if (!link->node || !link_body(writer, page, link, &out))
            continue;
        struct pdf_object *object = ARENA_NEW(writer->arena, struct pdf_object);
        pdf_object_add(writer->file, object);
        pdf_origin_set(writer, object, link->node);
        if (writer->rules->tagged)
            buffer_printf(&out, "/StructParent %u",
                          pdf_tags_annotation(&writer->tags,
                                              link_tag(writer, link->node),
                                              object, page->index));
        object->body = arena_text(writer->arena, buffer_text(&out));
        pdf_reference(&list, object->id);
        buffer_append_byte(&list, ' ');
    }
    writer->page_annotations[page->index] =
        arena_text(writer->arena, buffer_text(&list));
    buffer_release(&out);
    buffer_release(&list);
}
