#include "epub/epub_cover.h"

#include "epub/epub_xhtml.h"
#include "epub/epub_xml.h"
#include "font/raster.h"
#include "media/png_write.h"

#include <stdlib.h>

enum {
    WIDTH = EPUB_COVER_WIDTH,
    HEIGHT = EPUB_COVER_HEIGHT,
    MARGIN = 140,
    BAND = 900, /* coloured part, at the top */
    INK = 0x17505F,
    PAPER = 0xF3F1EC,
    WHITE = 0xFFFFFF
};

static void
fill(uint8_t *picture, int top, int bottom, uint32_t rgb)
{
    for (size_t i = (size_t)top * WIDTH; i < (size_t)bottom * WIDTH; i++) {
        picture[i * 3] = (uint8_t)(rgb >> 16);
        picture[i * 3 + 1] = (uint8_t)(rgb >> 8);
        picture[i * 3 + 2] = (uint8_t)rgb;
    }
}

struct painter {
    uint8_t *picture;
    struct shape_cache *shapes;
    const struct font *font;
    int pixels, leading;
    uint32_t rgb;
};

/* Sets a text word by word, filling lines; returns the next baseline. */
static int
draw_text(const struct painter *painter, struct text text, int y)
{
    int x = MARGIN;
    int space = raster_width(
        shape_word(painter->shapes, painter->font, TEXT(" ")),
        painter->pixels);
    struct text word;
    while (text_next_word(&text, &word)) {
        const struct shape *shape =
            shape_word(painter->shapes, painter->font, word);
        int width = raster_width(shape, painter->pixels);
        if (x > MARGIN && x + width > WIDTH - MARGIN) {
            x = MARGIN;
            y += painter->leading;
        }
        raster_word(shape, painter->pixels, x, y, painter->rgb,
                    painter->picture, WIDTH, HEIGHT);
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
        .font = font_find(plan->rules->fonts, TEXT("sans"), FONT_BLACK,
                          FONT_PLAIN),
        .pixels = 176,
        .leading = 210,
        .rgb = WHITE};
    if (painter.font) {
        fit(&painter, edition->title);
        draw_text(&painter, edition->title, 420);
        painter.font = font_find(plan->rules->fonts, TEXT("sans"),
                                 FONT_REGULAR, FONT_PLAIN);
        painter.pixels = 92;
        painter.leading = 124;
        painter.rgb = INK;
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
    uint8_t *picture = memory_alloc((size_t)WIDTH * HEIGHT * 3);
    fill(picture, 0, BAND, INK);
    fill(picture, BAND, HEIGHT, PAPER);
    draw_words(plan, picture);
    bool done = png_write_rgb(picture, WIDTH, HEIGHT, png);
    free(picture);
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
