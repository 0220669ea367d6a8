#include "media/svg.h"

#include "media/svg_reader.h"
#include "media/svg_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 1 << 20 };

/* expat joins namespace and name with this; it cannot stand in either. */
#define NAMESPACE_SEPARATOR '\n'
static const char SVG_NAMESPACE[] = "http://www.w3.org/2000/svg";

/* Elements of the subset, with the attributes that give their geometry. */
static const struct known_element {
    const char *name;
    const char *attributes;
} known_elements[] = {
    [SVG_ELEMENT_SVG] = {"svg", "x y width height viewBox"},
    [SVG_ELEMENT_G] = {"g", ""},
    [SVG_ELEMENT_RECT] = {"rect", "x y width height rx ry"},
    [SVG_ELEMENT_CIRCLE] = {"circle", "cx cy r"},
    [SVG_ELEMENT_ELLIPSE] = {"ellipse", "cx cy rx ry"},
    [SVG_ELEMENT_LINE] = {"line", "x1 y1 x2 y2"},
    [SVG_ELEMENT_POLYLINE] = {"polyline", "points"},
    [SVG_ELEMENT_POLYGON] = {"polygon", "points"},
    [SVG_ELEMENT_PATH] = {"path", "d"},
    [SVG_ELEMENT_TEXT] = {"text", "x y dx dy"},
    [SVG_ELEMENT_TSPAN] = {"tspan", "x y dx dy"},
    [SVG_ELEMENT_TITLE] = {"title", ""},
    [SVG_ELEMENT_DESC] = {"desc", ""},
};

/* Attributes that change nothing in the picture. */
static const char inert_attributes[] =
    "id class version baseProfile lang role tabindex focusable pathLength "
    "contentScriptType contentStyleType zoomAndPan requiredFeatures";

static bool
list_has(struct text list, struct text word)
{
    struct text one;
    while (text_next_word(&list, &one))
        if (text_equal(one, word))
            return true;
    return false;
}

/* --- places -------------------------------------------------------------- */

struct span
svg_reader_span(struct svg_reader *reader)
{
    XML_Index at = XML_GetCurrentByteIndex(reader->parser);
    int count = XML_GetCurrentByteCount(reader->parser);
    size_t size = reader->source->content.size;
    size_t start = at < 0 ? 0 : (size_t)at;
    if (start > size)
        start = size;
    size_t end = start + (size_t)(count > 0 ? count : 0);
    return span_of(reader->source, start, end > size ? size : end);
}

struct span
svg_attribute_span(struct svg_reader *reader, struct text name)
{
    struct span span = svg_reader_span(reader);
    struct text tag = span_text(span);
    for (size_t at = 0; at + name.size < tag.size; at++) {
        char before = at ? tag.data[at - 1] : '<';
        char after = tag.data[at + name.size];
        if (memcmp(tag.data + at, name.data, name.size) == 0 &&
            (before == ' ' || before == '\n' || before == '\t' ||
             before == '\r') &&
            (after == '=' || after == ' '))
            return span_of(span.source, span.start + at,
                           span.start + at + name.size);
    }
    return span;
}

static void
report_element(struct svg_reader *reader, const char *name)
{
    diag_report(reader->diag, SVG_ELEMENT, svg_reader_span(reader),
                TEXT_PRINTF(text_of(name)));
    reader->failed = true;
}

static void
report_attribute(struct svg_reader *reader, struct text name)
{
    diag_report(reader->diag, SVG_ATTRIBUTE, svg_attribute_span(reader, name),
                TEXT_PRINTF(name));
    reader->failed = true;
}

static void
report_syntax(struct svg_reader *reader, const char *fault)
{
    diag_report(reader->diag, SVG_SYNTAX, svg_reader_span(reader), fault);
    reader->failed = true;
}

/* A long value (a path's data) is cut for the message. */
static void
report_value(struct svg_reader *reader, struct text name, struct text value)
{
    diag_report(reader->diag, SVG_VALUE, svg_attribute_span(reader, name),
                TEXT_PRINTF(text_slice(value, 0, 60)), TEXT_PRINTF(name));
    reader->failed = true;
}

void
svg_report_value(struct svg_reader *reader, const char *name)
{
    report_value(reader, text_of(name), svg_attribute(reader, name));
}

/* --- attributes ---------------------------------------------------------- */

struct text
svg_attribute(const struct svg_reader *reader, const char *name)
{
    for (const XML_Char **a = reader->attributes; *a; a += 2)
        if (strcmp(a[0], name) == 0)
            return text_of(a[1]);
    return (struct text){0};
}

