/* The chapter that tells a reader what has changed since an earlier version:
 * which blocks are new, changed or gone, and where. */
#include "doc/slug.h"
#include "pass/copy.h"
#include "pass/pass.h"

#include <assert.h>
#include <string.h>

#define NBSP "\xC2\xA0"

struct report {
    struct pass_context *context;
    const struct version_changes *changes;
    struct node *chapter;
    size_t mark_count; /* of labels made for changed places */
};

static struct node *
find_chapter(const struct pass_context *context, enum chapter_kind kind)
{
    struct node *root = context->tree->root;
    for (struct node *node = root->first_child; node; node = node->next)
        if (node->kind == NODE_CHAPTER && node->chapter.kind == kind)
            return node;
    return NULL;
}

void
changes_place(struct pass_context *context)
{
    struct node *chapter = find_chapter(context, CHAPTER_CHANGES);
    struct node *contents = find_chapter(context, CHAPTER_CONTENTS);
    if (!context->since.size && chapter)
        node_remove(chapter);
    if (!context->since.size || chapter)
        return;
    chapter = node_new(context->arena, NODE_CHAPTER, context->edition->span);
    chapter->chapter.kind = CHAPTER_CHANGES;
    chapter->chapter.matter = MATTER_FRONT;
    if (contents)
        node_insert_after(contents, chapter);
    else
        node_prepend(context->tree->root, chapter);
}

/* --- pieces of it ----------------------------------------------------------
 */

static struct text
word(const struct report *report, const char *key)
{
    return book_word(report->context->book, key);
}

static struct node *
add_child(const struct report *report, struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(report->context->arena, kind, parent->span);
    node_append(parent, node);
    return node;
}

static void
add_text(const struct report *report, struct node *parent, struct text text)
{
    append_text(report->context->arena, parent, text);
}

static struct node *
add_list(const struct report *report, struct node *parent)
{
    struct node *list = add_child(report, parent, NODE_LIST);
    list->list.tight = true;
    return list;
}

static struct node *
add_item(const struct report *report, struct node *list)
{
    return add_child(report, add_child(report, list, NODE_ITEM),
                     NODE_PARAGRAPH);
}

/* "Nieuw", with its list. */
static struct node *
add_section(const struct report *report, const char *key)
{
    struct arena *arena = report->context->arena;
    struct node *section = add_child(report, report->chapter, NODE_SECTION);
    append_paragraph(arena, section, NODE_HEADING, NULL, word(report, key))
        ->heading.level = 2;
    return add_list(report, section);
}

/* A node that can be led to: what is changed often has no label. */
static struct node *
place_of(struct report *report, struct node *node)
{
    assert(node);
    struct pass_context *context = report->context;
    struct node *table = node_ancestor(node, NODE_TABLE);
    if (table) /* rows and captions are no places */
        node = table;
    while (!node->id.size) {
        struct text label =
            arena_printf(context->arena, "changed-%zu", ++report->mark_count);
        if (map_find(&context->labels, label))
            continue;
        node->id = label;
        map_set(&context->labels, label, node);
    }
    return node;
}

/* Opens a link to `target`; words are to be put into it. */
static struct node *
add_link(const struct report *report, struct node *parent, struct node *target)
{
    struct node *link = add_child(report, parent, NODE_REFERENCE);
    link->reference.label = target->id;
    link->reference.written = true;
    link->target = target;
    return link;
}

/* ", bladzijde 58" */
static void
add_page(const struct report *report, struct node *link)
{
    struct arena *arena = report->context->arena;
    add_text(
        report, link,
        arena_printf(arena, ", %.*s" NBSP, TEXT_PRINTF(word(report, "page"))));
    append_locator(arena, link, link->target);
}

/* "Bouwsteen 7: Sleutelfiguren", "Deel 2: De wijk", "Begrippen". */
static void
add_name(const struct report *report, struct node *link,
         const struct node *chapter)
{
    const struct book *book = report->context->book;
    struct arena *arena = report->context->arena;
    const struct node *heading = node_heading(chapter);
    if (chapter->kind == NODE_PART)
        add_text(report, link,
                 arena_printf(arena, "%.*s" NBSP "%d: ",
                              TEXT_PRINTF(word(report, "Part")),
                              chapter->part.number));
    else if (chapter->chapter.kind == CHAPTER_BLOCK)
        add_text(report, link,
                 arena_printf(arena, "%.*s" NBSP "%d: ",
                              TEXT_PRINTF(book_block_capital(book, arena)),
                              chapter->chapter.number));
    if (heading)
        copy_inlines(arena, heading, link);
}

/* --- the lists -------------------------------------------------------------
 */

static bool
is_new(const struct version_match *match)
{
    return !match->before && match->changed;
}

static bool
is_changed(const struct version_match *match)
{
    return match->before && (match->changed || match->gone);
}

static void
list_new(struct report *report)
{
    const struct version_changes *changes = report->changes;
    struct node *list = NULL;
    for (size_t i = 0; i < changes->match_count; i++) {
        const struct version_match *match = &changes->matches[i];
        if (!is_new(match))
            continue;
        if (!list)
            list = add_section(report, "changes-new");
        struct node *link =
            add_link(report, add_item(report, list), match->node);
        add_name(report, link, match->node);
        add_page(report, link);
    }
}

