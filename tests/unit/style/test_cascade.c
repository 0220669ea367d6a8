/* Which rules count for a node, and what they add up to. */
#include "style/cascade.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum { RULES_MOST = 80 };

struct fixture {
    struct arena *arena;
    struct diag *diag;
    struct rule rules[RULES_MOST];
    size_t count;
    struct block_style root;
    struct cascade *cascade;
};

static int
setup(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){
        .arena = arena_new(),
        .diag = diag_new(),
        .root = {.text = {.font = TEXT("text"), .size = 10 * SCALED_PT},
                 .leading = 14 * SCALED_PT,
                 .hyphenate = true,
                 .keep_lines = 2}};
    *state = &fixture;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *fixture = *state;
    diag_free(fixture->diag);
    arena_free(fixture->arena);
    return 0;
}

/* A rule as a sheet would have it: "heading 2", "size: 12pt". */
static void
rule(struct fixture *fixture, const char *selector, const char *declarations)
{
    struct rule *rule = &fixture->rules[fixture->count++];
    struct source *source = ARENA_NEW(fixture->arena, struct source);
    *source = (struct source){TEXT("proef.yaml"), text_of(declarations)};
    const struct map colours = map_in(fixture->arena);
    struct property_reader reader = {fixture->arena, fixture->diag, &colours};
    const struct yaml *map = yaml_parse(fixture->arena, source, 0,
                                        source->content.size, fixture->diag);
    assert_non_null(map);
    assert_true(selector_parse(text_of(selector), (struct span){0},
                               fixture->arena, fixture->diag, &rule->selector));
    assert_true(declarations_read(&reader, map, false, &rule->declarations));
}

static const struct block_style *
style_of(struct fixture *fixture, const struct node *node)
{
    if (!fixture->cascade)
        fixture->cascade =
            cascade_new(fixture->arena, fixture->rules, fixture->count,
                        &fixture->root, 14 * SCALED_PT);
    return cascade_block(fixture->cascade, node);
}

static struct node *
add(struct fixture *fixture, struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(fixture->arena, kind, (struct span){0});
    if (parent)
        node_append(parent, node);
    return node;
}

static void
without_rules_a_block_is_as_the_root_says(void **state)
{
    struct fixture *fixture = *state;
    const struct block_style *style =
        style_of(fixture, add(fixture, NULL, NODE_PARAGRAPH));
    assert_int_equal(style->text.size, 10 * SCALED_PT);
    assert_int_equal(style->leading, 14 * SCALED_PT);
    assert_true(style->hyphenate);
    assert_int_equal(style->keep_lines, 2);
    assert_int_equal(style->marker.size, 0);
    assert_ptr_equal(style_of(fixture, NULL), &fixture->root);
}

static void
of_equal_rules_the_later_counts_and_the_heavier_above_all(void **state)
{
    struct fixture *fixture = *state;
    rule(fixture, ".tip", "indent: 3pt");
    rule(fixture, "paragraph", "indent: 1pt");
    rule(fixture, "paragraph", "indent: 2pt");
    struct node *plain = add(fixture, NULL, NODE_PARAGRAPH);
    struct node *tip = add(fixture, NULL, NODE_PARAGRAPH);
    tip->role = TEXT("tip");
    assert_int_equal(style_of(fixture, plain)->indent, 2 * SCALED_PT);
    assert_int_equal(style_of(fixture, tip)->indent, 3 * SCALED_PT);
}

static void
rules_add_up_property_by_property(void **state)
{
    struct fixture *fixture = *state;
    rule(fixture, "paragraph", "{indent: 1pt, align: left, leading: 1gr}");
    rule(fixture, ".tip", "{align: center}");
    struct node *tip = add(fixture, NULL, NODE_PARAGRAPH);
    tip->role = TEXT("tip");
    const struct block_style *style = style_of(fixture, tip);
    assert_int_equal(style->indent, SCALED_PT);
    assert_int_equal(style->align, TEXT_CENTER);
    assert_int_equal(style->leading, 14 * SCALED_PT);
}

