#include "style/property.h"

#include "base/array.h"
#include "base/message.h"

#include <stddef.h>

enum property_type {
    PROPERTY_LENGTH,
    PROPERTY_SIZE, /* length; em is the size around it */
    PROPERTY_COLOUR,
    PROPERTY_FILL, /* colour or none, with a flag */
    PROPERTY_BOOLEAN,
    PROPERTY_NUMBER,
    PROPERTY_TEXT,
    PROPERTY_ALIGN, /* choices from here on */
    PROPERTY_WEIGHT,
    PROPERTY_SLANT,
    PROPERTY_FIGURES,
    PROPERTY_CAPS,
    PROPERTY_FLOAT,
    PROPERTY_QR
};

struct property {
    const char *name;
    enum property_type type;
    size_t offset, flag; /* in struct block_style */
    int least, most;     /* NUMBER */
    bool is_inline;      /* belongs to text, so inline rules may set it */
};

#define AT(member) offsetof(struct block_style, member)

static const struct property properties[] = {
    {"size", PROPERTY_SIZE, AT(text.size), 0, 0, 0, true},
    {"font", PROPERTY_TEXT, AT(text.font), 0, 0, 0, true},
    {"weight", PROPERTY_WEIGHT, AT(text.variant), 0, 0, 0, true},
    {"slant", PROPERTY_SLANT, AT(text.variant), 0, 0, 0, true},
    {"figures", PROPERTY_FIGURES, AT(text.feature), 0, 0, 0, true},
    {"caps", PROPERTY_CAPS, AT(text.feature), 0, 0, 0, true},
    {"rise", PROPERTY_LENGTH, AT(text.rise), 0, 0, 0, true},
    {"tracking", PROPERTY_LENGTH, AT(text.tracking), 0, 0, 0, true},
    {"colour", PROPERTY_COLOUR, AT(text.colour), 0, 0, 0, true},
    {"underline", PROPERTY_BOOLEAN, AT(text.underline), 0, 0, 0, true},
    {"strike", PROPERTY_BOOLEAN, AT(text.strike), 0, 0, 0, true},
    {"leading", PROPERTY_LENGTH, AT(leading), 0, 0, 0, false},
    {"align", PROPERTY_ALIGN, AT(align), 0, 0, 0, false},
    {"hyphenate", PROPERTY_BOOLEAN, AT(hyphenate), 0, 0, 0, false},
    {"hyphen-left", PROPERTY_NUMBER, AT(hyphen_left), 0, 1, 9, false},
    {"hyphen-right", PROPERTY_NUMBER, AT(hyphen_right), 0, 1, 9, false},
    {"indent", PROPERTY_LENGTH, AT(indent), 0, 0, 0, false},
    {"space-before", PROPERTY_LENGTH, AT(space_before), 0, 0, 0, false},
    {"space-after", PROPERTY_LENGTH, AT(space_after), 0, 0, 0, false},
    {"margin-left", PROPERTY_LENGTH, AT(margin_left), 0, 0, 0, false},
    {"margin-right", PROPERTY_LENGTH, AT(margin_right), 0, 0, 0, false},
    {"padding-left", PROPERTY_LENGTH, AT(padding_left), 0, 0, 0, false},
    {"padding-right", PROPERTY_LENGTH, AT(padding_right), 0, 0, 0, false},
    {"padding-top", PROPERTY_LENGTH, AT(padding_top), 0, 0, 0, false},
    {"padding-bottom", PROPERTY_LENGTH, AT(padding_bottom), 0, 0, 0, false},
    {"background", PROPERTY_FILL, AT(background), AT(has_background), 0, 0,
     false},
    {"border", PROPERTY_LENGTH, AT(border_width), AT(has_border), 0, 0, false},
    {"border-colour", PROPERTY_COLOUR, AT(border_colour), 0, 0, 0, false},
    {"bar", PROPERTY_LENGTH, AT(bar_width), 0, 0, 0, false},
    {"bar-colour", PROPERTY_COLOUR, AT(bar_colour), 0, 0, 0, false},
    {"icon", PROPERTY_TEXT, AT(icon), 0, 0, 0, false},
    {"label", PROPERTY_TEXT, AT(label), 0, 0, 0, false},
    {"rule-above", PROPERTY_LENGTH, AT(rule_above), 0, 0, 0, false},
    {"rule-below", PROPERTY_LENGTH, AT(rule_below), 0, 0, 0, false},
    {"keep-with-next", PROPERTY_BOOLEAN, AT(keep_with_next), 0, 0, 0, false},
    {"keep-together", PROPERTY_BOOLEAN, AT(keep_together), 0, 0, 0, false},
    {"in-margin", PROPERTY_BOOLEAN, AT(in_margin), 0, 0, 0, false},
    {"least-height", PROPERTY_LENGTH, AT(least_height), 0, 0, 0, false},
    {"equal-columns", PROPERTY_BOOLEAN, AT(equal_columns), 0, 0, 0, false},
    {"dashed", PROPERTY_BOOLEAN, AT(dashed), 0, 0, 0, false},
    {"qr", PROPERTY_QR, AT(qr), 0, 0, 0, false},
    {"float", PROPERTY_FLOAT, AT(floats), 0, 0, 0, false},
    {"keep-lines", PROPERTY_NUMBER, AT(keep_lines), 0, 1, 9, false},
    {"new-page", PROPERTY_BOOLEAN, AT(new_page), 0, 0, 0, false},
    {"new-recto", PROPERTY_BOOLEAN, AT(new_recto), 0, 0, 0, false},
    {"marker", PROPERTY_TEXT, AT(marker), 0, 0, 0, false},
    {"marker-gap", PROPERTY_LENGTH, AT(marker_gap), 0, 0, 0, false},
    {"number-ground", PROPERTY_FILL, AT(number_ground), AT(has_number_ground),
     0, 0, false},
    {"columns", PROPERTY_NUMBER, AT(columns), 0, 1, 4, false},
    {"column-gap", PROPERTY_LENGTH, AT(column_gap), 0, 0, 0, false},
    {"drop", PROPERTY_LENGTH, AT(drop), 0, 0, 0, false},
};
enum { PROPERTY_COUNT = sizeof properties / sizeof *properties };
_Static_assert(PROPERTY_COUNT <= (int)DECLARATIONS_MOST, "merged fit");

