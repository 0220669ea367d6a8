/* Links to files of the book, as other programs and editors' tools write
 * them, become references. */
#include "base/path.h"
#include "base/utf8.h"
#include "edition/removed.h"
#include "pass/local_labels.h"
#include "pass/pass.h"
#include "pass/roots.h"

struct linking {
    struct pass_context *context;
    struct roots roots;
    struct map chapters; /* file -> CHAPTER */
};

/* A Mac decomposes the names of files, and editors may write them so. */
static struct text
composed_beside(const struct linking *linking, struct text from,
                struct text path)
{
    struct arena *arena = linking->context->arena;
    return utf8_compose(arena, path_beside(arena, from, path));
}

static void
collect_chapters(struct linking *linking)
{
    struct node *root = linking->context->tree->root;
    for (struct node *node = root; node; node = node->kind == NODE_CHAPTER
                                                    ? node_skip(node, root)
                                                    : node_next(node, root))
        if (node->kind == NODE_CHAPTER && node->chapter.file.size)
            map_set(&linking->chapters,
                    composed_beside(linking, TEXT(""), node->chapter.file),
                    node);
}

/* "ch01.html" for "ch01.md": what a program for web pages makes of it. */
static struct node *
find_page(const struct linking *linking, struct text path)
{
    static const char *const endings[] = {"/index.html", ".html", ".htm", ""};
    static const char *const files[] = {".md", ".markdown", "/index.md",
                                        "/README.md"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!text_has_suffix(path, endings[i]))
            continue;
        struct text stem =
            text_slice(path, 0, path.size - text_of(endings[i]).size);
        for (size_t j = 0; j < sizeof files / sizeof *files; j++) {
            struct node *chapter =
                map_find(&linking->chapters,
                         arena_printf(linking->context->arena, "%.*s%s",
                                      TEXT_PRINTF(stem), files[j]));
            if (chapter)
                return chapter;
        }
    }
    return NULL;
}

/* The chapter that a path leads to, seen from `from` or from the book. */
static struct node *
find_chapter(const struct linking *linking, const struct node *from,
             struct text path)
{
    struct text file = from ? from->chapter.file : TEXT("");
    struct text places[] = {composed_beside(linking, file, path),
                            composed_beside(linking, TEXT(""), path)};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct node *chapter = map_find(&linking->chapters, places[i]);
        if (!chapter && places[i].size)
            chapter = find_page(linking, places[i]);
        if (chapter)
            return chapter;
    }
    return NULL;
}

static void
make_reference(struct node *link, struct text label, struct node *target)
{
    link->kind = NODE_REFERENCE;
    link->reference.label = label;
    link->reference.written = link->first_child != NULL;
    link->target = target;
}

/* The label of the building block whose file it is, by its number; empty if
 * it is none.  For blocks that this edition does not hold. */
static struct text
block_label(const struct linking *linking, const struct node *from,
            struct text path)
{
    const struct book *book = linking->context->book;
    struct arena *arena = linking->context->arena;
    struct text folder = book->block_folder, name = path_name(path);
    path = path_beside(arena, from ? from->chapter.file : TEXT(""), path);
    int number = 0;
    for (size_t at = 0; at < name.size && at < 4 && name.data[at] >= '0' &&
                        name.data[at] <= '9';
         at++)
        number = number * 10 + (name.data[at] - '0');
    bool in_folder = folder.size && path.size > folder.size &&
                     path.data[folder.size] == '/' &&
                     text_equal(text_slice(path, 0, folder.size), folder);
    return in_folder && book_block(book, number)
               ? removed_block_label(book, arena, number)
               : TEXT("");
}

/* A link to a chapter, or to a label in it. */
static void
link_chapter(struct linking *linking, struct node *link, struct node *chapter,
             struct text file, struct text label)
{
    struct pass_context *context = linking->context;
    if (!label.size) {
        make_reference(link, chapter->id, chapter);
        return;
    }
    struct node *target = local_labels_find(context, chapter, label);
    if (!target && context->book->plain) {
        diag_report(context->diag, LINK_PLACE, link->span, TEXT_PRINTF(label),
                    TEXT_PRINTF(file));
        target = chapter;
    }
    make_reference(link, label, target);
}

static void
resolve(struct linking *linking, struct node *link)
{
    struct pass_context *context = linking->context;
    struct text url = link->link.url;
    if (path_is_address(url)) {
        if (!link->first_child) /* its words are its address */
            node_append(link, node_text_new(context->arena, url, link->span));
        return;
    }
    struct node *from = roots_chapter(&linking->roots, link);
    struct text file = path_decode(context->arena, path_file(url));
    struct text label = path_decode(
        context->arena, text_slice(url, text_index(url, '#', 0) + 1, url.size));
    struct node *chapter = file.size ? find_chapter(linking, from, file) : NULL;
    struct text block = chapter ? TEXT("") : block_label(linking, from, file);
    if (chapter) {
        link_chapter(linking, link, chapter, file, label);
    } else if (block.size) {
        make_reference(link, block, NULL);
    } else {
        if (file.size)
            diag_report(context->diag, LINK_FILE, link->span, TEXT_PRINTF(url));
        else
            diag_report(context->diag, LINK_EMPTY, link->span);
        if (!link->first_child)
            node_append(link, node_text_new(context->arena, url, link->span));
        node_unwrap(link);
    }
}

void
links_resolve(struct pass_context *context)
{
    struct linking linking = {.context = context,
                              .roots = roots_collect(context),
                              .chapters = map_in(context->arena)};
    collect_chapters(&linking);
    for (size_t i = 0; i < linking.roots.count; i++) {
        struct node *root = linking.roots.items[i].node;
        for (struct node *node = root, *next; node; node = next) {
            next = node_next(node, root);
            if (node->kind == NODE_LINK)
                resolve(&linking, node);
        }
    }
}
