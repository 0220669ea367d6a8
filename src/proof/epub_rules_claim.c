#include "proof/epub_checking.h"

/* What the package says of the book's accessibility, against what the book
 * holds: EPUB Accessibility 1.1, sections 2 and 3. */

static void
found(struct epub_checking *checking, enum epub_rule rule,
      const struct epub_element *at, struct text detail)
{
    epub_found(checking, rule, TEXT("EPUB/package.opf"), at, detail);
}

/* The next <meta property="name"> after `at` (NULL: the first). */
static const struct epub_element *
property_next(const struct epub_checking *checking, const char *name,
              const struct epub_element *at)
{
    at = at ? epub_tree_next(at, checking->package) : checking->package;
    while (at && !(epub_is(at, "meta") &&
                   text_equals(epub_value(at, "property", NULL), name)))
        at = epub_tree_next(at, checking->package);
    return at;
}

/* Is there such a property with that value (NULL: any but an empty one)? */
static bool
says(const struct epub_checking *checking, const char *name, const char *value)
{
    const struct epub_element *at = NULL;
    while ((at = property_next(checking, name, at))) {
        struct text text = epub_text(checking->arena, at);
        if (value ? text_equals(text, value) : text.size > 0)
            return true;
    }
    return false;
}

static bool
is_one_of(struct text text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equals(text, words[i]))
            return true;
    return false;
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The terms of the vocabulary (w3.org/2021/a11y-discov-vocab) that bouwsteen
 * may ever claim. */
static void
check_vocabulary(struct epub_checking *checking)
{
    static const char *const modes[] = {"textual", "visual"};
    static const char *const sufficient[] = {"textual", "textual,visual"};
    static const char *const features[] = {"alternativeText",
                                           "displayTransformability",
                                           "index",
                                           "longDescription",
                                           "MathML",
                                           "describedMath",
                                           "pageBreakMarkers",
                                           "pageNavigation",
                                           "readingOrder",
                                           "structuralNavigation",
                                           "tableOfContents",
                                           "unlocked"};
    static const char *const hazards[] = {"none", "unknown"};
    static const struct {
        const char *name;
        const char *const *words;
        size_t count;
    } properties[] = {
        {"schema:accessMode", modes, COUNT(modes)},
        {"schema:accessModeSufficient", sufficient, COUNT(sufficient)},
        {"schema:accessibilityFeature", features, COUNT(features)},
        {"schema:accessibilityHazard", hazards, COUNT(hazards)},
        {"schema:accessibilitySummary", NULL, 0}};
    for (size_t i = 0; i < COUNT(properties); i++) {
        const struct epub_element *at = NULL;
        if (!says(checking, properties[i].name, NULL))
            found(checking, EPUB_RULE_ACCESSIBILITY, NULL,
                  text_of(properties[i].name));
        while (properties[i].words &&
               (at = property_next(checking, properties[i].name, at))) {
            struct text text = epub_text(checking->arena, at);
            if (!is_one_of(text, properties[i].words, properties[i].count))
                found(checking, EPUB_RULE_VOCABULARY, at, text);
        }
    }
    const struct epub_element *hazard =
        property_next(checking, "schema:accessibilityHazard", NULL);
    if (hazard && property_next(checking, "schema:accessibilityHazard", hazard))
        found(checking, EPUB_RULE_HAZARD, hazard, TEXT(""));
}

static const struct epub_element *
nav_of(const struct epub_checking *checking, const char *type)
{
    const struct epub_element *root =
        checking->nav ? checking->nav->root : NULL;
    for (const struct epub_element *at = root; at;
         at = epub_tree_next(at, root))
        if (epub_is(at, "nav") && epub_has_word(at, "epub:type", type))
            return at;
    return NULL;
}

static void
check_claims(struct epub_checking *checking)
{
    bool has_pages = nav_of(checking, "page-list") != NULL;
    bool has_words = !checking->has_missing_alternative;
    const struct {
        const char *property, *value;
        bool is_so;
    } claims[] = {
        {"schema:accessMode", "visual", checking->has_image},
        {"schema:accessModeSufficient", "textual", has_words},
        {"schema:accessibilityFeature", "alternativeText", has_words},
        {"schema:accessibilityFeature", "MathML", checking->has_math},
        {"schema:accessibilityFeature", "describedMath", checking->has_math},
        {"schema:accessibilityFeature", "index", checking->has_index},
        {"schema:accessibilityFeature", "longDescription",
         checking->has_long_description},
        {"schema:accessibilityFeature", "pageBreakMarkers", has_pages},
        {"schema:accessibilityFeature", "pageNavigation", has_pages},
        {"schema:accessibilityFeature", "tableOfContents",
         nav_of(checking, "toc") != NULL},
        {"schema:accessibilityFeature", "readingOrder", true},
        {"schema:accessibilityFeature", "structuralNavigation", true}};
    for (size_t i = 0; i < COUNT(claims); i++)
        if (says(checking, claims[i].property, claims[i].value) !=
            claims[i].is_so)
            found(checking, EPUB_RULE_CLAIM, NULL, text_of(claims[i].value));
}

/* A claim after a human has looked; its words are fixed. */
static void
check_conformance(struct epub_checking *checking)
{
    const struct epub_element *claim =
        property_next(checking, "dcterms:conformsTo", NULL);
    bool certified = says(checking, "a11y:certifiedBy", NULL);
    if (!claim && !certified)
        return;
    if (!claim || !certified ||
        !text_equals(epub_text(checking->arena, claim),
                     "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"))
        found(checking, EPUB_RULE_CONFORMANCE, claim, TEXT(""));
}

static void
check_page_source(struct epub_checking *checking)
{
    struct arena *arena = checking->arena;
    bool has_pages = nav_of(checking, "page-list") != NULL;
    const struct epub_element *source =
        property_next(checking, "pageBreakSource", NULL);
    struct text name = source ? epub_text(arena, source) : TEXT("");
    struct text old = TEXT("");
    const struct epub_element *dc_source =
        epub_tree_find(checking->package, "dc:source");
    if (dc_source)
        old = epub_text(arena, dc_source);
    struct text own =
        epub_text(arena, epub_tree_find(checking->package, "dc:identifier"));
    if (has_pages != (name.size > 0) || !text_equal(name, old) ||
        (name.size && text_equal(name, own)) ||
        has_pages != says(checking, "source-of", "pagination"))
        found(checking, EPUB_RULE_PAGE_SOURCE, source, name);
}

void
epub_rules_claim(struct epub_checking *checking)
{
    check_vocabulary(checking);
    check_claims(checking);
    check_conformance(checking);
    check_page_source(checking);
}
