/* Diagnostics: order, repeats, how they are printed. */
#include "base/diag.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
    struct diag *diag;
    struct arena *arena;
    struct source first, second;
};

static int
open_fixture(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){
        .diag = diag_new(),
        .arena = arena_new(),
        .first = {.path = TEXT("book/01-een.md"),
                  .content =
                      TEXT("Regel \u00E9\u00E9n.\n\tZie [](#x).\nEinde")},
        .second = {.path = TEXT("book/02-twee.md"), .content = TEXT("Ook.\n")}};
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

static const char *
printed(struct fixture *fixture, enum diag_format format)
{
    char *data = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&data, &size);
    diag_print(fixture->diag, out, format);
    fclose(out);
    char *copy = arena_string(fixture->arena, (struct text){data, size});
    free(data);
    return copy;
}

static void
report_undefined(struct fixture *fixture, const struct source *source,
                 size_t at, const char *label)
{
    diag_report(fixture->diag, LABEL_UNDEFINED, span_of(source, at, at + 1),
                TEXT_PRINTF(text_of(label)));
}

static void
a_report_shows_place_line_caret_and_hint(void **state)
{
    struct fixture *fixture = *state;
    diag_report(fixture->diag, LABEL_TWICE, span_of(&fixture->first, 6, 8),
                TEXT_PRINTF(TEXT("x")));
    assert_string_equal(printed(fixture, DIAG_TEXT),
                        "book/01-een.md:1:7: error: label 'x' is used twice"
                        " [label-twice]\n"
                        "    Regel \u00E9\u00E9n.\n"
                        "          ^\n"
                        "    hint: give one of the two another id\n");
}

static void
the_caret_counts_letters_of_more_bytes_as_one(void **state)
{
    struct fixture *fixture = *state;
    report_undefined(fixture, &fixture->first, 10, "n");
    assert_string_equal(printed(fixture, DIAG_TEXT),
                        "book/01-een.md:1:9: error: no label 'n'"
                        " [label-undefined]\n"
                        "    Regel \u00E9\u00E9n.\n"
                        "            ^\n");
}

static void
the_caret_line_repeats_a_tab(void **state)
{
    struct fixture *fixture = *state;
    report_undefined(fixture, &fixture->first, 18, "x");
    assert_string_equal(printed(fixture, DIAG_TEXT),
                        "book/01-een.md:2:6: error: no label 'x'"
                        " [label-undefined]\n"
                        "    \tZie [](#x).\n"
                        "    \t    ^\n");
}

static void
the_caret_stands_below_the_letter_behind_loose_marks(void **state)
{
    struct fixture *fixture = *state;
    struct source source = {.path = TEXT("een.md"),
                            .content = TEXT("coo\u0308p \u4E2D!")};
    report_undefined(fixture, &source, 10, "x");
    assert_string_equal(printed(fixture, DIAG_TEXT),
                        "een.md:1:8: error: no label 'x' [label-undefined]\n"
                        "    coo\u0308p \u4E2D!\n"
                        "           ^\n");
}

static void
a_long_line_is_shown_around_the_place(void **state)
{
    struct fixture *fixture = *state;
    enum { SIZE = 4000, AT = 3000 };
    char line[SIZE];
    for (int i = 0; i < SIZE; i++)
        line[i] = (char)('a' + i % 26);
    line[AT] = '!';
    struct source source = {.path = TEXT("lang.md"), .content = {line, SIZE}};
    report_undefined(fixture, &source, AT, "x");
    const char *text = printed(fixture, DIAG_TEXT);
    assert_non_null(strstr(text, "lang.md:1:3001: "));
    const char *excerpt = strchr(text, '\n') + 1;
    const char *carets = strchr(excerpt, '\n') + 1;
    assert_true(carets - excerpt < 82);
    assert_int_equal(strchr(excerpt, '!') - excerpt,
                     strchr(carets, '^') - carets);
}

static void
a_place_at_the_window_keeps_the_start_of_the_line(void **state)
{
    struct fixture *fixture = *state;
    struct source source = {
        .path = TEXT("m.md"),
        .content = TEXT("0123456789012345678901234567890123456789012345678!")};
    report_undefined(fixture, &source, 49, "x");
    assert_non_null(strstr(printed(fixture, DIAG_TEXT), "\n    0123"));
}