/* The section of the chapter in which a piece lies, or the chapter. */
static struct node *
section_of(struct node *piece, const struct node *chapter)
{
    struct node *at = piece;
    while (at->parent && at->parent != chapter)
        at = at->parent;
    return at->kind == NODE_SECTION && node_heading(at) ? at : NULL;
}

/* "Stappen, bladzijde 60" for each part with a change; the page is that of the
 * first. */
static void
list_places(struct report *report, const struct node *item,
            const struct version_match *match)
{
    const struct node *last = match->node;
    struct node *list = NULL;
    for (struct node *node = match->node; node;) {
        struct node *next = node->kind == NODE_CHAPTER && node != match->node
                                ? node_skip(node, match->node)
                                : node_next(node, match->node);
        struct node *section =
            node->is_changed ? section_of(node, match->node) : NULL;
        if (section && section != last) {
            if (!list)
                list = add_list(report, item->parent);
            struct node *link = add_link(report, add_item(report, list),
                                         place_of(report, node));
            copy_inlines(report->context->arena, node_heading(section), link);
            add_page(report, link);
            last = section;
        }
        node = next;
    }
}

/* The first changed piece, when it lies in no section; else NULL. */
static struct node *
first_loose(const struct version_match *match)
{
    for (struct node *node = match->node; node;
         node = node_next(node, match->node))
        if (node->is_changed)
            return section_of(node, match->node) ? NULL : node;
    return NULL;
}

static void
list_changed(struct report *report)
{
    const struct version_changes *changes = report->changes;
    struct node *list = NULL;
    for (size_t i = 0; i < changes->match_count; i++) {
        const struct version_match *match = &changes->matches[i];
        if (!is_changed(match))
            continue;
        if (!list)
            list = add_section(report, "changes-changed");
        struct node *item = add_item(report, list);
        struct node *loose = first_loose(match);
        struct node *link = add_link(
            report, item, loose ? place_of(report, loose) : match->node);
        add_name(report, link, match->node);
        if (loose || !match->changed)
            add_page(report, link);
        if (!match->changed)
            add_text(report, item,
                     arena_printf(report->context->arena, " (%.*s)",
                                  TEXT_PRINTF(word(report, "changes-less"))));
        list_places(report, item, match);
    }
}

/* A block that has gone has only its number: what it is called now, these
 * readers may not see. */
static void
list_dropped(struct report *report)
{
    const struct version_changes *changes = report->changes;
    struct arena *arena = report->context->arena;
    struct node *list = NULL;
    size_t others = 0;
    for (size_t i = 0; i < changes->dropped_count; i++) {
        struct text key = changes->dropped[i]->key;
        bool is_block = text_has_prefix(key, "block-");
        others += text_has_prefix(key, "chapter-");
        if (!is_block)
            continue;
        if (!list)
            list = add_section(report, "changes-gone");
        struct text number = text_slice(key, strlen("block-"), key.size);
        add_text(report, add_item(report, list),
                 arena_printf(arena, "%.*s" NBSP "%.*s",
                              TEXT_PRINTF(book_block_capital(
                                  report->context->book, arena)),
                              TEXT_PRINTF(number)));
    }
    if (!others)
        return;
    if (!list)
        list = add_section(report, "changes-gone");
    add_text(report, add_item(report, list),
             others == 1
                 ? word(report, "changes-other")
                 : arena_printf(arena, "%zu %.*s", others,
                                TEXT_PRINTF(word(report, "changes-others"))));
}

static bool
has_any(const struct version_changes *changes)
{
    bool any = false;
    for (size_t i = 0; i < changes->match_count && !any; i++)
        any = is_new(&changes->matches[i]) || is_changed(&changes->matches[i]);
    for (size_t i = 0; i < changes->dropped_count && !any; i++)
        any = text_has_prefix(changes->dropped[i]->key, "block-") ||
              text_has_prefix(changes->dropped[i]->key, "chapter-");
    return any;
}

void
changes_fill(struct pass_context *context,
             const struct version_changes *changes)
{
    struct report report = {.context = context,
                            .changes = changes,
                            .chapter = find_chapter(context, CHAPTER_CHANGES)};
    if (!report.chapter)
        return;
    if (!has_any(changes)) {
        node_remove(report.chapter);
        return;
    }
    struct arena *arena = context->arena;
    struct text title = report.chapter->text;
    append_paragraph(arena, report.chapter, NODE_HEADING, NULL,
                     title.size ? title : word(&report, "changes"))
        ->heading.level = 1;
    append_paragraph(arena, report.chapter, NODE_PARAGRAPH, NULL,
                     arena_printf(arena, "%.*s" NBSP "%.*s. %.*s",
                                  TEXT_PRINTF(word(&report, "changes-since")),
                                  TEXT_PRINTF(context->since),
                                  TEXT_PRINTF(word(&report, "changes-bar"))));
    list_new(&report);
    list_changed(&report);
    list_dropped(&report);
}
