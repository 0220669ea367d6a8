#include "doc/variable.h"

#include "base/buffer.h"

/* Where "{{" (or "}}") next stands; the text's size when nowhere. */
static size_t
find_pair(struct text text, char brace, size_t start)
{
    for (size_t at = text_index(text, brace, start); at + 1 < text.size;
         at = text_index(text, brace, at + 1))
        if (text.data[at + 1] == brace)
            return at;
    return text.size;
}

const struct variable *
variable_find(const struct variable *variables, size_t count, struct text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(variables[i].name, name))
            return &variables[i];
    return NULL;
}

struct text
variable_suggest(struct arena *arena, const struct variable *variables,
                 size_t count, struct text name)
{
    struct text *names = ARENA_ARRAY(arena, count + 1, struct text);
    for (size_t i = 0; i < count; i++)
        names[i] = variables[i].name;
    return diag_choose(arena, name, names, count);
}

/* The span of a part of a text that lies in its source as it is; else the
 * whole span. */
static struct span
span_of_part(struct span span, struct text text, size_t start, size_t end)
{
    if (!span.source)
        return span;
    struct text content = span.source->content;
    if (text.data < content.data ||
        text.data + text.size > content.data + content.size)
        return span;
    size_t offset = (size_t)(text.data - content.data);
    return span_of(span.source, offset + start, offset + end);
}

static bool
has_brace(struct text name)
{
    return text_index(name, '{', 0) < name.size ||
           text_index(name, '}', 0) < name.size;
}

struct text
variables_expand(struct arena *arena, struct text text, struct span span,
                 const struct variable *variables, size_t count,
                 struct diag *diag)
{
    size_t open = find_pair(text, '{', 0);
    if (open == text.size)
        return text;
    struct buffer out = {0};
    size_t done = 0;
    for (; open < text.size; open = find_pair(text, '{', done)) {
        size_t close = find_pair(text, '}', open + 2);
        if (close == text.size) {
            diag_report(diag, VARIABLE_UNCLOSED,
                        span_of_part(span, text, open, open + 2));
            break;
        }
        struct text name = text_trim(text_slice(text, open + 2, close));
        const struct variable *variable = variable_find(variables, count, name);
        buffer_append_text(&out, text_slice(text, done, open));
        if (has_brace(name)) { /* another one begins before this one ends */
            diag_report(diag, VARIABLE_UNCLOSED,
                        span_of_part(span, text, open, open + 2));
            buffer_append_string(&out, "{{");
            done = open + 2;
            continue;
        }
        if (variable)
            buffer_append_text(&out, variable->value);
        else
            diag_report_hint(diag, VARIABLE_UNDEFINED,
                             variable_suggest(arena, variables, count, name),
                             span_of_part(span, text, open, close + 2),
                             TEXT_PRINTF(name));
        done = close + 2;
    }
    buffer_append_text(&out, text_slice(text, done, text.size));
    struct text result = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return result;
}
