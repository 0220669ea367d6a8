/* The scan of finished files: what it finds in a real PDF and EPUB of a
 * reader who sees all, and that it accepts nothing it cannot read. */
#include "proof/leak.h"

#include "edition/edition_form.h"
#include "pipeline.h"
#include "proof/leak_target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PART "{part: Wat in de kelder kraakt, chapters: [a.md]}"

static char folder[] = "/var/tmp/bouwsteen-leak-XXXXXX";

static void
write_file(const char *name, const char *content)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static void
remove_file(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
}

static int
open_book(void **state)
{
    static struct session session;
    assert_non_null(mkdtemp(folder));
    write_file("book.yaml", "name: proef\ntitle: Proef\nlanguage: nl\n"
                            "audiences: {staf: Staf, gast: Gasten}\n"
                            "editions:\n"
                            "  staf: {chapters: [front: [contents], " PART
                            "], targets: [pdf, epub]}\n"
                            "  gast: {chapters: [front: [contents], " PART
                            "], targets: [pdf, epub]}\n");
    write_file("a.md",
               "---\naudience: staf gast\n---\n\n# Welkom\n\nVoor "
               "ieder.\n\n::: {audience=\"staf\"}\nHet kelderluik "
               "kraakt.\n\nDe kelder kraakt 1, de kelder kraakt 2, de kelder "
               "kraakt 3, de kelder kraakt 4, de kelder kraakt 5.\n\n"
               "9-12\n:::\n");
    assert_true(session_open(&session, folder, "out/bin/bouwsteen"));
    *state = &session;
    return 0;
}

static int
close_book(void **state)
{
    session_close(*state);
    remove_file("a.md");
    remove_file("book.yaml");
    rmdir(folder);
    return 0;
}

static void
make(struct session *session, const char *name, struct product *product)
{
    product_make(session, book_edition(session->book, text_of(name)),
                 PRODUCT_PDF | PRODUCT_EPUB, NULL, NULL, product);
    assert_true(product->pdf.size > 0 && product->epub.size > 0);
}

/* Is the edition's scan content with these files? */
static bool
passes(const struct session *session, const char *name, struct text pdf,
       struct text epub)
{
    struct arena *arena = arena_new();
    struct diag *diag = diag_new();
    const struct leak_book *leaks =
        leak_book_new(arena, session->book, session->images);
    bool good = leak_scan(leaks, book_edition(session->book, text_of(name)),
                          pdf, epub, diag);
    assert_int_equal(good, !diag_has_errors(diag));
    diag_free(diag);
    arena_free(arena);
    return good;
}

static void
own_files_pass(void **state)
{
    struct session *session = *state;
    static const char *const names[] = {"staf", "gast"};
    for (int i = 0; i < 2; i++) {
        struct product product;
        make(session, names[i], &product);
        assert_true(passes(session, names[i], buffer_text(&product.pdf),
                           buffer_text(&product.epub)));
        product_release(&product);
    }
}

