#include "read/builder.h"

#include "base/message.h"

#include <string.h>

/* Comments are left out; false when something else is there or one is not
 * closed. */
static bool
html_without_comments(struct text html, struct buffer *rest, bool *unclosed)
{
    size_t at = 0;
    *unclosed = false;
    while (at < html.size) {
        const char *found = memmem(html.data + at, html.size - at, "<!--", 4);
        size_t start = found ? (size_t)(found - html.data) : html.size;
        buffer_append(rest, html.data + at, start - at);
        if (!found)
            break;
        found = memmem(html.data + start + 4, html.size - start - 4, "-->", 3);
        if (!found) {
            *unclosed = true;
            break;
        }
        at = (size_t)(found - html.data) + 3;
    }
    return text_trim(buffer_text(rest)).size == 0;
}

/* HTML is printed as it stands, as code: typography would change it. */
static struct node *
html_code(struct arena *arena, struct text html, struct span span)
{
    struct node *code = node_new(arena, NODE_CODE, span);
    code->text = html;
    return code;
}

/* Literal lines, in a book without editions. */
static void
html_literal(struct builder *builder, struct node *paragraph, struct text html)
{
    struct arena *arena = builder->reader->arena;
    for (size_t at = 0; at < html.size;) {
        size_t end = text_index(html, '\n', at);
        struct text line = text_trim(text_slice(html, at, end));
        if (line.size) {
            if (paragraph->first_child)
                node_append(paragraph,
                            node_new(arena, NODE_HARD_BREAK, paragraph->span));
            node_append(paragraph, html_code(arena, arena_text(arena, line),
                                             paragraph->span));
        }
        at = end + 1;
    }
}

/* The label that a tag gives: id="...", or name="..." of an <a>; empty if
 * none. */
static struct text
html_label(struct arena *arena, struct text html)
{
    static const char *const keys[] = {" id=\"", " name=\""};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t size = strlen(keys[i]);
        const char *found = memmem(html.data, html.size, keys[i], size);
        if (!found || (i > 0 && !text_has_prefix(html, "<a ")))
            continue;
        size_t start = (size_t)(found - html.data) + size;
        size_t end = text_index(html, '"', start);
        if (end < html.size && end > start)
            return arena_text(arena, text_slice(html, start, end));
    }
    return TEXT("");
}

void
raw_html_block(struct builder *builder, struct node *paragraph)
{
    struct reader *reader = builder->reader;
    struct buffer rest = {0};
    struct text html = buffer_text(&builder->text);
    bool unclosed;
    bool only_comments = html_without_comments(html, &rest, &unclosed);
    bool after_comment = text_has_prefix(text_trim(html), "<!--");
    if (unclosed && !reader->book->plain)
        diag_report(reader->diag, COMMENT_UNCLOSED, paragraph->span);
    if (only_comments) {
        node_remove(paragraph);
    } else if (reader->book->plain) {
        if (!text_has_prefix(text_trim(buffer_text(&rest)), "</"))
            diag_report(reader->diag, HTML_PLAIN, paragraph->span);
        html_literal(builder, paragraph, buffer_text(&rest));
        paragraph->id = html_label(reader->arena, buffer_text(&rest));
    } else if (after_comment) {
        diag_report(reader->diag, COMMENT_PLACE, paragraph->span);
        node_remove(paragraph);
    } else {
        diag_report(reader->diag, HTML_RAW, paragraph->span);
        node_remove(paragraph);
    }
    buffer_release(&rest);
}

/* A row is one line of the source, so that a cell has no other way to begin a
 * new one. */
static bool
is_break(struct text html)
{
    return text_equals(html, "<br>") || text_equals(html, "<br/>") ||
           text_equals(html, "<br />");
}

/* A tag or (a line of) a comment among text. */
void
raw_html_inline(struct builder *builder, struct text html, size_t start,
                size_t end)
{
    struct reader *reader = builder->reader;
    if (text_has_prefix(html, "<!--"))
        builder->in_comment = true;
    if (builder->in_comment) {
        builder->in_comment = !text_has_suffix(html, "-->");
        return;
    }
    struct span span = builder_span(builder, start, end);
    if (is_break(html) && builder->current->kind == NODE_CELL) {
        node_append(builder->current,
                    node_new(reader->arena, NODE_HARD_BREAK, span));
        return;
    }
    if (!reader->book->plain)
        diag_report_hint(
            reader->diag, HTML_RAW,
            text_has_prefix(html, "<br")
                ? text_of(N_(
                      "end the line with a backslash where a new one begins"))
                : TEXT(""),
            span);
    else if (text_has_prefix(html, "<") && !text_has_prefix(html, "</"))
        diag_report(reader->diag, HTML_PLAIN, span);
    struct node *node = text_equals(html, "\n")
                            ? node_new(reader->arena, NODE_SOFT_BREAK, span)
                            : html_code(reader->arena, html, span);
    /* Links may lead to its label. */
    node->id = html_label(reader->arena, html);
    node_append(builder->current, node);
}
