#include "style/style.h"

#include "base/array.h"
#include "style/cascade.h"
#include "style/sheet.h"

struct style {
    struct page_style page;
    struct line_style lines;
    struct booklet_style booklet;
    struct print_style print;
    struct cover_style cover;
    struct style_inks inks;
    struct block_style root;
    struct cascade *cascade;
    uint64_t digest;
};

/* --- finding sheets ---------------------------------------------------------
 */

/* "did you mean 'boekje'?": the nearest of all sheets that are there. */
static struct text
suggest_sheet(struct sheet_reader *reader, struct text name)
{
    ARRAY(struct text) sheets = {0};
    for (size_t i = 0; i < reader->folder_count; i++) {
        struct text path = arena_text(reader->arena, reader->folders[i]);
        bool is_styles = text_has_suffix(path, "styles"), outside;
        struct folder folder;
        size_t count = 0;
        struct text *names = NULL;
        if (folder_open(reader->arena, path.data, &folder))
            names = folder_list(reader->arena, &folder,
                                is_styles ? TEXT(".") : TEXT("styles"), &count,
                                &outside);
        for (size_t j = 0; j < count; j++)
            if (text_has_suffix(names[j], ".yaml"))
                *ARRAY_PUSH(reader->arena, &sheets) =
                    text_slice(names[j], 0, names[j].size - 5);
    }
    return diag_suggest(reader->arena, name, sheets.items, sheets.count);
}

/* A folder may be the one that holds `styles`, or `styles` itself. */
static struct source *
sheet_source(struct sheet_reader *reader, struct text name, struct span from)
{
    for (size_t i = 0; i < reader->folder_count; i++) {
        struct text path = arena_text(reader->arena, reader->folders[i]);
        struct text file =
            text_has_suffix(path, "styles")
                ? arena_printf(reader->arena, "%.*s.yaml", TEXT_PRINTF(name))
                : arena_printf(reader->arena, "styles/%.*s.yaml",
                               TEXT_PRINTF(name));
        struct folder folder;
        bool outside;
        if (folder_open(reader->arena, path.data, &folder) &&
            folder_resolve(reader->arena, &folder, file, &outside).size)
            return file_read_source(reader->arena, &folder, file, from,
                                    reader->diag);
    }
    diag_report_hint(reader->diag, STYLE_MISSING, suggest_sheet(reader, name),
                     from, TEXT_PRINTF(name));
    return NULL;
}

static uint64_t
digest_mix(uint64_t digest, uint64_t value)
{
    return (digest ^ value) * 0x9e3779b97f4a7c15u;
}

/* Reads a sheet and those it is based on.  False after reporting. */
static bool
sheets_read(struct sheet_reader *reader, struct text name, struct span from)
{
    const struct yaml *chain[MOST_SHEETS];
    int count = 0;
    while (name.size) {
        if (count == MOST_SHEETS) {
            diag_report(reader->diag, STYLE_CIRCLE, from, TEXT_PRINTF(name));
            return false;
        }
        struct source *source = sheet_source(reader, name, from);
        if (!source)
            return false;
        const struct yaml *sheet = yaml_parse(
            reader->arena, source, 0, source->content.size, reader->diag);
        if (!sheet || !yaml_is_map(sheet, reader->diag))
            return false;
        chain[count++] = sheet;
        reader->digest = digest_mix(reader->digest, text_hash(source->content));
        const struct yaml *base = yaml_find(sheet, "based-on");
        name = TEXT("");
        if (base && !yaml_text(base, &name, reader->diag))
            return false;
        from = base ? base->span : from;
    }
    for (int i = 0; i < count; i++)
        reader->sheets[i] = chain[count - 1 - i];
    reader->sheet_count = count;
    return true;
}

/* --- sections ---------------------------------------------------------------
 */

