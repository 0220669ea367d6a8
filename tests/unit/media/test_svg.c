/* SVG: what the subset draws, and where it says no. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "media/svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct diag *diag;

static int
setup(void **state)
{
    (void)state;
    arena = arena_new();
    diag = diag_new();
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    diag_free(diag);
    arena_free(arena);
    return 0;
}

#define HEAD "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\">"
#define TAIL "</svg>"

static const struct svg *
parse(const char *content)
{
    struct source *source = ARENA_NEW(arena, struct source);
    source->path = TEXT("figure.svg");
    source->content = text_of(content);
    return svg_parse(arena, source, diag);
}

/* The diagnostics so far, as text. */
static char *
reports(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    diag_print(diag, out, DIAG_TEXT);
    fclose(out);
    return text;
}

static void
assert_refused(const char *content, const char *slug)
{
    assert_null(parse(content));
    char *text = reports();
    if (!strstr(text, slug))
        fail_msg("no %s in: %s", slug, text);
    free(text);
}

static void
assert_near(double a, double b)
{
    if (fabs(a - b) > 1e-6)
        fail_msg("%.9f is not %.9f", a, b);
}

static void
a_rectangle_becomes_a_closed_path(void **state)
{
    (void)state;
    const struct svg *svg =
        parse(HEAD "<rect x='1' y='2' width='3' height='4'/>" TAIL);
    assert_non_null(svg);
    assert_int_equal(svg->shape_count, 1);
    assert_int_equal(svg->shapes[0].segment_count, 5);
    assert_int_equal(svg->shapes[0].segments[4].command, SVG_CLOSE);
    assert_near(svg->shapes[0].segments[2].x, 4);
    assert_near(svg->shapes[0].segments[2].y, 6);
    assert_false(svg->shapes[0].fill.none);
    assert_true(svg->shapes[0].stroke.none);
}

static void
transforms_nest_from_outside_in(void **state)
{
    (void)state;
    const struct svg *svg = parse(
        HEAD "<g transform='translate(10,20)'><line x1='1' y1='1' x2='2' "
             "y2='1' stroke='red' transform='rotate(90) scale(2)'/></g>" TAIL);
    assert_non_null(svg);
    const struct svg_shape *shape = &svg->shapes[0];
    assert_near(shape->segments[0].x, 10 - 2);
    assert_near(shape->segments[0].y, 20 + 2);
    assert_near(shape->segments[1].y, 20 + 4);
    assert_near(shape->stroke_width, 2);
    assert_int_equal(shape->stroke.rgb, 0xff0000);
}

static void
a_style_wins_over_attributes_and_groups(void **state)
{
    (void)state;
    const struct svg *svg = parse(
        HEAD
        "<g fill='#0f0' stroke='rgb(10%,0,255)'><circle r='5' fill='blue'"
        " style='fill: #123456; -inkscape-x: 1; stroke-width:.5'/></g>" TAIL);
    assert_non_null(svg);
    assert_int_equal(svg->shapes[0].fill.rgb, 0x123456);
    assert_int_equal(svg->shapes[0].stroke.rgb, 0x1a00ff);
    assert_near(svg->shapes[0].stroke_width, 0.5);
    assert_int_equal(svg->shapes[0].segment_count, 6);
}

static void
path_data_may_be_packed(void **state)
{
    (void)state;
    const struct svg *svg =
        parse(HEAD "<path d='M1-1.5.5 2h3v-1zm5 5q1 1 2 0t2 0'/>" TAIL);
    assert_non_null(svg);
    const struct svg_segment *s = svg->shapes[0].segments;
    assert_near(s[0].y, -1.5);
    assert_int_equal(s[1].command, SVG_LINE);
    assert_near(s[1].x, 0.5);
    assert_near(s[2].x, 3.5);
    assert_near(s[3].y, 1);
    assert_int_equal(s[4].command, SVG_CLOSE);
    assert_near(s[5].x, 6); /* relative to where z went back to */
    assert_near(s[5].y, 3.5);
    assert_near(s[7].y1, 3.5 - 2.0 / 3);
}

