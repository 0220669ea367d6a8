#include "epub/epub_cover.h"

#include "epub/epub_xhtml.h"
#include "epub/epub_xml.h"
#include "font/raster.h"
#include "media/png_write.h"
#include "style/cover_look.h"

#include <string.h>

enum {
    WIDTH = COVER_WIDTH,
    HEIGHT = EPUB_COVER_HEIGHT,
    MARGIN = COVER_MARGIN,
    BAND = 900, /* coloured part, at the top */
    SHADES = 6, /* of a letter's edge: 16 colours in all fit in 4 bits */
    /* Places in the palette: white on ink, ink on paper, bricks. */
    ON_INK = 0,
    ON_PAPER = SHADES,
    BRICKS = 2 * SHADES,
    COLOURS = 2 * SHADES + COVER_SHADES,
    WHITE = 0xFFFFFF
};

static void
make_palette(const struct epub_plan *plan, uint32_t palette[COLOURS])
{
    const struct cover_style *cover = plan->rules->cover;
    const struct edition *edition = plan->rules->edition;
    uint32_t ink = cover_ink(cover, edition);
    for (uint32_t i = 0; i < SHADES; i++) {
        palette[ON_INK + i] = cover_mix(ink, WHITE, i, SHADES - 1);
        palette[ON_PAPER + i] = cover_mix(cover->paper, ink, i, SHADES - 1);
    }
    for (int i = 0; i < COVER_SHADES; i++)
        palette[BRICKS + i] = cover_shade(cover, edition, i);
}

static void
fill(uint8_t *picture, int left, int top, int right, int bottom, int colour)
{
    for (int y = top; y < bottom; y++)
        memset(picture + (size_t)y * WIDTH + left, colour,
               (size_t)(right - left));
}

static void
draw_wall(const struct epub_plan *plan, uint8_t *picture)
{
    enum { TOP = 1420 };
    struct cover_brick bricks[COVER_MOST_BRICKS];
    int count = plan->rules->cover->has_wall
                    ? cover_wall(plan->rules->edition, bricks)
                    : 0;
    for (int i = 0; i < count; i++)
        fill(picture, bricks[i].left, TOP + bricks[i].top, bricks[i].right,
             TOP + bricks[i].bottom, BRICKS + bricks[i].shade);
}

struct painter {
    uint8_t *picture;
    struct shape_cache *shapes;
    const struct font *font;
    int pixels, leading;
    int base; /* where its shades begin in the palette */
};

/* Sets a text word by word, filling lines; returns the next baseline. */
static int
draw_text(const struct painter *painter, struct text text, int y)
{
    const struct raster raster = {painter->picture, WIDTH, HEIGHT, SHADES};
    int x = MARGIN;
    int space = raster_width(
        shape_word(painter->shapes, painter->font, TEXT(" ")), painter->pixels);
    struct text word;
    while (text_next_word(&text, &word)) {
        const struct shape *shape =
            shape_word(painter->shapes, painter->font, word);
        int width = raster_width(shape, painter->pixels);
        if (x > MARGIN && x + width > WIDTH - MARGIN) {
            x = MARGIN;
            y += painter->leading;
        }
        raster_word(shape, painter->pixels, x, y, painter->base, &raster);
        x += width + space;
    }
    return y + painter->leading;
}

/* Makes the letters smaller until the longest word fits in a line. */
static void
fit(struct painter *painter, struct text text)
{
    struct text word;
    int widest = 0, room = WIDTH - 2 * MARGIN;
    while (text_next_word(&text, &word)) {
        int width = raster_width(
            shape_word(painter->shapes, painter->font, word), painter->pixels);
        widest = width > widest ? width : widest;
    }
    if (widest <= room)
        return;
    painter->leading = painter->leading * room / widest;
    painter->pixels = painter->pixels * room / widest;
}

static void
draw_words(const struct epub_plan *plan, uint8_t *picture)
{
    const struct book *book = plan->rules->book;
    const struct edition *edition = plan->rules->edition;
    struct painter painter = {
        .picture = picture,
        .shapes = shape_cache_new(),
        .font =
            font_find(plan->rules->fonts, TEXT("sans"), FONT_BLACK, FONT_PLAIN),
        .pixels = 176,
        .leading = 210,
        .base = ON_INK};
    if (painter.font) {
        fit(&painter, edition->title);
        draw_text(&painter, edition->title, 420);
        painter.font = font_find(plan->rules->fonts, TEXT("sans"), FONT_REGULAR,
                                 FONT_PLAIN);
        painter.pixels = 92;
        painter.leading = 124;
        painter.base = ON_PAPER;
        fit(&painter, edition->subtitle);
        draw_text(&painter, edition->subtitle, BAND + 220);
        painter.pixels = 56;
        painter.leading = 80;
        struct text version = arena_printf(
            plan->arena, "%.*s %.*s", TEXT_PRINTF(book_word(book, "Version")),
            TEXT_PRINTF(book->version));
        draw_text(&painter, book->version.size ? version : TEXT(""),
                  HEIGHT - 220);
        draw_text(&painter, book->creator, HEIGHT - 130);
    }
    shape_cache_free(painter.shapes);
}

bool
epub_cover_draw(const struct epub_plan *plan, struct buffer *png)
{
    uint32_t palette[COLOURS];
    struct arena *arena = arena_new();
    uint8_t *picture = arena_alloc(arena, (size_t)WIDTH * HEIGHT);
    make_palette(plan, palette);
    fill(picture, 0, 0, WIDTH, BAND, ON_INK);
    fill(picture, 0, BAND, WIDTH, HEIGHT, ON_PAPER);
    draw_wall(plan, picture);
    draw_words(plan, picture);
    bool done =
        png_write_palette(picture, WIDTH, HEIGHT, palette, COLOURS, png);
    arena_free(arena);
    return done;
}

void
epub_cover_write(struct epub_plan *plan, const struct epub_file *file,
                 struct buffer *out)
{
    epub_frame_open(plan, file, "../", out);
    buffer_append_string(out, "<section epub:type=\"cover\">"
                              "<div class=\"cover\"><img "
                              "src=\"../img/cover.png\" role=\"doc-cover\"");
    xml_attribute(out, "alt",
                  arena_printf(plan->arena, "%.*s%s%.*s",
                               TEXT_PRINTF(plan->rules->edition->title),
                               plan->rules->edition->subtitle.size ? ": " : "",
                               TEXT_PRINTF(plan->rules->edition->subtitle)));
    buffer_printf(out, " width=\"%d\" height=\"%d\"/></div></section>\n",
                  EPUB_COVER_WIDTH, EPUB_COVER_HEIGHT);
    epub_frame_close(out);
}
