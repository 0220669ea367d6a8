/* How an SVG shape is painted: properties from presentation attributes and
 * from style="...", inherited from group to shape. */
#ifndef MEDIA_SVG_STYLE_H
#define MEDIA_SVG_STYLE_H

#include "media/svg.h"

struct svg_style {
    struct svg_paint fill, stroke;
    uint32_t colour; /* what currentColor stands for */
    bool even_odd, hidden;
    double stroke_width;
    double dashes[8];
    int dash_count;
    int line_cap, line_join;
    double font_size;
    bool bold, italic;
    struct text family;
    enum svg_anchor anchor;
};

enum svg_property {
    SVG_PROPERTY_DONE,    /* known, and taken over or without effect */
    SVG_PROPERTY_UNKNOWN, /* not in the subset */
    SVG_PROPERTY_INVALID  /* known, but not with this value */
};

struct svg_style svg_style_initial(void);
/* Takes one property over into *style. */
enum svg_property svg_style_set(struct svg_style *style, struct text name,
                                struct text value);
/* Takes the declarations of style="name: value; ..." over; at the first that
 * is not DONE, *name and *value are its own. */
enum svg_property svg_style_declarations(struct svg_style *style,
                                         struct text declarations,
                                         struct text *name, struct text *value);

#endif
