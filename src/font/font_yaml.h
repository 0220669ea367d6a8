/* fonts.yaml as data: which file plays which role.  It never opens a font. */
#ifndef FONT_FONT_YAML_H
#define FONT_FONT_YAML_H

#include "base/yaml.h"
#include "font/font.h"

#include <hb.h>

struct font_package {
    struct text name, folder, version, licence;
    bool may_subset;
};

/* One face of a role, as fonts.yaml asks for it. */
struct font_choice {
    struct text file; /* empty: the role has no such variant */
    int bytes;        /* size of the pinned file; 0 not given */
    struct span span;
};

enum { FONT_FEATURES_MOST = 16 };

struct font_role {
    struct text name;
    const struct font_package *package; /* NULL: only files in fonts/ */
    unsigned scale;                     /* 1/1000 */
    struct font_choice faces[FONT_VARIANT_COUNT];
    bool stands_in[FONT_VARIANT_COUNT]; /* it has none, and that is meant */
    /* By set of enum font_feature: what HarfBuzz is told. */
    hb_feature_t features[FONT_FEATURE_COUNT][FONT_FEATURES_MOST];
    unsigned feature_counts[FONT_FEATURE_COUNT];
};

struct font_plan {
    struct font_role *roles; /* in order of the fallback chain, then others */
    size_t role_count;
    size_t fallback_count; /* so many of them are in the chain */
};

/* Reports everything wrong in the file; NULL then. */
const struct font_plan *
font_yaml_read(struct arena *arena, const struct yaml *root, struct diag *diag);
/* The variant tried when a role lacks one; REGULAR ends the chain. */
enum font_variant font_variant_next(enum font_variant variant);
/* "semibold" for FONT_SEMIBOLD. */
const char *font_variant_name(enum font_variant variant);

#endif
