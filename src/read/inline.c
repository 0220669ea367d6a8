#include "read/inline.h"

#include "base/array.h"
#include "read/attributes.h"
#include "read/index_mark.h"
#include "read/note.h"
#include "read/slips.h"
#include "read/text_join.h"

#include <string.h>

/* A bracket that waits for its closing one. */
struct bracket {
    struct node *node;
    size_t offset;
    bool is_note; /* ^[ */
};

struct inline_reader {
    struct reader *reader;
    const struct scope *scope;
    struct node *container;
    ARRAY(struct bracket) open;
};

/* --- places and pieces -------------------------------------------------- */

/* Is the node's text in the source as it is?  What an entity stands for is
 * never part of a construct. */
static bool
is_literal(const struct node *node)
{
    return node->kind == NODE_TEXT && node->span.source && node->text.size &&
           node->text.size == node->span.end - node->span.start &&
           node->span.source->content.data[node->span.start] ==
               node->text.data[0];
}

/* md4c starts a new chunk after a backslash that it takes away: a first byte
 * with a backslash before it that no other chunk holds is escaped. */
static bool
first_is_escaped(const struct node *node)
{
    const struct node *previous = node->previous;
    if (node->span.start == 0 ||
        node->span.source->content.data[node->span.start - 1] != '\\')
        return false;
    return !(previous && previous->kind == NODE_TEXT &&
             previous->span.end >= node->span.start);
}

/* Parts a TEXT node; the rest follows it as a node of its own. */
static struct node *
text_split(struct reader *reader, struct node *node, size_t offset)
{
    struct span span = node->span;
    span.start += (uint32_t)offset;
    struct node *rest = node_text_new(
        reader->arena, text_slice(node->text, offset, node->text.size), span);
    node->text.size = offset;
    node->span.end = span.start;
    node_insert_after(node, rest);
    return rest;
}

/* Takes what lies before `end` in the source away, from `node` on.  Returns
 * where reading goes on; *good is cleared when a link, code or emphasis lies
 * across the end. */
static struct node *
drop_until(struct node *node, uint32_t end, bool *good)
{
    while (node && node->span.start < end) {
        struct node *next = node->next;
        if (node->span.end > end) {
            if (!is_literal(node)) {
                *good = false;
                return node;
            }
            node->text =
                text_slice(node->text, end - node->span.start, node->text.size);
            node->span.start = end;
            return node;
        }
        node_remove(node);
        node = next;
    }
    return node;
}

/* What begins with the brace at `offset` of a TEXT node. */
static struct text
text_from(const struct node *node, size_t offset)
{
    struct text content = node->span.source->content;
    return text_slice(content, node->span.start + offset, content.size);
}

static struct span
span_from(const struct node *node, size_t offset, size_t size)
{
    return span_of(node->span.source, node->span.start + offset,
                   node->span.start + offset + size);
}

static bool
parse_at(struct inline_reader *inlines, const struct node *node, size_t offset,
         struct attributes *attributes, const char **fault)
{
    return attributes_parse(inlines->reader, text_from(node, offset),
                            node->span.start + offset, attributes, fault) > 0;
}

static void
report_syntax(struct inline_reader *inlines, const struct node *node,
              size_t offset, const char *fault)
{
    if (!inlines->reader->book->plain)
        diag_report(inlines->reader->diag, ATTRIBUTES_SYNTAX,
                    span_from(node, offset, 1), fault);
}

/* --- brackets ----------------------------------------------------------- */

/* Puts what stands between the brackets into `wrapper`; the closing bracket
 * is at `offset` of `node`.  Returns the TEXT that starts with it. */
static struct node *
wrap_brackets(struct inline_reader *inlines, struct bracket open,
              struct node *node, size_t offset, struct node *wrapper)
{
    struct reader *reader = inlines->reader;
    struct node *close = text_split(reader, node, offset);
    struct node *first = text_split(
        reader, open.node, open.is_note ? open.offset - 1 : open.offset);
    size_t mark = open.is_note ? 2 : 1;
    wrapper->span =
        span_of(first->span.source, first->span.start, close->span.start + 1);
    first->text = text_slice(first->text, mark, first->text.size);
    first->span.start += (uint32_t)mark;
    for (struct node *child = first; child != close;) {
        struct node *next = child->next;
        node_remove(child);
        if (child->kind != NODE_TEXT || child->text.size)
            node_append(wrapper, child);
        child = next;
    }
    return close;
}

