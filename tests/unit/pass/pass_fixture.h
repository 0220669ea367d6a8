/* A tree for the tests of passes: chapters from Markdown, in one edition of a
 * book with this manifest, without files. */
#ifndef TESTS_PASS_FIXTURE_H
#define TESTS_PASS_FIXTURE_H

#include "pass/pass.h"
#include "read/manifest.h"
#include "read/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MANIFEST                                                               \
    "name: proef\ntitle: Proef\nlanguage: nl\n"                                \
    "identifier: urn:uuid:5b1f7c9e-0d7a-4c39-9a55-0f3b1f3d2a10\n"              \
    "audiences: {nieuw: Nieuw, ervaren: Ervaren}\n"                            \
    "block-name: bouwsteen\nblock-folder: bouwstenen\n"                        \
    "roles: {stappen: Stappen, werkblad: Werkblad}\n"                          \
    "blocks: {7: Krachtenveld, 8: De ronde}\n"                                 \
    "variables: {stad: Nijmegen}\n"                                            \
    "editions:\n"                                                              \
    "  nieuw: {references: reworded, chapters: [a.md]}\n"                      \
    "  ervaren: {chapters: [a.md]}\n"

struct fixture {
    struct arena *arena;
    struct diag *diag;
    struct book *book;
    struct edition_tree tree;
    struct pass_context context;
    char *messages;
};

static inline int
fixture_open(void **state)
{
    static struct fixture fixture;
    static const struct source manifest = {{"book.yaml", 9},
                                           {MANIFEST, sizeof MANIFEST - 1}};
    const struct folder folder = {TEXT("."), TEXT(".")};
    struct arena *arena = arena_new();
    fixture = (struct fixture){.arena = arena, .diag = diag_new()};
    fixture.book = manifest_parse(arena, &folder, &manifest, fixture.diag);
    fixture.tree.root = node_new(arena, NODE_BOOK, (struct span){0});
    fixture.tree.removed = map_in(arena);
    fixture.context =
        (struct pass_context){.arena = arena,
                              .book = fixture.book,
                              .edition = &fixture.book->editions[0],
                              .tree = &fixture.tree,
                              .diag = fixture.diag,
                              .labels = map_in(arena)};
    *state = &fixture;
    /* The block folder does not exist; the passes do not ask for it. */
    diag_free(fixture.diag);
    fixture.diag = fixture.context.diag = diag_new();
    return 0;
}

static inline int
fixture_close(void **state)
{
    struct fixture *fixture = *state;
    free(fixture->messages);
    diag_free(fixture->diag);
    arena_free(fixture->arena);
    return 0;
}

/* Adds a chapter to the end of the book. */
static inline struct node *
add_chapter(struct fixture *fixture, const char *markdown)
{
    struct source *source = ARENA_NEW(fixture->arena, struct source);
    *source = (struct source){
        TEXT("a.md"),
        arena_text_concat(fixture->arena,
                          TEXT("---\naudience: nieuw ervaren\n---\n\n"),
                          text_of(markdown))};
    struct node *chapter =
        markdown_parse(fixture->arena, fixture->book, fixture->context.edition,
                       source, fixture->diag);
    assert_non_null(chapter);
    node_append(fixture->tree.root, chapter);
    return chapter;
}

/* The same as building block `number`. */
static inline struct node *
add_block(struct fixture *fixture, int number, const char *markdown)
{
    struct node *chapter = add_chapter(fixture, markdown);
    chapter->chapter.kind = CHAPTER_BLOCK;
    chapter->chapter.number = number;
    return chapter;
}

/* An empty chapter of a kind that a pass fills. */
static inline struct node *
add_place(struct fixture *fixture, enum chapter_kind kind)
{
    struct node *chapter =
        node_new(fixture->arena, NODE_CHAPTER, (struct span){0});
    chapter->chapter.kind = kind;
    node_append(fixture->tree.root, chapter);
    return chapter;
}

/* The first node of a kind below `root` (or it), the `count`th from 0. */
static inline struct node *
find_nth(struct node *root, enum node_kind kind, int count)
{
    for (struct node *node = root; node; node = node_next(node, root))
        if (node->kind == kind && count-- == 0)
            return node;
    fail_msg("no such %s", node_kind_name(kind));
    return NULL;
}

/* The text of a node as layout sees it: locators are "58". */
static inline const char *
text_with_pages(struct fixture *fixture, struct node *root)
{
    for (struct node *node = root; node; node = node_next(node, root))
        if (node->kind == NODE_LOCATOR) {
            node->kind = NODE_TEXT;
            node->text = TEXT("58");
        }
    return arena_string(fixture->arena, node_plain_text(fixture->arena, root));
}

/* All that was reported, as text. */
static inline const char *
report(struct fixture *fixture)
{
    size_t size;
    free(fixture->messages);
    FILE *out = open_memstream(&fixture->messages, &size);
    diag_print(fixture->diag, out, DIAG_TEXT);
    fclose(out);
    return fixture->messages;
}

static inline void
assert_reported(struct fixture *fixture, const char *slug)
{
    if (!strstr(report(fixture), slug))
        fail_msg("no %s in: %s", slug, fixture->messages);
}

static inline void
assert_silent(struct fixture *fixture)
{
    assert_string_equal(report(fixture), "");
}

#define PASS_TEST(name)                                                        \
    cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

#endif
