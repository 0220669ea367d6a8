/* What the manifest declares by name: variables, audiences, groups, roles,
 * depths, classes and the public list of blocks.  Internal to read/. */
#ifndef READ_MANIFEST_NAMES_H
#define READ_MANIFEST_NAMES_H

#include "base/yaml.h"
#include "doc/book.h"

/* One file of partners/. */
struct profile_file {
    struct text id; /* the file's name without ".yaml" */
    const struct source *source;
    const struct yaml *root;         /* a map */
    const struct profile_file *base; /* based-on; NULL */
};

/* The manifest under way. */
struct manifest {
    struct arena *arena;
    struct diag *diag;
    const struct yaml *root;
    struct book *book;
    struct profile_file *profiles; /* sorted by id */
    size_t profile_count;
};

/* Fills the book's lists from the manifest's root; order matters inside. */
void manifest_read_names(struct manifest *manifest);
/* `base` with the values of a map put over it.  *count is both. */
struct variable *manifest_read_variables(struct manifest *manifest,
                                         const struct yaml *map,
                                         const struct variable *base,
                                         size_t base_count, size_t *count);
/* The roles of a list of their slugs, as bits; reports those undeclared. */
uint64_t manifest_read_roles(struct manifest *manifest,
                             const struct yaml *list);
/* Is the text of the form [a-z0-9][a-z0-9-]*?  Reports NAME_INVALID. */
bool manifest_check_name(struct manifest *manifest, struct text name,
                         struct span span);

#endif
