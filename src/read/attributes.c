#include "read/attributes.h"

#include "base/array.h"
#include "base/buffer.h"
#include "base/message.h"
#include "doc/audience.h"
#include "doc/language.h"

#include <string.h>

/* Classes that books may use without declaring them. */
static const char
    *const builtin_classes[] = {"kader",
                                "tip",
                                "let-op",
                                "citaat",
                                "schrijfregels",
                                "ruitjes",
                                "raster",
                                "tijdlijn",
                                "knipkaarten",
                                "klein",
                                "term",
                                "index",
                                "qr",
                                "sic" /* meant so: language/ looks away */};

static const struct {
    const char *key;
    unsigned places;
} known_keys[] = {
    {"audience", ~0u},         {"lang", ~0u},          {"lines", PLACE_DIV},
    {"longdesc", PLACE_IMAGE}, {"width", PLACE_IMAGE},
};

enum { KEY_COUNT = sizeof known_keys / sizeof *known_keys };

/* A parse under way. */
struct attribute_reader {
    const struct reader *reader;
    struct text text;
    size_t at, start;
    struct attributes *out;
    uint32_t class_room, item_room;
    const char *fault;
    bool runs_on; /* the last quoted value holds a brace or a line's end */
};

static bool
is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool
is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' ||
           byte == ':' || (unsigned char)byte >= 0x80;
}

/* In ids a dot may stand too ("fig-1.2"). */
static struct text
take_name(struct attribute_reader *parse, bool with_dot)
{
    size_t start = parse->at;
    while (parse->at < parse->text.size &&
           (is_name_byte(parse->text.data[parse->at]) ||
            (with_dot && parse->text.data[parse->at] == '.')))
        parse->at++;
    return text_slice(parse->text, start, parse->at);
}

static struct span
parse_span(const struct attribute_reader *parse, size_t start, size_t end)
{
    return span_of(parse->reader->source, parse->start + start,
                   parse->start + end);
}

/* "..." or '...', with \" and \\ inside. */
static bool
take_quoted(struct attribute_reader *parse, struct attribute *item)
{
    char quote = parse->text.data[parse->at++];
    size_t start = parse->at;
    bool escaped = false;
    while (parse->at < parse->text.size &&
           parse->text.data[parse->at] != quote) {
        if (parse->text.data[parse->at] == '\\') {
            escaped = true;
            parse->at++;
        }
        parse->at++;
    }
    if (parse->at >= parse->text.size) {
        parse->fault = "a quotation mark is not closed";
        return false;
    }
    item->value = text_slice(parse->text, start, parse->at);
    item->span = parse_span(parse, start, parse->at);
    parse->at++;
    if (!escaped)
        return true;
    char *copy = arena_string(parse->reader->arena, item->value);
    size_t size = 0;
    for (size_t i = 0; i < item->value.size; i++) {
        if (copy[i] == '\\' && i + 1 < item->value.size)
            i++;
        copy[size++] = copy[i];
    }
    item->value = (struct text){copy, size};
    return true;
}

