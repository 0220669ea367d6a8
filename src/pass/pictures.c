#include "base/path.h"
#include "pass/copy.h"
#include "pass/pass.h"
#include "pass/roots.h"

/* What stands for a picture: its alternative text, or its file's name. */
static struct text
words_of(struct arena *arena, const struct node *image)
{
    struct text words = text_trim(image->text);
    if (!words.size)
        words = path_name(path_file(image->image.path));
    return words.size ? arena_printf(arena, "[%.*s]", TEXT_PRINTF(words))
                      : TEXT("");
}

/* A picture on the web can still be looked up there. */
static void
replace(struct arena *arena, struct node *image)
{
    struct text words = words_of(arena, image);
    struct text address = image->image.path;
    bool is_linked = text_has_prefix(address, "https://") ||
                     text_has_prefix(address, "http://");
    for (const struct node *at = image->parent; at; at = at->parent)
        if (at->kind == NODE_LINK || at->kind == NODE_REFERENCE)
            is_linked = false;
    image->text = TEXT("");
    image->kind = is_linked ? NODE_LINK : NODE_SPAN;
    if (is_linked) {
        image->link.url = address;
        image->link.title = TEXT("");
    }
    append_text(arena, image, words);
}

/* The figure of a picture that is not there is a paragraph, its caption
 * another. */
static void
figure_open(struct node *figure)
{
    struct node *caption = figure->last_child;
    figure->kind = NODE_PARAGRAPH;
    if (!caption || caption->kind != NODE_CAPTION)
        return;
    node_remove(caption);
    caption->kind = NODE_PARAGRAPH;
    node_insert_after(figure, caption);
}

void
pictures_replace(struct pass_context *context)
{
    struct roots roots = roots_collect(context);
    for (size_t i = 0; i < roots.count; i++) {
        struct node *root = roots.items[i].node;
        for (struct node *node = root; node; node = node_next(node, root)) {
            if (node->kind != NODE_IMAGE || node->image.image)
                continue;
            if (node->parent->kind == NODE_FIGURE)
                figure_open(node->parent);
            replace(context->arena, node);
        }
    }
}
