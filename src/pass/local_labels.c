#include "pass/local_labels.h"

#include "base/buffer.h"
#include "base/utf8.h"

/* More titles of the same words in one chapter are found by nobody. */
enum { MOST_REPEATS = 9 };

/* "ch01.md#whatitis" for "What it is". */
static struct text
key_of(struct arena *arena, const struct node *chapter, struct text label)
{
    struct buffer out = {0};
    buffer_append_text(&out, chapter->chapter.file);
    buffer_append_byte(&out, '#');
    for (size_t at = 0; at < label.size;) {
        unsigned code_point = utf8_next(label, &at);
        if (utf8_is_letter(code_point) || utf8_is_digit(code_point))
            buffer_append_code_point(&out, utf8_to_lower(code_point));
    }
    struct text key = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return key;
}

void
local_labels_add(struct pass_context *context, const struct node *chapter,
                 struct text label, struct node *node)
{
    if (!context->book->plain || !chapter)
        return;
    struct text key = key_of(context->arena, chapter, label), free = key;
    for (int i = 1; map_find(&context->local_labels, free); i++) {
        if (i > MOST_REPEATS)
            return;
        free = arena_printf(context->arena, "%.*s%d", TEXT_PRINTF(key), i);
    }
    map_set(&context->local_labels, free, node);
}

struct node *
local_labels_find(const struct pass_context *context,
                  const struct node *chapter, struct text label)
{
    if (!context->book->plain || !chapter)
        return NULL;
    return map_find(&context->local_labels,
                    key_of(context->arena, chapter, label));
}
