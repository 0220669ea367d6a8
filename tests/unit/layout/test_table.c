/* Tables as boxes of a galley: slices of rows, heads, columns. */
#include "layout_fixture.h"

#include "layout/galley.h"

enum { WIDTH = 300 };

/* "a|b;c|d" as rows below a table's part. */
static void
add_rows(struct fixture *fixture, struct node *part, const char *rows)
{
    struct text rest = text_of(rows);
    while (rest.size) {
        size_t end = text_index(rest, ';', 0);
        struct text line = text_slice(rest, 0, end);
        rest = text_slice(rest, end + 1, rest.size);
        struct node *row = add(fixture, part, NODE_ROW);
        for (;;) {
            size_t bar = text_index(line, '|', 0);
            struct node *cell = add(fixture, row, NODE_CELL);
            cell->cell.header = part->kind == NODE_TABLE_HEAD;
            struct text words = text_slice(line, 0, bar);
            add_text(fixture, cell,
                     arena_string(fixture->context.arena, words));
            if (bar >= line.size)
                break;
            line = text_slice(line, bar + 1, line.size);
        }
    }
}

static struct node *
table(struct fixture *fixture, const char *head, const char *body)
{
    struct node *node = add(fixture, fixture->chapter, NODE_TABLE);
    add_rows(fixture, add(fixture, node, NODE_TABLE_HEAD), head);
    add_rows(fixture, add(fixture, node, NODE_TABLE_BODY), body);
    return node;
}

static const struct galley *
set_table(struct fixture *fixture, struct node *node)
{
    static struct galley galley;
    static struct map notes;
    notes = map_in(fixture->context.arena);
    galley_init(&galley, &fixture->context, WIDTH * SCALED_PT, &notes);
    galley_add_block(&galley, node, NULL);
    return &galley;
}

/* The text mark of a box that begins with this word; NULL. */
static const struct mark *
mark_with(const struct galley_box *box, const char *word)
{
    for (size_t i = 0; i < box->mark_count; i++)
        if (box->marks[i].kind == MARK_TEXT &&
            text_equals(box->marks[i].text.words[0].shape->text, word))
            return &box->marks[i];
    return NULL;
}

/* Letters hang out by a trifle at the left. */
static void
assert_below(const struct mark *mark, const struct mark *above)
{
    assert_true(mark->x - above->x < SCALED_PT / 2);
    assert_true(above->x - mark->x < SCALED_PT / 2);
}

static void
each_row_is_a_box_with_its_cells_side_by_side(void **state)
{
    struct fixture *fixture = *state;
    const struct galley *galley =
        set_table(fixture, table(fixture, "kop|naam", "een|twee;drie|vier"));
    assert_int_equal(galley->boxes.count, 3);
    const struct galley_box *rows = galley->boxes.items;
    assert_non_null(mark_with(&rows[0], "kop"));
    assert_true(mark_with(&rows[1], "een")->x < mark_with(&rows[1], "twee")->x);
    assert_below(mark_with(&rows[2], "drie"), mark_with(&rows[1], "een"));
    assert_below(mark_with(&rows[2], "vier"), mark_with(&rows[1], "twee"));
}

static void
rows_of_the_body_know_the_head_to_repeat(void **state)
{
    struct fixture *fixture = *state;
    const struct galley *galley =
        set_table(fixture, table(fixture, "kop|naam", "een|twee;drie|vier"));
    const struct galley_box *rows = galley->boxes.items;
    assert_null(rows[0].table);
    assert_ptr_equal(rows[1].table, rows[2].table);
    assert_int_equal(rows[1].table->head_first, 0);
    assert_int_equal(rows[1].table->head_count, 1);
    /* Never between the head and the first row. */
    assert_int_equal(rows[1].break_cost, BREAK_FORBIDDEN);
    assert_true(rows[2].break_cost < BREAK_FORBIDDEN);
}

