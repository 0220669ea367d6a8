#include "read/profile.h"

#include "base/array.h"
#include "doc/variable.h"
#include "read/block_list.h"
#include "read/manifest_attach.h"
#include "read/manifest_outline.h"
#include "read/manifest_value.h"

static const char *const profile_keys[] = {
    "based-on", "name",     "title",     "subtitle", "introduction",
    "logo",     "logo-alt", "variables", "blocks",   "optional",
    "style",    "targets",  "contact",   "chapters", "references",
    "attach",   "since",    "colour",    "blurb",    NULL};

/* The manifest's `excerpts`: what all profiles have unless they say else. */
static const char *const excerpts_keys[] = {
    "build",   "title",    "subtitle",   "style",    "targets",
    "contact", "optional", "references", "chapters", "attach",
    "since",   "colour",   "blurb",      NULL};

enum { MOST_BASES = 16 /* profiles that one is based on, one by another */ };

/* One profile being read. */
struct reading {
    struct manifest *manifest;
    const struct profile_file *file;
    const struct yaml *common; /* the manifest's `excerpts`; NULL */
    struct edition *edition;
    struct profile *profile;
};

/* --- files ---------------------------------------------------------------- */

static struct profile_file *
find_file(const struct manifest *manifest, struct text id)
{
    for (size_t i = 0; i < manifest->profile_count; i++)
        if (text_equal(manifest->profiles[i].id, id))
            return &manifest->profiles[i];
    return NULL;
}

/* Sets `base` of each; a circle is cut where it is found. */
static void
find_bases(struct manifest *manifest)
{
    struct text *ids =
        ARENA_ARRAY(manifest->arena, manifest->profile_count + 1, struct text);
    for (size_t i = 0; i < manifest->profile_count; i++)
        ids[i] = manifest->profiles[i].id;
    for (size_t i = 0; i < manifest->profile_count; i++) {
        struct profile_file *file = &manifest->profiles[i];
        const struct yaml *value = yaml_find(file->root, "based-on");
        struct text name;
        if (!yaml_text(value, &name, manifest->diag))
            continue;
        const struct profile_file *base = find_file(manifest, name);
        if (!base)
            diag_report_hint(manifest->diag, PROFILE_UNKNOWN,
                             diag_choose(manifest->arena, name, ids,
                                         manifest->profile_count),
                             value->span, TEXT_PRINTF(name));
        const struct profile_file *at = base;
        int steps = 0;
        for (; at && at != file && steps < MOST_BASES; steps++)
            at = at->base;
        if (at == file && at)
            diag_report(manifest->diag, PROFILE_CIRCLE, value->span,
                        TEXT_PRINTF(file->id));
        else if (steps == MOST_BASES)
            diag_report(manifest->diag, TOO_MANY, value->span, MOST_BASES,
                        "profiles based on one another");
        else
            file->base = base;
    }
}

void
profiles_open(struct manifest *manifest)
{
    struct arena *arena = manifest->arena;
    size_t count;
    bool outside;
    struct text *names = folder_list(arena, &manifest->book->folder,
                                     TEXT("partners"), &count, &outside);
    if (outside)
        diag_report(manifest->diag, FILE_OUTSIDE,
                    span_of(manifest->book->manifest, 0, 0),
                    TEXT_PRINTF(TEXT("partners")));
    manifest->profiles = ARENA_ARRAY(arena, count, struct profile_file);
    for (size_t i = 0; i < count; i++) {
        struct text path =
            arena_printf(arena, "partners/%.*s", TEXT_PRINTF(names[i]));
        if (text_has_suffix(names[i], ".yml"))
            diag_report(manifest->diag, PROFILE_EXTENSION,
                        span_of(manifest->book->manifest, 0, 0),
                        TEXT_PRINTF(path));
        if (!text_has_suffix(names[i], ".yaml"))
            continue;
        struct profile_file file = {
            .id = text_slice(names[i], 0, names[i].size - 5),
            .source = file_read_source(arena, &manifest->book->folder, path,
                                       span_of(manifest->book->manifest, 0, 0),
                                       manifest->diag)};
        if (!file.source ||
            !manifest_check_name(manifest, file.id, span_of(file.source, 0, 0)))
            continue;
        file.root = yaml_parse(arena, file.source, 0, file.source->content.size,
                               manifest->diag);
        if (file.root && yaml_is_map(file.root, manifest->diag))
            manifest->profiles[manifest->profile_count++] = file;
    }
    find_bases(manifest);
}

/* --- values --------------------------------------------------------------- */

/* The profile's own value, else that of what it is based on, else what all
 * excerpts have. */
static const struct yaml *
find_value(const struct reading *reading, const char *key)
{
    for (const struct profile_file *file = reading->file; file;
         file = file->base) {
        const struct yaml *value = yaml_find(file->root, key);
        if (value)
            return value;
    }
    return yaml_find(reading->common, key);
}

