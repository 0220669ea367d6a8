/* Inline content as boxes and glue. */
#include "layout_fixture.h"

#include "layout/item.h"

/* The items of a block, ragged or justified; they live until the next. */
static struct item_list list;

static void
collect(struct fixture *fixture, const struct node *block,
        enum text_align align)
{
    static struct block_style style;
    static struct paragraph_rules rules;
    style = *style_block(fixture->context.style, block);
    style.align = align;
    rules =
        (struct paragraph_rules){.style = &style, .measure = 300 * SCALED_PT};
    items_collect(&list, &fixture->context, block, &rules);
}

/* Boxes as their text, glue as " " or "~" when tied, breaks as "|", places as
 * "@". */
static const char *
items(void)
{
    static char text[2000];
    size_t size = 0;
    for (size_t i = 0; i < list.items.count; i++) {
        const struct item *item = &list.items.items[i];
        switch ((enum item_kind)item->kind) {
        case ITEM_BOX:
            size += (size_t)snprintf(text + size, sizeof text - size, "%.*s",
                                     TEXT_PRINTF(item_text(&list, item)));
            break;
        case ITEM_SPACE:
            text[size++] = item->is_tied ? '~' : ' ';
            break;
        case ITEM_BREAK:
            text[size++] = '|';
            break;
        case ITEM_ANCHOR:
            text[size++] = item->anchor ? '@' : '.';
            break;
        }
    }
    text[size] = '\0';
    return text;
}

static const char *
items_of(struct fixture *fixture, const char *text)
{
    collect(fixture, paragraph(fixture, text), TEXT_JUSTIFY);
    return items();
}

static struct item *
box(size_t count)
{
    for (size_t i = 0; i < list.items.count; i++)
        if (list.items.items[i].kind == ITEM_BOX && count-- == 0)
            return &list.items.items[i];
    fail_msg("no such box");
    return NULL;
}

/* The word with its points: "so·ci·aal-|cul", "|" where nothing is added. */
static const char *
points(struct item *item)
{
    static char text[400];
    size_t size = 0, at = 0;
    if (item->may_divide)
        item_divide(&list, item);
    struct text word = item_text(&list, item);
    for (uint32_t i = 0; i < item->point_count; i++) {
        const struct break_point *point = &item->points[i];
        bool adds = point->kind == POINT_SYLLABLE || point->kind == POINT_SOFT;
        struct text part = text_slice(word, at, point->offset);
        size += (size_t)snprintf(text + size, sizeof text - size, "%.*s%s",
                                 TEXT_PRINTF(part), adds ? "·" : "|");
        at = point->offset;
    }
    snprintf(text + size, sizeof text - size, "%.*s",
             TEXT_PRINTF(text_slice(word, at, word.size)));
    return text;
}

static void
assert_points(struct fixture *fixture, const char *text, size_t number,
              const char *expected)
{
    collect(fixture, paragraph(fixture, text), TEXT_JUSTIFY);
    assert_string_equal(points(box(number)), expected);
}

static void
white_space_counts_once_and_not_at_the_edges(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(items_of(fixture, "  een  \t\n twee "), "een twee.|");
    assert_string_equal(items_of(fixture, "een"), "een|");
    struct node *block = add(fixture, fixture->chapter, NODE_PARAGRAPH);
    add_text(fixture, block, "een ");
    add(fixture, block, NODE_SOFT_BREAK);
    add_text(fixture, block, " twee");
    collect(fixture, block, TEXT_LEFT);
    assert_string_equal(items(), "een twee|");
}

static void
no_break_spaces_are_tied_and_all_count(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(items_of(fixture, "p.\u00A0"
                                          "12"),
                        "p.~12|");
    assert_string_equal(items_of(fixture, "\u00A0x\u00A0\u00A0y"), "~x~~y|");
}

static void
nothing_makes_no_items_and_a_mark_of_a_place_makes_a_line(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = add(fixture, fixture->chapter, NODE_PARAGRAPH);
    collect(fixture, block, TEXT_LEFT);
    assert_int_equal(list.items.count, 0);
    add(fixture, block, NODE_INDEX_MARK);
    collect(fixture, block, TEXT_LEFT);
    assert_string_equal(items(), "@|");
}

static void
only_justified_glue_gives_way(void **state)
{
    struct fixture *fixture = *state;
    const struct line_style *lines = style_lines(fixture->context.style);
    struct node *block = paragraph(fixture, "een twee");
    collect(fixture, block, TEXT_JUSTIFY);
    const struct item *space = &list.items.items[1];
    assert_int_equal(
        space->stretch,
        scaled_ratio(space->width, lines->space_stretch_permille, 1000));
    assert_int_equal(
        space->shrink,
        scaled_ratio(space->width, lines->space_shrink_permille, 1000));
    assert_int_equal(box(0)->flex,
                     scaled_ratio(box(0)->width, lines->expansion, 1000));
    assert_true(space->stretch > 0 && space->shrink > 0 && box(0)->flex > 0);
    collect(fixture, block, TEXT_LEFT);
    assert_int_equal(list.items.items[1].stretch, 0);
    assert_int_equal(list.items.items[1].shrink, 0);
    assert_int_equal(box(0)->flex, 0);
}

static void
the_ends_of_a_box_hang_out_as_far_as_its_characters_do(void **state)
{
    struct fixture *fixture = *state;
    items_of(fixture, "mmm- mmm.");
    assert_int_equal(box(0)->left, 0);
    assert_true(box(0)->right > SCALED_PT);
    assert_true(box(0)->ends_in_hyphen);
    assert_true(box(1)->right > 0);
    assert_false(box(1)->ends_in_hyphen);
}

