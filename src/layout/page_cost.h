/* What a page costs: its white, what comes after it, the page that it faces, a
 * float that leaves its place. */
#ifndef LAYOUT_PAGE_COST_H
#define LAYOUT_PAGE_COST_H

#include "layout/page_fill.h"

enum {
    /* Facing pages that end at different heights for no reason. */
    UNLEVEL_COST = 16000,
    /* They do but for the white line between paragraphs, at the foot of one. */
    WHITE_FOOT_COST = 1500,
    ROOM_CLASSES = 6, /* lines of white space that are told apart: 0 to 5 */
    SHORT_END_UNIT = 16
};

/* How a page may begin: it is a left-hand page; a right-hand one beside
 * nothing; or one beside a page that ends so many lines short, with a reason
 * or without. */
enum page_start {
    START_VERSO,
    START_RECTO,
    START_FACING,
    START_FACING_EXCUSED = START_FACING + ROOM_CLASSES,
    START_COUNT = START_FACING_EXCUSED + ROOM_CLASSES
};

struct page_foot {   /* what matters of it to a page beside it */
    int room;        /* room_class */
    bool is_excused; /* what comes next explains it */
    bool ends_white; /* its last line is the white one between paragraphs */
};

struct page_cost {
    int64_t base;
    int64_t white;     /* at its foot, and of the break after it */
    int64_t short_end; /* of a last page that holds a few lines only */
};

int room_class(const struct galley *galley, scaled room);
/* The foot of a page before box `next`. */
struct page_foot page_foot(const struct galley *galley, size_t next,
                           scaled room);
/* The same with its white line counted as filled, for WHITE_FOOT_COST. */
struct page_foot page_foot_filled(struct page_foot foot);
/* How a right-hand page begins beside a left-hand one. */
enum page_start page_facing(struct page_foot left);
/* Of a right-hand page beside one that began as `start` says. */
int64_t page_facing_cost(enum page_start start, struct page_foot right);
/* What the page costs with `room` at its foot, beside `base`. */
struct page_cost page_cost(const struct page_stock *stock,
                           const struct page_cut *cut, scaled room,
                           int64_t base);
/* The same of a page whose leaf is turned after it, on top of that. */
int64_t page_overleaf_cost(const struct galley *galley,
                           const struct page_cut *cut);
/* May a page end so, with its float where it is?  What that costs; -1: it may
 * not. */
int64_t float_cost(const struct galley *galley, const struct page_cut *cut);

#endif
