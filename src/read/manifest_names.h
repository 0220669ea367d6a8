/* What the manifest declares by name: variables, audiences, groups, roles,
 * depths, classes and the public list of blocks.  Internal to read/. */
#ifndef READ_MANIFEST_NAMES_H
#define READ_MANIFEST_NAMES_H

#include "base/yaml.h"
#include "doc/book.h"

/* The manifest under way. */
struct manifest {
    struct arena *arena;
    struct diag *diag;
    const struct yaml *root;
    struct book *book;
};

/* Fills the book's lists from the manifest's root; order matters inside. */
void manifest_read_names(struct manifest *manifest);
/* `base` with the values of a map put over it.  *count is both. */
struct variable *manifest_read_variables(struct manifest *manifest,
                                         const struct yaml *map,
                                         const struct variable *base,
                                         size_t base_count, size_t *count);
/* Is the text of the form [a-z0-9][a-z0-9-]*?  Reports NAME_INVALID. */
bool manifest_check_name(struct manifest *manifest, struct text name,
                         struct span span);

#endif
