#include "media/qr.h"

#include "base/array.h"
#include "media/svg.h"

#include <qrencode.h>
#include <string.h>

struct outline {
    struct arena *arena;
    ARRAY(struct svg_segment) segments;
};

static void
add_segment(struct outline *outline, enum svg_command command, double x,
            double y)
{
    *ARRAY_PUSH(outline->arena, &outline->segments) =
        (struct svg_segment){.command = command, .x = x, .y = y};
}

static void
add_rectangle(struct outline *outline, int x, int y, int width, int height)
{
    add_segment(outline, SVG_MOVE, x, y);
    add_segment(outline, SVG_LINE, x + width, y);
    add_segment(outline, SVG_LINE, x + width, y + height);
    add_segment(outline, SVG_LINE, x, y + height);
    add_segment(outline, SVG_CLOSE, x, y);
}

static bool
is_dark(const QRcode *code, int x, int y)
{
    return code->data[y * code->width + x] & 1;
}

/* Dark modules that lie side by side in a row are one rectangle. */
static void
add_row(struct outline *outline, const QRcode *code, int y)
{
    for (int x = 0; x < code->width; x++) {
        int start = x;
        while (x < code->width && is_dark(code, x, y))
            x++;
        if (x > start)
            add_rectangle(outline, start + QR_QUIET, y + QR_QUIET, x - start,
                          1);
    }
}

static struct svg_shape
filled(const struct outline *outline, uint32_t rgb)
{
    return (struct svg_shape){.kind = SVG_PATH,
                              .fill = {.rgb = rgb},
                              .stroke = {.none = true},
                              .segments = outline->segments.items,
                              .segment_count = outline->segments.count};
}

static const struct image *
picture_of(struct arena *arena, const QRcode *code)
{
    int side = code->width + 2 * QR_QUIET;
    struct outline ground = {.arena = arena}, modules = {.arena = arena};
    add_rectangle(&ground, 0, 0, side, side);
    for (int y = 0; y < code->width; y++)
        add_row(&modules, code, y);
    struct svg_shape *shapes = ARENA_ARRAY(arena, 2, struct svg_shape);
    shapes[0] = filled(&ground, 0xffffff);
    shapes[1] = filled(&modules, 0x000000);
    struct svg *svg = ARENA_NEW(arena, struct svg);
    *svg = (struct svg){.width = side,
                        .height = side,
                        .natural_width = side,
                        .natural_height = side,
                        .shapes = shapes,
                        .shape_count = 2};
    struct image *image = ARENA_NEW(arena, struct image);
    *image = (struct image){.kind = IMAGE_SVG,
                            .width = (uint32_t)side,
                            .height = (uint32_t)side,
                            .orientation = 1,
                            .svg = svg};
    return image;
}

const struct image *
qr_picture(struct arena *arena, struct text text)
{
    if (!text.size || memchr(text.data, 0, text.size))
        return NULL;
    QRcode *code = QRcode_encodeString(arena_string(arena, text), 0,
                                       QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!code)
        return NULL;
    const struct image *picture = picture_of(arena, code);
    QRcode_free(code);
    return picture;
}

uint32_t
qr_modules(const struct image *picture)
{
    return picture->width;
}
