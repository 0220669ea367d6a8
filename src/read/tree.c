#include "read/tree.h"

#include "base/array.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "doc/audience.h"
#include "read/directive.h"
#include "read/link_definition.h"
#include "read/slips.h"

#include <stdlib.h>
#include <string.h>

/* --- roles -------------------------------------------------------------- */

/* Without white space and colon at the ends. */
static struct text
title_core(struct text title)
{
    title = text_trim(title);
    if (text_has_suffix(title, ":"))
        title = text_trim(text_slice(title, 0, title.size - 1));
    return title;
}

static bool
titles_equal(struct text a, struct text b)
{
    size_t at_a = 0, at_b = 0;
    while (at_a < a.size && at_b < b.size)
        if (utf8_to_lower(utf8_next(a, &at_a)) !=
            utf8_to_lower(utf8_next(b, &at_b)))
            return false;
    return at_a == a.size && at_b == b.size;
}

/* The words of a title that this edition sees: they decide its role, as if
 * the others were not there. */
static struct text
title_seen(struct reader *reader, const struct node *heading)
{
    struct buffer out = {0};
    struct atoms everyone = audience_everyone(reader->book);
    for (const struct node *node = heading->first_child; node;) {
        struct atoms atoms = everyone;
        if (node->audience)
            atoms = audience_atoms(reader->book, node->audience, &everyone,
                                   reader->arena, reader->diag);
        bool seen = !node->audience || reader_sees(reader, &atoms);
        if (seen && !node->first_child)
            buffer_append_text(&out, node_plain_text(reader->arena, node));
        node = seen ? node_next(node, heading) : node_skip(node, heading);
    }
    struct text title = arena_text(reader->arena, buffer_text(&out));
    buffer_release(&out);
    return title;
}

static bool
differ_in_accents(struct text a, struct text b)
{
    size_t at_a = 0, at_b = 0;
    while (at_a < a.size && at_b < b.size) {
        unsigned one = utf8_to_lower(utf8_next(a, &at_a));
        unsigned other = utf8_to_lower(utf8_next(b, &at_b));
        if (utf8_without_accents(one) != utf8_without_accents(other))
            return false;
    }
    return at_a == a.size && at_b == b.size;
}

/* One letter, or accents, off the title of a fixed part: its role would be
 * lost, and with it the part, wherever only some roles are taken. */
static void
report_slip(struct reader *reader, const struct node *heading,
            struct text title)
{
    enum { SHORTEST = 5 /* shorter words are often other words */ };
    const struct book *book = reader->book;
    for (size_t i = 0; i < book->role_count && title.size >= SHORTEST; i++)
        for (size_t j = 0; j < book->roles[i].heading_count; j++) {
            struct text right = book->roles[i].headings[j];
            if (text_edit_distance(title, title_core(right), 1) == 1 ||
                differ_in_accents(title, title_core(right)))
                diag_report_hint(reader->diag, HEADING_SIMILAR,
                                 diag_suggest(reader->arena, title, &right, 1),
                                 heading->span, TEXT_PRINTF(title));
        }
}

static const struct role *
role_of_title(struct reader *reader, const struct node *heading)
{
    const struct book *book = reader->book;
    if (!book->role_count)
        return NULL;
    struct text title = title_core(title_seen(reader, heading));
    for (size_t i = 0; i < book->role_count; i++)
        for (size_t j = 0; j < book->roles[i].heading_count; j++)
            if (titles_equal(title, title_core(book->roles[i].headings[j])))
                return &book->roles[i];
    report_slip(reader, heading, title);
    return NULL;
}

/* What is written on a heading belongs to what it opens; its language stays,
 * since only the heading is in it. */
static void
take_from_heading(struct node *opened, struct node *heading)
{
    if (heading->id.size)
        opened->id = heading->id;
    if (heading->class_count) {
        opened->classes = heading->classes;
        opened->class_count = heading->class_count;
    }
    if (heading->attribute_count) {
        opened->attributes = heading->attributes;
        opened->attribute_count = heading->attribute_count;
    }
    if (heading->role.size)
        opened->role = heading->role;
    if (heading->audience)
        opened->audience = heading->audience;
    heading->id = heading->role = TEXT("");
    heading->class_count = heading->attribute_count = 0;
    heading->audience = NULL;
}

/* Roles stand first among the classes. */
static void
give_role(struct reader *reader, struct node *section, const struct role *role)
{
    struct text *classes =
        ARENA_ARRAY(reader->arena, section->class_count + 1, struct text);
    classes[0] = role->slug;
    if (section->class_count)
        memcpy(classes + 1, section->classes,
               section->class_count * sizeof *classes);
    section->classes = classes;
    section->class_count++;
    section->role = role->slug;
}

/* --- sections ----------------------------------------------------------- */

static struct node *
section_open(struct reader *reader, struct node *parent, struct node *heading)
{
    struct node *section = node_new(reader->arena, NODE_SECTION, heading->span);
    node_append(parent, section);
    node_append(section, heading);
    take_from_heading(section, heading);
    if (!section->role.size && heading->heading.level == 2) {
        const struct role *role = role_of_title(reader, heading);
        if (role)
            give_role(reader, section, role);
    }
    return section;
}