/* [text]{...} */
static struct node *
read_span(struct inline_reader *inlines, struct bracket open, struct node *node,
          size_t offset, const struct attributes *attributes)
{
    struct reader *reader = inlines->reader;
    struct node *span = node_new(reader->arena, NODE_SPAN, node->span);
    struct node *close = wrap_brackets(inlines, open, node, offset, span);
    node_insert_before(close, span);
    bool good = true;
    struct node *rest = drop_until(close, attributes->span.end, &good);
    if (!good)
        diag_report(reader->diag, ATTRIBUTES_SYNTAX, attributes->span,
                    "emphasis, code or a link begins in them");
    span->span.end = attributes->span.end;
    text_join(reader->arena, span);
    if (attributes_have_class(attributes, "index"))
        index_mark_apply(reader, attributes, PLACE_SPAN, span);
    else
        attributes_apply(reader, attributes, PLACE_SPAN, span);
    return rest;
}

/* ^[text] */
static struct node *
read_inline_note(struct inline_reader *inlines, struct bracket open,
                 struct node *node, size_t offset)
{
    struct reader *reader = inlines->reader;
    struct node *call = node_new(reader->arena, NODE_NOTE_CALL, node->span);
    struct node *note = node_new(reader->arena, NODE_FOOTNOTE, node->span);
    struct node *paragraph =
        node_new(reader->arena, NODE_PARAGRAPH, node->span);
    struct node *close = wrap_brackets(inlines, open, node, offset, paragraph);
    bool good = true;
    call->span = note->span = paragraph->span;
    node_insert_before(close, call);
    node_append(note, paragraph);
    call->target = note;
    text_join(reader->arena, paragraph);
    return drop_until(close, close->span.start + 1, &good);
}

/* A closing bracket at `offset`.  Returns the node to go on with, at its
 * start; NULL with *next set when the text is as it is. */
static bool
read_closing(struct inline_reader *inlines, struct node *node, size_t offset,
             struct node **next)
{
    struct attributes attributes;
    const char *fault;
    struct text text = node->text;
    bool has_brace = offset + 1 < text.size && text.data[offset + 1] == '{' &&
                     !(offset + 2 < text.size && text.data[offset + 2] == '{');
    if (!inlines->open.count) {
        if (has_brace)
            report_syntax(inlines, node, offset + 1,
                          "']' has no '[' before it");
        return false;
    }
    struct bracket open = inlines->open.items[--inlines->open.count];
    if (open.is_note) {
        if (!note_may_stand(inlines->reader, span_from(node, offset, 1)))
            return false;
        *next = read_inline_note(inlines, open, node, offset);
        return true;
    }
    if (!has_brace)
        return false;
    if (!parse_at(inlines, node, offset + 1, &attributes, &fault)) {
        report_syntax(inlines, node, offset + 1, fault);
        return false;
    }
    *next = read_span(inlines, open, node, offset, &attributes);
    return true;
}

/* [^name] at `offset`: a call of a note. */
static bool
read_call(struct inline_reader *inlines, struct node *node, size_t offset,
          struct node **next)
{
    struct text text = node->text;
    size_t end = offset + 2;
    while (end < text.size && !strchr(" \t[]^", text.data[end]))
        end++;
    if (end == offset + 2 || end >= text.size || text.data[end] != ']')
        return false;
    struct text name = text_slice(text, offset + 2, end);
    struct span span = span_from(node, offset, end + 1 - offset);
    struct node *call = note_call(inlines->reader, inlines->scope, name, span);
    if (!call)
        return false;
    struct node *rest = text_split(inlines->reader, node, offset);
    bool good = true;
    node_insert_before(rest, call);
    *next = drop_until(rest, span.end, &good);
    return true;
}

/* --- braces ------------------------------------------------------------- */

/* Text that a link, image or code has right behind it. */
static bool
is_behind(const struct node *node, size_t offset)
{
    const struct node *previous = node->previous;
    return offset == 0 && previous &&
           (previous->kind == NODE_LINK || previous->kind == NODE_IMAGE ||
            previous->kind == NODE_REFERENCE || previous->kind == NODE_CODE ||
            previous->kind == NODE_NOTE_CALL);
}

static void
apply_behind(struct inline_reader *inlines, const struct attributes *attributes,
             struct node *node)
{
    enum attribute_place place =
        node->kind == NODE_IMAGE ? PLACE_IMAGE : PLACE_LINK;
    if (attributes_have_class(attributes, "index"))
        index_mark_apply(inlines->reader, attributes, place, node);
    else
        attributes_apply(inlines->reader, attributes, place, node);
}

static bool
is_blank_text(struct text text)
{
    return text_trim(text).size == 0;
}

static bool
opens_container(const struct inline_reader *inlines, const struct node *node,
                size_t offset)
{
    return node == inlines->container->first_child &&
           is_blank_text(text_slice(node->text, 0, offset));
}

