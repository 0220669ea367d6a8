#include "layout/field.h"

bool
galley_has_fields(const struct galley *galley)
{
    return galley->context->edition->form == FORM_WORKSHEETS;
}

static struct mark *
add_field(struct galley *galley, struct galley_box *box, enum field_kind kind,
          const struct node *node, const struct block_style *look,
          struct field_area area)
{
    struct mark *mark = galley_box_add_mark(galley, box);
    *mark = (struct mark){.kind = MARK_FIELD,
                          .node = node,
                          .x = area.x,
                          .y = area.y,
                          .width = area.width,
                          .height = area.height,
                          .colour = look->border_colour};
    mark->field.kind = kind;
    mark->field.size = look->text.size;
    mark->field.ground = look->has_background ? look->background : 0xffffff;
    return mark;
}

/* Fields in tables look as writing lines there would. */
static const struct block_style *
field_look(struct galley *galley, const struct node *around)
{
    struct node *node =
        node_new(galley->context->arena, NODE_WRITING_LINES, around->span);
    node->parent = (struct node *)around;
    return style_block(galley->context->style, node);
}

/* --- lines and boxes ------------------------------------------------------ */

void
field_add_line(struct galley *galley, struct galley_box *box,
               const struct node *node, const struct block_style *style)
{
    add_field(galley, box, FIELD_LINES, node, style,
              (struct field_area){.y = -box->baseline,
                                  .width = galley->width,
                                  .height = box->height});
}

void
field_replace_tick(struct galley *galley, struct mark *mark)
{
    const struct block_style *look = field_look(galley, mark->node);
    scaled size = mark->height;
    mark->kind = MARK_FIELD;
    mark->colour = look->border_colour;
    mark->field.kind = FIELD_TICK;
    mark->field.option = TEXT("");
    mark->field.size = size;
    mark->field.ground = look->has_background ? look->background : 0xffffff;
}

/* --- scales --------------------------------------------------------------- */

enum {
    SHORTEST_SCALE = 3, /* columns */
    LONGEST_NUMBER = 3  /* digits */
};

/* The number that a column's head begins with: "1: not at all", "2"; -1. */
static int
head_number(struct arena *arena, const struct node *head)
{
    struct text text = text_trim(node_plain_text(arena, head));
    int number = 0;
    size_t at = 0;
    while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9' &&
           at < LONGEST_NUMBER)
        number = number * 10 + (text.data[at++] - '0');
    bool ends = at == text.size || text.data[at] == ':' || text.data[at] == ' ';
    return at && ends ? number : -1;
}

/* The head of a cell's column; NULL. */
static const struct node *
head_of(const struct node *cell)
{
    const struct node *table = cell;
    while (table && table->kind != NODE_TABLE)
        table = table->parent;
    const struct node *part = table ? table->first_child : NULL;
    while (part && part->kind != NODE_TABLE_HEAD)
        part = part->next;
    const struct node *head =
        part && part->first_child ? part->first_child->first_child : NULL;
    for (const struct node *at = cell->previous; at && head; at = at->previous)
        head = head->next;
    return head;
}

static bool
is_blank(const struct node *cell)
{
    return !cell->first_child;
}

/* Does the cell stand in a run of columns that are numbered upwards, and are
 * its neighbours there to be chosen from too? */
static bool
is_on_scale(struct arena *arena, const struct node *cell)
{
    const struct node *head = head_of(cell);
    int number = head ? head_number(arena, head) : -1, count = 1;
    if (number < 0)
        return false;
    const struct node *other = cell->previous;
    int wanted = number - 1;
    for (const struct node *at = head->previous;
         at && other && is_blank(other) && head_number(arena, at) == wanted;
         at = at->previous, other = other->previous, wanted--)
        count++;
    other = cell->next;
    wanted = number + 1;
    for (const struct node *at = head->next;
         at && other && is_blank(other) && head_number(arena, at) == wanted;
         at = at->next, other = other->next, wanted++)
        count++;
    return count >= SHORTEST_SCALE;
}

/* A square at the left, below the first letter of the head. */
static struct field_area
square_in(struct field_area area, scaled side)
{
    area.y += (area.height - side) / 2;
    area.width = area.height = side;
    return area;
}

void
field_draw_choice(struct galley *galley, struct galley_box *box,
                  const struct node *cell, const struct block_style *style,
                  struct field_area area)
{
    if (!is_on_scale(galley->context->scratch, cell))
        return;
    area = square_in(area, TICK_SIDE);
    struct mark *mark = galley_box_add_mark(galley, box);
    *mark = (struct mark){.kind = MARK_FRAME,
                          .artifact = ARTIFACT_LAYOUT,
                          .colour = style->text.colour,
                          .x = area.x,
                          .y = area.y,
                          .width = area.width,
                          .height = area.height};
    mark->line.stroke = TICK_STROKE;
    mark->line.radius = TICK_SIDE / 2;
}

