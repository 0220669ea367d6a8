#include "edition/edition.h"

#include "base/message.h"
#include "doc/slug.h"
#include "edition/removed.h"
#include "edition/select.h"
#include "edition/tidy.h"
#include "edition/worksheets.h"
#include "read/markdown.h"

#include <dirent.h>
#include <string.h>

/* One edition being put together. */
struct assembly {
    struct selection selection;
    struct node *root;
    const struct book *book;
    const struct edition *edition;
    struct arena *arena;
    struct diag *diag;
    bool has_titlepage, has_contents, has_index;
};

/* --- which file ------------------------------------------------------------
 */

/* `meant` is a file of that number with another ending: Windows hides the end
 * of "07-title.md.txt". */
static void
report_no_file(struct assembly *assembly, const struct outline_entry *entry,
               struct text meant)
{
    const struct book *book = assembly->book;
    struct text hint = TEXT("");
    if (meant.size)
        hint = arena_printf(
            assembly->arena,
            message("there is '%.*s': give it a name that ends in .md"),
            TEXT_PRINTF(meant));
    diag_report_hint(assembly->diag, BLOCK_FILE_MISSING, hint, entry->span,
                     TEXT_PRINTF(book_block_word(book)), entry->number,
                     TEXT_PRINTF(book->block_folder));
}

/* Of two names the first in their order, not the folder's. */
static struct text
first_name(struct text a, struct text b)
{
    return !a.size || (b.size && text_compare(b, a) < 0) ? b : a;
}

/* The file of a block: the one in the block folder whose name begins with its
 * number.  Empty after reporting. */
static struct text
block_path(struct assembly *assembly, const struct outline_entry *entry)
{
    const struct book *book = assembly->book;
    struct text folder = book->block_folder;
    struct text path =
        arena_printf(assembly->arena, "%.*s/%.*s",
                     TEXT_PRINTF(book->folder.real), TEXT_PRINTF(folder));
    struct text found = TEXT(""), meant = TEXT("");
    DIR *listing = opendir(path.data);
    for (struct dirent *file; listing && (file = readdir(listing));) {
        struct text name = text_of(file->d_name);
        if (book_file_number(name) != entry->number)
            continue;
        name = arena_text(assembly->arena, name);
        if (!text_has_suffix(name, ".md")) {
            meant = first_name(meant, name);
            continue;
        }
        struct text first = first_name(found, name);
        if (found.size)
            diag_report(assembly->diag, BLOCK_FILE_TWICE, entry->span,
                        TEXT_PRINTF(first),
                        TEXT_PRINTF(first.data == name.data ? found : name),
                        entry->number);
        found = first;
    }
    if (listing)
        closedir(listing);
    if (!found.size) {
        report_no_file(assembly, entry, meant);
        return found;
    }
    return folder.size ? arena_printf(assembly->arena, "%.*s/%.*s",
                                      TEXT_PRINTF(folder), TEXT_PRINTF(found))
                       : found;
}

/* --- chapters --------------------------------------------------------------
 */

/* What is not there has been reported. */
static bool
path_exists(const struct assembly *assembly, struct text path)
{
    bool outside;
    return folder_resolve(assembly->arena, &assembly->book->folder, path,
                          &outside)
               .size > 0;
}

/* Reads a file and takes out what the edition may not see.  NULL when it
 * cannot be read or is not for this edition. */
static struct node *
chapter_read(struct assembly *assembly, struct text path,
             const struct outline_entry *entry)
{
    struct node *chapter =
        markdown_read(assembly->arena, assembly->book, assembly->edition, path,
                      entry->span, assembly->diag);
    if (chapter && chapter->chapter.faulty) {
        assembly->selection.tree->incomplete = true;
        return chapter;
    }
    if (!chapter || !select_audiences(&assembly->selection, chapter)) {
        if (entry->must_show && path_exists(assembly, path))
            diag_report(assembly->diag, EXCERPT_HIDDEN, entry->span,
                        TEXT_PRINTF(path), TEXT_PRINTF(assembly->edition->id));
        return NULL;
    }
    select_depth(&assembly->selection, chapter, entry->depth);
    if (worksheets_alone(assembly->edition)) {
        if (!worksheets_are_in(chapter)) {
            removed_note(assembly->selection.tree, chapter,
                         assembly->selection.block);
            return NULL;
        }
        worksheets_take_titles(chapter);
    }
    return chapter;
}

