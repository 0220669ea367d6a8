#include "proof/sight.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "read/markdown.h"

#include <dirent.h>
#include <stdlib.h>

/* --- audiences ------------------------------------------------------------ */

bool
sight_audience(const struct book *book, const struct edition *edition,
               struct text audience)
{
    struct text rest = audience, word;
    bool seen = false, negated = false, first = true;
    while (text_next_word(&rest, &word)) {
        if (text_equals(word, "not")) {
            seen = first || seen;
            negated = true;
            first = false;
            continue;
        }
        const struct audience *named = book_audience(book, word);
        bool is_all = text_equals(word, "all");
        if (!named && !is_all)
            return false; /* a word that nobody knows shows nothing */
        bool holds = is_all || atoms_has(&named->atoms, edition->atom);
        seen = negated ? seen && !holds : seen || holds;
        negated = first = false;
    }
    return seen && !negated;
}

static bool
sees(const struct sight_walk *walk, const struct node *node)
{
    return !node->audience || !walk->edition ||
           sight_audience(walk->book, walk->edition, node->audience->value);
}

/* --- roles ---------------------------------------------------------------- */

static bool
is_same_title(struct text a, struct text b)
{
    size_t at_a = 0, at_b = 0;
    while (at_a < a.size && at_b < b.size)
        if (utf8_to_lower(utf8_next(a, &at_a)) !=
            utf8_to_lower(utf8_next(b, &at_b)))
            return false;
    return at_a == a.size && at_b == b.size;
}

/* The words of a title that this reader sees. */
static struct text
seen_title(const struct sight_walk *walk, const struct node *heading)
{
    struct buffer out = {0};
    for (const struct node *node = heading->first_child; node;) {
        bool seen = sees(walk, node);
        if (seen && !node->first_child)
            buffer_append_text(&out, node_plain_text(walk->arena, node));
        node = seen ? node_next(node, heading) : node_skip(node, heading);
    }
    struct text title = text_trim(buffer_text(&out));
    if (text_has_suffix(title, ":"))
        title = text_trim(text_slice(title, 0, title.size - 1));
    title = arena_text(walk->arena, title);
    buffer_release(&out);
    return title;
}

/* The role that a node has for this reader: hidden words in a title do not
 * count for it. */
static const struct role *
role_of(const struct sight_walk *walk, const struct node *node)
{
    const struct node *heading = node_heading(node);
    bool is_divided = false;
    if (node->kind == NODE_SECTION && heading)
        for (const struct node *at = heading; at; at = node_next(at, heading))
            is_divided |= at->audience != NULL;
    if (!is_divided)
        return node->role.size ? book_role(walk->book, node->role) : NULL;
    struct text title = seen_title(walk, heading);
    for (size_t i = 0; i < walk->book->role_count; i++)
        for (size_t j = 0; j < walk->book->roles[i].heading_count; j++)
            if (is_same_title(walk->book->roles[i].headings[j], title))
                return &walk->book->roles[i];
    return NULL;
}

static bool
is_in_depth(const struct sight_walk *walk, const struct role *role)
{
    return role && (walk->depth->roles >> (role - walk->book->roles) & 1);
}

/* Does the depth leave it out?  *in_part: is it below a part that is taken? */
static bool
is_left_out(const struct sight_walk *walk, const struct node *node,
            bool *in_part)
{
    if (!walk->depth || node_kind_is_inline(node->kind))
        return false;
    const struct role *role = role_of(walk, node);
    if (*in_part)
        return role && !is_in_depth(walk, role);
    if (node->kind == NODE_HEADING && node->parent->kind == NODE_CHAPTER &&
        node == node_heading(node->parent)) {
        *in_part = true;
        return false;
    }
    *in_part = (node->kind == NODE_SECTION || node->kind == NODE_DIV) &&
               is_in_depth(walk, role);
    bool is_wrapper = node->kind == NODE_DIV && !role;
    return !*in_part && !is_wrapper;
}

