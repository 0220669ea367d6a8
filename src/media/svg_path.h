/* Paths: the outlines of SVG shapes as moves, lines and cubic curves. */
#ifndef MEDIA_SVG_PATH_H
#define MEDIA_SVG_PATH_H

#include "base/array.h"
#include "media/svg.h"

/* A path under construction; points are transformed as they come. */
struct svg_path {
    struct arena *arena;
    double matrix[6];
    ARRAY(struct svg_segment) segments;
    size_t limit; /* most segments */
    bool overflow;
    struct svg_segment surplus;    /* takes what is over the limit */
    double start_x, start_y, x, y; /* current point, untransformed */
};

void svg_path_move(struct svg_path *path, double x, double y);
void svg_path_line(struct svg_path *path, double x, double y);
void svg_path_curve(struct svg_path *path, double x1, double y1, double x2,
                    double y2, double x, double y);
void svg_path_close(struct svg_path *path);

/* The path data of a `d` attribute.  False at the first fault; what stood
 * before it is kept.  *fault is its byte. */
bool svg_path_data(struct svg_path *path, struct text data, size_t *fault);
/* A `points` attribute. */
bool svg_path_points(struct svg_path *path, struct text points, bool close);
void svg_path_rectangle(struct svg_path *path, double x, double y, double width,
                        double height, double rx, double ry);
void svg_path_ellipse(struct svg_path *path, double cx, double cy, double rx,
                      double ry);
/* An elliptical arc from the current point (SVG 1.1, appendix F.6). */
struct svg_arc {
    double rx, ry, rotation; /* degrees */
    bool large, sweep;
    double x, y;
};
void svg_path_arc(struct svg_path *path, const struct svg_arc *arc);

#endif
