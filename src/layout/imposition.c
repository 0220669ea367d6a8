#include "layout/imposition.h"

#include <assert.h>

enum { PAGES_OF_SHEET = 4 };

size_t
imposition_pages(size_t page_count)
{
    return (page_count + PAGES_OF_SHEET - 1) / PAGES_OF_SHEET * PAGES_OF_SHEET;
}

/* The sheets of one signature, from the outermost: its first page, and how
 * many it has. */
static struct imposition_side *
signature_add(struct imposition_side *side, uint32_t first, uint32_t count,
              scaled thickness)
{
    uint32_t last = first + count - 1;
    for (uint32_t sheet = 0; sheet < count / PAGES_OF_SHEET; sheet++) {
        scaled creep = sheet * thickness;
        uint32_t at = 2 * sheet;
        *side++ = (struct imposition_side){last - at, first + at, creep};
        *side++ =
            (struct imposition_side){first + at + 1, last - at - 1, creep};
    }
    return side;
}

void
imposition_make(struct arena *arena, size_t page_count, int most_sheets,
                scaled thickness, struct imposition *imposition)
{
    assert(page_count % PAGES_OF_SHEET == 0 && most_sheets > 0);
    size_t sheets = page_count / PAGES_OF_SHEET, most = (size_t)most_sheets;
    size_t count = (sheets + most - 1) / most;
    struct imposition_side *side =
        ARENA_ARRAY(arena, 2 * sheets, struct imposition_side);
    imposition->sides = side;
    imposition->side_count = 2 * sheets;
    imposition->sheet_count = sheets;
    imposition->signature_count = count;
    uint32_t first = 0;
    for (size_t i = 0; i < count; i++) {
        /* The first ones have one sheet more where it does not come out. */
        size_t own = sheets / count + (i < sheets % count);
        uint32_t pages = (uint32_t)(own * PAGES_OF_SHEET);
        side = signature_add(side, first, pages, thickness);
        first += pages;
    }
    imposition->order =
        ARENA_ARRAY(arena, 2 * imposition->side_count, uint32_t);
    for (size_t i = 0; i < imposition->side_count; i++) {
        imposition->order[2 * i] = imposition->sides[i].left;
        imposition->order[2 * i + 1] = imposition->sides[i].right;
    }
}
