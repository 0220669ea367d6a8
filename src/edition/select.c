#include "edition/select.h"

#include "doc/audience.h"
#include "edition/removed.h"
#include "edition/tidy.h"

/* The atoms that may see a node and what is below it. */
struct frame {
    const struct node *node;
    struct atoms atoms;
};

/* A walk below `root` with the audiences of the ancestors at hand; no
 * recursion, since trees may be deep. */
struct walk {
    const struct node *root;
    ARRAY(struct frame) frames; /* last: the nearest that narrows */
};

static const struct atoms *
walk_atoms(const struct walk *walk)
{
    return &walk->frames.items[walk->frames.count - 1].atoms;
}

/* The node after `node`; its frame and those of the ancestors that are left
 * go. */
static struct node *
walk_next(struct walk *walk, struct node *node, bool descend)
{
    if (descend && node->first_child)
        return node->first_child;
    while (node != walk->root) {
        if (walk->frames.items[walk->frames.count - 1].node == node)
            walk->frames.count--;
        if (node->next)
            return node->next;
        node = node->parent;
    }
    return NULL;
}

static bool
atoms_hold_edition(const struct selection *selection, const struct atoms *atoms)
{
    int atom = selection->edition->atom;
    return atom < 0 ? !atoms_is_empty(atoms) : atoms_has(atoms, atom);
}

/* The number written before a list item: "3." gives 3.  1 when none can be
 * read. */
static int
item_number(const struct node *item)
{
    if (!item->span.source)
        return 1;
    struct text content = item->span.source->content;
    size_t start = item->span.start, end = item->span.start;
    while (end < content.size && content.data[end] >= '0' &&
           content.data[end] <= '9')
        end++;
    if (end == start) {
        /* The span starts after the marker. */
        while (end > 0 && content.data[end - 1] == ' ')
            end--;
        if (end == 0 ||
            (content.data[end - 1] != '.' && content.data[end - 1] != ')'))
            return 1;
        start = --end;
        while (start > 0 && content.data[start - 1] >= '0' &&
               content.data[start - 1] <= '9')
            start--;
    }
    if (end == start || end - start > 9)
        return 1;
    int number = 0;
    for (size_t at = start; at < end; at++)
        number = number * 10 + (content.data[at] - '0');
    return number;
}

/* A term and its definitions go together. */
static void
remove_companions(struct selection *selection, struct node *node)
{
    for (struct node *companion; (companion = tidy_companion(node));) {
        removed_note(selection->tree, companion, selection->block);
        node_remove(companion);
    }
}

static void
select_remove(struct selection *selection, struct node *node)
{
    removed_note(selection->tree, node, selection->block);
    remove_companions(selection, node);
    struct node *parent = node->parent;
    /* A list starts at its first visible item's own number. */
    if (node->kind == NODE_ITEM && parent && parent->kind == NODE_LIST &&
        parent->list.ordered && !node->previous && node->next)
        parent->list.start = item_number(node->next);
    node_remove(node);
}

/* An audience on a section's heading is the section's. */
static void
section_takes_audience(struct node *section)
{
    struct node *heading = section->first_child;
    if (section->audience || !heading || heading->kind != NODE_HEADING)
        return;
    section->audience = heading->audience;
    heading->audience = NULL;
}

/* Has this note been met?  footnote.number serves as its place in the list;
 * it is checked, so it may hold anything before. */
static void
note_collect(struct selection *selection, struct node *note)
{
    size_t place = (size_t)note->footnote.number;
    if (place >= 1 && place <= selection->notes.count &&
        selection->notes.items[place - 1] == note)
        return;
    *ARRAY_PUSH(selection->arena, &selection->notes) = note;
    note->footnote.number = (int)selection->notes.count;
}

/* Narrows the walk's atoms by the node's own audience.  False when the
 * edition may not see the node. */
static bool
node_is_visible(struct selection *selection, struct walk *walk,
                struct node *node)
{
    if (node->kind == NODE_SECTION)
        section_takes_audience(node);
    struct attribute *audience = node->audience;
    if (!audience && node->kind == NODE_NOTE_CALL && node->target)
        audience = node->target->audience;
    if (!audience)
        return true;
    struct atoms atoms =
        audience_atoms(selection->book, audience, walk_atoms(walk),
                       selection->arena, selection->diag);
    *ARRAY_PUSH(selection->arena, &walk->frames) = (struct frame){node, atoms};
    return atoms_hold_edition(selection, &atoms);
}

static void
select_below(struct selection *selection, struct node *root,
             const struct atoms *atoms)
{
    struct walk walk = {.root = root};
    *ARRAY_PUSH(selection->arena, &walk.frames) = (struct frame){root, *atoms};
    for (struct node *node = root->first_child; node;) {
        bool visible = node_is_visible(selection, &walk, node);
        if (visible && node->kind == NODE_NOTE_CALL && node->target)
            note_collect(selection, node->target);
        /* First, so that the walk does not go on into one of them. */
        if (!visible)
            remove_companions(selection, node);
        struct node *next = walk_next(&walk, node, visible);
        if (!visible)
            select_remove(selection, node);
        node = next;
    }
}

bool
select_audiences(struct selection *selection, struct node *chapter)
{
    struct atoms atoms = audience_everyone(selection->book);
    if (chapter->audience)
        atoms = audience_file_atoms(selection->book, chapter->audience,
                                    selection->arena, selection->diag);
    if (chapter->audience && !atoms_hold_edition(selection, &atoms))
        return false;
    size_t done = selection->notes.count;
    select_below(selection, chapter, &atoms);
    /* Notes may hold calls of further notes. */
    for (; done < selection->notes.count; done++)
        select_below(selection, selection->notes.items[done], &atoms);
    return true;
}

static bool
role_is_in_depth(const struct selection *selection, const struct node *node,
                 const struct depth *depth)
{
    const struct role *role = book_role(selection->book, node->role);
    return role && (depth->roles >> (role - selection->book->roles) & 1);
}

/* Below a kept section or div: what has a role of its own must be in the
 * depth too. */
static void
select_roles(struct selection *selection, struct node *root,
             const struct depth *depth)
{
    for (struct node *node = root->first_child; node;) {
        bool kept =
            !node->role.size || role_is_in_depth(selection, node, depth);
        struct node *next =
            kept ? node_next(node, root) : node_skip(node, root);
        if (!kept)
            select_remove(selection, node);
        node = next;
    }
}

/* A div without a role is only a wrapper: what it holds decides. */
static bool
is_wrapper(const struct node *node)
{
    return node->kind == NODE_DIV && !node->role.size;
}

void
select_depth(struct selection *selection, struct node *chapter,
             const struct depth *depth)
{
    if (!depth)
        return;
    struct node *title = node_heading(chapter);
    for (struct node *node = chapter->first_child; node;) {
        bool wrapper = is_wrapper(node);
        bool kept = node->role.size &&
                    (node->kind == NODE_SECTION || node->kind == NODE_DIV) &&
                    role_is_in_depth(selection, node, depth);
        struct node *next =
            wrapper ? node_next(node, chapter) : node_skip(node, chapter);
        if (kept) {
            select_roles(selection, node, depth);
        } else if (node != title && !wrapper) {
            if (depth->is_full && !node->role.size)
                diag_report(selection->diag, EXCERPT_WITHOUT_ROLE, node->span);
            select_remove(selection, node);
        }
        node = next;
    }
}
