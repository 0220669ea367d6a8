/* Line breaking with hand-made items: no text, no fonts. */
#include "layout/linebreak.h"

#include "layout/badness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum { ITEMS_MOST = 4000, POINTS_MOST = 8 };
#define UNIT SCALED_PT

struct fixture {
    struct arena *scratch;
    struct item items[ITEMS_MOST];
    size_t count;
    struct break_point points[ITEMS_MOST][POINTS_MOST];
    struct break_rules rules;
    struct line_breaks breaks;
    int divided; /* words that were asked for their points */
};

static void
divide(void *context, struct item *item)
{
    struct fixture *fixture = context;
    /* Every word has a syllable each ten units. */
    size_t index = (size_t)(item - fixture->items);
    uint32_t count = 0;
    fixture->divided++;
    for (scaled at = 10 * UNIT; at < item->width && count < POINTS_MOST;
         at += 10 * UNIT)
        fixture->points[index][count++] =
            (struct break_point){.before = at + 3 * UNIT,
                                 .rest = item->width - at,
                                 .penalty = 60,
                                 .kind = POINT_SYLLABLE};
    item->points = fixture->points[index];
    item->point_count = count;
}

static int
open_fixture(void **state)
{
    static struct fixture fixture;
    memset(&fixture, 0, sizeof fixture);
    fixture.scratch = arena_new();
    fixture.rules = (struct break_rules){.measure = 100 * UNIT,
                                         .fits_classes = true,
                                         .first_tolerance = 100,
                                         .tolerance = 200,
                                         .ladder = 2,
                                         .emergency_stretch = 20 * UNIT,
                                         .divide = divide,
                                         .context = &fixture};
    *state = &fixture;
    return 0;
}

static int
close_fixture(void **state)
{
    arena_free(((struct fixture *)*state)->scratch);
    return 0;
}

static struct item *
add(struct fixture *fixture, enum item_kind kind)
{
    struct item *item = &fixture->items[fixture->count++];
    *item = (struct item){.kind = (uint8_t)kind};
    return item;
}

static struct item *
add_space(struct fixture *fixture)
{
    struct item *item = add(fixture, ITEM_SPACE);
    item->width = 6 * UNIT;
    item->stretch = 3 * UNIT;
    item->shrink = 2 * UNIT;
    return item;
}

/* Words of these widths with spaces between. */
static void
add_words(struct fixture *fixture, const int *widths, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fixture->count)
            add_space(fixture);
        struct item *item = add(fixture, ITEM_BOX);
        item->width = widths[i] * UNIT;
        item->may_divide = true;
    }
}

#define WORDS(fixture, ...)                                                    \
    add_words(fixture, (const int[]){__VA_ARGS__},                             \
              sizeof((const int[]){__VA_ARGS__}) / sizeof(int))

static void
find(struct fixture *fixture)
{
    add(fixture, ITEM_BREAK);
    linebreak_find(fixture->scratch, fixture->items, fixture->count,
                   &fixture->rules, &fixture->breaks);
}

/* The breaks as text: the item's index, with the point's after a point. */
static const char *
breaks_text(const struct fixture *fixture)
{
    static char text[8000];
    size_t size = 0;
    text[0] = '\0';
    for (size_t i = 0; i < fixture->breaks.count; i++) {
        struct line_break at = fixture->breaks.items[i];
        size += (size_t)snprintf(text + size, sizeof text - size,
                                 at.point < 0 ? "%s%u" : "%s%u.%d",
                                 i ? " " : "", at.item, at.point);
    }
    return text;
}

static void
badness_follows_tex(void **state)
{
    (void)state;
    assert_int_equal(badness_of(0, 0), 0);
    assert_int_equal(badness_of(5 * UNIT, 0), 10000);
    assert_int_equal(badness_of(5 * UNIT, 5 * UNIT), 100);
    assert_int_equal(badness_of(5 * UNIT, 10 * UNIT), 12);
    assert_int_equal(badness_of(10 * UNIT, 5 * UNIT), 800);
    assert_int_equal(badness_of(1000 * UNIT, UNIT), 10000);
}

static void
a_short_paragraph_is_one_line(void **state)
{
    struct fixture *fixture = *state;
    WORDS(fixture, 20, 20);
    find(fixture);
    assert_string_equal(breaks_text(fixture), "3");
    assert_int_equal(fixture->breaks.pass, 1);
}

/* Taking what fits gives 44 36 8 | 74 | 70: a perfect line, then one with a
 * single word.  The optimum keeps the short word for the second line. */
static void
a_looser_line_saves_the_next_one(void **state)
{
    struct fixture *fixture = *state;
    WORDS(fixture, 44, 36, 8, 74, 70);
    for (size_t i = 0; i < fixture->count; i++)
        if (fixture->items[i].kind == ITEM_SPACE)
            fixture->items[i].stretch = 16 * UNIT;
    find(fixture);
    assert_string_equal(breaks_text(fixture), "3 7 9");
    assert_int_equal(fixture->breaks.pass, 1);
}

