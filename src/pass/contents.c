#include "pass/contents.h"

#include "pass/copy.h"

/* Is it named in the contents?  Not what stands before them. */
static bool
chapter_is_listed(const struct node *chapter)
{
    return chapter->chapter.kind != CHAPTER_TITLEPAGE &&
           chapter->chapter.kind != CHAPTER_CONTENTS &&
           chapter->chapter.kind != CHAPTER_COLOPHON && node_heading(chapter);
}

/* A section of the second level that is no fixed part of its chapter. */
static bool
section_is_listed(const struct node *section)
{
    const struct node *heading = node_heading(section);
    const struct node *chapter = section->parent;
    return section->kind == NODE_SECTION && heading &&
           heading->heading.level == 2 && !section->role.size &&
           chapter->kind == NODE_CHAPTER && chapter_is_listed(chapter) &&
           chapter->chapter.matter == MATTER_BODY;
}

void
contents_append(struct arena *arena, struct node *contents, struct node *target,
                int level, struct text number)
{
    struct node *heading = node_heading(target);
    struct node *entry = node_new(arena, NODE_CONTENTS_ENTRY, heading->span);
    entry->entry.level = level;
    entry->target = target;
    if (target->kind == NODE_PART)
        node_add_class(arena, entry, TEXT("part"));
    const struct node *before = contents->last_child;
    if (before && before->kind == NODE_CONTENTS_ENTRY &&
        before->entry.level > level)
        node_add_class(arena, entry, TEXT("new-group"));
    if (number.size) {
        node_add_class(arena, entry, TEXT("numbered"));
        append_span(arena, entry, "number", number);
        append_text(arena, entry, TEXT(" "));
    }
    copy_inlines(arena, heading, entry);
    node_append(contents, entry);
}

/* "Deel 2"; a part without a number: nothing. */
static struct text
part_number(const struct pass_context *context, const struct node *part)
{
    if (!part->part.number)
        return TEXT("");
    return arena_printf(context->arena, "%.*s\u00A0%d",
                        TEXT_PRINTF(book_word(context->book, "Part")),
                        part->part.number);
}

static struct text
chapter_number(const struct pass_context *context, const struct node *chapter)
{
    return chapter->chapter.number
               ? arena_printf(context->arena, "%d", chapter->chapter.number)
               : TEXT("");
}

/* Levels follow the tree: a chapter of a part stands below it. */
static void
add_entries(struct pass_context *context, struct node *contents)
{
    struct arena *arena = context->arena;
    struct node *root = context->tree->root;
    int level = 1; /* of the chapter at hand */
    for (struct node *node = root->first_child; node;
         node = node_next(node, root)) {
        if (node->kind == NODE_PART && node_heading(node)) {
            contents_append(arena, contents, node, 1,
                            part_number(context, node));
        } else if (node->kind == NODE_CHAPTER) {
            level = node->parent->kind == NODE_PART ? 2 : 1;
            if (chapter_is_listed(node))
                contents_append(arena, contents, node, level,
                                chapter_number(context, node));
        } else if (node->kind == NODE_SECTION && section_is_listed(node)) {
            contents_append(arena, contents, node, level + 1, TEXT(""));
        }
    }
}

void
contents_fill(struct pass_context *context)
{
    struct node *root = context->tree->root;
    for (struct node *node = root; node; node = node_next(node, root)) {
        if (node->kind != NODE_CHAPTER ||
            node->chapter.kind != CHAPTER_CONTENTS || node->first_child)
            continue;
        struct node *heading =
            append_paragraph(context->arena, node, NODE_HEADING, NULL,
                             book_word(context->book, "contents"));
        heading->heading.level = 1;
        struct node *contents =
            node_new(context->arena, NODE_CONTENTS, node->span);
        add_entries(context, contents);
        node_append(node, contents);
    }
}
