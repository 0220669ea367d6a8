#include "media/svg_style.h"

#include "media/svg_value.h"

struct svg_style
svg_style_initial(void)
{
    return (struct svg_style){
        .stroke = {.none = true},
        .stroke_width = 1,
        .font_size = 16,
        .family = TEXT("sans-serif"),
    };
}

static bool
set_paint(const struct svg_style *style, struct text value,
          struct svg_paint *paint)
{
    if (text_equals(value, "none") || text_equals(value, "transparent")) {
        paint->none = true;
        return true;
    }
    paint->none = false;
    if (text_equals(value, "currentColor") ||
        text_equals(value, "currentcolor")) {
        paint->rgb = style->colour;
        return true;
    }
    return svg_colour(value, &paint->rgb);
}

static bool
set_fill(struct svg_style *style, struct text value)
{
    return set_paint(style, value, &style->fill);
}

static bool
set_stroke(struct svg_style *style, struct text value)
{
    return set_paint(style, value, &style->stroke);
}

static bool
set_colour(struct svg_style *style, struct text value)
{
    return svg_colour(value, &style->colour);
}

/* The index of a word among `words`; false when it is none of them. */
static bool
choose(struct text value, const char *const *words, int *choice)
{
    for (int i = 0; words[i]; i++)
        if (text_equals(value, words[i])) {
            *choice = i;
            return true;
        }
    return false;
}

static bool
set_fill_rule(struct svg_style *style, struct text value)
{
    int choice;
    if (!choose(value, (const char *const[]){"nonzero", "evenodd", NULL},
                &choice))
        return false;
    style->even_odd = choice == 1;
    return true;
}

static bool
set_stroke_width(struct svg_style *style, struct text value)
{
    return svg_length(value, style->font_size, &style->stroke_width) &&
           style->stroke_width >= 0;
}

static bool
set_dashes(struct svg_style *style, struct text value)
{
    style->dash_count = 0;
    if (text_equals(value, "none"))
        return true;
    size_t at = 0;
    double sum = 0;
    svg_skip_separator(value, &at);
    while (at < value.size) {
        double dash;
        if (style->dash_count == 8 || !svg_number(value, &at, &dash) ||
            dash < 0)
            return false;
        if (text_has_prefix(text_slice(value, at, value.size), "px")) {
            at += 2;
            svg_skip_separator(value, &at);
        }
        style->dashes[style->dash_count++] = dash;
        sum += dash;
    }
    if (!(sum > 0)) /* SVG: a solid line; PDF: an error */
        style->dash_count = 0;
    return true;
}

static bool
set_line_cap(struct svg_style *style, struct text value)
{
    return choose(value, (const char *const[]){"butt", "round", "square", NULL},
                  &style->line_cap);
}

static bool
set_line_join(struct svg_style *style, struct text value)
{
    return choose(value, (const char *const[]){"miter", "round", "bevel", NULL},
                  &style->line_join);
}

static bool
set_font_size(struct svg_style *style, struct text value)
{
    return svg_length(value, style->font_size, &style->font_size) &&
           style->font_size > 0 && style->font_size < 10000;
}

static bool
set_font_weight(struct svg_style *style, struct text value)
{
    double weight;
    int choice;
    if (choose(
            value,
            (const char *const[]){"normal", "bold", "lighter", "bolder", NULL},
            &choice)) {
        style->bold = choice & 1;
        return true;
    }
    if (!svg_only_number(value, &weight))
        return false;
    style->bold = weight >= 600;
    return true;
}

static bool
set_font_style(struct svg_style *style, struct text value)
{
    int choice;
    if (!choose(value,
                (const char *const[]){"normal", "italic", "oblique", NULL},
                &choice))
        return false;
    style->italic = choice > 0;
    return true;
}

/* The first family of the list that names one of the book's three kinds; any
 * other family is set in the sans role. */
static bool
set_font_family(struct svg_style *style, struct text value)
{
    style->family = TEXT("sans-serif");
    for (size_t at = 0; at < value.size;) {
        size_t end = text_index(value, ',', at);
        struct text name = text_trim(text_slice(value, at, end));
        if (text_equals(name, "sans-serif"))
            return true;
        if (text_equals(name, "serif") || text_equals(name, "monospace")) {
            style->family = name;
            return true;
        }
        at = end + 1;
    }
    return true;
}

static bool
set_anchor(struct svg_style *style, struct text value)
{
    int choice;
    if (!choose(value, (const char *const[]){"start", "middle", "end", NULL},
                &choice))
        return false;
    style->anchor = (enum svg_anchor)choice;
    return true;
}

static bool
set_display(struct svg_style *style, struct text value)
{
    if (text_equals(value, "none"))
        style->hidden = true;
    return true;
}

static bool
set_visibility(struct svg_style *style, struct text value)
{
    int choice;
    if (!choose(value, (const char *const[]){"visible", "hidden", NULL},
                &choice))
        return false;
    if (choice == 1)
        style->hidden = true;
    return true;
}

