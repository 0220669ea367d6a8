/* Shapes as PDF shows them: each shape of the layout is turned into the
 * inside of a TJ array once, and copied wherever the word stands.
 *
 * What does not fit into one string (a glyph raised or lowered, a glyph that
 * says something else than elsewhere) becomes a piece of its own. */
#ifndef PDF_PDF_SHAPE_H
#define PDF_PDF_SHAPE_H

#include "base/array.h"
#include "font/shape.h"
#include "pdf/pdf_font.h"

struct pdf_piece {
    struct text codes; /* "..)-25(..": begins and ends inside a string */
    em_width x;        /* from the shape's start */
    em_width width;    /* how far showing it moves the pen */
    uint32_t glyph_count;
    int32_t rise;       /* font units */
    struct text actual; /* what it says when its glyphs say otherwise; else
                           data is NULL */
};

struct pdf_shape {
    const struct shape *shape;
    struct pdf_face *face;
    struct pdf_piece *pieces;
    uint32_t piece_count;
    bool has_exceptions; /* some glyph says another text elsewhere */
};

struct pdf_shapes {
    struct arena *arena;
    struct pdf_fonts *fonts;
    struct shape_cache *cache;      /* NULL: no word spaces */
    struct pdf_shape *items;        /* by number; shape NULL: not noted */
    size_t count;                   /* of items */
    struct buffer codes;            /* of the piece under way */
    ARRAY(struct pdf_piece) pieces; /* of the shape under way */
    const struct shape *missing;    /* the first with glyph 0 */
    const struct font *space_font;  /* of pdf_shapes_space, the last time */
    const struct shape *space;
};

void pdf_shapes_init(struct pdf_shapes *shapes, struct arena *arena,
                     struct pdf_fonts *fonts, struct shape_cache *cache);
void pdf_shapes_release(struct pdf_shapes *shapes);
/* Notes one segment (not the rest of its chain) before the subsets are made.
 * False when it has a missing glyph. */
bool pdf_shapes_note(struct pdf_shapes *shapes, const struct shape *shape);
/* The same segment after the subsets are made; NULL if it was not noted. */
const struct pdf_shape *pdf_shapes_find(struct pdf_shapes *shapes,
                                        const struct shape *shape);
/* The shape of a word space in a font; NULL when the font has none. */
const struct shape *pdf_shapes_space(struct pdf_shapes *shapes,
                                     const struct font *font);

#endif
