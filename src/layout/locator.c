#include "layout/locator.h"

#include "base/map.h"

struct text
locator_label(const struct layout_context *context, const struct node *target)
{
    struct text key = {(const char *)&target, sizeof target};
    const struct text *label = context->place_labels && target
                                   ? map_find(context->place_labels, key)
                                   : NULL;
    return label ? *label : TEXT("000");
}

/* A page number; 0 when the label is no number. */
static int
page_number(struct text label)
{
    int number = 0;
    for (size_t i = 0; i < label.size && number < 1000000; i++) {
        if (label.data[i] < '0' || label.data[i] > '9')
            return 0;
        number = number * 10 + (label.data[i] - '0');
    }
    return number;
}

/* Does `earlier`, a page or a range, hold the page of `locator`? */
static bool
holds_page(const struct layout_context *context, const struct node *earlier,
           const struct node *locator)
{
    struct text label = locator_label(context, locator->target);
    struct text start = locator_label(context, earlier->target);
    if (text_equal(start, label))
        return true;
    int page = page_number(label);
    return earlier->locator.end && page > page_number(start) &&
           page <= page_number(locator_label(context, earlier->locator.end));
}

static struct node *
next_locator(struct node *node)
{
    while (node && node->kind != NODE_LOCATOR)
        node = node->next;
    return node;
}

static struct text
locator_words(const struct layout_context *context, const struct node *locator)
{
    struct text label = locator_label(context, locator->target);
    if (!locator->locator.end)
        return label;
    struct text end = locator_label(context, locator->locator.end);
    if (text_equal(label, end))
        return label;
    return arena_printf(context->arena, "%.*s\u2013%.*s", TEXT_PRINTF(label),
                        TEXT_PRINTF(end));
}

/* True if it changed. */
static bool
locator_write(struct node *locator, struct text words, bool merged, bool bold)
{
    bool changed = !text_equal(locator->text, words) ||
                   locator->locator.merged != merged ||
                   locator->locator.bold != bold;
    locator->text = words;
    locator->locator.merged = merged;
    locator->locator.bold = bold;
    return changed;
}

/* Does `next` name all that `locator` names? */
static bool
is_start_of(const struct layout_context *context, const struct node *locator,
            const struct node *next)
{
    return next->locator.end && !locator->locator.end &&
           text_equal(locator_label(context, locator->target),
                      locator_label(context, next->target));
}

/* What a float marks may stand on a later page than marks in the text after
 * it. */
static bool
is_out_of_order(const struct layout_context *context,
                const struct node *locator, const struct node *next)
{
    return !locator->locator.end && !next->locator.end &&
           page_number(locator_label(context, locator->target)) >
               page_number(locator_label(context, next->target));
}

/* Puts locators in the order of the pages, of which few are out. */
static void
entry_sort(const struct layout_context *context, const struct node *entry)
{
    struct node *first = next_locator(entry->first_child);
    for (struct node *end = first; end; end = next_locator(end->next))
        for (struct node *at = end; at != first;) {
            struct node *before = at->previous;
            while (before->kind != NODE_LOCATOR)
                before = before->previous;
            if (!is_out_of_order(context, before, at))
                break;
            struct node *target = at->target;
            bool is_main = at->locator.main;
            at->target = before->target;
            at->locator.main = before->locator.main;
            before->target = target;
            before->locator.main = is_main;
            at = before;
        }
}

/* Marks come in the order of the pages: a locator need only look at its
 * neighbours. */
static bool
entry_update(const struct layout_context *context, struct node *entry)
{
    bool changed = false;
    entry_sort(context, entry);
    struct node *stays = next_locator(entry->first_child);
    while (stays) {
        bool bold = stays->locator.main;
        struct node *next = next_locator(stays->next);
        for (; next; next = next_locator(next->next)) {
            struct node *goes = next;
            if (is_start_of(context, stays, next)) {
                goes = stays;
                stays = next;
            } else if (next->locator.end || !holds_page(context, stays, next)) {
                break;
            }
            bold |= next->locator.main;
            changed |= locator_write(goes, locator_label(context, goes->target),
                                     true, false);
        }
        changed |=
            locator_write(stays, locator_words(context, stays), false, bold);
        stays = next;
    }
    return changed;
}

static bool
is_in_text(const struct node *node)
{
    return node->kind == NODE_LOCATOR && node->parent->kind != NODE_INDEX_ENTRY;
}

static bool
locator_update(const struct layout_context *context, struct node *locator)
{
    return locator_write(locator, locator_words(context, locator), false,
                         false);
}

/* No note is called in a note. */
static bool
note_update(const struct layout_context *context, struct node *note)
{
    bool changed = false;
    for (struct node *node = note; (node = node_next(node, note));)
        if (is_in_text(node))
            changed |= locator_update(context, node);
    return changed;
}

bool
locators_update(const struct layout_context *context, struct node *root)
{
    bool changed = false;
    for (struct node *node = root; (node = node_next(node, root));)
        if (node->kind == NODE_INDEX_ENTRY)
            changed |= entry_update(context, node);
        else if (is_in_text(node))
            changed |= locator_update(context, node);
        else if (node->kind == NODE_NOTE_CALL && node->target)
            changed |= note_update(context, node->target);
    return changed;
}

bool
locator_is_hidden(const struct node *node)
{
    if (node->kind == NODE_LOCATOR)
        return node->locator.merged;
    return node->kind == NODE_TEXT && node->next &&
           node->next->kind == NODE_LOCATOR && node->next->locator.merged;
}

bool
node_has_locator(const struct node *node)
{
    for (const struct node *at = node; (at = node_next(at, node));)
        if (at->kind == NODE_LOCATOR)
            return true;
    return false;
}