/* The item or row that attributes at `offset` belong to; NULL. */
static struct node *
item_of(const struct inline_reader *inlines, const struct node *node,
        size_t offset)
{
    const struct node *container = inlines->container;
    if (!opens_container(inlines, node, offset) || container->previous ||
        !container->parent)
        return NULL;
    if (container->kind == NODE_PARAGRAPH &&
        container->parent->kind == NODE_ITEM)
        return container->parent;
    if (container->kind == NODE_CELL)
        return container->parent;
    return NULL;
}

/* Does the container take attributes at its end? */
static bool
takes_at_end(const struct node *container)
{
    const struct node *first = container->first_child;
    if (container->kind == NODE_HEADING || container->kind == NODE_TERM)
        return true;
    return container->kind == NODE_PARAGRAPH && container->previous &&
           container->previous->kind == NODE_TABLE &&
           first->kind == NODE_TEXT && text_has_prefix(first->text, ": ");
}

static bool
ends_container(const struct inline_reader *inlines, uint32_t end)
{
    const struct node *last = inlines->container->last_child;
    if (last->span.end <= end)
        return true;
    return last->kind == NODE_TEXT && last->span.start <= end &&
           is_literal(last) &&
           is_blank_text(
               text_slice(last->text, end - last->span.start, last->text.size));
}

/* Takes white space off the end of the container's text. */
static void
trim_end(struct node *container)
{
    struct node *last;
    while ((last = container->last_child)) {
        if (last->kind == NODE_TEXT) {
            while (last->text.size &&
                   strchr(" \t", last->text.data[last->text.size - 1]))
                last->text.size--;
            if (last->text.size)
                return;
        } else if (last->kind != NODE_SOFT_BREAK) {
            return;
        }
        node_remove(last);
    }
}

/* Takes white space off the start; an item's checkbox may follow. */
static void
trim_start(struct node *container, struct node *item)
{
    struct node *first;
    while ((first = container->first_child)) {
        if (first->kind == NODE_TEXT) {
            size_t blank = 0;
            while (blank < first->text.size &&
                   strchr(" \t", first->text.data[blank]))
                blank++;
            first->text = text_slice(first->text, blank, first->text.size);
            first->span.start += (uint32_t)blank;
            if (first->text.size)
                break;
        } else if (first->kind != NODE_SOFT_BREAK) {
            return;
        }
        node_remove(first);
    }
    if (!first || item->kind != NODE_ITEM || item->item.task ||
        !(text_has_prefix(first->text, "[ ] ") ||
          text_has_prefix(first->text, "[x] ") ||
          text_has_prefix(first->text, "[X] ")))
        return;
    item->item.task = true;
    item->item.checked = first->text.data[1] != ' ';
    item->parent->list.task = true;
    first->text = text_slice(first->text, 4, first->text.size);
    first->span.start += 4;
}

/* Attributes that stand for themselves: first in an item or row, or at the
 * end of a heading, term or caption. */
static bool
read_free_attributes(struct inline_reader *inlines, struct node *node,
                     size_t offset, const struct attributes *attributes,
                     struct node **next)
{
    struct node *container = inlines->container;
    struct node *target = item_of(inlines, node, offset);
    bool at_end = !target && takes_at_end(container) &&
                  ends_container(inlines, attributes->span.end);
    bool good = true;
    if (!target && !at_end)
        return false;
    struct node *rest = text_split(inlines->reader, node, offset);
    *next = drop_until(rest, attributes->span.end, &good);
    if (at_end) {
        attributes_apply(inlines->reader, attributes,
                         container->kind == NODE_HEADING ? PLACE_HEADING
                                                         : PLACE_ITEM,
                         container);
        trim_end(container);
        *next = NULL;
        return true;
    }
    attributes_apply(inlines->reader, attributes, PLACE_ITEM, target);
    trim_start(container, target);
    *next = container->first_child;
    return true;
}

/* A brace at `offset` that no bracket stands before. */
static bool
read_brace(struct inline_reader *inlines, struct node *node, size_t offset,
           struct node **next)
{
    struct attributes attributes;
    const char *fault;
    bool good = true;
    bool behind = is_behind(node, offset);
    bool meant = attributes_meant(text_from(node, offset));
    if (!parse_at(inlines, node, offset, &attributes, &fault)) {
        if (behind || meant)
            report_syntax(inlines, node, offset, fault);
        return false;
    }
    if (behind) {
        struct node *target = node->previous;
        *next = drop_until(node, attributes.span.end, &good);
        if (!good)
            report_syntax(inlines, node, offset,
                          "emphasis, code or a link begins in them");
        apply_behind(inlines, &attributes, target);
        return true;
    }
    if (read_free_attributes(inlines, node, offset, &attributes, next))
        return true;
    if (!inlines->reader->book->plain)
        diag_report(inlines->reader->diag, ATTRIBUTES_PLACE, attributes.span);
    return false;
}

/* --- reading ------------------------------------------------------------ */

