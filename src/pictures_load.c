#include "pictures_load.h"

#include "pass/roots.h"

static void
image_load_node(const struct session *session, struct node *node)
{
    node->image.image = (struct image *)image_load(
        session->images, node->image.path,
        node->image.path_span.source ? node->image.path_span : node->span,
        session->diag);
}

void
pictures_load(const struct session *session, struct pass_context *context)
{
    struct roots roots = roots_collect(context);
    for (size_t i = 0; i < roots.count; i++) {
        struct node *root = roots.items[i].node;
        for (struct node *node = root; node; node = node_next(node, root))
            if (node->kind == NODE_IMAGE)
                image_load_node(session, node);
    }
}
