#include "font/font_yaml.h"

#include "base/array.h"

static const char *const variant_names[FONT_VARIANT_COUNT + 1] = {
    "regular", "italic", "semibold", "bold", "bold-italic", "black", NULL};

enum font_variant
font_variant_next(enum font_variant variant)
{
    static const enum font_variant next[FONT_VARIANT_COUNT] = {
        [FONT_REGULAR] = FONT_REGULAR,  [FONT_ITALIC] = FONT_REGULAR,
        [FONT_SEMIBOLD] = FONT_BOLD,    [FONT_BOLD] = FONT_REGULAR,
        [FONT_BOLD_ITALIC] = FONT_BOLD, [FONT_BLACK] = FONT_BOLD,
    };
    return next[variant];
}

struct plan_reader {
    struct arena *arena;
    struct diag *diag;
    const struct yaml *root;
    struct font_package *packages;
    size_t package_count;
    bool failed;
};

const char *
font_variant_name(enum font_variant variant)
{
    return variant_names[variant];
}

static void
check_keys(struct plan_reader *reader, const struct yaml *map,
           const char *const *known)
{
    if (!yaml_check_keys(map, known, reader->arena, reader->diag))
        reader->failed = true;
}

/* A text that must be there. */
static void
read_text(struct plan_reader *reader, const struct yaml *map, const char *key,
          struct text *text)
{
    const struct yaml *value = yaml_find(map, key);
    if (!value) {
        struct text name = text_of(key);
        diag_report(reader->diag, YAML_KEY_MISSING, map->key_span,
                    TEXT_PRINTF(name));
        reader->failed = true;
    } else if (!yaml_text(value, text, reader->diag)) {
        reader->failed = true;
    }
}

static void
read_package(struct plan_reader *reader, const struct yaml *map,
             struct font_package *package)
{
    static const char *const known[] = {"folder", "version", "licence",
                                        "may-subset", NULL};
    package->name = map->key;
    package->may_subset = true;
    if (!yaml_is_map(map, reader->diag)) {
        reader->failed = true;
        return;
    }
    check_keys(reader, map, known);
    read_text(reader, map, "folder", &package->folder);
    read_text(reader, map, "version", &package->version);
    read_text(reader, map, "licence", &package->licence);
    const struct yaml *may_subset = yaml_find(map, "may-subset");
    if (may_subset &&
        !yaml_bool(may_subset, &package->may_subset, reader->diag))
        reader->failed = true;
}

static void
read_packages(struct plan_reader *reader)
{
    const struct yaml *packages = yaml_find(reader->root, "packages");
    if (!packages)
        return;
    if (!yaml_is_map(packages, reader->diag)) {
        reader->failed = true;
        return;
    }
    reader->package_count = packages->child_count;
    reader->packages =
        ARENA_ARRAY(reader->arena, packages->child_count, struct font_package);
    for (size_t i = 0; i < packages->child_count; i++)
        read_package(reader, &packages->children[i], &reader->packages[i]);
}

static const struct font_package *
find_package(struct plan_reader *reader, const struct yaml *value)
{
    struct text name;
    if (!yaml_text(value, &name, reader->diag)) {
        reader->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < reader->package_count; i++)
        if (text_equal(reader->packages[i].name, name))
            return &reader->packages[i];
    diag_report(reader->diag, FONT_PACKAGE_UNKNOWN, value->span,
                TEXT_PRINTF(name));
    reader->failed = true;
    return NULL;
}

static void
read_choice(struct plan_reader *reader, const struct yaml *map,
            struct font_choice *choice)
{
    static const char *const known[] = {"file", "bytes", "sha256", NULL};
    if (!yaml_is_map(map, reader->diag)) {
        reader->failed = true;
        return;
    }
    check_keys(reader, map, known);
    choice->span = map->key_span;
    read_text(reader, map, "file", &choice->file);
    const struct yaml *bytes = yaml_find(map, "bytes");
    if (bytes && !yaml_int(bytes, 1, 1 << 30, &choice->bytes, reader->diag))
        reader->failed = true;
}

/* "italic: regular": the designer knows that the role has none. */
static void
read_stand_in(struct plan_reader *reader, const struct yaml *value,
              unsigned variant, struct font_role *role)
{
    const char *stand_in = variant_names[font_variant_next(variant)];
    if (text_equals(value->scalar, stand_in)) {
        role->stands_in[variant] = true;
        return;
    }
    diag_report(reader->diag, VALUE_INVALID, value->span,
                TEXT_PRINTF(value->scalar),
                "a face with its file, nor the variant that stands in for it");
    reader->failed = true;
}

