#include "pdf/pdf_icon.h"

/* Icons as stroked paths in 100 x 100 units, y downward; names as the style
 * sheets use them, Dutch ones beside English ones. */
static const struct icon {
    const char *name, *path;
} icons[] = {
    {"box", "8 8 84 84 re"},
    {"box-checked", "8 8 84 84 re 26 52 m 44 72 l 78 28 l"},
    /* A tick. */
    {"check", "10 54 m 38 82 l 92 18 l"},
    {"checklist", "10 54 m 38 82 l 92 18 l"},
    /* A light bulb. */
    {"tip", "34 66 m 34 56 18 52 18 34 c 18 16 32 6 50 6 c 68 6 82 16 82 34 c "
            "82 52 66 56 66 66 c h 36 80 m 64 80 l 42 93 m 58 93 l"},
    /* A triangle with an exclamation mark. */
    {"warning", "50 8 m 95 90 l 5 90 l h 50 36 m 50 62 l 50 76 m 50 77 l"},
    {"let-op", "50 8 m 95 90 l 5 90 l h 50 36 m 50 62 l 50 76 m 50 77 l"},
    /* A question mark in a circle. */
    {"question", "94 50 m 94 74 74 94 50 94 c 26 94 6 74 6 50 c 6 26 26 6 50 6 "
                 "c 74 6 94 26 94 50 c h 36 40 m 36 24 64 24 64 40 c 64 52 50 "
                 "50 50 62 c 50 75 m 50 76 l"},
    {"vraag", "94 50 m 94 74 74 94 50 94 c 26 94 6 74 6 50 c 6 26 26 6 50 6 "
              "c 74 6 94 26 94 50 c h 36 40 m 36 24 64 24 64 40 c 64 52 50 "
              "50 50 62 c 50 75 m 50 76 l"},
    /* Speech balloon with two lines. */
    {"example", "10 12 m 90 12 l 90 68 l 44 68 l 24 90 l 24 68 l 10 68 l h 26 "
                "32 m 74 32 l 26 48 m 60 48 l"},
    {"voorbeeld", "10 12 m 90 12 l 90 68 l 44 68 l 24 90 l 24 68 l 10 68 l h "
                  "26 32 m 74 32 l 26 48 m 60 48 l"},
    /* A pencil. */
    {"pencil", "12 88 m 18 64 l 70 12 l 88 30 l 36 82 l h 60 22 m 78 40 l 18 "
               "64 m 36 82 l"},
    {"werkblad", "12 88 m 18 64 l 70 12 l 88 30 l 36 82 l h 60 22 m 78 40 l "
                 "18 64 m 36 82 l"},
    /* A clock. */
    {"clock", "94 50 m 94 74 74 94 50 94 c 26 94 6 74 6 50 c 6 26 26 6 50 6 c "
              "74 6 94 26 94 50 c h 50 22 m 50 50 l 68 62 l"},
    /* A pointing hand, seen as an arrow in a circle. */
    {"hand", "94 50 m 94 74 74 94 50 94 c 26 94 6 74 6 50 c 6 26 26 6 50 6 c "
             "74 6 94 26 94 50 c h 26 50 m 72 50 l 54 32 m 72 50 l 54 68 l"},
    /* Stairs. */
    {"step", "6 92 m 34 92 l 34 66 l 62 66 l 62 38 l 92 38 l 92 10 l"},
    {"stap", "6 92 m 34 92 l 34 66 l 62 66 l 62 38 l 92 38 l 92 10 l"},
    /* An open book. */
    {"book", "50 22 m 40 12 22 10 6 14 c 6 80 l 22 76 40 78 50 88 c 60 78 78 "
             "76 94 80 c 94 14 l 78 10 60 12 50 22 c 50 88 l"},
    {"arrow", "8 50 m 90 50 l 62 22 m 90 50 l 62 78 l"},
    /* An arrow bent back: a line of code goes on. */
    {"hook", "10 20 m 78 20 l 92 20 92 60 78 60 c 14 60 l 36 40 m 14 60 l 36 "
             "80 l"},
    {"plus", "50 10 m 50 90 l 10 50 m 90 50 l"},
    /* Two people. */
    {"people", "48 28 m 48 39 39 48 28 48 c 17 48 8 39 8 28 c 8 17 17 8 28 8 c "
               "39 8 48 17 48 28 c h 92 28 m 92 39 83 48 72 48 c 61 48 52 39 "
               "52 28 c 52 17 61 8 72 8 c 83 8 92 17 92 28 c h 4 92 m 4 72 14 "
               "60 28 60 c 42 60 50 72 50 92 c 50 72 58 60 72 60 c 86 60 96 72 "
               "96 92 c"},
    /* A dot, for what a style sheet names and nobody has drawn. */
    {"dot", "50 50 m 51 50 l"},
};

const char *
pdf_icon_find(struct text name)
{
    for (size_t i = 0; i < sizeof icons / sizeof *icons; i++)
        if (text_equals(name, icons[i].name))
            return icons[i].path;
    return NULL;
}
