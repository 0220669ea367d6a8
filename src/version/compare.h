/* What is otherwise for a reader than in an earlier version. */
#ifndef VERSION_COMPARE_H
#define VERSION_COMPARE_H

#include "version/seen.h"

/* `now` is reader_seen of the tree, `before` what the same reader saw, which
 * stays.  Marks the pieces that changed (node->is_changed), but for what
 * follows from the rest: title page, colophon, contents, index. */
struct version_changes *versions_compare(struct arena *arena, struct node *tree,
                                         const struct version_reader *now,
                                         const struct version_reader *before);
/* The reader of that name; NULL: it had no files then. */
const struct version_reader *version_reader_find(const struct version *version,
                                                 struct text id);

/* Marks the elements of `now` that a longest sequence common to both does not
 * have; returns how many of `before` it does not have.  Beyond a million
 * comparisons: those that are nowhere in the other. */
size_t pieces_differ(struct arena *arena, const short_digest *before,
                     size_t before_count, const short_digest *now,
                     size_t now_count, bool *is_new);

#endif
