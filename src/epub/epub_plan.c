#include "epub/epub_plan.h"

#include "epub/epub_collect.h"
#include "epub/epub_ids.h"
#include "epub/epub_pages.h"

const struct epub_place *
epub_place_of(const struct epub_plan *plan, const struct node *node)
{
    const struct epub_place *place = epub_map_find(&plan->places, node);
    return place && place->file ? place : NULL;
}

const struct image *
epub_image_of(const struct epub_plan *plan, const struct node *node)
{
    if (node->image.image)
        return node->image.image;
    if (!plan->rules->images)
        return NULL;
    return image_load(plan->rules->images, node->image.path,
                      node->image.path_span, plan->diag);
}

const struct epub_mark *
epub_mark_of(const struct epub_plan *plan, const struct node *node)
{
    return epub_map_find(&plan->marks, node);
}

const struct node *
epub_file_next(const struct epub_file *file, const struct node *node)
{
    const struct node *next = node_next(node, file->node);
    while (next && next->kind == NODE_CHAPTER)
        next = node_skip(next, file->node);
    return next;
}

/* "07-krachtenveld" of "bouwstenen/07-krachtenveld.md". */
static struct text
file_stem(struct text path)
{
    for (size_t slash; (slash = text_index(path, '/', 0)) < path.size;)
        path = text_slice(path, slash + 1, path.size);
    return text_slice(path, 0, text_index(path, '.', 0));
}

static struct text
file_slug(const struct epub_plan *plan, const struct node *node)
{
    static const char *const generated[] = {
        [CHAPTER_TITLEPAGE] = "titelpagina", [CHAPTER_INDEX] = "register"};
    if (node->id.size)
        return epub_slug(plan->arena, node->id, "tekst");
    if (node->kind == NODE_PART)
        return arena_printf(plan->arena, "deel-%d", node->part.number);
    if (node->chapter.kind == CHAPTER_TITLEPAGE ||
        node->chapter.kind == CHAPTER_INDEX)
        return text_of(generated[node->chapter.kind]);
    return epub_slug(plan->arena, file_stem(node->chapter.file), "tekst");
}

static struct epub_file *
file_add(struct epub_plan *plan, enum epub_file_kind kind,
         const struct node *node, struct text slug)
{
    struct epub_file *file = ARENA_NEW(plan->arena, struct epub_file);
    file->kind = kind;
    file->node = node;
    file->ids = map_in(plan->arena);
    slug = epub_unique(plan->arena, &plan->names, slug);
    file->id = arena_text_concat(plan->arena, TEXT("x-"), slug);
    file->name = arena_printf(
        plan->arena, kind == EPUB_NAV ? "%.*s.xhtml" : "text/%.*s.xhtml",
        TEXT_PRINTF(slug));
    *ARRAY_PUSH(plan->arena, &plan->files) = file;
    return file;
}

static void
file_title(const struct epub_plan *plan, struct epub_file *file)
{
    const struct book *book = plan->rules->book;
    struct text title;
    if (file->kind == EPUB_COVER)
        title = book_word(book, "cover");
    else if (file->kind == EPUB_NAV)
        title = book_word(book, "contents");
    else if (file->node->kind == NODE_CHAPTER &&
             file->node->chapter.kind == CHAPTER_TITLEPAGE)
        title = book_word(book, "titlepage");
    else
        title = epub_list_title(plan, file->node);
    if (title.size == 0)
        title = plan->rules->edition->title;
    file->title = title.size ? title : book_word(book, "chapter");
}

static void
file_add_text(struct epub_plan *plan, const struct node *node)
{
    bool is_contents =
        node->kind == NODE_CHAPTER && node->chapter.kind == CHAPTER_CONTENTS;
    if (is_contents && plan->nav)
        return;
    struct epub_file *file =
        is_contents ? file_add(plan, EPUB_NAV, node, TEXT("nav"))
                    : file_add(plan, EPUB_TEXT, node, file_slug(plan, node));
    if (is_contents)
        plan->nav = file;
    file->matter =
        node->kind == NODE_CHAPTER ? node->chapter.matter : MATTER_BODY;
    if (!plan->body && !is_contents && file->matter == MATTER_BODY)
        plan->body = file;
}

/* Without a contents page of its own, the contents follow the cover. */
static void
files_plan(struct epub_plan *plan)
{
    bool has_contents = false;
    for (const struct node *at = plan->tree->first_child; at; at = at->next)
        has_contents = has_contents || (at->kind == NODE_CHAPTER &&
                                        at->chapter.kind == CHAPTER_CONTENTS);
    plan->cover = file_add(plan, EPUB_COVER, NULL, TEXT("omslag"));
    plan->cover->matter = MATTER_FRONT;
    if (!has_contents) {
        plan->nav = file_add(plan, EPUB_NAV, NULL, TEXT("nav"));
        plan->nav->matter = MATTER_FRONT;
    }
    for (const struct node *at = plan->tree->first_child; at; at = at->next) {
        if (at->kind == NODE_CHAPTER || at->kind == NODE_PART)
            file_add_text(plan, at);
        if (at->kind != NODE_PART)
            continue;
        for (const struct node *in = at->first_child; in; in = in->next)
            if (in->kind == NODE_CHAPTER)
                file_add_text(plan, in);
    }
    for (size_t i = 0; i < plan->files.count; i++)
        file_title(plan, plan->files.items[i]);
}

/* The language tag for metadata: Dutch here is the Dutch of the Netherlands
 * unless the manifest says otherwise. */
static struct text
language_tag(struct text language)
{
    if (language.size == 0 || text_equals(language, "nl"))
        return language.size ? TEXT("nl-NL") : TEXT("en");
    return language;
}

struct text
epub_id_make(struct epub_plan *plan, struct epub_file *file, struct text wish)
{
    struct text id, safe = epub_safe_id(plan->arena, wish);
    do
        id = epub_unique(plan->arena, &file->ids, safe);
    while (map_find(&plan->ids, id));
    return id;
}

struct epub_plan *
epub_plan_new(struct arena *arena, const struct node *tree,
              const struct epub_rules *rules, struct diag *diag)
{
    /* Ids that our own patterns use. */
    static const char *const own_ids[] = {"toc",       "toc-kop", "landmarks",
                                          "page-list", "noten",   "noten-kop"};
    struct epub_plan *plan = ARENA_NEW(arena, struct epub_plan);
    plan->arena = arena;
    plan->rules = rules;
    plan->diag = diag;
    plan->tree = tree;
    plan->language = language_tag(rules->book->language);
    plan->places = epub_map_in(arena);
    plan->calls = epub_map_in(arena);
    plan->marks = epub_map_in(arena);
    plan->uses = epub_map_in(arena);
    plan->picture_map = epub_map_in(arena);
    plan->labels = map_in(arena);
    plan->ids = map_in(arena);
    plan->names = map_in(arena);
    for (size_t i = 0; i < sizeof own_ids / sizeof own_ids[0]; i++)
        epub_unique(arena, &plan->ids, text_of(own_ids[i]));
    files_plan(plan);
    epub_collect(plan);
    epub_pages_place(plan);
    epub_assign(plan);
    return plan;
}
