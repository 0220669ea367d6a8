#include "proof/epub_proof.h"

#include "proof/epub_checking.h"

void
epub_found(struct epub_checking *checking, enum epub_rule rule,
           struct text file, const struct epub_element *at, struct text detail)
{
    const struct epub_archive_entry *entry =
        at ? epub_archive_find(&checking->archive, file) : NULL;
    uint32_t line = entry ? 1 : 0;
    for (size_t i = 0; entry && i < entry->bytes.size && i < at->offset; i++)
        line += entry->bytes.data[i] == '\n';
    *ARRAY_PUSH(checking->arena, checking->findings) =
        (struct epub_finding){.rule = rule,
                              .file = arena_text(checking->arena, file),
                              .offset = at ? at->offset : 0,
                              .line = line,
                              .detail = detail};
}

struct text
epub_base_name(struct text path)
{
    for (size_t slash; (slash = text_index(path, '/', 0)) < path.size;)
        path = text_slice(path, slash + 1, path.size);
    return path;
}

struct text
epub_resolve(struct arena *arena, struct text from, struct text href,
             struct text *fragment)
{
    size_t hash = text_index(href, '#', 0);
    struct text path = text_slice(href, 0, hash);
    struct text folder =
        text_slice(from, 0, from.size - epub_base_name(from).size);
    *fragment = text_slice(href, hash + 1, href.size);
    if (path.size == 0)
        return from;
    if (text_index(path, ':', 0) < path.size)
        return TEXT("");
    while (text_has_prefix(path, "../") && folder.size) {
        struct text up = text_slice(folder, 0, folder.size - 1);
        folder = text_slice(up, 0, up.size - epub_base_name(up).size);
        path = text_slice(path, 3, path.size);
    }
    return arena_text_concat(arena, folder, path);
}

const struct epub_document *
epub_document_find(const struct epub_checking *checking, struct text name)
{
    for (size_t i = 0; i < checking->documents.count; i++)
        if (text_equal(checking->documents.items[i].name, name))
            return &checking->documents.items[i];
    return NULL;
}

void
epub_proof(struct arena *arena, struct text file,
           struct epub_findings *findings)
{
    struct epub_checking checking = {.arena = arena,
                                     .findings = findings,
                                     .css_scrolls = map_in(arena),
                                     .shapes = map_in(arena)};
    epub_rules_archive(&checking, file);
    if (!epub_rules_package_open(&checking))
        return;
    epub_rules_style(&checking);
    for (size_t i = 0; i < checking.documents.count; i++) {
        const struct epub_document *document = &checking.documents.items[i];
        epub_rules_text(&checking, document);
        epub_rules_table(&checking, document);
        epub_rules_note(&checking, document);
        epub_rules_language(&checking, document);
        epub_rules_shape(&checking, document);
    }
    epub_rules_package(&checking);
    epub_rules_claim(&checking);
    epub_rules_nav(&checking);
    epub_rules_ncx(&checking);
}
