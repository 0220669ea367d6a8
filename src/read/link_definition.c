#include "read/link_definition.h"

#include "base/array.h"
#include "read/scan_line.h"

#include <string.h>

struct definition {
    const struct region *region;
    size_t start, end;
    const struct scope *scope;
    struct text label;        /* normalized */
    struct definition *other; /* earlier one with the same label */
};

struct links {
    struct map by_label;
    ARRAY(struct definition *) all;
};

/* CommonMark allows 999 characters. */
enum { LONGEST_LABEL = 999 };

/* The size of a [label] at the start; 0 if none. */
static size_t
label_size(struct text text)
{
    bool filled = false;
    for (size_t at = 1; at < text.size && at <= 4 * LONGEST_LABEL; at++) {
        char byte = text.data[at];
        if (byte == ']')
            return filled ? at + 1 : 0;
        if (byte == '[')
            return 0;
        if (byte == '\\')
            at++;
        filled = filled || !strchr(" \t\r\n", byte);
    }
    return 0;
}

/* White space closed up, ASCII letters small.  Labels with other letters all
 * count as the same one, which only means that more is written than is used:
 * md4c folds their case itself. */
static struct text
label_normalize(struct arena *arena, struct text label)
{
    char *out = arena_alloc(arena, label.size + 1);
    size_t size = 0;
    for (size_t i = 1; i + 1 < label.size; i++) {
        char byte = label.data[i];
        if ((unsigned char)byte >= 0x80)
            return TEXT("\x80");
        if (strchr(" \t\r\n", byte)) {
            if (size && out[size - 1] != ' ')
                out[size++] = ' ';
        } else {
            out[size++] =
                byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
        }
    }
    while (size && out[size - 1] == ' ')
        size--;
    return (struct text){out, size};
}

/* White space with at most one line end. */
static size_t
skip_gap(struct text text, size_t at, bool *line_ended)
{
    *line_ended = false;
    while (at < text.size && strchr(" \t\r\n", text.data[at])) {
        if (text.data[at] == '\n' || text.data[at] == '\r') {
            if (*line_ended)
                break;
            *line_ended = true;
            at = line_after(text, at);
        } else {
            at++;
        }
    }
    return at;
}

static size_t
address_end(struct text text, size_t at)
{
    if (at < text.size && text.data[at] == '<') {
        for (at++; at < text.size && !strchr("<>\r\n", text.data[at]); at++)
            if (text.data[at] == '\\')
                at++;
        return at < text.size && text.data[at] == '>' ? at + 1 : 0;
    }
    size_t start = at;
    while (at < text.size && (unsigned char)text.data[at] > ' ')
        at++;
    return at > start ? at : 0;
}

/* Quoted or in parentheses; 0 if it is not closed before a blank line. */
static size_t
title_end(struct text text, size_t at)
{
    char close = text.data[at] == '(' ? ')' : text.data[at];
    bool blank = false;
    for (at++; at < text.size && text.data[at] != close; at++) {
        if (text.data[at] == '\\')
            at++;
        else if (text.data[at] == '\n' && blank)
            return 0;
        if (at < text.size && !strchr(" \t\r", text.data[at]))
            blank = text.data[at] == '\n';
    }
    return at < text.size ? at + 1 : 0;
}

static bool
ends_line(struct text text, size_t at)
{
    while (at < text.size && (text.data[at] == ' ' || text.data[at] == '\t'))
        at++;
    return at >= text.size || text.data[at] == '\n' || text.data[at] == '\r';
}

/* The size of a definition at the start of the text; 0 if none. */
static size_t
definition_size(struct text text)
{
    bool line_ended;
    size_t label = text.size && text.data[0] == '[' ? label_size(text) : 0;
    if (!label || label >= text.size || text.data[label] != ':')
        return 0;
    size_t address = address_end(text, skip_gap(text, label + 1, &line_ended));
    if (!address)
        return 0;
    size_t title = skip_gap(text, address, &line_ended);
    if (title > address && title < text.size &&
        strchr("\"'(", text.data[title])) {
        size_t end = title_end(text, title);
        if (end && ends_line(text, end))
            return end;
    }
    return ends_line(text, address) ? address : 0;
}