static const struct setter {
    const char *name;
    bool (*set)(struct svg_style *style, struct text value);
} setters[] = {
    {"fill", set_fill},
    {"stroke", set_stroke},
    {"color", set_colour},
    {"fill-rule", set_fill_rule},
    {"stroke-width", set_stroke_width},
    {"stroke-dasharray", set_dashes},
    {"stroke-linecap", set_line_cap},
    {"stroke-linejoin", set_line_join},
    {"font-size", set_font_size},
    {"font-weight", set_font_weight},
    {"font-style", set_font_style},
    {"font-family", set_font_family},
    {"text-anchor", set_anchor},
    {"display", set_display},
    {"visibility", set_visibility},
};

/* Properties outside the subset that drawing programs write at their default
 * value, where they change nothing.  NULL: without effect at any value. */
static const struct inert {
    const char *name, *value;
} inert[] = {
    {"opacity", "1"},
    {"fill-opacity", "1"},
    {"stroke-opacity", "1"},
    {"stroke-dashoffset", "0"},
    {"stroke-miterlimit", NULL},
    {"paint-order", "normal"},
    {"vector-effect", "none"},
    {"mix-blend-mode", "normal"},
    {"isolation", "auto"},
    {"clip-path", "none"},
    {"clip-rule", NULL},
    {"mask", "none"},
    {"filter", "none"},
    {"marker", "none"},
    {"marker-start", "none"},
    {"marker-mid", "none"},
    {"marker-end", "none"},
    {"text-decoration", "none"},
    {"letter-spacing", "normal"},
    {"letter-spacing", "0"},
    {"letter-spacing", "0px"},
    {"word-spacing", "normal"},
    {"word-spacing", "0"},
    {"word-spacing", "0px"},
    {"baseline-shift", "baseline"},
    {"dominant-baseline", "auto"},
    {"dominant-baseline", "alphabetic"},
    {"writing-mode", "lr-tb"},
    {"writing-mode", "lr"},
    {"writing-mode", "horizontal-tb"},
    {"direction", "ltr"},
    {"text-orientation", NULL},
    {"text-align", NULL},
    {"text-indent", "0"},
    {"text-transform", "none"},
    {"font-variant", "normal"},
    {"font-variant-ligatures", NULL},
    {"font-variant-caps", "normal"},
    {"font-variant-numeric", NULL},
    {"font-variant-east-asian", NULL},
    {"font-variant-position", "normal"},
    {"font-variant-alternates", "normal"},
    {"font-stretch", "normal"},
    {"font-feature-settings", "normal"},
    {"font-kerning", NULL},
    {"line-height", NULL},
    {"white-space", NULL},
    {"inline-size", "0"},
    {"shape-padding", "0"},
    {"shape-margin", "0"},
    {"overflow", NULL},
    {"enable-background", NULL},
    {"shape-rendering", NULL},
    {"text-rendering", NULL},
    {"image-rendering", NULL},
    {"color-rendering", NULL},
    {"color-interpolation", NULL},
    {"color-interpolation-filters", NULL},
    {"stop-color", NULL},
    {"stop-opacity", NULL},
    {"solid-color", NULL},
    {"solid-opacity", NULL},
    {"text-decoration-line", "none"},
    {"text-decoration-style", NULL},
    {"text-decoration-color", NULL},
    {"pointer-events", NULL},
    {"cursor", NULL},
};

static enum svg_property
inert_property(struct text name, struct text value)
{
    enum svg_property result = SVG_PROPERTY_UNKNOWN;
    double a, b;
    for (size_t i = 0; i < sizeof inert / sizeof *inert; i++) {
        if (!text_equals(name, inert[i].name))
            continue;
        if (!inert[i].value || text_equals(value, inert[i].value) ||
            (svg_only_number(value, &a) &&
             svg_only_number(text_of(inert[i].value), &b) && a >= b && a <= b))
            return SVG_PROPERTY_DONE;
        result = SVG_PROPERTY_INVALID;
    }
    return result;
}

enum svg_property
svg_style_set(struct svg_style *style, struct text name, struct text value)
{
    value = text_trim(value);
    for (size_t i = 0; i < sizeof setters / sizeof *setters; i++) {
        if (!text_equals(name, setters[i].name))
            continue;
        if (text_equals(value, "inherit"))
            return SVG_PROPERTY_DONE;
        return setters[i].set(style, value) ? SVG_PROPERTY_DONE
                                            : SVG_PROPERTY_INVALID;
    }
    return inert_property(name, value);
}

enum svg_property
svg_style_declarations(struct svg_style *style, struct text declarations,
                       struct text *name, struct text *value)
{
    for (size_t at = 0; at < declarations.size;) {
        size_t end = text_index(declarations, ';', at);
        struct text one = text_trim(text_slice(declarations, at, end));
        size_t colon = text_index(one, ':', 0);
        *name = text_trim(text_slice(one, 0, colon));
        *value = text_trim(text_slice(one, colon + 1, one.size));
        at = end + 1;
        /* "-inkscape-...": a program's own notes. */
        if (!one.size || text_has_prefix(*name, "-"))
            continue;
        if (colon == one.size)
            return SVG_PROPERTY_INVALID;
        enum svg_property result = svg_style_set(style, *name, *value);
        if (result != SVG_PROPERTY_DONE)
            return result;
    }
    return SVG_PROPERTY_DONE;
}
