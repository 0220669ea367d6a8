#include "epub/epub_collect.h"

#include "epub/epub_ids.h"
#include "media/image.h"

typedef void visit(struct epub_plan *plan, struct epub_file *file,
                   const struct node *node);

/* The file's own nodes. */
static void
file_walk(struct epub_plan *plan, struct epub_file *file, visit *visit_node)
{
    if (!file->node || file->kind != EPUB_TEXT)
        return;
    for (const struct node *node = file->node; node;
         node = epub_file_next(file, node))
        visit_node(plan, file, node);
}

/* The nodes of its notes, which may grow on the way: a note may call
 * another. */
static void
notes_walk(struct epub_plan *plan, struct epub_file *file, visit *visit_node)
{
    for (size_t i = 0; i < file->notes.count; i++) {
        const struct node *note = file->notes.items[i]->node;
        plan->current_page = file->notes.items[i]->page;
        for (const struct node *node = note; node; node = node_next(node, note))
            visit_node(plan, file, node);
    }
}

static struct epub_place *
place_make(struct epub_plan *plan, const struct node *node)
{
    struct epub_place *place = epub_map_find(&plan->places, node);
    if (!place) {
        place = ARENA_NEW(plan->arena, struct epub_place);
        epub_map_set(&plan->places, node, place);
    }
    return place;
}

/* ---- first walk ---- */

static struct epub_note *
note_of(struct epub_plan *plan, struct epub_file *file,
        const struct node *footnote)
{
    /* The last file that called the note; files come one after another. */
    struct epub_note *note = epub_map_find(&plan->calls, footnote);
    if (note && note->file == file)
        return note;
    note = ARENA_NEW(plan->arena, struct epub_note);
    note->node = footnote;
    note->file = file;
    note->id = epub_id_make(
        plan, file, arena_printf(plan->arena, "fn%zu", file->notes.count + 1));
    epub_map_set(&plan->calls, footnote, note);
    *ARRAY_PUSH(plan->arena, &file->notes) = note;
    return note;
}

static void
collect_call(struct epub_plan *plan, struct epub_file *file,
             const struct node *call_node)
{
    if (!call_node->target || epub_map_find(&plan->calls, call_node))
        return;
    struct epub_note *note = note_of(plan, file, call_node->target);
    struct epub_call *call = ARENA_NEW(plan->arena, struct epub_call);
    call->note = note;
    call->id = epub_id_make(
        plan, file, arena_printf(plan->arena, "fnref%zu", file->notes.count));
    *ARRAY_PUSH(plan->arena, &note->calls) = call->id;
    epub_map_set(&plan->calls, call_node, call);
}

static void
collect_picture(struct epub_plan *plan, const struct node *node)
{
    static const char *const media_types[] = {[IMAGE_PNG] = "image/png",
                                              [IMAGE_JPEG] = "image/jpeg",
                                              [IMAGE_SVG] = "image/svg+xml"};
    static const char *const endings[] = {
        [IMAGE_PNG] = "png", [IMAGE_JPEG] = "jpg", [IMAGE_SVG] = "svg"};
    const struct image *image = epub_image_of(plan, node);
    if (node->text.size == 0)
        plan->has_missing_alternative = true;
    if (!image || epub_map_find(&plan->picture_map, image))
        return;
    /* Not by its file: a file's name is the author's own affair. */
    const struct node *figure = node->parent;
    struct text stem =
        figure && figure->kind == NODE_FIGURE ? figure->id : TEXT("");
    struct epub_picture *picture = ARENA_NEW(plan->arena, struct epub_picture);
    struct text name = arena_text_concat(plan->arena, TEXT("img/"),
                                         epub_slug(plan->arena, stem, "beeld"));
    name = epub_unique(plan->arena, &plan->names, name);
    picture->image = image;
    picture->name = arena_printf(plan->arena, "%.*s.%s", TEXT_PRINTF(name),
                                 endings[image->kind]);
    picture->media_type = media_types[image->kind];
    epub_map_set(&plan->picture_map, image, picture);
    *ARRAY_PUSH(plan->arena, &plan->pictures) = picture;
}

