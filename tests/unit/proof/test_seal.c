/* The note in finished files: real files, each byte of them changed. */
#include "proof/seal.h"

#include "pipeline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined __SANITIZE_ADDRESS__ || defined SLOW_TESTS
enum { STEP = 97, FLIPS = 200 };
#else
enum { STEP = 1, FLIPS = 2000 };
#endif

struct files {
    struct session session;
    struct product product;
};

static void
make_files(struct files *files, const char *folder, const char *name)
{
    char here[] = "out/bin/bouwsteen"; /* styles and fonts lie above it */
    assert_true(session_open(&files->session, folder, here));
    const struct edition *edition =
        book_edition(files->session.book, text_of(name));
    assert_non_null(edition);
    product_make(&files->session, edition, PRODUCT_PDF | PRODUCT_EPUB, NULL,
                 NULL, &files->product);
    assert_true(files->product.pdf.size > 0);
    assert_true(files->product.epub.size > 0);
}

static void
release_files(struct files *files)
{
    product_release(&files->product);
    session_close(&files->session);
}

static void
write_file(const char *folder, const char *name, const char *content)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

/* A book of one line. */
static void
make_small(struct files *files)
{
    char folder[] = "/var/tmp/bouwsteen-seal-XXXXXX", path[256];
    assert_non_null(mkdtemp(folder));
    write_file(folder, "book.yaml",
               "name: klein\ntitle: Klein\nlanguage: nl\nversion: '7'\n"
               "chapters: [a.md]\n");
    write_file(folder, "a.md", "# A\n\nEen zin.\n");
    make_files(files, folder, "klein");
    snprintf(path, sizeof path, "%s/a.md", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/book.yaml", folder);
    unlink(path);
    rmdir(folder);
}

static bool
is_noticed(struct buffer *file, size_t at, unsigned char mask)
{
    struct seal seal;
    file->data[at] = (char)((unsigned char)file->data[at] ^ mask);
    bool noticed = seal_check(buffer_text(file), &seal) != SEAL_INTACT;
    file->data[at] = (char)((unsigned char)file->data[at] ^ mask);
    return noticed;
}

static void
each_changed_byte_of_a_small_file_is_noticed(void **state)
{
    (void)state;
    struct files files;
    struct seal seal;
    make_small(&files);
    struct buffer *both[] = {&files.product.pdf, &files.product.epub};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(seal_check(buffer_text(both[i]), &seal), SEAL_INTACT);
        assert_true(text_equals(seal.edition, "klein"));
        assert_true(text_equals(seal.version, "7"));
        assert_false(seal.is_excerpt);
        for (size_t at = 0; at < both[i]->size; at += STEP)
            if (!is_noticed(both[i], at, (unsigned char)(1u << at % 8)))
                fail_msg("%s: byte %zu", i ? "EPUB" : "PDF", at);
    }
    release_files(&files);
}

static void
changed_bytes_of_a_large_file_are_noticed(void **state)
{
    (void)state;
    struct files files;
    make_files(&files, "book", "partners");
    struct buffer *both[] = {&files.product.pdf, &files.product.epub};
    uint64_t dice = 1;
    for (int i = 0; i < FLIPS; i++) {
        dice = dice * 6364136223846793005u + 1442695040888963407u;
        struct buffer *file = both[i % 2];
        assert_true(is_noticed(file, (size_t)((dice >> 20) % file->size),
                               (unsigned char)(dice >> 56 | 1)));
    }
    release_files(&files);
}

static void
cut_and_lengthened_files_are_noticed(void **state)
{
    (void)state;
    struct files files;
    struct seal seal;
    make_small(&files);
    struct buffer *both[] = {&files.product.pdf, &files.product.epub};
    for (int i = 0; i < 2; i++) {
        struct text text = buffer_text(both[i]);
        for (size_t size = 0; size < text.size; size += 251)
            assert_int_not_equal(
                seal_check((struct text){text.data, size}, &seal), SEAL_INTACT);
        buffer_append_byte(both[i], '\n');
        assert_int_equal(seal_check(buffer_text(both[i]), &seal), SEAL_BROKEN);
        assert_true(text_equals(seal.book, "klein"));
    }
    release_files(&files);
}

static void
other_files_are_not_ours(void **state)
{
    (void)state;
    struct seal seal;
    const char *const others[] = {
        "", "%PDF-1.7\n", "bouwsteen-manifest 1\n",
        "bouwsteen-manifest 1\nbook: a\nedition: b\nversion: c\ndate: d\n"
        "sources: 00\ncontent: 00\n"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_int_equal(seal_check(text_of(others[i]), &seal), SEAL_NONE);
}

static void
values_cannot_add_lines(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct seal seal = {.book = TEXT("a\ncontent: 1"), .edition = TEXT("b")};
    struct text note = seal_note(arena, &seal);
    size_t lines = 0;
    for (size_t at = 0; at < note.size; at++)
        lines += note.data[at] == '\n';
    assert_int_equal(lines, 7);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_changed_byte_of_a_small_file_is_noticed),
        cmocka_unit_test(changed_bytes_of_a_large_file_are_noticed),
        cmocka_unit_test(cut_and_lengthened_files_are_noticed),
        cmocka_unit_test(other_files_are_not_ours),
        cmocka_unit_test(values_cannot_add_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
