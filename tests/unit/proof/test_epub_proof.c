#include "proof/epub_archive.h"
#include "proof/epub_proof.h"
#include "proof/epub_tree.h"

#include "epub/epub_zip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What the rules find is tested with whole books: tests/epub/defects.py.
 * Here: what reads the file must stand any bytes. */

static struct text
packed(struct arena *arena)
{
    const struct epub_entry entries[] = {
        {TEXT("EPUB/een.xhtml"),
         TEXT("<p>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</p>"),
         false},
        {TEXT("EPUB/leeg.css"), TEXT(""), false}};
    struct buffer out = {0};
    struct text message;
    assert_true(epub_zip_write(arena, entries, 2, &out, &message));
    struct text file = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return file;
}

static void
an_archive_gives_back_what_was_packed(void **state)
{
    struct arena *arena = arena_new();
    struct epub_archive archive;
    (void)state;
    assert_true(epub_archive_open(arena, packed(arena), &archive));
    assert_int_equal(archive.count, 3);
    const struct epub_archive_entry *text =
        epub_archive_find(&archive, TEXT("EPUB/een.xhtml"));
    assert_non_null(text);
    assert_int_equal(text->method, 8);
    assert_false(text->is_broken || text->has_extra);
    assert_true(
        text_equals(text->bytes,
                    "<p>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</p>"));
    assert_int_equal(archive.entries[0].offset, 0);
    assert_null(epub_archive_find(&archive, TEXT("EPUB/twee.xhtml")));
    arena_free(arena);
}

static void
any_flipped_byte_and_any_cut_is_borne(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    struct text good = packed(arena);
    for (size_t i = 0; i < good.size; i++) {
        struct arena *scratch = arena_new();
        struct epub_findings findings = {0};
        char *bytes = arena_string(scratch, good);
        bytes[i] = (char)(bytes[i] ^ 0xFF);
        epub_proof(scratch, (struct text){bytes, good.size}, &findings);
        assert_true(findings.count > 0); /* it has no package at any rate */
        epub_proof(scratch, (struct text){bytes, i}, &findings);
        arena_free(scratch);
    }
    arena_free(arena);
}

static void
a_tree_has_names_attributes_and_text(void **state)
{
    struct arena *arena = arena_new();
    uint32_t offset;
    (void)state;
    const struct epub_element *root = epub_tree_read(
        arena,
        TEXT("<html xmlns='http://www.w3.org/1999/xhtml' "
             "xmlns:epub='http://www.idpf.org/2007/ops'><p epub:type='a b'>"
             "een <em>twee</em>\n drie</p></html>"),
        &offset);
    assert_non_null(root);
    const struct epub_element *p = epub_tree_find(root, "p");
    assert_true(epub_has_word(p, "epub:type", "b"));
    assert_false(epub_has_word(p, "epub:type", "c"));
    assert_true(text_equals(epub_text(arena, p), "een twee drie"));
    assert_true(epub_is(p->first_child->next, "em"));
    assert_ptr_equal(epub_tree_next(p->last_child, root), NULL);
    arena_free(arena);
}

static void
no_tree_comes_of_bad_xml_or_entities(void **state)
{
    struct arena *arena = arena_new();
    uint32_t offset;
    (void)state;
    assert_null(epub_tree_read(arena, TEXT("<a><b></a>"), &offset));
    assert_int_equal(offset, 8);
    assert_null(epub_tree_read(
        arena, TEXT("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"), &offset));
    assert_null(epub_tree_read(arena, TEXT(""), &offset));
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_archive_gives_back_what_was_packed),
        cmocka_unit_test(any_flipped_byte_and_any_cut_is_borne),
        cmocka_unit_test(a_tree_has_names_attributes_and_text),
        cmocka_unit_test(no_tree_comes_of_bad_xml_or_entities),
    };
    return cmocka_run_group_tests_name("proof/epub_proof", tests, NULL, NULL);
}