static void
a_row_is_as_many_slices_as_its_tallest_cell_has_lines(void **state)
{
    struct fixture *fixture = *state;
    const char *words = "een twee drie vier vijf zes zeven acht negen tien "
                        "elf twaalf dertien veertien vijftien zestien";
    struct text rows =
        arena_printf(fixture->context.arena, "kort|%s;x|y", words);
    const struct galley *galley =
        set_table(fixture, table(fixture, "a|b", rows.data));
    const struct galley_box *boxes = galley->boxes.items;
    assert_true(galley->boxes.count > 3);
    assert_non_null(mark_with(&boxes[1], "kort"));
    for (size_t i = 2; i + 1 < galley->boxes.count; i++) {
        assert_null(mark_with(&boxes[i], "kort"));
        assert_int_equal(boxes[i].break_cost, BREAK_FORBIDDEN);
    }
    assert_non_null(mark_with(&boxes[galley->boxes.count - 1], "x"));
}

static void
a_very_tall_row_may_be_cut_but_not_near_its_ends(void **state)
{
    struct fixture *fixture = *state;
    char words[1200] = "x|";
    for (int i = 0; i < 180; i++)
        strcat(words, "woord ");
    const struct galley *galley =
        set_table(fixture, table(fixture, "a|b", words));
    const struct galley_box *boxes = galley->boxes.items;
    size_t count = galley->boxes.count;
    assert_true(count > 15);
    assert_int_equal(boxes[2].break_cost, BREAK_FORBIDDEN);
    assert_int_equal(boxes[count - 1].break_cost, BREAK_FORBIDDEN);
    assert_true(boxes[count / 2].break_cost < BREAK_FORBIDDEN);
}

static void
cells_are_aligned_as_their_columns_say(void **state)
{
    struct fixture *fixture = *state;
    struct node *node = table(fixture, "a|b", "links|rechts");
    struct node *row = node->last_child->first_child;
    scaled left =
        mark_with(&set_table(fixture, node)->boxes.items[1], "rechts")->x;
    row->last_child->cell.alignment = ALIGN_RIGHT;
    const struct mark *mark =
        mark_with(&set_table(fixture, node)->boxes.items[1], "rechts");
    scaled right = mark->x;
    const struct block_style *style =
        style_block(fixture->context.style, row->last_child);
    scaled end = WIDTH * SCALED_PT - style->padding_right;
    assert_true(right > left);
    assert_true(mark->x + mark->width >= end - SCALED_PT / 10);
    assert_true(mark->x + mark->width <= end + SCALED_PT);
    row->last_child->cell.alignment = ALIGN_CENTER;
    mark = mark_with(&set_table(fixture, node)->boxes.items[1], "rechts");
    assert_true(mark->x > left && mark->x < right);
}

static void
a_caption_stands_above_and_stays_with_the_table(void **state)
{
    struct fixture *fixture = *state;
    struct node *node = table(fixture, "a|b", "een|twee");
    struct node *caption =
        node_new(fixture->context.arena, NODE_CAPTION, (struct span){0});
    node_prepend(node, caption);
    add_text(fixture, caption, "Bijschrift");
    const struct galley *galley = set_table(fixture, node);
    assert_int_equal(galley->boxes.count, 3);
    assert_non_null(mark_with(&galley->boxes.items[0], "Bijschrift"));
    assert_int_equal(galley->boxes.items[1].break_cost, BREAK_FORBIDDEN);
}

static void
rows_with_cells_too_few_or_empty_keep_their_columns(void **state)
{
    struct fixture *fixture = *state;
    const struct galley *galley =
        set_table(fixture, table(fixture, "a|b|c", "een;|twee|;||drie"));
    const struct galley_box *rows = galley->boxes.items;
    assert_int_equal(galley->boxes.count, 4);
    assert_below(mark_with(&rows[0], "a"), mark_with(&rows[1], "een"));
    assert_below(mark_with(&rows[0], "b"), mark_with(&rows[2], "twee"));
    assert_below(mark_with(&rows[0], "c"), mark_with(&rows[3], "drie"));
}

