#include "pdf/pdf_writer.h"

#include "pdf/pdf_format.h"

#include <string.h>

/* --- bookmarks ----------------------------------------------------------- */

struct item { /* one bookmark; 0 is the root */
    struct pdf_object object;
    struct text title, destination;
    size_t parent, first, last, previous, next, count;
    int depth;
    bool shows_sections; /* of the root: worksheets are what is looked for */
    const struct item *all;
};

static void
item_link(struct buffer *out, const char *key, const struct item *item,
          size_t index, bool is_set)
{
    if (!is_set)
        return;
    buffer_append_string(out, key);
    pdf_reference(out, item->all[index].object.id);
}

static void
item_write(const struct pdf_object *object, struct buffer *out)
{
    const struct item *item = (const struct item *)object;
    if (item == item->all) {
        buffer_append_string(out, "/Type/Outlines");
    } else {
        buffer_append_string(out, "/Title");
        pdf_string(out, item->title);
        buffer_append_string(out, "/Dest");
        buffer_append_text(out, item->destination);
        item_link(out, "/Parent ", item, item->parent, true);
    }
    item_link(out, "/Prev ", item, item->previous, item->previous > 0);
    item_link(out, "/Next ", item, item->next, item->next > 0);
    item_link(out, "/First ", item, item->first, item->first > 0);
    item_link(out, "/Last ", item, item->last, item->last > 0);
    /* Sections are folded away below their chapter. */
    bool is_folded = item->first && item->all[item->first].depth == 3 &&
                     !item->all->shows_sections;
    if (item->count)
        buffer_printf(out, "/Count %s%zu", is_folded ? "-" : "", item->count);
}

/* 1 for parts and chapters outside parts, 2 for chapters in parts, 3 for
 * sections; 0 for nodes without a bookmark. */
static int
bookmark_depth(const struct node *node)
{
    const struct node *heading = node_heading(node);
    if (node->kind == NODE_PART)
        return 1;
    if (node->kind == NODE_CHAPTER)
        return node->parent && node->parent->kind == NODE_PART ? 2 : 1;
    if (node->kind == NODE_SECTION && heading && heading->heading.level == 2)
        return 3;
    return 0;
}

static struct text
bookmark_title(struct pdf_writer *writer, const struct node *node)
{
    const struct node *heading = node_heading(node);
    struct text title =
        heading ? node_plain_text(writer->arena, heading) : TEXT("");
    title = text_trim(title);
    if (node->kind == NODE_CHAPTER && !title.size &&
        node->chapter.kind == CHAPTER_TITLEPAGE)
        return book_word(writer->rules->book, "titlepage");
    if (node->kind == NODE_CHAPTER && title.size &&
        node->chapter.kind == CHAPTER_BLOCK && node->chapter.number)
        return arena_printf(writer->arena, "%d  %.*s", node->chapter.number,
                            TEXT_PRINTF(title));
    return title;
}

/* Hangs the last item below the last one of lesser depth. */
static void
item_hang(struct item *items, size_t index)
{
    size_t parent = index - 1;
    while (parent && items[parent].depth >= items[index].depth)
        parent = items[parent].parent;
    struct item *above = &items[parent], *item = &items[index];
    item->parent = parent;
    item->previous = above->last;
    if (above->last)
        items[above->last].next = index;
    else
        above->first = index;
    above->last = index;
    above->count++;
}

void
pdf_outline_write(struct pdf_writer *writer)
{
    ARRAY(struct item) list = {0};
    struct buffer out = {0};
    ARRAY_PUSH(writer->arena, &list)->shows_sections = writer->fields.form > 0;
    for (const struct node *n = writer->tree; n;
         n = node_kind_is_inline(n->kind) || n->kind == NODE_PARAGRAPH
                 ? node_skip(n, writer->tree)
                 : node_next(n, writer->tree)) {
        int depth = bookmark_depth(n);
        if (!depth)
            continue;
        struct text title = bookmark_title(writer, n);
        buffer_clear(&out);
        if (!title.size || !pdf_destination(writer, n, &out))
            continue;
        struct item *item = ARRAY_PUSH(writer->arena, &list);
        item->title = title;
        item->depth = depth;
        item->destination = arena_text(writer->arena, buffer_text(&out));
        item_hang(list.items, list.count - 1);
    }
    buffer_release(&out);
    writer->outline = 0;
    if (list.count < 2)
        return;
    for (size_t i = 0; i < list.count; i++) {
        list.items[i].all = list.items;
        list.items[i].object.write = item_write;
        pdf_object_add(writer->file, &list.items[i].object);
    }
    /* The root counts what shows when the file is opened. */
    struct item *root = &list.items[0];
    for (size_t i = 1; i < list.count; i++)
        root->count += list.items[i].depth == 2 && list.items[i].parent;
    writer->outline = root->object.id;
}

/* --- page labels --------------------------------------------------------- */

struct label {
    char style; /* D, r, R, or 0: as it stands */
    long number;
    struct text text;
};

static long
roman_number(struct text text, const char *digits)
{
    static const int values[] = {1, 5, 10, 50, 100, 500, 1000};
    long sum = 0, last = 0;
    for (size_t i = text.size; i > 0; i--) {
        const char *digit = strchr(digits, text.data[i - 1]);
        if (!digit)
            return 0;
        long value = values[digit - digits];
        sum += value < last ? -value : value;
        last = value > last ? value : last;
    }
    return sum;
}

static struct label
label_parse(struct text text)
{
    struct label label = {.text = text};
    bool is_decimal = text.size > 0 && text.size < 9 && text.data[0] != '0';
    for (size_t i = 0; i < text.size; i++) {
        is_decimal &= text.data[i] >= '0' && text.data[i] <= '9';
        if (is_decimal)
            label.number = label.number * 10 + (text.data[i] - '0');
    }
    if (is_decimal) {
        label.style = 'D';
        return label;
    }
    label.number = text.size ? roman_number(text, "ivxlcdm") : 0;
    label.style = label.number ? 'r' : 0;
    if (!label.number && text.size) {
        label.number = roman_number(text, "IVXLCDM");
        label.style = label.number ? 'R' : 0;
    }
    return label;
}

void
pdf_page_labels(const struct pdf_writer *writer, struct buffer *out)
{
    struct label last = {0};
    buffer_append_string(out, "/PageLabels<</Nums[");
    for (size_t i = 0; i < writer->pages->count; i++) {
        struct label label = label_parse(writer->pages->items[i].label);
        bool goes_on = i > 0 && label.style && label.style == last.style &&
                       label.number == last.number + 1;
        if (!goes_on) {
            buffer_printf(out, "%zu<<", i);
            if (label.style)
                buffer_printf(out, "/S/%c/St %ld", label.style, label.number);
            else if (label.text.size) {
                buffer_append_string(out, "/P");
                pdf_string(out, label.text);
            }
            buffer_append_string(out, ">>\n");
        }
        last = label;
    }
    buffer_append_string(out, "]>>");
}
