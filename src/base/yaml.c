#include "base/yaml.h"

#include "base/array.h"
#include "base/map.h"
#include "base/message.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { DEEPEST = 16, MOST_VALUES = 100000 };

struct yaml_reader {
    yaml_parser_t parser;
    yaml_event_t event;
    struct arena *arena;
    const struct source *source;
    size_t start; /* of the document in the source */
    struct diag *diag;
    int values;
    bool failed;
    struct span quoted; /* the last text in quotes over several lines */
    size_t quoted_end_line;
    size_t seen_characters, seen_bytes; /* a place already counted to */
};

/* libyaml's marks count characters; spans count bytes.  Marks mostly go
 * forward, so counting on from the last one keeps it linear. */
static size_t
byte_of_mark(struct yaml_reader *reader, size_t characters)
{
    struct text content = text_slice(reader->source->content, reader->start,
                                     reader->source->content.size);
    if (characters < reader->seen_characters)
        reader->seen_characters = reader->seen_bytes = 0;
    for (; reader->seen_characters < characters; reader->seen_characters++)
        utf8_next(content, &reader->seen_bytes);
    return reader->seen_bytes;
}

static struct span
reader_span(struct yaml_reader *reader, size_t start, size_t end)
{
    size_t size = reader->source->content.size;
    start = byte_of_mark(reader, start) + reader->start;
    end = byte_of_mark(reader, end) + reader->start;
    return span_of(reader->source, start < size ? start : size,
                   end < size ? end : size);
}

static struct span
event_span(struct yaml_reader *reader)
{
    return reader_span(reader, reader->event.start_mark.index,
                       reader->event.end_mark.index);
}

/* What libyaml says, in words for people who write books; `at_context`: it
 * looks ahead, and what is wrong stands where it began to. */
static const struct problem {
    const char *yaml, *words, *hint;
    bool at_context;
} problems[] = {
    {"mapping values are not allowed in this context",
     N_("a ':' cannot stand here"),
     N_("put a text with ': ' in it in quotes, and check the indentation"),
     false},
    {"could not find expected ':'", N_("a key without ':'"),
     N_("write 'key: value', or put a long text in quotes"), true},
    {"did not find expected key", N_("this line does not fit here"),
     N_("check its indentation, and the quotes of the value above it"), false},
    {"did not find expected '-' indicator", N_("this line does not fit here"),
     N_("indent it like the list above it, and start it with '- '"), false},
    {"did not find expected <document start>",
     N_("this line does not fit here"),
     N_("check its indentation, and write 'key: value'"), false},
    {"did not find expected ',' or ']'", N_("this '[' list is not closed"),
     N_("write a comma between two values and ']' after the last"), true},
    {"did not find expected ',' or '}'", N_("this '{' is not closed"),
     N_("put a text that starts with '{' in quotes"), true},
    {"did not find expected node content", N_("a value is missing"),
     N_("write it, or put the text in quotes"), false},
    {"found unexpected end of stream", N_("this quote is not closed"),
     N_("close it at the end of the text"), true},
    {"found unexpected document indicator", N_("this quote is not closed"),
     N_("close it at the end of the text"), true},
    {"found character that cannot start any token",
     N_("a value cannot start so"), N_("put it in quotes"), false},
    {"did not find expected alphabetic or numeric character",
     N_("a value cannot start so"), N_("put it in quotes"), true},
    {"block sequence entries are not allowed in this context",
     N_("a list cannot start here"),
     N_("start it on the next line, or put a text with '- ' in quotes"), false},
    {"found unknown escape character",
     N_("a backslash has a meaning in double quotes"),
     N_("use single quotes, or write '\\\\'"), false},
    {"control characters are not allowed",
     N_("a control character cannot stand here"),
     N_("remove it; it may be invisible"), false},
};

static const struct problem *
problem_find(const char *words)
{
    for (size_t i = 0; words && i < sizeof problems / sizeof *problems; i++)
        if (!strcmp(problems[i].yaml, words))
            return &problems[i];
    return NULL;
}

static struct span
problem_span(struct yaml_reader *reader, const struct problem *problem)
{
    const yaml_parser_t *parser = &reader->parser;
    size_t size = reader->source->content.size;
    if (parser->error == YAML_READER_ERROR) { /* before there are marks */
        size_t at = reader->start + parser->problem_offset;
        at = at < size ? at : size;
        return span_of(reader->source, at, at);
    }
    size_t at = problem && problem->at_context ? parser->context_mark.index
                                               : parser->problem_mark.index;
    return reader_span(reader, at, at + 1);
}

