#include "read/directive.h"

#include <string.h>

static size_t
skip_byte(struct text line, size_t at, char byte)
{
    while (at < line.size && line.data[at] == byte)
        at++;
    return at;
}

/* A single word is a class. */
static size_t
parse_word(const struct reader *reader, struct text line, size_t start,
           struct attributes *attributes)
{
    size_t end = 0;
    while (end < line.size && !strchr(" \t:{}\"'=", line.data[end]))
        end++;
    if (!end)
        return 0;
    struct span span = span_of(reader->source, start, start + end);
    attributes->classes = ARENA_NEW(reader->arena, struct text);
    attributes->class_spans = ARENA_NEW(reader->arena, struct span);
    attributes->classes[0] = text_slice(line, 0, end);
    attributes->class_spans[0] = span;
    attributes->class_count = 1;
    attributes->span = span;
    return end;
}

enum directive_kind
directive_parse(const struct reader *reader, struct text line, size_t start,
                struct attributes *attributes)
{
    const char *fault;
    *attributes = (struct attributes){0};
    line = text_trim(line);
    size_t at = skip_byte(line, skip_byte(line, 0, ':'), ' ');
    if (at == line.size)
        return DIRECTIVE_CLOSE;
    struct text rest = text_slice(line, at, line.size);
    size_t size =
        rest.data[0] == '{'
            ? attributes_parse(reader, rest, start + at, attributes, &fault)
            : parse_word(reader, rest, start + at, attributes);
    /* Colons may close the line too. */
    rest = text_slice(rest, size, rest.size);
    rest = text_slice(rest, skip_byte(rest, 0, ' '), rest.size);
    if (!size || skip_byte(rest, 0, ':') != rest.size)
        return DIRECTIVE_BAD;
    return DIRECTIVE_OPEN;
}

void
directive_report_bad(struct reader *reader, struct span span)
{
    if (reader->book->plain)
        diag_report(reader->diag, DIV_SYNTAX_PLAIN, span);
    else
        diag_report(reader->diag, DIV_SYNTAX, span);
}