/* --- one node ------------------------------------------------------------- */

/* Explanations go with their terms: which element of the group `node` is in
 * hides it?  NULL: none. */
static const struct node *
hiding_companion(const struct sight_walk *walk, const struct node *node)
{
    const struct node *hidden = NULL;
    if (node->kind == NODE_DEFINITION) {
        const struct node *term = node->previous;
        while (term && term->kind == NODE_DEFINITION)
            term = term->previous;
        for (; term && term->kind == NODE_TERM; term = term->previous) {
            if (sees(walk, term))
                return NULL;
            hidden = term;
        }
    } else if (node->kind == NODE_TERM) {
        const struct node *at = node->next;
        while (at && at->kind == NODE_TERM)
            at = at->next;
        for (; at && at->kind == NODE_DEFINITION; at = at->next) {
            if (sees(walk, at))
                return NULL;
            hidden = at;
        }
    }
    return hidden;
}

/* The element whose audience hides the node itself; NULL: none does. */
static const struct node *
hiding_element(const struct sight_walk *walk, const struct node *node)
{
    const struct node *first = node->first_child;
    if (!sees(walk, node))
        return node;
    if (node->kind == NODE_SECTION && !node->audience && first &&
        first->kind == NODE_HEADING && !sees(walk, first))
        return first;
    if (node->kind == NODE_NOTE_CALL && !node->audience && node->target &&
        !sees(walk, node->target))
        return node->target;
    return hiding_companion(walk, node);
}

static struct sight_frame
look_at(const struct sight_walk *walk, const struct sight_frame *outer,
        const struct node *node)
{
    struct sight_frame frame = {node, outer->sight, outer->in_part, true};
    if (outer->sight.rule != SIGHT_SHOWN)
        return frame;
    const struct node *hiding = hiding_element(walk, node);
    if (hiding)
        frame.sight = (struct sight){SIGHT_AUDIENCE, hiding};
    else if (is_left_out(walk, node, &frame.in_part))
        frame.sight = (struct sight){SIGHT_ROLE, node};
    return frame;
}

/* --- the walk ------------------------------------------------------------- */

static const struct outline_entry *
find_entry(const struct outline_entry *entries, size_t count,
           const struct sight_chapter *chapter)
{
    for (size_t i = 0; i < count; i++) {
        const struct outline_entry *entry = &entries[i];
        bool is_block = entry->kind == OUTLINE_BLOCK;
        if (is_block
                ? chapter->block && entry->number == chapter->block
                : entry->path.size && text_equal(entry->path, chapter->path))
            return entry;
        const struct outline_entry *inner =
            find_entry(entry->entries, entry->entry_count, chapter);
        if (inner)
            return inner;
    }
    return NULL;
}

const struct outline_entry *
sight_entry(const struct edition *edition, const struct sight_chapter *chapter)
{
    return find_entry(edition->outline, edition->outline_count, chapter);
}

void
sight_start(struct sight_walk *walk, struct arena *arena,
            const struct book *book, const struct edition *edition,
            const struct sight_chapter *chapter)
{
    const struct outline_entry *entry =
        edition ? sight_entry(edition, chapter) : NULL;
    *walk =
        (struct sight_walk){.arena = arena, .book = book, .edition = edition};
    struct sight_frame frame = {.node = chapter->tree};
    if (!entry && edition)
        frame.sight.rule = SIGHT_NOT_TAKEN;
    else if (!sees(walk, chapter->tree))
        frame.sight = (struct sight){SIGHT_FRONT_MATTER, chapter->tree};
    walk->depth = entry ? entry->depth : NULL;
    frame.in_part = !walk->depth;
    *ARRAY_PUSH(arena, &walk->frames) = frame;
}

static const struct node *
first_below(const struct node *node)
{
    return node->kind == NODE_NOTE_CALL && node->target ? node->target
                                                        : node->first_child;
}

