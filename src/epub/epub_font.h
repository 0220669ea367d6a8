/* The book's own text face inside the e-book.
 *
 * Regular, italic and bold of the role "text", cut to the characters used;
 * faces whose licence reserves their name go in whole.  Other roles stay out:
 * Lato may not be cut and would double the size of a small book.  Readers may
 * always choose another face: the style names ours on <body> only. */
#ifndef EPUB_EPUB_FONT_H
#define EPUB_EPUB_FONT_H

#include "epub/epub_plan.h"

struct epub_font {
    struct text name; /* below EPUB/: "fonts/vollkorn-regular.ttf" */
    struct text bytes;
    const char *media_type;
};

enum { EPUB_FONT_LIMIT = 3 };

/* The faces for the characters in the files written so far; returns how many
 * of `fonts` are filled.  `rules` gets the style rules that use them. */
size_t epub_fonts_cut(const struct epub_plan *plan,
                      struct epub_font fonts[EPUB_FONT_LIMIT],
                      struct buffer *rules);

#endif
