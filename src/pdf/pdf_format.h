/* PDF's notation of numbers, strings and references, by our own hand: the
 * same digits whatever the locale and the libraries. */
#ifndef PDF_PDF_FORMAT_H
#define PDF_PDF_FORMAT_H

#include "base/buffer.h"
#include "base/scaled.h"

void pdf_integer(struct buffer *out, int64_t value);
/* value / 10^decimals, without zeros at the end. */
void pdf_decimal(struct buffer *out, int64_t value, int decimals);
/* Hundredths of a point, from scaled points. */
static inline int64_t
pdf_hundredths(scaled length)
{
    return scaled_ratio(length, 100, SCALED_PT);
}

/* A length in points with two decimals. */
void pdf_length(struct buffer *out, scaled length);
/* With three decimals; cut to +-30000. */
void pdf_real(struct buffer *out, double value);
/* Numbers, a blank after each. */
void pdf_reals(struct buffer *out, const double *values, int count);
/* "12 0 R" */
void pdf_reference(struct buffer *out, unsigned id);
/* A text string: (ASCII), or <FEFF...> in UTF-16BE. */
void pdf_string(struct buffer *out, struct text text);
/* A byte string: (bytes), escaped. */
void pdf_bytes(struct buffer *out, struct text bytes);
/* The hexadecimal digits of text in UTF-16BE. */
void pdf_utf16(struct buffer *out, struct text text);

#endif
