#include "proof/epub_checking.h"

/* The package: EPUB 3.3, section 5. */

static const char package_name[] = "EPUB/package.opf";

static void
found(struct epub_checking *checking, enum epub_rule rule,
      const struct epub_element *at, struct text detail)
{
    epub_found(checking, rule, text_of(package_name), at, detail);
}

/* ---- opening ---- */

/* An XML file of ours begins with these bytes; what follows is up to its
 * kind. */
static bool
begins_well(struct text xml, bool is_text)
{
    static const char text_start[] =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n<html ";
    static const char start[] = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<";
    return text_has_prefix(xml, is_text ? text_start : start);
}

static const struct epub_element *
open_xml(struct epub_checking *checking, struct text name, bool is_text,
         struct text *xml)
{
    const struct epub_archive_entry *entry =
        epub_archive_find(&checking->archive, name);
    uint32_t offset = 0;
    *xml = entry ? entry->bytes : TEXT("");
    const struct epub_element *root =
        entry ? epub_tree_read(checking->arena, entry->bytes, &offset) : NULL;
    if (entry && !root) {
        struct epub_element at = {.offset = offset};
        epub_found(checking, EPUB_RULE_XML, name, &at, TEXT(""));
    } else if (entry && !begins_well(entry->bytes, is_text)) {
        epub_found(checking, EPUB_RULE_XML_START, name, NULL, TEXT(""));
    }
    return root;
}

static void
open_document(struct epub_checking *checking, struct text name)
{
    struct epub_document document = {.name = name,
                                     .ids = map_in(checking->arena)};
    document.root = open_xml(checking, name, true, &document.xml);
    for (const struct epub_element *at = document.root; at;
         at = epub_tree_next(at, document.root)) {
        struct text id = epub_value(at, "id", NULL);
        if (id.size && map_find(&document.ids, id))
            epub_found(checking, EPUB_RULE_ID_TWICE, name, at, id);
        else if (id.size)
            map_set(&document.ids, id, (void *)at);
    }
    if (document.root)
        *ARRAY_PUSH(checking->arena, &checking->documents) = document;
}

static void
read_manifest(struct epub_checking *checking)
{
    const struct epub_element *manifest =
        epub_tree_find(checking->package, "manifest");
    struct text fragment;
    for (const struct epub_element *at = manifest ? manifest->first_child
                                                  : NULL;
         at; at = at->next) {
        if (!epub_is(at, "item"))
            continue;
        struct epub_item *item = ARRAY_PUSH(checking->arena, &checking->items);
        item->element = at;
        item->id = epub_value(at, "id", NULL);
        item->media_type = epub_value(at, "media-type", NULL);
        item->name = epub_resolve(checking->arena, text_of(package_name),
                                  epub_value(at, "href", NULL), &fragment);
    }
}

/* The place of each text in the spine. */
static void
read_spine(struct epub_checking *checking)
{
    const struct epub_element *spine =
        epub_tree_find(checking->package, "spine");
    size_t place = 0;
    for (const struct epub_element *at = spine ? spine->first_child : NULL; at;
         at = at->next) {
        struct text id = epub_value(at, "idref", NULL);
        bool is_known = false;
        if (!epub_is(at, "itemref"))
            continue;
        place++;
        for (size_t i = 0; i < checking->items.count; i++) {
            const struct epub_item *item = &checking->items.items[i];
            struct epub_document *document =
                text_equal(item->id, id)
                    ? (struct epub_document *)epub_document_find(checking,
                                                                 item->name)
                    : NULL;
            if (document && document->place)
                found(checking, EPUB_RULE_SPINE, at, id);
            if (document) {
                document->place = place;
                is_known = true;
            }
        }
        if (!is_known)
            found(checking, EPUB_RULE_SPINE, at, id);
    }
    if (!spine || !epub_has(spine, "toc"))
        found(checking, EPUB_RULE_NCX, spine, TEXT(""));
}

bool
epub_rules_package_open(struct epub_checking *checking)
{
    struct text xml;
    checking->package = open_xml(checking, text_of(package_name), false, &xml);
    if (!checking->package)
        return false;
    checking->language = epub_text(
        checking->arena, epub_tree_find(checking->package, "dc:language"));
    read_manifest(checking);
    for (size_t i = 0; i < checking->items.count; i++) {
        const struct epub_item *item = &checking->items.items[i];
        if (text_equals(item->media_type, "application/xhtml+xml"))
            open_document(checking, item->name);
        else if (text_equals(item->media_type, "application/x-dtbncx+xml"))
            checking->ncx = open_xml(checking, item->name, false, &xml);
        if (epub_has_word(item->element, "properties", "nav"))
            checking->nav = epub_document_find(checking, item->name);
    }
    /* The array may have moved while it grew. */
    if (checking->nav)
        checking->nav = epub_document_find(checking, TEXT("EPUB/nav.xhtml"));
    read_spine(checking);
    return true;
}

