/* tests/data/typography-cases.tsv, line by line. */
#include "font/hyphenate.h"
#include "pass/collate.h"
#include "pass/pass.h"
#include "read/manifest.h"
#include "read/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { RULES = 66, MOST_ENTRIES = 16 };

struct rule_case {
    struct text id, how, input, expected;
};

static struct arena *arena;
static struct diag *diag;
static struct book *book;
static struct hyphenator *hyphenator;

static int
setup(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    const struct folder folder = {TEXT("."), TEXT(".")};
    struct source *manifest;
    arena = arena_new();
    diag = diag_new();
    manifest = ARENA_NEW(arena, struct source);
    *manifest = (struct source){
        TEXT("book.yaml"), TEXT("title: T\nlanguage: nl\nchapters: [a.md]\n")};
    book = manifest_parse(arena, &folder, manifest, diag);
    hyphenator = hyphenator_open(arena, TEXT("nl"), folders, 1, diag);
    return !hyphenator;
}

static int
teardown(void **state)
{
    (void)state;
    hyphenator_close(hyphenator);
    diag_free(diag);
    arena_free(arena);
    return 0;
}

static struct text
take_field(struct text *line)
{
    size_t end = text_index(*line, '\t', 0);
    struct text field = text_slice(*line, 0, end);
    *line = text_slice(*line, end + 1, line->size);
    return field;
}

static struct text
typographed(struct text markdown)
{
    struct source *source = ARENA_NEW(arena, struct source);
    *source = (struct source){TEXT("a.md"), markdown};
    struct edition_tree tree = {
        .root = node_new(arena, NODE_BOOK, (struct span){0}),
        .removed = map_in(arena)};
    struct pass_context context = {.arena = arena,
                                   .book = book,
                                   .edition = &book->editions[0],
                                   .tree = &tree,
                                   .diag = diag};
    struct node *chapter =
        markdown_parse(arena, book, context.edition, source, diag);
    node_append(tree.root, chapter);
    typography_apply(&context);
    return node_plain_text(arena, chapter);
}

static struct collator *collator;

static int
entry_compare(const void *a, const void *b)
{
    return text_compare(collator_key(collator, arena, *(const struct text *)a),
                        collator_key(collator, arena, *(const struct text *)b));
}

static struct text
sorted(struct text list)
{
    struct text entries[MOST_ENTRIES], result = TEXT("");
    size_t count = 0;
    while (list.size) {
        size_t end = text_index(list, ',', 0);
        assert_true(count < MOST_ENTRIES);
        entries[count++] = text_trim(text_slice(list, 0, end));
        list = text_slice(list, end + 1, list.size);
    }
    collator = collator_open(arena, TEXT("nl"));
    qsort(entries, count, sizeof *entries, entry_compare);
    collator_close(collator);
    for (size_t i = 0; i < count; i++)
        result = arena_printf(arena, "%.*s%s%.*s", TEXT_PRINTF(result),
                              i ? ", " : "", TEXT_PRINTF(entries[i]));
    return result;
}

/* "FILE WORDS": do the words stand in the file? */
static bool
stands_in_file(struct text place)
{
    struct text content;
    size_t end = text_index(place, ' ', 0);
    struct text path = text_slice(place, 0, end);
    struct text words = text_slice(place, end + 1, place.size);
    return words.size &&
           file_read_bytes(arena, arena_string(arena, path), 1 << 22,
                           &content) &&
           memmem(content.data, content.size, words.data, words.size);
}

static bool
case_holds(const struct rule_case *one)
{
    struct text found;
    if (text_equals(one->how, "none"))
        return one->expected.size > 0;
    if (text_equals(one->how, "shown"))
        found = stands_in_file(one->expected) ? one->expected : TEXT("");
    else if (text_equals(one->how, "sort"))
        found = sorted(one->input);
    else if (text_equals(one->how, "break"))
        found = hyphenate_marked(arena, hyphenator, one->input);
    else if (text_equals(one->how, "text"))
        found = typographed(one->input);
    else
        found = TEXT("(no such kind of case)");
    if (!text_equal(found, one->expected))
        print_message("%.*s: %.*s\n  expected %.*s\n  found    %.*s\n",
                      TEXT_PRINTF(one->id), TEXT_PRINTF(one->input),
                      TEXT_PRINTF(one->expected), TEXT_PRINTF(found));
    return text_equal(found, one->expected);
}

static void
every_rule_is_kept_or_says_why_not(void **state)
{
    (void)state;
    struct text rest;
    struct map rules = map_in(arena);
    int failures = 0;
    assert_true(file_read_bytes(arena, "tests/data/typography-cases.tsv",
                                1 << 20, &rest));
    while (rest.size) {
        size_t end = text_index(rest, '\n', 0);
        struct text line = text_slice(rest, 0, end);
        rest = text_slice(rest, end + 1, rest.size);
        if (text_has_prefix(line, "#"))
            continue;
        struct rule_case one;
        one.id = take_field(&line);
        one.how = take_field(&line);
        one.input = take_field(&line);
        one.expected = take_field(&line);
        failures += !case_holds(&one);
        map_set(&rules, one.id, arena);
    }
    assert_int_equal(failures, 0);
    assert_int_equal(rules.count, RULES);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_is_kept_or_says_why_not),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
