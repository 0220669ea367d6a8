#include "base/array.h"
#include "doc/slug.h"
#include "pass/collate.h"
#include "pass/copy.h"
#include "pass/pass.h"
#include "pass/roots.h"

#include <stdlib.h>

/* A place that an entry points to. */
struct place_entry {
    struct node *mark, *end; /* end: of a range */
    bool main;
    uint64_t order; /* in reading order, notes where they are called */
};

/* One entry, of the first or second level. */
struct entry {
    struct text key;   /* "gesprek!doorvragen" */
    struct text words; /* "doorvragen" */
    struct text sort_key;
    struct entry *parent; /* NULL at the first level */
    struct node *node;    /* once made */
    struct node *open;    /* start mark of a range under way */
    uint64_t open_order;
    ARRAY(struct place_entry) places;
    ARRAY(struct text) see, see_also; /* keys */
    size_t child_count;
    bool wanted; /* it, or an entry below it, leads somewhere */
};

/* The index being made. */
struct indexing {
    struct pass_context *context;
    struct collator *collator;
    struct map entries; /* key -> struct entry */
    uint64_t order;     /* of the mark at hand */
};

/* --- gathering -------------------------------------------------------------
 */

/* A key without white space around its parts and with single spaces: it may
 * have been broken over lines. */
static struct text
key_normal(struct arena *arena, struct text key)
{
    char *data = arena_alloc(arena, key.size + 1);
    size_t size = 0;
    for (size_t at = 0; at < key.size; at++) {
        char byte = key.data[at];
        bool space =
            byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
        if (space &&
            (size == 0 || data[size - 1] == ' ' || data[size - 1] == '!'))
            continue;
        if (byte == '!' && size && data[size - 1] == ' ')
            size--;
        data[size++] = space ? ' ' : byte;
    }
    while (size && data[size - 1] == ' ')
        size--;
    return (struct text){data, size};
}

static struct entry *
entry_of(struct indexing *indexing, struct text key)
{
    struct arena *arena = indexing->context->arena;
    void **place = map_place(&indexing->entries, key);
    struct entry *entry = *place;
    if (entry)
        return entry;
    entry = ARENA_NEW(arena, struct entry);
    *place = entry;
    entry->key = key;
    size_t cut = text_index(key, '!', 0);
    entry->words = key;
    if (cut < key.size) {
        entry->words = text_slice(key, cut + 1, key.size);
        entry->parent = entry_of(indexing, text_slice(key, 0, cut));
        entry->parent->child_count++;
    }
    entry->sort_key = collator_key(indexing->collator, arena, entry->words);
    return entry;
}

static void
add_range(struct indexing *indexing, struct entry *entry, struct node *mark)
{
    struct pass_context *context = indexing->context;
    if (mark->index.range == RANGE_START) {
        if (entry->open)
            diag_report(context->diag, INDEX_RANGE_UNCLOSED, entry->open->span,
                        TEXT_PRINTF(entry->key));
        entry->open = mark;
        entry->open_order = indexing->order;
        return;
    }
    if (!entry->open) {
        diag_report(context->diag, INDEX_RANGE_UNOPENED, mark->span,
                    TEXT_PRINTF(entry->key));
        return;
    }
    *ARRAY_PUSH(context->arena, &entry->places) = (struct place_entry){
        .mark = entry->open,
        .end = mark,
        .main = entry->open->index.main || mark->index.main,
        .order = entry->open_order};
    entry->open = NULL;
}

static void
add_mark(struct indexing *indexing, struct node *mark)
{
    struct arena *arena = indexing->context->arena;
    struct text key = mark->index.key;
    if (!key.size)
        key = node_plain_text(arena, mark);
    key = key_normal(arena, key);
    if (!key.size)
        return;
    struct entry *entry = entry_of(indexing, key);
    if (mark->index.see.size) {
        *ARRAY_PUSH(arena, &entry->see) = key_normal(arena, mark->index.see);
        return; /* "see" stands in place of pages */
    }
    if (mark->index.see_also.size)
        *ARRAY_PUSH(arena, &entry->see_also) =
            key_normal(arena, mark->index.see_also);
    if (mark->index.range != RANGE_NONE)
        add_range(indexing, entry, mark);
    else
        *ARRAY_PUSH(arena, &entry->places) = (struct place_entry){
            .mark = mark, .main = mark->index.main, .order = indexing->order};
}

/* A place in reading order: what stands in a note comes where the note is
 * called, before what follows there. */
enum { NOTE_BITS = 24 };