/* A text in quotes that ends on the very line that does not fit, below the
 * one where it begins: its own closing quote is missing. */
static bool
is_quote_open(const struct yaml_reader *reader, const struct problem *problem)
{
    return !strcmp(problem->yaml, "did not find expected key") &&
           reader->quoted.source &&
           reader->quoted_end_line == reader->parser.problem_mark.line;
}

/* "key:value" */
static bool
lacks_space(struct text line)
{
    size_t colon = text_index(line, ':', 0);
    return colon > 0 && colon + 1 < line.size && line.data[colon + 1] != ' ';
}

static void
report_problem(struct yaml_reader *reader, const struct problem *problem,
               struct span span)
{
    const char *words = problem->words, *hint = problem->hint;
    if (is_quote_open(reader, problem)) {
        span = reader->quoted;
        words = N_("this quote is not closed");
        hint = N_("close it at the end of the text");
    } else if (!strcmp(problem->yaml, "could not find expected ':'") &&
               lacks_space(span_place(span).line_text)) {
        hint = N_("write a space behind the colon: 'key: value'");
    }
    diag_report_hint(reader->diag, YAML_SYNTAX, text_of(message(hint)), span,
                     message(words));
}

static void
report_syntax(struct yaml_reader *reader)
{
    const char *words = reader->parser.problem;
    const struct problem *problem = problem_find(words);
    struct span span = problem_span(reader, problem);
    /* An indentation that mixes both is reported at the key behind it. */
    struct text line = span_place(span).line_text;
    size_t indent = 0;
    while (indent < line.size && line.data[indent] == ' ')
        indent++;
    bool is_tab = words && (text_has_prefix(span_text(span), "\t") ||
                            strstr(words, "tab character") ||
                            (indent < line.size && line.data[indent] == '\t'));
    if (is_tab)
        diag_report(reader->diag, YAML_TAB, span);
    else if (problem)
        report_problem(reader, problem, span);
    else
        diag_report(reader->diag, YAML_SYNTAX, span,
                    words ? words : message("it cannot be read"));
}

/* Moves to the next event.  False after an error. */
static bool
reader_next(struct yaml_reader *reader)
{
    yaml_event_delete(&reader->event);
    if (reader->failed)
        return false;
    if (!yaml_parser_parse(&reader->parser, &reader->event)) {
        report_syntax(reader);
        reader->failed = true;
    }
    return !reader->failed;
}

static bool read_value(struct yaml_reader *reader, struct yaml *value,
                       int depth);

/* Escapes can make characters that no book can print. */
static bool
has_control(struct text text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F)
            return true;
    }
    return false;
}

/* "&name", "!name": would silently swallow the start of a text. */
static bool
is_marked(const yaml_event_t *event)
{
    switch ((int)event->type) {
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor || event->data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor ||
               event->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor ||
               event->data.mapping_start.tag;
    default:
        return false;
    }
}

static void
read_scalar(struct yaml_reader *reader, struct yaml *value)
{
    value->kind = YAML_SCALAR;
    yaml_scalar_style_t style = reader->event.data.scalar.style;
    value->is_plain = style == YAML_PLAIN_SCALAR_STYLE;
    if ((style == YAML_DOUBLE_QUOTED_SCALAR_STYLE ||
         style == YAML_SINGLE_QUOTED_SCALAR_STYLE) &&
        reader->event.start_mark.line < reader->event.end_mark.line) {
        reader->quoted = event_span(reader);
        reader->quoted_end_line = reader->event.end_mark.line;
    }
    value->scalar =
        arena_text(reader->arena,
                   (struct text){(const char *)reader->event.data.scalar.value,
                                 reader->event.data.scalar.length});
    if (!has_control(value->scalar))
        return;
    diag_report(reader->diag, YAML_SYNTAX, event_span(reader),
                message("a control character cannot stand here"));
    value->scalar = TEXT("");
}

