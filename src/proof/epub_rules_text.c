#include "proof/epub_checking.h"

/* Titles, ids, links, pictures and headings of one text. */

static void
found(struct epub_checking *checking, const struct epub_document *document,
      enum epub_rule rule, const struct epub_element *at, struct text detail)
{
    epub_found(checking, rule, document->name, at, detail);
}

/* "vierhoek" of "img/vierhoek.svg". */
static struct text
stem_of(struct text path)
{
    struct text name = epub_base_name(path);
    return text_slice(name, 0, text_index(name, '.', 0));
}

static bool
equal_without_case(struct text a, struct text b)
{
    bool equal = a.size == b.size;
    for (size_t i = 0; equal && i < a.size; i++) {
        char x = a.data[i], y = b.data[i];
        x = x >= 'A' && x <= 'Z' ? (char)(x | 32) : x;
        y = y >= 'A' && y <= 'Z' ? (char)(y | 32) : y;
        equal = x == y;
    }
    return equal;
}

static bool
names_file(struct text words, struct text path)
{
    return equal_without_case(words, epub_base_name(path)) ||
           equal_without_case(words, stem_of(path));
}

static void
check_title(struct epub_checking *checking,
            const struct epub_document *document)
{
    const struct epub_element *title = epub_tree_find(document->root, "title");
    struct text words = epub_text(checking->arena, title);
    if (!words.size || text_has_suffix(words, ".xhtml") ||
        text_has_suffix(words, ".html"))
        found(checking, document, EPUB_RULE_DOCUMENT_TITLE, title, words);
}

