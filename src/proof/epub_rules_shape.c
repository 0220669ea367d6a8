#include "proof/epub_checking.h"

#include <assert.h>

/* Which elements there are, with which attributes, where, and which types
 * and roles they bear: what bouwsteen writes, each of it measured clean by
 * EPUBCheck 5.3.0 and Ace 1.4.6.  Anything else is a finding. */

static void
found(struct epub_checking *checking, const struct epub_document *document,
      enum epub_rule rule, const struct epub_element *at, struct text detail)
{
    epub_found(checking, rule, document->name, at, detail);
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Where an element may stand: below which others.  "flow" stands for the
 * elements that hold blocks, "words" for those that hold words. */
static const struct {
    const char *name, *parents, *attributes;
} elements[] = {
    {"html", "", ""},
    {"head", "html", ""},
    {"meta", "head", "charset"},
    {"title", "head", ""},
    {"link", "head", "rel type href"},
    {"body", "html", ""},
    {"section", "flow", ""},
    {"nav", "body flow", "hidden"},
    {"h1", "flow nav", ""},
    {"h2", "flow nav", ""},
    {"h3", "flow", ""},
    {"h4", "flow", ""},
    {"h5", "flow", ""},
    {"h6", "flow", ""},
    {"p", "flow", ""},
    {"div", "flow", "tabindex"},
    {"aside", "flow", ""},
    {"blockquote", "flow", ""},
    {"figure", "flow", ""},
    {"figcaption", "figure", ""},
    {"ul", "flow", ""},
    {"ol", "flow nav", "start type hidden"},
    {"li", "ul ol", ""},
    {"dl", "flow", ""},
    {"dt", "dl", ""},
    {"dd", "dl", ""},
    {"table", "div", ""},
    {"caption", "table", ""},
    {"thead", "table", ""},
    {"tbody", "table", ""},
    {"tr", "thead tbody", ""},
    {"th", "tr", "scope data-kop"},
    {"td", "tr", "data-kop"},
    {"pre", "flow", ""},
    {"hr", "flow", ""},
    {"a", "words", "href title"},
    {"em", "words", ""},
    {"strong", "words", "aria-current"},
    {"s", "words", ""},
    {"code", "words pre", ""},
    {"span", "words flow", ""},
    {"dfn", "words", ""},
    {"br", "words", ""},
    {"img", "words figure div", "src alt title width height aria-details"},
};

/* What the table says, made quick to ask. */
struct shape {
    uint64_t own;     /* a bit of its own */
    uint64_t parents; /* those of the elements it may stand in */
    const char *attributes;
    bool holds_words;
};

/* In the two groups of parents. */
static const char flow[] = "body section div aside blockquote li dd td th "
                           "figure";
static const char words[] = "p h1 h2 h3 h4 h5 h6 li dt dd td th caption "
                            "figcaption a em strong s code span dfn pre";

static bool
is_word_of(const char *list, struct text word)
{
    struct text rest = text_of(list), found_word;
    while (text_next_word(&rest, &found_word))
        if (text_equal(found_word, word))
            return true;
    return false;
}

static uint64_t
bits_of(const char *names)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < COUNT(elements); i++)
        if (is_word_of(names, text_of(elements[i].name)))
            bits |= (uint64_t)1 << i;
    return bits;
}

static void
learn_shapes(struct epub_checking *checking)
{
    static_assert(COUNT(elements) <= 64, "a bit for each");
    struct shape *shapes =
        ARENA_ARRAY(checking->arena, COUNT(elements), struct shape);
    for (size_t i = 0; i < COUNT(elements); i++) {
        const char *parents = elements[i].parents;
        shapes[i] = (struct shape){
            .own = (uint64_t)1 << i,
            .parents =
                bits_of(parents) |
                (is_word_of(parents, TEXT("flow")) ? bits_of(flow) : 0) |
                (is_word_of(parents, TEXT("words")) ? bits_of(words) : 0),
            .attributes = elements[i].attributes,
            .holds_words = is_word_of(words, text_of(elements[i].name))};
        map_set(&checking->shapes, text_of(elements[i].name), &shapes[i]);
    }
}

static bool
is_common(struct text name)
{
    static const char *const names[] = {
        "id",         "class",           "lang",     "xml:lang", "role",
        "aria-label", "aria-labelledby", "epub:type"};
    for (size_t i = 0; i < COUNT(names); i++)
        if (name.data[0] == names[i][0] && text_equals(name, names[i]))
            return true;
    return false;
}

static void
check_attributes(struct epub_checking *checking,
                 const struct epub_document *document,
                 const struct epub_element *at, const char *own)
{
    for (const struct epub_attribute *attribute = at->attributes; attribute;
         attribute = attribute->next)
        if (!is_common(attribute->name) && !is_word_of(own, attribute->name))
            found(checking, document, EPUB_RULE_ATTRIBUTE, at, attribute->name);
}

