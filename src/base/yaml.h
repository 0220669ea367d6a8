/* YAML as a tree with places: the only user of libyaml.
 *
 * Bounded: no aliases or anchors, no tags, nesting 16, 100,000 values.  Tabs,
 * syntax errors and keys that stand twice are reported with their place. */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/diag.h"
#include "base/source.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
    enum yaml_kind kind;
    struct span span;   /* of the value; of the key for a map's empty value */
    struct text scalar; /* SCALAR */
    bool is_plain;      /* SCALAR without quotes */
    struct text key;    /* when it is a map's value */
    struct span key_span;
    struct yaml *children; /* LIST, MAP; in order */
    size_t child_count;
};

/* Parses bytes start..end of a source.  NULL after reporting errors.  An
 * empty document gives an empty map. */
const struct yaml *yaml_parse(struct arena *arena, const struct source *source,
                              size_t start, size_t end, struct diag *diag);

/* The value of a key of a map; NULL if absent (or `map` is NULL). */
const struct yaml *yaml_find(const struct yaml *map, const char *key);
/* Reports each key of a map that is not among `known` (NULL-terminated),
 * with a suggestion.  True when all are known. */
bool yaml_check_keys(const struct yaml *map, const char *const *known,
                     struct arena *arena, struct diag *diag);
/* Typed values: report YAML_KIND and return false when they do not fit; an
 * absent key (NULL value) returns false without a report. */
bool yaml_text(const struct yaml *value, struct text *text, struct diag *diag);
bool yaml_int(const struct yaml *value, int least, int most, int *number,
              struct diag *diag);
bool yaml_bool(const struct yaml *value, bool *boolean, struct diag *diag);
/* A list of scalars, or one scalar, as texts. */
bool yaml_texts(const struct yaml *value, struct arena *arena,
                struct text **texts, size_t *count, struct diag *diag);
/* Is it a map (list)?  Reports YAML_KIND when it is something else. */
bool yaml_is_map(const struct yaml *value, struct diag *diag);
bool yaml_is_list(const struct yaml *value, struct diag *diag);

#endif