static void
an_arc_of_half_a_circle_is_two_curves(void **state)
{
    (void)state;
    const struct svg *svg = parse(HEAD "<path d='M0 0A5 5 0 0110 0'/>" TAIL);
    assert_non_null(svg);
    const struct svg_segment *s = svg->shapes[0].segments;
    assert_int_equal(svg->shapes[0].segment_count, 3);
    assert_near(s[1].x, 5);
    assert_near(s[1].y, -5); /* sweep 1: clockwise, y downward */
    assert_near(s[2].x, 10);
    assert_near(s[2].y, 0);
}

static void
text_is_collapsed_and_placed(void **state)
{
    (void)state;
    const struct svg *svg =
        parse(HEAD "<text x='5' y='6' font-size='2' font-weight='bold' "
                   "text-anchor='end'>  \xc3\xa9\xc3\xa9n &amp;\n twee "
                   "<tspan x='5' dy='1.5em'>drie</tspan></text>" TAIL);
    assert_non_null(svg);
    assert_int_equal(svg->shape_count, 2);
    assert_true(text_equals(svg->shapes[0].text, "\xc3\xa9\xc3\xa9n & twee"));
    assert_true(svg->shapes[0].bold);
    assert_int_equal(svg->shapes[0].anchor, SVG_END);
    assert_true(text_equals(svg->shapes[1].text, "drie"));
    assert_near(svg->shapes[1].y, 9);
}

static void
title_and_natural_size_are_kept(void **state)
{
    (void)state;
    const struct svg *svg =
        parse("<svg xmlns='http://www.w3.org/2000/svg' width='50mm' "
              "viewBox='0 0 10 20'><title> Een titel </title></svg>");
    assert_non_null(svg);
    assert_true(text_equals(svg->title, "Een titel"));
    assert_near(svg->natural_width, 50 * 96 / 25.4);
    assert_near(svg->natural_height, 100 * 96 / 25.4);
}

static void
notes_of_drawing_programs_are_left_out(void **state)
{
    (void)state;
    const struct svg *svg = parse(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:i='urn:x' "
        "viewBox='0 0 9 9' i:file='C:\\secret'><defs/><metadata><i:a/>"
        "</metadata><i:view>x</i:view><g i:label='a' opacity='1.0' "
        "style='stroke-miterlimit:4;opacity:1'><rect width='1' height='1'/>"
        "</g></svg>");
    assert_non_null(svg);
    assert_int_equal(svg->shape_count, 1);
}

static void
what_is_written_again_draws_the_same(void **state)
{
    (void)state;
    const struct svg *svg = parse(
        HEAD "<!-- geheim --><title>A &amp; b</title><rect x='1' width='2.5' "
             "height='3' fill='none' stroke='#123456' stroke-dasharray='1 2' "
             "stroke-linecap='round'/><text display='none'>weg</text>"
             "<text x='2' y='3' transform='rotate(90)'>a &lt; b</text>" TAIL);
    assert_non_null(svg);
    struct text first = svg_write(arena, svg);
    assert_null(strstr(first.data, "geheim"));
    assert_null(strstr(first.data, "weg"));
    const struct svg *again = parse(first.data);
    assert_non_null(again);
    assert_true(text_equal(first, svg_write(arena, again)));
    assert_true(text_equals(again->title, "A & b"));
    assert_int_equal(again->shapes[0].dash_count, 2);
}

