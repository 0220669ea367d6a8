#include "read/training.h"

#include "base/array.h"
#include "read/block_list.h"
#include "read/manifest_value.h"

static const char *const session_keys[] = {
    "title", "subtitle", "reads",      "handout", "notes",     "blocks",
    "style", "targets",  "references", "colour",  "variables", NULL};

/* The manifest's `sessions`: what all have unless they say else. */
static const char *const sessions_keys[] = {
    "subtitle", "reads",      "facilitator", "style",
    "targets",  "references", "colour",      NULL};

/* One session being read. */
struct session_reading {
    struct manifest *manifest;
    const struct yaml *common; /* the manifest's `sessions`; NULL */
    const struct source *source;
    const struct yaml *root;
    struct text id;
};

static const struct yaml *
find_value(const struct session_reading *reading, const char *key)
{
    const struct yaml *value = yaml_find(reading->root, key);
    return value ? value : yaml_find(reading->common, key);
}

static void
report_missing(const struct session_reading *reading, const char *key)
{
    diag_report(reading->manifest->diag, YAML_KEY_MISSING,
                span_of(reading->source, 0, 0), TEXT_PRINTF(text_of(key)));
}

/* A Markdown file of the session's own; not to be seen is an error. */
static void
add_file(const struct session_reading *reading, const char *key,
         struct outline *entries)
{
    struct manifest *manifest = reading->manifest;
    const struct yaml *value = yaml_find(reading->root, key);
    struct text path;
    if (yaml_text(value, &path, manifest->diag))
        *ARRAY_PUSH(manifest->arena, entries) =
            (struct outline_entry){.kind = OUTLINE_FILE,
                                   .matter = MATTER_BODY,
                                   .path = path,
                                   .must_show = true,
                                   .span = value->span};
}

static void
add_generated(const struct session_reading *reading, enum outline_kind kind,
              enum matter matter, struct outline *entries)
{
    *ARRAY_PUSH(reading->manifest->arena, entries) = (struct outline_entry){
        .kind = kind, .matter = matter, .span = span_of(reading->source, 0, 0)};
}

/* Title page, contents, the notes (facilitator), the hand-out, the blocks, the
 * index; for the facilitator, where all that stands in other editions. */
static void
read_outline(const struct session_reading *reading, bool facilitates,
             struct edition *edition)
{
    struct outline entries = {0}, blocks = {0};
    add_generated(reading, OUTLINE_TITLEPAGE, MATTER_FRONT, &entries);
    add_generated(reading, OUTLINE_CONTENTS, MATTER_FRONT, &entries);
    if (facilitates)
        add_file(reading, "notes", &entries);
    add_file(reading, "handout", &entries);
    block_list_add(reading->manifest, yaml_find(reading->root, "blocks"),
                   &blocks);
    for (size_t i = 0; i < blocks.count; i++)
        *ARRAY_PUSH(reading->manifest->arena, &entries) = blocks.items[i];
    if (entries.count == 2)
        diag_report_hint(reading->manifest->diag, OUTLINE_EMPTY,
                         TEXT("list its blocks under 'blocks'"),
                         span_of(reading->source, 0, 0),
                         TEXT_PRINTF(reading->id));
    add_generated(reading, OUTLINE_INDEX, MATTER_BACK, &entries);
    if (facilitates)
        add_generated(reading, OUTLINE_CONCORDANCE, MATTER_BACK, &entries);
    edition->outline = entries.items;
    edition->outline_count = entries.count;
}

