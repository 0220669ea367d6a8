/* Findings and where they come from.  Which rules are found is tested on real
 * files, against veraPDF, in tests/pdf. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "proof/pdf_check.h"

#include <string.h>

static struct arena *arena;

static int
setup(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct text
make(const char *const *bodies, size_t count)
{
    struct buffer out = {0};
    size_t offsets[32];
    buffer_append_string(&out, "%PDF-1.7\n%\xb7\xbe\xad\xaa\n");
    for (size_t i = 0; i < count; i++) {
        offsets[i] = out.size;
        buffer_printf(&out, "%zu 0 obj\n%s\nendobj\n", i + 1, bodies[i]);
    }
    size_t table = out.size;
    buffer_printf(&out, "xref\n0 %zu\n0000000000 65535 f\r\n", count + 1);
    for (size_t i = 0; i < count; i++)
        buffer_printf(&out, "%010zu 00000 n\r\n", offsets[i]);
    buffer_printf(&out,
                  "trailer\n<</Size %zu/Root 1 0 R/ID[(a)(a)]>>\nstartxref\n"
                  "%zu\n%%%%EOF\n",
                  count + 1, table);
    struct text text = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

/* A figure without words, inside a paragraph. */
static struct text
document(void)
{
    static const char *const bodies[] = {
        "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R/Lang(nl)>>",
        "<</Type/Pages/Kids[]/Count 0>>",
        "<</Type/StructTreeRoot/K 4 0 R>>",
        "<</S/Document/P 3 0 R/K 5 0 R>>",
        "<</S/P/P 4 0 R/K[6 0 R 7 0 R 8 0 R 9 0 R 10 0 R 11 0 R]>>",
        "<</S/Figure/P 5 0 R>>",
        "<</S/Figure/P 5 0 R>>",
        "<</S/Figure/P 5 0 R>>",
        "<</S/Figure/P 5 0 R>>",
        "<</S/Figure/P 5 0 R>>",
        "<</S/Figure/P 5 0 R>>",
    };
    return make(bodies, sizeof bodies / sizeof *bodies);
}

static const struct pdf_finding *
find(const struct pdf_findings *findings, enum pdf_rule rule)
{
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].rule == rule)
            return &findings->items[i];
    return NULL;
}

static void
findings_name_object_and_place(void **state)
{
    (void)state;
    struct source source = {.path = TEXT("a.md"), .content = TEXT("abc")};
    struct span_table origins = {.arena = arena};
    struct pdf_findings findings = {0};
    span_table_set(&origins, 6, span_of(&source, 1, 2));
    pdf_check(arena, document(), &origins, &findings);
    const struct pdf_finding *figure = find(&findings, RULE_FIGURE_ALT);
    assert_non_null(figure);
    assert_int_equal(figure->object, 6);
    assert_ptr_equal(figure->span.source, &source);
    assert_int_equal(figure->span.start, 1);
    assert_null(find(&findings, RULE_LANGUAGE_MISSING)); /* it has one */
    assert_non_null(find(&findings, RULE_MARKED));
    assert_null(find(&findings, RULE_MARKED)->span.source);
}

static void
an_element_without_a_place_has_its_parents(void **state)
{
    (void)state;
    struct source source = {.path = TEXT("a.md"), .content = TEXT("abc")};
    struct span_table origins = {.arena = arena};
    struct pdf_findings findings = {0};
    span_table_set(&origins, 5, span_of(&source, 2, 3));
    pdf_check(arena, document(), &origins, &findings);
    const struct pdf_finding *figure = find(&findings, RULE_FIGURE_ALT);
    assert_ptr_equal(figure->span.source, &source);
    assert_int_equal(figure->span.start, 2);
}

static void
of_each_rule_a_few_are_kept(void **state)
{
    (void)state;
    struct pdf_findings findings = {0};
    pdf_check(arena, document(), NULL, &findings);
    size_t count = 0;
    for (size_t i = 0; i < findings.count; i++)
        count += findings.items[i].rule == RULE_FIGURE_ALT;
    assert_int_equal(count, 4);
    assert_true(findings.total >= findings.count + 2);
}

static void
what_is_no_pdf_is_told(void **state)
{
    (void)state;
    struct pdf_findings findings = {0};
    pdf_check(arena, TEXT("hallo"), NULL, &findings);
    assert_int_equal(findings.count, 1);
    assert_int_equal(findings.items[0].rule, RULE_FILE_UNREADABLE);
}

static void
rules_say_their_clauses(void **state)
{
    (void)state;
    assert_true(text_equals(pdf_rule_clauses(arena, RULE_FIGURE_ALT, 2),
                            "PDF/UA-1 7.3-1"));
    assert_true(text_equals(pdf_rule_clauses(arena, RULE_MARKED, 3),
                            "PDF/UA-1 6.2-1, PDF/A-3a 6.7.2.2-1"));
    assert_true(
        text_equals(pdf_rule_clauses(arena, RULE_PARENT_TREE, 2), "PDF 1.7"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_name_object_and_place),
        cmocka_unit_test(an_element_without_a_place_has_its_parents),
        cmocka_unit_test(of_each_rule_a_few_are_kept),
        cmocka_unit_test(what_is_no_pdf_is_told),
        cmocka_unit_test(rules_say_their_clauses),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