static void
colours_read(struct sheet_reader *reader, const struct yaml *map)
{
    if (!map || (reader->failed |= !yaml_is_map(map, reader->diag)))
        return;
    for (size_t i = 0; i < map->child_count; i++) {
        const struct yaml *value = &map->children[i];
        struct colour_entry *entry =
            ARENA_NEW(reader->arena, struct colour_entry);
        struct text text;
        if (!yaml_text(value, &text, reader->diag)) {
            reader->failed = true;
        } else if (!colour_parse(text, &entry->colour)) {
            diag_report(reader->diag, STYLE_COLOUR, value->span,
                        TEXT_PRINTF(text));
            reader->failed = true;
        }
        map_set(&reader->colours, value->key, entry);
    }
}

static void
declarations_to(struct sheet_reader *reader, const struct yaml *map,
                bool inline_only, scaled grid, struct block_style *style)
{
    struct declarations declarations;
    if (!map)
        return;
    if (!declarations_read(&reader->properties, map, inline_only,
                           &declarations))
        reader->failed = true;
    declarations_apply(&declarations, grid, style);
}

void
sheet_length(struct sheet_reader *reader, const struct yaml *map,
             const char *key, scaled grid, scaled *place)
{
    const struct yaml *value = yaml_find(map, key);
    struct length length;
    if (!value)
        return;
    if (length_read(value, reader->diag, &length))
        *place = length_resolve(length, grid, grid);
    else
        reader->failed = true;
}

static void
page_read(struct sheet_reader *reader, const struct yaml *map,
          struct page_style *page)
{
    static const char *const known[] = {"width",
                                        "height",
                                        "inner",
                                        "outer",
                                        "top",
                                        "bottom",
                                        "margin-column",
                                        "margin-gap",
                                        "grid",
                                        "header-baseline",
                                        "footer-baseline",
                                        "footnote-separator",
                                        "footnote-gap",
                                        "thumb-tabs",
                                        "tab-width",
                                        "tab-height",
                                        "tab-top",
                                        "tab-step",
                                        "qr-module",
                                        NULL};
    if (!map || (reader->failed |= !yaml_is_map(map, reader->diag)))
        return;
    reader->failed |= !yaml_check_keys(map, known, reader->arena, reader->diag);
    sheet_length(reader, map, "grid", page->grid, &page->grid);
    const struct {
        const char *key;
        scaled *place;
    } lengths[] = {
        {"width", &page->width},
        {"height", &page->height},
        {"inner", &page->inner},
        {"outer", &page->outer},
        {"top", &page->top},
        {"bottom", &page->bottom},
        {"margin-column", &page->margin_column},
        {"margin-gap", &page->margin_gap},
        {"header-baseline", &page->header_baseline},
        {"footer-baseline", &page->footer_baseline},
        {"footnote-separator", &page->footnote_separator},
        {"footnote-gap", &page->footnote_gap},
        {"tab-width", &page->tab_width},
        {"tab-height", &page->tab_height},
        {"tab-top", &page->tab_top},
        {"tab-step", &page->tab_step},
        {"qr-module", &page->qr_module},
    };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        sheet_length(reader, map, lengths[i].key, page->grid, lengths[i].place);
    const struct yaml *tabs = yaml_find(map, "thumb-tabs");
    if (tabs)
        reader->failed |= !yaml_bool(tabs, &page->thumb_tabs, reader->diag);
}

/* "1.5%" or "15" (a bare number is a thousandth) as thousandths. */
static void
permille_read(struct sheet_reader *reader, const struct yaml *map,
              const char *key, int most, int64_t *permille)
{
    const struct yaml *value = yaml_find(map, key);
    struct text text;
    if (!value)
        return;
    if (!yaml_text(value, &text, reader->diag)) {
        reader->failed = true;
        return;
    }
    int64_t number = 0, unit = 10;
    size_t at = 0;
    bool point = false;
    for (; at < text.size && unit && number <= most; at++) {
        if (text.data[at] == '.' && !point)
            point = true;
        else if (text.data[at] >= '0' && text.data[at] <= '9')
            number = number * 10 + text.data[at] - '0', unit /= point ? 10 : 1;
        else
            break;
    }
    number *= unit;
    if (at == 0 || !unit || number > most ||
        !text_equals(text_slice(text, at, text.size), "%")) {
        diag_report(reader->diag, YAML_KIND, value->span,
                    TEXT_PRINTF(value->key),
                    "a percentage with at most one decimal, such as 1.5%");
        reader->failed = true;
        return;
    }
    *permille = number;
}

