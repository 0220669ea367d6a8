/* A bouwsteen whose selection is broken on purpose: every reader sees all.
 *
 * The linker puts these functions in the place of the program's own
 * (--wrap).  The program itself holds no such switch: what is not in it, no
 * environment can set.  Only what decides about the tree is broken; proof/,
 * which reads for itself who may see what, is as ever. */
#include "doc/audience.h"
#include "edition/removed.h"

struct selection;

struct atoms __real_audience_file_atoms(const struct book *book,
                                        const struct attribute *value,
                                        struct arena *arena, struct diag *diag);
struct atoms __wrap_audience_file_atoms(const struct book *book,
                                        const struct attribute *value,
                                        struct arena *arena, struct diag *diag);
struct atoms __wrap_audience_atoms(const struct book *book,
                                   const struct attribute *value,
                                   const struct atoms *parent,
                                   struct arena *arena, struct diag *diag);
void __wrap_select_depth(struct selection *selection, struct node *chapter,
                         const struct depth *depth);
const struct block_title *__real_removed_find(const struct edition_tree *tree,
                                              const struct book *book,
                                              struct arena *arena,
                                              struct text label);
const struct block_title *__wrap_removed_find(const struct edition_tree *tree,
                                              const struct book *book,
                                              struct arena *arena,
                                              struct text label);

struct atoms
__wrap_audience_atoms(const struct book *book, const struct attribute *value,
                      const struct atoms *parent, struct arena *arena,
                      struct diag *diag)
{
    (void)book, (void)value, (void)arena, (void)diag;
    return *parent;
}

/* The manifest's own groups stay what they are. */
struct atoms
__wrap_audience_file_atoms(const struct book *book,
                           const struct attribute *value, struct arena *arena,
                           struct diag *diag)
{
    if (value->span.source == book->manifest)
        return __real_audience_file_atoms(book, value, arena, diag);
    return audience_everyone(book);
}

void
__wrap_select_depth(struct selection *selection, struct node *chapter,
                    const struct depth *depth)
{
    (void)selection, (void)chapter, (void)depth;
}

/* What is shown by mistake refers to what is not there; that would stop the
 * build before any file is made. */
const struct block_title *
__wrap_removed_find(const struct edition_tree *tree, const struct book *book,
                    struct arena *arena, struct text label)
{
    static const struct block_title nowhere;
    const struct block_title *block =
        __real_removed_find(tree, book, arena, label);
    return block ? block : &nowhere;
}
