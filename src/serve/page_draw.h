/* What stands on a page beside its text, as SVG: rules, boxes, icons,
 * pictures.  Internal to serve/page_svg, which draws the text. */
#ifndef SERVE_PAGE_DRAW_H
#define SERVE_PAGE_DRAW_H

#include "media/image.h"
#include "serve/page_svg.h"

struct glyph_run;
struct glyph_size {
    scaled size, tracking;
};

struct glyph_run *glyph_run_new(struct arena *arena, struct buffer *out);
void glyph_run_release(struct glyph_run *run);
/* What follows has this colour, and no expansion. */
void glyph_run_colour(struct glyph_run *run, colour rgb);
/* Returns where they end. */
scaled draw_glyphs(struct glyph_run *run, const struct shape *shape,
                   const struct glyph_size *size, scaled x, scaled y);
/* Writes what is under way. */
void glyph_run_end(struct glyph_run *run);

/* Any mark but text. */
void draw_mark(const struct mark *mark, const struct page_svg_rules *rules,
               struct glyph_run *run, struct buffer *out);

#endif