enum weight { WEIGHT_REGULAR, WEIGHT_SEMIBOLD, WEIGHT_BOLD, WEIGHT_BLACK };
enum slant { SLANT_UPRIGHT, SLANT_ITALIC, SLANT_TOGGLE };
enum figures { FIGURES_TEXT, FIGURES_TABULAR };
enum caps { CAPS_NORMAL, CAPS_SMALL };

/* In the order of the enumerations that they choose from. */
static const char *const align_names[] = {"justify", "left", "center", "right",
                                          NULL};
static const char *const weight_names[] = {"regular", "semibold", "bold",
                                           "black", NULL};
static const char *const slant_names[] = {"upright", "italic", "toggle", NULL};
static const char *const figures_names[] = {"text", "tabular", NULL};
static const char *const caps_names[] = {"normal", "small", NULL};

/* By whether it floats. */
static const char *const float_names[] = {"none", "page", NULL};

/* In the order of enum qr_place. */
static const char *const qr_names[] = {"none", "beside", "margin", NULL};

static const char *const *const choice_names[] = {
    [PROPERTY_ALIGN] = align_names, [PROPERTY_WEIGHT] = weight_names,
    [PROPERTY_SLANT] = slant_names, [PROPERTY_FIGURES] = figures_names,
    [PROPERTY_CAPS] = caps_names,   [PROPERTY_FLOAT] = float_names,
    [PROPERTY_QR] = qr_names,
};

/* --- reading ----------------------------------------------------------------
 */

