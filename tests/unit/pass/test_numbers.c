/* Numbers of parts, notes, figures and tables. */
#include "pass_fixture.h"

#define FIGURE "![V](v.svg \"Een bijschrift\")\n\n"
#define TABLE "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n: Rollen\n\n"

static void
assert_number(struct text number, const char *expected)
{
    if (!text_equals(number, expected))
        fail_msg("%.*s is not %s", TEXT_PRINTF(number), expected);
}

static struct text
figure_number(struct fixture *fixture, int count)
{
    return find_nth(fixture->tree.root, NODE_FIGURE, count)->figure.number;
}

static struct text
table_number(struct fixture *fixture, int count)
{
    return find_nth(fixture->tree.root, NODE_TABLE, count)->table.number;
}

static void
in_a_block_figures_and_tables_count_by_block_and_apart(void **state)
{
    struct fixture *fixture = *state;
    add_block(fixture, 7, "# A\n\n" FIGURE FIGURE TABLE "## B\n\n" FIGURE);
    add_block(fixture, 12, "# C\n\n" TABLE FIGURE);
    numbers_assign(&fixture->context);
    assert_number(figure_number(fixture, 0), "7.1");
    assert_number(figure_number(fixture, 1), "7.2");
    assert_number(figure_number(fixture, 2), "7.3");
    assert_number(figure_number(fixture, 3), "12.1");
    assert_number(table_number(fixture, 0), "7.1");
    assert_number(table_number(fixture, 1), "12.1");
}

static void
outside_blocks_they_count_through_the_book(void **state)
{
    struct fixture *fixture = *state;
    add_chapter(fixture, "# A\n\n" FIGURE TABLE);
    add_block(fixture, 7, "# B\n\n" FIGURE);
    add_chapter(fixture, "# C\n\n" FIGURE TABLE);
    numbers_assign(&fixture->context);
    assert_number(figure_number(fixture, 0), "1");
    assert_number(figure_number(fixture, 1), "7.1");
    assert_number(figure_number(fixture, 2), "2");
    assert_number(table_number(fixture, 1), "2");
}

/* The figure of a part's opening is none of the block before it. */
static void
in_a_part_they_count_through_the_book(void **state)
{
    struct fixture *fixture = *state;
    add_block(fixture, 12, "# A\n\n" FIGURE);
    struct node *figure =
        find_nth(add_chapter(fixture, "# B\n\n" FIGURE), NODE_FIGURE, 0);
    struct node *part = node_new(fixture->arena, NODE_PART, (struct span){0});
    node_append(fixture->tree.root, part);
    node_remove(figure);
    node_append(part, figure);
    numbers_assign(&fixture->context);
    assert_number(figure->figure.number, "1");
}

static void
without_a_caption_there_is_no_number(void **state)
{
    struct fixture *fixture = *state;
    add_block(fixture, 7,
              "# A\n\n![V](v.svg)\n\n" FIGURE
              "| a | b |\n| --- | --- |\n| 1 | 2 |\n");
    numbers_assign(&fixture->context);
    assert_number(figure_number(fixture, 0), "");
    assert_number(figure_number(fixture, 1), "7.1");
    assert_number(table_number(fixture, 0), "");
}

/* A note that is called twice keeps its number. */
static void
notes_count_as_they_are_called(void **state)
{
    struct fixture *fixture = *state;
    struct node *chapter =
        add_chapter(fixture, "# A\n\nEen[^b] twee[^a] weer[^b] en^[inline].\n\n"
                             "[^a]: A.\n\n[^b]: B.\n");
    add_chapter(fixture, "# B\n\nDrie[^a].\n\n[^a]: C.\n");
    numbers_assign(&fixture->context);
    static const struct {
        const char *text;
        int number;
    } notes[] = {{"B.", 1}, {"A.", 2}, {"B.", 1}, {"inline", 3}};
    for (int i = 0; i < 4; i++) {
        struct node *note = find_nth(chapter, NODE_NOTE_CALL, i)->target;
        assert_int_equal(note->footnote.number, notes[i].number);
        assert_string_equal(text_with_pages(fixture, note), notes[i].text);
    }
    assert_int_equal(find_nth(fixture->tree.root, NODE_NOTE_CALL, 4)
                         ->target->footnote.number,
                     4);
}

static void
parts_count_but_keep_a_number_of_their_own(void **state)
{
    struct fixture *fixture = *state;
    struct node *parts[3];
    for (int i = 0; i < 3; i++) {
        parts[i] = node_new(fixture->arena, NODE_PART, (struct span){0});
        node_append(fixture->tree.root, parts[i]);
    }
    parts[1]->part.number = 6;
    numbers_assign(&fixture->context);
    assert_int_equal(parts[0]->part.number, 1);
    assert_int_equal(parts[1]->part.number, 6);
    assert_int_equal(parts[2]->part.number, 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        PASS_TEST(in_a_block_figures_and_tables_count_by_block_and_apart),
        PASS_TEST(outside_blocks_they_count_through_the_book),
        PASS_TEST(in_a_part_they_count_through_the_book),
        PASS_TEST(without_a_caption_there_is_no_number),
        PASS_TEST(notes_count_as_they_are_called),
        PASS_TEST(parts_count_but_keep_a_number_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
