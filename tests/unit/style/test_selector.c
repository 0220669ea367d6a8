/* Selectors: what they say, which nodes they speak of, which is heavier. */
#include "style/selector.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
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

static struct selector
selector(const char *text)
{
    struct selector selector;
    if (!selector_parse(text_of(text), (struct span){0}, arena, diag,
                        &selector))
        fail_msg("'%s' is refused", text);
    return selector;
}

static bool
speaks_of(const char *text, const struct node *node)
{
    struct selector parsed = selector(text);
    return selector_matches(&parsed, node);
}

static struct node *
add(struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(arena, kind, (struct span){0});
    if (parent)
        node_append(parent, node);
    return node;
}

/* What is reported of a selector that cannot be read. */
static const char *
refusal(const char *text)
{
    struct selector ignored;
    char *data;
    size_t size;
    diag_free(diag);
    diag = diag_new();
    assert_false(
        selector_parse(text_of(text), (struct span){0}, arena, diag, &ignored));
    FILE *out = open_memstream(&data, &size);
    diag_print(diag, out, DIAG_TEXT);
    fclose(out);
    const char *kept =
        arena_string(arena, arena_text(arena, (struct text){data, size}));
    free(data);
    return kept;
}

static void
a_kind_speaks_of_nodes_of_that_kind(void **state)
{
    (void)state;
    struct node *quote = add(NULL, NODE_QUOTE);
    assert_true(speaks_of("quote", quote));
    assert_false(speaks_of("paragraph", quote));
    assert_int_equal(selector("list item").parts[1].kind, NODE_ITEM);
}

static void
levels_belong_to_headings_and_entries(void **state)
{
    (void)state;
    struct node *heading = add(NULL, NODE_HEADING);
    heading->heading.level = 2;
    assert_true(speaks_of("heading", heading));
    assert_true(speaks_of("heading 2", heading));
    assert_false(speaks_of("heading 3", heading));
    struct node *entry = add(NULL, NODE_CONTENTS_ENTRY);
    entry->entry.level = 1;
    assert_true(speaks_of("contents-entry 1", entry));
    assert_false(speaks_of("contents-entry 2", entry));
    assert_non_null(strstr(refusal("paragraph 2"), "style-selector"));
    assert_non_null(strstr(refusal("heading 7"), "style-selector"));
}

static void
a_class_is_a_role_or_a_class_and_all_must_be_there(void **state)
{
    (void)state;
    struct node *div = add(NULL, NODE_DIV);
    div->role = TEXT("tip");
    node_add_class(arena, div, TEXT("klein"));
    assert_true(speaks_of(".tip", div));
    assert_true(speaks_of(".klein", div));
    assert_true(speaks_of("div.klein.tip", div));
    assert_false(speaks_of(".tip.groot", div));
    assert_false(speaks_of("section.tip", div));
}

static void
states_are_written_as_classes(void **state)
{
    (void)state;
    struct node *list = add(NULL, NODE_LIST), *item = add(list, NODE_ITEM);
    assert_false(speaks_of("list.ordered", list));
    list->list.ordered = list->list.tight = true;
    item->item.task = item->item.checked = true;
    assert_true(speaks_of("list.ordered.tight", list));
    assert_false(speaks_of("list.task", list));
    assert_true(speaks_of("list.ordered item.task.checked", item));
    struct node *cell = add(NULL, NODE_CELL);
    assert_false(speaks_of("cell.header", cell));
    cell->cell.header = true;
    assert_true(speaks_of("cell.header", cell));
}

static void
a_paragraph_is_next_after_another_paragraph(void **state)
{
    (void)state;
    struct node *section = add(NULL, NODE_SECTION);
    struct node *first = add(section, NODE_PARAGRAPH);
    struct node *second = add(section, NODE_PARAGRAPH);
    add(section, NODE_LIST);
    struct node *third = add(section, NODE_PARAGRAPH);
    assert_false(speaks_of("paragraph.next", first));
    assert_true(speaks_of("paragraph.next", second));
    assert_false(speaks_of("paragraph.next", third));
}

/* A div for some readers is no break in what they read; a box is one. */
static void
a_div_without_a_class_parts_no_paragraphs(void **state)
{
    (void)state;
    struct node *section = add(NULL, NODE_SECTION);
    add(section, NODE_PARAGRAPH);
    struct node *within = add(add(section, NODE_DIV), NODE_PARAGRAPH);
    struct node *after = add(section, NODE_PARAGRAPH);
    struct node *box = add(section, NODE_DIV);
    node_add_class(arena, box, TEXT("kader"));
    struct node *boxed = add(box, NODE_PARAGRAPH);
    struct node *last = add(section, NODE_PARAGRAPH);
    assert_true(speaks_of("paragraph.next", within));
    assert_true(speaks_of("paragraph.next", after));
    assert_false(speaks_of("paragraph.next", boxed));
    assert_false(speaks_of("paragraph.next", last));
}