/* With the variables in it. */
static struct text
read_words(const struct reading *reading, const char *key, struct text standard)
{
    struct manifest *manifest = reading->manifest;
    const struct yaml *value = find_value(reading, key);
    struct text text = standard;
    if (!yaml_text(value, &text, manifest->diag))
        return standard;
    return variables_expand(manifest->arena, text, value->span,
                            reading->edition->variables,
                            reading->edition->variable_count, manifest->diag);
}

static void
report_missing(const struct reading *reading, const char *key)
{
    diag_report(reading->manifest->diag, YAML_KEY_MISSING,
                span_of(reading->file->source, 0, 0),
                TEXT_PRINTF(text_of(key)));
}

/* A profile fills in what the manifest declares; another name is a slip. */
static void
check_variables(struct manifest *manifest, const struct yaml *map)
{
    const struct book *book = manifest->book;
    for (size_t i = 0; map->kind == YAML_MAP && i < map->child_count; i++) {
        const struct yaml *child = &map->children[i];
        if (!variable_find(book->variables, book->variable_count, child->key))
            diag_report_hint(manifest->diag, VARIABLE_UNDECLARED,
                             variable_suggest(manifest->arena, book->variables,
                                              book->variable_count, child->key),
                             child->key_span, TEXT_PRINTF(child->key));
    }
}

/* The base's first, so that the profile's own come over them. */
static void
add_variables(struct manifest *manifest, const struct profile_file *file,
              struct edition *edition)
{
    const struct profile_file *chain[2 * MOST_BASES];
    size_t count = 0;
    for (; file && count < 2 * MOST_BASES; file = file->base)
        chain[count++] = file;
    while (count-- > 0) {
        const struct yaml *map = yaml_find(chain[count]->root, "variables");
        if (!map)
            continue;
        check_variables(manifest, map);
        edition->variables = manifest_read_variables(
            manifest, map, edition->variables, edition->variable_count,
            &edition->variable_count);
    }
}

/* The book's, {{partner}}, and the profile's own. */
static void
read_variables(const struct reading *reading)
{
    struct manifest *manifest = reading->manifest;
    struct edition *edition = reading->edition;
    const struct book *book = manifest->book;
    edition->variables = book->variables;
    edition->variable_count = book->variable_count;
    add_variables(manifest, reading->file, edition);
    reading->profile->name = read_words(reading, "name", TEXT(""));
    struct yaml partner = {.kind = YAML_SCALAR,
                           .key = TEXT("partner"),
                           .scalar = reading->profile->name,
                           .span = span_of(reading->file->source, 0, 0)};
    struct yaml map = {
        .kind = YAML_MAP, .children = &partner, .child_count = 1};
    edition->variables = manifest_read_variables(
        manifest, &map, edition->variables, edition->variable_count,
        &edition->variable_count);
    if (!find_value(reading, "name"))
        report_missing(reading, "name");
}

/* --- blocks --------------------------------------------------------------- */

/* A depth as this profile takes it: with the optional roles that it asks
 * for.  `wanted` and `optional` are sets of roles. */
static const struct depth *
depth_taken(const struct reading *reading, const struct depth *depth,
            uint64_t wanted, uint64_t optional)
{
    struct depth *taken = ARENA_NEW(reading->manifest->arena, struct depth);
    if (depth)
        *taken = *depth;
    else
        *taken = (struct depth){
            .name = TEXT("full"), .roles = ~optional, .is_full = true};
    taken->roles |= wanted;
    return taken;
}

/* The base's blocks, then what each profile above it says differently. */
static void
add_blocks(const struct reading *reading, const struct profile_file *file,
           struct outline *blocks)
{
    if (file->base)
        add_blocks(reading, file->base, blocks);
    block_list_add(reading->manifest, yaml_find(file->root, "blocks"), blocks);
}

static uint64_t
read_roles(const struct reading *reading, const struct yaml *list)
{
    return list ? manifest_read_roles(reading->manifest, list) : 0;
}

static void
read_blocks(const struct reading *reading, struct outline *blocks)
{
    add_blocks(reading, reading->file, blocks);
    uint64_t optional =
        read_roles(reading, yaml_find(reading->common, "optional"));
    uint64_t wanted = 0;
    for (const struct profile_file *file = reading->file; file && !wanted;
         file = file->base)
        wanted = read_roles(reading, yaml_find(file->root, "optional"));
    for (size_t i = 0; i < blocks->count; i++)
        blocks->items[i].depth =
            depth_taken(reading, blocks->items[i].depth, wanted, optional);
    if (!blocks->count)
        diag_report_hint(reading->manifest->diag, OUTLINE_EMPTY,
                         TEXT("list its blocks under 'blocks'"),
                         span_of(reading->file->source, 0, 0),
                         TEXT_PRINTF(reading->file->id));
}

/* --- the whole ------------------------------------------------------------ */