static void
what_is_not_in_the_subset_is_refused(void **state)
{
    (void)state;
    static const char *const elements[] = {"<use href='#a'/>",
                                           "<image/>",
                                           "<script/>",
                                           "<style>a{}</style>",
                                           "<foreignObject/>",
                                           "<a><rect/></a>",
                                           "<defs><script/></defs>",
                                           "<svg/>",
                                           "<linearGradient/>",
                                           "<tspan>a</tspan>",
                                           "<text>a<tspan>b</tspan></text>"};
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        struct text whole = arena_printf(arena, HEAD "%s" TAIL, elements[i]);
        assert_refused(whole.data, "[svg-element]");
        diag_free(diag);
        diag = diag_new();
    }
    static const char *const attributes[] = {
        "opacity='.5'",        "fill='url(#a)'", "clip-path='url(#a)'",
        "stroke-width='x'",    "width='a'",      "transform='turn(3)'",
        "style='fill:pinkish'"};
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        struct text whole =
            arena_printf(arena, HEAD "<rect %s/>" TAIL, attributes[i]);
        assert_refused(whole.data, "[svg-value]");
        diag_free(diag);
        diag = diag_new();
    }
    assert_refused(HEAD "<rect onclick='x'/>" TAIL, "[svg-attribute]");
    assert_refused(HEAD "<path d='L1 1'/>" TAIL, "[svg-value]");
}

static void
a_refusal_names_its_place(void **state)
{
    (void)state;
    assert_null(parse(HEAD "\n  <rect x='1'\n   rx='no'/>\n" TAIL));
    char *text = reports();
    assert_non_null(strstr(text, "figure.svg:3:4: error: 'no'"));
    free(text);
}

static void
entities_and_other_roots_are_refused(void **state)
{
    (void)state;
    assert_refused("<!DOCTYPE svg [<!ENTITY a 'b'>]>" HEAD TAIL,
                   "[svg-entity]");
    assert_refused("<svg viewBox='0 0 1 1'/>", "[svg-syntax]");
    assert_refused("<html xmlns='http://www.w3.org/1999/xhtml'/>",
                   "[svg-syntax]");
    assert_refused(HEAD "<g>" TAIL, "[svg-syntax]");
    assert_refused("", "[svg-syntax]");
    assert_refused("<svg xmlns='http://www.w3.org/2000/svg'/>", "[svg-syntax]");
}

static void
an_outside_document_type_is_not_read(void **state)
{
    (void)state;
    assert_non_null(
        parse("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' "
              "'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>" HEAD TAIL));
    assert_refused("<!DOCTYPE svg SYSTEM 'x.dtd'>" HEAD
                   "<text>&eacute;</text>" TAIL,
                   "[svg-syntax]");
}

static void
sizes_are_bounded(void **state)
{
    (void)state;
    struct buffer deep = {0}, long_path = {0};
    buffer_append_string(&deep, HEAD);
    for (int i = 0; i < 100; i++)
        buffer_append_string(&deep, "<g>");
    assert_refused(deep.data, "[svg-too-large]");
    buffer_append_string(&long_path, HEAD "<path d='M0 0");
    for (int i = 0; i < 100001; i++)
        buffer_append_string(&long_path, "h1");
    buffer_append_string(&long_path, "'/>" TAIL);
    assert_refused(long_path.data, "[svg-too-large]");
    /* The diagnostics point into both. */
    diag_free(diag);
    diag = diag_new();
    buffer_release(&deep);
    buffer_release(&long_path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        CASE(a_rectangle_becomes_a_closed_path),
        CASE(transforms_nest_from_outside_in),
        CASE(a_style_wins_over_attributes_and_groups),
        CASE(path_data_may_be_packed),
        CASE(an_arc_of_half_a_circle_is_two_curves),
        CASE(text_is_collapsed_and_placed),
        CASE(title_and_natural_size_are_kept),
        CASE(notes_of_drawing_programs_are_left_out),
        CASE(what_is_written_again_draws_the_same),
        CASE(what_is_not_in_the_subset_is_refused),
        CASE(a_refusal_names_its_place),
        CASE(entities_and_other_roots_are_refused),
        CASE(an_outside_document_type_is_not_read),
        CASE(sizes_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
