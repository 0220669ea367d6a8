/* A laid-out page as SVG, for a browser: the same glyphs in the same places as
 * in the PDF.
 *
 * Glyphs are characters of the faces' glyph fonts (font/glyph_font), of the
 * class "f" and the face's number, and hidden from screen readers.  Over them
 * lies the text itself, unseen, to be read, selected, searched and clicked:
 * a tspan for each word, its id "MARK.WORD".  Nothing in it is script or
 * style. */
#ifndef SERVE_PAGE_SVG_H
#define SERVE_PAGE_SVG_H

#include "font/shape.h"
#include "layout/page.h"
#include "media/image.h"

struct page_svg_rules {
    const struct font_set *fonts;
    struct shape_cache *shapes;
    const struct pages *pages;   /* for the targets of links */
    struct text picture_address; /* what photographs are asked for by; a key
                                    follows */
    bool has_text; /* false: a thumbnail, without the text over it */
};

void page_svg(const struct page *page, const struct page_svg_rules *rules,
              struct buffer *out);
/* What a photograph is asked for by. */
uint64_t page_svg_picture_key(const struct image *image);
/* A number that changes when anything on the page does. */
uint64_t page_svg_digest(const struct page *page);

#endif
