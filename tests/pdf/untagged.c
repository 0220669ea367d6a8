/* The program with its PDFs untagged: put in place of pdf_write by the linker.
 *
 * With UNJUDGED set they are written all the same, so that their pixels can be
 * compared with those of tagged ones; else proof/ must refuse them. */
#include "pdf/pdf.h"
#include "proof/pdf_check.h"

#include <stdlib.h>

bool __real_pdf_write(struct arena *arena, const struct pages *pages,
                      const struct node *tree, const struct pdf_rules *rules,
                      struct diag *diag, struct buffer *out);
bool __wrap_pdf_write(struct arena *arena, const struct pages *pages,
                      const struct node *tree, const struct pdf_rules *rules,
                      struct diag *diag, struct buffer *out);
void __real_pdf_check(struct arena *arena, struct text bytes,
                      const struct span_table *origins,
                      struct pdf_findings *findings);
void __wrap_pdf_check(struct arena *arena, struct text bytes,
                      const struct span_table *origins,
                      struct pdf_findings *findings);

bool
__wrap_pdf_write(struct arena *arena, const struct pages *pages,
                 const struct node *tree, const struct pdf_rules *rules,
                 struct diag *diag, struct buffer *out)
{
    struct pdf_rules untagged = *rules;
    untagged.tagged = false;
    return __real_pdf_write(arena, pages, tree, &untagged, diag, out);
}

void
__wrap_pdf_check(struct arena *arena, struct text bytes,
                 const struct span_table *origins,
                 struct pdf_findings *findings)
{
    if (!getenv("UNJUDGED"))
        __real_pdf_check(arena, bytes, origins, findings);
}
