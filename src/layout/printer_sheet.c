#include "layout/printer_sheet.h"

#include "layout/compose.h"
#include "layout/imposition.h"

enum { PAGES = 4, RULER = 100 /* mm */ };

struct drawing {
    struct layout_context *context;
    const struct page_style *sheet;
    struct page *page;
    scaled left; /* of the text's measure */
};

/* --- pieces --------------------------------------------------------------- */

static void
line(const struct drawing *drawing, scaled x, scaled y, scaled width,
     scaled height)
{
    struct mark *mark = page_add_mark(drawing->context->arena, drawing->page);
    *mark = (struct mark){.kind = MARK_LINE,
                          .artifact = ARTIFACT_LAYOUT,
                          .colour = drawing->sheet->folio.colour,
                          .x = x,
                          .y = y,
                          .width = width,
                          .height = height,
                          .line = {.stroke = SCALED_PT / 2}};
}

/* Its middle at x. */
static void
words(const struct drawing *drawing, struct text text, scaled size, scaled x,
      scaled y)
{
    struct text_style style = drawing->sheet->folio;
    struct mark *mark = page_add_mark(drawing->context->arena, drawing->page);
    style.size = size;
    scaled width = text_set(drawing->context, text, &style, NULL, PART_CONTENT,
                            ARTIFACT_LAYOUT, mark);
    mark->x = x - width / 2;
    mark->y = y;
}

static struct text
word(const struct drawing *drawing, const char *key)
{
    return book_word(drawing->context->book, key);
}

/* A tick each millimetre, a number each ten. */
static void
ruler(const struct drawing *drawing, scaled x, scaled y, bool upright)
{
    line(drawing, x, y, upright ? 0 : IMPOSITION_MM(RULER),
         upright ? IMPOSITION_MM(RULER) : 0);
    for (int i = 0; i <= RULER; i++) {
        scaled at = IMPOSITION_MM(i);
        scaled length = IMPOSITION_MM(i % 10 == 0 ? 5 : i % 5 == 0 ? 4 : 2);
        if (upright)
            line(drawing, x, y + at, length, 0);
        else
            line(drawing, x + at, y, 0, length);
        if (i % 10)
            continue;
        struct text number = arena_printf(drawing->context->arena, "%d", i);
        if (upright)
            words(drawing, number, 7 * SCALED_PT, x + IMPOSITION_MM(8),
                  y + at + SCALED_PT * 5 / 2);
        else
            words(drawing, number, 7 * SCALED_PT, x + at, y + IMPOSITION_MM(8));
    }
}

static void
arrow_up(const struct drawing *drawing, scaled x, scaled top)
{
    static const int tip = 5; /* mm */
    line(drawing, x, top, 0, IMPOSITION_MM(3 * tip));
    line(drawing, x, top, IMPOSITION_MM(tip) / 2, IMPOSITION_MM(tip));
    line(drawing, x, top, -IMPOSITION_MM(tip) / 2, IMPOSITION_MM(tip));
}

/* Just inside of what is printed at all; the fold stays open. */
static void
edge(const struct drawing *drawing)
{
    const struct page *page = drawing->page;
    scaled inside = IMPOSITION_EDGE + SCALED_PT / 2;
    scaled aside = IMPOSITION_WIDTH / 2 - inside; /* from the fold */
    scaled top = (page->height - IMPOSITION_HEIGHT) / 2 + inside;
    scaled height = IMPOSITION_HEIGHT - 2 * inside;
    scaled outer = page->recto ? aside : page->width - aside;
    scaled left = page->recto ? 0 : outer;
    line(drawing, outer, top, 0, height);
    line(drawing, left, top, aside, 0);
    line(drawing, left, top + height, aside, 0);
}

/* --- pages ---------------------------------------------------------------- */

static void
draw(const struct drawing *drawing)
{
    static const char *const lines[] = {"testsheet-ruler", "testsheet-edge",
                                        "testsheet-turn", "testsheet-order"};
    struct page *page = drawing->page;
    scaled middle = page->width / 2, y = IMPOSITION_MM(15);
    edge(drawing);
    arrow_up(drawing, middle, y);
    words(drawing, word(drawing, "testsheet-up"), 14 * SCALED_PT, middle,
          y + IMPOSITION_MM(22));
    words(drawing, page->label, 40 * SCALED_PT, middle, y + IMPOSITION_MM(42));
    ruler(drawing, middle - IMPOSITION_MM(RULER) / 2, IMPOSITION_MM(68), false);
    ruler(drawing, middle - IMPOSITION_MM(RULER) / 2, IMPOSITION_MM(84), true);
    y = IMPOSITION_MM(102);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct text both = word(drawing, lines[i]);
        size_t cut = text_index(both, '|', 0);
        words(drawing, text_slice(both, 0, cut), 9 * SCALED_PT,
              middle + IMPOSITION_MM(12), y);
        y += IMPOSITION_MM(5);
        if (cut < both.size)
            words(drawing, text_slice(both, cut + 1, both.size), 9 * SCALED_PT,
                  middle + IMPOSITION_MM(12), y);
        y += IMPOSITION_MM(9);
    }
}

void
printer_sheet_pages(struct layout_context *context, struct pages *pages)
{
    struct drawing drawing = {.context = context,
                              .sheet = style_page(context->style)};
    *pages =
        (struct pages){.items = ARENA_ARRAY(context->arena, PAGES, struct page),
                       .count = PAGES,
                       .capacity = PAGES};
    for (uint32_t i = 0; i < PAGES; i++) {
        struct page *page = drawing.page = &pages->items[i];
        *page =
            (struct page){.index = i,
                          .label = arena_printf(context->arena, "%u", i + 1),
                          .recto = i % 2 == 0,
                          .blank = true,
                          .width = drawing.sheet->width,
                          .height = drawing.sheet->height};
        draw(&drawing);
    }
}
