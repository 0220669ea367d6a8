#include "doc/slug.h"
#include "edition/removed.h"
#include "pass/local_labels.h"
#include "pass/pass.h"
#include "pass/roots.h"

/* Labels being given out. */
struct labelling {
    struct pass_context *context;
    struct map counts; /* wished label -> how often given, as a pointer */
};

/* --- written labels --------------------------------------------------------
 */

/* A label on a heading is that of what the heading opens, unless that has
 * its own. */
static void
lift_label(struct node *node)
{
    struct node *parent = node->parent;
    if (node->kind != NODE_HEADING || !node->id.size || !parent ||
        parent->id.size || node->previous)
        return;
    if (parent->kind != NODE_CHAPTER && parent->kind != NODE_PART &&
        parent->kind != NODE_SECTION)
        return;
    parent->id = node->id;
    node->id = TEXT("");
}

static struct text label_free(struct labelling *labelling, struct text wish);

static void
collect_written(struct labelling *labelling, const struct roots *roots,
                struct node *root)
{
    struct pass_context *context = labelling->context;
    for (struct node *node = root; node; node = node_next(node, root)) {
        lift_label(node->first_child ? node->first_child : node);
        if (!node->id.size)
            continue;
        if (context->book->plain) {
            /* Two chapters that know nothing of each other. */
            local_labels_add(context, roots_chapter(roots, node), node->id,
                             node);
            node->id = label_free(labelling, node->id);
        } else if (map_find(&context->labels, node->id)) {
            diag_report(context->diag, LABEL_TWICE, node->span,
                        TEXT_PRINTF(node->id));
            node->id = TEXT(""); /* one place for one label */
            continue;
        }
        map_set(&context->labels, node->id, node);
    }
}

/* --- labels of our own -----------------------------------------------------
 */

/* The wished label, or with the first free number after it. */
static struct text
label_free(struct labelling *labelling, struct text wish)
{
    struct pass_context *context = labelling->context;
    struct text label = wish;
    uintptr_t count = (uintptr_t)map_find(&labelling->counts, wish);
    while (map_find(&context->labels, label)) {
        count = count ? count + 1 : 2;
        label = arena_printf(context->arena, "%.*s-%u", TEXT_PRINTF(wish),
                             (unsigned)count);
    }
    if (count)
        map_set(&labelling->counts, wish, (void *)count);
    return label;
}

static void
label_give(struct labelling *labelling, struct node *node, struct text wish)
{
    struct text label = label_free(labelling, wish);
    map_set(&labelling->context->labels, label, node);
    if (!node->id.size)
        node->id = label;
}

/* A slug that is an XML name: labels become ids in EPUB. */
static struct text
title_slug(struct labelling *labelling, const struct node *node)
{
    struct pass_context *context = labelling->context;
    struct node *heading = node_heading(node);
    struct text slug = TEXT("");
    if (heading)
        slug =
            slug_of(context->arena, node_plain_text(context->arena, heading));
    if (!slug.size)
        return slug_of(context->arena, book_word(context->book, "section"));
    if (slug.data[0] >= '0' && slug.data[0] <= '9')
        return arena_printf(context->arena, "s-%.*s", TEXT_PRINTF(slug));
    return slug;
}

static void
label_chapter(struct labelling *labelling, struct node *chapter)
{
    struct pass_context *context = labelling->context;
    struct arena *arena = context->arena;
    if (chapter->chapter.kind == CHAPTER_BLOCK) {
        /* Also when it has another label: this one always works. */
        struct text label =
            removed_block_label(context->book, arena, chapter->chapter.number);
        if (!map_find(&context->labels, label))
            label_give(labelling, chapter, label);
        return;
    }
    if (chapter->id.size)
        return;
    const char *word = chapter->chapter.kind == CHAPTER_TITLEPAGE  ? "titlepage"
                       : chapter->chapter.kind == CHAPTER_CONTENTS ? "contents"
                       : chapter->chapter.kind == CHAPTER_INDEX    ? "index"
                       : chapter->chapter.kind == CHAPTER_CHANGES  ? "changes"
                       : chapter->chapter.kind == CHAPTER_CONCORDANCE
                           ? "concordance"
                           : NULL;
    label_give(labelling, chapter,
               word ? slug_of(arena, book_word(context->book, word))
                    : title_slug(labelling, chapter));
}

static void
label_part(struct labelling *labelling, struct node *part)
{
    if (part->id.size)
        return;
    struct pass_context *context = labelling->context;
    struct text slug = title_slug(labelling, part);
    label_give(labelling, part,
               arena_printf(context->arena, "%.*s-%.*s",
                            TEXT_PRINTF(book_word(context->book, "part")),
                            TEXT_PRINTF(slug)));
}

/* "bouwsteen-7-stappen" for a role of a block, also when the section has
 * another label; else a slug of the title. */
static void
label_section(struct labelling *labelling, struct node *section,
              const struct node *chapter)
{
    struct pass_context *context = labelling->context;
    if (section->role.size && chapter &&
        chapter->chapter.kind == CHAPTER_BLOCK) {
        struct text block = removed_block_label(context->book, context->arena,
                                                chapter->chapter.number);
        struct text label =
            arena_printf(context->arena, "%.*s-%.*s", TEXT_PRINTF(block),
                         TEXT_PRINTF(section->role));
        if (!section->id.size || !map_find(&context->labels, label))
            label_give(labelling, section, label);
        return;
    }
    if (section->id.size)
        return;
    section->section.slug = title_slug(labelling, section);
    label_give(labelling, section, section->section.slug);
}

/* What other programs would make a label of. */
static void
add_title(struct pass_context *context, const struct node *chapter,
          struct node *node)
{
    const struct node *heading = node_heading(node);
    if (heading && context->book->plain)
        local_labels_add(context, chapter,
                         node_plain_text(context->arena, heading), node);
}

void
labels_collect(struct pass_context *context)
{
    struct roots roots = roots_collect(context);
    struct labelling labelling = {.context = context,
                                  .counts = map_in(context->arena)};
    for (size_t i = 0; i < roots.count; i++)
        collect_written(&labelling, &roots, roots.items[i].node);
    struct node *root = context->tree->root, *chapter = NULL;
    for (struct node *node = root; node; node = node_next(node, root)) {
        if (node->kind == NODE_PART) {
            label_part(&labelling, node);
        } else if (node->kind == NODE_CHAPTER) {
            chapter = node;
            label_chapter(&labelling, node);
            add_title(context, chapter, node);
        } else if (node->kind == NODE_SECTION) {
            label_section(&labelling, node, chapter);
            add_title(context, chapter, node);
        }
    }
}
