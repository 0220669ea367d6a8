/* What fields are called: a name for programs, which no layout changes, and
 * words for people, which say what is to be filled in. */
#include "pdf/pdf_writer.h"

#include "doc/slug.h"

#include <string.h>

/* --- where a field stands in the tree --------------------------------------
 */

static const struct node *
around(const struct node *node, enum node_kind kind)
{
    while (node && node->kind != kind)
        node = node->parent;
    return node;
}

static bool
is_worksheet(const struct node *node)
{
    return text_equals(node->role, ROLE_WORKSHEET);
}

/* The worksheet, or what else has an id around it. */
static const struct node *
worksheet_of(const struct node *node)
{
    for (; node->parent; node = node->parent)
        if (is_worksheet(node))
            break;
    while (node->parent && !node->id.size)
        node = node->parent;
    return node;
}

/* The nearest heading above; NULL: the worksheet's own is. */
static const struct node *
heading_above(const struct node *node)
{
    for (; node && !is_worksheet(node); node = node->parent)
        if (node->kind == NODE_SECTION && node_heading(node))
            return node_heading(node);
    return NULL;
}

/* From 1. */
static int
place_among(const struct node *node)
{
    int place = 1;
    while ((node = node->previous))
        place++;
    return place;
}

static const struct node *
column_head(const struct node *cell)
{
    const struct node *table = around(cell, NODE_TABLE);
    const struct node *part = table ? table->first_child : NULL;
    while (part && part->kind != NODE_TABLE_HEAD)
        part = part->next;
    const struct node *head =
        part && part->first_child ? part->first_child->first_child : NULL;
    for (int i = place_among(cell); i > 1 && head; i--)
        head = head->next;
    return head;
}

/* --- words ---------------------------------------------------------------- */

/* Without what ends a label: colons, dots that stand for what is asked. */
static struct text
without_end(struct text text)
{
    static const char *const ends[] = {":", " ", "\xe2\x80\xa6", "..."};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (text_has_suffix(text, ends[i])) {
            text.size -= strlen(ends[i]);
            i = (size_t)-1; /* from the first again */
        }
    return text;
}

/* The text of a node with plain blanks. */
static struct text
words_of(struct arena *arena, const struct node *node)
{
    struct buffer out = {0};
    struct text text = node ? node_plain_text(arena, node) : TEXT("");
    for (size_t i = 0; i < text.size; i++) {
        bool is_blank = text.data[i] == '\xc2' && i + 1 < text.size &&
                        text.data[i + 1] == '\xa0';
        buffer_append_byte(
            &out, is_blank || text.data[i] == '\n' ? ' ' : text.data[i]);
        i += is_blank;
    }
    text = text_trim(arena_text(arena, buffer_text(&out)));
    buffer_release(&out);
    return without_end(text);
}

/* "a: b"; "a? b" */
static struct text
joined(struct arena *arena, struct text a, const char *between, struct text b)
{
    if (!a.size || !b.size)
        return a.size ? a : b;
    bool ends = strchr("?!.", a.data[a.size - 1]) != NULL;
    return arena_printf(arena, "%.*s%s %.*s", TEXT_PRINTF(a),
                        ends ? "" : between, TEXT_PRINTF(b));
}

/* The row's own words: those of its first cell ("week 2" when that has but a
 * number), else its place. */
static struct text
row_words(struct arena *arena, const struct book *book, const struct node *cell)
{
    const struct node *row = cell->parent;
    const struct node *first = row->first_child;
    struct text words = cell == first ? TEXT("") : words_of(arena, first);
    if (words.size && words.data[0] >= '0' && words.data[0] <= '9')
        words = joined(arena, words_of(arena, column_head(first)), "", words);
    return words.size ? words
                      : arena_printf(arena, "%.*s %d",
                                     TEXT_PRINTF(book_word(book, "row")),
                                     place_among(row));
}

static struct text
cell_words(struct arena *arena, const struct book *book,
           const struct node *cell)
{
    struct text column = words_of(arena, column_head(cell));
    return joined(arena, column, ",", row_words(arena, book, cell));
}

static struct text
heading_words(struct arena *arena, const struct node *node)
{
    const struct node *heading = heading_above(node);
    const struct node *sheet = worksheet_of(node);
    return words_of(arena, heading ? heading : node_heading(sheet));
}

/* The paragraph right above writing lines says what they are for; empty when
 * there is none. */
