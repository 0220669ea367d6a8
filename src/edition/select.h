/* Takes out of a tree what an edition may not see.  What an element's own
 * audience and those of all its ancestors do not have in common, nobody sees;
 * an audience that cannot be understood is nobody's. */
#ifndef EDITION_SELECT_H
#define EDITION_SELECT_H

#include "base/array.h"
#include "edition/edition.h"

/* One edition under selection. */
struct selection {
    struct arena *arena;
    const struct book *book;
    const struct edition *edition;
    struct edition_tree *tree;
    struct diag *diag;
    const struct block_title *block; /* whose file it is; NULL */
    /* FOOTNOTEs with a visible call, in the order found. */
    ARRAY(struct node *) notes;
};

/* Removes below `chapter` each element whose audience excludes the edition's
 * atom, and remembers the labels that went with it.  Notes are selected too,
 * and listed in `notes`.  False when the chapter itself is not for this
 * edition. */
bool select_audiences(struct selection *selection, struct node *chapter);
/* Keeps of a chapter its title and what stands in a section or div whose role
 * is in `depth`; NULL keeps all. */
void select_depth(struct selection *selection, struct node *chapter,
                  const struct depth *depth);

#endif
