#include "epub/epub_writer.h"

#include "doc/list_number.h"

void
epub_open_list(struct epub_writer *writer, const struct node *node)
{
    buffer_append_string(writer->out, node->list.ordered ? "<ol" : "<ul");
    epub_write_id(writer, node);
    epub_write_classes(writer, node, node->list.task ? "taken" : NULL);
    epub_write_language(writer, node);
    static const char *const types[] = {
        [LIST_FIGURES] = "", [LIST_LETTERS] = "a", [LIST_ROMAN] = "i"};
    const char *type =
        node->list.ordered ? types[list_number_of(node)] : types[LIST_FIGURES];
    if (*type)
        buffer_printf(writer->out, " type=\"%s\"", type);
    if (node->list.ordered && node->list.start != 1)
        buffer_printf(writer->out, " start=\"%d\"", node->list.start);
    buffer_append_string(writer->out, ">\n");
}

void
epub_close_list(struct epub_writer *writer, const struct node *node)
{
    buffer_append_string(writer->out,
                         node->list.ordered ? "</ol>\n" : "</ul>\n");
}

void
epub_open_item(struct epub_writer *writer, const struct node *node)
{
    buffer_append_string(writer->out, "<li");
    epub_write_id(writer, node);
    epub_write_classes(writer, node, NULL);
    epub_write_language(writer, node);
    buffer_append_byte(writer->out, '>');
    if (!node->item.task)
        return;
    buffer_append_string(writer->out, "<span class=\"vakje\" role=\"img\"");
    xml_attribute(writer->out, "aria-label",
                  book_word(writer->plan->rules->book,
                            node->item.checked ? "checked" : "checkbox"));
    buffer_append_string(writer->out, node->item.checked
                                          ? ">\xE2\x98\x91</span> "
                                          : ">\xE2\x98\x90</span> ");
}

void
epub_open_term(struct epub_writer *writer, const struct node *node)
{
    buffer_append_string(writer->out, "<dt");
    epub_write_id(writer, node);
    epub_write_classes(writer, node, NULL);
    epub_write_language(writer, node);
    buffer_append_byte(writer->out, '>');
    if (writer->is_glossary)
        buffer_append_string(writer->out, "<dfn epub:type=\"glossterm\">");
    writer->terms++;
}

void
epub_close_term(struct epub_writer *writer, const struct node *node)
{
    writer->terms--;
    if (writer->is_glossary)
        buffer_append_string(writer->out, "</dfn>");
    buffer_append_string(writer->out, "</dt>\n");
    if (!node->next) /* a <dl> may not end with its term */
        buffer_append_string(writer->out, "<dd></dd>\n");
}

void
epub_open_definition(struct epub_writer *writer, const struct node *node)
{
    buffer_append_string(writer->out, writer->is_glossary
                                          ? "<dd epub:type=\"glossdef\""
                                          : "<dd");
    epub_write_id(writer, node);
    epub_write_classes(writer, node, NULL);
    epub_write_language(writer, node);
    buffer_append_byte(writer->out, '>');
}

/* The chapters that name the term, each a link to the place. */
static void
write_uses(struct epub_writer *writer, const struct epub_uses *uses)
{
    const char *joint = ": ";
    buffer_append_string(writer->out, "<p class=\"terug\">");
    epub_write_word(writer, "used-in");
    for (size_t i = 0; i < uses->references.count; i++) {
        const struct epub_place *place =
            epub_place_of(writer->plan, uses->references.items[i]);
        if (!place)
            continue;
        buffer_append_string(writer->out, joint);
        buffer_append_string(writer->out, "<a");
        epub_write_href(writer, place);
        buffer_append_byte(writer->out, '>');
        xml_text(writer->out, place->file->title);
        buffer_append_string(writer->out, "</a>");
        joint = "; ";
    }
    buffer_append_string(writer->out, "</p>\n");
}

