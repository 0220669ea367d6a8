#include "proof/epub_checking.h"

/* Contents, landmarks and pages: EPUB 3.3, section 7, and what readers need
 * of it. */

static void
found(struct epub_checking *checking, enum epub_rule rule,
      const struct epub_element *at, struct text detail)
{
    epub_found(checking, rule, checking->nav->name, at, detail);
}

/* The first nav of a type; *count tells how many there are. */
static const struct epub_element *
nav_of(const struct epub_checking *checking, const char *type, size_t *count)
{
    const struct epub_element *first = NULL, *root = checking->nav->root;
    *count = 0;
    for (const struct epub_element *at = root; at;
         at = epub_tree_next(at, root)) {
        if (!epub_is(at, "nav") || !epub_has_word(at, "epub:type", type))
            continue;
        if (!first)
            first = at;
        ++*count;
    }
    return first;
}

/* The text that a link of the nav leads to; NULL. */
static const struct epub_document *
target_of(const struct epub_checking *checking, const struct epub_element *link,
          struct text *fragment)
{
    return epub_document_find(
        checking, epub_resolve(checking->arena, checking->nav->name,
                               epub_value(link, "href", NULL), fragment));
}

/* ---- contents ---- */

/* The order of elements in a text, by their offsets. */
static uint32_t
offset_of(const struct epub_document *document, struct text id)
{
    const struct epub_element *at = map_find(&document->ids, id);
    return at ? at->offset : 0;
}

static void
check_toc(struct epub_checking *checking)
{
    size_t count, place = 0;
    const struct epub_element *toc = nav_of(checking, "toc", &count);
    uint32_t offset = 0;
    bool *listed =
        ARENA_ARRAY(checking->arena, checking->documents.count + 1, bool);
    if (count != 1)
        found(checking, EPUB_RULE_TOC, toc, TEXT(""));
    for (const struct epub_element *at = toc; at;
         at = epub_tree_next(at, toc)) {
        if (!epub_is(at, "a"))
            continue;
        struct text fragment;
        const struct epub_document *document =
            target_of(checking, at, &fragment);
        if (!epub_text(checking->arena, at).size)
            found(checking, EPUB_RULE_TOC, at, TEXT(""));
        if (!document)
            continue; /* found as a link that leads nowhere */
        uint32_t start = fragment.size ? offset_of(document, fragment) : 0;
        if (document->place < place ||
            (document->place == place && start < offset))
            found(checking, EPUB_RULE_TOC_ORDER, at, TEXT(""));
        place = document->place;
        offset = start;
        listed[document - checking->documents.items] = true;
    }
    for (size_t i = 0; i < checking->documents.count; i++) {
        const struct epub_document *document = &checking->documents.items[i];
        const struct epub_element *cover =
            epub_tree_find(document->root, "img");
        bool is_cover = cover && epub_has_word(cover, "role", "doc-cover");
        if (!listed[i] && document != checking->nav && !is_cover)
            found(checking, EPUB_RULE_TOC, toc, document->name);
    }
}

/* ---- landmarks ---- */

static void
check_landmarks(struct epub_checking *checking)
{
    static const char *const needed[] = {"cover", "toc", "bodymatter"};
    size_t count;
    const struct epub_element *landmarks =
        nav_of(checking, "landmarks", &count);
    struct map types = map_in(checking->arena);
    for (const struct epub_element *at = landmarks; at;
         at = epub_tree_next(at, landmarks)) {
        struct text type = epub_value(at, "epub:type", NULL), rest = type, word;
        if (!epub_is(at, "a"))
            continue;
        if (!text_next_word(&rest, &word) || text_next_word(&rest, &word))
            found(checking, EPUB_RULE_LANDMARK_TYPE, at, type);
        if (map_find(&types, type))
            found(checking, EPUB_RULE_LANDMARKS, at, type);
        map_set(&types, type, (void *)at);
    }
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (!map_find(&types, text_of(needed[i])))
            found(checking, EPUB_RULE_LANDMARKS, landmarks, text_of(needed[i]));
}

/* ---- pages ---- */

static bool
is_page_mark(const struct epub_element *at)
{
    return at->attributes && (epub_has_word(at, "epub:type", "pagebreak") ||
                              epub_has_word(at, "role", "doc-pagebreak"));
}

