/* YAML: values with their places; all that editors get wrong. */
#include "base/yaml.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct fixture {
    struct arena *arena;
    struct diag *diag;
    struct source source;
};

static int
open_fixture(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.arena = arena_new(),
                               .diag = diag_new(),
                               .source = {.path = TEXT("b.yaml")}};
    *state = &fixture;
    return 0;
}

static int
close_fixture(void **state)
{
    struct fixture *fixture = *state;
    diag_free(fixture->diag);
    arena_free(fixture->arena);
    return 0;
}

static const struct yaml *
parse(struct fixture *fixture, const char *content)
{
    fixture->source.content = text_of(content);
    return yaml_parse(fixture->arena, &fixture->source, 0,
                      fixture->source.content.size, fixture->diag);
}

static const char *
reported(struct fixture *fixture)
{
    char *data = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&data, &size);
    diag_print(fixture->diag, out, DIAG_TEXT);
    fclose(out);
    char *copy = arena_string(fixture->arena, (struct text){data, size});
    free(data);
    return copy;
}

/* The first report starts with the place, and holds these words. */
static void
assert_reported(struct fixture *fixture, const char *place, const char *words)
{
    const char *text = reported(fixture);
    struct text start =
        arena_printf(fixture->arena, "b.yaml:%s: error: ", place);
    if (!text_has_prefix(text_of(text), start.data) || !strstr(text, words))
        fail_msg("wanted %s ... %s, found %s", place, words, text);
}

static void
assert_refused(struct fixture *fixture, const char *content, const char *place,
               const char *words)
{
    assert_null(parse(fixture, content));
    assert_reported(fixture, place, words);
}

static void
assert_text_at(const struct yaml *value, const char *wanted, size_t start)
{
    assert_non_null(value);
    assert_int_equal(value->kind, YAML_SCALAR);
    assert_true(text_equals(value->scalar, wanted));
    assert_int_equal(value->span.start, start);
}

static void
scalars_lists_and_maps_keep_their_order_and_places(void **state)
{
    const struct yaml *root = parse(*state, "title: Boek\n"
                                            "list:\n"
                                            "  - een\n"
                                            "  - 'twee'\n"
                                            "map: {a: 1}\n");
    assert_non_null(root);
    assert_int_equal(root->kind, YAML_MAP);
    assert_int_equal(root->child_count, 3);
    assert_text_at(yaml_find(root, "title"), "Boek", 7);
    const struct yaml *list = yaml_find(root, "list");
    assert_int_equal(list->kind, YAML_LIST);
    assert_int_equal(list->child_count, 2);
    assert_text_at(&list->children[0], "een", 22);
    assert_true(list->children[0].is_plain);
    assert_false(list->children[1].is_plain);
    assert_text_at(yaml_find(yaml_find(root, "map"), "a"), "1", 46);
    assert_int_equal(list->key_span.start, 12);
    assert_true(text_equals(span_text(list->key_span), "list"));
    assert_null(yaml_find(root, "weg"));
    assert_null(yaml_find(NULL, "weg"));
    assert_null(yaml_find(list, "een"));
    assert_string_equal(reported(*state), "");
}

static void
places_are_bytes_also_behind_letters_of_more_bytes(void **state)
{
    struct fixture *fixture = *state;
    const struct yaml *root =
        parse(fixture, "\u00E9\u00E9n: co\u00F6rdinatie \U0001F600\r\n"
                       "twee: \u20AC\n# \u00EB\ndrie: \"x \u00E9\"\n");
    const struct yaml *two = yaml_find(root, "twee");
    assert_true(text_equals(span_text(two->span), "\u20AC"));
    assert_true(text_equals(span_text(two->key_span), "twee"));
    const struct yaml *three = yaml_find(root, "drie");
    assert_true(text_equals(span_text(three->span), "\"x \u00E9\""));
    assert_true(text_equals(span_text(root->children[0].span),
                            "co\u00F6rdinatie \U0001F600"));
    assert_int_equal(span_place(two->key_span).line, 2);
    assert_int_equal(span_place(three->span).column, 7);
}

static void
a_part_of_a_file_has_places_in_the_whole_file(void **state)
{
    struct fixture *fixture = *state;
    fixture->source.content =
        TEXT("---\nnummer: 7\nx: \u00E9\ny: z\n---\n# Titel: *x*\n");
    const struct yaml *root =
        yaml_parse(fixture->arena, &fixture->source, 4, 25, fixture->diag);
    assert_non_null(root);
    assert_int_equal(root->child_count, 3);
    assert_text_at(yaml_find(root, "nummer"), "7", 12);
    assert_text_at(yaml_find(root, "y"), "z", 23);
}

