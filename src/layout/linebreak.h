/* The best breaks of a paragraph: total fit after Knuth & Plass, "Breaking
 * paragraphs into lines", 1981, with TeX82's integers.
 *
 * Works on items: boxes that are not broken but at their points, spaces, and
 * places where a line must end.  It never looks at text or fonts: whoever
 * makes the items (item.c) says how wide everything is, and is asked for the
 * points of a word only when a line could end inside it.
 *
 * Three passes: without hyphens; with them; and with an emergency stretch,
 * longer ladders and no limit to white space.  Time grows linearly with the
 * number of items. */
#ifndef LAYOUT_LINEBREAK_H
#define LAYOUT_LINEBREAK_H

#include "base/arena.h"
#include "base/scaled.h"

#include <stdbool.h>
#include <stdint.h>

enum item_kind {
    ITEM_BOX,   /* a word, a picture */
    ITEM_SPACE, /* a line may end before it unless it is tied */
    ITEM_BREAK, /* a line must end here; the last item is one */
    ITEM_ANCHOR /* no width; marks a place */
};

enum point_kind {
    POINT_SYLLABLE, /* a hyphen is added; never in the first pass */
    POINT_SOFT,     /* the same, where the source has a soft hyphen */
    POINT_HARD,     /* the text has its own hyphen there */
    POINT_FREE      /* nothing is added: after a dash, in an address */
};

struct break_point { /* a place inside a box where a line may end */
    scaled before;   /* width of the box up to here, with the hyphen */
    scaled rest;     /* width of what is left for the next line */
    int32_t right;   /* how far the line's last character hangs out */
    int32_t penalty;
    uint32_t offset;  /* byte in the box's text; not read here */
    uint8_t kind;     /* enum point_kind */
    uint8_t replaces; /* as hyphen_point; not read here */
};

struct item {
    uint8_t kind;
    bool is_tied;        /* SPACE: no line ends here */
    bool may_divide;     /* BOX: ask for its points before breaking inside */
    bool is_last_word;   /* BOX: divided only in an emergency */
    bool waits;          /* BOX: ask for its points again in an emergency */
    bool ends_in_hyphen; /* BOX: its last character is a hyphen of its own */
    uint32_t point_count;
    struct break_point *points; /* in order of place */
    scaled width;
    scaled stretch, shrink; /* SPACE */
    scaled flex;            /* BOX: most that glyph scaling can change */
    int32_t left, right;    /* BOX: how far its ends hang out */
    /* For item.c and line.c; not read here. */
    uint32_t run, offset, size;
    union {
        const struct shape *shape; /* BOX */
        const struct node *anchor; /* ANCHOR */
    };
};

struct break_rules {
    scaled measure;
    scaled first_indent;
    scaled line_stretch; /* ragged lines: white space of badness 100 at the
                            line's end; 0 when justified */
    bool fits_classes;   /* neighbouring lines should be alike: justified */
    bool hyphens;        /* is the second pass allowed? */
    int first_tolerance, tolerance; /* most badness, by pass */
    int ladder; /* most lines in a row that end in a hyphen */
    scaled emergency_stretch;
    scaled last_least; /* least width of a last line that is not the only
                          one */
    bool last_words;   /* such a line has two words at least */
    bool counts_lines; /* finds the costs of a line more and a line less */
    int extra_lines;   /* wanted beyond the best number, where that can be */
    /* Fills in points of item->points; called once an item, and once more in
     * the third pass when it has set item->waits. */
    void (*divide)(void *context, struct item *item);
    void *context;
};

struct line_break {
    uint32_t item; /* SPACE or BREAK, or the BOX that is broken */
    int32_t point; /* index of its point; -1 for SPACE and BREAK */
};

struct line_breaks {
    struct line_break *items; /* one a line */
    size_t count;
    int pass; /* 1, 2, 3 */
    /* Demerits beyond the best for a line less and a line more; -1 when that
     * cannot be had within the tolerance, or was not asked for. */
    int64_t tighter, looser;
};

/* The most that spaces of so much shrink give way in a pass.  TeX allows no
 * more than the shrink, which is badness 100; here the second and the third
 * pass may go on to badness 195 and 800, as they do in stretching: a line that
 * is too tight is better than one with holes in it. */
static inline scaled
linebreak_most_shrink(const struct break_rules *rules, int pass, scaled shrink)
{
    if (!rules->fits_classes || pass == 1)
        return shrink;
    return pass == 2 ? shrink * 5 / 4 : shrink * 2;
}

/* Finds the breaks; the result lies in `scratch`.  A box wider than the
 * measure stands on a line of its own, too wide. */
void linebreak_find(struct arena *scratch, struct item *items, size_t count,
                    const struct break_rules *rules,
                    struct line_breaks *breaks);

#endif
