#include "proof/epub_checking.h"

/* Notes: the one pattern that pops up in readers and stays readable in those
 * that have no pop-ups. */

static void
found(struct epub_checking *checking, const struct epub_document *document,
      enum epub_rule rule, const struct epub_element *at, struct text detail)
{
    epub_found(checking, rule, document->name, at, detail);
}

static bool
is_call(const struct epub_element *at)
{
    return at->attributes && (epub_has_word(at, "epub:type", "noteref") ||
                              epub_has_word(at, "role", "doc-noteref"));
}

static bool
is_note(const struct epub_element *at)
{
    return at->attributes && (epub_has_word(at, "epub:type", "footnote") ||
                              epub_has_word(at, "role", "doc-footnote"));
}

/* What "#id" of an attribute names in the same text; NULL. */
static const struct epub_element *
named(const struct epub_document *document, const struct epub_element *at)
{
    struct text href = epub_value(at, "href", NULL);
    return text_has_prefix(href, "#")
               ? map_find(&document->ids, text_slice(href, 1, href.size))
               : NULL;
}

static void
check_call(struct epub_checking *checking, const struct epub_document *document,
           const struct epub_element *call)
{
    const struct epub_element *note = named(document, call);
    bool is_plain = call->first_child && !call->first_child->next &&
                    call->first_child->name.size == 0;
    if (!note || !is_note(note) || !is_plain || !epub_has(call, "id"))
        found(checking, document, EPUB_RULE_NOTE_CALL, call,
              epub_value(call, "href", NULL));
}

/* Is there a way back from the note to this call? */
static bool
leads_back(const struct epub_document *document,
           const struct epub_element *note, const struct epub_element *call)
{
    for (const struct epub_element *at = note; at;
         at = epub_tree_next(at, note))
        if (epub_is(at, "a") && epub_has_word(at, "role", "doc-backlink") &&
            named(document, at) == call)
            return true;
    return false;
}

void
epub_rules_note(struct epub_checking *checking,
                const struct epub_document *document)
{
    struct map called = map_in(checking->arena);
    for (const struct epub_element *at = document->root; at;
         at = epub_tree_next(at, document->root)) {
        if (!is_call(at))
            continue;
        const struct epub_element *note = named(document, at);
        check_call(checking, document, at);
        if (!note || !is_note(note))
            continue;
        if (!leads_back(document, note, at))
            found(checking, document, EPUB_RULE_NOTE_BACK, note,
                  epub_value(note, "id", NULL));
        map_set(&called, epub_value(note, "id", NULL), (void *)at);
    }
    for (const struct epub_element *at = document->root; at;
         at = epub_tree_next(at, document->root)) {
        if (!is_note(at))
            continue;
        struct text id = epub_value(at, "id", NULL);
        bool is_block = epub_is(at, "div") || epub_is(at, "aside");
        if (!is_block || !map_find(&called, id))
            found(checking, document, EPUB_RULE_NOTE, at, id);
    }
}
