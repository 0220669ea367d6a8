/* Finished files looked at again as a stranger would; what is wrong is
 * reported where it comes from. */
#ifndef PROOF_JUDGE_H
#define PROOF_JUDGE_H

#include "base/diag.h"
#include "doc/book.h"
#include "doc/origins.h"

/* By the rules of pdf_rule.def; what is untagged, being printed and not read,
 * but for those of tags.  `origins`: where objects come from. */
void judge_pdf(struct text pdf, const struct span_table *origins,
               const struct edition *edition, bool is_tagged,
               struct diag *diag);
/* What hangs on the author's text has been reported with its place when it was
 * read: that is passed over. */
void judge_epub(struct text epub, const struct origins *origins,
                struct diag *diag);

#endif