/* ---- manifest ---- */

/* What a name's ending promises: the media type, and how the bytes begin. */
struct file_kind {
    const char *ending, *media_type, *magic;
    size_t magic_size;
};

static const struct file_kind *
file_kind_of(struct text name)
{
    static const struct file_kind kinds[] = {
        {".xhtml", "application/xhtml+xml", "", 0},
        {".ncx", "application/x-dtbncx+xml", "", 0},
        {".css", "text/css", "", 0},
        {".png", "image/png", "\x89PNG\r\n\x1a\n", 8},
        {".jpg", "image/jpeg", "\xFF\xD8\xFF", 3},
        {".svg", "image/svg+xml", "", 0},
        {".ttf", "application/vnd.ms-opentype", "\0\1\0\0", 4},
        {".otf", "application/vnd.ms-opentype", "OTTO", 4}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (text_has_suffix(name, kinds[i].ending))
            return &kinds[i];
    return NULL;
}

static bool
is_of_kind(const struct epub_item *item, const struct epub_archive_entry *entry)
{
    const struct file_kind *kind = file_kind_of(item->name);
    if (!kind || !text_equals(item->media_type, kind->media_type))
        return false;
    return !entry ||
           (entry->bytes.size > kind->magic_size &&
            !memcmp(entry->bytes.data, kind->magic, kind->magic_size));
}

static void
check_properties(struct epub_checking *checking, const struct epub_item *item)
{
    const struct epub_document *document =
        epub_document_find(checking, item->name);
    if (!document)
        return;
    static const struct {
        const char *element, *property;
    } pairs[] = {
        {"math:math", "mathml"}, {"svg:svg", "svg"}, {"script", "scripted"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        bool holds = epub_tree_find(document->root, pairs[i].element) != NULL;
        bool says =
            epub_has_word(item->element, "properties", pairs[i].property);
        if (holds != says)
            found(checking, EPUB_RULE_PROPERTIES, item->element,
                  text_of(pairs[i].property));
    }
    if (document->place == 0)
        found(checking, EPUB_RULE_SPINE, item->element, item->name);
}

static void
check_items(struct epub_checking *checking)
{
    struct map ids = map_in(checking->arena), names = map_in(checking->arena);
    size_t covers = 0, navs = 0;
    struct text cover = TEXT("");
    for (size_t i = 0; i < checking->items.count; i++) {
        const struct epub_item *item = &checking->items.items[i];
        const struct epub_archive_entry *entry =
            epub_archive_find(&checking->archive, item->name);
        if (!entry)
            found(checking, EPUB_RULE_FILE_MISSING, item->element, item->name);
        if (map_find(&ids, item->id) || map_find(&names, item->name))
            found(checking, EPUB_RULE_ITEM_TWICE, item->element, item->id);
        map_set(&ids, item->id, (void *)item);
        map_set(&names, item->name, (void *)item);
        if (!is_of_kind(item, entry))
            found(checking, EPUB_RULE_MEDIA_TYPE, item->element,
                  item->media_type);
        if (epub_has_word(item->element, "properties", "cover-image") &&
            text_has_prefix(item->media_type, "image/")) {
            covers++;
            cover = item->id;
        }
        navs += epub_has_word(item->element, "properties", "nav");
        check_properties(checking, item);
    }
    for (size_t i = 0; i < checking->archive.count; i++) {
        struct text name = checking->archive.entries[i].name;
        if (text_has_prefix(name, "EPUB/") && !map_find(&names, name) &&
            !text_equals(name, package_name) && !text_has_suffix(name, "/"))
            found(checking, EPUB_RULE_FILE_UNLISTED, NULL, name);
        else if (!text_has_prefix(name, "EPUB/") &&
                 !text_has_prefix(name, "META-INF/") &&
                 !text_equals(name, "mimetype"))
            found(checking, EPUB_RULE_FILE_UNLISTED, NULL, name);
    }
    bool is_named = false;
    for (const struct epub_element *at = checking->package; at;
         at = epub_tree_next(at, checking->package))
        is_named =
            is_named || (epub_is(at, "meta") &&
                         text_equals(epub_value(at, "name", NULL), "cover") &&
                         text_equal(epub_value(at, "content", NULL), cover));
    if (covers != 1 || !is_named)
        found(checking, EPUB_RULE_COVER_IMAGE, NULL, TEXT(""));
    if (navs != 1 || !checking->nav)
        found(checking, EPUB_RULE_NAV_ITEM, NULL, TEXT(""));
    if (!checking->ncx)
        found(checking, EPUB_RULE_NCX, NULL, TEXT(""));
}

/* ---- metadata ---- */

static size_t
count_of(const struct epub_checking *checking, const char *name)
{
    size_t count = 0;
    for (const struct epub_element *at = checking->package; at;
         at = epub_tree_next(at, checking->package))
        count += epub_is(at, name);
    return count;
}

/* "urn:uuid:" and 8-4-4-4-12 hexadecimal digits (RFC 9562). */
static bool
is_uuid(struct text text)
{
    if (!text_has_prefix(text, "urn:uuid:") || text.size != 45)
        return false;
    for (size_t i = 9; i < text.size; i++) {
        char c = text.data[i];
        bool is_hyphen = i == 17 || i == 22 || i == 27 || i == 32;
        bool is_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (is_hyphen ? c != '-' : !is_digit)
            return false;
    }
    return true;
}

/* "2026-11-23T12:00:00Z": `form` has a digit for each digit. */
static bool
has_form(struct text text, const char *form)
{
    bool good = text.size == strlen(form);
    for (size_t i = 0; good && i < text.size; i++) {
        bool is_digit = text.data[i] >= '0' && text.data[i] <= '9';
        good = form[i] == '0' ? is_digit : text.data[i] == form[i];
    }
    return good;
}

static void
check_refines(struct epub_checking *checking)
{
    struct map ids = map_in(checking->arena);
    for (const struct epub_element *at = checking->package; at;
         at = epub_tree_next(at, checking->package)) {
        struct text id = epub_value(at, "id", NULL);
        if (id.size)
            map_set(&ids, id, (void *)at);
    }
    for (const struct epub_element *at = checking->package; at;
         at = epub_tree_next(at, checking->package)) {
        struct text target = epub_value(at, "refines", NULL);
        if (target.size &&
            (target.data[0] != '#' ||
             !map_find(&ids, text_slice(target, 1, target.size))))
            found(checking, EPUB_RULE_REFINES, at, target);
    }
}

static void
check_metadata(struct epub_checking *checking)
{
    struct arena *arena = checking->arena;
    const struct epub_element *package = checking->package;
    const struct epub_element *title = epub_tree_find(package, "dc:title");
    const struct epub_element *identifier =
        epub_tree_find(package, "dc:identifier");
    size_t modified = 0;
    bool good_modified = true;
    for (const struct epub_element *at = package; at;
         at = epub_tree_next(at, package))
        if (text_equals(epub_value(at, "property", NULL), "dcterms:modified")) {
            modified++;
            good_modified =
                has_form(epub_text(arena, at), "0000-00-00T00:00:00Z");
        }
    if (count_of(checking, "dc:title") != 1 ||
        epub_text(arena, title).size == 0)
        found(checking, EPUB_RULE_TITLE, title, TEXT(""));
    if (count_of(checking, "dc:date") > 1)
        found(checking, EPUB_RULE_DATE, NULL, TEXT(""));
    if (modified != 1 || !good_modified)
        found(checking, EPUB_RULE_MODIFIED, NULL, TEXT(""));
    if (!identifier || !is_uuid(epub_text(arena, identifier)) ||
        !text_equal(epub_value(identifier, "id", NULL),
                    epub_value(package, "unique-identifier", NULL)))
        found(checking, EPUB_RULE_IDENTIFIER, identifier, TEXT(""));
    if (count_of(checking, "dc:language") != 1 || !checking->language.size ||
        !text_equal(epub_value(package, "xml:lang", NULL), checking->language))
        found(checking, EPUB_RULE_LANGUAGE, NULL, checking->language);
    check_refines(checking);
}

static void
check_guide(struct epub_checking *checking)
{
    const struct epub_element *guide =
        epub_tree_find(checking->package, "guide");
    bool has_text = false;
    for (const struct epub_element *at = guide ? guide->first_child : NULL; at;
         at = at->next) {
        struct text fragment, href = epub_value(at, "href", NULL);
        if (!epub_is(at, "reference"))
            continue;
        const struct epub_document *document = epub_document_find(
            checking, epub_resolve(checking->arena, text_of(package_name), href,
                                   &fragment));
        if (!document)
            found(checking, EPUB_RULE_GUIDE, at, href);
        else if (text_equals(epub_value(at, "type", NULL), "text"))
            has_text = true;
    }
    if (!has_text)
        found(checking, EPUB_RULE_GUIDE, guide, TEXT(""));
}

void
epub_rules_package(struct epub_checking *checking)
{
    check_items(checking);
    check_metadata(checking);
    check_guide(checking);
}
