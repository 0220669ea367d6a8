#include "read/manifest_outline.h"

#include "base/array.h"

#include <string.h>

/* What stands around an entry. */
struct surroundings {
    enum matter matter;
    bool in_part;
    const struct excerpt_parts *excerpt; /* NULL in an edition */
};

static void read_entries(struct manifest *manifest, const struct yaml *list,
                         struct surroundings around, struct outline *entries);

static bool
is_number(struct text text)
{
    bool digits = text.size > 0 && text.size < 6;
    for (size_t i = 0; i < text.size; i++)
        digits = digits && text.data[i] >= '0' && text.data[i] <= '9';
    return digits;
}

static int
number_of(struct text digits)
{
    int number = 0;
    for (size_t i = 0; i < digits.size; i++)
        number = number * 10 + (digits.data[i] - '0');
    return number;
}

/* A block by its number; its title must stand in the public list. */
static void
add_block(struct manifest *manifest, struct text digits, struct span span,
          const struct depth *depth, enum matter matter,
          struct outline *entries)
{
    int number = number_of(digits);
    if (!book_block(manifest->book, number)) {
        diag_report(manifest->diag, BLOCK_UNLISTED, span, number);
        return;
    }
    *ARRAY_PUSH(manifest->arena, entries) =
        (struct outline_entry){.kind = OUTLINE_BLOCK,
                               .matter = matter,
                               .number = number,
                               .depth = depth,
                               .span = span};
}

const struct depth *
manifest_find_depth(struct manifest *manifest, const struct yaml *value)
{
    const struct book *book = manifest->book;
    struct text name;
    if (!yaml_text(value, &name, manifest->diag) || text_equals(name, "full"))
        return NULL;
    struct text *names =
        ARENA_ARRAY(manifest->arena, book->depth_count + 1, struct text);
    for (size_t i = 0; i < book->depth_count; i++) {
        if (text_equal(book->depths[i].name, name))
            return &book->depths[i];
        names[i] = book->depths[i].name;
    }
    names[book->depth_count] = TEXT("full");
    diag_report_hint(
        manifest->diag, DEPTH_UNDECLARED,
        diag_choose(manifest->arena, name, names, book->depth_count + 1),
        value->span, TEXT_PRINTF(name));
    return NULL;
}

static void
read_part(struct manifest *manifest, const struct yaml *map,
          struct outline *entries)
{
    static const char *const known[] = {"part", "number",   "tab",
                                        "file", "chapters", NULL};
    yaml_check_keys(map, known, manifest->arena, manifest->diag);
    struct outline_entry part = {.kind = OUTLINE_PART,
                                 .matter = MATTER_BODY,
                                 .span = yaml_find(map, "part")->span};
    yaml_text(yaml_find(map, "part"), &part.title, manifest->diag);
    yaml_int(yaml_find(map, "number"), 1, 999, &part.number, manifest->diag);
    yaml_text(yaml_find(map, "tab"), &part.tab, manifest->diag);
    yaml_text(yaml_find(map, "file"), &part.path, manifest->diag);
    const struct yaml *chapters = yaml_find(map, "chapters");
    struct outline below = {0};
    if (chapters)
        read_entries(manifest, chapters,
                     (struct surroundings){MATTER_BODY, true, NULL}, &below);
    else
        diag_report(manifest->diag, YAML_KEY_MISSING, part.span,
                    TEXT_PRINTF(TEXT("chapters")));
    part.entries = below.items;
    part.entry_count = below.count;
    *ARRAY_PUSH(manifest->arena, entries) = part;
}

/* "changes: TITLE" */
static void
add_changes(struct manifest *manifest, const struct yaml *value,
            struct surroundings around, struct outline *entries)
{
    struct outline_entry entry = {
        .kind = OUTLINE_CHANGES,
        .matter = around.matter == MATTER_BODY ? MATTER_FRONT : around.matter,
        .span = value->span};
    if (yaml_text(value, &entry.title, manifest->diag))
        *ARRAY_PUSH(manifest->arena, entries) = entry;
}

