#include "proof/judge.h"

#include "proof/epub_proof.h"
#include "proof/pdf_check.h"

/* Of PDF/UA; of PDF/A what level A adds to it. */
static bool
is_of_tags(enum pdf_rule rule)
{
    struct text archive = text_of(pdf_rule_a(rule));
    return pdf_rule_ua(rule)[0] || text_has_prefix(archive, "6.7") ||
           rule == RULE_XMP_PDFA_LEVEL;
}

/* Files for a press are PDF/X-4, not PDF/A: with its inks, and its claims. */
static bool
is_of_archives(enum pdf_rule rule)
{
    return rule == RULE_CMYK || rule == RULE_OUTPUT_INTENT ||
           rule == RULE_XMP_PDFA || rule == RULE_XMP_PROPERTY;
}

static bool
is_for_press(const struct edition *edition)
{
    return edition->form == FORM_PRINT || edition->form == FORM_COVER;
}

void
judge_pdf(struct text pdf, const struct span_table *origins,
          const struct edition *edition, bool is_tagged, struct diag *diag)
{
    struct pdf_findings findings = {0};
    struct arena *arena = arena_new();
    pdf_check(arena, pdf, origins, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct pdf_finding *finding = &findings.items[i];
        struct span span = finding->span.source ? finding->span : edition->span;
        if (!is_tagged && is_of_tags(finding->rule))
            continue;
        if (is_for_press(edition) && is_of_archives(finding->rule))
            continue;
        diag_report(diag, PDF_RULE, span,
                    TEXT_PRINTF(pdf_rule_clauses(arena, finding->rule,
                                                 findings.archive)),
                    TEXT_PRINTF(text_of(pdf_rule_words(finding->rule))));
    }
    arena_free(arena);
}

void
judge_epub(struct text epub, const struct origins *origins, struct diag *diag)
{
    struct epub_findings findings = {0};
    struct arena *arena = arena_new();
    epub_proof(arena, epub, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct epub_finding *finding = &findings.items[i];
        const char *message = epub_rule_message(finding->rule);
        switch (epub_rule_kind(finding->rule)) {
        case EPUB_RULE_OF_CONTENT:
            break;
        case EPUB_RULE_OF_STYLE:
            diag_report(diag, EPUB_STYLE, (struct span){0}, message,
                        TEXT_PRINTF(finding->file), finding->line,
                        TEXT_PRINTF(finding->detail));
            break;
        case EPUB_RULE_OF_FORM:
            diag_report(diag, EPUB_UNSOUND,
                        origins_find(origins, finding->file, finding->offset),
                        message, TEXT_PRINTF(finding->file), finding->line,
                        TEXT_PRINTF(finding->detail));
            break;
        }
    }
    arena_free(arena);
}
