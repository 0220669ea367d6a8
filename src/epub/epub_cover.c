#include "epub/epub_cover.h"

#include "epub/epub_xhtml.h"
#include "epub/epub_xml.h"
#include "font/raster.h"
#include "media/png_write.h"

#include <string.h>

enum {
    WIDTH = EPUB_COVER_WIDTH,
    HEIGHT = EPUB_COVER_HEIGHT,
    MARGIN = 140,
    BAND = 900, /* coloured part, at the top */
    SHADES = 6, /* of a letter's edge: 16 colours in all fit in 4 bits */
    /* Places in the palette: white on ink, ink on paper, bricks. */
    ON_INK = 0,
    ON_PAPER = SHADES,
    BRICKS = 2 * SHADES,
    COLOURS = 2 * SHADES + 3,
    PAPER = 0xF3F1EC,
    WHITE = 0xFFFFFF
};

/* One for each edition, by its name alone: what other editions there are must
 * not show.  White on each has a contrast above 7. */
static const uint32_t inks[] = {0x17505F, 0x7A3325, 0x38437A, 0x4A521B};

static uint32_t
mix(uint32_t from, uint32_t to, uint32_t part, uint32_t whole)
{
    uint32_t mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        uint32_t a = from >> shift & 0xFF, b = to >> shift & 0xFF;
        mixed |= ((a * (whole - part) + b * part) / whole) << shift;
    }
    return mixed;
}

static void
make_palette(const struct epub_plan *plan, uint32_t palette[COLOURS])
{
    unsigned long long name = text_hash(plan->rules->edition->id);
    uint32_t ink = inks[name % (sizeof inks / sizeof inks[0])];
    for (uint32_t i = 0; i < SHADES; i++) {
        palette[ON_INK + i] = mix(ink, WHITE, i, SHADES - 1);
        palette[ON_PAPER + i] = mix(PAPER, ink, i, SHADES - 1);
    }
    for (uint32_t i = 0; i < 3; i++)
        palette[BRICKS + i] = mix(PAPER, ink, 1 + 2 * i, 8);
}

static void
fill(uint8_t *picture, int left, int top, int right, int bottom, int colour)
{
    for (int y = top; y < bottom; y++)
        memset(picture + (size_t)y * WIDTH + left, colour,
               (size_t)(right - left));
}

/* A wall of building blocks under way, each edition's laid its own way. */
static void
draw_bricks(const struct epub_plan *plan, uint8_t *picture)
{
    enum {
        TOP = 1420,
        BRICK = 252,
        ROW = 126,
        GAP = 14,
        ROWS = 4,
        PER_ROW = 5,
        END = MARGIN + PER_ROW * (BRICK + GAP) - GAP
    };
    unsigned long long pattern = text_hash(plan->rules->edition->id);
    for (int row = 0; row < ROWS; row++)
        for (int i = 0; i < PER_ROW + row % 2; i++) {
            int left =
                MARGIN + i * (BRICK + GAP) - (row % 2 ? (BRICK + GAP) / 2 : 0);
            int right = left + BRICK;
            left = left < MARGIN ? MARGIN : left;
            right = right > END ? END : right;
            pattern = pattern * 6364136223846793005u + 1442695040888963407u;
            /* The wall is under way: stairs, each laid brick on others. */
            if (i > row + 1 || right <= left)
                continue;
            int top = TOP + row * (ROW + GAP);
            fill(picture, left, top, right, top + ROW,
                 BRICKS + (int)(pattern >> 33) % 3);
        }
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
    draw_bricks(plan, picture);
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
