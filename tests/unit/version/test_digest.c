#include "version/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct span nowhere;

static struct node *
add(struct arena *arena, struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(arena, kind, nowhere);
    node_append(parent, node);
    return node;
}

static void
add_text(struct arena *arena, struct node *parent, const char *text)
{
    node_append(parent, node_text_new(arena, text_of(text), nowhere));
}

static short_digest
digest(const struct node *piece)
{
    static const struct reader_key key;
    return piece_digest(&key, piece);
}

/* "een twee": in one node, in two, around a mark for the index, and in a span
 * that only said who may see it. */
static void
how_a_text_is_cut_into_nodes_does_not_count(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct node *pieces[4];
    for (size_t i = 0; i < 4; i++)
        pieces[i] = node_new(arena, NODE_PARAGRAPH, nowhere);
    add_text(arena, pieces[0], "een twee");
    add_text(arena, pieces[1], "een ");
    add_text(arena, pieces[1], "twee");
    add_text(arena, pieces[2], "een ");
    add(arena, pieces[2], NODE_INDEX_MARK);
    add_text(arena, pieces[2], "twee");
    add_text(arena, add(arena, pieces[3], NODE_SPAN), "een twee");
    for (size_t i = 1; i < 4; i++)
        assert_int_equal(digest(pieces[0]), digest(pieces[i]));
    arena_free(arena);
}

static void
what_is_emphasized_counts(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct node *one = node_new(arena, NODE_PARAGRAPH, nowhere);
    struct node *other = node_new(arena, NODE_PARAGRAPH, nowhere);
    add_text(arena, add(arena, one, NODE_EMPHASIS), "een");
    add_text(arena, one, " twee");
    add_text(arena, add(arena, other, NODE_EMPHASIS), "een twee");
    assert_int_not_equal(digest(one), digest(other));
    arena_free(arena);
}

static void
notes_and_boxes_around_count(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct node *chapter = node_new(arena, NODE_CHAPTER, nowhere);
    struct node *box = add(arena, chapter, NODE_DIV);
    node_add_class(arena, box, TEXT("kader"));
    struct node *plain = add(arena, chapter, NODE_PARAGRAPH);
    struct node *boxed = add(arena, box, NODE_PARAGRAPH);
    struct node *noted = add(arena, chapter, NODE_PARAGRAPH);
    add_text(arena, plain, "een");
    add_text(arena, boxed, "een");
    add_text(arena, noted, "een");
    struct node *call = add(arena, noted, NODE_NOTE_CALL);
    call->target = node_new(arena, NODE_FOOTNOTE, nowhere);
    struct node *text = add(arena, call->target, NODE_PARAGRAPH);
    add_text(arena, text, "noot");
    short_digest before = digest(noted);
    assert_int_not_equal(digest(plain), digest(boxed));
    assert_int_not_equal(digest(plain), before);
    add_text(arena, text, " erbij");
    assert_int_not_equal(before, digest(noted));
    arena_free(arena);
}

static void
items_and_rows_are_pieces_and_what_passes_add_is_not(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct node *chapter = node_new(arena, NODE_CHAPTER, nowhere);
    struct node *list = add(arena, chapter, NODE_LIST);
    struct node *item = add(arena, list, NODE_ITEM);
    add(arena, item, NODE_PARAGRAPH);
    struct node *beside = add(arena, chapter, NODE_DIV);
    add(arena, beside, NODE_PARAGRAPH);
    beside->is_generated = true;
    struct node *row =
        add(arena, add(arena, add(arena, chapter, NODE_TABLE), NODE_TABLE_BODY),
            NODE_ROW);
    assert_ptr_equal(piece_next(chapter, chapter), item);
    assert_ptr_equal(piece_next(item, chapter), row);
    assert_null(piece_next(row, chapter));
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_a_text_is_cut_into_nodes_does_not_count),
        cmocka_unit_test(what_is_emphasized_counts),
        cmocka_unit_test(notes_and_boxes_around_count),
        cmocka_unit_test(items_and_rows_are_pieces_and_what_passes_add_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
