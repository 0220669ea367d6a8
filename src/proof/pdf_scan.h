/* The operators of a content stream (ISO 32000-1, 7.8.2), one by one.
 *
 * It knows nothing of what they mean. */
#ifndef PROOF_PDF_SCAN_H
#define PROOF_PDF_SCAN_H

#include "proof/pdf_value.h"

enum { PDF_MOST_OPERANDS = 33 }; /* SCN of 32 colorants and a pattern */

struct pdf_scan {
    struct pdf_parser parser;
    struct text operator; /* "TJ" */
    struct pdf_value operands[PDF_MOST_OPERANDS];
    unsigned count;
    bool is_broken; /* the rest cannot be read */
    /* Arrays of numbers and strings are not made, when this is set: the
     * operand is an empty one, and the inside of the last is in `array`. */
    bool skips_arrays;
    struct text array;
};

/* `arena` takes operands; it may be reset between operators. */
void pdf_scan_start(struct pdf_scan *scan, struct arena *arena,
                    struct text content);
/* The next operator with its operands.  False at the end, or when broken. */
bool pdf_scan_next(struct pdf_scan *scan);
/* Starts over the strings in `array`; see pdf_next_string. */
struct pdf_parser pdf_scan_strings(const struct pdf_scan *scan);
/* Operand `index` from the front; &pdf_null beyond. */
const struct pdf_value *pdf_operand(const struct pdf_scan *scan,
                                    unsigned index);
bool pdf_is_operator(const struct pdf_scan *scan, const char *name);

#endif
