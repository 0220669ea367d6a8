#include "proof/epub_checking.h"

/* Languages: stated alike everywhere, and true. */

static void
check_stated(struct epub_checking *checking,
             const struct epub_document *document,
             const struct epub_element *at)
{
    bool has_lang, has_xml;
    struct text lang = epub_value(at, "lang", &has_lang);
    struct text xml = epub_value(at, "xml:lang", &has_xml);
    bool is_root = at == document->root;
    if (has_lang != has_xml || !text_equal(lang, xml) ||
        ((is_root || has_lang) && !lang.size) ||
        (is_root && !text_equal(lang, checking->language)))
        epub_found(checking, EPUB_RULE_LANG, document->name, at, lang);
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

/* Words that no text of the one language does without and the other lacks:
 * +1 for Dutch, -1 for English. */
static int
tells(struct text word)
{
    static const struct {
        char letters[5];
        signed char side;
    } words[] = {{"de", 1},   {"het", 1},  {"een", 1},  {"van", 1},
                 {"dat", 1},  {"niet", 1}, {"voor", 1}, {"of", -1},
                 {"to", -1},  {"the", -1}, {"and", -1}, {"not", -1},
                 {"for", -1}, {"that", -1}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (word.data[0] == words[i].letters[0] &&
            text_equals(word, words[i].letters))
            return words[i].side;
    return 0;
}

static void
count_words(struct text text, size_t *dutch, size_t *english)
{
    size_t start = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && is_letter(text.data[i]))
            continue;
        size_t size = i - start;
        int side =
            size >= 2 && size <= 4 ? tells(text_slice(text, start, i)) : 0;
        start = i + 1;
        *dutch += side > 0;
        *english += side < 0;
    }
}

static void
check_text(struct epub_checking *checking, const struct epub_document *document)
{
    enum { ENOUGH = 8 }; /* words that tell, before anything is said */
    size_t dutch = 0, english = 0;
    const struct epub_element *body = epub_tree_find(document->root, "body");
    for (const struct epub_element *at = body; at;) {
        /* Parts in another language say so. */
        bool is_foreign = at != body && epub_has(at, "lang");
        count_words(is_foreign ? TEXT("") : at->text, &dutch, &english);
        if (is_foreign && !at->next) {
            while (at != body && !at->next)
                at = at->parent;
            at = at == body ? NULL : at->next;
        } else {
            at = is_foreign ? at->next : epub_tree_next(at, body);
        }
    }
    bool says_dutch = text_has_prefix(checking->language, "nl");
    bool says_english = text_has_prefix(checking->language, "en");
    if ((says_dutch && english >= ENOUGH && english > dutch) ||
        (says_english && dutch >= ENOUGH && dutch > english))
        epub_found(checking, EPUB_RULE_LANG_TEXT, document->name, body,
                   checking->language);
}

void
epub_rules_language(struct epub_checking *checking,
                    const struct epub_document *document)
{
    for (const struct epub_element *at = document->root; at;
         at = epub_tree_next(at, document->root))
        if (at->attributes || at == document->root)
            check_stated(checking, document, at);
    check_text(checking, document);
}
