/* SVG into a buffer: numbers without the C library's printf, which is slow. */
#ifndef SERVE_SVG_OUT_H
#define SERVE_SVG_OUT_H

#include "base/buffer.h"
#include "base/scaled.h"

/* Thousandths of a point; no zeros at the end. */
void out_length(struct buffer *out, scaled length);
void out_real(struct buffer *out, double value);
/* ' name="length"' */
void out_length_attribute(struct buffer *out, const char *name, scaled length);
void out_integer(struct buffer *out, long long value);
/* ' name="#rrggbb"' */
void out_colour_attribute(struct buffer *out, const char *name, unsigned rgb);

#endif