static bool
is_plain_id(struct text id)
{
    for (size_t i = 0; i < id.size; i++) {
        char c = id.data[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool is_other = (c >= '0' && c <= '9') || c == '-' || c == '.';
        if (!is_letter && c != '_' && !(is_other && i > 0))
            return false;
    }
    return id.size > 0;
}

/* ---- links ---- */

/* "https://host", "mailto:name": a scheme, and what it needs. */
static bool
is_web_address(struct text url)
{
    static const char *const schemes[] = {"https://", "http://",
                                          "mailto:", "tel:"};
    for (size_t i = 0; i < 4; i++) {
        size_t size = strlen(schemes[i]);
        if (equal_without_case(text_slice(url, 0, size), text_of(schemes[i])))
            return url.size > size && url.data[size] != '/';
    }
    return false;
}

static void
check_href(struct epub_checking *checking, const struct epub_document *document,
           const struct epub_element *at)
{
    bool is_there;
    struct text href = epub_value(at, "href", &is_there), fragment;
    if (!is_there)
        return;
    for (size_t i = 0; i < href.size; i++)
        if ((unsigned char)href.data[i] <= ' ' ||
            (unsigned char)href.data[i] > '~') {
            found(checking, document, EPUB_RULE_ADDRESS, at, href);
            return;
        }
    struct text name =
        epub_resolve(checking->arena, document->name, href, &fragment);
    if (!name.size) {
        if (!is_web_address(href))
            found(checking, document, EPUB_RULE_ADDRESS, at, href);
        else if (epub_is(at, "link"))
            found(checking, document, EPUB_RULE_REMOTE, at, href);
        return;
    }
    const struct epub_document *target = epub_document_find(checking, name);
    bool good = target && (!fragment.size || map_find(&target->ids, fragment));
    if (epub_is(at, "link"))
        good = epub_archive_find(&checking->archive, name) != NULL;
    if (!good)
        found(checking, document, EPUB_RULE_LINK, at, href);
}

/* A picture's words count as words of the link around it. */
static bool
has_words(struct epub_checking *checking, const struct epub_element *element)
{
    if (epub_text(checking->arena, element).size ||
        epub_value(element, "aria-label", NULL).size)
        return true;
    for (const struct epub_element *at = element; at;
         at = epub_tree_next(at, element))
        if (epub_value(at, "alt", NULL).size)
            return true;
    return false;
}

/* ---- pictures ---- */

static void
check_image(struct epub_checking *checking,
            const struct epub_document *document, const struct epub_element *at)
{
    bool has_alt;
    struct text alt = epub_value(at, "alt", &has_alt), fragment;
    struct text source = epub_value(at, "src", NULL);
    struct text name =
        epub_resolve(checking->arena, document->name, source, &fragment);
    checking->has_image = true;
    if (!has_alt)
        found(checking, document, EPUB_RULE_ALT_MISSING, at, source);
    else if (!alt.size && epub_is(at->parent, "figure"))
        found(checking, document, EPUB_RULE_ALT_EMPTY, at, source);
    else if (alt.size && names_file(alt, source))
        found(checking, document, EPUB_RULE_ALT_FILE_NAME, at, alt);
    if (!alt.size)
        checking->has_missing_alternative = true;
    if (!name.size)
        found(checking, document, EPUB_RULE_REMOTE, at, source);
    else if (!epub_archive_find(&checking->archive, name))
        found(checking, document, EPUB_RULE_LINK, at, source);
    bool is_drawing = text_has_suffix(source, ".svg");
    if (!is_drawing && (!epub_has(at, "width") || !epub_has(at, "height")))
        found(checking, document, EPUB_RULE_IMAGE, at, source);
}

/* ---- headings ---- */

static int
heading_level(const struct epub_element *at)
{
    bool is_heading = at->name.size == 2 && at->name.data[0] == 'h' &&
                      at->name.data[1] >= '1' && at->name.data[1] <= '6';
    return is_heading ? at->name.data[1] - '0' : 0;
}

static void
check_headings(struct epub_checking *checking,
               const struct epub_document *document)
{
    int last = 0;
    for (const struct epub_element *at = document->root; at;
         at = epub_tree_next(at, document->root)) {
        int level = heading_level(at);
        if (!level)
            continue;
        if (!epub_text(checking->arena, at).size)
            found(checking, document, EPUB_RULE_HEADING_EMPTY, at, TEXT(""));
        if (level > last + 1 || (level == 1 && last))
            found(checking, document, EPUB_RULE_HEADING_LEVEL, at,
                  epub_text(checking->arena, at));
        last = level;
    }
}

/* ---- names ---- */

/* Roles that readers offer as places to jump to: no two may bear one name. */
static bool
is_landmark(const struct epub_element *at)
{
    static const char *const roles[] = {
        "region",       "doc-chapter",     "doc-part",     "doc-preface",
        "doc-glossary", "doc-index",       "doc-appendix", "doc-bibliography",
        "doc-endnotes", "doc-introduction"};
    bool has_name =
        epub_has(at, "aria-label") || epub_has(at, "aria-labelledby");
    bool is_plain = !epub_has(at, "role");
    if (has_name &&
        (epub_is(at, "nav") ||
         (is_plain && (epub_is(at, "aside") || epub_is(at, "section")))))
        return true;
    for (size_t i = 0; has_name && i < sizeof roles / sizeof roles[0]; i++)
        if (epub_has_word(at, "role", roles[i]))
            return true;
    return false;
}

/* The elements that the attribute names by their ids; the last of them. */
static const struct epub_element *
check_pointer(struct epub_checking *checking,
              const struct epub_document *document,
              const struct epub_element *at, const char *attribute)
{
    const struct epub_element *last = NULL;
    struct text rest = epub_value(at, attribute, NULL), id;
    while (text_next_word(&rest, &id)) {
        last = map_find(&document->ids, id);
        if (!last)
            found(checking, document, EPUB_RULE_NAME_DANGLING, at, id);
    }
    return last;
}

static void
check_name(struct epub_checking *checking, const struct epub_document *document,
           const struct epub_element *at, struct map *names)
{
    struct text name = epub_value(at, "aria-label", NULL);
    if (epub_has(at, "aria-labelledby"))
        name = epub_text(checking->arena, check_pointer(checking, document, at,
                                                        "aria-labelledby"));
    if (epub_is(at, "img"))
        check_pointer(checking, document, at, "aria-details");
    if (!is_landmark(at) || !name.size)
        return;
    if (map_find(names, name))
        found(checking, document, EPUB_RULE_NAME_TWICE, at, name);
    map_set(names, name, (void *)at);
}

void
epub_rules_text(struct epub_checking *checking,
                const struct epub_document *document)
{
    struct map names = map_in(checking->arena);
    check_title(checking, document);
    check_headings(checking, document);
    for (const struct epub_element *at = document->root; at;
         at = epub_tree_next(at, document->root)) {
        bool has_id;
        if (!at->attributes && !epub_is(at, "a") && !epub_is(at, "img"))
            continue;
        struct text id = epub_value(at, "id", &has_id);
        if (has_id && !is_plain_id(id))
            found(checking, document, EPUB_RULE_ID, at, id);
        check_href(checking, document, at);
        check_name(checking, document, at, &names);
        if (epub_is(at, "a") && !has_words(checking, at))
            found(checking, document, EPUB_RULE_LINK_EMPTY, at, TEXT(""));
        if (epub_is(at, "img"))
            check_image(checking, document, at);
        if (epub_is(at, "math:math")) {
            checking->has_math = true;
            if (!epub_value(at, "alttext", NULL).size)
                found(checking, document, EPUB_RULE_MATH, at, TEXT(""));
        }
        if (epub_is(at, "section") && epub_has_word(at, "epub:type", "index"))
            checking->has_index = true;
        if (epub_has_word(at, "class", "langtekst"))
            checking->has_long_description = true;
    }
}