static void
a_word_in_two_looks_is_two_boxes_that_stay_whole(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = add(fixture, fixture->chapter, NODE_PARAGRAPH);
    add_text(fixture, block, "samen");
    add_text(fixture, add(fixture, block, NODE_STRONG), "werking");
    add_text(fixture, block, ", samenwerking");
    collect(fixture, block, TEXT_JUSTIFY);
    assert_string_equal(items(), "samenwerking, samenwerking|");
    assert_int_equal(list.runs.count, 3);
    assert_int_equal(list.runs.items[1].look.variant, FONT_BOLD);
    assert_false(box(0)->may_divide);
    assert_false(box(1)->may_divide);
    assert_true(box(3)->may_divide);
}

static void
the_last_word_is_known_with_all_its_boxes(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = paragraph(fixture, "een samen");
    add_text(fixture, add(fixture, block, NODE_EMPHASIS), "werking");
    collect(fixture, block, TEXT_LEFT);
    assert_false(box(0)->is_last_word);
    assert_true(box(1)->is_last_word);
    assert_true(box(2)->is_last_word);
}

static void
words_part_at_syllables_and_after_their_own_hyphens(void **state)
{
    struct fixture *fixture = *state;
    assert_points(fixture, "de samenwerking", 1, "sa·men·wer·king");
    assert_points(fixture, "de sociaal-cultureel", 1, "so·ci·aal-|cul·tu·reel");
    assert_points(fixture, "de e-mail", 1, "e-mail");
    assert_points(fixture, "de oog–oog", 1, "oog–|oog");
    assert_points(fixture, "de 2012-2016", 1, "2012-2016");
    assert_points(fixture, "de a\u200Bb", 1, "a\u200B|b");
    assert_points(fixture, "de buurt\u00ADmaatje", 1, "buurt\u00AD·maatje");
}

static void
names_are_not_divided_but_a_capital_that_opens_a_sentence_is_none(void **state)
{
    struct fixture *fixture = *state;
    assert_points(fixture, "naar Samenwerking", 1, "Samenwerking");
    assert_points(fixture, "Ja. Samenwerking", 1, "Sa·men·wer·king");
    assert_points(fixture, "‘Ja.’ Samenwerking", 1, "Sa·men·wer·king");
    assert_points(fixture, "Samenwerking", 0, "Sa·men·wer·king");
    assert_points(fixture, "naar Samen\u00ADwerking", 1, "Samen\u00AD·werking");
}

static void
addresses_part_after_their_signs_only(void **state)
{
    struct fixture *fixture = *state;
    assert_points(fixture, "www.voorbeeld.nl/een_twee?drie=4", 0,
                  "www.|voorbeeld.|nl/|een_|twee?|drie=4");
    assert_points(fixture, "mappen/boek.md", 0, "mappen/|boek.md");
    assert_points(fixture, "en/of", 0, "en/of");
    assert_points(fixture, "d.w.z.", 0, "d.w.z.");
}

static void
tracking_counts_for_each_letter_in_a_word_and_its_parts(void **state)
{
    struct fixture *fixture = *state;
    static struct block_style style;
    struct node *block = paragraph(fixture, "samenwerking");
    style = *style_block(fixture->context.style, block);
    struct paragraph_rules rules = {.style = &style,
                                    .measure = 300 * SCALED_PT};
    items_collect(&list, &fixture->context, block, &rules);
    scaled plain = box(0)->width;
    item_divide(&list, box(0));
    scaled before = box(0)->points[0].before, rest = box(0)->points[0].rest;
    style.text.tracking = SCALED_PT;
    items_collect(&list, &fixture->context, block, &rules);
    item_divide(&list, box(0));
    assert_int_equal(box(0)->width, plain + 12 * SCALED_PT);
    assert_int_equal(box(0)->points[0].before, before + 2 * SCALED_PT);
    /* Without the hyphen, head and tail are the word. */
    assert_int_equal(box(0)->points[0].before + box(0)->points[0].rest -
                         box(0)->width,
                     before + rest - plain);
}

/* Typography has made two bytes of one before it. */
static void
a_words_place_in_the_source_is_found_though_bytes_have_moved(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = paragraph(fixture, "'s avonds een woord");
    block->first_child->text = TEXT("’s\u00A0"
                                    "avonds een woord");
    collect(fixture, block, TEXT_LEFT);
    const struct item *last = box(3);
    struct text word = item_text(&list, last);
    assert_true(text_equals(word, "woord"));
    struct span span =
        item_span(&list.runs.items[last->run], last->offset, word);
    assert_int_equal(span.start, strlen("'s avonds een "));
    assert_int_equal(span.end, strlen("'s avonds een woord"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(white_space_counts_once_and_not_at_the_edges),
        TEST(no_break_spaces_are_tied_and_all_count),
        TEST(nothing_makes_no_items_and_a_mark_of_a_place_makes_a_line),
        TEST(only_justified_glue_gives_way),
        TEST(the_ends_of_a_box_hang_out_as_far_as_its_characters_do),
        TEST(a_word_in_two_looks_is_two_boxes_that_stay_whole),
        TEST(the_last_word_is_known_with_all_its_boxes),
        TEST(words_part_at_syllables_and_after_their_own_hyphens),
        TEST(names_are_not_divided_but_a_capital_that_opens_a_sentence_is_none),
        TEST(addresses_part_after_their_signs_only),
        TEST(tracking_counts_for_each_letter_in_a_word_and_its_parts),
        TEST(a_words_place_in_the_source_is_found_though_bytes_have_moved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
