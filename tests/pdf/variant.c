/* The program with PDFs of another kind, put in place of pdf_write by the
 * linker, as the environment says:
 *
 *     UNTAGGED    without tags; proof/ must refuse them
 *     UNPACKED    without object streams, so that they can be taken apart
 *     UNJUDGED    written whatever proof/ would say of them */
#include "pdf/pdf.h"
#include "proof/leak.h"
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

bool __real_leak_scan(const struct leak_book *leaks,
                      const struct edition *edition, struct text pdf,
                      struct text epub, struct diag *diag);
bool __wrap_leak_scan(const struct leak_book *leaks,
                      const struct edition *edition, struct text pdf,
                      struct text epub, struct diag *diag);

bool
__wrap_leak_scan(const struct leak_book *leaks, const struct edition *edition,
                 struct text pdf, struct text epub, struct diag *diag)
{
    return getenv("UNJUDGED") ||
           __real_leak_scan(leaks, edition, pdf, epub, diag);
}

bool
__wrap_pdf_write(struct arena *arena, const struct pages *pages,
                 const struct node *tree, const struct pdf_rules *rules,
                 struct diag *diag, struct buffer *out)
{
    struct pdf_rules variant = *rules;
    variant.tagged = !getenv("UNTAGGED");
    variant.packed = !getenv("UNPACKED");
    return __real_pdf_write(arena, pages, tree, &variant, diag, out);
}

void
__wrap_pdf_check(struct arena *arena, struct text bytes,
                 const struct span_table *origins,
                 struct pdf_findings *findings)
{
    if (!getenv("UNJUDGED"))
        __real_pdf_check(arena, bytes, origins, findings);
}