static void
reports_are_sorted_by_file_and_place_placeless_ones_first(void **state)
{
    struct fixture *fixture = *state;
    report_undefined(fixture, &fixture->second, 0, "d");
    report_undefined(fixture, &fixture->first, 18, "c");
    report_undefined(fixture, &fixture->first, 2, "b");
    diag_report(fixture->diag, FILE_MISSING, (struct span){0},
                TEXT_PRINTF(TEXT("a")));
    const char *text = printed(fixture, DIAG_TEXT);
    assert_true(text == strstr(text, "bouwsteen: error: there is no file 'a'"
                                     " [file-missing]\n    hint: "));
    assert_true(strstr(text, "'a'") < strstr(text, "'b'"));
    assert_true(strstr(text, "'b'") < strstr(text, "'c'"));
    assert_true(strstr(text, "'c'") < strstr(text, "'d'"));
}

static void
the_same_report_is_shown_once(void **state)
{
    struct fixture *fixture = *state;
    struct source again = fixture->first; /* read for another edition */
    report_undefined(fixture, &fixture->first, 2, "x");
    report_undefined(fixture, &fixture->first, 2, "y");
    report_undefined(fixture, &again, 2, "x");
    report_undefined(fixture, &again, 3, "x");
    assert_int_equal(diag_count(fixture->diag, DIAG_ERROR), 3);
    const char *text = printed(fixture, DIAG_TEXT);
    const char *one = strstr(text, ":1:3: error: no label 'x'");
    assert_non_null(one);
    assert_null(strstr(one + 1, ":1:3: error: no label 'x'"));
}

static void
of_repeats_with_different_hints_the_same_one_stays(void **state)
{
    struct fixture *fixture = *state;
    struct span span = span_of(&fixture->first, 0, 1);
    diag_report_hint(fixture->diag, LABEL_UNDEFINED, TEXT("zet"), span,
                     TEXT_PRINTF(TEXT("x")));
    diag_report_hint(fixture->diag, LABEL_UNDEFINED, TEXT("aap"), span,
                     TEXT_PRINTF(TEXT("x")));
    const char *text = printed(fixture, DIAG_TEXT);
    assert_non_null(strstr(text, "hint: aap"));
    assert_null(strstr(text, "zet"));
}

static void
a_hint_of_the_caller_stands_in_place_of_the_catalogues(void **state)
{
    struct fixture *fixture = *state;
    diag_report_hint(fixture->diag, FILE_MISSING, TEXT("bedoel je b.md?"),
                     (struct span){0}, TEXT_PRINTF(TEXT("a.md")));
    diag_report_hint(fixture->diag, FILE_NUL, TEXT(""), (struct span){0},
                     TEXT_PRINTF(TEXT("a.md")));
    const char *text = printed(fixture, DIAG_TEXT);
    assert_non_null(strstr(text, "    hint: bedoel je b.md?\n"));
    assert_null(strstr(text, "check the name"));
    assert_non_null(strstr(text, "save it as plain text"));
}

static void
warnings_are_no_errors_unless_asked(void **state)
{
    struct fixture *fixture = *state;
    diag_report(fixture->diag, LAYOUT_UNSTABLE, (struct span){0});
    assert_false(diag_has_errors(fixture->diag));
    assert_int_equal(diag_count(fixture->diag, DIAG_WARNING), 1);
    assert_non_null(strstr(printed(fixture, DIAG_TEXT), "warning: "));
    diag_set_werror(fixture->diag, true);
    assert_true(diag_has_errors(fixture->diag));
    assert_int_equal(diag_count(fixture->diag, DIAG_WARNING), 0);
    assert_non_null(strstr(printed(fixture, DIAG_TEXT), "error: "));
}

static void
a_strict_entry_is_an_error_except_in_a_plain_book(void **state)
{
    struct fixture *fixture = *state;
    struct span span = span_of(&fixture->first, 0, 1);
    diag_report(fixture->diag, LINK_FILE, span, TEXT_PRINTF(TEXT("x.md")));
    assert_true(diag_has_errors(fixture->diag));
    diag_set_plain(fixture->diag, true);
    assert_false(diag_has_errors(fixture->diag));
    assert_int_equal(diag_count(fixture->diag, DIAG_WARNING), 1);
    diag_set_werror(fixture->diag, true);
    assert_true(diag_has_errors(fixture->diag));
}