static void
lines_read(struct sheet_reader *reader, const struct yaml *map,
           struct line_style *lines)
{
    static const char *const known[] = {"expansion",        "protrusion",
                                        "tolerance",        "space-stretch",
                                        "space-shrink",     "hyphen-penalty",
                                        "compound-penalty", "explicit-penalty",
                                        "ladder",           NULL};
    if (!map || (reader->failed |= !yaml_is_map(map, reader->diag)))
        return;
    reader->failed |= !yaml_check_keys(map, known, reader->arena, reader->diag);
    int64_t expansion = lines->expansion;
    permille_read(reader, map, "expansion", 50, &expansion);
    lines->expansion = (int)expansion;
    permille_read(reader, map, "space-stretch", 2000,
                  &lines->space_stretch_permille);
    permille_read(reader, map, "space-shrink", 800,
                  &lines->space_shrink_permille);
    const struct {
        const char *key;
        int least, most, *place;
    } numbers[] = {
        {"tolerance", 1, 10000, &lines->tolerance},
        {"hyphen-penalty", 0, 10000, &lines->hyphen_penalty},
        {"compound-penalty", 0, 10000, &lines->compound_penalty},
        {"explicit-penalty", 0, 10000, &lines->explicit_penalty},
        {"ladder", 1, 10, &lines->ladder},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const struct yaml *value = yaml_find(map, numbers[i].key);
        if (value)
            reader->failed |=
                !yaml_int(value, numbers[i].least, numbers[i].most,
                          numbers[i].place, reader->diag);
    }
    const struct yaml *protrusion = yaml_find(map, "protrusion");
    if (protrusion)
        reader->failed |=
            !yaml_bool(protrusion, &lines->protrusion, reader->diag);
}

static void
booklet_read(struct sheet_reader *reader, const struct yaml *map,
             struct booklet_style *booklet)
{
    static const char *const known[] = {"paper", "sheets", NULL};
    if (!map || (reader->failed |= !yaml_is_map(map, reader->diag)))
        return;
    reader->failed |= !yaml_check_keys(map, known, reader->arena, reader->diag);
    sheet_length(reader, map, "paper", 0, &booklet->paper);
    const struct yaml *sheets = yaml_find(map, "sheets");
    if (sheets)
        reader->failed |=
            !yaml_int(sheets, 1, 40, &booklet->sheets, reader->diag);
}

/* --- rules ------------------------------------------------------------------
 */

struct rule_array {
    struct rule *items;
    size_t count, capacity;
};

/* "heading 1, heading 2": one rule each. */
static void
rules_add(struct sheet_reader *reader, const struct yaml *value,
          struct rule_array *rules)
{
    struct declarations declarations;
    if (!declarations_read(&reader->properties, value, false, &declarations))
        reader->failed = true;
    for (size_t at = 0; at <= value->key.size;) {
        size_t end = text_index(value->key, ',', at);
        struct rule rule = {.declarations = declarations};
        if (selector_parse(text_slice(value->key, at, end), value->key_span,
                           reader->arena, reader->diag, &rule.selector))
            *ARRAY_PUSH(reader->arena, rules) = rule;
        else
            reader->failed = true;
        at = end + 1;
    }
}

