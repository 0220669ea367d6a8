#include "epub/epub_writer.h"

/* The node that an image's longdesc="#id" names; NULL. */
static const struct node *
long_description(const struct epub_writer *writer, const struct node *figure)
{
    struct text label = node_attribute(figure, "longdesc");
    for (const struct node *child = figure->first_child;
         label.size == 0 && child; child = child->next)
        label = node_attribute(child, "longdesc");
    if (!text_has_prefix(label, "#"))
        return NULL;
    return map_find(&writer->plan->labels, text_slice(label, 1, label.size));
}

static void
write_long_description(struct epub_writer *writer, const struct node *figure)
{
    const struct epub_place *place =
        epub_place_of(writer->plan, long_description(writer, figure));
    if (!place)
        return;
    buffer_append_string(writer->out, " <a class=\"langtekst\"");
    epub_write_href(writer, place);
    buffer_append_byte(writer->out, '>');
    epub_write_word(writer, "long-description");
    buffer_append_string(writer->out, "</a>");
    writer->plan->has_long_description = true;
}

/* Beside the link that all can see: reading apps offer it with the picture. */
void
epub_write_details(struct epub_writer *writer, const struct node *image)
{
    const struct node *figure = image->parent;
    if (!figure || figure->kind != NODE_FIGURE)
        return;
    const struct epub_place *place =
        epub_place_of(writer->plan, long_description(writer, figure));
    if (place && place->file == writer->file && place->id.size)
        xml_attribute(writer->out, "aria-details", place->id);
}

/* "Figuur 13.1." before the words of a caption. */
void
epub_open_caption(struct epub_writer *writer, const struct node *node)
{
    bool in_figure = node->parent->kind == NODE_FIGURE;
    epub_open_element(writer, node, in_figure ? "figcaption" : "caption", NULL);
    struct text label = epub_caption_label(writer->plan, node->parent, true);
    if (label.size == 0)
        return;
    buffer_append_string(writer->out, "<span class=\"label\">");
    xml_text(writer->out, label);
    buffer_append_string(writer->out, ".</span> ");
}

void
epub_close_caption(struct epub_writer *writer, const struct node *node)
{
    bool in_figure = node->parent->kind == NODE_FIGURE;
    if (in_figure)
        write_long_description(writer, node->parent);
    buffer_append_string(writer->out,
                         in_figure ? "</figcaption>" : "</caption>\n");
}

void
epub_close_figure(struct epub_writer *writer, const struct node *node)
{
    bool has_caption =
        node->last_child && node->last_child->kind == NODE_CAPTION;
    if (!has_caption &&
        epub_place_of(writer->plan, long_description(writer, node))) {
        buffer_append_string(writer->out, "<figcaption>");
        write_long_description(writer, node);
        buffer_append_string(writer->out, "</figcaption>");
    }
    buffer_append_string(writer->out, "</figure>\n");
}

/* ---- tables ---- */

/* The name of a table without caption: "Tabel: Vraag, Antwoord". */
static struct text
table_label(const struct epub_writer *writer, const struct node *table)
{
    struct arena *arena = writer->plan->arena;
    const struct node *head = node_child(table, NODE_TABLE_HEAD);
    const struct node *row = head ? head->first_child : NULL;
    struct text label = book_word(writer->plan->rules->book, "Table");
    const char *joint = ":";
    for (const struct node *cell = row ? row->first_child : NULL; cell;
         cell = cell->next) {
        struct text words = text_trim(node_plain_text(arena, cell));
        if (words.size == 0)
            continue;
        label = arena_printf(arena, "%.*s%s %.*s", TEXT_PRINTF(label), joint,
                             TEXT_PRINTF(words));
        joint = ",";
    }
    return label;
}

/* No part that scrolls: readers that turn pages would cut it off.  The style
 * sheets know the number of columns and what to do where they do not fit. */
void
epub_open_table(struct epub_writer *writer, const struct node *node)
{
    enum { MOST_COLUMNS = 5 }; /* from here on treated alike */
    uint32_t columns = node->table.column_count;
    buffer_printf(writer->out, "<div class=\"tabel kolommen-%u\">\n",
                  columns > MOST_COLUMNS ? MOST_COLUMNS : columns);
    buffer_append_string(writer->out, "<table");
    epub_write_id(writer, node);
    epub_write_classes(writer, node, NULL);
    epub_write_language(writer, node);
    if (!node_child(node, NODE_CAPTION))
        xml_attribute(writer->out, "aria-label", table_label(writer, node));
    buffer_append_string(writer->out, ">\n");
}

void
epub_close_table(struct epub_writer *writer, const struct node *node)
{
    (void)node;
    buffer_append_string(writer->out, "</table>\n</div>\n");
}

static bool
in_head(const struct node *cell)
{
    return cell->parent && cell->parent->parent &&
           cell->parent->parent->kind == NODE_TABLE_HEAD;
}

/* A header cell without words would name nothing. */
static bool
is_header(const struct node *cell)
{
    return cell->first_child && (in_head(cell) || cell->cell.header);
}

/* The words of the column's head, which the second style sheet shows before
 * each cell where the table does not fit. */
static void
write_column_name(struct epub_writer *writer, const struct node *cell)
{
    const struct node *table = cell->parent->parent->parent;
    const struct node *head = node_child(table, NODE_TABLE_HEAD);
    const struct node *name =
        head && head->first_child ? head->first_child->first_child : NULL;
    for (const struct node *at = cell->previous; at && name; at = at->previous)
        name = name->next;
    struct text words =
        name ? text_trim(node_plain_text(writer->plan->arena, name)) : TEXT("");
    if (words.size)
        xml_attribute(writer->out, "data-kop", words);
}

void
epub_open_cell(struct epub_writer *writer, const struct node *node)
{
    static const char *const classes[] = {[ALIGN_NONE] = NULL,
                                          [ALIGN_LEFT] = NULL,
                                          [ALIGN_CENTER] = "midden",
                                          [ALIGN_RIGHT] = "n"};
    buffer_append_string(writer->out, is_header(node) ? "<th" : "<td");
    if (is_header(node))
        buffer_append_string(writer->out, in_head(node) ? " scope=\"col\""
                                                        : " scope=\"row\"");
    epub_write_id(writer, node);
    epub_write_classes(writer, node, classes[node->cell.alignment]);
    epub_write_language(writer, node);
    if (!in_head(node))
        write_column_name(writer, node);
    buffer_append_byte(writer->out, '>');
}

void
epub_close_cell(struct epub_writer *writer, const struct node *node)
{
    buffer_append_string(writer->out, is_header(node) ? "</th>" : "</td>");
}
