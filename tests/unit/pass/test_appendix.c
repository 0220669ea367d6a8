/* A facilitator's appendix: which lines, columns and tables it has. */
#include "pass_fixture.h"

#include "base/array.h"

enum { MOST_READERS = 8 };

/* A session's file: a hand-out and the blocks 7 and 8. */
struct meeting {
    struct edition handout, facilitator, others[MOST_READERS];
    struct profile profile;
    struct concordance_reader readers[MOST_READERS + 1];
    struct concordance concordance;
    struct node *place;
};

static struct meeting *
meeting_new(struct fixture *fixture)
{
    struct meeting *meeting = ARENA_NEW(fixture->arena, struct meeting);
    meeting->handout.pdf = true;
    meeting->facilitator =
        (struct edition){.pdf = true, .handout = &meeting->handout};
    meeting->profile = (struct profile){.name = TEXT("de zorg")};
    meeting->concordance.readers = meeting->readers;
    fixture->context.edition = &meeting->facilitator;
    fixture->context.concordance = &meeting->concordance;
    return meeting;
}

/* Adds a reader with the places "FILE ROLE PAGE", a line each. */
static void
reads(struct fixture *fixture, struct meeting *meeting,
      const struct edition *edition, const char *lines)
{
    struct concordance_reader *reader =
        &meeting->readers[meeting->concordance.reader_count++];
    struct text rest = text_of(lines), file, role, page;
    reader->edition = edition;
    reader->places = ARENA_ARRAY(fixture->arena, 16, struct concordance_place);
    while (text_next_word(&rest, &file) && text_next_word(&rest, &role) &&
           text_next_word(&rest, &page))
        reader->places[reader->place_count++] = (struct concordance_place){
            .file = file, .role = book_role(fixture->book, role), .page = page};
}

static const struct edition *
other(struct meeting *meeting, int number, const char *id, bool is_excerpt)
{
    meeting->others[number] =
        (struct edition){.id = text_of(id),
                         .title = TEXT("Proef"),
                         .pdf = true,
                         .profile = is_excerpt ? &meeting->profile : NULL};
    return &meeting->others[number];
}

static void
add_file(struct fixture *fixture, int block, const char *file,
         const char *markdown)
{
    struct node *chapter = block ? add_block(fixture, block, markdown)
                                 : add_chapter(fixture, markdown);
    chapter->chapter.file = text_of(file);
}

/* Rows as lines, cells between bars, captions in brackets. */
static const char *
filled(struct fixture *fixture, struct meeting *meeting)
{
    meeting->place = add_place(fixture, CHAPTER_CONCORDANCE);
    concordance_fill(&fixture->context);
    struct text all = TEXT("");
    for (struct node *node = meeting->place; node && meeting->place->parent;
         node = node_next(node, meeting->place)) {
        if (node->kind == NODE_CAPTION)
            all = arena_printf(
                fixture->arena, "%.*s[%.*s]", TEXT_PRINTF(all),
                TEXT_PRINTF(node_plain_text(fixture->arena, node)));
        else if (node->kind == NODE_ROW)
            all = arena_printf(fixture->arena, "%.*s\n", TEXT_PRINTF(all));
        else if (node->kind == NODE_CELL)
            all = arena_printf(fixture->arena, "%.*s%s|", TEXT_PRINTF(all),
                               text_with_pages(fixture, node));
    }
    return arena_string(fixture->arena, all);
}

static void
parts_that_begin_elsewhere_have_a_line(void **state)
{
    struct fixture *fixture = *state;
    struct meeting *meeting = meeting_new(fixture);
    add_file(fixture, 0, "keer.md", "# Vandaag\n");
    add_file(fixture, 7, "7.md",
             "# *Kracht*\n\n## Stappen\n\nEen.\n\n## Werkblad\n\nTwee.\n");
    reads(fixture, meeting, &meeting->handout,
          "keer.md - 3 7.md - 4 7.md stappen 4 7.md werkblad 5");
    reads(fixture, meeting, other(meeting, 0, "nieuw", false),
          "7.md - 40 7.md stappen 40 7.md werkblad 44");
    assert_string_equal(filled(fixture, meeting),
                        "[De bladzijde van elk onderdeel]\n"
                        "Onderdeel|Hier|Hand-out|nieuw|\n"
                        "Vandaag|58|3|\u2013|\n"
                        "7\u00A0Kracht|58|4|40|\n"
                        "Werkblad\u00A07|58|5|44|");
}

