/* Entries of contents, as pass/contents and pass/part_map make them. */
#ifndef PASS_CONTENTS_H
#define PASS_CONTENTS_H

#include "pass/pass.h"

/* Appends a CONTENTS_ENTRY with the target's title, and its number before
 * that, if it has one. */
void contents_append(struct arena *arena, struct node *contents,
                     struct node *target, int level, struct text number);

#endif
