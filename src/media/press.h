/* A printing press: colours of a screen as amounts of its four inks, by the
 * ICC profile of how it prints (littleCMS).
 *
 * Greys are printed with black ink alone: a grey of four inks is never quite
 * grey, and fine lines in it show coloured edges when plates do not lie
 * exactly over one another.  All else is converted with the relative
 * colorimetric intent and black point compensation. */
#ifndef MEDIA_PRESS_H
#define MEDIA_PRESS_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct press;

struct ink { /* per cent */
    uint8_t cyan, magenta, yellow, black;
};

/* What a profile says it describes must begin with `name`.  NULL with *why in
 * words. */
struct press *press_open(struct text profile, const char *name,
                         const char **why);
void press_close(struct press *press);

/* The inks of a colour 0xRRGGBB. */
struct ink press_ink(const struct press *press, uint32_t rgb);
/* Black ink alone that is as dark as the colour. */
struct ink press_black(const struct press *press, uint32_t rgb);
/* RGB pixels to four bytes each: cyan, magenta, yellow, black; 255 is all of
 * it.  Black and white alone are printed without colour: a photograph's greys
 * would stand out among its other colours. */
void press_picture(struct press *press, const uint8_t *rgb, size_t count,
                   uint8_t *inks);
/* Greys to amounts of black. */
void press_grey_picture(const struct press *press, const uint8_t *greys,
                        size_t count, uint8_t *blacks);

#endif