static void
what_the_hand_out_lacks_has_no_line(void **state)
{
    struct fixture *fixture = *state;
    struct meeting *meeting = meeting_new(fixture);
    add_file(fixture, 0, "notities.md", "# Voor de begeleider\n");
    add_file(fixture, 7, "7.md", "# Kracht\n\n## Werkblad\n\nTwee.\n");
    reads(fixture, meeting, &meeting->handout, "7.md - 4");
    assert_string_equal(filled(fixture, meeting),
                        "[De bladzijde van elk onderdeel]\n"
                        "Onderdeel|Hier|Hand-out|\n"
                        "7\u00A0Kracht|58|4|");
}

static void
unprinted_files_have_no_column(void **state)
{
    struct fixture *fixture = *state;
    struct meeting *meeting = meeting_new(fixture);
    meeting->handout.pdf = meeting->facilitator.pdf = false;
    add_file(fixture, 7, "7.md", "# Kracht\n");
    reads(fixture, meeting, &meeting->handout, "7.md - 4");
    reads(fixture, meeting, other(meeting, 0, "nieuw", false), "7.md - 40");
    assert_string_equal(filled(fixture, meeting),
                        "[De bladzijde van elk onderdeel]\n"
                        "Onderdeel|nieuw|\n7\u00A0Kracht|40|");
}

static void
excerpts_are_lines_of_a_table_of_their_own(void **state)
{
    struct fixture *fixture = *state;
    struct meeting *meeting = meeting_new(fixture);
    add_file(fixture, 7, "7.md", "# Kracht\n");
    add_file(fixture, 8, "8.md", "# Ronde\n");
    reads(fixture, meeting, other(meeting, 0, "zorg", true), "8.md - 12");
    reads(fixture, meeting, other(meeting, 1, "stip", true), "9.md - 12");
    reads(fixture, meeting, &meeting->handout, "7.md - 4 8.md - 5");
    assert_string_equal(
        filled(fixture, meeting),
        "[De bladzijde van elk onderdeel]\n"
        "Onderdeel|Hier|Hand-out|\n"
        "7\u00A0Kracht|58|4|\n8\u00A0Ronde|58|5|"
        "[De bladzijde waarop een bouwsteen begint, per uittreksel]\n"
        "Uittreksel|bouwsteen\u00A07|bouwsteen\u00A08|\n"
        "de zorg|\u2013|12|");
}

static void
many_columns_are_shared_by_several_tables(void **state)
{
    struct fixture *fixture = *state;
    struct meeting *meeting = meeting_new(fixture);
    static const char *const ids[] = {"a", "b", "c", "d"};
    add_file(fixture, 7, "7.md", "# Kracht\n");
    reads(fixture, meeting, &meeting->handout, "7.md - 4");
    for (int i = 0; i < 4; i++)
        reads(fixture, meeting, other(meeting, i, ids[i], false), "7.md - 9");
    assert_string_equal(filled(fixture, meeting),
                        "[De bladzijde van elk onderdeel]\n"
                        "Onderdeel|Hier|Hand-out|a|b|\n"
                        "7\u00A0Kracht|58|4|9|9|"
                        "[De bladzijde van elk onderdeel]\n"
                        "Onderdeel|Hier|Hand-out|c|d|\n"
                        "7\u00A0Kracht|58|4|9|9|");
}

static void
each_table_has_header_cells_and_as_many_columns_as_it_says(void **state)
{
    struct fixture *fixture = *state;
    struct meeting *meeting = meeting_new(fixture);
    add_file(fixture, 7, "7.md", "# Kracht\n");
    reads(fixture, meeting, &meeting->handout, "7.md - 4");
    filled(fixture, meeting);
    const struct node *table = find_nth(meeting->place, NODE_TABLE, 0);
    assert_int_equal(table->table.column_count, 3);
    assert_int_equal(table->table.alignments[0], ALIGN_LEFT);
    assert_int_equal(table->table.alignments[2], ALIGN_RIGHT);
    for (int i = 0; i < 4; i++) /* the head, and the line's name */
        assert_true(find_nth(meeting->place, NODE_CELL, i)->cell.header);
    assert_false(find_nth(meeting->place, NODE_CELL, 4)->cell.header);
}

static void
without_pages_to_tell_there_is_no_appendix(void **state)
{
    struct fixture *fixture = *state;
    struct meeting *meeting = meeting_new(fixture);
    add_file(fixture, 7, "7.md", "# Kracht\n");
    fixture->context.concordance = NULL;
    assert_string_equal(filled(fixture, meeting), "");
    assert_null(meeting->place->parent);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        PASS_TEST(parts_that_begin_elsewhere_have_a_line),
        PASS_TEST(what_the_hand_out_lacks_has_no_line),
        PASS_TEST(unprinted_files_have_no_column),
        PASS_TEST(excerpts_are_lines_of_a_table_of_their_own),
        PASS_TEST(many_columns_are_shared_by_several_tables),
        PASS_TEST(each_table_has_header_cells_and_as_many_columns_as_it_says),
        PASS_TEST(without_pages_to_tell_there_is_no_appendix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