static bool
read_list(struct yaml_reader *reader, struct yaml *value, int depth)
{
    ARRAY(struct yaml) items = {0};
    value->kind = YAML_LIST;
    while (reader_next(reader) && reader->event.type != YAML_SEQUENCE_END_EVENT)
        if (!read_value(reader, ARRAY_PUSH(reader->arena, &items), depth + 1))
            return false;
    value->children = items.items;
    value->child_count = items.count;
    return !reader->failed;
}

static bool
read_key(struct yaml_reader *reader, struct map *keys, struct yaml *entry)
{
    if (reader->event.type != YAML_SCALAR_EVENT) {
        diag_report(reader->diag, YAML_SYNTAX, event_span(reader),
                    message("a key must be a word"));
        return false;
    }
    if (is_marked(&reader->event))
        diag_report(reader->diag, YAML_ANCHOR, event_span(reader));
    struct yaml key = {0};
    read_scalar(reader, &key);
    entry->key = key.scalar;
    entry->key_span = event_span(reader);
    void **place = map_place(keys, key.scalar);
    if (*place)
        diag_report(reader->diag, YAML_KEY_TWICE, entry->key_span,
                    TEXT_PRINTF(entry->key));
    *place = keys;
    return true;
}

static bool
read_map(struct yaml_reader *reader, struct yaml *value, int depth)
{
    ARRAY(struct yaml) entries = {0};
    struct map keys = map_in(reader->arena);
    value->kind = YAML_MAP;
    while (reader_next(reader) &&
           reader->event.type != YAML_MAPPING_END_EVENT) {
        struct yaml *entry = ARRAY_PUSH(reader->arena, &entries);
        if (!read_key(reader, &keys, entry) || !reader_next(reader) ||
            !read_value(reader, entry, depth + 1))
            return false;
    }
    value->children = entries.items;
    value->child_count = entries.count;
    return !reader->failed;
}

/* Reads the value whose first event is at hand. */
static bool
read_value(struct yaml_reader *reader, struct yaml *value, int depth)
{
    struct span span = event_span(reader);
    value->span = span;
    if (reader->values++ >= MOST_VALUES) {
        diag_report(reader->diag, YAML_TOO_LARGE, span, MOST_VALUES);
        return false;
    }
    if (depth > DEEPEST) {
        diag_report(reader->diag, YAML_TOO_DEEP, span, DEEPEST);
        return false;
    }
    if (is_marked(&reader->event))
        diag_report(reader->diag, YAML_ANCHOR, span);
    switch ((int)reader->event.type) {
    case YAML_SCALAR_EVENT:
        read_scalar(reader, value);
        if (span.start == span.end && value->key.size)
            value->span = value->key_span;
        return true;
    case YAML_SEQUENCE_START_EVENT:
        return read_list(reader, value, depth);
    case YAML_MAPPING_START_EVENT:
        return read_map(reader, value, depth);
    default:
        diag_report(reader->diag, YAML_ALIAS, span);
        return false;
    }
}

static const struct yaml *
read_document(struct yaml_reader *reader)
{
    struct yaml *root = ARENA_NEW(reader->arena, struct yaml);
    *root = (struct yaml){.kind = YAML_MAP, .span = reader_span(reader, 0, 0)};
    bool is_read = false;
    while (reader_next(reader)) {
        if (reader->event.type == YAML_STREAM_END_EVENT)
            return root;
        if (reader->event.type == YAML_STREAM_START_EVENT ||
            reader->event.type == YAML_DOCUMENT_START_EVENT ||
            reader->event.type == YAML_DOCUMENT_END_EVENT)
            continue;
        if (reader->event.type == YAML_SCALAR_EVENT &&
            reader->event.data.scalar.length == 0)
            continue;
        if (is_read) {
            diag_report(reader->diag, YAML_SYNTAX, event_span(reader),
                        message("a second document starts above this line"));
            return NULL;
        }
        is_read = true;
        if (!read_value(reader, root, 0))
            return NULL;
    }
    return NULL;
}

const struct yaml *
yaml_parse(struct arena *arena, const struct source *source, size_t start,
           size_t end, struct diag *diag)
{
    struct yaml_reader reader = {
        .arena = arena, .source = source, .start = start, .diag = diag};
    struct text content = text_slice(source->content, start, end);
    if (!yaml_parser_initialize(&reader.parser))
        return NULL;
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &reader.parser, (const unsigned char *)content.data, content.size);
    const struct yaml *root = read_document(&reader);
    yaml_event_delete(&reader.event);
    yaml_parser_delete(&reader.parser);
    return root;
}