static void
rules_read(struct sheet_reader *reader, const char *section,
           struct rule_array *rules)
{
    for (int i = 0; i < reader->sheet_count; i++) {
        const struct yaml *map = yaml_find(reader->sheets[i], section);
        if (!map || (reader->failed |= !yaml_is_map(map, reader->diag)))
            continue;
        for (size_t j = 0; j < map->child_count; j++)
            rules_add(reader, &map->children[j], rules);
    }
}

/* --- a whole sheet ----------------------------------------------------------
 */

/* What holds where no sheet says anything: A5, ten on fourteen. */
static void
style_defaults(struct style *style)
{
    style->page = (struct page_style){.width = 148 * SCALED_MM,
                                      .height = 210 * SCALED_MM,
                                      .inner = 18 * SCALED_MM,
                                      .outer = 16 * SCALED_MM,
                                      .top = 15 * SCALED_MM,
                                      .bottom = 20 * SCALED_MM,
                                      .grid = 14 * SCALED_PT,
                                      .header_baseline = 10 * SCALED_MM,
                                      .footer_baseline = 10 * SCALED_MM,
                                      .footnote_separator = 20 * SCALED_MM,
                                      .footnote_gap = 7 * SCALED_PT,
                                      .tab_width = 6 * SCALED_MM,
                                      .tab_height = 24 * SCALED_MM,
                                      .tab_top = 15 * SCALED_MM,
                                      .tab_step = 25 * SCALED_MM,
                                      .qr_module = SCALED_MM * 45 / 100};
    style->lines = (struct line_style){.expansion = 15,
                                       .protrusion = true,
                                       .tolerance = 200,
                                       .space_stretch_permille = 500,
                                       .space_shrink_permille = 333,
                                       .hyphen_penalty = 60,
                                       .compound_penalty = 10,
                                       .explicit_penalty = 20,
                                       .ladder = 2};
    /* Paper of 80 g/m2; a stapler for booklets takes sixteen sheets. */
    style->booklet =
        (struct booklet_style){.paper = SCALED_MM / 10, .sheets = 16};
    style->print = (struct print_style){.bleed = 3 * SCALED_MM};
    style->cover =
        (struct cover_style){.inks = {0x17505f, 0x7a3325, 0x38437a, 0x4a521b},
                             .ink_count = 4,
                             .paper = 0xf3f1ec,
                             .has_wall = true,
                             .band = 38,
                             .margin = 15 * SCALED_MM,
                             .spine_size = 12 * SCALED_PT};
    style->root = (struct block_style){
        .text = {.font = TEXT("text"), .size = 10 * SCALED_PT},
        .leading = 14 * SCALED_PT,
        .hyphenate = true,
        .hyphen_left = 2,
        .hyphen_right = 3,
        .keep_lines = 2};
}

static const struct yaml *
section_of(const struct sheet_reader *reader, int sheet, const char *name)
{
    return yaml_find(reader->sheets[sheet], name);
}

/* The furniture's text: the body's, then `header`, `folio`, `margin-note`,
 * `thumb-tab`. */
static void
furniture_read(struct sheet_reader *reader, struct style *style)
{
    scaled grid = style->page.grid;
    struct block_style header = style->root, folio = style->root,
                       note = style->root, tab = style->root;
    for (int i = 0; i < reader->sheet_count; i++) {
        declarations_to(reader, section_of(reader, i, "header"), true, grid,
                        &header);
        declarations_to(reader, section_of(reader, i, "folio"), true, grid,
                        &folio);
        declarations_to(reader, section_of(reader, i, "margin-note"), false,
                        grid, &note);
        declarations_to(reader, section_of(reader, i, "thumb-tab"), false, grid,
                        &tab);
    }
    style->page.header = header.text;
    style->page.folio = folio.text;
    style->page.margin_note = note.text;
    style->page.margin_note_leading = note.leading;
    style->page.tab = tab.text;
    style->page.tab_ground = tab.has_background ? tab.background : 0xffffff;
}