bool
colour_parse(struct text text, uint32_t *colour)
{
    if (text.size != 7 || text.data[0] != '#')
        return false;
    *colour = 0;
    for (size_t i = 1; i < 7; i++) {
        char c = text.data[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return false;
        *colour = *colour << 4 | (uint32_t)digit;
    }
    return true;
}

/* The digits of "-10.25" as 1/10000; *at moves behind them. */
static bool
decimal_parse(struct text text, size_t *at, int64_t *number)
{
    bool negative = text.size && text.data[0] == '-', any = false;
    int64_t value = 0, unit = 10000;
    bool point = false;
    for (*at = negative; *at < text.size; ++*at) {
        char c = text.data[*at];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        if (unit == 1 || value > 1000000)
            return false;
        any = true;
        value = value * 10 + (c - '0');
        if (point)
            unit /= 10;
    }
    *number = (negative ? -value : value) * unit;
    return any;
}

bool
length_read(const struct yaml *value, struct diag *diag, struct length *length)
{
    static const char *const units[] = {"mm", "pt", "em", "gr"};
    struct text text;
    if (!yaml_text(value, &text, diag))
        return false;
    size_t at;
    if (decimal_parse(text, &at, &length->number)) {
        struct text unit = text_slice(text, at, text.size);
        length->unit = UNIT_PT;
        if (!unit.size && !length->number)
            return true;
        for (unsigned i = 0; i < sizeof units / sizeof *units; i++)
            if (text_equals(unit, units[i])) {
                length->unit = (enum length_unit)i;
                return true;
            }
    }
    diag_report(diag, YAML_KIND, value->span, TEXT_PRINTF(value->key),
                "a length, such as 10.5pt, 4mm, 1.2em or 2gr (grid lines)");
    return false;
}

static bool
colour_read(const struct property_reader *reader, const struct yaml *value,
            struct declaration *declaration)
{
    struct text text;
    uint32_t colour;
    if (!yaml_text(value, &text, reader->diag))
        return false;
    const struct colour_entry *named = map_find(reader->colours, text);
    if (named || colour_parse(text, &colour)) {
        declaration->number = (int)(named ? named->colour : colour);
        return true;
    }
    if (text_equals(text, "none") &&
        declaration->property->type == PROPERTY_FILL) {
        declaration->is_none = true;
        return true;
    }
    size_t count = reader->colours->count;
    struct text *names = ARENA_ARRAY(reader->arena, count, struct text);
    for (size_t i = 0; i < count; i++)
        names[i] = reader->colours->entries[i].key;
    struct text hint = diag_suggest(reader->arena, text, names, count);
    diag_report_hint(reader->diag, STYLE_COLOUR, hint, value->span,
                     TEXT_PRINTF(text));
    return false;
}

static bool
choice_read(const struct property_reader *reader, const struct yaml *value,
            struct declaration *declaration)
{
    const char *const *names = choice_names[declaration->property->type];
    struct text text;
    if (!yaml_text(value, &text, reader->diag))
        return false;
    struct text listed = TEXT("");
    for (int i = 0; names[i]; i++) {
        if (text_equals(text, names[i])) {
            declaration->number = i;
            return true;
        }
        listed = arena_printf(reader->arena, "%.*s%s%s", TEXT_PRINTF(listed),
                              i ? ", " : "", names[i]);
    }
    diag_report(reader->diag, YAML_KIND, value->span, TEXT_PRINTF(value->key),
                arena_printf(reader->arena, message("one of: %.*s"),
                             TEXT_PRINTF(listed))
                    .data);
    return false;
}

static bool
value_read(const struct property_reader *reader, const struct yaml *value,
           struct declaration *declaration)
{
    const struct property *property = declaration->property;
    bool boolean;
    switch (property->type) {
    case PROPERTY_LENGTH:
    case PROPERTY_SIZE:
        return length_read(value, reader->diag, &declaration->length);
    case PROPERTY_COLOUR:
    case PROPERTY_FILL:
        return colour_read(reader, value, declaration);
    case PROPERTY_BOOLEAN:
        if (!yaml_bool(value, &boolean, reader->diag))
            return false;
        declaration->number = boolean;
        return true;
    case PROPERTY_NUMBER:
        return yaml_int(value, property->least, property->most,
                        &declaration->number, reader->diag);
    case PROPERTY_TEXT:
        return yaml_text(value, &declaration->text, reader->diag);
    case PROPERTY_ALIGN:
    case PROPERTY_WEIGHT:
    case PROPERTY_SLANT:
    case PROPERTY_FIGURES:
    case PROPERTY_CAPS:
    case PROPERTY_FLOAT:
    case PROPERTY_QR:
        return choice_read(reader, value, declaration);
    }
    return false;
}

static const struct property *
property_find(struct text name, bool inline_only)
{
    for (int i = 0; i < PROPERTY_COUNT; i++)
        if (text_equals(name, properties[i].name) &&
            (!inline_only || properties[i].is_inline))
            return &properties[i];
    return NULL;
}

static void
property_unknown(const struct property_reader *reader, const struct yaml *value)
{
    struct text names[PROPERTY_COUNT];
    for (int i = 0; i < PROPERTY_COUNT; i++)
        names[i] = text_of(properties[i].name);
    diag_report_hint(
        reader->diag, YAML_KEY_UNKNOWN,
        diag_suggest(reader->arena, value->key, names, PROPERTY_COUNT),
        value->key_span, TEXT_PRINTF(value->key));
}

bool
declarations_read(const struct property_reader *reader, const struct yaml *map,
                  bool inline_only, struct declarations *declarations)
{
    *declarations = (struct declarations){0};
    if (!yaml_is_map(map, reader->diag))
        return false;
    declarations->items =
        ARENA_ARRAY(reader->arena, map->child_count, struct declaration);
    bool all_fit = true;
    for (size_t i = 0; i < map->child_count; i++) {
        const struct yaml *value = &map->children[i];
        struct declaration declaration = {
            .property = property_find(value->key, inline_only)};
        if (!declaration.property) {
            property_unknown(reader, value);
            all_fit = false;
        } else if (!value_read(reader, value, &declaration)) {
            all_fit = false;
        } else {
            declarations->items[declarations->count++] = declaration;
        }
    }
    return all_fit;
}

/* --- applying ---------------------------------------------------------------
 */

scaled
length_resolve(struct length length, scaled em, scaled grid)
{
    switch (length.unit) {
    case UNIT_MM: /* 360/127 points a millimetre */
        return scaled_ratio(length.number, SCALED_PT * 360, 127 * 10000);
    case UNIT_PT:
        return scaled_ratio(length.number, SCALED_PT, 10000);
    case UNIT_EM:
        return scaled_ratio(length.number, em, 10000);
    case UNIT_GRID:
        return scaled_ratio(length.number, grid, 10000);
    }
    return 0;
}

static bool
variant_is_italic(enum font_variant variant)
{
    return variant == FONT_ITALIC || variant == FONT_BOLD_ITALIC;
}

/* The variant of a weight and a slant; what the fonts lack (black italic)
 * keeps the weight, bold apart. */
static enum font_variant
variant_of(enum weight weight, bool italic)
{
    switch (weight) {
    case WEIGHT_REGULAR:
        return italic ? FONT_ITALIC : FONT_REGULAR;
    case WEIGHT_SEMIBOLD:
        return italic ? FONT_BOLD_ITALIC : FONT_SEMIBOLD;
    case WEIGHT_BOLD:
        return italic ? FONT_BOLD_ITALIC : FONT_BOLD;
    case WEIGHT_BLACK:
        return FONT_BLACK;
    }
    return FONT_REGULAR;
}

static enum weight
variant_weight(enum font_variant variant)
{
    switch (variant) {
    case FONT_SEMIBOLD:
        return WEIGHT_SEMIBOLD;
    case FONT_BOLD:
    case FONT_BOLD_ITALIC:
        return WEIGHT_BOLD;
    case FONT_BLACK:
        return WEIGHT_BLACK;
    case FONT_REGULAR:
    case FONT_ITALIC:
    case FONT_VARIANT_COUNT:
        break;
    }
    return WEIGHT_REGULAR;
}

static void
feature_set(unsigned *feature, unsigned bit, bool on)
{
    *feature = on ? *feature | bit : *feature & ~bit;
}

static void
choice_apply(const struct declaration *declaration, struct block_style *style)
{
    enum font_variant *variant = &style->text.variant;
    bool italic = variant_is_italic(*variant);
    switch ((int)declaration->property->type) {
    case PROPERTY_ALIGN:
        style->align = (enum text_align)declaration->number;
        break;
    case PROPERTY_WEIGHT:
        *variant = variant_of((enum weight)declaration->number, italic);
        break;
    case PROPERTY_SLANT:
        italic = declaration->number == SLANT_ITALIC ||
                 (declaration->number == SLANT_TOGGLE && !italic);
        *variant = variant_of(variant_weight(*variant), italic);
        break;
    case PROPERTY_FIGURES:
        feature_set(&style->text.feature, FONT_TABULAR,
                    declaration->number == FIGURES_TABULAR);
        break;
    case PROPERTY_CAPS:
        feature_set(&style->text.feature, FONT_SMALL_CAPS,
                    declaration->number == CAPS_SMALL);
        break;
    case PROPERTY_FLOAT:
        style->floats = declaration->number;
        break;
    case PROPERTY_QR:
        style->qr = (enum qr_place)declaration->number;
        break;
    }
}

static void
declaration_apply(const struct declaration *declaration, scaled em, scaled grid,
                  struct block_style *style)
{
    const struct property *property = declaration->property;
    void *place = (char *)style + property->offset;
    bool *flag = (bool *)((char *)style + property->flag);
    switch (property->type) {
    case PROPERTY_LENGTH:
    case PROPERTY_SIZE:
        *(scaled *)place = length_resolve(declaration->length, em, grid);
        if (property->flag)
            *flag = *(scaled *)place > 0;
        break;
    case PROPERTY_COLOUR:
        *(uint32_t *)place = (uint32_t)declaration->number;
        break;
    case PROPERTY_FILL:
        *flag = !declaration->is_none;
        *(uint32_t *)place = (uint32_t)declaration->number;
        break;
    case PROPERTY_BOOLEAN:
        *(bool *)place = declaration->number;
        break;
    case PROPERTY_NUMBER:
        *(int *)place = declaration->number;
        break;
    case PROPERTY_TEXT:
        *(struct text *)place = declaration->text;
        break;
    case PROPERTY_ALIGN:
    case PROPERTY_WEIGHT:
    case PROPERTY_SLANT:
    case PROPERTY_FIGURES:
    case PROPERTY_CAPS:
    case PROPERTY_FLOAT:
    case PROPERTY_QR:
        choice_apply(declaration, style);
        break;
    }
}

void
declarations_merge(struct declarations *merged, const struct declarations *more)
{
    for (size_t i = 0; i < more->count; i++) {
        size_t at = 0;
        while (at < merged->count &&
               merged->items[at].property != more->items[i].property)
            at++;
        merged->items[at] = more->items[i];
        if (at == merged->count)
            merged->count++;
    }
}

void
declarations_apply(const struct declarations *declarations, scaled grid,
                   struct block_style *style)
{
    for (int sizes = 1; sizes >= 0; sizes--)
        for (size_t i = 0; i < declarations->count; i++) {
            const struct declaration *item = &declarations->items[i];
            if ((item->property->type == PROPERTY_SIZE) == (sizes == 1))
                declaration_apply(item, style->text.size, grid, style);
        }
}
