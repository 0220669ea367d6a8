/* The project's own sheets, and small sheets with one mistake each. */
#include "style/style.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
    struct arena *arena;
    struct diag *diag;
    char folder[64]; /* holds a folder `styles` */
};

static int
open_fixture(void **state)
{
    static struct fixture fixture;
    fixture.arena = arena_new();
    fixture.diag = diag_new();
    snprintf(fixture.folder, sizeof fixture.folder, "%s",
             P_tmpdir "/bouwsteen-XXXXXX");
    *state = &fixture;
    return !mkdtemp(fixture.folder);
}

static int
close_fixture(void **state)
{
    struct fixture *fixture = *state;
    struct text rm =
        arena_printf(fixture->arena, "rm -r '%s'", fixture->folder);
    diag_free(fixture->diag);
    int status = system(rm.data);
    arena_free(fixture->arena);
    return status;
}

static const struct style *
open_sheet(struct fixture *fixture, const char *folder, const char *name)
{
    struct text folders[] = {text_of(folder)};
    return style_open(fixture->arena, folders, 1, text_of(name),
                      (struct span){0}, fixture->diag);
}

static void
write_sheet(struct fixture *fixture, const char *name, const char *content)
{
    struct text path = arena_printf(fixture->arena, "%s/styles/%s.yaml",
                                    fixture->folder, name);
    assert_true(file_write(path.data, content, strlen(content)));
}