/* What 100 % of an attribute is: of the view box's width, height, or (radii)
 * diagonal as SVG 1.1, 7.10 has it. */
static double
percent_base(const struct svg *svg, const char *name)
{
    if (strchr(name, 'y') || strcmp(name, "height") == 0)
        return svg->height;
    if (strcmp(name, "r") == 0)
        return sqrt((svg->width * svg->width + svg->height * svg->height) / 2);
    return svg->width;
}

double
svg_length_attribute(struct svg_reader *reader, const char *name,
                     double otherwise)
{
    double value;
    struct text text = svg_attribute(reader, name);
    if (!text.data)
        return otherwise;
    double em =
        reader->frames[reader->depth ? reader->depth - 1 : 0].style.font_size;
    if (svg_length(text, em, &value))
        return value;
    if (text_has_suffix(text, "%") &&
        svg_only_number(text_slice(text, 0, text.size - 1), &value))
        return value / 100 * percent_base(reader->svg, name);
    svg_report_value(reader, name);
    return otherwise;
}

static void
read_style(struct svg_reader *reader, struct svg_frame *frame,
           struct text declarations)
{
    struct text name, value;
    enum svg_property result =
        svg_style_declarations(&frame->style, declarations, &name, &value);
    if (result == SVG_PROPERTY_DONE)
        return;
    if (result == SVG_PROPERTY_INVALID) {
        diag_report(reader->diag, SVG_VALUE,
                    svg_attribute_span(reader, TEXT("style")),
                    TEXT_PRINTF(value), TEXT_PRINTF(name));
    } else {
        diag_report(reader->diag, SVG_ATTRIBUTE,
                    svg_attribute_span(reader, TEXT("style")),
                    TEXT_PRINTF(name));
    }
    reader->failed = true;
}

static void
read_attribute(struct svg_reader *reader, struct svg_frame *frame,
               struct text name, struct text value)
{
    if (text_index(name, NAMESPACE_SEPARATOR, 0) < name.size) {
        if (text_has_suffix(name, "\nhref"))
            report_attribute(reader, TEXT("xlink:href"));
        return; /* a program's own notes, or xml:space */
    }
    if (text_equals(name, "style") || text_equals(name, "transform") ||
        text_has_prefix(name, "data-") || text_has_prefix(name, "aria-") ||
        list_has(text_of(known_elements[frame->element].attributes), name) ||
        list_has(text_of(inert_attributes), name))
        return;
    if (text_equals(name, "preserveAspectRatio") &&
        (text_equals(value, "xMidYMid") || text_equals(value, "xMidYMid meet")))
        return;
    switch (svg_style_set(&frame->style, name, value)) {
    case SVG_PROPERTY_DONE:
        break;
    case SVG_PROPERTY_INVALID:
        report_value(reader, name, value);
        break;
    case SVG_PROPERTY_UNKNOWN:
        report_attribute(reader, name);
        break;
    }
}

/* Style and transform of an element; style="" wins over attributes. */
static void
read_attributes(struct svg_reader *reader, struct svg_frame *frame)
{
    for (const XML_Char **a = reader->attributes; *a; a += 2)
        read_attribute(reader, frame, text_of(a[0]), text_of(a[1]));
    struct text style = svg_attribute(reader, "style");
    if (style.data)
        read_style(reader, frame, style);
    struct text transform = svg_attribute(reader, "transform");
    if (transform.data && !svg_transform(transform, frame->matrix))
        svg_report_value(reader, "transform");
}

/* --- the root ------------------------------------------------------------ */

static bool
read_view_box(struct svg_reader *reader)
{
    struct svg *svg = reader->svg;
    struct text box = svg_attribute(reader, "viewBox");
    double *values[4] = {&svg->x, &svg->y, &svg->width, &svg->height};
    size_t at = 0;
    svg_skip_separator(box, &at);
    for (int i = 0; i < 4; i++)
        if (!svg_number(box, &at, values[i]))
            return false;
    return at == box.size;
}

static double
natural_length(struct svg_reader *reader, const char *name)
{
    double value;
    struct text text = svg_attribute(reader, name);
    if (!text.data || text_has_suffix(text, "%") || text_equals(text, "auto"))
        return 0;
    if (svg_length(text, 16, &value) && value > 0)
        return value;
    svg_report_value(reader, name);
    return 0;
}