static struct text
lines_words(struct arena *arena, const struct node *lines)
{
    enum { LONGEST = 160 }; /* bytes; more is no label */
    const struct node *above = lines->previous;
    struct text words = above && above->kind == NODE_PARAGRAPH
                            ? words_of(arena, above)
                            : TEXT("");
    return words.size <= LONGEST ? words : TEXT("");
}

/* The item's own words, without those of lists in it. */
static struct text
item_words(struct arena *arena, const struct node *item)
{
    const struct node *first = item->first_child;
    return first && !node_kind_is_inline(first->kind) ? words_of(arena, first)
                                                      : words_of(arena, item);
}

/* --- names ---------------------------------------------------------------- */

/* A name that is taken gets a number. */
static struct text
made_unique(struct pdf_fields *fields, struct map *taken, struct text name,
            const char *format)
{
    struct text unique = name;
    for (int i = 2; map_find(taken, unique); i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        unique = arena_printf(fields->arena, format, TEXT_PRINTF(name), i);
#pragma GCC diagnostic pop
    }
    map_set(taken, unique, fields);
    return unique;
}

static struct text
short_slug(struct arena *arena, struct text words)
{
    enum { LONGEST = 40 };
    struct text slug = slug_of(arena, words);
    if (slug.size > LONGEST) /* whole words */
        for (slug.size = LONGEST; slug.size && slug.data[slug.size] != '-';)
            slug.size--;
    return slug.size ? slug : TEXT("1");
}

struct text
pdf_field_name(struct pdf_fields *fields, const struct mark *mark)
{
    struct arena *arena = fields->arena;
    const struct node *node = mark->node, *heading = heading_above(node);
    const struct node *sheet = worksheet_of(node);
    struct text own;
    struct text place = sheet->id.size ? sheet->id : TEXT(ROLE_WORKSHEET);
    if (heading)
        place = arena_printf(
            arena, "%.*s/%.*s", TEXT_PRINTF(place),
            TEXT_PRINTF(short_slug(arena, words_of(arena, heading))));
    switch (mark->field.kind) {
    case FIELD_LINES:
        own = short_slug(arena, lines_words(arena, node));
        break;
    case FIELD_TICK:
        own = short_slug(arena, item_words(arena, node));
        break;
    case FIELD_CELL:
    case FIELD_CHOICE:
        own = arena_printf(arena, "r%d-k%d", place_among(node->parent),
                           place_among(node));
        break;
    case FIELD_SCALE:
        own = arena_printf(arena, "r%d", place_among(node->parent));
        break;
    }
    return made_unique(
        fields, &fields->names,
        arena_printf(arena, "%.*s/%.*s", TEXT_PRINTF(place), TEXT_PRINTF(own)),
        "%.*s-%d");
}

const struct node *
pdf_choices_owner(const struct mark *mark)
{
    return mark->field.kind == FIELD_SCALE ? mark->node->parent : mark->node;
}

/* --- labels --------------------------------------------------------------- */

/* Labels are told apart within a worksheet. */
static struct text
label_of(struct pdf_fields *fields, const struct node *node, struct text words)
{
    struct text place = worksheet_of(node)->id;
    struct text whole = arena_printf(fields->arena, "%.*s\n%.*s",
                                     TEXT_PRINTF(place), TEXT_PRINTF(words));
    whole = made_unique(fields, &fields->labels, whole, "%.*s (%d)");
    return text_slice(whole, place.size + 1, whole.size);
}

struct text
pdf_choices_label(struct pdf_fields *fields, const struct book *book,
                  const struct mark *mark)
{
    struct arena *arena = fields->arena;
    const struct node *cell = mark->node;
    struct text words = mark->field.kind == FIELD_SCALE
                            ? joined(arena, heading_words(arena, cell), ":",
                                     row_words(arena, book, cell))
                            : cell_words(arena, book, cell);
    return label_of(fields, cell, words);
}

struct text
pdf_field_label(struct pdf_fields *fields, const struct book *book,
                const struct mark *mark)
{
    struct arena *arena = fields->arena;
    const struct node *node = mark->node;
    struct text words;
    switch (mark->field.kind) {
    case FIELD_LINES:
        words = lines_words(arena, node);
        if (!words.size)
            words = heading_words(arena, node);
        break;
    case FIELD_TICK:
        words = joined(arena, heading_words(arena, node), ":",
                       item_words(arena, node));
        break;
    case FIELD_CELL:
    case FIELD_CHOICE:
    case FIELD_SCALE:
        words = cell_words(arena, book, node);
        break;
    }
    return label_of(fields, node, words);
}