static void
tied_spaces_are_never_broken(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.line_stretch = 60 * UNIT;
    WORDS(fixture, 30, 30, 24, 30);
    fixture->items[5].is_tied = true; /* 24 belongs to the second 30 */
    find(fixture);
    assert_string_equal(breaks_text(fixture), "3 7");
}

static void
words_are_divided_only_in_the_second_pass(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.hyphens = true;
    WORDS(fixture, 40, 52, 20, 20);
    find(fixture);
    assert_int_equal(fixture->breaks.pass, 1);
    assert_int_equal(fixture->divided, 0);
}

static void
only_words_at_a_line_end_are_divided(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.hyphens = true;
    WORDS(fixture, 24, 24, 60, 24, 24, 24, 24, 24);
    find(fixture);
    assert_int_equal(fixture->breaks.pass, 2);
    assert_int_equal(fixture->breaks.items[0].item, 4);
    assert_true(fixture->breaks.items[0].point >= 0);
    assert_true(fixture->divided < 6);
    assert_true(fixture->items[0].may_divide); /* never asked */
}

static void
the_last_word_is_not_divided(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.hyphens = true;
    fixture->rules.first_tolerance = 0;
    fixture->rules.tolerance = 10000;
    WORDS(fixture, 24, 24, 80);
    fixture->items[4].is_last_word = true;
    find(fixture);
    assert_string_equal(breaks_text(fixture), "3 5");
    assert_int_equal(fixture->breaks.pass, 2);
    assert_true(fixture->items[4].may_divide); /* never asked */
}

/* In the third pass too it stays whole while any line will hold it. */
static void
an_emergency_does_not_divide_the_last_word(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.hyphens = true;
    WORDS(fixture, 60, 60, 80);
    fixture->items[4].is_last_word = true;
    find(fixture);
    assert_int_equal(fixture->breaks.pass, 3);
    for (size_t i = 0; i < fixture->breaks.count; i++)
        assert_true(fixture->breaks.items[i].item != 4 ||
                    fixture->breaks.items[i].point < 0);
}

/* "buurt- en ..." at a line end is a hyphen as any other. */
static void
a_word_that_ends_in_a_hyphen_counts_for_the_ladder(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.ladder = 1;
    WORDS(fixture, 47, 47, 47, 47, 47, 47);
    fixture->items[2].ends_in_hyphen = fixture->items[6].ends_in_hyphen = true;
    find(fixture);
    assert_int_equal(fixture->breaks.pass, 3); /* no other way */
}

