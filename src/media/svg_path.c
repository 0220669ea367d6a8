#include "media/svg_path.h"

#include "media/svg_value.h"

#include <math.h>

/* A quarter of a circle as one cubic: 4/3 (sqrt 2 - 1). */
static const double KAPPA = 0.55228474983079339;
static const double PI = 3.14159265358979323846;

static struct svg_segment *
segment_push(struct svg_path *path, enum svg_command command)
{
    if (path->segments.count >= path->limit) {
        path->overflow = true;
        return &path->surplus;
    }
    struct svg_segment *segment = ARRAY_PUSH(path->arena, &path->segments);
    segment->command = command;
    return segment;
}

static void
transform(const struct svg_path *path, double x, double y, double *out_x,
          double *out_y)
{
    const double *m = path->matrix;
    *out_x = m[0] * x + m[2] * y + m[4];
    *out_y = m[1] * x + m[3] * y + m[5];
}

static void
go_to(struct svg_path *path, double x, double y)
{
    path->x = x;
    path->y = y;
}

void
svg_path_move(struct svg_path *path, double x, double y)
{
    struct svg_segment *segment = segment_push(path, SVG_MOVE);
    transform(path, x, y, &segment->x, &segment->y);
    path->start_x = x;
    path->start_y = y;
    go_to(path, x, y);
}

void
svg_path_line(struct svg_path *path, double x, double y)
{
    struct svg_segment *segment = segment_push(path, SVG_LINE);
    transform(path, x, y, &segment->x, &segment->y);
    go_to(path, x, y);
}

void
svg_path_curve(struct svg_path *path, double x1, double y1, double x2,
               double y2, double x, double y)
{
    struct svg_segment *segment = segment_push(path, SVG_CURVE);
    transform(path, x1, y1, &segment->x1, &segment->y1);
    transform(path, x2, y2, &segment->x2, &segment->y2);
    transform(path, x, y, &segment->x, &segment->y);
    go_to(path, x, y);
}

void
svg_path_close(struct svg_path *path)
{
    segment_push(path, SVG_CLOSE);
    go_to(path, path->start_x, path->start_y);
}

/* The part of an ellipse from angle `from` over `sweep`, at most a quarter,
 * as one curve; turned by `rotation` (its cosine and sine). */
struct ellipse {
    double cx, cy, rx, ry, cosine, sine;
};

static void
ellipse_point(const struct ellipse *e, double x, double y, double *out_x,
              double *out_y)
{
    *out_x = e->cx + e->cosine * e->rx * x - e->sine * e->ry * y;
    *out_y = e->cy + e->sine * e->rx * x + e->cosine * e->ry * y;
}

static void
ellipse_curve(struct svg_path *path, const struct ellipse *e, double from,
              double sweep)
{
    double to = from + sweep, k = 4.0 / 3 * tan(sweep / 4);
    double x1, y1, x2, y2, x, y;
    ellipse_point(e, cos(from) - k * sin(from), sin(from) + k * cos(from), &x1,
                  &y1);
    ellipse_point(e, cos(to) + k * sin(to), sin(to) - k * cos(to), &x2, &y2);
    ellipse_point(e, cos(to), sin(to), &x, &y);
    svg_path_curve(path, x1, y1, x2, y2, x, y);
}

/* The signed angle between two vectors. */
static double
angle_between(double ux, double uy, double vx, double vy)
{
    return atan2(ux * vy - uy * vx, ux * vx + uy * vy);
}

