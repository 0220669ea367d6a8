/* What the items of ordered lists are counted with: figures, in a list in a
 * list letters, in one in that small Roman numbers, and figures again below.
 * Bullets in between count for nothing. */
#ifndef DOC_LIST_NUMBER_H
#define DOC_LIST_NUMBER_H

#include "doc/node.h"

enum list_number { LIST_FIGURES, LIST_LETTERS, LIST_ROMAN };

enum list_number list_number_of(const struct node *list);
/* "3.", "c)", "iii)": of item `index`, from 0. */
struct text list_number_text(struct arena *arena, const struct node *list,
                             size_t index);
/* 1: "a", 26: "z", 27: "aa". */
struct text list_letters(struct arena *arena, int number);

#endif