const struct node *
sight_next(struct sight_walk *walk, struct sight *sight)
{
    enum { DEEPEST = 4096 }; /* notes could call each other */
    struct sight_frame *top = &walk->frames.items[walk->frames.count - 1];
    if (walk->frames.count == 1 && !top->is_seen) {
        top->is_seen = true;
        *sight = top->sight;
        return top->node;
    }
    const struct node *next =
        walk->frames.count < DEEPEST ? first_below(top->node) : NULL;
    while (!next && walk->frames.count > 1) {
        const struct node *left = top->node;
        walk->frames.count--;
        top = &walk->frames.items[walk->frames.count - 1];
        next = left->kind == NODE_FOOTNOTE ? NULL : left->next;
    }
    if (!next)
        return NULL;
    struct sight_frame frame = look_at(walk, top, next);
    *ARRAY_PUSH(walk->arena, &walk->frames) = frame;
    *sight = frame.sight;
    return next;
}

/* --- reading all -----------------------------------------------------------
 */

static void
add_chapter(struct sight_book *sights, struct text path, int block,
            struct diag *diag)
{
    for (size_t i = 0; i < sights->chapters.count; i++)
        if (text_equal(sights->chapters.items[i].path, path))
            return;
    const struct node *tree = markdown_read(sights->arena, sights->book, NULL,
                                            path, (struct span){0}, diag);
    if (tree)
        *ARRAY_PUSH(sights->arena, &sights->chapters) =
            (struct sight_chapter){path, block, tree};
}

static void
add_entries(struct sight_book *sights, const struct outline_entry *entries,
            size_t count, struct diag *diag)
{
    for (size_t i = 0; i < count; i++) {
        if (entries[i].path.size)
            add_chapter(sights, entries[i].path, 0, diag);
        add_entries(sights, entries[i].entries, entries[i].entry_count, diag);
    }
}

/* The number that a file of the block folder is named by: "07-title.md". */
static int
block_number(const char *name)
{
    int number = 0, at = 0;
    for (; name[at] >= '0' && name[at] <= '9' && at < 4; at++)
        number = number * 10 + (name[at] - '0');
    return at && name[at] == '-' && text_has_suffix(text_of(name), ".md")
               ? number
               : 0;
}

static int
compare_chapters(const void *a, const void *b)
{
    const struct sight_chapter *one = a, *other = b;
    return text_compare(one->path, other->path);
}

static void
add_blocks(struct sight_book *sights, struct diag *diag)
{
    const struct book *book = sights->book;
    struct text folder = book->block_folder;
    struct text path =
        arena_printf(sights->arena, "%.*s/%.*s", TEXT_PRINTF(book->folder.real),
                     TEXT_PRINTF(folder));
    size_t first = sights->chapters.count;
    DIR *listing = book->block_count ? opendir(path.data) : NULL;
    for (struct dirent *file; listing && (file = readdir(listing));) {
        int number = block_number(file->d_name);
        if (number)
            add_chapter(sights,
                        arena_printf(sights->arena, "%.*s%s%s",
                                     TEXT_PRINTF(folder),
                                     folder.size ? "/" : "", file->d_name),
                        number, diag);
    }
    if (listing)
        closedir(listing);
    if (sights->chapters.count > first)
        qsort(sights->chapters.items + first, sights->chapters.count - first,
              sizeof *sights->chapters.items, compare_chapters);
}

void
sight_read(struct sight_book *sights, struct arena *arena,
           const struct book *book)
{
    struct diag *diag = diag_new(); /* who builds it reports its faults */
    *sights = (struct sight_book){.arena = arena, .book = book};
    for (size_t i = 0; i < book->edition_count; i++)
        add_entries(sights, book->editions[i].outline,
                    book->editions[i].outline_count, diag);
    for (size_t i = 0; i < book->excerpt_count; i++)
        add_entries(sights, book->excerpts[i].outline,
                    book->excerpts[i].outline_count, diag);
    add_blocks(sights, diag);
    diag_free(diag);
}