void
svg_path_arc(struct svg_path *path, const struct svg_arc *arc)
{
    double rx = fabs(arc->rx), ry = fabs(arc->ry);
    if (rx < 1e-9 || ry < 1e-9) {
        svg_path_line(path, arc->x, arc->y);
        return;
    }
    double turn = arc->rotation * PI / 180;
    struct ellipse e = {.cosine = cos(turn), .sine = sin(turn)};
    /* Half the chord in the ellipse's own directions (F.6.5.1). */
    double dx = (path->x - arc->x) / 2, dy = (path->y - arc->y) / 2;
    double px = e.cosine * dx + e.sine * dy, py = -e.sine * dx + e.cosine * dy;
    if (fabs(px) < 1e-12 && fabs(py) < 1e-12)
        return;
    double lambda = px * px / (rx * rx) + py * py / (ry * ry);
    if (lambda > 1) { /* too small to reach: scale up (F.6.6.3) */
        rx *= sqrt(lambda);
        ry *= sqrt(lambda);
    }
    double down = rx * rx * py * py + ry * ry * px * px;
    double square = (rx * rx * ry * ry - down) / down;
    double factor = sqrt(square > 0 ? square : 0);
    if (arc->large == arc->sweep)
        factor = -factor;
    double qx = factor * rx * py / ry, qy = -factor * ry * px / rx;
    e.rx = rx;
    e.ry = ry;
    e.cx = e.cosine * qx - e.sine * qy + (path->x + arc->x) / 2;
    e.cy = e.sine * qx + e.cosine * qy + (path->y + arc->y) / 2;
    double from = atan2((py - qy) / ry, (px - qx) / rx);
    double sweep = angle_between((px - qx) / rx, (py - qy) / ry,
                                 (-px - qx) / rx, (-py - qy) / ry);
    if (!arc->sweep && sweep > 0)
        sweep -= 2 * PI;
    if (arc->sweep && sweep < 0)
        sweep += 2 * PI;
    int parts = (int)ceil(fabs(sweep) / (PI / 2) - 1e-9);
    for (int i = 0; i < parts; i++)
        ellipse_curve(path, &e, from + sweep * i / parts, sweep / parts);
    go_to(path, arc->x, arc->y);
}

void
svg_path_ellipse(struct svg_path *path, double cx, double cy, double rx,
                 double ry)
{
    double kx = KAPPA * rx, ky = KAPPA * ry;
    svg_path_move(path, cx + rx, cy);
    svg_path_curve(path, cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry);
    svg_path_curve(path, cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy);
    svg_path_curve(path, cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry);
    svg_path_curve(path, cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy);
    svg_path_close(path);
}

void
svg_path_rectangle(struct svg_path *path, double x, double y, double width,
                   double height, double rx, double ry)
{
    double right = x + width, bottom = y + height;
    rx = fmin(rx, width / 2);
    ry = fmin(ry, height / 2);
    if (rx <= 0 || ry <= 0) {
        svg_path_move(path, x, y);
        svg_path_line(path, right, y);
        svg_path_line(path, right, bottom);
        svg_path_line(path, x, bottom);
        svg_path_close(path);
        return;
    }
    double gx = rx * (1 - KAPPA), gy = ry * (1 - KAPPA);
    svg_path_move(path, x + rx, y);
    svg_path_line(path, right - rx, y);
    svg_path_curve(path, right - gx, y, right, y + gy, right, y + ry);
    svg_path_line(path, right, bottom - ry);
    svg_path_curve(path, right, bottom - gy, right - gx, bottom, right - rx,
                   bottom);
    svg_path_line(path, x + rx, bottom);
    svg_path_curve(path, x + gx, bottom, x, bottom - gy, x, bottom - ry);
    svg_path_line(path, x, y + ry);
    svg_path_curve(path, x, y + gy, x + gx, y, x + rx, y);
    svg_path_close(path);
}

bool
svg_path_points(struct svg_path *path, struct text points, bool close)
{
    size_t at = 0, count = 0;
    double x, y;
    svg_skip_separator(points, &at);
    while (at < points.size) {
        if (!svg_number(points, &at, &x) || !svg_number(points, &at, &y))
            return false;
        if (count++ == 0)
            svg_path_move(path, x, y);
        else
            svg_path_line(path, x, y);
    }
    if (close && count)
        svg_path_close(path);
    return true;
}

/* --- path data ----------------------------------------------------------- */

struct data_reader {
    struct svg_path *path;
    struct text data;
    size_t at;
    char command, previous;      /* previous: of the segment before */
    double control_x, control_y; /* of that segment, for S and T */
};

static bool
is_relative(const struct data_reader *reader)
{
    return reader->command >= 'a';
}

static bool
read_numbers(struct data_reader *reader, double *values, int count)
{
    for (int i = 0; i < count; i++)
        if (!svg_number(reader->data, &reader->at, &values[i]))
            return false;
    return true;
}

/* Pairs of coordinates, made absolute. */
static bool
read_points(struct data_reader *reader, double *values, int pairs)
{
    if (!read_numbers(reader, values, 2 * pairs))
        return false;
    if (is_relative(reader))
        for (int i = 0; i < pairs; i++) {
            values[2 * i] += reader->path->x;
            values[2 * i + 1] += reader->path->y;
        }
    return true;
}

/* A flag is one digit and may touch what follows. */
static bool
read_flag(struct data_reader *reader, bool *flag)
{
    if (reader->at >= reader->data.size)
        return false;
    char byte = reader->data.data[reader->at];
    if (byte != '0' && byte != '1')
        return false;
    *flag = byte == '1';
    reader->at++;
    svg_skip_separator(reader->data, &reader->at);
    return true;
}

