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

static const struct node *
caption_of(const struct node *table)
{
    const struct node *child = table->first_child;
    while (child && child->kind != NODE_CAPTION)
        child = child->next;
    return child;
}

/* The name of a table without caption: "Tabel: Vraag, Antwoord". */
static struct text
table_label(const struct epub_writer *writer, const struct node *table)
{
    struct arena *arena = writer->plan->arena;
    const struct node *head = table->first_child;
    while (head && head->kind != NODE_TABLE_HEAD)
        head = head->next;
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

/* `name`, or "name (2)" when another region of the file bears it. */
static struct text
region_name(struct epub_writer *writer, struct text name)
{
    struct arena *arena = writer->plan->arena;
    struct text unique = name;
    for (int i = 2; map_find(&writer->regions, unique); i++)
        unique = arena_printf(arena, "%.*s (%d)", TEXT_PRINTF(name), i);
    map_set(&writer->regions, unique, writer);
    return unique;
}

/* Names the region by its caption, or by a label when there is none, or when
 * another region of the file has the same. */
static void
write_region_name(struct epub_writer *writer, const struct node *table,
                  const struct node *caption)
{
    struct arena *arena = writer->plan->arena;
    const struct epub_place *place =
        caption ? epub_place_of(writer->plan, caption) : NULL;
    struct text name =
        place ? arena_text_concat(arena,
                                  epub_caption_label(writer->plan, table, true),
                                  node_plain_text(arena, caption))
              : table_label(writer, table);
    struct text unique = region_name(writer, name);
    if (place && text_equal(unique, name))
        xml_attribute(writer->out, "aria-labelledby", place->own_id);
    else
        xml_attribute(writer->out, "aria-label", unique);
}

/* Wide tables scroll in a region of their own, which the keyboard reaches and
 * the caption names. */
void
epub_open_table(struct epub_writer *writer, const struct node *node)
{
    buffer_append_string(writer->out, "<div class=\"tabel\" role=\"region\"");
    write_region_name(writer, node, caption_of(node));
    buffer_append_string(writer->out, " tabindex=\"0\">\n");
    epub_open_element(writer, node, "table", NULL);
    buffer_append_byte(writer->out, '\n');
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
    buffer_append_byte(writer->out, '>');
}

void
epub_close_cell(struct epub_writer *writer, const struct node *node)
{
    buffer_append_string(writer->out, is_header(node) ? "</th>" : "</td>");
}