static void
append_file(struct assembly *assembly, struct node *parent,
            const struct outline_entry *entry)
{
    struct node *chapter = chapter_read(assembly, entry->path, entry);
    if (!chapter)
        return;
    chapter->chapter.matter = entry->matter;
    chapter->chapter.file = entry->path;
    node_append(parent, chapter);
}

static void
append_block(struct assembly *assembly, struct node *parent,
             const struct outline_entry *entry)
{
    struct text path = block_path(assembly, entry);
    if (!path.size) {
        assembly->selection.tree->incomplete = true;
        return;
    }
    const struct block_title *block = book_block(assembly->book, entry->number);
    assembly->selection.block = block;
    struct node *chapter = chapter_read(assembly, path, entry);
    assembly->selection.block = NULL;
    if (!chapter)
        return;
    chapter->chapter.kind = CHAPTER_BLOCK;
    chapter->chapter.number = entry->number;
    chapter->chapter.matter = entry->matter;
    chapter->chapter.file = path;
    node_append(parent, chapter);
}

/* An empty chapter that a pass fills. */
static struct node *
generated_chapter(struct assembly *assembly, enum chapter_kind kind,
                  enum matter matter)
{
    struct node *chapter =
        node_new(assembly->arena, NODE_CHAPTER, assembly->edition->span);
    chapter->chapter.kind = kind;
    chapter->chapter.matter = matter;
    return chapter;
}

/* --- parts -----------------------------------------------------------------
 */

static void append_entry(struct assembly *assembly, struct node *parent,
                         const struct outline_entry *entry);

/* What a part's own file says follows its title; a title of the file's own
 * gives way to the manifest's. */
static void
part_add_opener(struct assembly *assembly, struct node *part,
                const struct outline_entry *entry)
{
    if (!entry->path.size)
        return;
    struct node *opener = chapter_read(assembly, entry->path, entry);
    if (!opener)
        return;
    part->id = opener->id;
    part->text = opener->text;
    struct node *title = node_heading(opener);
    if (title)
        node_remove(title);
    while (opener->first_child) {
        struct node *child = opener->first_child;
        node_remove(child);
        node_append(part, child);
    }
}

static void
append_part(struct assembly *assembly, const struct outline_entry *entry)
{
    struct node *part = node_new(assembly->arena, NODE_PART, entry->span);
    part->part.number = entry->number;
    part->part.tab = entry->tab;
    struct node *heading = node_new(assembly->arena, NODE_HEADING, entry->span);
    heading->heading.level = 1;
    node_append(heading,
                node_text_new(assembly->arena, entry->title, entry->span));
    node_append(part, heading);
    part_add_opener(assembly, part, entry);
    for (size_t i = 0; i < entry->entry_count; i++)
        append_entry(assembly, part, &entry->entries[i]);
    /* A part of which this edition sees no chapter is not there. */
    if (!entry->entry_count || part->last_child->kind == NODE_CHAPTER)
        node_append(assembly->root, part);
}

static void
append_entry(struct assembly *assembly, struct node *parent,
             const struct outline_entry *entry)
{
    switch (entry->kind) {
    case OUTLINE_FILE:
        append_file(assembly, parent, entry);
        break;
    case OUTLINE_BLOCK:
        append_block(assembly, parent, entry);
        break;
    case OUTLINE_PART:
        append_part(assembly, entry);
        break;
    case OUTLINE_TITLEPAGE:
        assembly->has_titlepage = true;
        node_append(parent, generated_chapter(assembly, CHAPTER_TITLEPAGE,
                                              MATTER_FRONT));
        break;
    case OUTLINE_CONTENTS:
        assembly->has_contents = true;
        node_append(parent, generated_chapter(assembly, CHAPTER_CONTENTS,
                                              MATTER_FRONT));
        break;
    case OUTLINE_INDEX:
        assembly->has_index = true;
        node_append(parent,
                    generated_chapter(assembly, CHAPTER_INDEX, MATTER_BACK));
        break;
    case OUTLINE_CHANGES:
        node_append(parent, generated_chapter(assembly, CHAPTER_CHANGES,
                                              entry->matter));
        parent->last_child->text = entry->title;
        break;
    case OUTLINE_CONCORDANCE:
        node_append(parent, generated_chapter(assembly, CHAPTER_CONCORDANCE,
                                              MATTER_BACK));
        break;
    }
}