static void
long_text_of_the_book_is_cut_between_letters(void **state)
{
    struct fixture *fixture = *state;
    char label[1000] = "x"; /* so that letters begin at odd places */
    for (size_t i = 0; i < 400; i++)
        memcpy(label + 1 + 2 * i, "\u00EB", 3);
    report_undefined(fixture, &fixture->first, 0, label);
    const char *text = printed(fixture, DIAG_TEXT);
    assert_non_null(strstr(text, "\u00EB...'"));
    assert_int_equal(utf8_first_invalid(text_of(text)), strlen(text));
    assert_true(strlen(text) < 500);
}

static size_t
count_of(const char *text, const char *part)
{
    size_t count = 0;
    while ((text = strstr(text, part))) {
        count++;
        text++;
    }
    return count;
}

static void
of_many_warnings_of_a_kind_the_first_are_shown_and_the_rest_counted(
    void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < 7; i++)
        diag_report(fixture->diag, HTML_PLAIN,
                    span_of(&fixture->first, i, i + 1));
    report_undefined(fixture, &fixture->first, 9, "x");
    const char *all = printed(fixture, DIAG_TEXT);
    assert_int_equal(count_of(all, "[html-plain]"), 7);
    diag_set_most(fixture->diag, 3);
    const char *few = printed(fixture, DIAG_TEXT);
    assert_int_equal(count_of(few, "[html-plain]"), 4);
    assert_int_equal(count_of(few, "4 more like these [html-plain]"), 1);
    assert_int_equal(count_of(few, "[label-undefined]"), 1);
    const char *json = printed(fixture, DIAG_JSON);
    assert_int_equal(count_of(json, "\"html-plain\""), 7);
}

static void
errors_are_never_counted_only(void **state)
{
    struct fixture *fixture = *state;
    diag_set_most(fixture->diag, 1);
    for (size_t i = 0; i < 3; i++)
        report_undefined(fixture, &fixture->first, i, "x");
    const char *text = printed(fixture, DIAG_TEXT);
    assert_int_equal(count_of(text, "[label-undefined]"), 3);
    assert_null(strstr(text, "more like these"));
}

static void
nothing_reported_prints_nothing_or_an_empty_list(void **state)
{
    struct fixture *fixture = *state;
    assert_false(diag_has_errors(fixture->diag));
    assert_string_equal(printed(fixture, DIAG_TEXT), "");
    assert_string_equal(printed(fixture, DIAG_JSON), "[\n]\n");
}

static void
json_holds_the_same_and_escapes(void **state)
{
    struct fixture *fixture = *state;
    struct source source = {.path = TEXT("a\"\\.md"),
                            .content = TEXT("x\ny\u00E9z")};
    diag_report_hint(fixture->diag, LABEL_UNDEFINED, TEXT("a\tb\x01"),
                     span_of(&source, 5, 6),
                     TEXT_PRINTF(TEXT("q\"\xFF\u00E9")));
    diag_report(fixture->diag, LAYOUT_UNSTABLE, (struct span){0});
    assert_string_equal(
        printed(fixture, DIAG_JSON),
        "[\n"
        "{\"level\":\"warning\",\"slug\":\"layout-unstable\",\"message\":"
        "\"page numbers in the text did not settle\"},\n"
        "{\"file\":\"a\\\"\\\\.md\",\"line\":2,\"column\":3,"
        "\"level\":\"error\",\"slug\":\"label-undefined\",\"message\":"
        "\"no label 'q\\\"\\ufffd\u00E9'\","
        "\"hint\":\"a\\u0009b\\u0001\"}\n]\n");
}

/* What parts lines and properties is escaped, so that no text of a book can be
 * a command of its own. */
