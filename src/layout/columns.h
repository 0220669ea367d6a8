/* Widths of a table's columns: those that make the table shortest within the
 * measure.
 *
 * Works on widths of words alone, so that it needs no fonts.  A cell's lines
 * are counted by filling them in turn; from the widths that the content asks
 * for, width is moved between columns, much or little, as long as the table
 * becomes shorter.  Time: rows x columns squared, with an upper
 * limit: of a long table a sample of its rows decides. */
#ifndef LAYOUT_COLUMNS_H
#define LAYOUT_COLUMNS_H

#include "base/arena.h"
#include "base/scaled.h"

#include <stdbool.h>
#include <stddef.h>

enum { COLUMNS_MOST = 64, COLUMN_ROWS_MOST = 40 };

struct cell_word {
    scaled width;
    scaled space;     /* before it, when it does not begin a line */
    bool begins_line; /* after a hard break */
};

struct cell_words {
    const struct cell_word *items;
    size_t count;
    scaled padding; /* left and right together */
};

/* `cells` row by row, `column_count` each; an empty cell has no words.  Fills
 * in `widths`, padding included; they add up to `measure`. */
void columns_fit(const struct cell_words *cells, size_t row_count,
                 size_t column_count, scaled measure, scaled *widths);
/* The same for a table to write in, with many cells empty below its first
 * `head_rows` rows: columns with empty cells share what the others leave, and
 * those take no more than their part of the measure.  False, and nothing done,
 * when there is no such column, or when the words of the head do not fit.  The
 * arena is for scratch. */
bool columns_fit_blanks(const struct cell_words *cells, size_t head_rows,
                        size_t row_count, size_t column_count, scaled measure,
                        struct arena *arena, scaled *widths);
/* Lines that words take at a width.  `needed`, unless NULL, becomes the
 * least width at which they take no more. */
size_t cell_line_count(const struct cell_words *cell, scaled width,
                       scaled *needed);

#endif