static void
gather(struct indexing *indexing)
{
    struct arena *arena = indexing->context->arena;
    struct roots roots = roots_collect(indexing->context);
    uint64_t *starts = ARENA_ARRAY(arena, roots.count, uint64_t);
    for (size_t i = 0; i < roots.count; i++) {
        struct node *root = roots.items[i].node;
        uint64_t step = i ? 1 : (uint64_t)1 << NOTE_BITS;
        indexing->order = starts[i];
        for (struct node *node = root; node; node = node_next(node, root)) {
            indexing->order += step;
            if (node->kind == NODE_INDEX_MARK)
                add_mark(indexing, node);
            else if (node->kind == NODE_NOTE_CALL && node->target &&
                     roots.items[node->target->footnote.number].call == node)
                starts[node->target->footnote.number] = indexing->order;
        }
    }
    for (size_t i = 0; i < indexing->entries.count; i++) {
        struct entry *entry = indexing->entries.entries[i].value;
        if (entry->open)
            diag_report(indexing->context->diag, INDEX_RANGE_UNCLOSED,
                        entry->open->span, TEXT_PRINTF(entry->key));
    }
}

/* --- choosing --------------------------------------------------------------
 */

/* Marks an entry, and what it stands under, as leading somewhere. */
static void
want(struct entry *entry)
{
    for (; entry && !entry->wanted; entry = entry->parent)
        entry->wanted = true;
}

/* The wanted entry of a key; NULL. */
static struct entry *
wanted_entry(const struct indexing *indexing, struct text key)
{
    struct entry *entry = map_find(&indexing->entries, key);
    return entry && entry->wanted ? entry : NULL;
}

static bool
sees_something(const struct indexing *indexing, const struct entry *entry)
{
    for (size_t i = 0; i < entry->see.count; i++)
        if (wanted_entry(indexing, entry->see.items[i]))
            return true;
    return false;
}

/* Entries with pages are wanted, and those that see a wanted one.  A chain of
 * "see" leads to pages in the end or is dropped. */
static void
choose(struct indexing *indexing)
{
    const struct map *entries = &indexing->entries;
    for (size_t i = 0; i < entries->count; i++) {
        struct entry *entry = entries->entries[i].value;
        if (entry->places.count)
            want(entry);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < entries->count; i++) {
            struct entry *entry = entries->entries[i].value;
            if (!entry->wanted && sees_something(indexing, entry)) {
                want(entry);
                changed = true;
            }
        }
    }
}

static int
entry_compare(const void *a, const void *b)
{
    const struct entry *one = *(const struct entry *const *)a;
    const struct entry *other = *(const struct entry *const *)b;
    const struct entry *one_top = one->parent ? one->parent : one;
    const struct entry *other_top = other->parent ? other->parent : other;
    int order = text_compare(one_top->sort_key, other_top->sort_key);
    if (!order)
        order = text_compare(one_top->words, other_top->words);
    if (order)
        return order;
    if (!one->parent || !other->parent) /* the first level leads */
        return (one->parent != NULL) - (other->parent != NULL);
    order = text_compare(one->sort_key, other->sort_key);
    return order ? order : text_compare(one->words, other->words);
}

/* --- writing ---------------------------------------------------------------
 */

static int
place_compare(const void *a, const void *b)
{
    const struct place_entry *one = a, *other = b;
    return (one->order > other->order) - (one->order < other->order);
}

/* ", 12" for each place. */
static void
write_places(struct pass_context *context, struct entry *entry)
{
    if (entry->places.count > 1)
        qsort(entry->places.items, entry->places.count,
              sizeof *entry->places.items, place_compare);
    for (size_t i = 0; i < entry->places.count; i++) {
        const struct place_entry *place = &entry->places.items[i];
        append_text(context->arena, entry->node, TEXT(", "));
        struct node *locator =
            append_locator(context->arena, entry->node, place->mark);
        locator->locator.main = place->main;
        locator->locator.end = place->end;
    }
}

