/* The tree: building, moving, walking, reading. */
#include "doc/node.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct fixture {
    struct arena *arena;
    struct node *root;
};

static struct node *
add(struct fixture *fixture, struct node *parent, enum node_kind kind,
    const char *text)
{
    struct node *node = node_new(fixture->arena, kind, (struct span){0});
    node->text = text_of(text);
    node_append(parent, node);
    return node;
}

static int
open_fixture(void **state)
{
    static struct fixture fixture;
    fixture.arena = arena_new();
    fixture.root = node_new(fixture.arena, NODE_CHAPTER, (struct span){0});
    *state = &fixture;
    return 0;
}

static int
close_fixture(void **state)
{
    arena_free(((struct fixture *)*state)->arena);
    return 0;
}

/* All links of a tree agree with each other. */
static void
assert_whole(const struct node *root)
{
    for (const struct node *at = root; at; at = node_next(at, root)) {
        const struct node *last = NULL;
        for (const struct node *child = at->first_child; child;
             child = child->next) {
            assert_ptr_equal(child->parent, at);
            assert_ptr_equal(child->previous, last);
            last = child;
        }
        assert_ptr_equal(at->last_child, last);
    }
}

/* The texts of root's children, one after the other. */
static void
assert_children(struct fixture *fixture, const char *wanted)
{
    struct text found = TEXT("");
    for (const struct node *child = fixture->root->first_child; child;
         child = child->next)
        found = arena_text_concat(fixture->arena, found, child->text);
    assert_whole(fixture->root);
    assert_string_equal(found.data, wanted);
}

static struct node *
text_node(struct fixture *fixture, const char *text)
{
    return node_text_new(fixture->arena, text_of(text), (struct span){0});
}

static void
a_new_node_is_alone_and_keeps_kind_and_span(void **state)
{
    struct fixture *fixture = *state;
    struct source source = {.content = TEXT("abc")};
    struct node *node =
        node_text_new(fixture->arena, TEXT("b"), span_of(&source, 1, 2));
    assert_int_equal(node->kind, NODE_TEXT);
    assert_int_equal(node->span.start, 1);
    assert_true(text_equals(node->text, "b"));
    assert_null(node->parent);
    assert_null(node->first_child);
    assert_null(node->next);
}

static void
children_stand_where_they_are_put(void **state)
{
    struct fixture *fixture = *state;
    node_prepend(fixture->root, text_node(fixture, "c"));
    node_append(fixture->root, text_node(fixture, "e"));
    node_prepend(fixture->root, text_node(fixture, "a"));
    node_insert_before(fixture->root->first_child->next,
                       text_node(fixture, "b"));
    node_insert_after(fixture->root->last_child->previous,
                      text_node(fixture, "d"));
    node_insert_after(fixture->root->last_child, text_node(fixture, "f"));
    node_insert_before(fixture->root->first_child, text_node(fixture, "0"));
    assert_children(fixture, "0abcdef");
}

static void
removing_closes_the_gap_and_leaves_the_node_usable(void **state)
{
    struct fixture *fixture = *state;
    for (const char *text = "abcd"; *text; text++)
        add(fixture, fixture->root, NODE_TEXT,
            arena_string(fixture->arena, (struct text){text, 1}));
    struct node *first = fixture->root->first_child, *second = first->next;
    node_remove(second);
    assert_children(fixture, "acd");
    node_remove(first);
    assert_children(fixture, "cd");
    node_remove(fixture->root->last_child);
    assert_children(fixture, "c");
    node_append(fixture->root, second);
    assert_children(fixture, "cb");
    node_remove(fixture->root->first_child);
    node_remove(fixture->root->first_child);
    assert_null(fixture->root->first_child);
    assert_null(fixture->root->last_child);
    node_remove(fixture->root); /* has no parent: nothing happens */
}

static void
unwrapping_puts_the_children_in_place(void **state)
{
    struct fixture *fixture = *state;
    add(fixture, fixture->root, NODE_TEXT, "a");
    struct node *span = add(fixture, fixture->root, NODE_SPAN, "");
    add(fixture, span, NODE_TEXT, "b");
    add(fixture, span, NODE_TEXT, "c");
    add(fixture, fixture->root, NODE_TEXT, "d");
    node_unwrap(span);
    assert_children(fixture, "abcd");
    assert_null(span->parent);
    struct node *empty = add(fixture, fixture->root, NODE_SPAN, "");
    node_unwrap(empty);
    assert_children(fixture, "abcd");
}

static void
every_kind_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < NODE_KIND_COUNT; i++) {
        const char *name = node_kind_name((enum node_kind)i);
        assert_non_null(name);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(name, node_kind_name((enum node_kind)j));
    }
    assert_string_equal(node_kind_name(NODE_CODE_BLOCK), "code-block");
}

static void
kinds_are_block_or_inline(void **state)
{
    (void)state;
    assert_false(node_kind_is_inline(NODE_BOOK));
    assert_false(node_kind_is_inline(NODE_FOOTNOTE));
    assert_false(node_kind_is_inline(NODE_INDEX_ENTRY));
    assert_true(node_kind_is_inline(NODE_TEXT));
    assert_true(node_kind_is_inline(NODE_IMAGE));
    assert_true(node_kind_is_inline(NODE_LOCATOR));
}

static void
classes_are_added_and_found(void **state)
{
    struct fixture *fixture = *state;
    assert_false(node_has_class(fixture->root, "kader"));
    node_add_class(fixture->arena, fixture->root, TEXT("kader"));
    node_add_class(fixture->arena, fixture->root, TEXT("tip"));
    assert_true(node_has_class(fixture->root, "kader"));
    assert_true(node_has_class(fixture->root, "tip"));
    assert_false(node_has_class(fixture->root, "kad"));
    assert_int_equal(fixture->root->class_count, 2);
}