static void
cells_narrower_than_their_padding_do_no_harm(void **state)
{
    struct fixture *fixture = *state;
    struct galley galley;
    struct map notes = map_in(fixture->context.arena);
    galley_init(&galley, &fixture->context, 20 * SCALED_PT, &notes);
    galley_add_block(&galley, table(fixture, "|||||||||||", "|||||||||||"),
                     NULL);
    assert_int_equal(galley.boxes.count, 2);
}

static void
notes_and_links_of_all_cells_belong_to_their_slice(void **state)
{
    struct fixture *fixture = *state;
    struct node *node = table(fixture, "a|b", "een|twee");
    struct node *row = node->last_child->first_child;
    struct node *notes[2];
    for (int i = 0; i < 2; i++) {
        struct node *cell = i ? row->last_child : row->first_child;
        struct node *call = add(fixture, cell, NODE_NOTE_CALL);
        notes[i] =
            node_new(fixture->context.arena, NODE_FOOTNOTE, (struct span){0});
        notes[i]->footnote.number = i + 1;
        call->target = notes[i];
        add_text(fixture, add(fixture, cell, NODE_LINK), " hier");
    }
    const struct galley_box *box = &set_table(fixture, node)->boxes.items[1];
    assert_int_equal(box->note_count, 2);
    assert_ptr_equal(box->notes[0], notes[0]);
    assert_ptr_equal(box->notes[1], notes[1]);
    assert_int_equal(box->link_count, 4); /* a note's call is one too */
    assert_true(box->links[3].x > box->links[1].x + box->links[1].width);
}

/* Breaks before the rows of a table of so many, each of one line. */
static void
a_row_does_not_stand_alone(void **state)
{
    struct fixture *fixture = *state;
    const struct galley *galley =
        set_table(fixture, table(fixture, "a", "een;twee;drie;vier;vijf"));
    const struct galley_box *rows = galley->boxes.items + 1;
    assert_int_equal(galley->boxes.count, 6);
    assert_int_equal(rows[0].break_cost, BREAK_FORBIDDEN);
    assert_true(rows[1].break_cost > 10 * rows[2].break_cost);
    assert_int_equal(rows[2].break_cost, rows[3].break_cost);
    assert_int_equal(rows[4].break_cost, rows[1].break_cost);
}

static void
columns_to_write_in_are_alike(void **state)
{
    struct fixture *fixture = *state;
    const struct galley *galley =
        set_table(fixture, table(fixture, "Wie|Wat|Wanneer doen we het",
                                 "een bewoner||;een collega||;een partner||"));
    const struct galley_box *head = galley->boxes.items;
    scaled who = mark_with(head, "Wie")->x, what = mark_with(head, "Wat")->x;
    scaled when = mark_with(head, "Wanneer")->x;
    scaled padding = who;
    scaled last = WIDTH * SCALED_PT - (when - padding);
    assert_true(when - what - last < SCALED_PT);
    assert_true(last - (when - what) < SCALED_PT);
    assert_true(what - who < last);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_row_is_a_box_with_its_cells_side_by_side),
        TEST(rows_of_the_body_know_the_head_to_repeat),
        TEST(a_row_is_as_many_slices_as_its_tallest_cell_has_lines),
        TEST(a_very_tall_row_may_be_cut_but_not_near_its_ends),
        TEST(cells_are_aligned_as_their_columns_say),
        TEST(a_caption_stands_above_and_stays_with_the_table),
        TEST(rows_with_cells_too_few_or_empty_keep_their_columns),
        TEST(cells_narrower_than_their_padding_do_no_harm),
        TEST(a_row_does_not_stand_alone),
        TEST(columns_to_write_in_are_alike),
        TEST(notes_and_links_of_all_cells_belong_to_their_slice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