void
link_definitions_collect(struct reader *reader, const struct region *region,
                         size_t start, const struct scope *scope)
{
    struct text text = region->text;
    for (;;) {
        struct text rest = text_slice(text, start, text.size);
        size_t size = definition_size(rest);
        if (!size)
            return;
        if (!reader->links) {
            reader->links = ARENA_NEW(reader->arena, struct links);
            reader->links->by_label = map_in(reader->arena);
        }
        struct definition *definition =
            ARENA_NEW(reader->arena, struct definition);
        struct text label = label_normalize(
            reader->arena, text_slice(rest, 0, label_size(rest)));
        void **place = map_place(&reader->links->by_label, label);
        *definition = (struct definition){region, start, start + size,
                                          scope,  label, *place};
        *place = definition;
        *ARRAY_PUSH(reader->arena, &reader->links->all) = definition;
        start = line_after(text, line_end(text, start + size));
        while (start < text.size && text.data[start] == ' ')
            start++;
    }
}

static bool
scope_holds(const struct scope *outer, const struct scope *inner)
{
    for (; inner; inner = inner->parent)
        if (inner == outer)
            return true;
    return false;
}

/* The earliest definition that the run may use; NULL when it is the run's
 * own, which md4c finds itself. */
static const struct definition *
definition_for(const struct definition *latest, const struct region *region,
               size_t start, size_t end, const struct scope *scope)
{
    const struct definition *found = NULL;
    for (; latest; latest = latest->other)
        if (scope_holds(latest->scope, scope))
            found = latest;
    if (found && found->region == region && found->start >= start &&
        found->end <= end)
        return NULL;
    return found;
}

static void
write_definition(const struct definition *definition, struct buffer *out)
{
    buffer_append_text(out, text_slice(definition->region->text,
                                       definition->start, definition->end));
    buffer_append_string(out, "\n\n");
}

void
link_definitions_write(const struct reader *reader, const struct region *region,
                       size_t start, size_t end, const struct scope *scope,
                       struct buffer *out)
{
    if (!reader->links)
        return;
    struct map written = map_in(reader->arena);
    struct text text = text_slice(region->text, 0, end);
    for (size_t at = text_index(text, '[', start); at < end;
         at = text_index(text, '[', at + 1)) {
        struct text rest = text_slice(text, at, end);
        size_t size = label_size(rest);
        if (!size)
            continue;
        struct text label =
            label_normalize(reader->arena, text_slice(rest, 0, size));
        const struct definition *latest =
            map_find(&reader->links->by_label, label);
        if (!latest || map_find(&written, label))
            continue;
        map_set(&written, label, (void *)(uintptr_t)1);
        if (!text_equals(label, "\x80")) {
            latest = definition_for(latest, region, start, end, scope);
            if (latest)
                write_definition(latest, out);
            continue;
        }
        for (size_t i = 0; i < reader->links->all.count; i++) {
            const struct definition *each = reader->links->all.items[i];
            if (text_equals(each->label, "\x80") &&
                definition_for(&(struct definition){each->region, each->start,
                                                    each->end, each->scope,
                                                    each->label, NULL},
                               region, start, end, scope))
                write_definition(each, out);
        }
    }
}

size_t
link_definition_find(struct text text, bool indented_only)
{
    for (size_t line = 0; line < text.size;
         line = line_after(text, line_end(text, line))) {
        size_t at = line;
        while (at < text.size && strchr(" \t>*+-.)0123456789", text.data[at]))
            at++;
        if (at >= text.size || text.data[at] != '[' ||
            (indented_only && at == line))
            continue;
        struct text rest = text_slice(text, at, text.size);
        size_t size = label_size(rest);
        if (size && size < rest.size && rest.data[size] == ':' &&
            rest.data[1] != '^')
            return at;
    }
    return text.size;
}
