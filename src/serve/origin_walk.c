#include "serve/origin_walk.h"

#include "base/utf8.h"

#include <string.h>

/* How many characters on either side are stepped over at most to find where
 * text and source agree again, and how many must then agree. */
enum { REACH = 48, AGREE = 6 };

static bool
is_space(unsigned code)
{
    return code == ' ' || code == '\t' || code == '\n' || code == '\r' ||
           code == 0xA0 || code == 0x202F || (code >= 0x2000 && code <= 0x200A);
}

static bool
is_quote(unsigned code)
{
    return code == '"' || code == '\'' || (code >= 0x2018 && code <= 0x201F) ||
           code == 0xAB || code == 0xBB;
}

static bool
is_dash(unsigned code)
{
    return code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}

/* Does the typography pass, or nobody, turn one into the other? */
static bool
is_alike(unsigned text, unsigned source)
{
    return text == source || (is_space(text) && is_space(source)) ||
           (is_quote(text) && is_quote(source)) ||
           (is_dash(text) && is_dash(source));
}

static struct text
source_text(const struct origin_walk *walk)
{
    return text_slice(walk->node->span.source->content, 0,
                      walk->node->span.end);
}

/* Do so many characters agree, or all that are left? */
static bool
agrees(struct text text, size_t at, struct text source, size_t from,
       size_t wanted)
{
    size_t count = 0;
    while (count < wanted && at < text.size && from < source.size) {
        if (count &&
            text_has_prefix(text_slice(source, from, source.size), "{{"))
            return true; /* whatever stands for it */
        if (!is_alike(utf8_next(text, &at), utf8_next(source, &from)))
            return false;
        count++;
    }
    return count == wanted || (at >= text.size && count > 0) ||
           (at >= text.size && from >= source.size);
}

/* Where the text stands in the source as it is.  NULL when it does not; what
 * is short may stand there by chance.  An image's title is the text of its
 * caption, and stands on the line behind the image's span. */
static const char *
find_literal(const struct node *node)
{
    enum { SHORT = 8 };
    struct text text = node->text, source = span_text(node->span);
    struct text content = node->span.source->content;
    if (text_equal(text, source))
        return source.data;
    if (text.size < SHORT)
        return NULL;
    size_t end = text_index(content, '\n', node->span.end);
    struct text line = text_slice(content, node->span.start, end);
    return memmem(line.data, line.size, text.data, text.size);
}

/* Where the text begins that is not there as it is: the first place where
 * plenty of it agrees, else the span's start. */
static size_t
find_start(const struct node *node)
{
    enum { PLENTY = 12 };
    struct text source =
        text_slice(node->span.source->content, 0, node->span.end);
    for (size_t at = node->span.start; at < source.size;) {
        if (agrees(node->text, 0, source, at, PLENTY))
            return at;
        utf8_next(source, &at);
    }
    return node->span.start;
}

struct origin_walk
origin_walk_start(const struct node *node)
{
    const char *found = find_literal(node);
    const char *content = node->span.source->content.data;
    return (struct origin_walk){.node = node,
                                .is_literal = found != NULL,
                                .source = found ? (size_t)(found - content)
                                                : find_start(node)};
}

static size_t
step(struct text text, size_t at, size_t count)
{
    while (count-- > 0 && at < text.size)
        utf8_next(text, &at);
    return at;
}

/* Steps over what differs: as little as can be. */
static void
resynchronize(struct origin_walk *walk)
{
    struct text text = walk->node->text, source = source_text(walk);
    for (size_t total = 1; total <= REACH; total++)
        for (size_t skipped = 0; skipped <= total; skipped++) {
            size_t at = step(text, walk->at, total - skipped);
            size_t from = step(source, walk->source, skipped);
            if (!agrees(text, at, source, from, AGREE))
                continue;
            walk->at = at;
            walk->source = from;
            return;
        }
    utf8_next(text, &walk->at);
}

/* {{name}}: what stands for it reaches to where the text goes on as the source
 * does behind the braces. */
static bool
step_variable(struct origin_walk *walk)
{
    struct text text = walk->node->text, source = source_text(walk);
    size_t end = walk->source;
    if (!text_has_prefix(text_slice(source, end, source.size), "{{"))
        return false;
    while (end < source.size && source.data[end] != '}')
        end++;
    if (end + 1 >= source.size || source.data[end + 1] != '}')
        return false;
    end += 2;
    for (size_t at = walk->at; at <= text.size;) {
        if (agrees(text, at, source, end, AGREE) ||
            (at == text.size && end == source.size) ||
            text_has_prefix(text_slice(source, end, source.size), "{{")) {
            walk->at = at > walk->at ? at : at + 1;
            walk->source = end;
            return true;
        }
        if (at == text.size)
            break;
        utf8_next(text, &at);
    }
    return false;
}

/* "--" and "..." are one character each. */
static void
step_run(struct origin_walk *walk, unsigned text, struct text source)
{
    size_t most = text == 0x2026 ? 3 : is_dash(text) && text != '-' ? 3 : 1;
    char byte = source.data[walk->source];
    utf8_next(source, &walk->source);
    for (size_t i = 1; i < most && walk->source < source.size &&
                       source.data[walk->source] == byte;
         i++)
        walk->source++;
}

static void
step_one(struct origin_walk *walk)
{
    struct text text = walk->node->text, source = source_text(walk);
    size_t at = walk->at, from = walk->source;
    unsigned code = utf8_next(text, &at);
    unsigned original = utf8_next(source, &from);
    if (from == walk->source) { /* the source has ended */
        walk->at = at;
    } else if (original == '{' && step_variable(walk)) {
        return;
    } else if (is_alike(code, original) ||
               (code == 0x2026 && original == '.')) {
        walk->at = at;
        step_run(walk, code, source);
    } else if (original == '\\') {
        walk->source = from;
    } else {
        resynchronize(walk);
    }
}

/* What stands in the source before what is asked for, and gives no text (a
 * backslash, a bracket), is no part of it. */
static size_t
settle(const struct origin_walk *walk, size_t offset)
{
    struct text text = walk->node->text, source = source_text(walk);
    size_t from = walk->source;
    bool is_variable =
        text_has_prefix(text_slice(source, from, source.size), "{{");
    if (walk->at != offset || offset >= text.size || is_variable)
        return from;
    for (size_t i = 0; i < REACH && from < source.size; i++) {
        if (agrees(text, offset, source, from, AGREE))
            return from;
        utf8_next(source, &from);
    }
    return walk->source;
}

size_t
origin_walk_next(struct origin_walk *walk, size_t offset)
{
    if (walk->is_literal)
        return walk->source + offset;
    if (offset > walk->node->text.size)
        offset = walk->node->text.size;
    size_t before = walk->source;
    while (walk->at < offset) {
        before = walk->source;
        step_one(walk);
    }
    /* In the middle of what a variable stands for. */
    return walk->at > offset ? before : settle(walk, offset);
}

bool
origin_walk_agrees(const struct node *node, size_t offset, size_t source)
{
    struct text content = node->span.source->content;
    size_t at = offset, from = source;
    return offset < node->text.size && source < content.size &&
           is_alike(utf8_next(node->text, &at), utf8_next(content, &from));
}