static void
page_check(struct sheet_reader *reader, const struct page_style *page)
{
    if (page->grid > 0 && page->width > page->inner + page->outer &&
        page->height > page->top + page->bottom + page->grid &&
        page->margin_column + page->margin_gap +
                (page->thumb_tabs ? page->tab_width : 0) <=
            page->outer)
        return;
    diag_report(reader->diag, STYLE_PAGE,
                reader->sheets[reader->sheet_count - 1]->span);
    reader->failed = true;
}

static void
style_read(struct sheet_reader *reader, struct style *style)
{
    static const char *const known[] = {
        "based-on", "colours",     "page",      "lines",  "text",   "header",
        "folio",    "margin-note", "thumb-tab", "blocks", "inline", "booklet",
        "print",    "inks",        "cover",     NULL};
    int count = reader->sheet_count;
    for (int i = 0; i < count; i++) {
        reader->failed |= !yaml_check_keys(reader->sheets[i], known,
                                           reader->arena, reader->diag);
        colours_read(reader, section_of(reader, i, "colours"));
        /* Of that very sheet: a colour that another changes loses them. */
        inks_read(reader, section_of(reader, i, "inks"), &style->inks);
    }
    for (int i = 0; i < count; i++) {
        page_read(reader, section_of(reader, i, "page"), &style->page);
        lines_read(reader, section_of(reader, i, "lines"), &style->lines);
        booklet_read(reader, section_of(reader, i, "booklet"), &style->booklet);
        print_read(reader, section_of(reader, i, "print"), &style->print);
        cover_read(reader, section_of(reader, i, "cover"), style->page.grid,
                   &style->cover);
    }
    for (int i = 0; i < count; i++)
        declarations_to(reader, section_of(reader, i, "text"), false,
                        style->page.grid, &style->root);
    furniture_read(reader, style);
    page_check(reader, &style->page);
    struct rule_array rules = {0};
    rules_read(reader, "blocks", &rules);
    rules_read(reader, "inline", &rules);
    style->cascade = cascade_new(reader->arena, rules.items, rules.count,
                                 &style->root, style->page.grid);
}

const struct style *
style_open(struct arena *arena, const struct text *folders, size_t folder_count,
           struct text name, struct span from, struct diag *diag)
{
    struct sheet_reader reader = {.arena = arena,
                                  .diag = diag,
                                  .folders = folders,
                                  .folder_count = folder_count,
                                  .colours = map_in(arena)};
    reader.properties = (struct property_reader){arena, diag, &reader.colours};
    if (!sheets_read(&reader, name, from))
        return NULL;
    struct style *style = ARENA_NEW(arena, struct style);
    style_defaults(style);
    style_read(&reader, style);
    style->digest = reader.digest;
    return reader.failed ? NULL : style;
}

const struct style *
style_fork(struct arena *arena, const struct style *style)
{
    struct style *fork = ARENA_NEW(arena, struct style);
    *fork = *style;
    fork->cascade = cascade_fork(arena, style->cascade);
    return fork;
}

const struct page_style *
style_page(const struct style *style)
{
    return &style->page;
}

const struct line_style *
style_lines(const struct style *style)
{
    return &style->lines;
}

const struct booklet_style *
style_booklet(const struct style *style)
{
    return &style->booklet;
}

const struct print_style *
style_print(const struct style *style)
{
    return &style->print;
}

const struct cover_style *
style_cover(const struct style *style)
{
    return &style->cover;
}

const struct style_ink *
style_inks(const struct style *style, size_t *count)
{
    *count = style->inks.count;
    return style->inks.items;
}

const struct block_style *
style_block(const struct style *style, const struct node *node)
{
    return cascade_block(style->cascade, node);
}

struct text_style
style_text(const struct style *style, const struct block_style *block,
           const struct node *inline_node)
{
    return cascade_text(style->cascade, block, inline_node);
}

uint64_t
style_digest(const struct style *style)
{
    return style->digest;
}