static void
check_page_mark(struct epub_checking *checking,
                const struct epub_document *document,
                const struct epub_element *mark)
{
    bool in_heading = false;
    for (const struct epub_element *up = mark->parent; up; up = up->parent)
        in_heading =
            in_heading || (up->name.size == 2 && up->name.data[0] == 'h' &&
                           up->name.data[1] >= '1' && up->name.data[1] <= '6');
    if (!epub_has(mark, "id") || !epub_value(mark, "aria-label", NULL).size ||
        !epub_has_word(mark, "role", "doc-pagebreak") ||
        !epub_has_word(mark, "epub:type", "pagebreak") || mark->first_child ||
        in_heading)
        epub_found(checking, EPUB_RULE_PAGE_MARK, document->name, mark,
                   epub_value(mark, "aria-label", NULL));
}

static void
check_pages(struct epub_checking *checking)
{
    size_t count, listed = 0, marked = 0;
    const struct epub_element *pages = nav_of(checking, "page-list", &count);
    struct map labels = map_in(checking->arena);
    if (count > 1)
        found(checking, EPUB_RULE_PAGE_LIST, pages, TEXT(""));
    for (const struct epub_element *at = pages; at;
         at = epub_tree_next(at, pages)) {
        if (!epub_is(at, "a"))
            continue;
        struct text fragment, label = epub_text(checking->arena, at);
        const struct epub_document *document =
            target_of(checking, at, &fragment);
        const struct epub_element *mark =
            document ? map_find(&document->ids, fragment) : NULL;
        if (!mark || !is_page_mark(mark) || map_find(&labels, label) ||
            !text_equal(label, epub_value(mark, "aria-label", NULL)))
            found(checking, EPUB_RULE_PAGE_LIST, at, label);
        map_set(&labels, label, (void *)at);
        listed++;
    }
    for (size_t i = 0; i < checking->documents.count; i++) {
        const struct epub_document *document = &checking->documents.items[i];
        for (const struct epub_element *at = document->root; at;
             at = epub_tree_next(at, document->root)) {
            if (!is_page_mark(at))
                continue;
            check_page_mark(checking, document, at);
            marked++;
        }
    }
    if (listed != marked)
        found(checking, EPUB_RULE_PAGE_LIST, pages, TEXT(""));
}

/* ---- words ---- */

/* What generators write into books of any language. */
static bool
is_english_label(struct text label)
{
    static const char *const words[] = {"contents",
                                        "table of contents",
                                        "cover",
                                        "title page",
                                        "titlepage",
                                        "landmarks",
                                        "index",
                                        "notes",
                                        "footnotes",
                                        "start of content",
                                        "pages",
                                        "page list",
                                        "list of figures",
                                        "list of tables",
                                        "list of illustrations",
                                        "glossary",
                                        "bibliography",
                                        "colophon",
                                        "guide",
                                        "copyright page",
                                        "begin reading",
                                        "body",
                                        "text"};
    char folded[32];
    if (label.size >= sizeof folded)
        return false;
    for (size_t i = 0; i < label.size; i++) {
        char c = label.data[i];
        folded[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    struct text text = {folded, label.size};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (text_equals(text, words[i]))
            return true;
    return false;
}

static void
check_label(struct epub_checking *checking,
            const struct epub_document *document, const struct epub_element *at,
            struct text label)
{
    if (is_english_label(label))
        epub_found(checking, EPUB_RULE_LABEL_LANGUAGE, document->name, at,
                   label);
}

static void
check_labels(struct epub_checking *checking)
{
    if (text_has_prefix(checking->language, "en"))
        return;
    for (size_t i = 0; i < checking->documents.count; i++) {
        const struct epub_document *document = &checking->documents.items[i];
        for (const struct epub_element *at = document->root; at;
             at = epub_tree_next(at, document->root)) {
            bool is_label =
                document == checking->nav &&
                (epub_is(at, "a") || epub_is(at, "h1") || epub_is(at, "h2"));
            if (is_label || epub_is(at, "title"))
                check_label(checking, document, at,
                            epub_text(checking->arena, at));
            if (at->attributes && epub_has(at, "aria-label"))
                check_label(checking, document, at,
                            epub_value(at, "aria-label", NULL));
        }
    }
}

void
epub_rules_nav(struct epub_checking *checking)
{
    if (!checking->nav)
        return; /* found by the package's rules */
    check_toc(checking);
    check_landmarks(checking);
    check_pages(checking);
    check_labels(checking);
}
