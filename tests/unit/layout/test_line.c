/* One line between two breaks that the test chooses. */
#include "layout_fixture.h"

#include "layout/line.h"

struct one_line {
    struct item_list list;
    struct break_rules rules;
    struct line line;
};

static struct block_style style;

/* Sets items 0..last (-1: all) at a measure, in points. */
static const struct line *
line_of(struct fixture *fixture, const struct node *block,
        enum text_align align, int points, int last)
{
    static struct one_line one;
    static struct paragraph_rules rules;
    style = *style_block(fixture->context.style, block);
    style.align = align;
    one = (struct one_line){.rules = {.measure = points * SCALED_PT}};
    rules =
        (struct paragraph_rules){.style = &style, .measure = one.rules.measure};
    items_collect(&one.list, &fixture->context, block, &rules);
    struct line_break to = {.point = -1};
    to.item = last < 0 ? (uint32_t)one.list.items.count - 1 : (uint32_t)last;
    line_set(&one.list, &one.rules, NULL, &to, &one.line);
    return &one.line;
}

/* Where the words of a line's first mark begin. */
static scaled
word_start(const struct line *line, uint32_t word)
{
    return line->marks[0].x + line->marks[0].text.words[word].x;
}

static scaled
word_end(const struct line *line, uint32_t word)
{
    const struct mark *mark = &line->marks[0];
    scaled width = shape_width(mark->text.words[word].shape, mark->text.size);
    return word_start(line, word) +
           scaled_ratio(width, mark->text.expansion, 1000);
}

static void
glyphs_give_way_before_spaces(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = paragraph(fixture, "wijk en buurt en straat en plein");
    const struct line *line = line_of(fixture, block, TEXT_LEFT, 300, 11);
    int natural = (int)(line->width / SCALED_PT);
    int most = style_lines(fixture->context.style)->expansion;
    line = line_of(fixture, block, TEXT_JUSTIFY, natural + 1, 11);
    assert_in_range(line->marks[0].text.expansion, 1001, 999 + most);
    assert_in_range(line->ratio, 998, 1002);
    line = line_of(fixture, block, TEXT_JUSTIFY, natural + 9, 11);
    assert_int_equal(line->marks[0].text.expansion, 1000 + most);
    assert_in_range(line->ratio, 1300, 2000);
    line = line_of(fixture, block, TEXT_JUSTIFY, natural - 4, 11);
    assert_int_equal(line->marks[0].text.expansion, 1000 - most);
    assert_in_range(line->ratio, 700, 980);
}

static void
all_spaces_of_a_line_grow_alike(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = paragraph(fixture, "een twee drie vier vijf zes");
    const struct line *line = line_of(fixture, block, TEXT_JUSTIFY, 200, 9);
    assert_int_equal(line->marks[0].text.word_count, 5);
    scaled first = word_start(line, 1) - word_end(line, 0);
    for (uint32_t i = 2; i < 5; i++) {
        scaled gap = word_start(line, i) - word_end(line, i - 1);
        assert_true(gap - first < SCALED_PT / 50);
        assert_true(first - gap < SCALED_PT / 50);
    }
}

static void
the_last_line_keeps_its_natural_spaces(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = paragraph(fixture, "een twee drie");
    const struct line *line = line_of(fixture, block, TEXT_JUSTIFY, 300, -1);
    assert_true(line->is_last);
    assert_int_equal(line->ratio, 1000);
    assert_int_equal(line->marks[0].text.expansion, 1000);
    assert_false(line->marks[0].space_after);
    /* One that is too full is tightened like others. */
    int natural = (int)(line->width / SCALED_PT);
    line = line_of(fixture, block, TEXT_JUSTIFY, natural - 2, -1);
    assert_true(line->ratio < 1000);
}

static void
white_space_at_the_break_is_said_but_not_set(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = paragraph(fixture, "een twee drie");
    const struct line *line = line_of(fixture, block, TEXT_LEFT, 300, 3);
    assert_int_equal(line->mark_count, 1);
    assert_int_equal(line->marks[0].text.word_count, 2);
    assert_true(line->marks[0].space_after);
    assert_false(line->is_last);
}

