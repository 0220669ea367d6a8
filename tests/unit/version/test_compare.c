#include "version/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const struct span nowhere;
static const struct reader_key key;

/* Letters for pieces: what is new in `now` comes in upper case. */
static void
assert_differ(const char *before, const char *now, const char *marked,
              size_t gone)
{
    struct arena *arena = arena_new();
    short_digest a[64], b[64];
    bool is_new[64];
    char got[65] = {0};
    for (size_t i = 0; before[i]; i++)
        a[i] = (unsigned char)before[i];
    for (size_t i = 0; now[i]; i++)
        b[i] = (unsigned char)now[i];
    assert_int_equal(
        gone, pieces_differ(arena, a, strlen(before), b, strlen(now), is_new));
    for (size_t i = 0; now[i]; i++)
        got[i] = (char)(is_new[i] ? now[i] - 'a' + 'A' : now[i]);
    assert_string_equal(marked, got);
    arena_free(arena);
}

static void
one_other_piece_is_marked(void **state)
{
    (void)state;
    assert_differ("abcd", "abcd", "abcd", 0);
    assert_differ("abcd", "abxd", "abXd", 1);
    assert_differ("abcd", "abxcd", "abXcd", 0);
    assert_differ("abcd", "acd", "acd", 1);
    assert_differ("", "ab", "AB", 0);
    assert_differ("ab", "", "", 2);
    assert_differ("aab", "ab", "ab", 1);
    assert_differ("abcdef", "xbcyef", "XbcYef", 2);
}

/* Too many for a table: each by itself. */
static void
very_long_chapters_are_compared_piece_by_piece(void **state)
{
    enum { COUNT = 4000 };
    struct arena *arena = arena_new();
    (void)state;
    short_digest *a = ARENA_ARRAY(arena, COUNT, short_digest);
    short_digest *b = ARENA_ARRAY(arena, COUNT, short_digest);
    bool *is_new = ARENA_ARRAY(arena, COUNT, bool);
    for (size_t i = 0; i < COUNT; i++)
        a[i] = b[i] = i + 1;
    b[0] = COUNT + 1;
    b[COUNT - 1] = COUNT + 2;
    assert_int_equal(2, pieces_differ(arena, a, COUNT, b, COUNT, is_new));
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal(is_new[i], i == 0 || i == COUNT - 1);
    arena_free(arena);
}

static struct node *
add_chapter(struct arena *arena, struct node *book, int number, const char *id,
            const char *text)
{
    struct node *chapter = node_new(arena, NODE_CHAPTER, nowhere);
    chapter->chapter.kind = number ? CHAPTER_BLOCK : CHAPTER_PLAIN;
    chapter->chapter.number = number;
    chapter->id = text_of(id);
    node_append(book, chapter);
    struct node *paragraph = node_new(arena, NODE_PARAGRAPH, nowhere);
    node_append(paragraph, node_text_new(arena, text_of(text), nowhere));
    node_append(chapter, paragraph);
    return chapter;
}

static struct version_reader
seen(struct arena *arena, const struct node *book)
{
    return reader_seen(arena, &key, TEXT("nieuw"), book);
}

static void
blocks_are_known_by_number_and_chapters_by_label_or_place(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct node *old = node_new(arena, NODE_BOOK, nowhere);
    add_chapter(arena, old, 0, "vooraf", "Vooraf");
    add_chapter(arena, old, 0, "oude-titel", "Hetzelfde");
    add_chapter(arena, old, 1, "een", "Een");
    add_chapter(arena, old, 2, "twee", "Twee");
    struct version_reader before = seen(arena, old);
    struct node *book = node_new(arena, NODE_BOOK, nowhere);
    add_chapter(arena, book, 0, "vooraf", "Vooraf");
    add_chapter(arena, book, 0, "nieuwe-titel", "Hetzelfde");
    add_chapter(arena, book, 1, "anders", "Een anders");
    add_chapter(arena, book, 3, "drie", "Drie");
    struct version_reader now = seen(arena, book);
    struct version_changes *changes =
        versions_compare(arena, book, &now, &before);
    assert_int_equal(changes->match_count, 4);
    assert_int_equal(changes->matches[0].changed, 0);
    assert_ptr_equal(changes->matches[1].before, &before.chapters[1]);
    assert_int_equal(changes->matches[1].changed, 0);
    assert_int_equal(changes->matches[2].changed, 1);
    assert_int_equal(changes->matches[2].gone, 1);
    assert_null(changes->matches[3].before);
    assert_int_equal(changes->dropped_count, 1);
    assert_true(text_equals(changes->dropped[0]->key, "block-2"));
    arena_free(arena);
}

static void
chapters_that_moved_have_lost_their_place(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct node *old = node_new(arena, NODE_BOOK, nowhere);
    struct node *book = node_new(arena, NODE_BOOK, nowhere);
    static const int order[] = {4, 1, 2, 3};
    for (int i = 1; i <= 4; i++) {
        add_chapter(arena, old, i, "", "Tekst");
        add_chapter(arena, book, order[i - 1], "", "Tekst");
    }
    struct version_reader before = seen(arena, old), now = seen(arena, book);
    struct version_changes *changes =
        versions_compare(arena, book, &now, &before);
    assert_false(changes->matches[0].keeps_place);
    for (size_t i = 1; i < 4; i++)
        assert_true(changes->matches[i].keeps_place);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_other_piece_is_marked),
        cmocka_unit_test(very_long_chapters_are_compared_piece_by_piece),
        cmocka_unit_test(
            blocks_are_known_by_number_and_chapters_by_label_or_place),
        cmocka_unit_test(chapters_that_moved_have_lost_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