static void
an_error_in_a_part_is_placed_in_the_whole_file(void **state)
{
    struct fixture *fixture = *state;
    fixture->source.content = TEXT("---\n\u00E9: a\n\tb: c\n---\ntekst\n");
    assert_null(
        yaml_parse(fixture->arena, &fixture->source, 4, 16, fixture->diag));
    assert_reported(fixture, "3:1", "[yaml-tab]");
}

static void
an_empty_document_is_an_empty_map(void **state)
{
    static const char *const empty[] = {"",      "\n\n",       "# niets\n",
                                        "---\n", "---\n...\n", "{}"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        const struct yaml *root = parse(*state, empty[i]);
        assert_non_null(root);
        assert_int_equal(root->kind, YAML_MAP);
        assert_int_equal(root->child_count, 0);
    }
    assert_string_equal(reported(*state), "");
}

static void
a_value_that_is_not_there_is_placed_at_its_key(void **state)
{
    const struct yaml *root = parse(*state, "title:\nlanguage: nl\n");
    const struct yaml *title = yaml_find(root, "title");
    assert_text_at(title, "", 0);
    assert_int_equal(title->span.end, 5);
}

static void
a_tab_as_indentation_is_named(void **state)
{
    assert_refused(*state, "map:\n\ta: b\n", "2:1", "[yaml-tab]");
}

static void
a_tab_behind_spaces_is_named(void **state)
{
    assert_refused(*state, "map:\n  a: b\n  \tc: d\n", "3:3", "[yaml-tab]");
}

static void
a_tab_before_a_list_item_is_named(void **state)
{
    assert_refused(*state, "list:\n\t- a\n", "2:1", "[yaml-tab]");
}

static void
a_tab_elsewhere_in_the_line_is_not_blamed(void **state)
{
    assert_refused(*state, "title: @huis\t# tab\n", "1:8",
                   "a value cannot start so [yaml-syntax]");
}

static void
a_tab_between_key_and_value_is_allowed(void **state)
{
    assert_text_at(yaml_find(parse(*state, "title:\tBoek\n"), "title"), "Boek",
                   7);
}

static void
aliases_are_refused(void **state)
{
    assert_refused(*state, "a: &x 1\nb: *x\n", "1:4", "[yaml-anchor]");
    assert_non_null(strstr(reported(*state), "b.yaml:2:4: error: YAML aliases "
                                             "are not allowed [yaml-alias]"));
}

static void
stars_and_ampersands_that_mean_text_are_told_to_be_quoted(void **state)
{
    assert_refused(*state, "title: **vet** en zo\n", "1:8", "put it in quotes");
}

static void
an_anchor_never_swallows_text_silently(void **state)
{
    parse(*state, "title: &Co\n");
    assert_reported(*state, "1:8", "[yaml-anchor]");
}

static void
a_tag_never_swallows_text_silently(void **state)
{
    parse(*state, "title: !Help ons\nlist: !x [a]\n");
    assert_reported(*state, "1:8", "[yaml-anchor]");
    assert_non_null(strstr(reported(*state), "b.yaml:2:7: "));
}

static const char *
nested(struct arena *arena, int depth)
{
    struct buffer buffer = {0};
    for (int i = 0; i < depth; i++)
        buffer_append_byte(&buffer, '[');
    for (int i = 0; i < depth; i++)
        buffer_append_byte(&buffer, ']');
    const char *text = arena_string(arena, buffer_text(&buffer));
    buffer_release(&buffer);
    return text;
}

static void
nesting_has_an_end(void **state)
{
    struct fixture *fixture = *state;
    assert_non_null(parse(fixture, nested(fixture->arena, 17)));
    assert_refused(fixture, nested(fixture->arena, 18), "1:18",
                   "nested more than 16 levels deep [yaml-too-deep]");
}

static void
a_hundred_thousand_levels_do_not_crash(void **state)
{
    struct fixture *fixture = *state;
    assert_null(parse(fixture, nested(fixture->arena, 100000)));
    assert_true(diag_has_errors(fixture->diag));
}

static void
many_values_are_read_in_a_moment_and_too_many_refused(void **state)
{
    struct fixture *fixture = *state;
    struct buffer buffer = {0};
    for (int i = 0; i < 99990; i++)
        buffer_append_string(&buffer, "- \u00E9\n");
    clock_t start = clock();
    const struct yaml *root = parse(fixture, buffer.data);
    assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
    assert_non_null(root);
    assert_int_equal(root->child_count, 99990);
    for (int i = 0; i < 20; i++)
        buffer_append_string(&buffer, "- x\n");
    assert_null(parse(fixture, buffer.data));
    assert_reported(fixture, "100000:3", "[yaml-too-large]");
    buffer_release(&buffer);
}