/* --- cells ---------------------------------------------------------------- */

/* Between a field and the rules of its row. */
#define INSET SCALED_PT

void
field_add_cell(struct galley *galley, struct galley_box *box,
               const struct node *cell, const struct block_style *style,
               struct field_area area)
{
    struct arena *arena = galley->context->arena;
    const struct block_style *look = field_look(galley, cell);
    if (is_on_scale(arena, cell)) {
        area.x += style->padding_left;
        struct mark *mark = add_field(galley, box, FIELD_SCALE, cell, look,
                                      square_in(area, TICK_SIDE));
        mark->field.option = text_trim(node_plain_text(arena, head_of(cell)));
        return;
    }
    area.x += INSET;
    area.y += INSET;
    area.width -= 2 * INSET;
    area.height -= 2 * INSET;
    if (area.width > INSET && area.height > INSET)
        add_field(galley, box, FIELD_CELL, cell, look, area)->field.size =
            style->text.size;
}

/* --- words to choose from ------------------------------------------------- */

enum {
    MOST_WORDS = 64,
    LONGEST_CHOICE = 3 /* words */
};

struct line_word {
    struct text text;
    scaled x, width, size;
};

static size_t
words_of(const struct line *line, scaled x, struct line_word *words)
{
    size_t count = 0;
    for (size_t i = 0; i < line->mark_count; i++) {
        const struct mark *mark = &line->marks[i];
        if (mark->kind != MARK_TEXT || mark->part != PART_CONTENT)
            continue;
        for (uint32_t j = 0; j < mark->text.word_count; j++) {
            const struct page_word *word = &mark->text.words[j];
            if (count == MOST_WORDS)
                return 0;
            words[count++] = (struct line_word){
                word->shape->text, x + mark->x + word->x,
                shape_width(word->shape, mark->text.size), mark->text.size};
        }
    }
    return count;
}

static bool
is_slash(const struct line_word *word)
{
    return text_equals(word->text, "/");
}

/* Words first .. end - 1 as one choice; what stands before a colon only
 * introduces it.  Returns the first that counts; `end` if it is none. */
static size_t
choice_start(const struct line_word *words, size_t first, size_t end)
{
    if (end - first <= LONGEST_CHOICE)
        return first;
    for (size_t i = end; i-- > first;)
        if (text_has_suffix(words[i].text, ":"))
            return end - (i + 1) <= LONGEST_CHOICE ? i + 1 : end;
    return end;
}

static void
add_choice(struct galley *galley, struct galley_box *box,
           const struct node *cell, const struct block_style *look,
           const struct line_word *words, size_t count)
{
    const struct line_word *last = &words[count - 1];
    scaled size = words[0].size, pad = size / 5;
    struct buffer option = {0};
    struct mark *mark =
        add_field(galley, box, FIELD_CHOICE, cell, look,
                  (struct field_area){.x = words[0].x - pad,
                                      .y = -size - pad / 2,
                                      .width = last->x + last->width -
                                               words[0].x + 2 * pad,
                                      .height = size * 4 / 3 + pad});
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_append_byte(&option, ' ');
        buffer_append_text(&option, words[i].text);
    }
    mark->field.option =
        arena_text(galley->context->arena, buffer_text(&option));
    buffer_release(&option);
}

void
field_add_choices(struct galley *galley, struct galley_box *box,
                  const struct node *cell, const struct line *line, scaled x)
{
    struct line_word words[MOST_WORDS];
    size_t count = words_of(line, x, words), slashes = 0, introduced = 0;
    size_t first = 0;
    for (size_t i = 0; i <= count; i++) {
        if (i < count && !is_slash(&words[i]))
            continue;
        size_t start = choice_start(words, first, i);
        if (start == i)
            return;
        introduced += start > first;
        slashes += i < count;
        first = i + 1;
    }
    /* The first column says what a row is about. */
    if (!slashes || (!cell->previous && !introduced))
        return;
    const struct block_style *look = field_look(galley, cell);
    first = 0;
    for (size_t i = 0; i <= count; i++) {
        if (i < count && !is_slash(&words[i]))
            continue;
        size_t start = choice_start(words, first, i);
        add_choice(galley, box, cell, look, words + start, i - start);
        first = i + 1;
    }
}