/* Word processors make these of a straight quotation mark. */
static bool
is_curly_quote(struct text text)
{
    static const char *const quotes[] = {"\u201C", "\u201D", "\u201E",
                                         "\u2018", "\u2019", "\u201A",
                                         "\u00AB", "\u00BB"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (text_has_prefix(text, quotes[i]))
            return true;
    return false;
}

static bool
take_key(struct attribute_reader *parse)
{
    struct attribute item = {.key = take_name(parse, false)};
    if (!item.key.size) {
        parse->fault = "expected #label, .class or key=\"value\"";
        return false;
    }
    if (parse->at >= parse->text.size || parse->text.data[parse->at] != '=') {
        parse->fault =
            text_has_suffix(item.key, ":")
                ? N_("a key and its value are joined by '='")
                : N_("a word stands alone; a class is written .name");
        return false;
    }
    parse->at++;
    char byte = parse->at < parse->text.size ? parse->text.data[parse->at] : 0;
    if (byte == '"' || byte == '\'') {
        if (!take_quoted(parse, &item))
            return false;
        parse->runs_on = text_index(item.value, '}', 0) < item.value.size ||
                         text_index(item.value, '\n', 0) < item.value.size;
    } else if (is_curly_quote(
                   text_slice(parse->text, parse->at, parse->text.size))) {
        parse->fault = "the quotation marks must be straight: \"";
        return false;
    } else {
        size_t start = parse->at;
        while (parse->at < parse->text.size &&
               !is_space(parse->text.data[parse->at]) &&
               !strchr("}\"'={", parse->text.data[parse->at]))
            parse->at++;
        if (parse->at == start) {
            parse->fault = "a key has no value";
            return false;
        }
        item.value = text_slice(parse->text, start, parse->at);
        item.span = parse_span(parse, start, parse->at);
    }
    struct attributes *out = parse->out;
    for (uint32_t i = 0; i < out->item_count; i++)
        if (text_equal(out->items[i].key, item.key)) {
            parse->fault = "a key stands twice";
            return false;
        }
    if (out->item_count == parse->item_room) {
        size_t room = parse->item_room;
        out->items = array_grow(parse->reader->arena, out->items,
                                out->item_count, &room, sizeof *out->items);
        parse->item_room = (uint32_t)room;
    }
    out->items[out->item_count++] = item;
    return true;
}

static bool
take_class(struct attribute_reader *parse)
{
    struct attributes *out = parse->out;
    size_t start = parse->at++;
    struct text name = take_name(parse, false);
    if (!name.size) {
        parse->fault = "a dot has no class name";
        return false;
    }
    if (out->class_count == parse->class_room) {
        size_t names = parse->class_room, spans = names;
        out->classes =
            array_grow(parse->reader->arena, out->classes, out->class_count,
                       &names, sizeof *out->classes);
        out->class_spans =
            array_grow(parse->reader->arena, out->class_spans, out->class_count,
                       &spans, sizeof *out->class_spans);
        parse->class_room = (uint32_t)names;
    }
    out->class_spans[out->class_count] = parse_span(parse, start, parse->at);
    out->classes[out->class_count++] = name;
    return true;
}

static bool
take_id(struct attribute_reader *parse)
{
    parse->at++;
    struct text name = take_name(parse, true);
    if (!name.size) {
        parse->fault = "a '#' has no label";
        return false;
    }
    if (parse->out->id.size) {
        parse->fault = "there are two labels";
        return false;
    }
    parse->out->id = name;
    return true;
}

/* Skips white space; false at a blank line or the end. */
static bool
skip_space(struct attribute_reader *parse)
{
    unsigned lines = 0;
    while (parse->at < parse->text.size &&
           is_space(parse->text.data[parse->at])) {
        char byte = parse->text.data[parse->at++];
        lines += byte == '\n' ||
                 (byte == '\r' && (parse->at >= parse->text.size ||
                                   parse->text.data[parse->at] != '\n'));
    }
    if (lines < 2 && parse->at < parse->text.size)
        return true;
    parse->fault = "the brace is not closed";
    return false;
}

size_t
attributes_parse(const struct reader *reader, struct text text, size_t start,
                 struct attributes *attributes, const char **fault)
{
    struct attribute_reader parse = {.reader = reader,
                                     .text = text,
                                     .at = 1,
                                     .start = start,
                                     .out = attributes};
    *attributes = (struct attributes){0};
    *fault = NULL;
    bool good = true;
    size_t count = 0;
    while (good && (good = skip_space(&parse))) {
        char byte = text.data[parse.at];
        if (byte == '}')
            break;
        /* Items are parted by white space; "}" may follow directly. */
        if (count++ && !is_space(text.data[parse.at - 1])) {
            parse.fault = parse.runs_on ? N_("a quotation mark is not closed")
                                        : N_("a space is missing");
            good = false;
        } else if (byte == '#') {
            good = take_id(&parse);
        } else if (byte == '.') {
            good = take_class(&parse);
        } else {
            good = take_key(&parse);
        }
    }
    if (good && !count) {
        parse.fault = "the braces are empty";
        good = false;
    }
    *fault = parse.fault;
    if (!good)
        return 0;
    attributes->span = parse_span(&parse, 0, parse.at + 1);
    return parse.at + 1;
}

/* Does the text open with a word that a slip of the pen made of "audience"? */
static bool
word_is_audience(struct text text, size_t at)
{
    size_t end = at;
    while (end < text.size && is_name_byte(text.data[end]) &&
           text.data[end] != ':')
        end++;
    struct text word = text_slice(text, at, end);
    return word.size >= 5 && text_edit_distance(word, TEXT("audience"), 3) <= 3;
}

bool
attributes_meant(struct text text)
{
    size_t at = 1;
    while (at < text.size && (text.data[at] == ' ' || text.data[at] == ':'))
        at++;
    if (at + 1 >= text.size)
        return false;
    if (text.data[at] == '.' || text.data[at] == '#')
        return is_name_byte(text.data[at + 1]);
    size_t end = at;
    while (end < text.size && is_name_byte(text.data[end]))
        end++;
    if (end > at && end < text.size && text.data[end] == '=')
        return true;
    return word_is_audience(text, at);
}

const struct attribute *
attributes_find(const struct attributes *attributes, const char *key)
{
    for (uint32_t i = 0; i < attributes->item_count; i++)
        if (text_equals(attributes->items[i].key, key))
            return &attributes->items[i];
    return NULL;
}

bool
attributes_have_class(const struct attributes *attributes, const char *name)
{
    for (uint32_t i = 0; i < attributes->class_count; i++)
        if (text_equals(attributes->classes[i], name))
            return true;
    return false;
}

/* The place of the key, which stands before = and quotation mark. */
static struct span
key_span(const struct attribute *item)
{
    struct span span = item->span;
    size_t before = 1 + item->key.size;
    char byte = span.start ? span.source->content.data[span.start - 1] : '\0';
    before += byte == '"' || byte == '\'';
    if (span.start < before)
        return span;
    size_t start = span.start - before;
    return span_of(span.source, start, start + item->key.size);
}

static void
check_key(struct reader *reader, const struct attribute *item,
          enum attribute_place place)
{
    struct text names[KEY_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (!(known_keys[i].places & place))
            continue;
        names[count] = text_of(known_keys[i].key);
        if (text_equal(item->key, names[count++]))
            return;
    }
    diag_report_hint(reader->diag, ATTRIBUTE_UNKNOWN,
                     diag_choose(reader->arena, item->key, names, count),
                     key_span(item), TEXT_PRINTF(item->key));
}

static void
check_class(struct reader *reader, struct text name, struct span span)
{
    const struct book *book = reader->book;
    size_t builtin = sizeof builtin_classes / sizeof *builtin_classes;
    struct text *names = ARENA_ARRAY(
        reader->arena, builtin + book->role_count + book->class_count,
        struct text);
    size_t count = 0;
    for (size_t i = 0; i < builtin; i++)
        names[count++] = text_of(builtin_classes[i]);
    for (size_t i = 0; i < book->role_count; i++)
        names[count++] = book->roles[i].slug;
    for (size_t i = 0; i < book->class_count; i++)
        names[count++] = book->classes[i];
    for (size_t i = 0; i < count; i++)
        if (text_equal(names[i], name))
            return;
    diag_report_hint(reader->diag, CLASS_UNKNOWN,
                     diag_suggest(reader->arena, name, names, count), span,
                     TEXT_PRINTF(name));
}

/* Roles stand first among the classes. */
static void
apply_classes(struct reader *reader, const struct attributes *attributes,
              enum attribute_place place, struct node *node)
{
    if (!attributes->class_count)
        return;
    struct text *classes =
        ARENA_ARRAY(reader->arena, node->class_count + attributes->class_count,
                    struct text);
    uint32_t count = 0;
    for (uint32_t i = 0; i < attributes->class_count; i++) {
        const struct role *role =
            book_role(reader->book, attributes->classes[i]);
        if (role) {
            classes[count++] = role->slug;
            if (!node->role.size)
                node->role = role->slug;
        }
    }
    if (node->class_count)
        memcpy(classes + count, node->classes,
               node->class_count * sizeof *classes);
    count += node->class_count;
    for (uint32_t i = 0; i < attributes->class_count; i++) {
        if (!reader->book->plain && place != PLACE_CODE)
            check_class(reader, attributes->classes[i],
                        attributes->class_spans[i]);
        if (!book_role(reader->book, attributes->classes[i]))
            classes[count++] = attributes->classes[i];
    }
    node->classes = classes;
    node->class_count = count;
}

static struct text
language_of(struct reader *reader, const struct attribute *item)
{
    if (language_is_tag(item->value))
        return item->value;
    diag_report(reader->diag, VALUE_INVALID, item->span,
                TEXT_PRINTF(item->value), "a language tag such as nl or en-GB");
    return TEXT("");
}

void
attributes_apply(struct reader *reader, const struct attributes *attributes,
                 enum attribute_place place, struct node *node)
{
    if (attributes->id.size)
        node->id = attributes->id;
    apply_classes(reader, attributes, place, node);
    uint32_t room = node->attribute_count + attributes->item_count;
    struct attribute *items =
        ARENA_ARRAY(reader->arena, room, struct attribute);
    uint32_t count = node->attribute_count;
    if (count)
        memcpy(items, node->attributes, count * sizeof *items);
    for (uint32_t i = 0; i < attributes->item_count; i++) {
        const struct attribute *item = &attributes->items[i];
        if (!reader->book->plain)
            check_key(reader, item, place);
        if (text_equals(item->key, "audience")) {
            node->audience = ARENA_NEW(reader->arena, struct attribute);
            *node->audience = *item;
            /* No selection runs there: report it here. */
            if (reader->book->plain)
                audience_atoms(reader->book, item, &(struct atoms){{0}},
                               reader->arena, reader->diag);
        } else if (text_equals(item->key, "lang")) {
            node->language = language_of(reader, item);
        } else {
            items[count++] = *item;
        }
    }
    node->attributes = items;
    node->attribute_count = count;
}