static void
read_root(struct svg_reader *reader)
{
    struct svg *svg = reader->svg;
    double width = natural_length(reader, "width");
    double height = natural_length(reader, "height");
    if (svg_attribute(reader, "viewBox").data) {
        if (!read_view_box(reader))
            svg_report_value(reader, "viewBox");
    } else {
        svg->width = width;
        svg->height = height;
    }
    if (!(svg->width > 0 && svg->height > 0 && svg->width <= 1e6 &&
          svg->height <= 1e6 && fabs(svg->x) <= 1e6 && fabs(svg->y) <= 1e6)) {
        if (!reader->failed)
            report_syntax(reader, "svg needs a viewBox, or width and height");
        svg->width = svg->height = 1;
        return;
    }
    /* The view box gives the proportions; width (or else height) the size. */
    if (!(width > 0))
        width = height > 0 ? height * svg->width / svg->height : svg->width;
    svg->natural_width = width;
    svg->natural_height = width * svg->height / svg->width;
}

/* --- elements ------------------------------------------------------------ */

static int
element_find(const char *name)
{
    int count = (int)(sizeof known_elements / sizeof *known_elements);
    for (int i = 0; i < count; i++)
        if (strcmp(known_elements[i].name, name) == 0)
            return i;
    return -1;
}

static bool
element_fits(const struct svg_reader *reader, enum svg_element element)
{
    bool in_text = false;
    if (reader->depth) {
        enum svg_element parent = reader->frames[reader->depth - 1].element;
        in_text = parent == SVG_ELEMENT_TEXT || parent == SVG_ELEMENT_TSPAN;
        if (parent != SVG_ELEMENT_SVG && parent != SVG_ELEMENT_G && !in_text &&
            element != SVG_ELEMENT_TITLE && element != SVG_ELEMENT_DESC)
            return false;
    }
    if (in_text && element != SVG_ELEMENT_TITLE && element != SVG_ELEMENT_DESC)
        return element == SVG_ELEMENT_TSPAN;
    return element != SVG_ELEMENT_TSPAN &&
           (reader->depth == 0) == (element == SVG_ELEMENT_SVG);
}

static void
element_open(struct svg_reader *reader, enum svg_element element)
{
    static const double identity[6] = {1, 0, 0, 1, 0, 0};
    struct svg_frame *frame = &reader->frames[reader->depth];
    if (reader->depth) {
        struct svg_frame *parent = frame - 1;
        if (element == SVG_ELEMENT_TSPAN)
            svg_text_flush(reader, parent);
        *frame = *parent;
    } else {
        frame->style = svg_style_initial();
        memcpy(frame->matrix, identity, sizeof identity);
        read_root(reader);
    }
    frame->element = element;
    reader->depth++;
    buffer_clear(&reader->run);
    read_attributes(reader, frame);
    if (element == SVG_ELEMENT_TEXT || element == SVG_ELEMENT_TSPAN)
        svg_text_begin(reader, frame);
    else
        svg_shape_add(reader, frame);
}

/* Elements that draw nothing themselves; what refers to their content
 * (fill="url(#a)", use) is not in the subset. */
static bool
is_undrawn(const char *name)
{
    return strcmp(name, "metadata") == 0 || strcmp(name, "defs") == 0;
}

/* Elements that act from wherever they stand. */
static bool
is_active(const char *name)
{
    return strcmp(name, "style") == 0 || strcmp(name, "script") == 0;
}

static void XMLCALL
on_start(void *data, const XML_Char *full_name, const XML_Char **attributes)
{
    struct svg_reader *reader = data;
    const char *separator = strchr(full_name, NAMESPACE_SEPARATOR);
    const char *name = separator ? separator + 1 : full_name;
    bool is_svg =
        separator &&
        (size_t)(separator - full_name) == sizeof SVG_NAMESPACE - 1 &&
        memcmp(full_name, SVG_NAMESPACE, sizeof SVG_NAMESPACE - 1) == 0;
    reader->attributes = attributes;
    if (reader->depth + reader->skipped >= SVG_MAX_DEPTH) {
        diag_report(reader->diag, SVG_TOO_LARGE, svg_reader_span(reader),
                    SVG_MAX_DEPTH, "levels");
        reader->failed = true;
        XML_StopParser(reader->parser, XML_FALSE);
        return;
    }
    if (is_svg && is_active(name))
        report_element(reader, name);
    int element = is_svg ? element_find(name) : -1;
    if (reader->depth == 0 && element != SVG_ELEMENT_SVG && !reader->skipped) {
        report_syntax(reader, "the outermost element must be "
                              "<svg xmlns=\"http://www.w3.org/2000/svg\">");
        XML_StopParser(reader->parser, XML_FALSE);
        return;
    }
    if (reader->skipped || !is_svg || is_undrawn(name) || is_active(name)) {
        reader->skipped++;
        return;
    }
    if (element < 0 || !element_fits(reader, (enum svg_element)element)) {
        report_element(reader, name);
        reader->skipped++;
        return;
    }
    element_open(reader, (enum svg_element)element);
}

