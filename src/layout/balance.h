/* Display lines: a title in as many lines as it needs, nearly equal, and
 * broken where the sense allows.
 *
 * The line breaker fills a title's lines one after the other, which leaves a
 * word or two for the last.  Here the same number of lines is shared out anew:
 * the sum of the squares of the white at their ends is least, a line that ends
 * after a colon or a comma counts as better, one that ends in a small word
 * ("van", "de") as worse.  Time: lines x words squared, and a title of
 * BALANCED_WORDS_MOST words or BALANCED_LINES_MOST lines stays as it is. */
#ifndef LAYOUT_BALANCE_H
#define LAYOUT_BALANCE_H

#include "layout/item.h"

enum { BALANCED_LINES_MOST = 4, BALANCED_WORDS_MOST = 40 };

/* Moves the breaks, each to a space; their number stays.  Breaks that the
 * author asked for, or in a word, stay all. */
void lines_balance(const struct item_list *list,
                   const struct break_rules *rules, struct line_breaks *breaks);

#endif