/* The last one of a term ends with the way back to where it is named. */
void
epub_close_definition(struct epub_writer *writer, const struct node *node)
{
    const struct node *term = node;
    bool is_last = !node->next || node->next->kind != NODE_DEFINITION;
    while (term && term->kind == NODE_DEFINITION)
        term = term->previous;
    for (; is_last && term && term->kind == NODE_TERM; term = term->previous) {
        const struct epub_uses *uses = epub_map_find(&writer->plan->uses, term);
        if (uses && uses->references.count)
            write_uses(writer, uses);
    }
    buffer_append_string(writer->out, "</dd>\n");
}

/* ---- index ---- */

static bool
is_entry(const struct node *node)
{
    return node && node->kind == NODE_INDEX_ENTRY;
}

/* A sub-entry in a flat run: its <li> goes inside that of the entry. */
static bool
is_sub_entry(const struct node *node)
{
    return is_entry(node) && node->entry.level > 1 && is_entry(node->previous);
}

void
epub_open_entry(struct epub_writer *writer, const struct node *node)
{
    if (is_sub_entry(node) ? !is_sub_entry(node->previous)
                           : !is_entry(node->previous))
        buffer_append_string(writer->out, "<ul class=\"register\">\n");
    epub_open_element(writer, node, "li", NULL);
}

void
epub_close_entry(struct epub_writer *writer, const struct node *node)
{
    bool sub = is_sub_entry(node), next_is_sub = is_sub_entry(node->next);
    if (sub || !next_is_sub)
        buffer_append_string(writer->out, "</li>\n");
    if (sub && !next_is_sub)
        buffer_append_string(writer->out, "</ul></li>\n");
    if (!is_entry(node->next))
        buffer_append_string(writer->out, "</ul>\n");
}

void
epub_open_group(struct epub_writer *writer, const struct node *node)
{
    buffer_append_string(writer->out, "<div class=\"letter\">\n");
    if (node->text.size == 0 || node_heading(node))
        return;
    buffer_append_string(writer->out, "<h2>");
    xml_text(writer->out, node->text);
    buffer_append_string(writer->out, "</h2>\n");
}

/* ---- the map at the opening of a part ---- */

/* The present part is one item, and its chapters a list within that. */
static bool
is_within(const struct node *node)
{
    return node->parent && node->parent->kind == NODE_CONTENTS;
}

/* The part that the page opens: no link, for one is there. */
static bool
is_present(const struct node *entry)
{
    return entry->entry.level == 1 && is_within(entry->parent);
}

void
epub_open_contents(struct epub_writer *writer, const struct node *node)
{
    if (is_within(node))
        return;
    buffer_append_string(writer->out, "<nav");
    epub_write_classes(writer, node, NULL);
    xml_attribute(writer->out, "aria-label",
                  book_word(writer->plan->rules->book, "part-map"));
    buffer_append_string(writer->out, "><ol>\n");
}

void
epub_close_contents(struct epub_writer *writer, const struct node *node)
{
    if (!is_within(node))
        buffer_append_string(writer->out, "</ol></nav>\n");
    else if (node->last_child != node->first_child)
        buffer_append_string(writer->out, "</ol></li>\n");
}

void
epub_open_contents_entry(struct epub_writer *writer, const struct node *node)
{
    const struct epub_place *place = epub_place_of(writer->plan, node->target);
    buffer_append_string(writer->out, "<li>");
    epub_write_waiting(writer);
    if (is_present(node)) {
        buffer_append_string(writer->out, "<strong aria-current=\"location\">");
    } else {
        buffer_append_string(writer->out, "<a");
        if (place)
            epub_write_href(writer, place);
        buffer_append_byte(writer->out, '>');
    }
    writer->links++;
    if (node->target->kind == NODE_PART && node->target->part.number) {
        epub_write_word(writer, "Part");
        buffer_append_byte(writer->out, ' ');
    }
}

void
epub_close_contents_entry(struct epub_writer *writer, const struct node *node)
{
    writer->links--;
    if (!is_present(node)) {
        buffer_append_string(writer->out, "</a></li>\n");
        return;
    }
    buffer_append_string(writer->out, "</strong>");
    buffer_append_string(writer->out, node->next ? "\n<ol>\n" : "</li>\n");
}