static void
a_chapter_has_its_kind_as_a_name_or_as_a_class(void **state)
{
    (void)state;
    struct node *chapter = add(NULL, NODE_CHAPTER);
    chapter->chapter.kind = CHAPTER_COLOPHON;
    assert_true(speaks_of("chapter", chapter));
    assert_true(speaks_of("colophon", chapter));
    assert_true(speaks_of("chapter.colophon", chapter));
    assert_false(speaks_of("chapter.block", chapter));
    assert_false(speaks_of("glossary", chapter));
    /* A word that is a kind of node is that: the list of terms in the text. */
    assert_int_equal(selector("contents").parts[0].kind, NODE_CONTENTS);
}

static void
ancestors_may_be_far_and_parents_may_not(void **state)
{
    (void)state;
    struct node *part = add(NULL, NODE_PART);
    struct node *title = add(part, NODE_HEADING);
    struct node *section = add(part, NODE_SECTION);
    struct node *heading = add(section, NODE_HEADING);
    assert_true(speaks_of("part heading", heading));
    assert_true(speaks_of("part > heading", title));
    assert_false(speaks_of("part > heading", heading));
    assert_true(speaks_of("part > section > heading", heading));
    assert_false(speaks_of("section part heading", heading));
    assert_false(speaks_of("section heading", title));
}

/* The nearest section has no part right above it, the farther one has. */
static void
a_chain_is_sought_further_when_the_nearest_does_not_fit(void **state)
{
    (void)state;
    struct node *part = add(NULL, NODE_PART);
    struct node *outer = add(part, NODE_SECTION);
    struct node *inner = add(outer, NODE_SECTION);
    struct node *heading = add(inner, NODE_HEADING);
    assert_true(speaks_of("part > section heading", heading));
    assert_false(speaks_of("part > section > heading", heading));
}

static void
classes_levels_and_chapter_kinds_weigh_more_than_kinds(void **state)
{
    (void)state;
    static const char *const lightest_first[] = {
        "heading",
        "part > heading",
        "part section heading",
        "heading 2",
        "chapter.colophon heading",
        ".tip heading 2",
        ".tip.klein heading 2",
    };
    size_t count = sizeof lightest_first / sizeof *lightest_first;
    for (size_t i = 1; i < count; i++)
        assert_true(selector(lightest_first[i - 1]).weight <
                    selector(lightest_first[i]).weight);
    assert_int_equal(selector("heading 2").weight,
                     selector("heading.klein").weight);
}

static void
what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    static const char *const senseless[] = {
        "",       ">", "part >", "> heading",  "a b c d e f g",
        "div.",   ".", "..tip",  ".a.b.c.d.e", "list item p q r s t",
        "Heading"};
    for (size_t i = 0; i < sizeof senseless / sizeof *senseless; i++)
        assert_non_null(strstr(refusal(senseless[i]), "[style-selector]"));
    assert_non_null(strstr(refusal("headign"), "did you mean 'heading'?"));
    assert_non_null(strstr(refusal("colofon"), "did you mean 'colophon'?"));
}

/* The nearest ancestor that fits one part need not be the one that the others
 * need. */
static void
every_chain_of_ancestors_is_tried(void **state)
{
    (void)state;
    struct node *div = add(NULL, NODE_DIV);
    div->role = TEXT("tip");
    struct node *outer = add(div, NODE_QUOTE);
    struct node *list = add(outer, NODE_LIST);
    struct node *inner = add(list, NODE_QUOTE);
    struct node *paragraph = add(inner, NODE_PARAGRAPH);
    assert_true(speaks_of(".tip > quote paragraph", paragraph));
    assert_true(speaks_of("div > quote > list > quote > paragraph", paragraph));
    assert_true(speaks_of("quote quote paragraph", paragraph));
    assert_false(speaks_of("quote quote quote paragraph", paragraph));
    assert_false(speaks_of(".tip > list paragraph", paragraph));
    assert_false(speaks_of("list > list paragraph", paragraph));
}

static void
an_ancestor_out_of_reach_does_not_count(void **state)
{
    (void)state;
    struct node *div = add(NULL, NODE_DIV), *node = div;
    div->role = TEXT("tip");
    for (int i = 0; i < 63; i++)
        node = add(node, NODE_QUOTE);
    struct node *near = add(node, NODE_PARAGRAPH);
    struct node *far = add(add(node, NODE_QUOTE), NODE_PARAGRAPH);
    assert_true(speaks_of(".tip paragraph", near));
    assert_false(speaks_of(".tip paragraph", far));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        CASE(a_kind_speaks_of_nodes_of_that_kind),
        CASE(levels_belong_to_headings_and_entries),
        CASE(a_class_is_a_role_or_a_class_and_all_must_be_there),
        CASE(states_are_written_as_classes),
        CASE(a_paragraph_is_next_after_another_paragraph),
        CASE(a_div_without_a_class_parts_no_paragraphs),
        CASE(a_chapter_has_its_kind_as_a_name_or_as_a_class),
        CASE(ancestors_may_be_far_and_parents_may_not),
        CASE(a_chain_is_sought_further_when_the_nearest_does_not_fit),
        CASE(classes_levels_and_chapter_kinds_weigh_more_than_kinds),
        CASE(what_makes_no_sense_is_refused),
        CASE(every_chain_of_ancestors_is_tried),
        CASE(an_ancestor_out_of_reach_does_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
