#include "proof/epub_checking.h"

/* Tables, and parts that scroll. */

static void
found(struct epub_checking *checking, const struct epub_document *document,
      enum epub_rule rule, const struct epub_element *at)
{
    epub_found(checking, rule, document->name, at, TEXT(""));
}

static void
check_table(struct epub_checking *checking,
            const struct epub_document *document,
            const struct epub_element *table)
{
    bool has_head = false;
    for (const struct epub_element *at = table; at;
         at = epub_tree_next(at, table)) {
        if (!epub_is(at, "th"))
            continue;
        struct text scope = epub_value(at, "scope", NULL);
        has_head = true;
        if (!text_equals(scope, "col") && !text_equals(scope, "row"))
            found(checking, document, EPUB_RULE_SCOPE, at);
    }
    if (!has_head)
        found(checking, document, EPUB_RULE_TABLE_HEAD, table);
    const struct epub_element *caption = epub_tree_find(table, "caption");
    if (!epub_text(checking->arena, caption).size &&
        !epub_value(table, "aria-label", NULL).size)
        found(checking, document, EPUB_RULE_TABLE_NAME, table);
}

/* The keyboard must reach what scrolls (WCAG 2.1.1). */
static void
check_scroll(struct epub_checking *checking,
             const struct epub_document *document,
             const struct epub_element *at)
{
    struct text rest = epub_value(at, "class", NULL), name;
    while (text_next_word(&rest, &name))
        if (map_find(&checking->css_scrolls, name) &&
            !text_equals(epub_value(at, "tabindex", NULL), "0"))
            found(checking, document, EPUB_RULE_SCROLL, at);
}

void
epub_rules_table(struct epub_checking *checking,
                 const struct epub_document *document)
{
    for (const struct epub_element *at = document->root; at;
         at = epub_tree_next(at, document->root)) {
        if (epub_is(at, "table"))
            check_table(checking, document, at);
        if (at->attributes && checking->css_scrolls.count)
            check_scroll(checking, document, at);
    }
}
