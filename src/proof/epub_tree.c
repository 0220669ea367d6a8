#include "proof/epub_tree.h"

#include "base/buffer.h"

#include <expat.h>

/* Between namespace and name: no URI holds it. */
#define SEPARATOR '\n'

static const struct {
    const char *uri, *prefix;
} spaces[] = {
    {"http://www.w3.org/1999/xhtml", ""},
    {"http://www.idpf.org/2007/opf", ""},
    {"http://www.daisy.org/z3986/2005/ncx/", ""},
    {"urn:oasis:names:tc:opendocument:xmlns:container", ""},
    {"http://purl.org/dc/elements/1.1/", "dc:"},
    {"http://www.idpf.org/2007/ops", "epub:"},
    {"http://www.w3.org/XML/1998/namespace", "xml:"},
    {"http://www.w3.org/1998/Math/MathML", "math:"},
    {"http://www.w3.org/2000/svg", "svg:"},
};

struct reading {
    struct arena *arena;
    XML_Parser parser;
    struct epub_element *root, *open;
    size_t depth;
};

static struct text
local_name(struct arena *arena, const char *name)
{
    struct text whole = text_of(name);
    size_t at = text_index(whole, SEPARATOR, 0);
    if (at == whole.size)
        return arena_text(arena, whole);
    struct text uri = text_slice(whole, 0, at);
    struct text local = text_slice(whole, at + 1, whole.size);
    const char *prefix = "?:";
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++)
        if (text_equals(uri, spaces[i].uri))
            prefix = spaces[i].prefix;
    return arena_text_concat(arena, text_of(prefix), local);
}

static struct epub_element *
append(struct reading *reading)
{
    struct epub_element *element =
        ARENA_NEW(reading->arena, struct epub_element);
    struct epub_element *parent = reading->open;
    element->parent = parent;
    element->offset = (uint32_t)XML_GetCurrentByteIndex(reading->parser);
    if (!parent)
        reading->root = element;
    else if (parent->last_child)
        parent->last_child->next = element;
    else
        parent->first_child = element;
    if (parent)
        parent->last_child = element;
    return element;
}

static void
on_start(void *closure, const char *name, const char **attributes)
{
    struct reading *reading = closure;
    struct epub_element *element = append(reading);
    struct epub_attribute **last = &element->attributes;
    element->name = local_name(reading->arena, name);
    for (; *attributes; attributes += 2) {
        struct epub_attribute *attribute =
            ARENA_NEW(reading->arena, struct epub_attribute);
        attribute->name = local_name(reading->arena, attributes[0]);
        attribute->value = arena_text(reading->arena, text_of(attributes[1]));
        *last = attribute;
        last = &attribute->next;
    }
    reading->open = element;
    if (++reading->depth > EPUB_TREE_DEPTH)
        XML_StopParser(reading->parser, XML_FALSE);
}

static void
on_end(void *closure, const char *name)
{
    struct reading *reading = closure;
    (void)name;
    reading->open = reading->open->parent;
    reading->depth--;
}

static void
on_text(void *closure, const char *text, int size)
{
    struct reading *reading = closure;
    /* expat hands over line by line. */
    append(reading)->text =
        arena_text(reading->arena, (struct text){text, (size_t)size});
}

/* Declarations of its own could make entities. */
static void
on_doctype(void *closure, const char *name, const char *system,
           const char *public, int has_declarations)
{
    struct reading *reading = closure;
    (void)name, (void)system, (void)public;
    if (has_declarations)
        XML_StopParser(reading->parser, XML_FALSE);
}

struct epub_element *
epub_tree_read(struct arena *arena, struct text xml, uint32_t *offset)
{
    struct reading reading = {.arena = arena,
                              .parser = XML_ParserCreateNS(NULL, SEPARATOR)};
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, on_start, on_end);
    XML_SetCharacterDataHandler(reading.parser, on_text);
    XML_SetStartDoctypeDeclHandler(reading.parser, on_doctype);
    bool good = xml.size < INT32_MAX &&
                XML_Parse(reading.parser, xml.data, (int)xml.size, XML_TRUE) ==
                    XML_STATUS_OK;
    long at = XML_GetCurrentByteIndex(reading.parser);
    *offset = at > 0 ? (uint32_t)at : 0;
    XML_ParserFree(reading.parser);
    return good ? reading.root : NULL;
}

const struct epub_element *
epub_tree_next(const struct epub_element *element,
               const struct epub_element *root)
{
    if (element->first_child)
        return element->first_child;
    while (element != root && !element->next)
        element = element->parent;
    return element == root ? NULL : element->next;
}

bool
epub_is(const struct epub_element *element, const char *name)
{
    return element && text_equals(element->name, name);
}

struct text
epub_value(const struct epub_element *element, const char *name, bool *is_there)
{
    const struct epub_attribute *at = element ? element->attributes : NULL;
    while (at && !text_equals(at->name, name))
        at = at->next;
    if (is_there)
        *is_there = at != NULL;
    return at ? at->value : TEXT("");
}

bool
epub_has(const struct epub_element *element, const char *name)
{
    bool is_there;
    epub_value(element, name, &is_there);
    return is_there;
}

bool
epub_has_word(const struct epub_element *element, const char *name,
              const char *word)
{
    struct text rest = epub_value(element, name, NULL), found;
    while (text_next_word(&rest, &found))
        if (text_equals(found, word))
            return true;
    return false;
}

const struct epub_element *
epub_tree_find(const struct epub_element *root, const char *name)
{
    for (const struct epub_element *at = root; at;
         at = epub_tree_next(at, root))
        if (epub_is(at, name))
            return at;
    return NULL;
}

struct text
epub_text(struct arena *arena, const struct epub_element *element)
{
    struct buffer out = {0};
    for (const struct epub_element *at = element; at;
         at = epub_tree_next(at, element)) {
        struct text rest = at->text;
        for (size_t i = 0; i < rest.size; i++) {
            char c = rest.data[i];
            bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
            if (!is_space)
                buffer_append_byte(&out, c);
            else if (out.size && out.data[out.size - 1] != ' ')
                buffer_append_byte(&out, ' ');
        }
    }
    struct text text = arena_text(arena, text_trim(buffer_text(&out)));
    buffer_release(&out);
    return text;
}
