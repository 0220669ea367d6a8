#include "read/builder.h"

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
                            node_new(arena, NODE_SOFT_BREAK, paragraph->span));
            node_append(paragraph, node_text_new(arena, arena_text(arena, line),
                                                 paragraph->span));
        }
        at = end + 1;
    }
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
        diag_report(reader->diag, HTML_PLAIN, paragraph->span);
        html_literal(builder, paragraph, buffer_text(&rest));
    } else if (after_comment) {
        diag_report(reader->diag, COMMENT_PLACE, paragraph->span);
        node_remove(paragraph);
    } else {
        diag_report(reader->diag, HTML_RAW, paragraph->span);
        node_remove(paragraph);
    }
    buffer_release(&rest);
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
    if (!reader->book->plain)
        diag_report(reader->diag, HTML_RAW, span);
    else if (text_has_prefix(html, "<"))
        diag_report(reader->diag, HTML_PLAIN, span);
    if (text_equals(html, "\n"))
        node_append(builder->current,
                    node_new(reader->arena, NODE_SOFT_BREAK, span));
    else
        builder_add_text(builder, html, start, end);
}
