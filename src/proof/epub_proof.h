/* Checks a finished e-book against the rules of epub_rule.h.  It reads the
 * file's bytes and knows nothing of how they were made. */
#ifndef PROOF_EPUB_PROOF_H
#define PROOF_EPUB_PROOF_H

#include "base/arena.h"
#include "proof/epub_rule.h"

#include <stdint.h>

struct epub_finding {
    enum epub_rule rule;
    struct text file;   /* the entry; empty: the archive as a whole */
    uint32_t offset;    /* byte in it */
    uint32_t line;      /* from 1; 0: the file as a whole */
    struct text detail; /* which element, name or value; may be empty */
};

struct epub_findings {
    struct epub_finding *items; /* in the order of the rules and files */
    size_t count, capacity;
};

void epub_proof(struct arena *arena, struct text file,
                struct epub_findings *findings);

#endif