/* The text on a part's opening page has the part's title above it. */
static bool
is_part_text(const struct reader *reader)
{
    const struct book *book = reader->book;
    for (size_t i = 0; i < book->edition_count; i++)
        for (size_t j = 0; j < book->editions[i].outline_count; j++) {
            const struct outline_entry *entry = &book->editions[i].outline[j];
            if (entry->kind == OUTLINE_PART &&
                text_equal(entry->path, reader->path))
                return true;
        }
    return false;
}

/* The chapter's title: its first heading, when that is `#`; in a plain book
 * of any level. */
static struct node *
chapter_title(struct reader *reader, struct node *chapter)
{
    struct node *heading = chapter->first_child;
    while (heading && heading->kind != NODE_HEADING)
        heading = heading->next;
    if (!heading || (heading->heading.level != 1 && !reader->book->plain)) {
        if (!reader->book->plain && !is_part_text(reader))
            diag_report(reader->diag, TITLE_MISSING, chapter->span);
        return NULL;
    }
    if (heading->audience)
        diag_report(reader->diag, AUDIENCE_PLACE, heading->audience->span,
                    "a chapter's audience belongs in its front matter");
    heading->audience = NULL;
    struct text id = chapter->id;
    take_from_heading(chapter, heading);
    /* The front matter's label, and a block's, come first. */
    if (id.size)
        chapter->id = id;
    return heading;
}

static struct node *
title_of(struct reader *reader, struct node *parent)
{
    struct node *first = parent->first_child;
    if (parent->kind == NODE_CHAPTER)
        return chapter_title(reader, parent);
    if (parent->kind == NODE_DIV && first && first->kind == NODE_HEADING &&
        !first->audience)
        return first;
    return NULL;
}

/* Elsewhere than in chapters, a heading that everyone sees is a block like
 * any other. */
static bool
opens_section(const struct node *parent, const struct node *section,
              const struct node *heading)
{
    return parent->kind == NODE_CHAPTER || parent->kind == NODE_DIV ||
           heading->audience || section != parent;
}

void
tree_sections(struct reader *reader, struct node *parent)
{
    struct node *title = title_of(reader, parent);
    struct node *child = parent->first_child;
    struct node *section = parent; /* the innermost open one */
    parent->first_child = parent->last_child = NULL;
    if (title) {
        if (title == child)
            child = title->next;
        node_remove(title);
        node_append(parent, title);
    }
    while (child) {
        struct node *next = child->next;
        if (child->kind == NODE_HEADING) {
            while (section != parent &&
                   section->first_child->heading.level >= child->heading.level)
                section = section->parent;
            if (opens_section(parent, section, child))
                section = section_open(reader, section, child);
            else
                node_append(parent, child);
        } else {
            node_append(section, child);
        }
        child = next;
    }
}

/* --- divs --------------------------------------------------------------- */

enum { FEWEST_LINES = 1, MOST_LINES = 60, USUAL_LINES = 3 };

static void
make_writing_lines(struct reader *reader, struct node *div)
{
    struct text lines = node_attribute(div, "lines");
    int count = USUAL_LINES;
    if (lines.size) {
        char *end, *string = arena_string(reader->arena, lines);
        long number = strtol(string, &end, 10);
        count = (int)number;
        if (*end || number < FEWEST_LINES || number > MOST_LINES) {
            diag_report(reader->diag, VALUE_INVALID, div->span,
                        TEXT_PRINTF(lines), "a number of lines from 1 to 60");
            count = USUAL_LINES;
        }
    }
    if (div->first_child)
        diag_report(reader->diag, LINES_NOT_EMPTY, div->first_child->span);
    div->first_child = div->last_child = NULL;
    div->kind = NODE_WRITING_LINES;
    div->lines.count = count;
}

void
tree_div(struct reader *reader, struct node *div)
{
    if (node_has_class(div, "schrijfregels") || node_has_class(div, "ruitjes"))
        make_writing_lines(reader, div);
    else
        tree_sections(reader, div);
}

/* A fence that blocks_read left. */
static bool
is_fence(const struct node *node)
{
    return node->kind == NODE_DIV && node->target == node;
}

static void
check_definitions(struct reader *reader, const struct region *region,
                  struct text text, bool indented_only)
{
    size_t found = link_definition_find(text, indented_only);
    if (found == text.size)
        return;
    size_t at = (size_t)(text.data - region->text.data) + found;
    diag_report(reader->diag, LINK_DEFINITION_RESTRICTED,
                region_span(reader, region, at, at + 1));
}

/* The region's text between two fences. */
static struct text
text_between(struct text open, struct text close)
{
    return (struct text){open.data, (size_t)(close.data - open.data)};
}

static void
close_div(struct reader *reader, const struct region *region, struct node *div,
          struct text close)
{
    if (div->audience)
        check_definitions(reader, region, text_between(div->text, close),
                          false);
    div->text = TEXT("");
    tree_div(reader, div);
}