static int
longest_ladder(const struct fixture *fixture)
{
    int run = 0, longest = 0;
    for (size_t i = 0; i < fixture->breaks.count; i++) {
        run = fixture->breaks.items[i].point >= 0 ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void
no_more_hyphens_in_a_row_than_the_ladder(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.hyphens = true;
    /* Words that hardly ever end where a line does. */
    for (int i = 0; i < 120; i++)
        WORDS(fixture, 37 + i * 7 % 23);
    for (int ladder = 1; ladder <= 3; ladder++) {
        fixture->rules.ladder = ladder;
        linebreak_find(fixture->scratch, fixture->items, fixture->count,
                       &fixture->rules, &fixture->breaks);
        if (ladder == 1)
            add(fixture, ITEM_BREAK);
        linebreak_find(fixture->scratch, fixture->items, fixture->count,
                       &fixture->rules, &fixture->breaks);
        assert_true(fixture->breaks.count > 50);
        /* In an emergency too, while a loose line can be had. */
        assert_true(longest_ladder(fixture) <= ladder);
    }
}

static void
an_emergency_is_loose_rather_than_too_wide(void **state)
{
    struct fixture *fixture = *state;
    WORDS(fixture, 60, 60, 60, 60);
    find(fixture);
    assert_int_equal(fixture->breaks.pass, 3);
    assert_string_equal(breaks_text(fixture), "1 3 5 7");
}

static void
a_word_too_wide_stands_alone(void **state)
{
    struct fixture *fixture = *state;
    WORDS(fixture, 40, 140, 40);
    find(fixture);
    assert_string_equal(breaks_text(fixture), "1 3 5");
}

static void
a_forced_break_ends_the_line(void **state)
{
    struct fixture *fixture = *state;
    WORDS(fixture, 20);
    add(fixture, ITEM_BREAK);
    struct item *item = add(fixture, ITEM_BOX);
    item->width = 20 * UNIT;
    find(fixture);
    assert_string_equal(breaks_text(fixture), "1 3");
    assert_int_equal(fixture->breaks.pass, 1);
}

static void
ragged_lines_are_an_optimum_too(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.line_stretch = 20 * UNIT;
    fixture->rules.fits_classes = false;
    fixture->rules.first_tolerance = 10000;
    WORDS(fixture, 30, 30, 26, 70, 30, 30, 28);
    for (size_t i = 0; i < fixture->count; i++)
        fixture->items[i].stretch = fixture->items[i].shrink = 0;
    find(fixture);
    /* 98 | 70 | 100: nothing better than taking what fits. */
    assert_string_equal(breaks_text(fixture), "5 7 13");
    fixture->count = 0;
    WORDS(fixture, 30, 30, 26, 40, 60, 30);
    for (size_t i = 0; i < fixture->count; i++)
        fixture->items[i].stretch = fixture->items[i].shrink = 0;
    find(fixture);
    /* Greedy: 98 | 40 | 96; better: 66 | 72 | 96. */
    assert_string_equal(breaks_text(fixture), "3 7 11");
}

static void
glyphs_give_way_before_spaces(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.first_tolerance = 0;
    fixture->rules.tolerance = 0;
    WORDS(fixture, 46, 46, 98, 40); /* 98 of 100 in both lines */
    find(fixture);
    assert_int_equal(fixture->breaks.pass, 3);
    for (size_t i = 0; i < fixture->count; i++)
        if (fixture->items[i].kind == ITEM_BOX)
            fixture->items[i].flex = 2 * UNIT;
    linebreak_find(fixture->scratch, fixture->items, fixture->count,
                   &fixture->rules, &fixture->breaks);
    assert_int_equal(fixture->breaks.pass, 1);
}

static void
what_hangs_out_does_not_count(void **state)
{
    struct fixture *fixture = *state;
    WORDS(fixture, 47, 49, 30); /* 102 wide, spaces may shrink by 2 */
    fixture->items[1].shrink = 0;
    fixture->items[2].right = 2 * UNIT;
    find(fixture);
    assert_string_equal(breaks_text(fixture), "3 5");
    assert_int_equal(fixture->breaks.pass, 1);
}

static void
a_last_line_is_not_too_short(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.last_least = 20 * UNIT;
    fixture->rules.line_stretch = 40 * UNIT;
    fixture->rules.first_tolerance = 10000;
    WORDS(fixture, 45, 45, 8);
    find(fixture);
    assert_string_equal(breaks_text(fixture), "1 5");
}

static void
a_heading_does_not_end_in_one_word(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.last_words = true;
    fixture->rules.line_stretch = 40 * UNIT;
    fixture->rules.first_tolerance = 10000;
    WORDS(fixture, 40, 40, 40);
    find(fixture);
    assert_string_equal(breaks_text(fixture), "1 5");
}

static void
the_same_items_give_the_same_breaks(void **state)
{
    struct fixture *fixture = *state;
    fixture->rules.hyphens = true;
    for (int i = 0; i < 1500; i++)
        WORDS(fixture, 10 + i * 13 % 41);
    find(fixture);
    char first[8000];
    snprintf(first, sizeof first, "%s", breaks_text(fixture));
    linebreak_find(fixture->scratch, fixture->items, fixture->count,
                   &fixture->rules, &fixture->breaks);
    assert_string_equal(first, breaks_text(fixture));
}

/* Four words a line; a line more ends in one word of this width. */
static int64_t
looser_with_last(struct fixture *fixture, int width)
{
    fixture->count = 0;
    fixture->rules.line_stretch = 40 * UNIT;
    fixture->rules.fits_classes = false;
    fixture->rules.tolerance = fixture->rules.first_tolerance = 10000;
    fixture->rules.counts_lines = true;
    WORDS(fixture, 20, 20, 20, 20, 20, 20, 20);
    WORDS(fixture, width);
    find(fixture);
    assert_int_equal(fixture->breaks.count, 2);
    assert_true(fixture->breaks.looser >= 0);
    return fixture->breaks.looser;
}

static void
a_line_more_with_little_in_it_costs_more(void **state)
{
    struct fixture *fixture = *state;
    int64_t fair = looser_with_last(fixture, 20);
    int64_t little = looser_with_last(fixture, 8);
    assert_true(little > fair + 50000);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(badness_follows_tex),
        TEST(a_short_paragraph_is_one_line),
        TEST(a_looser_line_saves_the_next_one),
        TEST(a_line_more_with_little_in_it_costs_more),
        TEST(tied_spaces_are_never_broken),
        TEST(words_are_divided_only_in_the_second_pass),
        TEST(only_words_at_a_line_end_are_divided),
        TEST(the_last_word_is_not_divided),
        TEST(an_emergency_does_not_divide_the_last_word),
        TEST(a_word_that_ends_in_a_hyphen_counts_for_the_ladder),
        TEST(no_more_hyphens_in_a_row_than_the_ladder),
        TEST(an_emergency_is_loose_rather_than_too_wide),
        TEST(a_word_too_wide_stands_alone),
        TEST(a_forced_break_ends_the_line),
        TEST(ragged_lines_are_an_optimum_too),
        TEST(glyphs_give_way_before_spaces),
        TEST(what_hangs_out_does_not_count),
        TEST(a_last_line_is_not_too_short),
        TEST(a_heading_does_not_end_in_one_word),
        TEST(the_same_items_give_the_same_breaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