static void
github_is_told_line_by_line(void **state)
{
    struct fixture *fixture = *state;
    struct source source = {.path = TEXT("a,b:%.md"), .content = TEXT("x\nyz")};
    diag_report_hint(fixture->diag, LABEL_UNDEFINED, TEXT("een\n::twee"),
                     span_of(&source, 3, 4), TEXT_PRINTF(TEXT("q\r\n::x 5%")));
    diag_report(fixture->diag, LAYOUT_UNSTABLE, (struct span){0});
    assert_string_equal(
        printed(fixture, DIAG_GITHUB),
        "::warning title=layout-unstable::page numbers in the text did not "
        "settle\n"
        "::error file=a%2Cb%3A%25.md,line=2,col=2,title=label-undefined::"
        "no label 'q%0D%0A::x 5%25'%0Ahint: een%0A::twee\n");
}

static void
gitlab_gets_a_place_and_a_fingerprint_for_each(void **state)
{
    struct fixture *fixture = *state;
    struct source source = {.path = TEXT("a\".md"),
                            .content = TEXT("x\nx\nx\n")};
    for (size_t at = 0; at < 6; at += 2)
        diag_report_hint(fixture->diag, LABEL_UNDEFINED, TEXT("kijk"),
                         span_of(&source, at, at + 1), TEXT_PRINTF(TEXT("q")));
    diag_report(fixture->diag, LAYOUT_UNSTABLE, (struct span){0});
    char *json = strdup(printed(fixture, DIAG_GITLAB));
    assert_int_equal(count_of(json, "\"severity\":\"major\""), 3);
    assert_int_equal(count_of(json, "\"severity\":\"minor\""), 1);
    assert_int_equal(count_of(json, "\"path\":\"a\\\".md\",\"lines\":"), 3);
    assert_int_equal(count_of(json, "\"begin\":3"), 1);
    assert_int_equal(count_of(json, "no label 'q' (hint: kijk)"), 3);
    assert_int_equal(count_of(json, "\"path\":\"book.yaml\""), 1);
    /* All fingerprints differ. */
    static const char key[] = "\"fingerprint\":\"";
    for (const char *at = json; (at = strstr(at, key)); at++) {
        char one[sizeof key + 32];
        snprintf(one, sizeof one, "%.*s", (int)sizeof one - 1, at);
        assert_int_equal(count_of(json, one), 1);
    }
    free(json);
}

static void
text_cannot_steer_the_terminal(void **state)
{
    struct fixture *fixture = *state;
    struct source source = {.path = TEXT("e\x1B[2J.md"),
                            .content = TEXT("\x1B]0;x\x07 \xC2\x9B"
                                            "5m \u202Eom \xE9\xE9n")};
    report_undefined(fixture, &source, 18, "\x7F\n");
    assert_string_equal(printed(fixture, DIAG_TEXT),
                        "e?[2J.md:1:16: error: no label '?"
                        "?'"
                        " [label-undefined]\n"
                        "    ?]0;x? ?5m ?om \uFFFD\uFFFDn\n"
                        "                   ^\n");
}

static void
the_nearest_name_within_two_edits_is_suggested(void **state)
{
    struct fixture *fixture = *state;
    const struct text names[] = {TEXT("nieuw"), TEXT("ervaren"),
                                 TEXT("inkijkje")};
    assert_string_equal(
        diag_suggest(fixture->arena, TEXT("ervaern"), names, 3).data,
        "did you mean 'ervaren'?");
    assert_string_equal(
        diag_suggest(fixture->arena, TEXT("inkijk"), names, 3).data,
        "did you mean 'inkijkje'?");
    assert_int_equal(
        diag_suggest(fixture->arena, TEXT("partners"), names, 3).size, 0);
    assert_int_equal(diag_suggest(fixture->arena, TEXT(""), names, 3).size, 0);
    assert_int_equal(diag_suggest(fixture->arena, TEXT("x"), NULL, 0).size, 0);
}

static void
short_names_that_share_nothing_are_not_suggested(void **state)
{
    struct fixture *fixture = *state;
    const struct text names[] = {TEXT("ab"), TEXT("id")};
    assert_int_equal(diag_suggest(fixture->arena, TEXT("xy"), names, 2).size,
                     0);
    assert_string_equal(diag_suggest(fixture->arena, TEXT("is"), names, 2).data,
                        "did you mean 'id'?");
}