/* Pairs the fences among the children of a list item, quote ... */
static void
pair_fences(struct reader *reader, const struct region *region,
            struct node *parent)
{
    struct node *current = parent;
    for (struct node *node = parent->first_child, *next; node; node = next) {
        next = node->next;
        bool fence = is_fence(node);
        if (current != parent || fence)
            node_remove(node);
        if (!fence) {
            if (current != parent)
                node_append(current, node);
            continue;
        }
        struct attributes attributes;
        node->target = NULL;
        enum directive_kind kind =
            directive_parse(reader, node->text, node->span.start, &attributes);
        if (kind == DIRECTIVE_OPEN) {
            if (current == parent && next)
                node_insert_before(next, node);
            else
                node_append(current, node);
            attributes_apply(reader, &attributes, PLACE_DIV, node);
            current = node;
        } else if (current == parent) {
            diag_report(reader->diag, DIV_UNOPENED, node->span);
        } else {
            struct node *div = current;
            current = current->parent;
            close_div(reader, region, div, node->text);
        }
    }
    for (; current != parent; current = current->parent) {
        diag_report(reader->diag, DIV_UNCLOSED, current->span);
        current->text = TEXT("");
    }
}

/* --- figures and captions
 * ------------------------------------------------------ */

/* Where the title of a figure's image stands in the source; the image, when it
 * is written otherwise there. */
static struct span
title_span(const struct node *paragraph, const struct node *image)
{
    struct text title = image->image.title;
    struct text source =
        text_slice(image->span.source->content, 0, paragraph->span.end);
    for (size_t at = text_index(source, '"', image->span.start);
         at < source.size; at = text_index(source, '"', at + 1)) {
        struct text rest = text_slice(source, at + 1, source.size);
        if (rest.size >= title.size &&
            text_compare(text_slice(rest, 0, title.size), title) == 0)
            return span_of(image->span.source, at + 1, at + 1 + title.size);
    }
    return image->span;
}

/* A paragraph that is an image and nothing else. */
static void
make_figure(struct reader *reader, struct node *paragraph)
{
    struct node *image = paragraph->first_child;
    if (!image || image->kind != NODE_IMAGE || image->next)
        return;
    paragraph->kind = NODE_FIGURE;
    take_from_heading(paragraph, image);
    /* What concerns the picture itself stays with it. */
    image->attributes = paragraph->attributes;
    image->attribute_count = paragraph->attribute_count;
    paragraph->attribute_count = 0;
    if (!image->image.title.size)
        return;
    struct span span = title_span(paragraph, image);
    struct node *caption = node_new(reader->arena, NODE_CAPTION, span);
    node_append(caption,
                node_text_new(reader->arena, image->image.title, span));
    node_append(paragraph, caption);
}

/* ": text" right after a table. */
static void
make_caption(struct node *paragraph)
{
    struct node *table = paragraph->previous;
    struct node *first = paragraph->first_child;
    if (!table || table->kind != NODE_TABLE || !first ||
        first->kind != NODE_TEXT ||
        !(text_has_prefix(first->text, ": ") || text_equals(first->text, ":")))
        return;
    first->text = text_trim(text_slice(first->text, 1, first->text.size));
    /* Only the front is trimmed when more follows. */
    if (first->next && first->text.size) {
        const char *end = first->text.data + first->text.size;
        while (*end == ' ')
            end++;
        first->text.size = (size_t)(end - first->text.data);
    }
    if (!first->text.size)
        node_remove(first);
    take_from_heading(table, paragraph);
    node_remove(paragraph);
    if (!paragraph->first_child)
        return;
    paragraph->kind = NODE_CAPTION;
    node_prepend(table, paragraph);
}

/* --- all of a run
 * --------------------------------------------------------------- */

static bool
has_restricted_heading(const struct node *parent)
{
    for (const struct node *child = parent->first_child; child;
         child = child->next)
        if (child->kind == NODE_HEADING && child->audience)
            return true;
    return false;
}

static void
tree_container(struct reader *reader, const struct region *region,
               struct node *node)
{
    pair_fences(reader, region, node);
    if ((node->kind == NODE_ITEM || node->kind == NODE_QUOTE) &&
        has_restricted_heading(node)) {
        check_definitions(reader, region, region->text, true);
        tree_sections(reader, node);
    }
    if (node->kind == NODE_ITEM) {
        slips_check_item(reader, node);
        if (node->audience)
            check_definitions(reader, region, node->text, false);
        node->text = TEXT("");
    }
}

void
tree_blocks(struct reader *reader, const struct region *region,
            struct node *root)
{
    ARRAY(struct node *) nodes = {0};
    for (struct node *node = root; node; node = node_next(node, root))
        if (!node_kind_is_inline(node->kind))
            *ARRAY_PUSH(reader->arena, &nodes) = node;
    /* Inner ones first. */
    for (size_t i = nodes.count; i-- > 0;) {
        struct node *node = nodes.items[i];
        if (node->kind == NODE_PARAGRAPH) {
            make_figure(reader, node);
            if (node->kind == NODE_PARAGRAPH)
                make_caption(node);
        } else if (node == root || node->kind == NODE_ITEM ||
                   node->kind == NODE_QUOTE) {
            tree_container(reader, region, node);
        }
    }
}
