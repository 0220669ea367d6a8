#include "font/font.h"

#include "font/face.h"
#include "font/font_data.h"
#include "font/font_yaml.h"
#include "font/locate.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

/* Fonts lie by face and feature set: fonts[face->index][feature]. */
struct font_set {
    const struct font_plan *plan;
    struct text folder; /* of fonts.yaml */
    struct arena *arena;
    struct diag *diag;
    struct font_face *faces;
    size_t face_count;
    struct font (*fonts)[FONT_FEATURE_COUNT];
    /* By role and variant: the face that plays it. */
    struct font_face *(*cast)[FONT_VARIANT_COUNT];
    /* By role and variant: was the loss of italics reported? */
    atomic_bool (*reported)[FONT_VARIANT_COUNT];
};

/* --- opening ----------------------------------------------------------------
 */

static const struct font_plan *
read_plan(struct arena *arena, const struct text *folders, size_t folder_count,
          struct diag *diag, struct text *folder)
{
    for (size_t i = 0; i < folder_count; i++) {
        struct folder place;
        struct text path =
            arena_printf(arena, "%.*s/fonts.yaml", TEXT_PRINTF(folders[i]));
        if (access(path.data, F_OK) ||
            !folder_open(arena, arena_string(arena, folders[i]), &place))
            continue;
        *folder = place.path;
        struct source *source = file_read_source(
            arena, &place, TEXT("fonts.yaml"), (struct span){0}, diag);
        if (!source)
            return NULL;
        const struct yaml *root =
            yaml_parse(arena, source, 0, source->content.size, diag);
        return root ? font_yaml_read(arena, root, diag) : NULL;
    }
    diag_report(diag, FONT_LIST_MISSING, (struct span){0},
                folder_count ? (int)folders[0].size : 0,
                folder_count ? folders[0].data : "");
    return NULL;
}

static void
report_missing(struct font_set *set, const struct font_role *role,
               const struct font_choice *choice)
{
    if (!role->package) {
        diag_report(set->diag, FONT_MISSING, choice->span,
                    TEXT_PRINTF(choice->file));
        return;
    }
    struct text hint = arena_printf(set->arena, "apt-get install %.*s",
                                    TEXT_PRINTF(role->package->name));
    diag_report_hint(set->diag, FONT_PACKAGE_MISSING, hint, choice->span,
                     TEXT_PRINTF(choice->file),
                     TEXT_PRINTF(role->package->name));
}

/* The size stands for the version: reading the file would cost more than all
 * else here.  The checksums are compared by the tests. */
static void
check_version(struct font_set *set, const struct font_role *role,
              const struct font_choice *choice, const struct font_face *face)
{
    if (!role->package || !choice->bytes ||
        font_face_bytes(face).size == (size_t)choice->bytes)
        return;
    struct text found = face_version(set->arena, face);
    diag_report(set->diag, FONT_VERSION, choice->span,
                TEXT_PRINTF(choice->file), TEXT_PRINTF(found),
                font_face_bytes(face).size, TEXT_PRINTF(role->package->version),
                choice->bytes);
}

/* Opens one face as number set->face_count.  NULL after reporting. */
static struct font_face *
add_face(struct font_set *set, const struct font_role *role,
         enum font_variant variant)
{
    const struct font_choice *choice = &role->faces[variant];
    struct font_face *face = &set->faces[set->face_count];
    struct text package_folder =
        role->package ? role->package->folder : TEXT("");
    *face = (struct font_face){
        .index = (unsigned)set->face_count,
        .role = role->name,
        .variant = variant,
        .may_subset_in_epub = !role->package || role->package->may_subset,
        .path =
            locate_font(set->arena, set->folder, package_folder, choice->file)};
    if (!face->path.size) {
        report_missing(set, role, choice);
        return NULL;
    }
    if (!face_open(set->arena, face)) {
        diag_report(set->diag, FONT_UNREADABLE, choice->span,
                    TEXT_PRINTF(face->path),
                    errno ? strerror(errno) : "not a TrueType or CFF font");
        return NULL;
    }
    check_version(set, role, choice, face);
    set->face_count++;
    return face;
}

