/* Titles of more than one line, set with the real fonts and sheet. */
#include "layout/balance.h"

#include "layout_fixture.h"

/* The lines of a title set in so many points, parted by "|". */
static const char *
title(struct fixture *fixture, const char *text, enum text_align align,
      int points)
{
    static char all[2000];
    struct node *heading = add(fixture, fixture->chapter, NODE_HEADING);
    heading->heading.level = 1;
    add_text(fixture, heading, text);
    set(fixture, heading, align, points);
    size_t size = 0;
    for (size_t i = 0; i < fixture->lines.count; i++)
        size += (size_t)snprintf(all + size, sizeof all - size, "%s%s",
                                 i ? "|" : "", line_text(fixture, i));
    return all;
}

static void
lines_are_nearly_equal(void **state)
{
    assert_string_equal(
        title(*state, "Van klacht naar gedeelde kwestie", TEXT_LEFT, 312),
        "Van klacht naar |gedeelde kwestie~");
}

static void
a_small_word_begins_a_line(void **state)
{
    assert_string_equal(
        title(*state, "Talenten en hulpbronnen (ABCD)", TEXT_LEFT, 312),
        "Talenten |en hulpbronnen (ABCD)~");
}

static void
a_colon_ends_a_line(void **state)
{
    assert_string_equal(
        title(*state, "Inclusie: meedoen met een beperking", TEXT_LEFT, 360),
        "Inclusie: |meedoen met een beperking~");
}

static void
there_are_no_more_lines_than_before(void **state)
{
    assert_string_equal(
        title(*state, "Wat opbouwwerk is, en wat niet", TEXT_LEFT, 500),
        "Wat opbouwwerk is, en wat niet~");
}

static void
a_justified_title_stays_as_it_is(void **state)
{
    assert_string_equal(title(*state, "Een groep vormen en samen begeleiden",
                              TEXT_JUSTIFY, 260),
                        "Een groep vormen en |samen begeleiden~");
    assert_string_equal(
        title(*state, "Een groep vormen en samen begeleiden", TEXT_LEFT, 260),
        "Een groep vormen |en samen begeleiden~");
}

static void
what_the_author_breaks_stays_broken(void **state)
{
    struct fixture *fixture = *state;
    struct node *heading = add(fixture, fixture->chapter, NODE_HEADING);
    heading->heading.level = 1;
    add_text(fixture, heading, "Van ");
    add(fixture, heading, NODE_HARD_BREAK);
    add_text(fixture, heading, "klacht naar gedeelde");
    set(fixture, heading, TEXT_LEFT, 312);
    assert_int_equal(fixture->lines.count, 2);
    assert_string_equal(line_text(fixture, 0), "Van ");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_are_nearly_equal),
        TEST(a_small_word_begins_a_line),
        TEST(a_colon_ends_a_line),
        TEST(there_are_no_more_lines_than_before),
        TEST(a_justified_title_stays_as_it_is),
        TEST(what_the_author_breaks_stays_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
