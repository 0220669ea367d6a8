#include "proof/approval.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

struct fixture {
    struct arena *arena;
    struct diag *diag;
};

static int
set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){arena_new(), diag_new()};
    *state = &fixture;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fixture = *state;
    diag_free(fixture->diag);
    arena_free(fixture->arena);
    return 0;
}

static void
add_paragraph(struct arena *arena, struct node *chapter, const char *text)
{
    struct node *paragraph = node_new(arena, NODE_PARAGRAPH, (struct span){0});
    node_append(paragraph,
                node_text_new(arena, text_of(text), (struct span){0}));
    node_append(chapter, paragraph);
}

/* A book of one chapter, `a`, and one, `b`, that says something. */
static struct approval
approval_of_text(struct arena *arena, const char *text)
{
    struct node *book = node_new(arena, NODE_BOOK, (struct span){0});
    const char *const ids[] = {"a", "b"};
    for (size_t i = 0; i < 2; i++) {
        struct node *chapter = node_new(arena, NODE_CHAPTER, (struct span){0});
        chapter->id = text_of(ids[i]);
        add_paragraph(arena, chapter, i ? text : "Titel");
        node_append(book, chapter);
    }
    return approval_of(arena, book, &(struct attachments){0});
}

static void
what_was_written_is_read_again(void **state)
{
    struct fixture *fixture = *state;
    struct approval now = approval_of_text(fixture->arena,
                                           "Een. Twee \"x.\" Drie"),
                    then;
    struct buffer out = {0};
    approval_write(&now, text_of("zorg"), text_of(""), &out);
    struct source source = {.path = text_of("zorg.approved"),
                            .content =
                                arena_text(fixture->arena, buffer_text(&out))};
    buffer_release(&out);
    assert_true(approval_parse(fixture->arena, &source, text_of("zorg"), &then,
                               fixture->diag));
    size_t count;
    approval_compare(fixture->arena, &then, &now, &count);
    assert_int_equal(count, 0);
    assert_int_equal(then.chapter_count, 2);
    assert_int_equal(then.chapters[1].sentence_count, 3);
    assert_true(text_equals(then.chapters[1].sentences[1], "Twee \"x.\""));
    /* Another partner's approval is none. */
    assert_false(approval_parse(fixture->arena, &source, text_of("stip"), &then,
                                fixture->diag));
}

static void
a_change_is_told_by_its_sentences(void **state)
{
    struct fixture *fixture = *state;
    struct approval before =
                        approval_of_text(fixture->arena, "Een. Een. Twee."),
                    after =
                        approval_of_text(fixture->arena, "Een. Drie. Twee.");
    size_t count, gone, come;
    struct approval_change *changes =
        approval_compare(fixture->arena, &before, &after, &count);
    assert_int_equal(count, 1);
    assert_true(text_equals(changes[0].after->key, "b"));
    struct text *one = approval_difference(fixture->arena, changes[0].before,
                                           changes[0].after, &gone);
    assert_int_equal(gone, 1);
    assert_true(text_equals(one[0], "Een."));
    struct text *other = approval_difference(fixture->arena, changes[0].after,
                                             changes[0].before, &come);
    assert_int_equal(come, 1);
    assert_true(text_equals(other[0], "Drie."));
}

static void
a_file_cut_short_is_broken(void **state)
{
    struct fixture *fixture = *state;
    const char *const broken[] = {"", "bouwsteen-approved 1\n",
                                  "bouwsteen-approved 1\nexcerpt: zorg\n",
                                  "bouwsteen-approved 1\nexcerpt: zorg\n"
                                  "version: 1\nchapter: a 0123\n",
                                  "bouwsteen-approved 1\nexcerpt: zorg\n"
                                  "version: 1\n| Een.\n"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct approval approval;
        struct source source = {.path = text_of("zorg.approved"),
                                .content = text_of(broken[i])};
        assert_false(approval_parse(fixture->arena, &source, text_of("zorg"),
                                    &approval, fixture->diag));
        assert_true(diag_has_errors(fixture->diag));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_written_is_read_again, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_change_is_told_by_its_sentences,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_cut_short_is_broken, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
