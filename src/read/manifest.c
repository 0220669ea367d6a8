#include "read/manifest.h"

#include "base/message.h"
#include "doc/language.h"
#include "doc/slug.h"
#include "read/manifest_attach.h"
#include "read/manifest_names.h"
#include "read/manifest_outline.h"
#include "read/manifest_value.h"
#include "read/profile.h"
#include "read/training.h"

#include <string.h>

static const char *const manifest_keys[] = {"name",
                                            "title",
                                            "subtitle",
                                            "language",
                                            "version",
                                            "date",
                                            "identifier",
                                            "publisher",
                                            "creator",
                                            "creator-file-as",
                                            "licence",
                                            "licence-url",
                                            "description",
                                            "subjects",
                                            "accessibility-summary",
                                            "block-name",
                                            "variables",
                                            "audiences",
                                            "groups",
                                            "roles",
                                            "depths",
                                            "classes",
                                            "block-folder",
                                            "blocks",
                                            "editions",
                                            "chapters",
                                            "style",
                                            "targets",
                                            "references",
                                            "colour",
                                            "blurb",
                                            "paper",
                                            "accessibility-certifier",
                                            "embed-fonts",
                                            "excerpts",
                                            "catalog",
                                            "sessions",
                                            "language-check",
                                            "attach",
                                            "since",
                                            NULL};

static const char *const edition_keys[] = {
    "title",      "subtitle",    "reads",     "style",     "targets",
    "references", "definitions", "part-maps", "variables", "chapters",
    "attach",     "since",       "colour",    "blurb",     NULL};

/* Folders beside the editions' in the output. */
static const char *const reserved_ids[] = {"bin",      "build",   "excerpts",
                                           "sessions", "catalog", "sessions"};

static void
report_missing(struct manifest *manifest, const char *key)
{
    diag_report_hint(
        manifest->diag, YAML_KEY_MISSING,
        arena_printf(manifest->arena, message("add a line '%s: ...'"), key),
        span_of(manifest->book->manifest, 0, 0), TEXT_PRINTF(text_of(key)));
}

/* --- simple values ------------------------------------------------------ */

static void
check_date(struct manifest *manifest, const struct yaml *value)
{
    static const unsigned days[] = {31, 29, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31};
    struct text date = manifest->book->date;
    unsigned number[3] = {0};
    size_t part = 0;
    bool fits = date.size == 10;
    for (size_t i = 0; i < date.size && fits; i++) {
        if (i == 4 || i == 7) {
            fits = date.data[i] == '-';
            part++;
        } else {
            fits = date.data[i] >= '0' && date.data[i] <= '9';
            number[part] = number[part] * 10 + (unsigned)(date.data[i] - '0');
        }
    }
    /* Archives know no file times before 1980. */
    fits = fits && number[0] >= 1980 && number[1] >= 1 && number[1] <= 12 &&
           number[2] >= 1 && number[2] <= days[number[1] - 1];
    if (!fits) {
        diag_report(manifest->diag, VALUE_INVALID, value->span,
                    TEXT_PRINTF(date), "a date such as 2026-11-23");
        manifest->book->date = TEXT("");
    }
}

static void
check_language(struct manifest *manifest, const struct yaml *value)
{
    struct text language = manifest->book->language;
    if (!language_is_tag(language))
        diag_report(manifest->diag, VALUE_INVALID, value->span,
                    TEXT_PRINTF(language),
                    "a language tag such as nl or en-GB");
}

/* The catalog needs nothing but to be wanted: `catalog: {}`. */
static void
read_catalog(struct manifest *manifest)
{
    static const char *const keys[] = {"changes", NULL};
    struct book *book = manifest->book;
    const struct yaml *catalog = yaml_find(manifest->root, "catalog");
    if (!catalog || !yaml_is_map(catalog, manifest->diag))
        return;
    yaml_check_keys(catalog, keys, manifest->arena, manifest->diag);
    book->has_catalog = true;
    yaml_texts(yaml_find(catalog, "changes"), manifest->arena, &book->changes,
               &book->change_count, manifest->diag);
}

