/* Judges a finished PDF by the rules of proof/pdf_rule.def.
 *
 * It opens the bytes again and trusts nothing that the writer knew, so that
 * what is delivered has been read by someone.  It does not judge what only a
 * person can: whether an alternative text says the right thing. */
#ifndef PROOF_PDF_CHECK_H
#define PROOF_PDF_CHECK_H

#include "base/source.h"
#include "base/text.h"

#include <stddef.h>

enum pdf_rule {
#define RULE(id, ua, a, words) RULE_##id,
#include "proof/pdf_rule.def"
#undef RULE
    RULE_COUNT
};

struct pdf_finding {
    enum pdf_rule rule;
    uint32_t object;  /* its number; 0: the file */
    struct span span; /* where it comes from; source NULL: not known */
};

struct pdf_findings {
    struct pdf_finding *items; /* in the arena */
    size_t count, capacity;
    size_t total; /* of each rule only the first few are kept */
    int archive;  /* the part of PDF/A that the file is held to: 2 or 3 */
};

/* "PDF/UA-1 7.1-3", "PDF/A-2a 6.1.3-1", both, or "PDF 1.7" for what any PDF
 * must.  `archive`: of the findings. */
struct text pdf_rule_clauses(struct arena *arena, enum pdf_rule rule,
                             int archive);
/* What is wrong, in English. */
const char *pdf_rule_words(enum pdf_rule rule);
/* The clauses as veraPDF names them; "" if there is none. */
const char *pdf_rule_ua(enum pdf_rule rule);
const char *pdf_rule_a(enum pdf_rule rule);

/* Appends what is wrong with the file; nothing when it is sound.  `origins`
 * says where objects come from, by their number; NULL: not known. */
void pdf_check(struct arena *arena, struct text bytes,
               const struct span_table *origins, struct pdf_findings *findings);

#endif