static void
read_logo(const struct reading *reading)
{
    struct profile *profile = reading->profile;
    const struct yaml *logo = find_value(reading, "logo");
    if (!yaml_text(logo, &profile->logo, reading->manifest->diag))
        return;
    profile->logo_span = logo->span;
    profile->logo_alt =
        read_words(reading, "logo-alt",
                   arena_printf(reading->manifest->arena, "Logo: %.*s",
                                TEXT_PRINTF(profile->name)));
}

static void
read_outline(const struct reading *reading)
{
    struct manifest *manifest = reading->manifest;
    struct excerpt_parts parts = {0};
    const struct yaml *introduction = find_value(reading, "introduction");
    const struct yaml *contact = find_value(reading, "contact");
    if (yaml_text(introduction, &parts.introduction, manifest->diag))
        parts.introduction_span = introduction->span;
    else if (!introduction)
        report_missing(reading, "introduction");
    if (yaml_text(contact, &parts.contact, manifest->diag))
        parts.contact_span = contact->span;
    read_blocks(reading, &parts.blocks);
    manifest_read_excerpt_outline(manifest, reading->edition,
                                  find_value(reading, "chapters"), &parts);
}

static void
read_profile(const struct reading *reading)
{
    struct manifest *manifest = reading->manifest;
    struct edition *edition = reading->edition;
    yaml_check_keys(reading->file->root, profile_keys, manifest->arena,
                    manifest->diag);
    edition->id = edition->reads = reading->file->id;
    edition->span = reading->profile->logo_span =
        span_of(reading->file->source, 0, 0);
    edition->profile = reading->profile;
    edition->folder = arena_printf(manifest->arena, "excerpts/%.*s",
                                   TEXT_PRINTF(edition->id));
    reading->profile->source = reading->file->source;
    read_variables(reading);
    edition->title = read_words(reading, "title", manifest->book->title);
    edition->subtitle = read_words(reading, "subtitle", TEXT(""));
    edition->style = TEXT("boekje");
    edition->style_span = edition->span;
    manifest_read_style(manifest, find_value(reading, "style"), edition);
    edition->pdf = edition->epub = true;
    manifest_read_targets(manifest, find_value(reading, "targets"), edition);
    edition->references = REFERENCES_REWORDED;
    manifest_read_policy(manifest, find_value(reading, "references"), edition);
    manifest_read_attachments(manifest, find_value(reading, "attach"), edition);
    manifest_read_since(manifest, find_value(reading, "since"), edition);
    manifest_read_colour(manifest, find_value(reading, "colour"), edition);
    yaml_text(find_value(reading, "blurb"), &edition->blurb, manifest->diag);
    read_logo(reading);
    read_outline(reading);
}

static bool
id_is_free(struct manifest *manifest, const struct profile_file *file)
{
    if (!book_edition(manifest->book, file->id))
        return true;
    diag_report(manifest->diag, NAME_TWICE, span_of(file->source, 0, 0),
                TEXT_PRINTF(file->id));
    return false;
}

/* Copied and not changed, most likely: the wrong partner would be named. */
static void
check_same_name(const struct reading *reading)
{
    struct manifest *manifest = reading->manifest;
    const struct book *book = manifest->book;
    const struct edition *excerpt = reading->edition;
    const struct yaml *name = find_value(reading, "name");
    struct span span = name ? name->span : excerpt->span;
    for (const struct edition *other = book->excerpts; other < excerpt; other++)
        if (excerpt->profile->name.size &&
            text_equal(other->profile->name, excerpt->profile->name))
            diag_report(manifest->diag, PROFILE_TWICE, span,
                        TEXT_PRINTF(other->id), TEXT_PRINTF(excerpt->id),
                        TEXT_PRINTF(excerpt->profile->name));
}

void
profiles_read(struct manifest *manifest)
{
    struct book *book = manifest->book;
    const struct yaml *common = yaml_find(manifest->root, "excerpts");
    if (common && yaml_is_map(common, manifest->diag)) {
        yaml_check_keys(common, excerpts_keys, manifest->arena, manifest->diag);
        yaml_bool(yaml_find(common, "build"), &book->builds_excerpts,
                  manifest->diag);
    } else {
        common = NULL;
    }
    book->excerpts =
        ARENA_ARRAY(manifest->arena, manifest->profile_count, struct edition);
    for (size_t i = 0; i < manifest->profile_count; i++) {
        const struct profile_file *file = &manifest->profiles[i];
        const struct audience *atom = book_audience(book, file->id);
        if (!atom || atom->is_group || !id_is_free(manifest, file))
            continue;
        struct edition *edition = &book->excerpts[book->excerpt_count];
        struct reading reading = {
            .manifest = manifest,
            .file = file,
            .common = common,
            .edition = edition,
            .profile = ARENA_NEW(manifest->arena, struct profile)};
        edition->atom = (int)(atom - book->audiences);
        read_profile(&reading);
        check_same_name(&reading);
        book->excerpt_count++;
    }
}