const struct yaml *
yaml_find(const struct yaml *map, const char *key)
{
    if (!map || map->kind != YAML_MAP)
        return NULL;
    for (size_t i = 0; i < map->child_count; i++)
        if (text_equals(map->children[i].key, key))
            return &map->children[i];
    return NULL;
}

bool
yaml_check_keys(const struct yaml *map, const char *const *known,
                struct arena *arena, struct diag *diag)
{
    size_t count = 0;
    while (known[count])
        count++;
    struct text *names = ARENA_ARRAY(arena, count, struct text);
    for (size_t i = 0; i < count; i++)
        names[i] = text_of(known[i]);
    bool all_known = true;
    for (size_t i = 0; map && i < map->child_count; i++) {
        const struct yaml *child = &map->children[i];
        bool is_known = false;
        for (size_t j = 0; j < count && !is_known; j++)
            is_known = text_equal(child->key, names[j]);
        if (is_known)
            continue;
        diag_report_hint(diag, YAML_KEY_UNKNOWN,
                         diag_choose(arena, child->key, names, count),
                         child->key_span, TEXT_PRINTF(child->key));
        all_known = false;
    }
    return all_known;
}

static bool
kind_fits(const struct yaml *value, enum yaml_kind kind, const char *wanted,
          struct diag *diag)
{
    if (!value)
        return false;
    if (value->kind == kind)
        return true;
    diag_report(diag, YAML_KIND, value->span, TEXT_PRINTF(value->key), wanted);
    return false;
}

bool
yaml_text(const struct yaml *value, struct text *text, struct diag *diag)
{
    if (!kind_fits(value, YAML_SCALAR, message("text"), diag))
        return false;
    *text = value->scalar;
    return true;
}

bool
yaml_int(const struct yaml *value, int least, int most, int *number,
         struct diag *diag)
{
    if (!kind_fits(value, YAML_SCALAR, message("a number"), diag))
        return false;
    char *end;
    long parsed = strtol(value->scalar.data, &end, 10);
    bool is_whole = end == value->scalar.data + value->scalar.size;
    if (!value->scalar.size || !is_whole || parsed < least || parsed > most) {
        char range[128];
        snprintf(range, sizeof range, message("a number from %d to %d"), least,
                 most);
        diag_report(diag, YAML_KIND, value->span, TEXT_PRINTF(value->key),
                    range);
        return false;
    }
    *number = (int)parsed;
    return true;
}

bool
yaml_bool(const struct yaml *value, bool *boolean, struct diag *diag)
{
    if (!kind_fits(value, YAML_SCALAR, message("yes or no"), diag))
        return false;
    static const char *const words[] = {"yes", "true",  "ja",
                                        "no",  "false", "nee"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equals(value->scalar, words[i])) {
            *boolean = i < 3;
            return true;
        }
    diag_report(diag, YAML_KIND, value->span, TEXT_PRINTF(value->key),
                message("yes or no"));
    return false;
}

bool
yaml_texts(const struct yaml *value, struct arena *arena, struct text **texts,
           size_t *count, struct diag *diag)
{
    *texts = NULL;
    *count = 0;
    if (!value)
        return false;
    if (value->kind == YAML_SCALAR) {
        if (value->is_plain && !value->scalar.size)
            return true; /* nothing after the colon */
        *texts = ARENA_NEW(arena, struct text);
        (*texts)[(*count)++] = value->scalar;
        return true;
    }
    if (!kind_fits(value, YAML_LIST, message("a list"), diag))
        return false;
    *texts = ARENA_ARRAY(arena, value->child_count, struct text);
    for (size_t i = 0; i < value->child_count; i++) {
        const struct yaml *item = &value->children[i];
        if (item->kind == YAML_SCALAR)
            (*texts)[(*count)++] = item->scalar;
        else
            diag_report(diag, YAML_KIND, item->span, TEXT_PRINTF(value->key),
                        message("a list of words"));
    }
    return true;
}

bool
yaml_is_map(const struct yaml *value, struct diag *diag)
{
    return kind_fits(value, YAML_MAP, message("a map (key: value)"), diag);
}

bool
yaml_is_list(const struct yaml *value, struct diag *diag)
{
    return kind_fits(value, YAML_LIST, message("a list"), diag);
}
