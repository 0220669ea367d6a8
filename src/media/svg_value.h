/* Values of SVG attributes: numbers, lengths, transforms, colours.
 *
 * Numbers are read without the C library, whose strtod depends on the
 * locale. */
#ifndef MEDIA_SVG_VALUE_H
#define MEDIA_SVG_VALUE_H

#include "base/text.h"

#include <stdint.h>

/* Reads a number at *position, which moves past it and past white space and
 * one comma after it.  False, and *position stays, when there is none or it
 * is beyond +-1e9. */
bool svg_number(struct text text, size_t *position, double *value);
/* Moves *position past white space and at most one comma. */
void svg_skip_separator(struct text text, size_t *position);
/* The one number that a text holds. */
bool svg_only_number(struct text text, double *value);
/* A length in user units: a number, or with px pt pc mm cm in em. */
bool svg_length(struct text text, double em, double *value);
/* A list of transforms, multiplied onto `matrix` (a b c d e f). */
bool svg_transform(struct text text, double matrix[6]);
/* outer * inner, as PDF's and SVG's nested coordinate systems combine. */
void svg_matrix_multiply(const double outer[6], const double inner[6],
                         double result[6]);
/* #rgb, #rrggbb, rgb(), a name of CSS Color 3. */
bool svg_colour(struct text text, uint32_t *rgb);

#endif