/* What reading a sheet of this content reports. */
static struct text
report_of(struct fixture *fixture, const char *content)
{
    write_sheet(fixture, "proef", content);
    assert_null(open_sheet(fixture, fixture->folder, "proef"));
    char *data;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    diag_print(fixture->diag, out, DIAG_TEXT);
    fclose(out);
    struct text text = arena_text(fixture->arena, (struct text){data, size});
    free(data);
    return text;
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
the_projects_sheets_are_without_fault(void **state)
{
    struct fixture *fixture = *state;
    static const char *const names[] = {"handboek", "leidraad", "boekje"};
    for (size_t i = 0; i < 3; i++) {
        const struct style *style = open_sheet(fixture, ".", names[i]);
        assert_non_null(style);
        const struct page_style *page = style_page(style);
        assert_true(page->width > page->inner + page->outer);
        assert_true(page->margin_column + page->margin_gap <= page->outer);
    }
    assert_int_equal(diag_count(fixture->diag, DIAG_WARNING), 0);
}

static void
a_based_sheet_changes_only_what_it_says(void **state)
{
    struct fixture *fixture = *state;
    const struct style *base = open_sheet(fixture, ".", "handboek");
    const struct style *style = open_sheet(fixture, ".", "leidraad");
    struct node *block = add(fixture, NULL, NODE_PARAGRAPH);
    assert_int_equal(style_block(base, block)->align, TEXT_JUSTIFY);
    assert_int_equal(style_block(style, block)->align, TEXT_LEFT);
    assert_int_equal(style_block(style, block)->text.size,
                     style_block(base, block)->text.size);
    assert_true(style_digest(base) != style_digest(style));
}

static void
text_comes_from_the_ancestors_and_boxes_do_not(void **state)
{
    struct fixture *fixture = *state;
    write_sheet(fixture, "proef",
                "text: {size: 10pt}\n"
                "blocks:\n"
                "  .tip: {size: 8pt, background: \"#eeeeee\", margin-left: "
                "2em}\n");
    const struct style *style = open_sheet(fixture, fixture->folder, "proef");
    assert_non_null(style);
    struct node *div = add(fixture, NULL, NODE_DIV);
    div->role = TEXT("tip");
    struct node *block = add(fixture, div, NODE_PARAGRAPH);
    assert_int_equal(style_block(style, div)->margin_left, 16 * SCALED_PT);
    assert_true(style_block(style, div)->has_background);
    assert_int_equal(style_block(style, block)->text.size, 8 * SCALED_PT);
    assert_false(style_block(style, block)->has_background);
    assert_int_equal(style_block(style, block)->margin_left, 0);
}

static void
the_heavier_selector_counts(void **state)
{
    struct fixture *fixture = *state;
    write_sheet(fixture, "proef",
                "page: {grid: 14pt}\n"
                "blocks:\n"
                "  heading 2: {size: 14pt, leading: 2gr}\n"
                "  .tip heading 2: {size: 11pt}\n"
                "  heading: {size: 20pt, weight: bold}\n"
                "  part > heading: {size: 30pt}\n");
    const struct style *style = open_sheet(fixture, fixture->folder, "proef");
    assert_non_null(style);
    struct node *part = add(fixture, NULL, NODE_PART);
    struct node *title = add(fixture, part, NODE_HEADING);
    struct node *div = add(fixture, part, NODE_DIV);
    struct node *plain =
        add(fixture, add(fixture, part, NODE_SECTION), NODE_HEADING);
    struct node *boxed = add(fixture, div, NODE_HEADING);
    div->role = TEXT("tip");
    title->heading.level = 1;
    plain->heading.level = boxed->heading.level = 2;
    assert_int_equal(style_block(style, title)->text.size, 30 * SCALED_PT);
    assert_int_equal(style_block(style, plain)->text.size, 14 * SCALED_PT);
    assert_int_equal(style_block(style, boxed)->text.size, 11 * SCALED_PT);
    assert_int_equal(style_block(style, boxed)->leading, 28 * SCALED_PT);
    assert_int_equal(style_block(style, boxed)->text.variant, FONT_BOLD);
}

static void
emphasis_within_strong_is_bold_italic(void **state)
{
    struct fixture *fixture = *state;
    const struct style *style = open_sheet(fixture, ".", "handboek");
    struct node *block = add(fixture, NULL, NODE_PARAGRAPH);
    struct node *strong = add(fixture, block, NODE_STRONG);
    struct node *emphasis = add(fixture, strong, NODE_EMPHASIS);
    struct node *text = add(fixture, emphasis, NODE_TEXT);
    const struct block_style *look = style_block(style, block);
    assert_int_equal(style_text(style, look, text).variant, FONT_BOLD_ITALIC);
    assert_int_equal(style_text(style, look, strong).variant, FONT_BOLD);
    struct node *inner = add(fixture, emphasis, NODE_EMPHASIS);
    assert_int_equal(style_text(style, look, inner).variant, FONT_BOLD);
}

static void
mistakes_are_reported_at_their_place(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *sheet, *place, *slug;
    } cases[] = {
        {"text: {siez: 10pt}\n", "proef.yaml:1:8", "yaml-key-unknown"},
        {"text: {size: 10px}\n", "proef.yaml:1:14", "yaml-kind"},
        {"text: {size: 1.23456pt}\n", "proef.yaml:1:14", "yaml-kind"},
        {"text: {colour: grene}\n", "proef.yaml:1:16", "style-colour"},
        {"blocks:\n  headign 1: {size: 10pt}\n", "proef.yaml:2:3",
         "style-selector"},
        {"blocks:\n  heading 9: {size: 10pt}\n", "proef.yaml:2:3",
         "style-selector"},
        {"inline:\n  strong: {weight: fat}\n", "proef.yaml:2:20", "yaml-kind"},
        {"based-on: proef\n", "proef.yaml:1:11", "style-circle"},
        {"based-on: niets\n", "proef.yaml:1:11", "style-missing"},
        {"page: {inner: 100mm, outer: 100mm}\n", "proef.yaml:1:1",
         "style-page"},
        {"lines: {expansion: 99%}\n", "proef.yaml:1:20", "yaml-kind"},
        {"fonts: {}\n", "proef.yaml:1:1", "yaml-key-unknown"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        diag_free(fixture->diag);
        fixture->diag = diag_new();
        struct text report = report_of(fixture, cases[i].sheet);
        if (!strstr(report.data, cases[i].place) ||
            !strstr(report.data, cases[i].slug))
            fail_msg("%s gave %s", cases[i].sheet, report.data);
    }
}

static void
deep_nesting_costs_no_stack_and_little_time(void **state)
{
    struct fixture *fixture = *state;
    const struct style *style = open_sheet(fixture, ".", "handboek");
    struct node *node = add(fixture, NULL, NODE_QUOTE);
    for (int i = 0; i < 50000; i++)
        node = add(fixture, node, NODE_QUOTE);
    assert_non_null(style_block(style, add(fixture, node, NODE_PARAGRAPH)));
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_projects_sheets_are_without_fault),
        TEST(a_based_sheet_changes_only_what_it_says),
        TEST(text_comes_from_the_ancestors_and_boxes_do_not),
        TEST(the_heavier_selector_counts),
        TEST(emphasis_within_strong_is_bold_italic),
        TEST(mistakes_are_reported_at_their_place),
        TEST(deep_nesting_costs_no_stack_and_little_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