static void
formats_take_numbers_words_and_texts(void **state)
{
    struct fixture *fixture = *state;
    struct span none = {0};
    diag_report(fixture->diag, FONT_VERSION, none, TEXT_PRINTF(TEXT("a.ttf")),
                3, "4.1!!", (size_t)5000000000, TEXT_PRINTF(TEXT("4.0")), -7);
    diag_report(fixture->diag, VALUE_UNKNOWN, none, "target",
                TEXT_PRINTF(TEXT("p%df")));
    diag_report(fixture->diag, IMAGE_TOO_LARGE, none, TEXT_PRINTF(TEXT("b")),
                4000000000u, 9u);
    diag_report(fixture->diag, VALUE_INVALID, none, 0, "", "a date");
    const char *text = printed(fixture, DIAG_TEXT);
    assert_non_null(
        strstr(text, "font 'a.ttf' is version 4.1 of 5000000000 bytes, not the "
                     "pinned 4.0 of -7 ["));
    assert_non_null(strstr(text, "unknown target 'p%df' ["));
    assert_non_null(strstr(text, "picture 'b' of 4000000000 x 9 pixels"));
    assert_non_null(strstr(text, "'' is not a date ["));
}

static void *
report_many(void *closure)
{
    struct fixture *fixture = closure;
    char label[16];
    for (int i = 0; i < 5000; i++) {
        snprintf(label, sizeof label, "l%d", i);
        report_undefined(fixture, &fixture->first, (size_t)i % 20, label);
        if (i % 1000 == 0)
            diag_has_errors(fixture->diag);
    }
    return NULL;
}

static void
threads_may_report_and_ask_at_the_same_time(void **state)
{
    struct fixture *fixture = *state;
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, report_many, fixture), 0);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(diag_count(fixture->diag, DIAG_ERROR), 5000);
}

static void
slugs_are_lower_case_words_and_texts_have_no_trailing_stop(void **state)
{
    (void)state;
    static const struct {
        const char *slug, *format, *hint;
    } entries[] = {
#define DIAG(id, level, slug, format, hint) {slug, format, hint},
#include "base/diag.def"
#undef DIAG
    };
    for (size_t i = 0; i < DIAG_COUNT; i++) {
        const char *slug = entries[i].slug;
        assert_int_equal(strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                         strlen(slug));
        assert_false(text_has_suffix(text_of(entries[i].format), "."));
        assert_false(text_has_suffix(text_of(entries[i].hint), "."));
        assert_true(entries[i].format[0] != '\0');
    }
}

int
main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
    const struct CMUnitTest tests[] = {
        TEST(a_report_shows_place_line_caret_and_hint),
        TEST(the_caret_counts_letters_of_more_bytes_as_one),
        TEST(the_caret_line_repeats_a_tab),
        TEST(the_caret_stands_below_the_letter_behind_loose_marks),
        TEST(a_long_line_is_shown_around_the_place),
        TEST(a_place_at_the_window_keeps_the_start_of_the_line),
        TEST(reports_are_sorted_by_file_and_place_placeless_ones_first),
        TEST(the_same_report_is_shown_once),
        TEST(of_repeats_with_different_hints_the_same_one_stays),
        TEST(a_hint_of_the_caller_stands_in_place_of_the_catalogues),
        TEST(warnings_are_no_errors_unless_asked),
        TEST(a_strict_entry_is_an_error_except_in_a_plain_book),
        TEST(long_text_of_the_book_is_cut_between_letters),
        TEST(
            of_many_warnings_of_a_kind_the_first_are_shown_and_the_rest_counted),
        TEST(errors_are_never_counted_only),
        TEST(nothing_reported_prints_nothing_or_an_empty_list),
        TEST(json_holds_the_same_and_escapes),
        TEST(github_is_told_line_by_line),
        TEST(gitlab_gets_a_place_and_a_fingerprint_for_each),
        TEST(text_cannot_steer_the_terminal),
        TEST(the_nearest_name_within_two_edits_is_suggested),
        TEST(short_names_that_share_nothing_are_not_suggested),
        TEST(formats_take_numbers_words_and_texts),
        TEST(threads_may_report_and_ask_at_the_same_time),
        TEST(slugs_are_lower_case_words_and_texts_have_no_trailing_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