static void
a_key_that_stands_twice_is_reported_at_the_second(void **state)
{
    const struct yaml *root = parse(*state, "a: 1\nb: 2\na: 3\n");
    assert_reported(*state, "3:1",
                    "key 'a' stands here twice [yaml-key-twice]");
    assert_text_at(yaml_find(root, "a"), "1", 3);
}

static void
the_same_key_in_two_maps_is_no_repeat(void **state)
{
    parse(*state, "- {a: 1}\n- {a: 2}\n");
    assert_string_equal(reported(*state), "");
}

static void
an_unknown_key_gets_the_nearest_known_one(void **state)
{
    struct fixture *fixture = *state;
    const char *const known[] = {"title", "language", NULL};
    const struct yaml *root = parse(fixture, "titel: x\nlanguage: nl\n");
    assert_false(yaml_check_keys(root, known, fixture->arena, fixture->diag));
    assert_reported(fixture, "1:1", "unknown key 'titel' [yaml-key-unknown]");
    assert_non_null(strstr(reported(fixture), "hint: did you mean 'title'?"));
}

static void
known_keys_and_no_map_pass(void **state)
{
    struct fixture *fixture = *state;
    const char *const known[] = {"title", NULL};
    assert_true(yaml_check_keys(parse(fixture, "title: x"), known,
                                fixture->arena, fixture->diag));
    assert_true(yaml_check_keys(NULL, known, fixture->arena, fixture->diag));
}

static void
a_key_without_colon_is_reported_on_its_own_line(void **state)
{
    assert_refused(*state, "title: x\nlanguage nl\nname: y\n", "2:1",
                   "a key without ':'");
}

static void
a_second_colon_asks_for_quotes(void **state)
{
    assert_refused(*state, "title: Opbouwwerk: een boek\n", "1:18",
                   "put a text with ': ' in it in quotes");
}

static void
an_unclosed_quote_is_reported_where_it_opens(void **state)
{
    assert_refused(*state, "a: b\ntitle: \"Boek\nx: y\n", "2:8",
                   "this quote is not closed");
}

static void
an_unclosed_list_is_reported_where_it_opens(void **state)
{
    assert_refused(*state, "a: [b, c\nd: e\n", "1:4",
                   "this '[' list is not closed");
}

static void
a_wrong_indentation_is_reported_at_its_line(void **state)
{
    assert_refused(*state, "a:\n  b: c\n d: e\n", "3:2",
                   "this line does not fit here");
}

static void
a_list_of_keys_and_plain_items_is_reported(void **state)
{
    assert_refused(*state, "a:\n  - b\n  c: d\n", "3:3",
                   "this line does not fit here");
}

static void
invalid_bytes_are_placed_in_the_file(void **state)
{
    assert_refused(*state, "\u00E9: x\na: \x01\n", "2:4", "control character");
}

static void
escapes_cannot_bring_in_control_characters(void **state)
{
    parse(*state, "a: \"x\\0y\"\n");
    assert_reported(*state, "1:4", "a control character cannot stand here");
}

static void
a_key_must_be_a_word(void **state)
{
    assert_refused(*state, "? [a, b]\n: c\n", "1:3", "a key must be a word");
}

static void
a_second_document_is_refused(void **state)
{
    assert_refused(*state, "a: b\n---\nc: d\n", "3:1", "a second document");
}

static void
text_behind_the_map_does_not_replace_it(void **state)
{
    assert_null(parse(*state, "a: b\n...\nc\n"));
    assert_true(diag_has_errors(((struct fixture *)*state)->diag));
}

static void
numbers_are_whole_and_in_range(void **state)
{
    struct fixture *fixture = *state;
    const struct yaml *root = parse(
        fixture, "a: 7\nb: -3\nc: 7x\nd: 99\ne: [1]\nf: '12'\ng:\nh: \"5 \"\n"
                 "i: 99999999999999999999\n");
    int number = 0;
#define INT(key) yaml_int(yaml_find(root, key), -5, 50, &number, fixture->diag)
    assert_true(INT("a"));
    assert_int_equal(number, 7);
    assert_true(INT("b"));
    assert_int_equal(number, -3);
    assert_true(INT("f"));
    assert_false(INT("weg"));
    assert_string_equal(reported(fixture), "");
    number = 1;
    assert_false(INT("c") || INT("d") || INT("e") || INT("g") || INT("h") ||
                 INT("i"));
    assert_int_equal(number, 1);
    assert_int_equal(diag_count(fixture->diag, DIAG_ERROR), 6);
    assert_reported(fixture, "3:4", "'c' must be a number from -5 to 50");
}