/* front:, back:, part:, changes: or NUMBER: DEPTH. */
static void
read_map_entry(struct manifest *manifest, const struct yaml *map,
               struct surroundings around, struct outline *entries)
{
    const struct yaml *first = map->child_count ? &map->children[0] : NULL;
    if (first && !around.in_part && yaml_find(map, "part")) {
        read_part(manifest, map, entries);
    } else if (first && map->child_count == 1 && is_number(first->key)) {
        add_block(manifest, first->key, first->key_span,
                  manifest_find_depth(manifest, first), around.matter, entries);
    } else if (first && map->child_count == 1 && !around.in_part &&
               text_equals(first->key, "changes")) {
        add_changes(manifest, first, around, entries);
    } else if (first && map->child_count == 1 && !around.in_part &&
               around.matter == MATTER_BODY &&
               (text_equals(first->key, "front") ||
                text_equals(first->key, "back"))) {
        around.matter =
            text_equals(first->key, "front") ? MATTER_FRONT : MATTER_BACK;
        read_entries(manifest, first, around, entries);
    } else {
        diag_report(manifest->diag, OUTLINE_ENTRY,
                    first ? first->key_span : map->span);
    }
}

static void
add_must_show(struct manifest *manifest, struct text path, struct span span,
              enum matter matter, struct outline *entries)
{
    if (path.size)
        *ARRAY_PUSH(manifest->arena, entries) =
            (struct outline_entry){.kind = OUTLINE_FILE,
                                   .matter = matter,
                                   .path = path,
                                   .must_show = true,
                                   .span = span};
}

/* A place that each excerpt fills with its own.  False when it is none. */
static bool
add_excerpt_part(struct manifest *manifest, struct text name,
                 struct surroundings around, struct outline *entries)
{
    const struct excerpt_parts *parts = around.excerpt;
    if (!parts)
        return false;
    if (text_equals(name, "introduction"))
        add_must_show(manifest, parts->introduction, parts->introduction_span,
                      around.matter, entries);
    else if (text_equals(name, "contact"))
        add_must_show(manifest, parts->contact, parts->contact_span,
                      around.matter, entries);
    else if (text_equals(name, "blocks"))
        for (size_t i = 0; i < parts->blocks.count; i++) {
            *ARRAY_PUSH(manifest->arena, entries) = parts->blocks.items[i];
            entries->items[entries->count - 1].matter = around.matter;
        }
    else
        return false;
    return true;
}

static void
read_scalar_entry(struct manifest *manifest, const struct yaml *value,
                  struct surroundings around, struct outline *entries)
{
    struct text name = value->scalar;
    struct outline_entry entry = {.kind = OUTLINE_FILE,
                                  .matter = around.matter,
                                  .path = name,
                                  .span = value->span};
    if (!manifest->book->plain && value->is_plain && is_number(name)) {
        add_block(manifest, name, value->span, NULL, around.matter, entries);
        return;
    }
    if (!name.size) {
        diag_report(manifest->diag, OUTLINE_ENTRY, value->span);
        return;
    }
    if (add_excerpt_part(manifest, name, around, entries))
        return;
    if (text_equals(name, "titlepage"))
        entry.kind = OUTLINE_TITLEPAGE;
    else if (text_equals(name, "contents"))
        entry.kind = OUTLINE_CONTENTS;
    else if (text_equals(name, "index"))
        entry.kind = OUTLINE_INDEX;
    else if (text_equals(name, "changes"))
        entry.kind = OUTLINE_CHANGES;
    if (entry.kind != OUTLINE_FILE) {
        entry.path = TEXT("");
        if (entry.matter == MATTER_BODY)
            entry.matter =
                entry.kind == OUTLINE_INDEX ? MATTER_BACK : MATTER_FRONT;
    }
    *ARRAY_PUSH(manifest->arena, entries) = entry;
}

static void
read_entries(struct manifest *manifest, const struct yaml *list,
             struct surroundings around, struct outline *entries)
{
    if (!yaml_is_list(list, manifest->diag))
        return;
    for (size_t i = 0; i < list->child_count; i++) {
        const struct yaml *child = &list->children[i];
        if (child->kind == YAML_SCALAR)
            read_scalar_entry(manifest, child, around, entries);
        else if (child->kind == YAML_MAP)
            read_map_entry(manifest, child, around, entries);
        else
            diag_report(manifest->diag, OUTLINE_ENTRY, child->span);
    }
}

static bool
has_kind(const struct outline *entries, enum outline_kind kind)
{
    for (size_t i = 0; i < entries->count; i++)
        if (entries->items[i].kind == kind)
            return true;
    return false;
}

