#include "read/manifest_names.h"

#include "doc/audience.h"

#include <string.h>

/* Roles are bits of a set. */
enum { MOST_ROLES = 64, MOST_GROUPS = 256 };

bool
manifest_check_name(struct manifest *manifest, struct text name,
                    struct span span)
{
    bool fits = name.size > 0 && name.data[0] != '-';
    for (size_t i = 0; i < name.size; i++) {
        char byte = name.data[i];
        fits = fits && ((byte >= 'a' && byte <= 'z') ||
                        (byte >= '0' && byte <= '9') || byte == '-');
    }
    if (!fits)
        diag_report(manifest->diag, NAME_INVALID, span, TEXT_PRINTF(name));
    return fits;
}

struct variable *
manifest_read_variables(struct manifest *manifest, const struct yaml *map,
                        const struct variable *base, size_t base_count,
                        size_t *count)
{
    size_t more = map && map->kind == YAML_MAP ? map->child_count : 0;
    struct variable *variables =
        ARENA_ARRAY(manifest->arena, base_count + more, struct variable);
    if (base_count)
        memcpy(variables, base, base_count * sizeof *base);
    *count = base_count;
    if (!map || !yaml_is_map(map, manifest->diag))
        return variables;
    for (size_t i = 0; i < more; i++) {
        const struct yaml *child = &map->children[i];
        struct text value;
        if (!yaml_text(child, &value, manifest->diag))
            continue;
        size_t at = 0;
        while (at < *count && !text_equal(variables[at].name, child->key))
            at++;
        variables[at] = (struct variable){child->key, value, child->span};
        if (at == *count)
            ++*count;
    }
    return variables;
}

/* --- audiences ---------------------------------------------------------- */

static void
audience_add(struct manifest *manifest, struct text name, struct span span,
             struct audience audience)
{
    struct book *book = manifest->book;
    if (!manifest_check_name(manifest, name, span))
        return;
    if (text_equals(name, "all") || text_equals(name, "not") ||
        text_equals(name, "profiles")) {
        diag_report(manifest->diag, NAME_RESERVED, span, TEXT_PRINTF(name));
        return;
    }
    if (book_audience(book, name)) {
        diag_report(manifest->diag, NAME_TWICE, span, TEXT_PRINTF(name));
        return;
    }
    audience.name = name;
    audience.span = span;
    book->audiences[book->audience_count++] = audience;
}

static void
read_atoms(struct manifest *manifest, const struct yaml *map)
{
    struct book *book = manifest->book;
    for (size_t i = 0; i < map->child_count; i++) {
        const struct yaml *child = &map->children[i];
        struct audience audience = {.label = child->key};
        if (book->audience_count == MOST_ATOMS) {
            diag_report(manifest->diag, TOO_MANY, child->key_span, MOST_ATOMS,
                        "audiences");
            break;
        }
        if (child->kind != YAML_SCALAR || child->scalar.size)
            yaml_text(child, &audience.label, manifest->diag);
        atoms_add(&audience.atoms, book->audience_count);
        audience_add(manifest, child->key, child->key_span, audience);
    }
    book->atom_count = book->audience_count;
}

/* Each profile is a reader of its own. */
static void
read_profile_atoms(struct manifest *manifest)
{
    struct book *book = manifest->book;
    for (size_t i = 0; i < manifest->profile_count; i++) {
        const struct profile_file *file = &manifest->profiles[i];
        struct span span = span_of(file->source, 0, 0);
        if (book->audience_count == MOST_ATOMS) {
            diag_report(manifest->diag, TOO_MANY, span, MOST_ATOMS,
                        "audiences");
            break;
        }
        struct audience audience = {.label = file->id};
        atoms_add(&audience.atoms, book->audience_count);
        audience_add(manifest, file->id, span, audience);
    }
    book->atom_count = book->audience_count;
}

static bool
is_profile(const struct manifest *manifest, struct text name)
{
    for (size_t i = 0; i < manifest->profile_count; i++)
        if (text_equal(manifest->profiles[i].id, name))
            return true;
    return false;
}

/* The word `profiles` of a group. */
static struct atoms
profile_atoms(const struct manifest *manifest)
{
    struct atoms atoms = {{0}};
    for (size_t i = 0; i < manifest->book->atom_count; i++)
        if (is_profile(manifest, manifest->book->audiences[i].name))
            atoms_add(&atoms, i);
    return atoms;
}

enum group_state { GROUP_UNREAD, GROUP_OPEN, GROUP_DONE };

