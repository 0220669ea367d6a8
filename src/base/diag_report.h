/* Reports as they lie in a struct diag, for what prints them.  Internal to
 * base/diag*. */
#ifndef BASE_DIAG_REPORT_H
#define BASE_DIAG_REPORT_H

#include "base/diag.h"

struct report {
    enum diag_id id;
    struct span span;
    struct text text, hint;
};

/* A sorted copy without repeats: editions read the same files.  To be freed. */
struct report *reports_sorted(const struct diag *diag, size_t *count);
/* ERROR or WARNING, as this run takes it. */
enum diag_level report_level(const struct diag *diag,
                             const struct report *report);
const char *report_slug(const struct report *report);
/* As diag_set_most set it. */
size_t diag_most(const struct diag *diag);
/* diag_forge: on the lines of a forge's view of a change. */
void diag_print_github(const struct diag *diag, const struct report *reports,
                       size_t count, FILE *out);
void diag_print_gitlab(const struct diag *diag, const struct report *reports,
                       size_t count, FILE *out);
/* diag_print: `"key":"text"`, escaped. */
void diag_print_json_string(const char *key, struct text text, FILE *out);

#endif