/* ", zie sociaal wijkteam": a link to that entry. */
static void
write_see(struct indexing *indexing, struct entry *entry,
          const struct text *keys, size_t count, const char *word)
{
    struct pass_context *context = indexing->context;
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        const struct entry *target = wanted_entry(indexing, keys[i]);
        bool repeated = false;
        for (size_t j = 0; j < i; j++)
            repeated |= text_equal(keys[i], keys[j]);
        if (!target || target == entry || repeated)
            continue;
        append_text(context->arena, entry->node,
                    first ? TEXT(", ") : TEXT("; "));
        if (first) {
            struct node *emphasis =
                node_new(context->arena, NODE_EMPHASIS, entry->node->span);
            append_text(context->arena, emphasis,
                        book_word(context->book, word));
            node_append(entry->node, emphasis);
            append_text(context->arena, entry->node, TEXT(" "));
        }
        struct node *link =
            node_new(context->arena, NODE_REFERENCE, entry->node->span);
        link->target = target->node;
        link->reference.written = true;
        link->reference.label = target->node->id;
        if (target->parent)
            append_text(context->arena, link,
                        arena_printf(context->arena, "%.*s, %.*s",
                                     TEXT_PRINTF(target->parent->words),
                                     TEXT_PRINTF(target->words)));
        else
            append_text(context->arena, link, target->words);
        node_append(entry->node, link);
        first = false;
    }
}

/* The entry's node with its words; ids first, so that "see" can point to any
 * entry. */
static void
make_node(struct pass_context *context, struct entry *entry, size_t number,
          struct span span)
{
    entry->node = node_new(context->arena, NODE_INDEX_ENTRY, span);
    entry->node->entry.level = entry->parent ? 2 : 1;
    entry->node->entry.sort_key = entry->sort_key;
    struct text index =
        slug_of(context->arena, book_word(context->book, "index"));
    entry->node->id =
        arena_printf(context->arena, "%.*s-%zu", TEXT_PRINTF(index), number);
    append_text(context->arena, entry->node, entry->words);
}

/* Entries in their order, under their letters. */
static void
write_entries(struct indexing *indexing, struct node *index,
              struct entry **entries, size_t count)
{
    struct pass_context *context = indexing->context;
    for (size_t i = 0; i < count; i++)
        make_node(context, entries[i], i + 1, index->span);
    struct node *group = NULL;
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = entries[i];
        struct text letter = collator_letter(
            context->arena, (entry->parent ? entry->parent : entry)->words);
        if (!group || !text_equal(group->text, letter)) {
            group = node_new(context->arena, NODE_INDEX_GROUP, index->span);
            group->text = letter;
            struct node *heading = append_paragraph(
                context->arena, group, NODE_HEADING, "letter", letter);
            heading->heading.level = 2;
            node_append(index, group);
        }
        node_append(group, entry->node);
        write_places(context, entry);
        write_see(indexing, entry, entry->see.items, entry->see.count, "see");
        write_see(indexing, entry, entry->see_also.items, entry->see_also.count,
                  "see-also");
    }
}

/* Marks get ids, so that an e-book can lead to them. */
static void
name_marks(struct indexing *indexing, struct entry **entries, size_t count)
{
    struct arena *arena = indexing->context->arena;
    unsigned number = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < entries[i]->places.count; j++) {
            struct node *mark = entries[i]->places.items[j].mark;
            if (!mark->id.size)
                mark->id = arena_printf(arena, "ix-%u", ++number);
        }
    }
}

static void
fill(struct indexing *indexing, struct node *chapter)
{
    struct pass_context *context = indexing->context;
    struct entry **entries = ARENA_ARRAY(
        context->arena, indexing->entries.count + 1, struct entry *);
    size_t count = 0;
    for (size_t i = 0; i < indexing->entries.count; i++) {
        struct entry *entry = indexing->entries.entries[i].value;
        if (entry->wanted)
            entries[count++] = entry;
    }
    if (!count) {
        node_remove(chapter);
        return;
    }
    qsort(entries, count, sizeof *entries, entry_compare);
    struct node *heading =
        append_paragraph(context->arena, chapter, NODE_HEADING, NULL,
                         book_word(context->book, "index"));
    heading->heading.level = 1;
    struct node *index = node_new(context->arena, NODE_INDEX, chapter->span);
    node_append(chapter, index);
    name_marks(indexing, entries, count);
    write_entries(indexing, index, entries, count);
}

/* The first chapter kept for the index; NULL. */
static struct node *
index_chapter(struct node *root)
{
    for (struct node *node = root; node; node = node_next(node, root))
        if (node->kind == NODE_CHAPTER && node->chapter.kind == CHAPTER_INDEX)
            return node;
    return NULL;
}

void
index_fill(struct pass_context *context)
{
    struct node *chapter = index_chapter(context->tree->root);
    if (!chapter || chapter->first_child)
        return;
    struct indexing indexing = {
        .context = context,
        .collator = collator_open(context->arena, context->book->language),
        .entries = map_in(context->arena)};
    gather(&indexing);
    choose(&indexing);
    fill(&indexing, chapter);
    collator_close(indexing.collator);
}