static void
yes_and_no_are_english_or_dutch(void **state)
{
    struct fixture *fixture = *state;
    const struct yaml *root =
        parse(fixture, "a: yes\nb: nee\nc: ja\nd: false\ne: misschien\n");
    bool value = false;
#define BOOL(key) yaml_bool(yaml_find(root, key), &value, fixture->diag)
    assert_true(BOOL("a") && value);
    assert_true(BOOL("b") && !value);
    assert_true(BOOL("c") && value);
    assert_true(BOOL("d") && !value);
    assert_false(BOOL("e"));
    assert_false(BOOL("weg"));
    assert_reported(fixture, "5:4", "'e' must be yes or no [yaml-kind]");
}

static void
texts_are_one_scalar_or_a_list_of_them(void **state)
{
    struct fixture *fixture = *state;
    const struct yaml *root = parse(
        fixture, "a: pdf\nb: [pdf, epub]\nc:\nd: {x: y}\ne: [pdf, [x]]\n");
    struct text *texts;
    size_t count;
#define TEXTS(key)                                                             \
    yaml_texts(yaml_find(root, key), fixture->arena, &texts, &count,           \
               fixture->diag)
    assert_true(TEXTS("a"));
    assert_int_equal(count, 1);
    assert_true(TEXTS("b"));
    assert_int_equal(count, 2);
    assert_true(text_equals(texts[1], "epub"));
    assert_true(TEXTS("c"));
    assert_int_equal(count, 0);
    assert_false(TEXTS("weg"));
    assert_int_equal(count, 0);
    assert_string_equal(reported(fixture), "");
    assert_false(TEXTS("d"));
    TEXTS("e");
    assert_int_equal(count, 1);
    assert_reported(fixture, "4:4", "'d' must be a list");
    assert_non_null(strstr(reported(fixture), "'e' must be a list of words"));
}

static void
the_wrong_kind_is_named_with_its_key(void **state)
{
    struct fixture *fixture = *state;
    const struct yaml *root = parse(fixture, "a: b\nc: [d]\n");
    struct text text;
    assert_false(yaml_is_map(yaml_find(root, "a"), fixture->diag));
    assert_false(yaml_is_list(yaml_find(root, "a"), fixture->diag));
    assert_false(yaml_text(yaml_find(root, "c"), &text, fixture->diag));
    assert_true(yaml_text(yaml_find(root, "a"), &text, fixture->diag));
    assert_true(yaml_is_list(yaml_find(root, "c"), fixture->diag));
    assert_true(yaml_is_map(root, fixture->diag));
    assert_int_equal(diag_count(fixture->diag, DIAG_ERROR), 3);
    assert_non_null(strstr(reported(fixture), "'c' must be text [yaml-kind]"));
}

int
main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
    const struct CMUnitTest tests[] = {
        TEST(scalars_lists_and_maps_keep_their_order_and_places),
        TEST(places_are_bytes_also_behind_letters_of_more_bytes),
        TEST(a_part_of_a_file_has_places_in_the_whole_file),
        TEST(an_error_in_a_part_is_placed_in_the_whole_file),
        TEST(an_empty_document_is_an_empty_map),
        TEST(a_value_that_is_not_there_is_placed_at_its_key),
        TEST(a_tab_as_indentation_is_named),
        TEST(a_tab_behind_spaces_is_named),
        TEST(a_tab_before_a_list_item_is_named),
        TEST(a_tab_elsewhere_in_the_line_is_not_blamed),
        TEST(a_tab_between_key_and_value_is_allowed),
        TEST(aliases_are_refused),
        TEST(stars_and_ampersands_that_mean_text_are_told_to_be_quoted),
        TEST(an_anchor_never_swallows_text_silently),
        TEST(a_tag_never_swallows_text_silently),
        TEST(nesting_has_an_end),
        TEST(a_hundred_thousand_levels_do_not_crash),
        TEST(many_values_are_read_in_a_moment_and_too_many_refused),
        TEST(a_key_that_stands_twice_is_reported_at_the_second),
        TEST(the_same_key_in_two_maps_is_no_repeat),
        TEST(an_unknown_key_gets_the_nearest_known_one),
        TEST(known_keys_and_no_map_pass),
        TEST(a_key_without_colon_is_reported_on_its_own_line),
        TEST(a_second_colon_asks_for_quotes),
        TEST(an_unclosed_quote_is_reported_where_it_opens),
        TEST(an_unclosed_list_is_reported_where_it_opens),
        TEST(a_wrong_indentation_is_reported_at_its_line),
        TEST(a_list_of_keys_and_plain_items_is_reported),
        TEST(invalid_bytes_are_placed_in_the_file),
        TEST(escapes_cannot_bring_in_control_characters),
        TEST(a_key_must_be_a_word),
        TEST(a_second_document_is_refused),
        TEST(text_behind_the_map_does_not_replace_it),
        TEST(numbers_are_whole_and_in_range),
        TEST(yes_and_no_are_english_or_dutch),
        TEST(texts_are_one_scalar_or_a_list_of_them),
        TEST(the_wrong_kind_is_named_with_its_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
