/* The state of reading one SVG file: shared by svg.c (elements, as expat
 * finds them) and svg_shape.c (what an element draws). */
#ifndef MEDIA_SVG_READER_H
#define MEDIA_SVG_READER_H

#include "base/array.h"
#include "base/buffer.h"
#include "media/svg_path.h"
#include "media/svg_style.h"

#include <expat.h>

enum { SVG_MAX_DEPTH = 64, SVG_MAX_SEGMENTS = 100000 };

enum svg_element {
    SVG_ELEMENT_SVG,
    SVG_ELEMENT_G,
    SVG_ELEMENT_RECT,
    SVG_ELEMENT_CIRCLE,
    SVG_ELEMENT_ELLIPSE,
    SVG_ELEMENT_LINE,
    SVG_ELEMENT_POLYLINE,
    SVG_ELEMENT_POLYGON,
    SVG_ELEMENT_PATH,
    SVG_ELEMENT_TEXT,
    SVG_ELEMENT_TSPAN,
    SVG_ELEMENT_TITLE,
    SVG_ELEMENT_DESC
};

struct svg_frame { /* an open element */
    enum svg_element element;
    struct svg_style style;
    double matrix[6];
};

struct svg_reader {
    struct arena *arena;
    const struct source *source;
    struct diag *diag;
    XML_Parser parser;
    struct svg *svg;
    ARRAY(struct svg_shape) shapes;
    size_t segment_count;
    struct svg_frame frames[SVG_MAX_DEPTH];
    size_t depth;
    size_t skipped; /* open elements below one that is not drawn */
    bool failed;
    /* Text runs: what was read since the last tag, and where it goes. */
    struct buffer run;
    double text_x, text_y;
    bool text_placed;            /* x and y are where the next run begins */
    const XML_Char **attributes; /* of the element at hand */
};

/* The element's bytes in the source, or those of one of its attributes. */
struct span svg_reader_span(struct svg_reader *reader);
struct span svg_attribute_span(struct svg_reader *reader, struct text name);
/* An attribute without a namespace; data NULL when absent. */
struct text svg_attribute(const struct svg_reader *reader, const char *name);
/* A length, per cent of the view box allowed; `otherwise` when absent or,
 * after a report, wrong. */
double svg_length_attribute(struct svg_reader *reader, const char *name,
                            double otherwise);
void svg_report_value(struct svg_reader *reader, const char *name);

/* Adds what the element draws. */
void svg_shape_add(struct svg_reader *reader, const struct svg_frame *frame);
/* Begins a text or tspan: where its run goes. */
void svg_text_begin(struct svg_reader *reader, const struct svg_frame *frame);
/* Adds the run read so far, in the style of `frame`. */
void svg_text_flush(struct svg_reader *reader, const struct svg_frame *frame);

#endif