/* Places the entry at an index, moving the rest up. */
static void
insert_entry(struct manifest *manifest, struct outline *entries, size_t at,
             enum outline_kind kind, enum matter matter, struct span span)
{
    (void)ARRAY_PUSH(manifest->arena, entries);
    memmove(&entries->items[at + 1], &entries->items[at],
            (entries->count - 1 - at) * sizeof *entries->items);
    entries->items[at] =
        (struct outline_entry){.kind = kind, .matter = matter, .span = span};
}

/* One block twice would use its labels twice; one file likewise. */
static void
check_repeats(struct manifest *manifest, const struct outline *entries,
              struct map *seen)
{
    for (size_t i = 0; i < entries->count; i++) {
        const struct outline_entry *entry = &entries->items[i];
        struct outline below = {entry->entries, entry->entry_count, 0};
        if (entry->kind == OUTLINE_PART)
            check_repeats(manifest, &below, seen);
        struct text key = entry->path;
        if (entry->kind == OUTLINE_BLOCK)
            key = arena_printf(manifest->arena, "%d", entry->number);
        else if (entry->kind != OUTLINE_FILE && entry->kind != OUTLINE_PART)
            key = arena_printf(manifest->arena, "/%d", (int)entry->kind);
        if (!key.size)
            continue;
        if (map_find(seen, key))
            diag_report(manifest->diag, NAME_TWICE, entry->span,
                        TEXT_PRINTF(span_text(entry->span)));
        map_set(seen, key, manifest->book);
    }
}

/* Sets the outline, with the generated chapters that it does not place. */
static void
finish_outline(struct manifest *manifest, struct edition *edition,
               struct outline entries)
{
    struct map seen = map_in(manifest->arena);
    check_repeats(manifest, &entries, &seen);
    struct span span = edition->span;
    if (!has_kind(&entries, OUTLINE_TITLEPAGE))
        insert_entry(manifest, &entries, 0, OUTLINE_TITLEPAGE, MATTER_FRONT,
                     span);
    if (!has_kind(&entries, OUTLINE_CONTENTS)) {
        bool after_title =
            entries.count > 0 && entries.items[0].kind == OUTLINE_TITLEPAGE;
        insert_entry(manifest, &entries, after_title, OUTLINE_CONTENTS,
                     MATTER_FRONT, span);
    }
    if (!has_kind(&entries, OUTLINE_INDEX))
        insert_entry(manifest, &entries, entries.count, OUTLINE_INDEX,
                     MATTER_BACK, span);
    edition->outline = entries.items;
    edition->outline_count = entries.count;
}

void
manifest_read_outline(struct manifest *manifest, struct edition *edition,
                      const struct yaml *chapters)
{
    struct outline entries = {0};
    struct surroundings around = {MATTER_BODY, false, NULL};
    if (chapters)
        read_entries(manifest, chapters, around, &entries);
    if (!entries.count && (!chapters || chapters->kind == YAML_LIST))
        diag_report(manifest->diag, OUTLINE_EMPTY, edition->span,
                    TEXT_PRINTF(edition->id));
    finish_outline(manifest, edition, entries);
}

void
manifest_read_excerpt_outline(struct manifest *manifest,
                              struct edition *edition,
                              const struct yaml *chapters,
                              const struct excerpt_parts *parts)
{
    static const struct {
        const char *name;
        enum outline_kind kind; /* FILE: one of the excerpt's own parts */
        enum matter matter;
    } standard[] = {
        {"", OUTLINE_TITLEPAGE, MATTER_FRONT},
        {"", OUTLINE_CONTENTS, MATTER_FRONT},
        {"introduction", OUTLINE_FILE, MATTER_FRONT},
        {"blocks", OUTLINE_FILE, MATTER_BODY},
        {"", OUTLINE_INDEX, MATTER_BACK},
        {"contact", OUTLINE_FILE, MATTER_BACK},
    };
    struct outline entries = {0};
    struct surroundings around = {MATTER_BODY, false, parts};
    if (chapters)
        read_entries(manifest, chapters, around, &entries);
    for (size_t i = 0; !chapters && i < sizeof standard / sizeof *standard;
         i++) {
        around.matter = standard[i].matter;
        if (standard[i].kind == OUTLINE_FILE)
            add_excerpt_part(manifest, text_of(standard[i].name), around,
                             &entries);
        else
            insert_entry(manifest, &entries, entries.count, standard[i].kind,
                         standard[i].matter, edition->span);
    }
    finish_outline(manifest, edition, entries);
}