/* The contents list "Wat in de kelder kraakt 5"; so does a text for others. */
static void
a_page_number_after_a_title_is_ours(void **state)
{
    struct session *session = *state;
    struct leak_marks marks;
    struct arena *arena = arena_new();
    const struct leak_book *leaks =
        leak_book_new(arena, session->book, session->images);
    leak_mark(&marks, arena, leaks, book_edition(session->book, TEXT("gast")));
    static const struct {
        const char *text;
        bool is_listed;
    } cases[] = {{"de kelder kraakt 5", true},
                 {"de kelder kraakt 1234", false},
                 {"de kelder kraakt niet", false},
                 {"het kelderluik kraakt 5", false},
                 {"kelder kraakt 5", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct leak_run run = {.count = 0};
        struct leak_word word;
        struct text text = text_of(cases[i].text);
        for (size_t at = 0; leak_word_next(text, &at, &word);)
            leak_run_add(&run, &word);
        assert_int_equal(leak_is_listed(&marks, &run), cases[i].is_listed);
    }
    arena_free(arena);
}

static void
files_of_who_sees_more_do_not(void **state)
{
    struct session *session = *state;
    struct product product;
    make(session, "staf", &product);
    assert_false(passes(session, "gast", buffer_text(&product.pdf), TEXT("")));
    assert_false(passes(session, "gast", TEXT(""), buffer_text(&product.epub)));
    product_release(&product);
}

static void
what_cannot_be_read_does_not_pass(void **state)
{
    struct session *session = *state;
    assert_false(passes(session, "gast", TEXT("%PDF-1.7\nx"), TEXT("")));
    assert_false(passes(session, "gast", TEXT(""), TEXT("PK\3\4")));
}

static bool
is_target(const struct leak_book *leaks, const char *words)
{
    struct leak_run run = {0};
    struct leak_word word;
    for (size_t at = 0; leak_word_next(text_of(words), &at, &word);)
        leak_run_add(&run, &word);
    return leak_find(leaks, leak_run_hash(&run, run.count)) != NULL;
}

/* An index has such numbers in a row: those of pages. */
static void
small_numbers_alone_are_not_looked_for(void **state)
{
    struct session *session = *state;
    struct arena *arena = arena_new();
    const struct leak_book *leaks =
        leak_book_new(arena, session->book, session->images);
    assert_true(is_target(leaks, "voor ieder"));
    assert_false(is_target(leaks, "9, 12"));
    arena_free(arena);
}

/* What is printed for who sees more, passed off as a guest's. */
static void
compare_printed(struct session *session, enum form form)
{
    struct arena *arena = arena_new();
    struct diag *diag = diag_new();
    struct product staff, guest;
    const struct book *book = session->book;
    const struct leak_book *leaks = leak_book_new(arena, book, session->images);
    product_make(session,
                 form_of(arena, book, book_edition(book, TEXT("staf")), form),
                 PRODUCT_PDF | PRODUCT_PAGES, NULL, NULL, &staff);
    product_make(session,
                 form_of(arena, book, book_edition(book, TEXT("gast")), form),
                 PRODUCT_PDF | PRODUCT_PAGES, NULL, NULL, &guest);
    assert_int_equal(staff.page_count, guest.page_count);
    if (!guest.pdf.size) /* texlive-base is not installed */
        skip();
    struct buffer pages = {0};
    assert_true(product_tagged_write(session, &guest, &pages));
    bool is_booklet = form == FORM_BOOKLET;
    struct leak_printed printed = {
        .sheets = buffer_text(&guest.pdf),
        .pages = buffer_text(&pages),
        .order = is_booklet ? guest.imposition.order : NULL,
        .side_count =
            is_booklet ? guest.imposition.side_count : guest.page_count,
        .pages_on_side = is_booklet ? 2 : 1};
    assert_true(leak_scan_printed(leaks, guest.edition, &printed, diag));
    printed.sheets = buffer_text(&staff.pdf);
    assert_false(leak_scan_printed(leaks, guest.edition, &printed, diag));
    buffer_release(&pages);
    product_release(&staff);
    product_release(&guest);
    diag_free(diag);
    arena_free(arena);
}

static void
sheets_must_say_what_their_pages_say(void **state)
{
    compare_printed(*state, FORM_BOOKLET);
}

static void
files_for_a_print_shop_must_say_what_their_pages_say(void **state)
{
    compare_printed(*state, FORM_PRINT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_files_pass),
        cmocka_unit_test(a_page_number_after_a_title_is_ours),
        cmocka_unit_test(small_numbers_alone_are_not_looked_for),
        cmocka_unit_test(sheets_must_say_what_their_pages_say),
        cmocka_unit_test(files_for_a_print_shop_must_say_what_their_pages_say),
        cmocka_unit_test(files_of_who_sees_more_do_not),
        cmocka_unit_test(what_cannot_be_read_does_not_pass),
    };
    return cmocka_run_group_tests(tests, open_book, close_book);
}