static bool
has_caption(const struct node *node)
{
    for (const struct node *child = node->first_child; child;
         child = child->next)
        if (child->kind == NODE_CAPTION && child->first_child)
            return true;
    return false;
}

static bool
is_worksheet(const struct node *section)
{
    return text_equals(section->role, "werkblad") ||
           text_equals(section->role, "worksheet");
}

/* An entry of the glossary leads back to where it is named. */
static void
collect_use(struct epub_plan *plan, const struct epub_file *file,
            const struct node *reference)
{
    struct epub_uses *uses = epub_map_find(&plan->uses, reference->target);
    if (!uses) {
        uses = ARENA_NEW(plan->arena, struct epub_uses);
        epub_map_set(&plan->uses, reference->target, uses);
    }
    bool in_glossary = file->node->kind == NODE_CHAPTER &&
                       file->node->chapter.kind == CHAPTER_GLOSSARY;
    if (in_glossary || uses->last == file)
        return;
    uses->last = file;
    *ARRAY_PUSH(plan->arena, &uses->references) = reference;
    place_make(plan, reference);
}

static void
collect_node(struct epub_plan *plan, struct epub_file *file,
             const struct node *node)
{
    if (node->id.size && !map_find(&plan->labels, node->id))
        map_set(&plan->labels, node->id, (void *)node);
    if (node->kind == NODE_NOTE_CALL)
        collect_call(plan, file, node);
    else if (node->kind == NODE_IMAGE)
        collect_picture(plan, node);
    else if (node->kind == NODE_INDEX)
        plan->has_index = true;
    else if (node->kind == NODE_FIGURE && has_caption(node))
        *ARRAY_PUSH(plan->arena, &plan->figures) = node;
    else if (node->kind == NODE_TABLE && has_caption(node))
        *ARRAY_PUSH(plan->arena, &plan->tables) = node;
    else if (node->kind == NODE_REFERENCE && node->target &&
             node->target->kind == NODE_TERM)
        collect_use(plan, file, node);
    else if (node->kind == NODE_SECTION && is_worksheet(node))
        *ARRAY_PUSH(plan->arena, &plan->worksheets) = node;
    if ((node->kind == NODE_REFERENCE || node->kind == NODE_LOCATOR) &&
        node->target)
        place_make(plan, node->target);
    if (node->kind == NODE_LOCATOR && node->locator.end)
        place_make(plan, node->locator.end);
}

void
epub_collect(struct epub_plan *plan)
{
    for (size_t i = 0; i < plan->files.count; i++) {
        file_walk(plan, plan->files.items[i], collect_node);
        notes_walk(plan, plan->files.items[i], collect_node);
    }
}

/* ---- second walk ---- */

static void
place_set(struct epub_plan *plan, struct epub_file *file,
          const struct node *node, struct text id)
{
    struct epub_place *place = place_make(plan, node);
    place->file = file;
    place->id = place->own_id = id;
    place->page = plan->current_page;
}

/* A CHAPTER, PART, SECTION or DIV with a heading shares its link end with
 * that heading, whose own element gets an id for aria-labelledby. */
static void
assign_titled(struct epub_plan *plan, struct epub_file *file,
              const struct node *node, const struct node *heading)
{
    struct text wish = node->id.size ? node->id : heading->id;
    /* What the book has more of, its file may have only once. */
    if (node->kind == NODE_SECTION && node->section.slug.size)
        wish = node->section.slug;
    if (wish.size == 0)
        wish = epub_slug(plan->arena, node_plain_text(plan->arena, heading),
                         "deel");
    struct text id = epub_id_make(plan, file, wish);
    place_set(plan, file, node, id);
    struct text own = arena_text_concat(plan->arena, id, TEXT("-kop"));
    if (node->id.size && heading->id.size && !text_equal(node->id, heading->id))
        own = heading->id;
    place_set(plan, file, heading, epub_id_make(plan, file, own));
    struct epub_place *place = epub_map_find(&plan->places, heading);
    if (!(node->id.size && heading->id.size))
        place->id = id;
}

/* "ingang-afspraken-met-partners": the words of an entry of the index, behind
 * those of the one that it belongs to. */