static void
read_faces(struct plan_reader *reader, const struct yaml *map,
           struct font_role *role)
{
    const struct yaml *faces = yaml_find(map, "faces");
    if (!faces) {
        diag_report(reader->diag, YAML_KEY_MISSING, map->key_span, 5, "faces");
        reader->failed = true;
        return;
    }
    if (!yaml_is_map(faces, reader->diag)) {
        reader->failed = true;
        return;
    }
    check_keys(reader, faces, variant_names);
    for (unsigned i = 0; i < FONT_VARIANT_COUNT; i++) {
        const struct yaml *face = yaml_find(faces, variant_names[i]);
        if (face && face->kind == YAML_SCALAR)
            read_stand_in(reader, face, i, role);
        else if (face)
            read_choice(reader, face, &role->faces[i]);
    }
    if (!yaml_find(faces, "regular")) {
        diag_report(reader->diag, YAML_KEY_MISSING, faces->key_span, 7,
                    "regular");
        reader->failed = true;
    }
}

static void
add_feature(struct plan_reader *reader, const struct yaml *value,
            struct text name, unsigned set, struct font_role *role)
{
    unsigned *count = &role->feature_counts[set];
    if (*count < FONT_FEATURES_MOST &&
        hb_feature_from_string(name.data, (int)name.size,
                               &role->features[set][*count])) {
        ++*count;
        return;
    }
    diag_report(reader->diag, FONT_FEATURE_BAD, value->span, TEXT_PRINTF(name));
    reader->failed = true;
}

/* Adds a list of OpenType features to each feature set that holds `wanted`
 * (FONT_PLAIN: to all). */
static void
read_features(struct plan_reader *reader, const struct yaml *map,
              const char *key, unsigned wanted, struct font_role *role)
{
    const struct yaml *value = yaml_find(map, key);
    struct text *names;
    size_t count;
    if (!value)
        return;
    if (!yaml_texts(value, reader->arena, &names, &count, reader->diag))
        reader->failed = true;
    for (unsigned set = 0; set < FONT_FEATURE_COUNT; set++)
        for (size_t i = 0; i < count && (set & wanted) == wanted; i++)
            add_feature(reader, value, names[i], set, role);
}

static void
read_role(struct plan_reader *reader, const struct yaml *map,
          struct font_role *role)
{
    static const char *const known[] = {
        "package", "scale", "features", "tabular", "faces", "small-caps", NULL};
    int scale = 1000;
    role->name = map->key;
    if (!yaml_is_map(map, reader->diag)) {
        reader->failed = true;
        return;
    }
    check_keys(reader, map, known);
    const struct yaml *package = yaml_find(map, "package");
    if (package)
        role->package = find_package(reader, package);
    const struct yaml *value = yaml_find(map, "scale");
    if (value && !yaml_int(value, 100, 4000, &scale, reader->diag))
        reader->failed = true;
    role->scale = (unsigned)scale;
    read_features(reader, map, "features", FONT_PLAIN, role);
    read_features(reader, map, "tabular", FONT_TABULAR, role);
    read_features(reader, map, "small-caps", FONT_SMALL_CAPS, role);
    read_faces(reader, map, role);
}

/* Puts the roles named under `fallback` first, in that order. */
static void
order_roles(struct plan_reader *reader, struct font_plan *plan)
{
    const struct yaml *value = yaml_find(reader->root, "fallback");
    struct text *names;
    size_t count;
    if (!value)
        return;
    if (!yaml_texts(value, reader->arena, &names, &count, reader->diag))
        reader->failed = true;
    for (size_t i = 0; i < count; i++) {
        size_t at = plan->fallback_count;
        while (at < plan->role_count &&
               !text_equal(plan->roles[at].name, names[i]))
            at++;
        if (at == plan->role_count) {
            diag_report(reader->diag, FONT_ROLE_UNKNOWN, value->span,
                        TEXT_PRINTF(names[i]));
            reader->failed = true;
            continue;
        }
        struct font_role role = plan->roles[at];
        plan->roles[at] = plan->roles[plan->fallback_count];
        plan->roles[plan->fallback_count++] = role;
    }
}

const struct font_plan *
font_yaml_read(struct arena *arena, const struct yaml *root, struct diag *diag)
{
    static const char *const known[] = {"packages", "roles", "fallback", NULL};
    struct plan_reader reader = {.arena = arena, .diag = diag, .root = root};
    struct font_plan *plan = ARENA_NEW(arena, struct font_plan);
    const struct yaml *roles = yaml_find(root, "roles");
    check_keys(&reader, root, known);
    read_packages(&reader);
    if (!roles) {
        diag_report(diag, YAML_KEY_MISSING, root->span, 5, "roles");
        return NULL;
    }
    if (!yaml_is_map(roles, diag))
        return NULL;
    plan->role_count = roles->child_count;
    plan->roles = ARENA_ARRAY(arena, roles->child_count, struct font_role);
    for (size_t i = 0; i < roles->child_count; i++)
        read_role(&reader, &roles->children[i], &plan->roles[i]);
    order_roles(&reader, plan);
    return reader.failed ? NULL : plan;
}