static void
a_line_that_cannot_be_tightened_is_overfull_and_reported(void **state)
{
    struct fixture *fixture = *state;
    struct node *block =
        paragraph(fixture, "verantwoordelijkheid en medezeggenschap");
    const struct line *line = line_of(fixture, block, TEXT_JUSTIFY, 150, -1);
    assert_true(line->is_overfull);
    assert_int_equal(diag_count(fixture->context.diag, DIAG_WARNING), 1);
    /* Its spaces are still no narrower than the sheet allows. */
    assert_true(line->ratio > 500);
}

static void
neighbouring_words_of_one_look_share_a_mark(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = add(fixture, fixture->chapter, NODE_PARAGRAPH);
    add_text(fixture, block, "een ");
    add_text(fixture, add(fixture, block, NODE_STRONG), "twee drie");
    add_text(fixture, block, " vier vijf");
    const struct line *line = line_of(fixture, block, TEXT_LEFT, 300, -1);
    assert_int_equal(line->mark_count, 3);
    assert_int_equal(line->marks[0].text.word_count, 1);
    assert_int_equal(line->marks[1].text.word_count, 2);
    assert_int_equal(line->marks[2].text.word_count, 2);
    assert_int_equal(line->marks[2].text.words[1].offset, strlen(" vier "));
    for (size_t i = 0; i + 1 < 3; i++)
        assert_true(line->marks[i].x + line->marks[i].width <
                    line->marks[i + 1].x);
}

static void
struck_text_has_one_rule_over_its_spaces_too(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = add(fixture, fixture->chapter, NODE_PARAGRAPH);
    add_text(fixture, add(fixture, block, NODE_STRIKE), "een twee drie");
    const struct line *line = line_of(fixture, block, TEXT_LEFT, 300, -1);
    assert_int_equal(line->mark_count, 2);
    const struct mark *text = &line->marks[0], *rule = &line->marks[1];
    assert_int_equal(rule->kind, MARK_LINE);
    assert_int_equal(rule->artifact, ARTIFACT_LAYOUT);
    assert_int_equal(rule->x, text->x);
    assert_int_equal(rule->width, text->width);
    assert_true(rule->y < 0);
}

static void
a_line_is_as_tall_as_the_tallest_thing_in_it(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = paragraph(fixture, "een");
    const struct line *line = line_of(fixture, block, TEXT_LEFT, 300, -1);
    scaled ascent = line->ascent, descent = line->descent;
    assert_true(ascent > descent && descent > 0);
    struct node *call = add(fixture, block, NODE_NOTE_CALL);
    call->target =
        node_new(fixture->context.arena, NODE_FOOTNOTE, (struct span){0});
    line = line_of(fixture, block, TEXT_LEFT, 300, -1);
    assert_true(line->ascent >= ascent);
    assert_int_equal(line->descent, descent);
}

static void
a_hanging_hyphen_stands_outside_the_measure(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = paragraph(fixture, "wijk- en buurtteams");
    const struct line *line = line_of(fixture, block, TEXT_RIGHT, 100, 1);
    scaled end = line_end(line);
    assert_true(end > 101 * SCALED_PT && end < 104 * SCALED_PT);
    assert_true(text_equals(line->marks[1].text.actual, "\u2010"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(glyphs_give_way_before_spaces),
        TEST(all_spaces_of_a_line_grow_alike),
        TEST(the_last_line_keeps_its_natural_spaces),
        TEST(white_space_at_the_break_is_said_but_not_set),
        TEST(a_line_that_cannot_be_tightened_is_overfull_and_reported),
        TEST(neighbouring_words_of_one_look_share_a_mark),
        TEST(struck_text_has_one_rule_over_its_spaces_too),
        TEST(a_line_is_as_tall_as_the_tallest_thing_in_it),
        TEST(a_hanging_hyphen_stands_outside_the_measure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