static void
text_is_inherited_and_boxes_are_not(void **state)
{
    struct fixture *fixture = *state;
    rule(fixture, "div",
         "{size: 8pt, align: right, hyphenate: no, hyphen-right: 4,\n"
         " margin-left: 5pt, padding-top: 6pt, bar: 2pt, new-page: yes,\n"
         " keep-together: yes, indent: 7pt, space-after: 9pt}");
    struct node *div = add(fixture, NULL, NODE_DIV);
    const struct block_style *style =
        style_of(fixture, add(fixture, div, NODE_PARAGRAPH));
    assert_int_equal(style->text.size, 8 * SCALED_PT);
    assert_int_equal(style->align, TEXT_RIGHT);
    assert_false(style->hyphenate);
    assert_int_equal(style->hyphen_right, 4);
    assert_int_equal(style->margin_left, 0);
    assert_int_equal(style->padding_top, 0);
    assert_int_equal(style->bar_width, 0);
    assert_int_equal(style->indent, 0);
    assert_int_equal(style->space_after, 0);
    assert_false(style->new_page || style->keep_together);
    assert_true(style_of(fixture, div)->new_page);
}

/* An em of the size around it for the size, of its own for the rest. */
static void
an_em_is_of_the_new_size_but_for_the_size_itself(void **state)
{
    struct fixture *fixture = *state;
    rule(fixture, "quote", "{indent: 2em, size: 0.5em}");
    struct node *quote = add(fixture, NULL, NODE_QUOTE);
    struct node *inner = add(fixture, quote, NODE_QUOTE);
    assert_int_equal(style_of(fixture, quote)->text.size, 5 * SCALED_PT);
    assert_int_equal(style_of(fixture, quote)->indent, 10 * SCALED_PT);
    assert_int_equal(style_of(fixture, inner)->text.size, 5 * SCALED_PT / 2);
}

static void
equal_blocks_share_one_style(void **state)
{
    struct fixture *fixture = *state;
    rule(fixture, ".tip", "size: 8pt");
    struct node *one = add(fixture, NULL, NODE_PARAGRAPH);
    struct node *other = add(fixture, NULL, NODE_PARAGRAPH);
    struct node *tip = add(fixture, NULL, NODE_PARAGRAPH);
    tip->role = TEXT("tip");
    assert_ptr_equal(style_of(fixture, one), style_of(fixture, other));
    assert_ptr_not_equal(style_of(fixture, one), style_of(fixture, tip));
    /* Also when so many were asked for in between that it is forgotten. */
    const struct block_style *before = style_of(fixture, tip);
    for (int i = 0; i < 2000; i++)
        style_of(fixture, add(fixture, NULL, NODE_PARAGRAPH));
    assert_ptr_equal(style_of(fixture, tip), before);
}

static void
inline_looks_add_up_from_the_outside_in(void **state)
{
    struct fixture *fixture = *state;
    rule(fixture, "strong", "weight: bold");
    rule(fixture, "emphasis", "slant: toggle");
    rule(fixture, ".klein", "size: 0.8em");
    struct node *block = add(fixture, NULL, NODE_PARAGRAPH);
    struct node *span = add(fixture, block, NODE_SPAN);
    node_add_class(fixture->arena, span, TEXT("klein"));
    struct node *strong = add(fixture, span, NODE_STRONG);
    struct node *emphasis = add(fixture, strong, NODE_EMPHASIS);
    struct node *text = add(fixture, emphasis, NODE_TEXT);
    const struct block_style *style = style_of(fixture, block);
    struct text_style look = cascade_text(fixture->cascade, style, text);
    assert_int_equal(look.variant, FONT_BOLD_ITALIC);
    assert_int_equal(look.size, 8 * SCALED_PT);
    look =
        cascade_text(fixture->cascade, style, add(fixture, block, NODE_TEXT));
    assert_int_equal(look.variant, style->text.variant);
    assert_int_equal(look.size, 10 * SCALED_PT);
}

static void
more_rules_than_ever_count_do_no_harm(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < RULES_MOST; i++)
        rule(fixture, "paragraph", "indent: 1pt");
    assert_int_equal(
        style_of(fixture, add(fixture, NULL, NODE_PARAGRAPH))->indent,
        SCALED_PT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        CASE(without_rules_a_block_is_as_the_root_says),
        CASE(of_equal_rules_the_later_counts_and_the_heavier_above_all),
        CASE(rules_add_up_property_by_property),
        CASE(text_is_inherited_and_boxes_are_not),
        CASE(an_em_is_of_the_new_size_but_for_the_size_itself),
        CASE(equal_blocks_share_one_style),
        CASE(inline_looks_add_up_from_the_outside_in),
        CASE(more_rules_than_ever_count_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