struct group {
    const struct yaml *value;
    struct audience *audience;
    enum group_state state;
};

/* Is it the word `profiles` mistyped?  It is no declared name; reports it. */
static bool
is_slip_of_profiles(struct manifest *manifest, struct text name,
                    struct span span)
{
    static const struct text word = {"profiles", 8};
    if (text_equal(name, word) || book_audience(manifest->book, name) ||
        text_edit_distance(name, word, 1) > 1)
        return false;
    diag_report_hint(manifest->diag, AUDIENCE_UNDECLARED,
                     diag_suggest(manifest->arena, name, &word, 1), span,
                     TEXT_PRINTF(name));
    return true;
}

static const struct atoms nobody;

/* Finds the group's atoms, those of its members first.  Depth is bounded by
 * the number of groups. */
static const struct atoms *
group_resolve(struct manifest *manifest, struct group *groups, size_t count,
              struct group *group)
{
    if (group->state == GROUP_DONE)
        return &group->audience->atoms;
    if (group->state == GROUP_OPEN) {
        diag_report(manifest->diag, GROUP_CYCLE, group->audience->span,
                    TEXT_PRINTF(group->audience->name));
        return &nobody;
    }
    group->state = GROUP_OPEN;
    const struct yaml *value = group->value;
    bool is_list = value->kind == YAML_LIST;
    size_t member_count = is_list ? value->child_count : 1;
    for (size_t i = 0; i < member_count; i++) {
        const struct yaml *member = is_list ? &value->children[i] : value;
        struct text name;
        if (!yaml_text(member, &name, manifest->diag))
            continue;
        struct group *inner = NULL;
        for (size_t j = 0; j < count && !inner; j++)
            if (text_equal(groups[j].audience->name, name))
                inner = &groups[j];
        if (inner)
            atoms_unite(&group->audience->atoms,
                        group_resolve(manifest, groups, count, inner));
        else if (!is_slip_of_profiles(manifest, name, member->span)) {
            struct attribute word = {TEXT("audience"), name, member->span};
            struct atoms named =
                text_equals(name, "profiles")
                    ? profile_atoms(manifest)
                    : audience_file_atoms(manifest->book, &word,
                                          manifest->arena, manifest->diag);
            atoms_unite(&group->audience->atoms, &named);
        }
    }
    group->state = GROUP_DONE;
    return &group->audience->atoms;
}

static void
read_groups(struct manifest *manifest, const struct yaml *map)
{
    struct book *book = manifest->book;
    size_t most =
        map->child_count < MOST_GROUPS ? map->child_count : MOST_GROUPS;
    if (most < map->child_count)
        diag_report(manifest->diag, TOO_MANY, map->children[most].key_span,
                    MOST_GROUPS, "groups");
    struct group *groups = ARENA_ARRAY(manifest->arena, most, struct group);
    size_t count = 0;
    for (size_t i = 0; i < most; i++) {
        const struct yaml *child = &map->children[i];
        size_t before = book->audience_count;
        audience_add(manifest, child->key, child->key_span,
                     (struct audience){.label = child->key, .is_group = true});
        if (book->audience_count > before)
            groups[count++] =
                (struct group){child, &book->audiences[before], GROUP_UNREAD};
    }
    for (size_t i = 0; i < count; i++)
        group_resolve(manifest, groups, count, &groups[i]);
}

static void
read_audiences(struct manifest *manifest)
{
    const struct yaml *atoms = yaml_find(manifest->root, "audiences");
    const struct yaml *groups = yaml_find(manifest->root, "groups");
    bool has_atoms = atoms && yaml_is_map(atoms, manifest->diag);
    bool has_groups = groups && yaml_is_map(groups, manifest->diag);
    size_t most = (has_atoms ? atoms->child_count : 0) +
                  (has_groups ? groups->child_count : 0) +
                  manifest->profile_count;
    manifest->book->audiences =
        ARENA_ARRAY(manifest->arena, most, struct audience);
    if (has_atoms)
        read_atoms(manifest, atoms);
    read_profile_atoms(manifest);
    if (has_groups)
        read_groups(manifest, groups);
}

/* --- roles, depths, classes, blocks ------------------------------------- */