static void
an_attribute_that_is_absent_is_empty(void **state)
{
    struct fixture *fixture = *state;
    struct attribute attributes[] = {
        {.key = TEXT("lines"), .value = TEXT("3")}};
    fixture->root->attributes = attributes;
    fixture->root->attribute_count = 1;
    assert_true(text_equals(node_attribute(fixture->root, "lines"), "3"));
    assert_int_equal(node_attribute(fixture->root, "line").size, 0);
}

static void
the_nearest_ancestor_may_be_the_node_itself(void **state)
{
    struct fixture *fixture = *state;
    struct node *outer = add(fixture, fixture->root, NODE_DIV, "");
    struct node *inner = add(fixture, outer, NODE_DIV, "");
    struct node *text = add(fixture, inner, NODE_TEXT, "x");
    assert_ptr_equal(node_ancestor(text, NODE_DIV), inner);
    assert_ptr_equal(node_ancestor(outer, NODE_DIV), outer);
    assert_ptr_equal(node_ancestor(text, NODE_CHAPTER), fixture->root);
    assert_null(node_ancestor(text, NODE_TABLE));
    assert_null(node_ancestor(NULL, NODE_TABLE));
}

static void
a_heading_is_a_child_and_not_a_grandchild(void **state)
{
    struct fixture *fixture = *state;
    struct node *div = add(fixture, fixture->root, NODE_DIV, "");
    add(fixture, div, NODE_HEADING, "");
    assert_null(node_heading(fixture->root));
    struct node *heading = add(fixture, fixture->root, NODE_HEADING, "");
    assert_ptr_equal(node_heading(fixture->root), heading);
}

static void
plain_text_holds_text_and_code_with_breaks_as_spaces(void **state)
{
    struct fixture *fixture = *state;
    struct node *paragraph = add(fixture, fixture->root, NODE_PARAGRAPH, "");
    add(fixture, paragraph, NODE_TEXT, "Een");
    add(fixture, paragraph, NODE_SOFT_BREAK, "");
    struct node *strong = add(fixture, paragraph, NODE_STRONG, "");
    add(fixture, strong, NODE_TEXT, "vet");
    add(fixture, paragraph, NODE_HARD_BREAK, "");
    add(fixture, paragraph, NODE_CODE, "woord");
    add(fixture, paragraph, NODE_IMAGE, "een plaatje");
    struct node *call = add(fixture, paragraph, NODE_NOTE_CALL, "");
    call->target = node_new(fixture->arena, NODE_FOOTNOTE, (struct span){0});
    add(fixture, call->target, NODE_TEXT, "de noot");
    add(fixture, paragraph, NODE_INDEX_MARK, "");
    struct text plain = node_plain_text(fixture->arena, fixture->root);
    assert_string_equal(plain.data, "Een vet woord");
    assert_int_equal(plain.size, 13);
}

static void
plain_text_of_a_leaf_and_of_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct node *text = text_node(fixture, "los");
    assert_string_equal(node_plain_text(fixture->arena, text).data, "los");
    assert_string_equal(node_plain_text(fixture->arena, fixture->root).data,
                        "");
}

static void
the_walk_visits_all_below_root_in_reading_order(void **state)
{
    struct fixture *fixture = *state;
    struct node *outside =
        node_new(fixture->arena, NODE_BOOK, (struct span){0});
    node_append(outside, fixture->root);
    add(fixture, outside, NODE_TEXT, "buiten");
    struct node *one = add(fixture, fixture->root, NODE_SECTION, "");
    struct node *two = add(fixture, one, NODE_PARAGRAPH, "");
    struct node *three = add(fixture, two, NODE_TEXT, "");
    struct node *four = add(fixture, fixture->root, NODE_SECTION, "");
    const struct node *order[] = {one, two, three, four};
    const struct node *at = fixture->root;
    for (int i = 0; i < 4; i++) {
        at = node_next(at, fixture->root);
        assert_ptr_equal(at, order[i]);
    }
    assert_null(node_next(at, fixture->root));
    assert_ptr_equal(node_skip(one, fixture->root), four);
    assert_ptr_equal(node_skip(three, fixture->root), four);
    assert_null(node_skip(fixture->root, fixture->root));
    assert_null(node_next(three, three));
}

static void
a_deep_tree_is_walked_without_recursion(void **state)
{
    struct fixture *fixture = *state;
    struct node *at = fixture->root;
    for (int i = 0; i < 200000; i++)
        at = add(fixture, at, NODE_QUOTE, "");
    add(fixture, at, NODE_TEXT, "bodem");
    assert_string_equal(node_plain_text(fixture->arena, fixture->root).data,
                        "bodem");
}

int
main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
    const struct CMUnitTest tests[] = {
        TEST(a_new_node_is_alone_and_keeps_kind_and_span),
        TEST(children_stand_where_they_are_put),
        TEST(removing_closes_the_gap_and_leaves_the_node_usable),
        TEST(unwrapping_puts_the_children_in_place),
        TEST(every_kind_has_a_name_of_its_own),
        TEST(kinds_are_block_or_inline),
        TEST(classes_are_added_and_found),
        TEST(an_attribute_that_is_absent_is_empty),
        TEST(the_nearest_ancestor_may_be_the_node_itself),
        TEST(a_heading_is_a_child_and_not_a_grandchild),
        TEST(plain_text_holds_text_and_code_with_breaks_as_spaces),
        TEST(plain_text_of_a_leaf_and_of_nothing),
        TEST(the_walk_visits_all_below_root_in_reading_order),
        TEST(a_deep_tree_is_walked_without_recursion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
