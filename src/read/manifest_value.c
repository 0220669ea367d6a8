#include "read/manifest_value.h"

void
manifest_read_targets(struct manifest *manifest, const struct yaml *value,
                      struct edition *edition)
{
    struct text names[3 + FORM_COUNT] = {{"pdf", 3}, {"epub", 4}, {"pack", 4}};
    size_t name_count = 3;
    for (int form = FORM_OWN + 1; form < FORM_COUNT; form++)
        names[name_count++] = form_name((enum form)form);
    struct text *targets;
    size_t count;
    if (!yaml_texts(value, manifest->arena, &targets, &count, manifest->diag))
        return;
    edition->pdf = edition->epub = edition->pack = false;
    edition->forms = 0;
    for (size_t i = 0; i < count; i++) {
        if (text_equal(targets[i], names[0])) {
            edition->pdf = true;
        } else if (text_equal(targets[i], names[1])) {
            edition->epub = true;
        } else if (text_equal(targets[i], names[2])) {
            edition->pack = true;
        } else if (form_named(targets[i])) {
            edition->forms |= 1u << form_named(targets[i]);
        } else {
            struct span span = value->kind == YAML_LIST
                                   ? value->children[i].span
                                   : value->span;
            diag_report_hint(
                manifest->diag, VALUE_UNKNOWN,
                diag_choose(manifest->arena, targets[i], names, name_count),
                span, "target", TEXT_PRINTF(targets[i]));
        }
    }
}

void
manifest_read_policy(struct manifest *manifest, const struct yaml *value,
                     struct edition *edition)
{
    static const struct text names[] = {
        [REFERENCES_ERROR] = {"error", 5},
        [REFERENCES_REWORDED] = {"reworded", 8},
        [REFERENCES_OMIT] = {"omit", 4},
    };
    enum { COUNT = sizeof names / sizeof *names };
    struct text policy;
    if (!yaml_text(value, &policy, manifest->diag))
        return;
    for (int i = 0; i < COUNT; i++)
        if (text_equal(policy, names[i])) {
            edition->references = (enum reference_policy)i;
            return;
        }
    diag_report_hint(manifest->diag, VALUE_UNKNOWN,
                     diag_choose(manifest->arena, policy, names, COUNT),
                     value->span, "policy for references", TEXT_PRINTF(policy));
}

void
manifest_read_definitions(struct manifest *manifest, const struct yaml *value,
                          struct edition *edition)
{
    static const struct text names[] = {{"glossary", 8}, {"beside", 6}};
    struct text place;
    if (!yaml_text(value, &place, manifest->diag))
        return;
    if (text_equal(place, names[0]) || text_equal(place, names[1]))
        edition->explains_beside = text_equal(place, names[1]);
    else
        diag_report_hint(manifest->diag, VALUE_UNKNOWN,
                         diag_suggest(manifest->arena, place, names, 2),
                         value->span, "place for definitions",
                         TEXT_PRINTF(place));
}

/* "last", "none", or a version, whose file the session looks for. */
void
manifest_read_since(struct manifest *manifest, const struct yaml *value,
                    struct edition *edition)
{
    if (!yaml_text(value, &edition->since, manifest->diag))
        return;
    edition->since_span = value->span;
    if (text_equals(edition->since, "none"))
        edition->since = TEXT("");
}

void
manifest_read_colour(struct manifest *manifest, const struct yaml *value,
                     struct edition *edition)
{
    static const struct text names[] = {{"full", 4}, {"black", 5}};
    struct text colour;
    if (!yaml_text(value, &colour, manifest->diag))
        return;
    if (text_equal(colour, names[0]) || text_equal(colour, names[1]))
        edition->is_black = text_equal(colour, names[1]);
    else
        diag_report_hint(manifest->diag, VALUE_UNKNOWN,
                         diag_choose(manifest->arena, colour, names, 2),
                         value->span, "colour", TEXT_PRINTF(colour));
}

/* "1.25" as 1250; false when it is no number with three decimals at most, from
 * 0 to 10. */
static bool
read_thousandths(struct text text, int *number)
{
    int value = 0, unit = 1000;
    bool point = false;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if ((byte == '.' || byte == ',') && !point) {
            point = true;
        } else if (byte >= '0' && byte <= '9' && unit > 0 && value < 10000) {
            value = point ? value + (byte - '0') * (unit /= 10)
                          : value * 10 + (byte - '0') * 1000;
        } else {
            return false;
        }
    }
    *number = value;
    return text.size > 0 && unit > 0 && value <= 10000;
}

static void
read_decimal(struct manifest *manifest, const struct yaml *value, int *number)
{
    struct text text;
    if (value && yaml_text(value, &text, manifest->diag) &&
        !read_thousandths(text, number))
        diag_report(manifest->diag, YAML_KIND, value->span,
                    TEXT_PRINTF(value->key), "a number such as 1.25");
}

void
manifest_read_paper(struct manifest *manifest, const struct yaml *map)
{
    static const char *const known[] = {"weight", "bulk", "cover", NULL};
    struct paper *paper = &manifest->book->paper;
    /* Wood-free offset paper; board of 240 grams. */
    *paper = (struct paper){.weight = 90, .bulk = 1200, .cover = 300};
    if (!map || !yaml_is_map(map, manifest->diag))
        return;
    yaml_check_keys(map, known, manifest->arena, manifest->diag);
    const struct yaml *weight = yaml_find(map, "weight");
    if (weight)
        yaml_int(weight, 20, 400, &paper->weight, manifest->diag);
    read_decimal(manifest, yaml_find(map, "bulk"), &paper->bulk);
    read_decimal(manifest, yaml_find(map, "cover"), &paper->cover);
}

void
manifest_read_style(struct manifest *manifest, const struct yaml *value,
                    struct edition *edition)
{
    if (yaml_text(value, &edition->style, manifest->diag))
        edition->style_span = value->span;
}

void
manifest_read_reads(struct manifest *manifest, const struct yaml *value,
                    struct edition *edition)
{
    const struct book *book = manifest->book;
    edition->atom = -1;
    edition->reads = TEXT("");
    if (!book->audience_count && !value)
        return;
    struct text name = edition->id;
    struct span span = edition->span;
    if (value) {
        if (!yaml_text(value, &name, manifest->diag))
            return;
        span = value->span;
    }
    edition->reads = name;
    const struct audience *audience = book_audience(book, name);
    if (audience && !audience->is_group) {
        edition->atom = (int)(audience - book->audiences);
        return;
    }
    struct text *names =
        ARENA_ARRAY(manifest->arena, book->atom_count + 1, struct text);
    for (size_t i = 0; i < book->atom_count; i++)
        names[i] = book->audiences[i].name;
    if (audience)
        diag_report(manifest->diag, AUDIENCE_GROUP, span, TEXT_PRINTF(name));
    else
        diag_report_hint(
            manifest->diag, AUDIENCE_UNDECLARED,
            diag_choose(manifest->arena, name, names, book->atom_count), span,
            TEXT_PRINTF(name));
}