/* Opens the faces of all roles.  False when one is missing. */
static bool
add_faces(struct font_set *set)
{
    const struct font_plan *plan = set->plan;
    bool complete = true;
    for (size_t role = 0; role < plan->role_count; role++) {
        for (unsigned v = 0; v < FONT_VARIANT_COUNT; v++) {
            if (!plan->roles[role].faces[v].file.size)
                continue;
            set->cast[role][v] = add_face(set, &plan->roles[role], v);
            complete = complete && set->cast[role][v];
        }
    }
    return complete;
}

/* The face that plays a variant of a role, after the variants' fallback. */
static struct font_face *
cast_face(const struct font_set *set, size_t role, enum font_variant variant)
{
    while (!set->cast[role][variant] && variant != FONT_REGULAR)
        variant = font_variant_next(variant);
    return set->cast[role][variant];
}

static void
make_fonts(struct font_set *set, size_t role, enum font_variant variant)
{
    const struct font_role *plan = &set->plan->roles[role];
    const struct font_face *face = set->cast[role][variant];
    bool has_next = role + 1 < set->plan->fallback_count;
    for (unsigned feature = 0; face && feature < FONT_FEATURE_COUNT;
         feature++) {
        struct font *font = &set->fonts[face->index][feature];
        font->face = face;
        font->feature = feature;
        font->scale = plan->scale;
        font->data = ARENA_NEW(set->arena, struct font_data);
        font->data->index = face->index * FONT_FEATURE_COUNT + feature;
        font->data->features = plan->features[feature];
        font->data->feature_count = plan->feature_counts[feature];
        if (has_next)
            font->fallback =
                &set->fonts[cast_face(set, role + 1, variant)->index][feature];
    }
}

struct font_set *
font_set_open(struct arena *arena, const struct text *folders,
              size_t folder_count, struct diag *diag)
{
    struct text folder;
    const struct font_plan *plan =
        read_plan(arena, folders, folder_count, diag, &folder);
    if (!plan)
        return NULL;
    struct font_set *set = ARENA_NEW(arena, struct font_set);
    size_t most = plan->role_count * FONT_VARIANT_COUNT;
    *set = (struct font_set){
        .plan = plan, .folder = folder, .arena = arena, .diag = diag};
    set->faces = ARENA_ARRAY(arena, most, struct font_face);
    set->fonts = arena_alloc_array(arena, most, sizeof *set->fonts);
    set->cast = arena_alloc_array(arena, plan->role_count, sizeof *set->cast);
    set->reported =
        arena_alloc_array(arena, plan->role_count, sizeof *set->reported);
    if (!add_faces(set)) {
        font_set_close(set);
        return NULL;
    }
    for (size_t role = 0; role < plan->role_count; role++)
        for (unsigned v = 0; v < FONT_VARIANT_COUNT; v++)
            make_fonts(set, role, v);
    return set;
}

void
font_set_close(struct font_set *set)
{
    for (size_t i = 0; set && i < set->face_count; i++)
        face_close(&set->faces[i]);
}

/* --- asking -----------------------------------------------------------------
 */

static bool
is_italic(enum font_variant variant)
{
    return variant == FONT_ITALIC || variant == FONT_BOLD_ITALIC;
}

/* Italics that a role lacks are lost markup; lighter for darker is not. */
static void
report_lost_italics(const struct font_set *set, size_t role,
                    enum font_variant variant, enum font_variant played)
{
    if (!is_italic(variant) || is_italic(played) ||
        set->plan->roles[role].stands_in[variant] ||
        atomic_exchange(&set->reported[role][variant], true))
        return;
    diag_report(set->diag, FONT_VARIANT_MISSING, (struct span){0},
                TEXT_PRINTF(set->plan->roles[role].name),
                font_variant_name(variant), font_variant_name(played));
}

const struct font *
font_find(const struct font_set *set, struct text role,
          enum font_variant variant, unsigned feature)
{
    for (size_t i = 0; i < set->plan->role_count; i++) {
        if (!text_equal(set->plan->roles[i].name, role))
            continue;
        const struct font_face *face = cast_face(set, i, variant);
        report_lost_italics(set, i, variant, face->variant);
        return &set->fonts[face->index][feature % FONT_FEATURE_COUNT];
    }
    return NULL;
}

size_t
font_face_count(const struct font_set *set)
{
    return set->face_count;
}

const struct font_face *
font_face_at(const struct font_set *set, size_t index)
{
    return index < set->face_count ? &set->faces[index] : NULL;
}

bool
font_has(const struct font *font, unsigned code_point)
{
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(face_hb_font(font->face), code_point,
                                     &glyph) &&
           glyph != 0;
}
