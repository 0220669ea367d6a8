/* A bouwsteen whose selection is broken on purpose: every reader sees all, or
 * all with an audience that holds the word BOUWSTEEN_SABOTAGE.
 *
 * The linker puts these functions in the place of the program's own
 * (--wrap).  The program itself holds no such switch: what is not in it, no
 * environment can set.  With the word, only what decides about the tree is
 * broken; proof/, which reads for itself who may see what, is as ever.  Without
 * it, finished files are not scanned either, so that there are files. */
#include "doc/audience.h"
#include "edition/removed.h"
#include "proof/leak.h"

#include <stdlib.h>

struct selection;

struct atoms __real_audience_file_atoms(const struct book *book,
                                        const struct attribute *value,
                                        struct arena *arena, struct diag *diag);
struct atoms __wrap_audience_file_atoms(const struct book *book,
                                        const struct attribute *value,
                                        struct arena *arena, struct diag *diag);
struct atoms __real_audience_atoms(const struct book *book,
                                   const struct attribute *value,
                                   const struct atoms *parent,
                                   struct arena *arena, struct diag *diag);
struct atoms __wrap_audience_atoms(const struct book *book,
                                   const struct attribute *value,
                                   const struct atoms *parent,
                                   struct arena *arena, struct diag *diag);
bool __real_leak_scan(const struct leak_book *leaks,
                      const struct edition *edition, struct text pdf,
                      struct text epub, struct diag *diag);
bool __wrap_leak_scan(const struct leak_book *leaks,
                      const struct edition *edition, struct text pdf,
                      struct text epub, struct diag *diag);
void __real_select_depth(struct selection *selection, struct node *chapter,
                         const struct depth *depth);
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

/* The word; NULL: all is shown. */
static const char *
wanted_word(void)
{
    return getenv("BOUWSTEEN_SABOTAGE");
}

static bool
is_wanted(struct text audience)
{
    struct text word;
    while (wanted_word() && text_next_word(&audience, &word))
        if (text_equals(word, wanted_word()))
            return true;
    return !wanted_word();
}

struct atoms
__wrap_audience_atoms(const struct book *book, const struct attribute *value,
                      const struct atoms *parent, struct arena *arena,
                      struct diag *diag)
{
    return is_wanted(value->value)
               ? *parent
               : __real_audience_atoms(book, value, parent, arena, diag);
}

/* The manifest's own groups stay what they are. */
struct atoms
__wrap_audience_file_atoms(const struct book *book,
                           const struct attribute *value, struct arena *arena,
                           struct diag *diag)
{
    if (value->span.source != book->manifest && is_wanted(value->value))
        return audience_everyone(book);
    return __real_audience_file_atoms(book, value, arena, diag);
}

void
__wrap_select_depth(struct selection *selection, struct node *chapter,
                    const struct depth *depth)
{
    if (wanted_word())
        __real_select_depth(selection, chapter, depth);
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

bool
__wrap_leak_scan(const struct leak_book *leaks, const struct edition *edition,
                 struct text pdf, struct text epub, struct diag *diag)
{
    return !wanted_word() || __real_leak_scan(leaks, edition, pdf, epub, diag);
}
