#include "style/cover_look.h"

static const struct edition *
root_of(const struct edition *edition)
{
    while (edition->whole)
        edition = edition->whole;
    return edition;
}

uint32_t
cover_ink(const struct cover_style *cover, const struct edition *edition)
{
    return cover
        ->inks[text_hash(root_of(edition)->id) % (unsigned)cover->ink_count];
}

uint32_t
cover_mix(uint32_t from, uint32_t to, uint32_t part, uint32_t whole)
{
    uint32_t mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        uint32_t a = from >> shift & 0xFF, b = to >> shift & 0xFF;
        mixed |= ((a * (whole - part) + b * part) / whole) << shift;
    }
    return mixed;
}

uint32_t
cover_shade(const struct cover_style *cover, const struct edition *edition,
            int shade)
{
    return cover_mix(cover->paper, cover_ink(cover, edition),
                     1 + 2 * (uint32_t)shade, 8);
}

int
cover_wall(const struct edition *edition,
           struct cover_brick bricks[COVER_MOST_BRICKS])
{
    enum {
        BRICK = 252,
        ROW = 126,
        GAP = 14,
        ROWS = 4,
        PER_ROW = 5,
        END = COVER_MARGIN + PER_ROW * (BRICK + GAP) - GAP
    };
    _Static_assert(ROWS * (ROW + GAP) - GAP == COVER_WALL_HEIGHT, "height");
    _Static_assert(ROWS * (PER_ROW + 1) <= COVER_MOST_BRICKS, "room");
    unsigned long long pattern = text_hash(root_of(edition)->id);
    int count = 0;
    for (int row = 0; row < ROWS; row++)
        for (int i = 0; i < PER_ROW + row % 2; i++) {
            int left = COVER_MARGIN + i * (BRICK + GAP) -
                       (row % 2 ? (BRICK + GAP) / 2 : 0);
            int right = left + BRICK;
            left = left < COVER_MARGIN ? COVER_MARGIN : left;
            right = right > END ? END : right;
            pattern = pattern * 6364136223846793005u + 1442695040888963407u;
            /* The wall is under way: stairs, each laid brick on others. */
            if (i > row + 1 || right <= left)
                continue;
            int top = row * (ROW + GAP);
            bricks[count++] =
                (struct cover_brick){left, right, top, top + ROW,
                                     (int)(pattern >> 33) % COVER_SHADES};
        }
    return count;
}
