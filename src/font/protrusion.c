#include "font/protrusion.h"

#include <stddef.h>

/* Small marks hang nearly whole, letters only as far as their slanting or
 * round side looks like white space (Thành, Micro-typographic extensions to
 * the TeX typesetting system, 2000, chapter 3).  Judged by eye in Vollkorn;
 * in 1/1000 of the character's width. */
struct protrusion {
    short left, right;
};

static const struct protrusion ascii[128] = {
    ['!'] = {0, 200},   ['"'] = {400, 400}, ['\''] = {500, 500},
    ['('] = {100, 0},   [')'] = {0, 200},   ['*'] = {200, 300},
    [','] = {0, 600},   ['-'] = {300, 600}, ['.'] = {0, 700},
    ['/'] = {100, 200}, ['1'] = {60, 60},   ['4'] = {50, 50},
    ['7'] = {50, 80},   [':'] = {0, 450},   [';'] = {0, 400},
    ['?'] = {0, 200},   ['A'] = {50, 50},   ['C'] = {30, 0},
    ['D'] = {0, 25},    ['F'] = {0, 50},    ['G'] = {30, 0},
    ['J'] = {80, 0},    ['K'] = {0, 50},    ['L'] = {0, 50},
    ['O'] = {25, 25},   ['P'] = {0, 50},    ['Q'] = {25, 25},
    ['R'] = {0, 40},    ['T'] = {60, 60},   ['V'] = {60, 60},
    ['W'] = {50, 50},   ['X'] = {40, 50},   ['Y'] = {60, 60},
    ['Z'] = {0, 20},    ['['] = {80, 0},    [']'] = {0, 150},
    ['c'] = {20, 0},    ['e'] = {20, 0},    ['f'] = {0, 60},
    ['k'] = {0, 50},    ['o'] = {20, 20},   ['r'] = {0, 60},
    ['t'] = {0, 60},    ['v'] = {50, 50},   ['w'] = {40, 40},
    ['x'] = {40, 40},   ['y'] = {50, 60},
};

/* Sorted by code point. */
static const struct {
    unsigned code_point;
    struct protrusion part;
} others[] = {
    {0xAB, {250, 150}},   {0xBB, {150, 250}},   {0xC1, {50, 50}},
    {0xC4, {50, 50}},     {0x2010, {300, 600}}, {0x2011, {300, 600}},
    {0x2013, {150, 250}}, {0x2014, {100, 150}}, {0x2018, {500, 400}},
    {0x2019, {400, 600}}, {0x201A, {300, 500}}, {0x201C, {400, 300}},
    {0x201D, {300, 450}}, {0x201E, {250, 300}}, {0x2022, {150, 150}},
    {0x2026, {0, 200}},
};

static struct protrusion
find(unsigned code_point)
{
    if (code_point < 128)
        return ascii[code_point];
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].code_point >= code_point)
            return others[i].code_point == code_point
                       ? others[i].part
                       : (struct protrusion){0, 0};
    return (struct protrusion){0, 0};
}

int
protrusion_left_part(unsigned code_point)
{
    return find(code_point).left;
}

int
protrusion_right_part(unsigned code_point)
{
    return find(code_point).right;
}