/* Past the "}}" of a variable at `offset`. */
static size_t
skip_variable(struct text text, size_t offset)
{
    for (size_t at = offset + 2; at + 1 < text.size; at++)
        if (text.data[at] == '}' && text.data[at + 1] == '}')
            return at + 2;
    return offset + 2;
}

/* Reads one TEXT node; returns the node to go on with. */
static struct node *
read_text(struct inline_reader *inlines, struct node *node)
{
    struct node *next = NULL;
    bool first_escaped = first_is_escaped(node);
    for (size_t at = first_escaped ? 1 : 0; at < node->text.size; at++) {
        struct text text = node->text;
        char byte = text.data[at];
        char following = at + 1 < text.size ? text.data[at + 1] : 0;
        bool done = false;
        if (byte == '[' && following == '^') {
            done = read_call(inlines, node, at, &next);
        } else if (byte == '{' && following == '{') {
            at = skip_variable(text, at) - 1;
            continue;
        } else if (byte == '{') {
            done = read_brace(inlines, node, at, &next);
        } else if (byte == ']') {
            done = read_closing(inlines, node, at, &next);
            at += !done && following == '{'; /* that was looked at too */
        }
        if (done)
            return next;
        if (byte == '[')
            *ARRAY_PUSH(inlines->reader->arena, &inlines->open) =
                (struct bracket){node, at,
                                 at > (first_escaped ? 1 : 0) &&
                                     text.data[at - 1] == '^'};
    }
    return node->next;
}

/* A line that begins with ::: and is still there was no fence: that would
 * let text through that was meant for some readers only. */
static void
check_fence(struct inline_reader *inlines, const struct node *node)
{
    const struct node *previous = node->previous;
    if (inlines->reader->book->plain ||
        (previous && previous->kind != NODE_SOFT_BREAK &&
         previous->kind != NODE_HARD_BREAK))
        return;
    if (text_has_prefix(node->text, ":::") && !first_is_escaped(node))
        diag_report(inlines->reader->diag, DIV_SYNTAX, node->span);
}

/* A comment that is still text is none, for want of an end in its paragraph:
 * it would be printed. */
static void
check_comment(struct inline_reader *inlines, const struct node *node)
{
    const char *found =
        inlines->reader->book->plain
            ? NULL
            : memmem(node->text.data, node->text.size, "<!--", 4);
    if (!found || (found == node->text.data && first_is_escaped(node)))
        return;
    diag_report(inlines->reader->diag, COMMENT_UNCLOSED,
                span_from(node, (size_t)(found - node->text.data), 4));
}

static void
read_container(struct inline_reader *inlines, struct node *container)
{
    inlines->container = container;
    inlines->open.count = 0;
    for (struct node *node = container->first_child; node;) {
        if (is_literal(node)) {
            check_fence(inlines, node);
            check_comment(inlines, node);
            slips_check_text(inlines->reader, node);
            node = read_text(inlines, node);
        } else {
            node = node->next;
        }
    }
    text_join(inlines->reader->arena, container);
    if (container->kind == NODE_PARAGRAPH && !container->first_child)
        node_remove(container);
}

/* Alternative texts and titles are plain text: a construct in them would be
 * printed as it stands, and be seen by everyone. */
static void
check_plain_text(struct reader *reader, const struct node *node,
                 struct text text)
{
    for (size_t at = text_index(text, '{', 0); at < text.size;
         at = text_index(text, '{', at + 1)) {
        struct text rest = text_slice(text, at, text.size);
        if (text_has_prefix(rest, "{{")) {
            at++;
        } else if (attributes_meant(rest) ||
                   (at > 0 && text.data[at - 1] == ']')) {
            diag_report(reader->diag, ATTRIBUTES_IN_PLAIN_TEXT, node->span);
            return;
        }
    }
}

static void
check_plain_texts(struct reader *reader, const struct node *root)
{
    for (const struct node *node = root; node; node = node_next(node, root)) {
        if (node->kind == NODE_IMAGE) {
            check_plain_text(reader, node, node->text);
            check_plain_text(reader, node, node->image.title);
        } else if (node->kind == NODE_LINK) {
            check_plain_text(reader, node, node->link.title);
        }
    }
}

void
inline_read(struct reader *reader, const struct scope *scope, struct node *root)
{
    struct inline_reader inlines = {.reader = reader, .scope = scope};
    ARRAY(struct node *) containers = {0};
    for (struct node *node = root; node; node = node_next(node, root))
        if (node->first_child && node_kind_is_inline(node->first_child->kind))
            *ARRAY_PUSH(reader->arena, &containers) = node;
    if (!reader->book->plain)
        check_plain_texts(reader, root);
    for (size_t i = 0; i < containers.count; i++)
        read_container(&inlines, containers.items[i]);
}