static void
read_language_check(struct manifest *manifest)
{
    static const char *const keys[] = {"sentence-words", "dictionary",
                                       "words",          "jargon",
                                       "abbreviations",  NULL};
    struct language_rules *rules = &manifest->book->language_rules;
    struct diag *diag = manifest->diag;
    const struct yaml *map = yaml_find(manifest->root, "language-check");
    if (!map || !yaml_is_map(map, diag))
        return;
    yaml_check_keys(map, keys, manifest->arena, diag);
    rules->span = map->key_span;
    yaml_int(yaml_find(map, "sentence-words"), 1, 1000, &rules->sentence_words,
             diag);
    const struct yaml *dictionary = yaml_find(map, "dictionary");
    if (yaml_text(dictionary, &rules->dictionary, diag))
        rules->dictionary_span = dictionary->span;
    const struct yaml *words = yaml_find(map, "words");
    if (yaml_text(words, &rules->words_file, diag))
        rules->words_span = words->span;
    yaml_texts(yaml_find(map, "jargon"), manifest->arena, &rules->jargon,
               &rules->jargon_count, diag);
    yaml_texts(yaml_find(map, "abbreviations"), manifest->arena,
               &rules->abbreviations, &rules->abbreviation_count, diag);
}

static void
read_texts(struct manifest *manifest)
{
    struct book *book = manifest->book;
    const struct {
        const char *key;
        struct text *text;
    } fields[] = {
        {"name", &book->name},
        {"title", &book->title},
        {"language", &book->language},
        {"version", &book->version},
        {"date", &book->date},
        {"identifier", &book->identifier},
        {"publisher", &book->publisher},
        {"creator", &book->creator},
        {"creator-file-as", &book->creator_file_as},
        {"licence", &book->licence},
        {"licence-url", &book->licence_url},
        {"description", &book->description},
        {"accessibility-summary", &book->accessibility_summary},
        {"accessibility-certifier", &book->accessibility_certifier},
        {"block-name", &book->block_name},
        {"block-folder", &book->block_folder},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        yaml_text(yaml_find(manifest->root, fields[i].key), fields[i].text,
                  manifest->diag);
    yaml_texts(yaml_find(manifest->root, "subjects"), manifest->arena,
               &book->subjects, &book->subject_count, manifest->diag);
    read_catalog(manifest);
    read_language_check(manifest);
    manifest_read_paper(manifest, yaml_find(manifest->root, "paper"));
    book->embeds_fonts = true;
    yaml_bool(yaml_find(manifest->root, "embed-fonts"), &book->embeds_fonts,
              manifest->diag);
    if (book->date.size)
        check_date(manifest, yaml_find(manifest->root, "date"));
    if (book->language.size)
        check_language(manifest, yaml_find(manifest->root, "language"));
}

/* --- editions ----------------------------------------------------------- */

/* `map` is the edition's own, or the manifest's root in a plain book. */
static void
read_edition(struct manifest *manifest, const struct yaml *map,
             struct edition *edition)
{
    const struct yaml *root = manifest->root;
    struct book *book = manifest->book;
    edition->title = book->title;
    edition->style = TEXT("handboek");
    edition->style_span = edition->span;
    edition->pdf = edition->epub = true;
    const struct yaml *levels[] = {root, map};
    for (size_t i = map == root; i < 2; i++) {
        yaml_text(yaml_find(levels[i], "subtitle"), &edition->subtitle,
                  manifest->diag);
        manifest_read_style(manifest, yaml_find(levels[i], "style"), edition);
        manifest_read_targets(manifest, yaml_find(levels[i], "targets"),
                              edition);
        manifest_read_policy(manifest, yaml_find(levels[i], "references"),
                             edition);
        manifest_read_attachments(manifest, yaml_find(levels[i], "attach"),
                                  edition);
        manifest_read_since(manifest, yaml_find(levels[i], "since"), edition);
        manifest_read_colour(manifest, yaml_find(levels[i], "colour"), edition);
        yaml_text(yaml_find(levels[i], "blurb"), &edition->blurb,
                  manifest->diag);
    }
    manifest_read_definitions(manifest, yaml_find(map, "definitions"), edition);
    const struct yaml *maps = yaml_find(map, "part-maps");
    if (maps)
        yaml_bool(maps, &edition->has_part_maps, manifest->diag);
    yaml_text(yaml_find(map, "title"), &edition->title, manifest->diag);
    manifest_read_reads(manifest, yaml_find(map, "reads"), edition);
    edition->variables = manifest_read_variables(
        manifest, map == root ? NULL : yaml_find(map, "variables"),
        book->variables, book->variable_count, &edition->variable_count);
    const struct yaml *chapters = yaml_find(map, "chapters");
    manifest_read_outline(manifest, edition,
                          chapters ? chapters : yaml_find(root, "chapters"));
}

static bool
check_id(struct manifest *manifest, struct text id, struct span span)
{
    for (size_t i = 0; i < sizeof reserved_ids / sizeof *reserved_ids; i++)
        if (text_equals(id, reserved_ids[i])) {
            diag_report(manifest->diag, NAME_RESERVED, span, TEXT_PRINTF(id));
            return false;
        }
    return manifest_check_name(manifest, id, span);
}

static void
read_editions(struct manifest *manifest, const struct yaml *map)
{
    struct book *book = manifest->book;
    book->editions =
        ARENA_ARRAY(manifest->arena, map->child_count, struct edition);
    for (size_t i = 0; i < map->child_count; i++) {
        const struct yaml *child = &map->children[i];
        if (!check_id(manifest, child->key, child->key_span) ||
            !yaml_is_map(child, manifest->diag))
            continue;
        yaml_check_keys(child, edition_keys, manifest->arena, manifest->diag);
        struct edition *edition = &book->editions[book->edition_count++];
        edition->id = edition->folder = child->key;
        edition->span = child->key_span;
        read_edition(manifest, child, edition);
    }
    if (!map->child_count)
        diag_report(manifest->diag, OUTLINE_EMPTY, map->span,
                    TEXT_PRINTF(TEXT("editions")));
}

/* One edition, named after the title. */
static void
read_plain_edition(struct manifest *manifest)
{
    struct book *book = manifest->book;
    const struct yaml *name = yaml_find(manifest->root, "name");
    if (!name)
        name = yaml_find(manifest->root, "title");
    book->editions = ARENA_NEW(manifest->arena, struct edition);
    book->edition_count = 1;
    book->editions[0].id = book->editions[0].folder = book->name;
    book->editions[0].span = name ? name->span : span_of(book->manifest, 0, 0);
    check_id(manifest, book->name, book->editions[0].span);
    read_edition(manifest, manifest->root, &book->editions[0]);
}

/* Whole words of a title's slug, as many as make a fit name of a file. */
static struct text
short_slug(struct text slug)
{
    enum { LONGEST = 60 };
    size_t end = slug.size;
    while (end > LONGEST) {
        size_t at = end - 1;
        while (at > 0 && slug.data[at] != '-')
            at--;
        end = at ? at : LONGEST;
    }
    return text_slice(slug, 0, end);
}

static void
read_name(struct manifest *manifest)
{
    struct book *book = manifest->book;
    const struct yaml *name = yaml_find(manifest->root, "name");
    if (name && book->name.size)
        manifest_check_name(manifest, book->name, name->span);
    if (!book->name.size)
        book->name = short_slug(slug_of(manifest->arena, book->title));
    if (!book->name.size)
        book->name = TEXT("book");
}

static void
read_book(struct manifest *manifest)
{
    struct book *book = manifest->book;
    const struct yaml *editions = yaml_find(manifest->root, "editions");
    book->plain = !editions && !yaml_find(manifest->root, "audiences");
    diag_set_plain(manifest->diag, book->plain);
    yaml_check_keys(manifest->root, manifest_keys, manifest->arena,
                    manifest->diag);
    read_texts(manifest);
    if (!book->title.size)
        report_missing(manifest, "title");
    if (!book->language.size)
        report_missing(manifest, "language");
    read_name(manifest);
    if (!book->plain)
        profiles_open(manifest);
    manifest_read_names(manifest);
    if (book->plain)
        read_plain_edition(manifest);
    else if (!editions)
        report_missing(manifest, "editions");
    else if (yaml_is_map(editions, manifest->diag))
        read_editions(manifest, editions);
    if (!book->plain) {
        profiles_read(manifest);
        sessions_read(manifest);
    }
}

struct book *
manifest_parse(struct arena *arena, const struct folder *folder,
               const struct source *source, struct diag *diag)
{
    struct book *book = ARENA_NEW(arena, struct book);
    struct manifest manifest = {.arena = arena, .diag = diag, .book = book};
    book->folder = *folder;
    book->manifest = source;
    manifest.root = yaml_parse(arena, source, 0, source->content.size, diag);
    if (manifest.root && manifest.root->kind != YAML_MAP)
        yaml_is_map(manifest.root, diag);
    else if (manifest.root)
        read_book(&manifest);
    return book;
}

struct book *
manifest_read(struct arena *arena, const char *folder, struct diag *diag)
{
    struct folder opened;
    struct text path = TEXT("book.yaml");
    if (!folder_open(arena, folder, &opened)) {
        diag_report(diag, BOOK_MISSING, (struct span){0},
                    TEXT_PRINTF(text_of(folder)));
        return NULL;
    }
    bool outside;
    if (!folder_resolve(arena, &opened, path, &outside).size && !outside) {
        diag_report_hint(diag, MANIFEST_MISSING,
                         folder_suggest(arena, &opened, path), (struct span){0},
                         TEXT_PRINTF(opened.path));
        return NULL;
    }
    const struct source *source =
        file_read_source(arena, &opened, path, (struct span){0}, diag);
    return source ? manifest_parse(arena, &opened, source, diag) : NULL;
}