static struct text
entry_id(const struct epub_plan *plan, const struct node *entry)
{
    const struct node *top = entry;
    struct text words =
        entry->first_child ? entry->first_child->text : TEXT("");
    while (top->entry.level > 1 && top->previous)
        top = top->previous;
    if (top != entry && top->first_child)
        words = arena_printf(plan->arena, "%.*s %.*s",
                             TEXT_PRINTF(top->first_child->text),
                             TEXT_PRINTF(words));
    return arena_text_concat(plan->arena, TEXT("ingang-"),
                             epub_slug(plan->arena, words, "teken"));
}

/* Ids that stay as they are when something else is added to the book. */
static struct text
generated_id(const struct epub_plan *plan, const struct node *node)
{
    const struct node *term = node->target;
    if (node->kind == NODE_INDEX_ENTRY)
        return entry_id(plan, node);
    if (node->kind == NODE_REFERENCE && term && term->kind == NODE_TERM)
        return arena_text_concat(plan->arena, TEXT("bij-"),
                                 epub_slug(plan->arena,
                                           node_plain_text(plan->arena, term),
                                           "begrip"));

    if (node->kind == NODE_INDEX_MARK)
        return TEXT("reg");
    if (node->kind == NODE_FIGURE)
        return TEXT("figuur");
    if (node->kind == NODE_TABLE)
        return TEXT("tabel");
    if (node->kind == NODE_TERM)
        return TEXT("begrip");
    return TEXT("plek");
}

/* Has it an id that pass/index counted over the whole book? */
static bool
is_counted(const struct node *node)
{
    return node->kind == NODE_INDEX_ENTRY ||
           (node->kind == NODE_INDEX_MARK && text_has_prefix(node->id, "ix-"));
}

/* A chapter or section stands on the page of its title, which may open it. */
static void
settle_page(struct epub_plan *plan, const struct node *heading)
{
    const struct node *nodes[] = {heading, heading->parent};
    for (size_t i = 0; i < 2; i++) {
        struct epub_place *place = epub_map_find(&plan->places, nodes[i]);
        if (place)
            place->page = plan->current_page;
    }
}

static void
assign_node(struct epub_plan *plan, struct epub_file *file,
            const struct node *node)
{
    const struct epub_mark *mark = epub_mark_of(plan, node);
    if (mark)
        plan->current_page = &plan->rules->page_labels->items[mark->end - 1];
    struct epub_call *call =
        node->kind == NODE_NOTE_CALL ? epub_map_find(&plan->calls, node) : NULL;
    if (call && !call->note->page)
        call->note->page = plan->current_page;
    struct epub_place *place = epub_map_find(&plan->places, node);
    if (place && place->file) { /* a heading, named with its section */
        if (node->kind == NODE_HEADING)
            settle_page(plan, node);
        return;
    }
    if (place && !node->id.size && node->kind == NODE_INDEX_MARK &&
        node->index.range == RANGE_END) {
        place->page = plan->current_page; /* nothing leads there */
        return;
    }
    bool is_container = node->kind == NODE_CHAPTER || node->kind == NODE_PART ||
                        node->kind == NODE_SECTION || node->kind == NODE_DIV;
    const struct node *heading = is_container ? node_heading(node) : NULL;
    if (heading)
        assign_titled(plan, file, node, heading);
    else if (node->id.size && !is_counted(node))
        place_set(plan, file, node, epub_id_make(plan, file, node->id));
    else if (place || (node->kind == NODE_TABLE && has_caption(node)) ||
             (node->kind == NODE_FIGURE && has_caption(node)))
        place_set(plan, file, node,
                  epub_id_make(plan, file, generated_id(plan, node)));
}

void
epub_assign(struct epub_plan *plan)
{
    plan->current_page = NULL;
    for (size_t i = 0; i < plan->files.count; i++) {
        struct epub_file *file = plan->files.items[i];
        if (file->kind == EPUB_NAV && file->node) {
            struct epub_place *place = place_make(plan, file->node);
            place->file = file;
            place->id = TEXT("toc");
        }
        file_walk(plan, file, assign_node);
        const struct page_label *page = plan->current_page;
        notes_walk(plan, file, assign_node);
        plan->current_page = page;
    }
}