static bool
is_below(const struct epub_element *at, const char *name)
{
    for (at = at->parent; at; at = at->parent)
        if (epub_is(at, name))
            return true;
    return false;
}

static const struct shape *
shape_of(const struct epub_checking *checking,
         const struct epub_element *element)
{
    return element ? map_find(&checking->shapes, element->name) : NULL;
}

static void
check_element(struct epub_checking *checking,
              const struct epub_document *document,
              const struct epub_element *at)
{
    const struct shape *shape = shape_of(checking, at);
    const struct shape *parent = shape_of(checking, at->parent);
    if (!shape) {
        found(checking, document, EPUB_RULE_ELEMENT, at, at->name);
        return;
    }
    check_attributes(checking, document, at, shape->attributes);
    bool is_own_child = (epub_is(at, "a") || epub_is(at, "dfn")) &&
                        is_below(at, epub_is(at, "a") ? "a" : "dfn");
    bool is_root = !at->parent && epub_is(at, "html");
    bool may_stand = is_root || (parent && shape->parents & parent->own);
    if (!may_stand || is_own_child)
        found(checking, document, EPUB_RULE_NESTING, at, at->name);
}

/* Words straight in a list or a table. */
static void
check_words(struct epub_checking *checking,
            const struct epub_document *document, const struct epub_element *at)
{
    const struct shape *parent = shape_of(checking, at->parent);
    bool is_good = !parent || parent->holds_words ||
                   epub_is(at->parent, "title") ||
                   text_trim(at->text).size == 0;
    if (!is_good)
        found(checking, document, EPUB_RULE_NESTING, at->parent,
              at->parent->name);
}

/* ---- types and roles ---- */

/* Element, epub:type and role that go together; "" is none. */
static const char *const pairs[][3] = {
    {"section", "chapter", "doc-chapter"},
    {"section", "part", "doc-part"},
    {"section", "cover", ""},
    {"section", "titlepage", ""},
    {"section", "colophon", "doc-colophon"},
    {"section", "preface", "doc-preface"},
    {"section", "introduction", "doc-introduction"},
    {"section", "glossary", "doc-glossary"},
    {"section", "bibliography", "doc-bibliography"},
    {"section", "appendix", "doc-appendix"},
    {"section", "index", "doc-index"},
    {"section", "footnotes", "doc-endnotes"},
    {"section", "", "doc-example"},
    {"div", "", "doc-example"},
    {"div", "footnote", "doc-footnote"},
    {"div", "notice", "doc-notice"},
    {"div", "", "note"},
    {"div", "", "img"},
    {"aside", "tip", "doc-tip"},
    {"span", "pagebreak", "doc-pagebreak"},
    {"span", "", "img"},
    {"a", "noteref", "doc-noteref"},
    {"a", "glossref", "doc-glossref"},
    {"a", "", "doc-backlink"},
    {"dfn", "glossterm", ""},
    {"dd", "glossdef", ""},
    {"img", "", "doc-cover"},
    {"nav", "toc", "doc-toc"},
    {"nav", "landmarks", ""},
    {"nav", "page-list", "doc-pagelist"},
    {"nav", "lot", ""},
    {"nav", "loi", ""},
    {"nav", "lop", ""},
    {"body", "frontmatter", ""},
    {"body", "bodymatter", ""},
    {"body", "backmatter", ""},
};

static void
check_type(struct epub_checking *checking, const struct epub_document *document,
           const struct epub_element *at)
{
    struct text type = epub_value(at, "epub:type", NULL);
    struct text role = epub_value(at, "role", NULL);
    /* Landmarks have rules of their own. */
    if ((!type.size && !role.size) ||
        (document == checking->nav && epub_is(at, "a")))
        return;
    for (size_t i = 0; i < COUNT(pairs); i++)
        if (epub_is(at, pairs[i][0]) && text_equals(type, pairs[i][1]) &&
            text_equals(role, pairs[i][2]))
            return;
    found(checking, document, EPUB_RULE_TYPE_AND_ROLE, at,
          type.size ? type : role);
}

void
epub_rules_shape(struct epub_checking *checking,
                 const struct epub_document *document)
{
    if (checking->shapes.count == 0)
        learn_shapes(checking);
    for (const struct epub_element *at = document->root; at;
         at = epub_tree_next(at, document->root)) {
        if (at->name.size == 0) {
            check_words(checking, document, at);
            continue;
        }
        check_element(checking, document, at);
        if (at->attributes)
            check_type(checking, document, at);
        if (epub_is(at, "span") && !at->attributes)
            found(checking, document, EPUB_RULE_SPAN_BARE, at,
                  epub_text(checking->arena, at));
    }
}
