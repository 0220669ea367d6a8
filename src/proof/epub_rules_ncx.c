#include "proof/epub_checking.h"

/* The contents for old readers: OPF 2.0.1, section 2.4.1. */

static const char ncx_name[] = "EPUB/toc.ncx";

static void
found(struct epub_checking *checking, enum epub_rule rule,
      const struct epub_element *at, struct text detail)
{
    epub_found(checking, rule, text_of(ncx_name), at, detail);
}

static void
check_uid(struct epub_checking *checking)
{
    struct text own = epub_text(
        checking->arena, epub_tree_find(checking->package, "dc:identifier"));
    const struct epub_element *at = checking->ncx;
    while (at && !(epub_is(at, "meta") &&
                   text_equals(epub_value(at, "name", NULL), "dtb:uid")))
        at = epub_tree_next(at, checking->ncx);
    if (!at || !text_equal(epub_value(at, "content", NULL), own))
        found(checking, EPUB_RULE_NCX_UID, at, TEXT(""));
}

static size_t
number_of(struct text text)
{
    size_t number = 0;
    for (size_t i = 0; i < text.size && i < 9; i++)
        number = number * 10 + (size_t)(text.data[i] - '0');
    return number;
}

static void
check_point(struct epub_checking *checking, const struct epub_element *point)
{
    const struct epub_element *content = epub_tree_find(point, "content");
    const struct epub_element *label = epub_tree_find(point, "navLabel");
    struct text fragment,
        name = epub_resolve(checking->arena, text_of(ncx_name),
                            epub_value(content, "src", NULL), &fragment);
    const struct epub_document *document = epub_document_find(checking, name);
    if (!document || (fragment.size && !map_find(&document->ids, fragment)))
        found(checking, EPUB_RULE_LINK, point,
              epub_value(content, "src", NULL));
    if (!label || !epub_text(checking->arena, label).size)
        found(checking, EPUB_RULE_TOC, point, TEXT(""));
}

/* The labels of the page list of nav.xhtml, in order. */
static struct text
next_page(const struct epub_checking *checking, const struct epub_element **at)
{
    const struct epub_element *root = checking->nav->root;
    while (*at) {
        *at = epub_tree_next(*at, root);
        const struct epub_element *nav = *at;
        while (nav && !epub_is(nav, "nav"))
            nav = nav->parent;
        if (*at && epub_is(*at, "a") &&
            epub_has_word(nav, "epub:type", "page-list"))
            return epub_text(checking->arena, *at);
    }
    return TEXT("");
}

void
epub_rules_ncx(struct epub_checking *checking)
{
    size_t order = 0;
    const struct epub_element *page =
        checking->nav ? checking->nav->root : NULL;
    if (!checking->ncx)
        return; /* found by the package's rules */
    check_uid(checking);
    for (const struct epub_element *at = checking->ncx; at;
         at = epub_tree_next(at, checking->ncx)) {
        bool is_page = epub_is(at, "pageTarget");
        if (!is_page && !epub_is(at, "navPoint"))
            continue;
        struct text number = epub_value(at, "playOrder", NULL);
        if (number_of(number) != ++order)
            found(checking, EPUB_RULE_NCX_ORDER, at, number);
        check_point(checking, at);
        if (is_page && page &&
            !text_equal(
                next_page(checking, &page),
                epub_text(checking->arena, epub_tree_find(at, "navLabel"))))
            found(checking, EPUB_RULE_NCX_PAGES, at, TEXT(""));
    }
    if (page && next_page(checking, &page).size)
        found(checking, EPUB_RULE_NCX_PAGES, NULL, TEXT(""));
}
