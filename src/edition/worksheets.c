#include "edition/worksheets.h"

/* --- the outline ---------------------------------------------------------- */

struct taking {
    struct arena *arena;
    const struct depth *depth; /* worksheets alone */
    struct outline_entry *entries;
    size_t count;
};

static size_t
chapter_count(const struct outline_entry *entries, size_t count)
{
    size_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += entries[i].kind == OUTLINE_PART
                   ? chapter_count(entries[i].entries, entries[i].entry_count)
                   : 1;
    return sum;
}

/* Parts fall away; chapters keep their order. */
static void
take(struct taking *taking, const struct outline_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct outline_entry *entry = &entries[i];
        if (entry->kind == OUTLINE_PART)
            take(taking, entry->entries, entry->entry_count);
        if (entry->kind != OUTLINE_FILE && entry->kind != OUTLINE_BLOCK)
            continue;
        if (entry->depth && !(entry->depth->roles & taking->depth->roles))
            continue;
        struct outline_entry *taken = &taking->entries[taking->count++];
        *taken = *entry;
        taken->matter = MATTER_BODY;
        taken->depth = taking->depth;
        taken->must_show = false;
    }
}

static const struct depth *
worksheets_depth(struct arena *arena, const struct book *book)
{
    const struct role *role = book_role(book, TEXT(ROLE_WORKSHEET));
    struct depth *depth = ARENA_NEW(arena, struct depth);
    depth->name = TEXT(ROLE_WORKSHEET);
    if (role)
        depth->roles = (uint64_t)1 << (role - book->roles);
    return depth;
}

void
worksheets_take(struct arena *arena, const struct book *book,
                struct edition *edition)
{
    struct taking taking = {.arena = arena,
                            .depth = worksheets_depth(arena, book)};
    struct text title = book_word(book, "to-fill-in");
    /* Title page and contents stand first. */
    taking.entries = ARENA_ARRAY(
        arena, chapter_count(edition->outline, edition->outline_count) + 2,
        struct outline_entry);
    taking.entries[0] = (struct outline_entry){.kind = OUTLINE_TITLEPAGE,
                                               .matter = MATTER_FRONT,
                                               .span = edition->span};
    taking.entries[1] = taking.entries[0];
    taking.entries[1].kind = OUTLINE_CONTENTS;
    taking.count = 2;
    take(&taking, edition->outline, edition->outline_count);
    edition->subtitle =
        edition->subtitle.size
            ? arena_printf(arena, "%.*s. %.*s", TEXT_PRINTF(title),
                           TEXT_PRINTF(edition->subtitle))
            : title;
    edition->explains_beside = false;
    edition->has_part_maps = false;
    edition->handout = NULL;
    /* What a worksheet speaks of is mostly in the book, not beside it. */
    if (edition->references == REFERENCES_ERROR)
        edition->references = REFERENCES_REWORDED;
    edition->outline = taking.entries;
    edition->outline_count = taking.count;
}

bool
worksheets_alone(const struct edition *edition)
{
    while (edition && edition->form != FORM_WORKSHEETS)
        edition = edition->whole;
    return edition != NULL;
}

/* --- the tree ------------------------------------------------------------- */

static bool
is_worksheet(const struct node *node)
{
    return text_equals(node->role, ROLE_WORKSHEET);
}

static bool
is_to_fill_in(const struct node *node)
{
    return node->kind == NODE_WRITING_LINES || node->kind == NODE_TABLE ||
           (node->kind == NODE_ITEM && node->item.task);
}

static bool
holds_field(const struct node *worksheet)
{
    for (const struct node *node = worksheet; node;
         node = node_next(node, worksheet))
        if (is_to_fill_in(node))
            return true;
    return false;
}

bool
worksheets_are_in(const struct node *chapter)
{
    for (const struct node *node = chapter; node;
         node = node_next(node, chapter))
        if (is_worksheet(node) && holds_field(node))
            return true;
    return false;
}

/* What a line in bold says, marks for the index aside; NULL when it says more
 * than that. */
static struct node *
title_in(const struct node *line)
{
    struct node *title = NULL;
    for (struct node *node = line->first_child; node; node = node->next) {
        if (node->kind == NODE_STRONG && !title)
            title = node;
        else if (node->kind != NODE_INDEX_MARK &&
                 (node->kind != NODE_TEXT || text_trim(node->text).size))
            return NULL;
    }
    return title;
}

static void
take_title(struct node *worksheet)
{
    struct node *heading = node_heading(worksheet);
    struct node *line = heading ? heading->next : NULL;
    struct node *title =
        line && line->kind == NODE_PARAGRAPH ? title_in(line) : NULL;
    if (!title)
        return;
    while (heading->first_child)
        node_remove(heading->first_child);
    node_remove(title);
    node_append(heading, title);
    node_unwrap(title);
    node_remove(line);
}

void
worksheets_take_titles(struct node *chapter)
{
    for (struct node *node = chapter; node; node = node_next(node, chapter))
        if (is_worksheet(node) && node->kind == NODE_SECTION)
            take_title(node);
}
