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
            node = next;
        }
    }
}
