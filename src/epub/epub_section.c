#include "epub/epub_ids.h"
#include "epub/epub_writer.h"

#include <string.h>

/* Pairs of element, epub:type and role that EPUBCheck 5.3 and Ace 1.4 both
 * accept without a word.  None is a landmark, so that names may repeat. */
static const struct epub_box {
    const char *class_name, *element, *type, *role;
    const char *dutch, *english; /* what it is called */
    bool shows_name;             /* above its text, as in print */
} boxes[] = {
    {"tip", "aside", "tip", "doc-tip", "Tip", "Tip", true},
    {"let-op", "div", "notice", "doc-notice", "Let op", "Take care", true},
    {"kader", "div", NULL, "note", NULL, NULL, false},
    {"begrip", "div", NULL, "note", NULL, NULL, false},
    {"praktijkvoorbeeld", "section", NULL, "doc-example", "Praktijkvoorbeeld",
     "Example", false},
    {"citaat", "blockquote", NULL, NULL, NULL, NULL, false},
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
    [CHAPTER_CONCORDANCE] = {"appendix", "doc-appendix"},
    [CHAPTER_CHANGES] = {"chapter", "doc-chapter"},
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

/* The title page says it in its own words. */
static void
write_draft_mark(struct epub_writer *writer, const struct node *node)
{
    const struct epub_rules *rules = writer->plan->rules;
    if (!rules->edition->is_draft ||
        (node->kind == NODE_CHAPTER && node->chapter.kind == CHAPTER_TITLEPAGE))
        return;
    buffer_append_string(writer->out, "<p class=\"draft\">");
    xml_text(writer->out, book_word(rules->book, "Draft-mark"));
    buffer_append_string(writer->out, "</p>\n");
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
    write_draft_mark(writer, node);
}

void
epub_open_section(struct epub_writer *writer, const struct node *node)
{
    const struct epub_box *box = box_of(node);
    bool is_box = box && strcmp(box->element, "section") == 0;
    buffer_append_string(writer->out, "<section");
    if (is_box)
        write_type(writer, box->type, box->role);
    epub_write_id(writer, node);
    epub_write_classes(writer, node, node->role.size ? "rol" : NULL);
    epub_write_language(writer, node);
    /* A name would make each section a landmark of its own: readers would
     * announce them all, and two of the same name may not stand in a file.
     * Their headings are enough. */
    if (is_box)
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

static struct text
box_name(const struct epub_writer *writer, const struct epub_box *box)
{
    const char *name =
        book_is_dutch(writer->plan->rules->book) ? box->dutch : box->english;
    return name ? text_of(name) : TEXT("");
}

/* "Tip", above the words of the box. */
static void
write_box_name(struct epub_writer *writer, struct text name, struct text id)
{
    buffer_append_string(writer->out, "<p class=\"kader-soort\"");
    if (id.size)
        xml_attribute(writer->out, "id", id);
    buffer_append_byte(writer->out, '>');
    xml_text(writer->out, name);
    buffer_append_string(writer->out, "</p>\n");
}

/* The end of the start tag of a box that its kind names. */
static void
write_named_box(struct epub_writer *writer, struct text name)
{
    struct text id = epub_id_make(writer->plan, writer->file, TEXT("soort"));
    xml_attribute(writer->out, "aria-labelledby", id);
    buffer_append_string(writer->out, ">\n");
    write_box_name(writer, name, id);
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
    struct text name = box ? box_name(writer, box) : TEXT("");
    if (box && box->shows_name && !node_heading(node)) {
        write_named_box(writer, name);
        return;
    }
    if (box && (name.size || box->role))
        write_label(writer, node, name);
    buffer_append_string(writer->out, ">\n");
    if (box && box->shows_name)
        write_box_name(writer, name, TEXT(""));
}

void
epub_close_div(struct epub_writer *writer, const struct node *node)
{
    buffer_printf(writer->out, "</%s>\n", div_element(node));
}
