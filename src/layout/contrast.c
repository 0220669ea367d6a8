#include "layout/contrast.h"

#include "font/font.h"

#include <math.h>

/* In hundredths: for text, and for large text, which is 18 pt, or bold and
 * 14 pt. */
enum { WANTED = 450, WANTED_LARGE = 300 };
static const scaled LARGE = 18 * SCALED_PT, LARGE_BOLD = 14 * SCALED_PT;
static const colour PAPER = 0xffffff;

/* --- colours -------------------------------------------------------------- */

static double
channel(unsigned value)
{
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

/* Relative luminance of an sRGB colour. */
static double
luminance(colour rgb)
{
    return 0.2126 * channel(rgb >> 16 & 0xff) +
           0.7152 * channel(rgb >> 8 & 0xff) + 0.0722 * channel(rgb & 0xff);
}

int
contrast_of(colour a, colour b)
{
    double first = luminance(a) + 0.05, second = luminance(b) + 0.05;
    double ratio = first > second ? first / second : second / first;
    return (int)(ratio * 100);
}

/* --- pages ---------------------------------------------------------------- */

enum { MOST_PAIRS = 64 }; /* of colours in a book; more are not looked at */

struct pair {
    colour text, ground;
    bool is_large;
};

struct contrast {
    struct pair pairs[MOST_PAIRS]; /* seen */
    size_t count;
    struct span fallback;
    struct diag *diag;
};

static bool
is_inside(const struct mark *text, const struct mark *ground)
{
    return text->x >= ground->x && text->x < ground->x + ground->width &&
           text->y > ground->y && text->y <= ground->y + ground->height;
}

/* What lies right under a mark: the last rectangle painted before it. */
static colour
ground_of(const struct page *page, size_t index)
{
    for (size_t i = index; i-- > 0;)
        if (page->marks[i].kind == MARK_RECT &&
            is_inside(&page->marks[index], &page->marks[i]))
            return page->marks[i].colour;
    return PAPER;
}

static bool
is_large(const struct mark *mark)
{
    const struct shape *shape =
        mark->text.word_count ? mark->text.words[0].shape : NULL;
    bool is_bold = shape && shape->font->face->weight >= 700;
    return mark->text.size >= (is_bold ? LARGE_BOLD : LARGE);
}

/* False when the pair was seen before. */
static bool
note_pair(struct contrast *contrast, const struct pair *pair)
{
    for (size_t i = 0; i < contrast->count; i++) {
        const struct pair *seen = &contrast->pairs[i];
        if (seen->text == pair->text && seen->ground == pair->ground &&
            seen->is_large == pair->is_large)
            return false;
    }
    if (contrast->count == MOST_PAIRS)
        return false;
    contrast->pairs[contrast->count++] = *pair;
    return true;
}

static struct span
span_of_mark(const struct contrast *contrast, const struct mark *mark)
{
    return mark->node && mark->node->span.source ? mark->node->span
                                                 : contrast->fallback;
}

static void
check_mark(struct contrast *contrast, const struct page *page, size_t index)
{
    const struct mark *mark = &page->marks[index];
    struct pair pair = {mark->colour, ground_of(page, index), is_large(mark)};
    if (!note_pair(contrast, &pair))
        return;
    int wanted = pair.is_large ? WANTED_LARGE : WANTED;
    int found = contrast_of(pair.text, pair.ground);
    if (found < wanted)
        diag_report(contrast->diag, CONTRAST_LOW, span_of_mark(contrast, mark),
                    pair.text, pair.ground, found / 100, found % 100,
                    wanted / 100, wanted % 100 / 10);
}

void
contrast_check(const struct pages *pages, struct span fallback,
               struct diag *diag)
{
    struct contrast contrast = {.fallback = fallback, .diag = diag};
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = &pages->items[i];
        for (size_t j = 0; j < page->mark_count; j++)
            if (page->marks[j].kind == MARK_TEXT &&
                page->marks[j].part != PART_LEADER)
                check_mark(&contrast, page, j);
    }
}
