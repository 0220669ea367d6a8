#include "epub/epub_writer.h"

#include <string.h>

/* Pairs of element, epub:type and role that EPUBCheck 5.3 and Ace 1.4 both
 * accept without a word. */
static const struct epub_box {
    const char *class_name, *element, *type, *role;
    const char *dutch, *english; /* accessible name of one without title */
} boxes[] = {
    {"tip", "aside", "tip", "doc-tip", "Tip", "Tip"},
    {"let-op", "div", "notice", "doc-notice", "Let op", "Take care"},
    {"kader", "aside", NULL, NULL, "Kader", "Box"},
    {"praktijkvoorbeeld", "section", NULL, "doc-example", "Praktijkvoorbeeld",
     "Example"},
    {"citaat", "blockquote", NULL, NULL, NULL, NULL},
};

/* By the first of its classes that is known; NULL. */
static const struct epub_box *
box_of(const struct node *node)
{
    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++)
        if (node_has_class(node, boxes[i].class_name))
            return &boxes[i];
    return NULL;
}

bool
epub_is_box_title(const struct node *heading)
{
    const struct node *parent = heading->parent;
    return parent && parent->kind == NODE_DIV && !heading->previous;
}

/* epub:type and role by kind: pairs that the validators accept. */
static const struct {
    const char *type, *role;
} chapter_types[] = {
    [CHAPTER_PLAIN] = {"chapter", "doc-chapter"},
    [CHAPTER_BLOCK] = {"chapter", "doc-chapter"},
    [CHAPTER_TITLEPAGE] = {"titlepage", NULL},
    [CHAPTER_COLOPHON] = {"colophon", "doc-colophon"},
    [CHAPTER_CONTENTS] = {NULL, NULL},
    [CHAPTER_PREFACE] = {"preface", "doc-preface"},
    [CHAPTER_INTRODUCTION] = {"introduction", "doc-introduction"},
    [CHAPTER_GLOSSARY] = {"glossary", "doc-glossary"},
    [CHAPTER_BIBLIOGRAPHY] = {"bibliography", "doc-bibliography"},
    [CHAPTER_APPENDIX] = {"appendix", "doc-appendix"},
    [CHAPTER_ACCESSIBILITY] = {NULL, NULL},
    [CHAPTER_INDEX] = {"index", "doc-index"},
};

static void
write_type(struct epub_writer *writer, const char *type, const char *role)
{
    if (type)
        buffer_printf(writer->out, " epub:type=\"%s\"", type);
    if (role)
        buffer_printf(writer->out, " role=\"%s\"", role);
}

/* aria-labelledby its heading, or a label of our own; nothing if neither. */
static void
write_label(struct epub_writer *writer, const struct node *node,
            struct text label)
{
    const struct node *heading = node_heading(node);
    const struct epub_place *place =
        heading ? epub_place_of(writer->plan, heading) : NULL;
    if (place)
        xml_attribute(writer->out, "aria-labelledby", place->own_id);
    else if (label.size)
        xml_attribute(writer->out, "aria-label", label);
}

void
epub_open_chapter(struct epub_writer *writer, const struct node *node)
{
    const char *type = "part", *role = "doc-part";
    if (node->kind == NODE_CHAPTER) {
        type = chapter_types[node->chapter.kind].type;
        role = chapter_types[node->chapter.kind].role;
        writer->is_glossary = node->chapter.kind == CHAPTER_GLOSSARY;
    }
    buffer_append_string(writer->out, "<section");
    write_type(writer, type, role);
    epub_write_id(writer, node);
    epub_write_classes(writer, node,
                       node->kind == NODE_CHAPTER &&
                               node->chapter.kind == CHAPTER_BLOCK
                           ? "bouwsteen"
                           : NULL);
    epub_write_language(writer, node);
    write_label(writer, node, writer->file->title);
    buffer_append_string(writer->out, ">\n");
}

void
epub_open_section(struct epub_writer *writer, const struct node *node)
{
    const struct epub_box *box = box_of(node);
    buffer_append_string(writer->out, "<section");
    if (box && strcmp(box->element, "section") == 0)
        write_type(writer, box->type, box->role);
    epub_write_id(writer, node);
    epub_write_classes(writer, node, node->role.size ? "rol" : NULL);
    epub_write_language(writer, node);
    write_label(writer, node, TEXT(""));
    buffer_append_string(writer->out, ">\n");
}

/* Levels follow from the nesting, so that none is ever skipped. */
static int
heading_level(const struct node *heading)
{
    int level = 1;
    for (const struct node *up = heading->parent; up; up = up->parent)
        if (up->kind == NODE_SECTION)
            level++;
    const struct node *parent = heading->parent;
    bool titles_parent =
        parent && node_heading(parent) == heading &&
        (parent->kind == NODE_SECTION || parent->kind == NODE_CHAPTER ||
         parent->kind == NODE_PART);
    if (!titles_parent)
        level++;
    return level > 6 ? 6 : level;
}

void
epub_open_heading(struct epub_writer *writer, const struct node *node)
{
    if (epub_is_box_title(node))
        buffer_append_string(writer->out, "<p");
    else
        buffer_printf(writer->out, "<h%d", heading_level(node));
    epub_write_id(writer, node);
    epub_write_classes(writer, node,
                       epub_is_box_title(node) ? "kader-kop" : NULL);
    epub_write_language(writer, node);
    buffer_append_byte(writer->out, '>');
    const struct node *parent = node->parent;
    if (!parent || node_heading(parent) != node)
        return;
    struct text number = epub_number_label(writer->plan, parent);
    if (number.size == 0)
        return;
    buffer_append_string(writer->out, "<span class=\"nummer\">");
    xml_text(writer->out, number);
    buffer_append_string(writer->out, "</span> ");
}

void
epub_close_heading(struct epub_writer *writer, const struct node *node)
{
    if (epub_is_box_title(node))
        buffer_append_string(writer->out, "</p>\n");
    else
        buffer_printf(writer->out, "</h%d>\n", heading_level(node));
}

/* A citaat that holds a quotation need not be one itself. */
static const char *
div_element(const struct node *node)
{
    const struct epub_box *box = box_of(node);
    if (!box)
        return node->role.size && node_heading(node) ? "section" : "div";
    if (strcmp(box->element, "blockquote") == 0 && node->first_child &&
        node->first_child->kind == NODE_QUOTE)
        return "div";
    return box->element;
}

void
epub_open_div(struct epub_writer *writer, const struct node *node)
{
    const struct epub_box *box = box_of(node);
    const char *element = div_element(node);
    buffer_printf(writer->out, "<%s", element);
    if (box)
        write_type(writer, box->type, box->role);
    epub_write_id(writer, node);
    epub_write_classes(writer, node, NULL);
    epub_write_language(writer, node);
    if (box && box->dutch)
        write_label(writer, node,
                    text_of(book_is_dutch(writer->plan->rules->book)
                                ? box->dutch
                                : box->english));
    else if (strcmp(element, "section") == 0)
        write_label(writer, node, TEXT(""));
    buffer_append_string(writer->out, ">\n");
}

void
epub_close_div(struct epub_writer *writer, const struct node *node)
{
    buffer_printf(writer->out, "</%s>\n", div_element(node));
}
