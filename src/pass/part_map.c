#include "pass/contents.h"

/* A map at the opening of each part: all parts in their order, and below the
 * present one what stands in it.  It is made from the tree that this edition
 * has left, so it can name nothing that its readers do not get.  It comes
 * right after the title: then it stands at the same height in every part. */

static struct text
number_of(struct arena *arena, int number)
{
    return number ? arena_printf(arena, "%d", number) : TEXT("");
}

/* The part itself, then its chapters. */
static void
append_present(struct arena *arena, struct node *map, struct node *part)
{
    struct node *present = node_new(arena, NODE_CONTENTS, part->span);
    node_add_class(arena, present, TEXT("present"));
    contents_append(arena, present, part, 1,
                    number_of(arena, part->part.number));
    for (struct node *chapter = part->first_child; chapter;
         chapter = chapter->next)
        if (chapter->kind == NODE_CHAPTER && node_heading(chapter))
            contents_append(arena, present, chapter, 2,
                            number_of(arena, chapter->chapter.number));
    node_append(map, present);
}

static bool
is_listed(const struct node *node)
{
    return node->kind == NODE_PART && node_heading(node);
}

static struct node *
map_of(struct arena *arena, const struct node *root, struct node *part)
{
    struct node *map = node_new(arena, NODE_CONTENTS, part->span);
    node_add_class(arena, map, TEXT("part-map"));
    for (struct node *other = root->first_child; other; other = other->next) {
        if (!is_listed(other))
            continue;
        if (other == part)
            append_present(arena, map, part);
        else
            contents_append(arena, map, other, 1,
                            number_of(arena, other->part.number));
    }
    return map;
}

static size_t
count_parts(const struct node *root)
{
    size_t count = 0;
    for (const struct node *node = root->first_child; node; node = node->next)
        count += is_listed(node);
    return count;
}

void
part_maps_fill(struct pass_context *context)
{
    struct node *root = context->tree->root;
    if (!context->edition->has_part_maps || count_parts(root) < 2)
        return;
    for (struct node *part = root->first_child; part; part = part->next)
        if (is_listed(part))
            node_insert_after(node_heading(part),
                              map_of(context->arena, root, part));
}