static bool
data_arc(struct data_reader *reader)
{
    struct svg_arc arc;
    double numbers[3], point[2];
    if (!read_numbers(reader, numbers, 3) || !read_flag(reader, &arc.large) ||
        !read_flag(reader, &arc.sweep) || !read_points(reader, point, 1))
        return false;
    arc.rx = numbers[0];
    arc.ry = numbers[1];
    arc.rotation = numbers[2];
    arc.x = point[0];
    arc.y = point[1];
    svg_path_arc(reader->path, &arc);
    return true;
}

static bool
follows(const struct data_reader *reader, const char *commands)
{
    for (; *commands; commands++)
        if ((reader->previous | 32) == *commands)
            return true;
    return false;
}

/* The first control point of S and T: the last one mirrored. */
static void
reflect(const struct data_reader *reader, const char *commands, double *x,
        double *y)
{
    *x = reader->path->x;
    *y = reader->path->y;
    if (follows(reader, commands)) {
        *x = 2 * *x - reader->control_x;
        *y = 2 * *y - reader->control_y;
    }
}

static bool
data_cubic(struct data_reader *reader, bool is_smooth)
{
    double p[6];
    if (!read_points(reader, p + (is_smooth ? 2 : 0), is_smooth ? 2 : 3))
        return false;
    if (is_smooth)
        reflect(reader, "cs", &p[0], &p[1]);
    svg_path_curve(reader->path, p[0], p[1], p[2], p[3], p[4], p[5]);
    reader->control_x = p[2];
    reader->control_y = p[3];
    return true;
}

static bool
data_quadratic(struct data_reader *reader, bool is_smooth)
{
    struct svg_path *path = reader->path;
    double p[4];
    if (!read_points(reader, p + (is_smooth ? 2 : 0), is_smooth ? 1 : 2))
        return false;
    if (is_smooth)
        reflect(reader, "qt", &p[0], &p[1]);
    double x = path->x, y = path->y;
    svg_path_curve(path, x + 2.0 / 3 * (p[0] - x), y + 2.0 / 3 * (p[1] - y),
                   p[2] + 2.0 / 3 * (p[0] - p[2]),
                   p[3] + 2.0 / 3 * (p[1] - p[3]), p[2], p[3]);
    reader->control_x = p[0];
    reader->control_y = p[1];
    return true;
}

static bool
data_straight(struct data_reader *reader, bool is_horizontal)
{
    struct svg_path *path = reader->path;
    double value;
    if (!read_numbers(reader, &value, 1))
        return false;
    if (is_horizontal)
        svg_path_line(path, is_relative(reader) ? path->x + value : value,
                      path->y);
    else
        svg_path_line(path, path->x,
                      is_relative(reader) ? path->y + value : value);
    return true;
}

static bool
data_command(struct data_reader *reader)
{
    double point[2];
    switch (reader->command | 32) {
    case 'm':
        if (!read_points(reader, point, 1))
            return false;
        svg_path_move(reader->path, point[0], point[1]);
        return true;
    case 'l':
        if (!read_points(reader, point, 1))
            return false;
        svg_path_line(reader->path, point[0], point[1]);
        return true;
    case 'h':
        return data_straight(reader, true);
    case 'v':
        return data_straight(reader, false);
    case 'c':
        return data_cubic(reader, false);
    case 's':
        return data_cubic(reader, true);
    case 'q':
        return data_quadratic(reader, false);
    case 't':
        return data_quadratic(reader, true);
    case 'a':
        return data_arc(reader);
    case 'z':
        svg_path_close(reader->path);
        return true;
    default:
        return false;
    }
}

static bool
is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool
svg_path_data(struct svg_path *path, struct text data, size_t *fault)
{
    struct data_reader reader = {.path = path, .data = data};
    svg_skip_separator(data, &reader.at);
    while (reader.at < data.size && !path->overflow) {
        *fault = reader.at;
        char byte = data.data[reader.at];
        if (is_letter(byte)) {
            reader.command = byte;
            reader.at++;
            svg_skip_separator(data, &reader.at);
        } else if (reader.command == 'm') {
            reader.command = 'l'; /* further pairs are lines */
        } else if (reader.command == 'M') {
            reader.command = 'L';
        } else if ((reader.command | 32) == 'z') {
            return false;
        }
        if (!reader.previous && (reader.command | 32) != 'm')
            return false;
        if (!data_command(&reader))
            return false;
        reader.previous = reader.command;
    }
    return true;
}
