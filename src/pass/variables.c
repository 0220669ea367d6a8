#include "base/buffer.h"
#include "pass/pass.h"
#include "pass/roots.h"

#include <string.h>

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

static const struct variable *
variable_find(const struct edition *edition, struct text name)
{
    for (size_t i = 0; i < edition->variable_count; i++)
        if (text_equal(edition->variables[i].name, name))
            return &edition->variables[i];
    return NULL;
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

static void
report_undefined(struct pass_context *context, struct text name,
                 struct span span)
{
    const struct edition *edition = context->edition;
    struct text *names =
        ARENA_ARRAY(context->arena, edition->variable_count + 1, struct text);
    for (size_t i = 0; i < edition->variable_count; i++)
        names[i] = edition->variables[i].name;
    diag_report_hint(
        context->diag, VARIABLE_UNDEFINED,
        diag_suggest(context->arena, name, names, edition->variable_count),
        span, TEXT_PRINTF(name));
}

/* The text with the variables' values in it.  Values are not looked at
 * again. */
static struct text
replace(struct pass_context *context, struct text text, struct span span)
{
    size_t open = find_pair(text, '{', 0);
    if (open == text.size)
        return text;
    struct buffer out = {0};
    size_t done = 0;
    for (; open < text.size; open = find_pair(text, '{', done)) {
        size_t close = find_pair(text, '}', open + 2);
        if (close == text.size) {
            diag_report(context->diag, VARIABLE_UNCLOSED,
                        span_of_part(span, text, open, open + 2));
            break;
        }
        struct text name = text_trim(text_slice(text, open + 2, close));
        const struct variable *variable = variable_find(context->edition, name);
        buffer_append_text(&out, text_slice(text, done, open));
        if (variable)
            buffer_append_text(&out, variable->value);
        else
            report_undefined(context, name,
                             span_of_part(span, text, open, close + 2));
        done = close + 2;
    }
    buffer_append_text(&out, text_slice(text, done, text.size));
    struct text result = arena_text(context->arena, buffer_text(&out));
    buffer_release(&out);
    return result;
}

static void
replace_in_node(struct pass_context *context, struct node *node)
{
    struct span span = node->span;
    if (node->kind == NODE_TEXT || node->kind == NODE_CHAPTER ||
        node->kind == NODE_PART) {
        node->text = replace(context, node->text, span);
    } else if (node->kind == NODE_IMAGE) {
        node->text = replace(context, node->text, span);
        node->image.title = replace(context, node->image.title, span);
    } else if (node->kind == NODE_LINK) {
        node->link.title = replace(context, node->link.title, span);
    } else if (node->kind == NODE_INDEX_MARK) {
        /* The key is the marked text where none is given. */
        node->index.key = replace(context, node->index.key, span);
        node->index.see = replace(context, node->index.see, span);
        node->index.see_also = replace(context, node->index.see_also, span);
    }
}

void
variables_replace(struct pass_context *context)
{
    if (context->book->plain)
        return;
    struct roots roots = roots_collect(context);
    for (size_t i = 0; i < roots.count; i++) {
        struct node *root = roots.items[i].node;
        for (struct node *node = root; node; node = node_next(node, root))
            replace_in_node(context, node);
    }
}
