#include "read/text_join.h"

#include "base/buffer.h"
#include "base/utf8.h"

/* `\{{` is two nodes, "{" and "{": joined they would be a variable's. */
static bool
stay_apart(struct text a, struct text b)
{
    return text_has_suffix(a, "{") && text_has_prefix(b, "{");
}

static void
join_next(struct arena *arena, struct node *node)
{
    struct node *next = node->next;
    size_t count = 1;
    struct buffer joined = {0};
    /* Most neighbours lie side by side in the source. */
    if (node->text.data + node->text.size == next->text.data) {
        node->text.size += next->text.size;
    } else {
        buffer_append_text(&joined, node->text);
        for (; next && next->kind == NODE_TEXT &&
               !stay_apart(buffer_text(&joined), next->text);
             next = next->next, count++)
            buffer_append_text(&joined, next->text);
        count--;
        node->text = arena_text(arena, buffer_text(&joined));
        buffer_release(&joined);
    }
    for (; count > 0; count--) {
        node->span = span_join(node->span, node->next->span);
        node_remove(node->next);
    }
}

/* Bytes of a sign that parts lines in a word processor (vertical tab, form
 * feed, U+0085, U+2028, U+2029) or of another control character: it is white
 * space here.  0 for all else. */
static size_t
control_size(struct text text, size_t at)
{
    unsigned char byte = (unsigned char)text.data[at];
    if (byte < 0x20)
        return byte != '\n' && byte != '\t';
    if (byte == 0xC2)
        return at + 1 < text.size && text.data[at + 1] == '\x85' ? 2 : 0;
    bool parts = byte == 0xE2 && at + 2 < text.size &&
                 text.data[at + 1] == '\x80' &&
                 (text.data[at + 2] == '\xA8' || text.data[at + 2] == '\xA9');
    return parts ? 3 : 0;
}

/* The text with a space for each of them; itself when it has none. */
static struct text
without_controls(struct arena *arena, struct text text)
{
    size_t at = 0, size = 0;
    while (at < text.size && !control_size(text, at))
        at++;
    if (at == text.size)
        return text;
    char *out = arena_alloc(arena, text.size + 1);
    for (at = 0; at < text.size;) {
        size_t control = control_size(text, at);
        out[size++] = control ? ' ' : text.data[at];
        at += control ? control : 1;
    }
    return (struct text){out, size};
}

void
text_join(struct arena *arena, struct node *parent)
{
    for (struct node *node = parent->first_child; node;) {
        struct node *next = node->next;
        if (node->kind != NODE_TEXT) {
            node = next;
        } else if (!node->text.size) {
            node_remove(node);
            node = next;
        } else if (next && next->kind == NODE_TEXT &&
                   !stay_apart(node->text, next->text)) {
            join_next(arena, node);
        } else {
            node->text = utf8_compose(arena, node->text);
            node->text = without_controls(arena, node->text);
            node = next;
        }
    }
}