static struct text
run_text(const struct svg_reader *reader)
{
    return arena_text(reader->arena, text_trim(buffer_text(&reader->run)));
}

static void XMLCALL
on_end(void *data, const XML_Char *name)
{
    struct svg_reader *reader = data;
    (void)name;
    if (reader->skipped) {
        reader->skipped--;
        return;
    }
    if (!reader->depth) /* an empty root that was refused */
        return;
    struct svg_frame *frame = &reader->frames[--reader->depth];
    bool at_root = reader->depth == 1;
    if (frame->element == SVG_ELEMENT_TEXT ||
        frame->element == SVG_ELEMENT_TSPAN)
        svg_text_flush(reader, frame);
    if (frame->element == SVG_ELEMENT_TITLE && at_root &&
        !reader->svg->title.size)
        reader->svg->title = run_text(reader);
    if (frame->element == SVG_ELEMENT_DESC && at_root &&
        !reader->svg->description.size)
        reader->svg->description = run_text(reader);
    buffer_clear(&reader->run);
}

static void XMLCALL
on_characters(void *data, const XML_Char *characters, int size)
{
    struct svg_reader *reader = data;
    if (reader->skipped || !reader->depth)
        return;
    enum svg_element element = reader->frames[reader->depth - 1].element;
    if (element == SVG_ELEMENT_TEXT || element == SVG_ELEMENT_TSPAN ||
        element == SVG_ELEMENT_TITLE || element == SVG_ELEMENT_DESC)
        buffer_append(&reader->run, characters, (size_t)size);
}

static void XMLCALL
on_doctype(void *data, const XML_Char *name, const XML_Char *system_id,
           const XML_Char *public_id, int has_internal_subset)
{
    struct svg_reader *reader = data;
    (void)name, (void)system_id, (void)public_id;
    if (!has_internal_subset)
        return;
    diag_report(reader->diag, SVG_ENTITY, svg_reader_span(reader));
    reader->failed = true;
    XML_StopParser(reader->parser, XML_FALSE);
}

static void XMLCALL
on_skipped_entity(void *data, const XML_Char *name, int is_parameter_entity)
{
    struct svg_reader *reader = data;
    (void)name, (void)is_parameter_entity;
    report_syntax(reader, "an entity that XML does not know");
}

static void XMLCALL
on_instruction(void *data, const XML_Char *target, const XML_Char *content)
{
    (void)content;
    if (strcmp(target, "xml-stylesheet") == 0)
        report_element(data, target);
}

/* --- the whole file ------------------------------------------------------ */

static void
reader_parse(struct svg_reader *reader)
{
    struct text content = reader->source->content;
    XML_SetUserData(reader->parser, reader);
    XML_SetElementHandler(reader->parser, on_start, on_end);
    XML_SetCharacterDataHandler(reader->parser, on_characters);
    XML_SetStartDoctypeDeclHandler(reader->parser, on_doctype);
    XML_SetSkippedEntityHandler(reader->parser, on_skipped_entity);
    XML_SetProcessingInstructionHandler(reader->parser, on_instruction);
    if (XML_Parse(reader->parser, content.data, (int)content.size, 1) ==
            XML_STATUS_ERROR &&
        XML_GetErrorCode(reader->parser) != XML_ERROR_ABORTED)
        report_syntax(reader,
                      XML_ErrorString(XML_GetErrorCode(reader->parser)));
}

const struct svg *
svg_parse(struct arena *arena, const struct source *source, struct diag *diag)
{
    if (source->content.size > MAX_BYTES) {
        diag_report(diag, SVG_TOO_LARGE, span_of(source, 0, 0), MAX_BYTES,
                    "bytes");
        return NULL;
    }
    struct svg_reader *reader = ARENA_NEW(arena, struct svg_reader);
    reader->arena = arena;
    reader->source = source;
    reader->diag = diag;
    reader->svg = ARENA_NEW(arena, struct svg);
    /* The encoding is named, so that no declaration can choose another than
     * what base/file has checked. */
    static const XML_Memory_Handling_Suite memory = {memory_alloc,
                                                     memory_realloc, free};
    static const XML_Char separator[] = {NAMESPACE_SEPARATOR, '\0'};
    reader->parser = XML_ParserCreate_MM("UTF-8", &memory, separator);
    reader_parse(reader);
    XML_ParserFree(reader->parser);
    buffer_release(&reader->run);
    if (reader->failed)
        return NULL;
    reader->svg->shapes = reader->shapes.items;
    reader->svg->shape_count = reader->shapes.count;
    return reader->svg;
}