static void
read_edition(const struct session_reading *reading, bool facilitates,
             struct edition *edition)
{
    struct manifest *manifest = reading->manifest;
    struct book *book = manifest->book;
    struct text id = reading->id;
    edition->span = span_of(reading->source, 0, 0);
    edition->folder =
        arena_printf(manifest->arena, "sessions/%.*s", TEXT_PRINTF(id));
    const struct yaml *reads = facilitates
                                   ? yaml_find(reading->common, "facilitator")
                                   : find_value(reading, "reads");
    struct text reader = TEXT("facilitator");
    if (facilitates)
        yaml_text(reads, &reader, manifest->diag);
    edition->id = facilitates
                      ? arena_printf(manifest->arena, "%.*s-%.*s",
                                     TEXT_PRINTF(id), TEXT_PRINTF(reader))
                      : id;
    edition->title = book->title;
    if (!yaml_text(yaml_find(reading->root, "title"), &edition->title,
                   manifest->diag))
        report_missing(reading, "title");
    yaml_text(find_value(reading, "subtitle"), &edition->subtitle,
              manifest->diag);
    if (facilitates)
        edition->subtitle = book_word(book, "For-facilitator");
    edition->style = TEXT("boekje");
    edition->style_span = edition->span;
    manifest_read_style(manifest, find_value(reading, "style"), edition);
    edition->pdf = edition->epub = true;
    manifest_read_targets(manifest, find_value(reading, "targets"), edition);
    edition->references = REFERENCES_REWORDED;
    manifest_read_policy(manifest, find_value(reading, "references"), edition);
    manifest_read_colour(manifest, find_value(reading, "colour"), edition);
    edition->variables = manifest_read_variables(
        manifest, yaml_find(reading->root, "variables"), book->variables,
        book->variable_count, &edition->variable_count);
    if (reads)
        manifest_read_reads(manifest, reads, edition);
    else
        report_missing(reading,
                       facilitates ? "sessions: facilitator" : "reads");
    read_outline(reading, facilitates, edition);
}

/* False after a report. */
static bool
open_file(struct session_reading *reading, struct text name)
{
    struct manifest *manifest = reading->manifest;
    struct text path =
        arena_printf(manifest->arena, "sessions/%.*s", TEXT_PRINTF(name));
    reading->id = text_slice(name, 0, name.size - 5);
    reading->source = file_read_source(
        manifest->arena, &manifest->book->folder, path,
        span_of(manifest->book->manifest, 0, 0), manifest->diag);
    if (!reading->source)
        return false;
    struct span span = span_of(reading->source, 0, 0);
    if (!manifest_check_name(manifest, reading->id, span))
        return false;
    if (book_edition(manifest->book, reading->id)) {
        diag_report(manifest->diag, NAME_TWICE, span, TEXT_PRINTF(reading->id));
        return false;
    }
    reading->root = yaml_parse(manifest->arena, reading->source, 0,
                               reading->source->content.size, manifest->diag);
    return reading->root && yaml_is_map(reading->root, manifest->diag);
}

void
sessions_read(struct manifest *manifest)
{
    struct book *book = manifest->book;
    const struct yaml *common = yaml_find(manifest->root, "sessions");
    if (common && yaml_is_map(common, manifest->diag))
        yaml_check_keys(common, sessions_keys, manifest->arena, manifest->diag);
    else
        common = NULL;
    size_t count;
    bool outside;
    struct text *names = folder_list(manifest->arena, &book->folder,
                                     TEXT("sessions"), &count, &outside);
    if (outside)
        diag_report(manifest->diag, FILE_OUTSIDE, span_of(book->manifest, 0, 0),
                    TEXT_PRINTF(TEXT("sessions")));
    book->sessions = ARENA_ARRAY(manifest->arena, 2 * count, struct edition);
    for (size_t i = 0; i < count; i++) {
        struct session_reading reading = {.manifest = manifest,
                                          .common = common};
        if (!text_has_suffix(names[i], ".yaml") ||
            !open_file(&reading, names[i]))
            continue;
        yaml_check_keys(reading.root, session_keys, manifest->arena,
                        manifest->diag);
        struct edition *files = &book->sessions[book->session_file_count];
        read_edition(&reading, false, &files[0]);
        read_edition(&reading, true, &files[1]);
        files[1].handout = &files[0];
        book->session_file_count += 2;
    }
}