/* --- the whole -------------------------------------------------------------
 */

/* Title page and contents open an edition that does not place them, the index
 * closes it; index_fill takes it out again when there are no terms. */
static void
add_unlisted(struct assembly *assembly)
{
    if (!assembly->has_contents) {
        struct node *contents =
            generated_chapter(assembly, CHAPTER_CONTENTS, MATTER_FRONT);
        struct node *first = assembly->root->first_child;
        if (first && first->kind == NODE_CHAPTER &&
            first->chapter.kind == CHAPTER_TITLEPAGE)
            node_insert_after(first, contents);
        else
            node_prepend(assembly->root, contents);
    }
    if (!assembly->has_titlepage)
        node_prepend(
            assembly->root,
            generated_chapter(assembly, CHAPTER_TITLEPAGE, MATTER_FRONT));
    if (!assembly->has_index && !worksheets_alone(assembly->edition))
        node_append(assembly->root,
                    generated_chapter(assembly, CHAPTER_INDEX, MATTER_BACK));
}

/* Blocks of the public list that are not here can be named; one that stands
 * here twice is reported. */
static void
note_absent_blocks(struct assembly *assembly)
{
    const struct book *book = assembly->book;
    for (size_t i = 0; i < book->block_count; i++) {
        int number = book->blocks[i].number, times = 0;
        for (struct node *node = assembly->root; node;
             node = node->kind == NODE_CHAPTER
                        ? node_skip(node, assembly->root)
                        : node_next(node, assembly->root))
            times += node->kind == NODE_CHAPTER &&
                     node->chapter.kind == CHAPTER_BLOCK &&
                     node->chapter.number == number;
        if (times > 1)
            diag_report(assembly->diag, BLOCK_TAKEN_TWICE,
                        assembly->edition->span,
                        TEXT_PRINTF(book_block_word(book)), number,
                        TEXT_PRINTF(assembly->edition->id));
        struct text label = removed_block_label(book, assembly->arena, number);
        if (!times)
            map_set(&assembly->selection.tree->removed, label,
                    &book->blocks[i]);
    }
}

static void
tidy(struct assembly *assembly)
{
    const struct selection *selection = &assembly->selection;
    for (size_t i = 0; i < selection->notes.count; i++)
        tidy_tree(assembly->arena, assembly->book, assembly->edition,
                  selection->notes.items[i], assembly->diag);
    tidy_tree(assembly->arena, assembly->book, assembly->edition,
              assembly->root, assembly->diag);
}

struct edition_tree
edition_assemble(struct arena *arena, const struct book *book,
                 const struct edition *edition, struct diag *diag)
{
    struct edition_tree tree = {.root =
                                    node_new(arena, NODE_BOOK, edition->span),
                                .removed = map_in(arena)};
    struct assembly assembly = {.root = tree.root,
                                .book = book,
                                .edition = edition,
                                .arena = arena,
                                .diag = diag,
                                .selection = {.arena = arena,
                                              .book = book,
                                              .edition = edition,
                                              .tree = &tree,
                                              .diag = diag}};
    for (size_t i = 0; i < edition->outline_count; i++)
        append_entry(&assembly, tree.root, &edition->outline[i]);
    tidy(&assembly);
    if (worksheets_alone(edition) && !worksheets_are_in(tree.root)) {
        tree.is_empty = true;
        if (edition->whole->outline_count) /* else reported already */
            diag_report(diag, WORKSHEETS_NONE, edition->span,
                        TEXT_PRINTF(edition->whole->id));
    }
    add_unlisted(&assembly);
    note_absent_blocks(&assembly);
    return tree;
}