static void
read_roles(struct manifest *manifest)
{
    struct book *book = manifest->book;
    const struct yaml *map = yaml_find(manifest->root, "roles");
    if (!map || !yaml_is_map(map, manifest->diag))
        return;
    book->roles = ARENA_ARRAY(manifest->arena, map->child_count, struct role);
    for (size_t i = 0; i < map->child_count; i++) {
        const struct yaml *child = &map->children[i];
        struct role role = {.slug = child->key, .span = child->key_span};
        if (book->role_count == MOST_ROLES) {
            diag_report(manifest->diag, TOO_MANY, child->key_span, MOST_ROLES,
                        "roles");
            break;
        }
        if (!manifest_check_name(manifest, child->key, child->key_span))
            continue;
        yaml_texts(child, manifest->arena, &role.headings, &role.heading_count,
                   manifest->diag);
        book->roles[book->role_count++] = role;
    }
}

/* A role without headings of its own has an empty scalar as its value. */
uint64_t
manifest_read_roles(struct manifest *manifest, const struct yaml *list)
{
    const struct book *book = manifest->book;
    uint64_t roles = 0;
    if (!yaml_is_list(list, manifest->diag))
        return 0;
    struct text *slugs =
        ARENA_ARRAY(manifest->arena, book->role_count, struct text);
    for (size_t i = 0; i < book->role_count; i++)
        slugs[i] = book->roles[i].slug;
    for (size_t i = 0; i < list->child_count; i++) {
        const struct yaml *child = &list->children[i];
        struct text slug;
        if (!yaml_text(child, &slug, manifest->diag))
            continue;
        const struct role *role = book_role(book, slug);
        if (role)
            roles |= UINT64_C(1) << (role - book->roles);
        else
            diag_report_hint(
                manifest->diag, ROLE_UNDECLARED,
                diag_choose(manifest->arena, slug, slugs, book->role_count),
                child->span, TEXT_PRINTF(slug));
    }
    return roles;
}

static void
read_depths(struct manifest *manifest)
{
    struct book *book = manifest->book;
    const struct yaml *map = yaml_find(manifest->root, "depths");
    if (!map || !yaml_is_map(map, manifest->diag))
        return;
    book->depths = ARENA_ARRAY(manifest->arena, map->child_count, struct depth);
    for (size_t i = 0; i < map->child_count; i++) {
        const struct yaml *child = &map->children[i];
        if (!manifest_check_name(manifest, child->key, child->key_span))
            continue;
        if (text_equals(child->key, "full")) {
            diag_report(manifest->diag, NAME_RESERVED, child->key_span,
                        TEXT_PRINTF(child->key));
            continue;
        }
        book->depths[book->depth_count++] =
            (struct depth){.name = child->key,
                           .roles = manifest_read_roles(manifest, child),
                           .span = child->key_span};
    }
}

static void
read_classes(struct manifest *manifest)
{
    struct book *book = manifest->book;
    const struct yaml *value = yaml_find(manifest->root, "classes");
    if (!yaml_texts(value, manifest->arena, &book->classes, &book->class_count,
                    manifest->diag))
        return;
    for (size_t i = 0; i < book->class_count; i++) {
        struct span span = value->kind == YAML_LIST && i < value->child_count
                               ? value->children[i].span
                               : value->span;
        manifest_check_name(manifest, book->classes[i], span);
    }
}

static void
read_blocks(struct manifest *manifest)
{
    struct book *book = manifest->book;
    const struct yaml *map = yaml_find(manifest->root, "blocks");
    if (!map || !yaml_is_map(map, manifest->diag))
        return;
    book->blocks =
        ARENA_ARRAY(manifest->arena, map->child_count, struct block_title);
    for (size_t i = 0; i < map->child_count; i++) {
        const struct yaml *child = &map->children[i];
        struct yaml key = {.kind = YAML_SCALAR,
                           .span = child->key_span,
                           .scalar = child->key,
                           .key = child->key};
        struct block_title block = {.span = child->span};
        if (!yaml_int(&key, 1, 9999, &block.number, manifest->diag) ||
            !yaml_text(child, &block.title, manifest->diag))
            continue;
        if (book_block(book, block.number))
            diag_report(manifest->diag, NAME_TWICE, child->key_span,
                        TEXT_PRINTF(child->key));
        else
            book->blocks[book->block_count++] = block;
    }
}

void
manifest_read_names(struct manifest *manifest)
{
    struct book *book = manifest->book;
    book->variables = manifest_read_variables(
        manifest, yaml_find(manifest->root, "variables"), NULL, 0,
        &book->variable_count);
    read_audiences(manifest);
    read_roles(manifest);
    read_depths(manifest);
    read_classes(manifest);
    read_blocks(manifest);
}
